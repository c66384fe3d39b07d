"""A small report of a made-up plan of made-up units, with every kind of thing that the chapters must be able to say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from milepost.assess import rate_all
from milepost.checks.history import MOVED_WITHOUT_REASON
from milepost.checks.indicators import NOT_A_NUMBER
from milepost.checks.task_cells import COMPLETED_WITHOUT_DATE
from milepost.indicators.definitions import Definitions
from milepost.model.dataset import (
    Conflict,
    Dataset,
    FormOrigin,
    LeftOut,
    MergedRow,
    NamedFigure,
    Observation,
    PublishedOrigin,
    Received,
    Revision,
    Statement,
    Untranslated,
)
from milepost.model.dates import PartialDate
from milepost.model.definition import ChapterChoice, Collection, Edition, ReportDefinition, Stage
from milepost.model.exchange import CellName, Decision, DecisionKind
from milepost.model.finding import Finding
from milepost.model.framework import (
    Assessment,
    Change,
    Document,
    Framework,
    Goal,
    Host,
    Indicator,
    SourceKind,
    SourceRegister,
)
from milepost.model.places import CellRef, FilePlace
from milepost.model.plan import Measure, Part, Plan, Responsibility, Role, Section, Task, Unit
from milepost.model.rating import Ratings
from milepost.model.states import TaskState
from milepost.model.submission import Submission
from milepost.model.text import Text
from milepost.reports.report import Report, compose

SHA = {"WAT": "a1" * 32, "RDS": "b2" * 32, "PRK": "c3" * 32}
WITHHELD = "copy of a newspaper, address withheld"
PAGE = "https://www.example.org/water/2030?page=1"
MIRROR = "http://copies.example.net/a"
UNKNOWN = "https://unheard.example.com/x"


def both(en: str, zh: str) -> Text:
    """A text in both languages, the units' own first."""
    return Text({"zh": zh, "en": en})


UNITS = {
    "WAT": Unit("WAT", both("Water Board", "水务局"), group="member"),
    "RDS": Unit("RDS", both("Roads Office", "道路办公室")),
    "PRK": Unit("PRK", both("Parks Service", "公园管理处")),
    "ALL": Unit("ALL", both("all members", "各成员单位"), collective=True),
}

