"""A made-up plan and framework of made-up units, from which forms are issued."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

from milepost.inputs.form import form_of
from milepost.inputs.issue import write_form
from milepost.model.dates import PartialDate
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import Issued
from milepost.model.framework import Category, Framework, Goal, Indicator, PublishedValue
from milepost.model.places import FilePlace
from milepost.model.plan import Measure, Part, Plan, Responsibility, Role, Section, Task, Unit
from milepost.model.text import Text
from milepost.model.words import Words
from milepost.templates.folders import TemplateFolders
from milepost.templates.words import read_words

YEAR = 2031
REPOSITORY = Path(__file__).resolve().parents[2]
WORDS = tuple(read_words(TemplateFolders((REPOSITORY / "templates",)), language) for language in ("zh", "en"))
ENGLISH = WORDS[1:]


def both(en: str, zh: str) -> Text:
    """A text in both languages, the units' own first."""
    return Text({"zh": zh, "en": en})


PORT = Unit("PORT", both("Port Authority & Co.", "港务局"))
PIER = Unit("PIER", both("Pier Office", "码头办公室"))
NONE = Unit("NONE", both("Office without duties", "闲置办公室"))

_LEAD, _JOINT = Responsibility("PORT", Role.LEAD), Responsibility("PIER", Role.JOINT)
PLAN = Plan(
    id="harbour",
    year=YEAR,
    title=both("Plan for the Harbour", "港口计划"),
    checksum="5e" * 32,
    parts=(
        Part(
            "1",
            both("Water", "水域"),
            (
                Section(
                    None,
                    None,
                    (
                        Task("1", "1", both("Dredge the basin", "疏浚港池"), (_LEAD, _JOINT), due=date(YEAR, 9, 30)),
                        Task(
                            "2",
                            None,
                            both("Write two rules", "制定两项规则"),
                            (_LEAD,),
                            (
                                Measure("2a", both("Rule on nets", "渔网规则"), date(YEAR, 6, 30)),
                                Measure("2b", both("Rule on lamps", "灯塔规则")),
                            ),
                        ),
                        Task("3", None, both("=1+1 is not a sum", "=1+1不是算式"), (_LEAD,)),
                    ),
                ),
            ),
        ),
    ),
)
SHARE = Indicator(
    "share",
    both("Share of clean berths", "清洁泊位占比"),
    both("%", "%"),
    decimals=1,
    baseline=Goal(2030, Decimal(40)),
    targets=(Goal(2035, Decimal(80)),),
    bounds=(Decimal(0), Decimal(100)),
    reported_by=("PORT",),
)
SHIPS = Indicator(
    "ships",
    both("Ships", "船舶数"),
    both("ships", "艘"),
    reported_by=("PORT",),
    bounds=(Decimal(0), None),
    breakdown=(Category("in", both("arriving", "进港")),),
)
FRAMEWORK = Framework("harbour", both("Harbour framework", "港口指标体系"), 2030, 2035, (SHARE, SHIPS))
DEFINITION = ReportDefinition(
    year=YEAR,
    title=both("Report on the Harbour", "港口报告"),
    office=both("Harbour Council", "港口委员会"),
    plan="2031",
    languages=("zh", "en"),
    cut_off=date(2032, 3, 31),
    deadline=date(2032, 1, 20),
    contact=both("Room 3", "3号房间"),
)
ISSUED = date(2031, 12, 1)


def published(indicator: str, year: int, value: str, day: str | None = None, breakdown: str = "") -> PublishedValue:
    """A row of the published series."""
    place = FilePlace(PurePath("indicators/series.csv"), 2)
    when = PartialDate.parse(day) if day else None
    return PublishedValue(indicator, year, Decimal(value), "final", place, breakdown=breakdown, published=when)


SERIES = (
    published("share", 2029, "39.5", "2030-02"),
    published("share", 2030, "40.2", "2031-02-10"),
    published("share", 2030, "40.5", "2031-08-01"),
    published("ships", 2030, "120"),
)


def issue(unit: Unit = PORT, words: tuple[Words, ...] = WORDS, **changes: object) -> tuple[bytes, Issued]:
    """Issue the form of a unit."""
    definition = replace(DEFINITION, **changes)  # type: ignore[arg-type]
    return write_form(form_of(YEAR), unit, PLAN, FRAMEWORK, SERIES, definition, words, ISSUED)
