"""Chapter: what is behind, what stands in the way, and what is to come next, part by part?"""

from dataclasses import dataclass

from milepost.assess.forecast import needed_step
from milepost.model.framework import Indicator
from milepost.model.plan import Part, Task
from milepost.model.rating import TaskRating
from milepost.model.states import DerivedState
from milepost.model.text import Text
from milepost.reports.certificates import statement_id
from milepost.reports.counts import ATTENTION
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.grades import grade_of
from milepost.reports.indicator_rows import IndicatorRow, indicator_row
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink
from milepost.reports.task_blocks import completion, state_figure, task_anchor

LATE = (*ATTENTION, DerivedState.COMPLETED_LATE)
"""States of a task that is or was late."""

IN_TABLE = frozenset({"standing", "latest", "target", "expected"})
"""Figures of an indicator that the chapter prints."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What one unit says of difficulties and of what comes next.

    Attributes:
        row: Task or measure that it speaks of.
        unit: Its name.
        entry: Where its cells are listed.
    """

    row: str
    unit: Text
    difficulties: Text | None
    next_step: Text | None
    entry: SourceLink


@dataclass(frozen=True, slots=True)
class ProblemTask:
    """A task that is late, or of which a difficulty or a next step is told.

    Attributes:
        late: True where the state says so.
        units: Who answers for it.
        assumed: True where that is an assumption.
    """

    task: Task
    href: str
    late: bool
    state: Printed
    rating: TaskRating
    completed_on: Printed | None
    units: tuple[Text, ...]
    assumed: bool
    said: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class PartProblems:
    """The problems of one part."""

    anchor: str
    title: Text
    tasks: tuple[ProblemTask, ...]

    @property
    def late(self) -> int:
        """How many of its tasks are or were late."""
        return sum(one.late for one in self.tasks)


@dataclass(frozen=True, slots=True)
class ShortIndicator:
    """An indicator that is not where it should be, who answers for it, and what is still needed.

    Attributes:
        reporters: Who reports it.
        step: Change a year from the latest value to the target, in the indicator's unit; None once its year has passed.
    """

    row: IndicatorRow
    reporters: tuple[Text, ...]
    step: Printed


@dataclass(frozen=True, slots=True)
class ProblemsChapter:
    """Problems and next steps.

    Attributes:
        indicators: Missed and behind.
        table: Number and anchor of their table; None where there is none.
        parts: Parts with a late task, a difficulty or a next step.
        late: Late tasks in all.
        told: Tasks with a difficulty or a next step.
        unfinished: Tasks that were not finished in the plan year.
        silent: Tasks of which no asked unit reported; empty where nobody was asked.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    indicators: tuple[ShortIndicator, ...]
    table: Exhibit | None
    parts: tuple[PartProblems, ...]
    late: int
    told: int
    unfinished: int
    tasks: int
    silent: tuple[tuple[str, str], ...]


def compose(desk: Desk, opening: Opening) -> ProblemsChapter:
    """Compose the chapter."""
    material = desk.material
    short = [one for one in material.framework.indicators if grade_of(material.ratings.indicators[one.id]).short]
    table = desk.exhibit(opening, ExhibitKind.TABLE, "problem_indicators") if short else None
    indicators = tuple(_indicator(desk, table, one) for one in short) if table else ()
    place = Place(PlaceKind.CHAPTER, opening.anchor, opening.number, "problems")
    parts = tuple(found for part in material.plan.parts if (found := _part(desk, place, part)).tasks)
    tasks = [one for part in parts for one in part.tasks]
    ratings = [material.ratings.rows[task.id] for task in material.plan.tasks]
    outline = [Heading(2, "problems-indicators", usual="Indicators that are behind")] if table else []
    outline += [Heading(2, part.anchor, part.title) for part in parts]
    return ProblemsChapter(
        opening=opening,
        outline=tuple(outline),
        exhibits=(table,) if table else (),
        indicators=indicators,
        table=table,
        parts=parts,
        late=sum(one.late for one in tasks),
        told=sum(1 for one in tasks if one.said),
        unfinished=sum(one.unfinished for one in ratings),
        tasks=len(ratings),
        silent=_silent(desk) if material.definition.asked else (),
    )


def _indicator(desk: Desk, table: Exhibit, indicator: Indicator) -> ShortIndicator:
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "problems")
    row = indicator_row(desk, indicator, place, IN_TABLE)
    latest, target = row.rating.latest, indicator.target
    step = None
    if latest is not None and target is not None and target.value is not None:
        step = needed_step(latest.value, target.value, target.year - latest.year)
    entry = anchor_of("source", indicator.id, "rating")
    return ShortIndicator(
        row=row,
        reporters=tuple(desk.material.unit_name(unit) for unit in indicator.reported_by),
        step=desk.ledger.figure(place, anchor_of(indicator.id, "needed-step"), step, entry, indicator.decimals + 1),
    )


def _part(desk: Desk, place: Place, part: Part) -> PartProblems:
    found = ((task, _said(desk, place, task), desk.material.state(task.id) in LATE) for task in part.tasks)
    tasks = tuple(_task(desk, place, task, said, late) for task, said, late in found if said or late)
    return PartProblems(anchor_of("problems", "part", part.id), part.title, tasks)


def _said(desk: Desk, place: Place, task: Task) -> tuple[Hindrance, ...]:
    """What units tell of difficulties and next steps; what the edition withholds is left out."""
    rows = [desk.material.merged(row) for row in task.row_ids]
    statements = [one for row in rows if row is not None for one in row.statements]
    return tuple(
        Hindrance(
            one.row,
            desk.material.unit_name(one.unit),
            one.difficulties,
            one.next_step,
            desk.ledger.cite(place, statement_id(one)),
        )
        for one in statements
        if (one.difficulties or one.next_step) and not desk.material.withheld(one)
    )


def _task(desk: Desk, place: Place, task: Task, said: tuple[Hindrance, ...], late: bool) -> ProblemTask:
    return ProblemTask(
        task=task,
        href=desk.href("tasks", task_anchor(task)),
        late=late,
        state=state_figure(desk, place, task.id),
        rating=desk.material.ratings.rows[task.id],
        completed_on=completion(desk, place, task.id),
        units=tuple(desk.material.unit_name(unit) for unit in task.units),
        assumed=task.units_assumed,
        said=said,
    )


def _silent(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(id, link) of the tasks that no unit reported on."""
    return tuple(
        (task.id, desk.href("tasks", task_anchor(task)))
        for task in desk.material.plan.tasks
        if desk.material.state(task.id) is DerivedState.NOT_REPORTED
    )
