"""What must be known beside a workbook to judge it, and what follows from that?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from milepost.inputs.form import Form
from milepost.inputs.rows import is_asked, known_at
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import Exchange
from milepost.model.framework import Framework, PublishedValue
from milepost.model.plan import Measure, Plan, Task, Units
from milepost.model.states import WHOLE_YEAR, TaskState
from milepost.model.submission import Submission
from milepost.model.words import Words

ValueKey = tuple[str, int, str, str]
"""Indicator, data year, period, breakdown."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that the rules may look at; there is no clock in it.

    Attributes:
        year: Report year.
        plan: The plan of the year.
        framework: The indicators.
        units: All units by id.
        series: What was published, in the file's order.
        definition: The report's definition: cut-off, deadline, collection.
        exchange: What was issued and received.
        form: The form of the year.
        last: Row id -> last year's state; empty where last year is not known.
        own_last: (unit, row id) -> the state that the unit itself gave last year; empty where last year is not known.
        last_texts: (unit, row id) -> last year's text; empty where last year is not known.
        words: Languages of the form, the units' own first.
        printable: Characters that the report's fonts have; None where that is not known.
        rows: Row id of the form -> task, and measure where it is one's row; derived.
        known: (indicator, year, period, breakdown) -> latest vintage published by the cut-off; derived.
        past: (indicator, breakdown) -> whole-year values known at the cut-off, by year, earliest first; derived.
        names: Folded name of a unit -> its id, ``""`` where several units go by it; derived.
    """

    year: int
    plan: Plan
    framework: Framework
    units: Units
    series: Sequence[PublishedValue]
    definition: ReportDefinition
    exchange: Exchange
    form: Form
    last: Mapping[str, TaskState | None] = field(default_factory=dict)
    last_texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    own_last: Mapping[tuple[str, str], TaskState] = field(default_factory=dict)
    words: Sequence[Words] = ()
    printable: frozenset[str] | None = None
    rows: Mapping[str, tuple[Task, Measure | None]] = field(init=False, repr=False, compare=False)
    known: Mapping[ValueKey, PublishedValue] = field(init=False, repr=False, compare=False)
    past: Mapping[tuple[str, str], Mapping[int, Decimal]] = field(init=False, repr=False, compare=False)
    names: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up once what every check needs: the plan's rows, what was known at the cut-off, the units' names."""
        object.__setattr__(self, "rows", self.plan.rows())
        object.__setattr__(self, "known", _latest(known_at(self.series, self.definition.cut_off)))
        object.__setattr__(self, "past", _whole_years(self.known))
        object.__setattr__(self, "names", _names(self.units))

    @property
    def asked(self) -> bool:
        """True when the units were asked; false for a report compiled from public sources."""
        return self.definition.asked


def asked_units(context: Context) -> tuple[str, ...]:
    """Ids of the units that get a form, in the order of the definitions; collective phrases are never asked."""
    return tuple(
        unit.id
        for unit in context.units.values()
        if not unit.collective and is_asked(context.plan, context.framework, unit.id)
    )


def unit_named(name: str, context: Context) -> str:
    """Id of the unit that goes by a name (id, full name in any language, alias); ``""`` where none or several do."""
    return context.names.get(_folded(name), "")


def unit_in_file_name(file: str, context: Context) -> str:
    """Id of the unit that a file is named after, as in ``NORTH.xlsx`` or ``NORTH-2.xlsx``; ``""`` for none."""
    stem = file.rpartition(".")[0] or file
    if found := unit_named(stem, context):
        return found
    folded = _folded(stem)
    ids = {one: _folded(one) for one in context.units}
    fitting = [one for one, start in ids.items() if folded.startswith(start) and not folded[len(start) :][:1].isalnum()]
    return max(fitting, key=len, default="")


def _names(units: Units) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for unit in units.values():
        for name in (unit.id, *unit.name.by_language.values(), *unit.aliases):
            found.setdefault(_folded(name), set()).add(unit.id)
    return {name: next(iter(ids)) if len(ids) == 1 else "" for name, ids in found.items() if name}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def unit_of(submission: Submission, context: Context) -> str:
    """Whose submission it is: by the stamp, or where that was lost by what the reader or the sign-off sheet tells."""
    if submission.stamp is not None or submission.recognised is not None:
        return submission.unit
    cell = submission.sign_off.get("unit")
    return unit_named(cell.typed, context) if cell and cell.typed else ""


def history(context: Context, indicator: str, before: int, breakdown: str = "") -> dict[int, Decimal]:
    """Published whole-year values of the years before ``before``, by year, earliest first."""
    past = context.past.get((indicator, breakdown), {})
    return {year: value for year, value in past.items() if year < before}


def _whole_years(known: Mapping[ValueKey, PublishedValue]) -> dict[tuple[str, str], dict[int, Decimal]]:
    found: dict[tuple[str, str], dict[int, Decimal]] = {}
    for (indicator, year, period, breakdown), one in sorted(known.items(), key=lambda item: item[0]):
        if period == WHOLE_YEAR:
            found.setdefault((indicator, breakdown), {})[year] = one.value
    return found


def _latest(series: Sequence[PublishedValue]) -> dict[ValueKey, PublishedValue]:
    found: dict[ValueKey, PublishedValue] = {}
    for one in sorted(series, key=lambda one: one.published.last_day if one.published else date.min):
        found[one.indicator, one.year, one.period, one.breakdown] = one
    return found