PLAN = Plan(
    id="plan_2030",
    year=2030,
    title=both("Plan for Green Rivers 2030", "2030年绿色河流计划"),
    issued=date(2030, 2, 1),
    issued_by=both("River Council", "河流委员会"),
    document_number="河办〔2030〕1号",
    printed_tasks=9,
    note=both("Nine tasks stand in the printed plan.", "原计划共有9项任务。"),
    sources=(PAGE, "plan-text"),
    checksum="d4" * 32,
    parts=(
        Part(
            "1",
            both("Clean water", "清洁水源"),
            (
                Section(
                    "1.1",
                    both("Rules", "规章"),
                    (
                        Task(
                            "1",
                            "1",
                            both("Revise the river rules", "修订河流规章"),
                            (Responsibility("WAT"),),
                            sources=(PAGE,),
                        ),
                        Task(
                            "2",
                            None,
                            both("Measure the water; publish the results", "监测水质；公布结果"),
                            (Responsibility("WAT", Role.LEAD), Responsibility("PRK", Role.JOINT)),
                            measures=(
                                Measure("2a", both("Measure the water", "监测水质"), date(2030, 6, 30)),
                                Measure("2b", both("Publish the results", "公布结果")),
                            ),
                            due=date(2030, 12, 31),
                            units_assumed=True,
                            translated=frozenset({"zh"}),
                        ),
                    ),
                ),
                Section(
                    "1.2",
                    both("Works", "工程"),
                    (
                        Task(
                            "3",
                            "7",
                            both("Close the old drains", "封闭旧排水口"),
                            (Responsibility("RDS"), Responsibility("PRK"), Responsibility("ALL")),
                            due=date(2030, 9, 30),
                        ),
                    ),
                ),
            ),
        ),
        Part(
            "2",
            both("Open banks", "开放河岸"),
            (
                Section(
                    None,
                    None,
                    (
                        Task(
                            "4",
                            None,
                            both("Open three parks", "开放三座公园"),
                            (Responsibility("PRK"), Responsibility("RDS")),
                        ),
                        Task(
                            "5",
                            None,
                            both("Plant trees every year", "每年植树"),
                            (Responsibility("PRK"),),
                            units_assumed=True,
                        ),
                        Task(
                            "6",
                            None,
                            both("Count the fish", "调查鱼类"),
                            (Responsibility("RDS"),),
                            translated=frozenset({"zh"}),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

FRAMEWORK = Framework(
    id="rivers",
    name=both("River Programme 2027-2032", "《河流规划（2027—2032年）》"),
    base_year=2027,
    target_year=2032,
    document_number="河发〔2027〕3号",
    note=both("The table itself was not seen.", "未见指标表原文。"),
    attribute=both("anticipatory", "预期性"),
    sources=(PAGE,),
    indicators=(
        Indicator(
            "clean",
            both("Length of clean rivers", "清洁河流长度"),
            both("km", "公里"),
            "1",
            1,
            baseline=Goal(2027, Decimal("1200.0"), both("as printed in the programme", "规划所列数值")),
            targets=(Goal(2030, Decimal(1500)), Goal(2032, Decimal(1800))),
            definition=both("Rivers of class II or better.", "水质达到二类及以上的河流。"),
            reported_by=("WAT",),
            reported_by_assumed=True,
            sources=(PAGE, WITHHELD),
        ),
        Indicator(
            "share",
            both("Share of open banks", "开放河岸占比"),
            both("%", "%"),
            "2",
            2,
            baseline=Goal(2027, Decimal("40.00")),
            targets=(Goal(2032, Decimal("50")),),
            change=Change.POINTS,
            lag=both("published after a year", "次年公布"),
            reported_by=("RDS", "PRK"),
        ),
        Indicator(
            "trips",
            both("Trips by boat", "乘船人次"),
            both("10,000 trips", "万人次"),
            "3",
            1,
            targets=(Goal(2032, Decimal("85")),),
            baseline=Goal(2027, None, both("a new measure", "新设指标")),
            reported_by=("PRK",),
        ),
    ),
    context=(Indicator("fish", both("Kinds of fish", "鱼类种数"), both("kinds", "种"), decimals=0, context=True),),
    assessments=(Assessment(2029, both("One target met.", "一项提前实现。"), (PAGE,)),),
)

REGISTER = SourceRegister(
    hosts={
        "www.example.org": Host(Text({"en": "River Council website"}), SourceKind.OFFICIAL, True),
        "copies.example.net": Host(Text({"en": "Copies"}), SourceKind.MIRROR),
    },
    documents={"plan-text": Document("plan-text", both("Text of the plan", "计划文本"), "summary")},
    withheld={WITHHELD: both("copy of a newspaper, address withheld", "报刊转载，地址从略")},
)


def cell(unit: str, sheet: str, row: int, column: int, typed: str, source: str = "") -> FormOrigin:
    """Where a made-up value stands."""
    return FormOrigin(unit, CellRef(f"{unit}.xlsx", sheet, row, column), SHA[unit], typed, source)


def statement(unit: str, row: str, line: int, state: TaskState | None, **more: object) -> Statement:
    """A statement with its cells."""
    keys = {"state": 7, "completed_on": 8, "text": 10, "evidence": 11}
    filled = {key: column for key, column in keys.items() if key == "state" or key in more}
    origins = {key: cell(unit, "任务进展 Tasks", line, column, "") for key, column in filled.items()}
    return Statement(unit=unit, row=row, language="zh", state=state, origins=origins, **more)  # type: ignore[arg-type]


def value(
    indicator: str,
    year: int,
    number: str,
    *origins: FormOrigin | PublishedOrigin,
    status: str = "final",
    **more: object,
) -> Observation:
    """A vintage of a value."""
    return Observation(indicator, year, Decimal(number), status, origins, **more)  # type: ignore[arg-type]


def published(line: int, day: str, source: str = PAGE) -> PublishedOrigin:
    """A row of the published series."""
    return PublishedOrigin(FilePlace(PurePath("indicators/series.csv"), line), source, PartialDate.parse(day))


def rows() -> dict[str, MergedRow]:
    """What holds for each task: one of each kind."""
    first = statement(
        "WAT",
        "1",
        5,
        TaskState.COMPLETED,
        completed_on=date(2030, 5, 11),
        text=both("The rules were issued <b>in May</b>.", "规章已于5月印发。"),
        evidence=Text({"zh": f"河令第12号\n{PAGE}\n{WITHHELD}"}),
        remarks=both("derived: from two pages", "推断：据两处网页"),
    )
    a = statement(
        "WAT",
        "2a",
        7,
        TaskState.COMPLETED,
        text=both("Measured twice.", "已监测两次。"),
        findings=(Finding(COMPLETED_WITHOUT_DATE, CellRef("WAT.xlsx", "任务进展 Tasks", 7, 8), "WAT", "2a"),),
    )
    b = statement("WAT", "2b", 8, TaskState.IN_PROGRESS, text=both("In print.", "印制中。"))
    two = statement(
        "WAT", "2", 6, None, text=both("One of two is done.", "两项完成一项。"), evidence=Text({"zh": MIRROR})
    )
    third = (
        statement("RDS", "3", 5, TaskState.IN_PROGRESS, text=Text({"zh": "已封闭四成。"}), percent=Decimal(40)),
        statement(
            "PRK",
            "3",
            5,
            TaskState.DELAYED,
            text=both("Not begun.", "尚未开工。"),
            difficulties=both("no money", "缺乏资金"),
            next_step=both("ask for it in March", "3月申请资金"),
            evidence=Text({"zh": UNKNOWN}),
        ),
    )
    fourth = statement(
        "PRK", "4", 6, TaskState.PHASED_PROGRESS, text=both("SECRET two parks", "机密：两座公园"), restricted=True
    )
    fifth = statement(
        "PRK", "5", 7, TaskState.CONTINUING, text=both("1,000 trees.", "植树1000棵。"), evidence=Text({"zh": PAGE})
    )
    return {
        "1": MergedRow(
            "1", TaskState.COMPLETED, "single", (first,), ("WAT",), completed_on=date(2030, 5, 11), evidenced=True
        ),
        "2": MergedRow(
            "2", TaskState.PHASED_PROGRESS, "measures", (two,), ("WAT", "PRK"), measures_done=1, measures_total=2
        ),
        "2a": MergedRow("2a", TaskState.COMPLETED, "lead", (a,), ("WAT", "PRK")),
        "2b": MergedRow("2b", TaskState.IN_PROGRESS, "lead", (b,), ("WAT", "PRK")),
        "3": MergedRow("3", TaskState.DELAYED, "least_advanced", third, ("RDS", "PRK"), dissent=True),
        "4": MergedRow("4", TaskState.PHASED_PROGRESS, "single", (fourth,), ("PRK", "RDS")),
        "5": MergedRow("5", TaskState.CONTINUING, "single", (fifth,), ("PRK",)),
        "6": MergedRow("6", None, "nobody", (), ("RDS",)),
    }


def observations() -> dict[str, tuple[Observation, ...]]:
    """Series with a revision, a part of a year, a provisional value and a value that is too old."""
    moved = Finding(
        MOVED_WITHOUT_REASON,
        CellRef("WAT.xlsx", "指标数据 Indicators", 5, 8),
        "WAT",
        "clean",
        {"year": 2028, "expected": "1290.4", "found": "1630.6", "change": "26.4 %", "usual": "10 %"},
    )
    sheet = "指标数据 Indicators"
    return {
        "clean": (
            value("clean", 2027, "1210.5", published(2, "2028-01")),
            value("clean", 2028, "1300.0", published(3, "2029-01-20")),
            value("clean", 2028, "1290.4", published(4, "2030-01-20"), status="revised"),
            value(
                "clean",
                2030,
                "1630.6",
                cell("WAT", sheet, 5, 8, "1630.6", f"河报第3号\n{PAGE}"),
                published(6, "2031-01-05"),
                status="provisional",
                reason=both("a new canal", "新开运河"),
                findings=(moved,),
            ),
            value("clean", 2030, "700", published(5, "2030-08"), period="H1"),
        ),
        "share": (
            value("share", 2028, "41.00", published(7, "2029-10")),
            value("share", 2029, "41.50", published(8, "2030-10"), cell("RDS", sheet, 5, 8, "41.5")),
        ),
        "trips": (
            value("trips", 2030, "91.9", cell("PRK", sheet, 5, 8, "91.9"), remarks=both("ferries too", "含渡船")),
        ),
        "fish": (value("fish", 2028, "31", published(9, "2029")), value("fish", 2030, "33", published(10, "2031-01"))),
    }


def dataset(asked: bool = True) -> Dataset:
    """The whole made-up year."""
    found = observations()
    figure = NamedFigure(
        "WAT",
        "1",
        both("articles", "条文"),
        Decimal("1200.50"),
        both("pages", "页"),
        "2030",
        cell("WAT", "关键数据 Figures", 5, 4, "27"),
    )
    secret = NamedFigure(
        "PRK",
        "4",
        both("SECRET parks", "机密公园"),
        Decimal(2),
        both("parks", "座"),
        "2030-H1",
        cell("PRK", "关键数据 Figures", 5, 4, "2"),
    )
    rejected = Finding(
        NOT_A_NUMBER, CellRef("RDS.xlsx", "指标数据 Indicators", 6, 8), "RDS", "share", {"found": "about <b>40</b>"}
    )
    note = rows()["2a"].statements[0].findings[0]
    late = True if asked else None
    inbox = (
        Received("WAT.xlsx", SHA["WAT"], "WAT", 1, "counts", date(2031, 1, 10), False if asked else None),
        Received("RDS.xlsx", SHA["RDS"], "RDS", 2, "counts", date(2031, 2, 10), late),
        Received("RDS-1.xlsx", "e5" * 32, "RDS", 1, "superseded", date(2031, 1, 10), False),
        Received("PRK.xlsx", SHA["PRK"], "PRK", 1, "counts", None, None),
    )
    return Dataset(
        year=2030,
        observations=found,
        rows=rows(),
        figures={"1": (figure,), "4": (secret,)},
        inbox=inbox,
        findings=(note, *found["clean"][3].findings, rejected),
        conflicts=(
            Conflict(
                "share",
                2030,
                "Y",
                "",
                ((Decimal("42.0"), cell("RDS", "I", 6, 8, "42")), (Decimal("43.0"), cell("PRK", "I", 6, 8, "43"))),
            ),
        ),
        revisions=(Revision("clean", 2028, "Y", "", found["clean"][1], found["clean"][2]),),
        left_out=(
            LeftOut("cell", str(rejected.where), "Taken out by a finding: {rule}.", {"rule": "I05"}),
            LeftOut(
                "series",
                "indicators/series.csv",
                "Rows of the published series lie after the report's year or its cut-off date.",
                {},
                3,
            ),
        ),
        untranslated={"en": (Untranslated("RDS", "3", "text", "en"),), "zh": ()},
        submissions={unit: Submission(f"{unit}.xlsx", SHA[unit], None, {}) for unit in ("WAT", "RDS", "PRK")},
    )


DECISIONS = (
    Decision(
        DecisionKind.WAIVE,
        CellName("WAT", "2a", "completed_on"),
        "f6" * 32,
        "the day is not known",
        "office of the council",
        date(2031, 2, 20),
        FilePlace(PurePath("inputs/2030/decisions.yaml"), 3),
        rule="T06",
    ),
)


def definition(asked: bool = True, edition: Edition = Edition.PUBLIC) -> ReportDefinition:
    """The definition of the made-up report."""
    collection = Collection.UNITS if asked else Collection.PUBLIC_SOURCES
    return ReportDefinition(
        year=2030,
        title=both("Report on the Plan for Green Rivers 2030", "2030年绿色河流计划实施情况监测报告"),
        subtitle=both("First year", "第一年"),
        office=both("Office of the River Council", "河流委员会办公室"),
        notice=both("Made-up example.", "虚构示例。"),
        plan="2030",
        languages=("zh", "en"),
        cut_off=date(2031, 3, 1),
        deadline=date(2031, 1, 31) if asked else None,
        edition=edition,
        stage=Stage.EXAMPLE,
        collection=collection,
        terms={"task": both("item", "工作"), "tasks": both("items", "工作")},
    )


def ratings(asked: bool = True, data: Dataset | None = None) -> Ratings:
    """The ratings of the made-up year."""
    return rate_all(PLAN, FRAMEWORK, data or dataset(asked), definition(asked))


def definitions() -> Definitions:
    """Everything in the made-up ``indicators/``; the series is merged already."""
    return Definitions(UNITS, FRAMEWORK, (), PLAN, REGISTER)


def report(asked: bool = True, edition: Edition = Edition.PUBLIC, data: Dataset | None = None) -> Report:
    """The whole made-up report."""
    data = data or dataset(asked)
    decided = DECISIONS if asked else ()
    chosen = definition(asked, edition)
    return compose(chosen, PLAN, FRAMEWORK, UNITS, REGISTER, data, ratings(asked, data), decided)


def chosen(chapters: tuple[str, ...], **more: object) -> Report:
    """The made-up report with some chapters only."""
    data = dataset()
    kept = replace(definition(), chapters=tuple(ChapterChoice(key) for key in chapters), **more)  # type: ignore[arg-type]
    return compose(kept, PLAN, FRAMEWORK, UNITS, REGISTER, data, rate_all(PLAN, FRAMEWORK, data, kept))


def emptied(asked: bool = True) -> Dataset:
    """A year in which nothing came in."""
    nothing = {row: replace(MergedRow(row, None, "nobody"), asked=one.asked) for row, one in rows().items()}
    return replace(
        dataset(asked),
        observations={},
        rows=nothing,
        figures={},
        inbox=(),
        findings=(),
        conflicts=(),
        revisions=(),
        left_out=(),
        untranslated={},
        submissions={},
    )
