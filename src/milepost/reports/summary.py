"""Chapter: what must a reader of two pages know?"""

from dataclasses import dataclass

from milepost.model.framework import Change
from milepost.model.plan import Task
from milepost.model.states import WHOLE_YEAR, DerivedState
from milepost.model.text import Text
from milepost.reports.counts import ATTENTION, COMPLETED, Count, StateTally
from milepost.reports.coverage import Coverage, coverage
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.grades import GradeTally, grade_tally
from milepost.reports.indicator_rows import IndicatorRow, indicator_row
from milepost.reports.provenance import Place, PlaceKind, Printed
from milepost.reports.task_blocks import state_figure, task_anchor
from milepost.reports.tasks import headline, part_tally, plan_tally


@dataclass(frozen=True, slots=True)
class Behind:
    """A task or indicator that is behind, and who answers for it."""

    id: str
    title: Text
    href: str
    units: tuple[Text, ...]
    assumed: bool
    state: Printed


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the large figures: ``key`` says which; ``of`` is what it is out of, None where it stands alone."""

    key: str
    figure: Printed
    of: int | None = None


@dataclass(frozen=True, slots=True)
class SummaryChapter:
    """The summary.

    Attributes:
        moved_percent, moved_points: The indicators that moved most, by kind of change, largest first; never mixed.
        lagging: Indicators whose latest value is about an earlier year.
        partial: Indicators of which only parts of the report year are published.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    indicators: GradeTally
    tasks: StateTally
    headline: tuple[Count[DerivedState], ...]
    key_figures: tuple[KeyFigure, ...]
    table: Exhibit | None
    rows: tuple[IndicatorRow, ...]
    picture: Exhibit
    parts: tuple[tuple[Text, StateTally], ...]
    moved_percent: tuple[IndicatorRow, ...]
    moved_points: tuple[IndicatorRow, ...]
    behind_indicators: tuple[IndicatorRow, ...]
    behind_reporters: tuple[tuple[Text, ...], ...]
    behind_tasks: tuple[Behind, ...]
    coverage: Coverage
    lagging: tuple[IndicatorRow, ...]
    partial: tuple[IndicatorRow, ...]


MOST_MOVED = 2
"""How many indicators of each kind of change are named as having moved most."""


IN_TABLE = frozenset({"standing", "baseline", "latest", "target", "attainment"})
"""Figures of an indicator in the table of the summary."""

COUNTED_ASKED = frozenset({"units", "answered", "late", "rejected", "indicators", "current"})
COUNTED_PUBLIC = frozenset({"known", "tasks", "indicators", "current"})
"""Counts of the coverage that the summary prints: where units were asked, and where nobody was."""


def compose(desk: Desk, opening: Opening) -> SummaryChapter:
    """Compose the summary."""
    material = desk.material
    framework = material.framework
    found, indicators = plan_tally(material), grade_tally(material)
    table = desk.exhibit(opening, ExhibitKind.TABLE, "indicators") if framework.indicators else None
    label = table.number if table else ""
    place = Place(PlaceKind.TABLE, table.anchor if table else opening.anchor, label, "summary")
    rows = tuple(indicator_row(desk, one, place, IN_TABLE) for one in framework.indicators)
    picture = desk.exhibit(opening, ExhibitKind.FIGURE, "part_states", (None, found, headline(found)))
    here = Place(PlaceKind.SUMMARY, opening.anchor, "", "summary")
    short = tuple(row for row in rows if row.grade.short)
    return SummaryChapter(
        opening=opening,
        outline=(),
        exhibits=tuple(one for one in (table, picture) if one),
        indicators=indicators,
        tasks=found,
        headline=headline(found),
        key_figures=_key_figures(desk, here, found, indicators),
        table=table,
        rows=rows,
        picture=picture,
        parts=tuple((part.title, part_tally(part, material)) for part in material.plan.parts),
        moved_percent=_moved(rows, Change.PERCENT),
        moved_points=_moved(rows, Change.POINTS),
        behind_indicators=short,
        behind_reporters=tuple(tuple(map(material.unit_name, row.indicator.reported_by)) for row in short),
        behind_tasks=tuple(_behind(desk, here, task) for task in material.plan.tasks if _late(desk, task)),
        coverage=coverage(desk, here, COUNTED_ASKED if material.definition.asked else COUNTED_PUBLIC),
        lagging=tuple(row for row in rows if row.lags),
        partial=tuple(row for row in rows if row.lags and _parts_known(desk, row)),
    )


def _key_figures(desk: Desk, place: Place, found: StateTally, indicators: GradeTally) -> tuple[KeyFigure, ...]:
    made: list[KeyFigure] = []

    def add(key: str, meaning: str, value: int, of: int | None, entry: str) -> None:
        made.append(KeyFigure(key, desk.ledger.figure(place, meaning, value, entry), of))

    if indicators.total:
        add("met", "indicators-met-count", indicators.met, indicators.total, "source-indicator-counts")
    add("completed", "tasks-completed-in-all", found.of(*COMPLETED), found.total, "source-task-counts")
    add("late", "tasks-late-count", found.of(*ATTENTION), found.total, "source-task-counts")
    spoken = found.total - found.of(DerivedState.NOT_REPORTED)
    add("known", "tasks-known-count", spoken, found.total, "source-task-counts")
    return tuple(made)


def _moved(rows: tuple[IndicatorRow, ...], kind: Change) -> tuple[IndicatorRow, ...]:
    """The rows that moved most among those whose change is told in one way; equal ones in the framework's order."""
    moved = [(abs(row.rating.change), row) for row in rows if row.rating.change and row.indicator.change is kind]
    return tuple(row for _, row in sorted(moved, key=lambda pair: -pair[0])[:MOST_MOVED])


def _late(desk: Desk, task: Task) -> bool:
    return desk.material.state(task.id) in ATTENTION


def _behind(desk: Desk, place: Place, task: Task) -> Behind:
    return Behind(
        id=task.id,
        title=task.title,
        href=desk.href("tasks", task_anchor(task)),
        units=tuple(desk.material.unit_name(unit) for unit in task.units),
        assumed=task.units_assumed,
        state=state_figure(desk, place, task.id),
    )


def _parts_known(desk: Desk, row: IndicatorRow) -> bool:
    year = desk.material.definition.year
    known = desk.material.dataset.observations.get(row.indicator.id, ())
    return any(one.year == year and one.period != WHOLE_YEAR for one in known)
