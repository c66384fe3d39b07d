"""Chapter: what was done for the plan, part by part, task by task?"""

from dataclasses import dataclass

from milepost.model.plan import Part
from milepost.model.states import DerivedState
from milepost.model.text import Text
from milepost.reports.counts import ATTENTION, COMPLETED, Count, StateTally, check_parts, tally_states
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import Place, PlaceKind, Printed
from milepost.reports.task_blocks import TaskBlock, task_block


@dataclass(frozen=True, slots=True)
class CountCell:
    """A count of tasks in one state as a figure, with its share in per cent."""

    state: DerivedState
    count: Printed
    share: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of the table of states; ``part`` is None for the total, ``ordinal`` counts the parts from 1."""

    part: Text | None
    ordinal: int
    href: str
    total: Printed
    cells: tuple[CountCell, ...]


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section of a part; ``title`` is None where the part has none."""

    anchor: str
    ordinal: int
    title: Text | None
    tasks: tuple[TaskBlock, ...]


@dataclass(frozen=True, slots=True)
class PartBlock:
    """One part of the plan.

    Attributes:
        id: Its id in the plan.
        ordinal: Its place in the plan, from 1.
        tally: Its tasks by state.
        headline: The states that its title names, see `headline`.
        picture: Number and anchor of its chart.
    """

    id: str
    anchor: str
    ordinal: int
    title: Text
    tally: StateTally
    headline: tuple[Count[DerivedState], ...]
    picture: Exhibit
    sections: tuple[SectionBlock, ...]


@dataclass(frozen=True, slots=True)
class TasksChapter:
    """Chapter on the tasks.

    Attributes:
        states: The states that occur, in the order of the legend: columns of the table.
        total: The line of totals.
        outstanding, verified, unfinished: Tasks completed without evidence, verified, not finished in the plan year.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    tally: StateTally
    headline: tuple[Count[DerivedState], ...]
    table: Exhibit
    states: tuple[DerivedState, ...]
    rows: tuple[CountRow, ...]
    total: CountRow
    parts: tuple[PartBlock, ...]
    outstanding: int
    verified: int
    unfinished: int


def part_anchor(part: Part) -> str:
    """Id of a part's place."""
    return anchor_of("part", part.id)


def part_tally(part: Part, material: Material) -> StateTally:
    """Count the tasks of a part by state.

    Raises:
        TotalsError: If a task has no state.
    """
    rows = [task.id for task in part.tasks]
    return tally_states(rows, material.states(rows), f"tasks of part {part.id}")


def plan_tally(material: Material) -> StateTally:
    """Count all tasks by state, and make sure that the parts add up to them.

    Raises:
        TotalsError: If they do not.
    """
    rows = [task.id for task in material.plan.tasks]
    whole = tally_states(rows, material.states(rows), "tasks")
    check_parts(whole, (part_tally(part, material) for part in material.plan.parts))
    return whole


def headline(found: StateTally) -> tuple[Count[DerivedState], ...]:
    """What a title says of a tally: what is completed, the most frequent other state, what is late or not known."""
    always = {*COMPLETED, *ATTENTION, DerivedState.NOT_REPORTED}
    others = [one for one in found.present if one.key not in always]
    often = {one.key for one in sorted(others, key=lambda one: -one.count)[:1]}
    return tuple(one for one in found.present if one.key in always | often)


def compose(desk: Desk, opening: Opening) -> TasksChapter:
    """Compose the chapter."""
    material = desk.material
    whole = plan_tally(material)
    states = tuple(one.key for one in whole.present)
    table = desk.exhibit(opening, ExhibitKind.TABLE, "states", whole)
    place = Place(PlaceKind.TABLE, table.anchor, table.number)
    rows = tuple(
        _row(desk, place, states, part_tally(part, material), part, n) for n, part in enumerate(material.plan.parts, 1)
    )
    total = _row(desk, place, states, whole, None, 0)
    parts = tuple(_part(desk, opening, part, n) for n, part in enumerate(material.plan.parts, 1))
    ratings = [material.ratings.rows[task.id] for task in material.plan.tasks]
    return TasksChapter(
        opening=opening,
        outline=tuple(heading for part in parts for heading in _outline(part)),
        exhibits=(table, *(part.picture for part in parts)),
        tally=whole,
        headline=headline(whole),
        table=table,
        states=states,
        rows=rows,
        total=total,
        parts=parts,
        outstanding=sum(one.evidence_outstanding for one in ratings),
        verified=sum(one.verified for one in ratings),
        unfinished=sum(one.unfinished for one in ratings),
    )


def _row(
    desk: Desk, place: Place, states: tuple[DerivedState, ...], found: StateTally, part: Part | None, ordinal: int
) -> CountRow:
    name = ("part", part.id) if part else ("tasks",)
    entry = "source-task-counts"
    shares = {one.key: one.share for one in found.counts}
    cells = tuple(
        CountCell(
            state,
            desk.ledger.figure(place, anchor_of(*name, state, "count"), found.of(state), entry),
            shares[state],
        )
        for state in states
    )
    total = desk.ledger.figure(place, anchor_of(*name, "total"), found.total, entry)
    href = desk.href("tasks", part_anchor(part)) if part else ""
    return CountRow(part.title if part else None, ordinal, href, total, cells)


def _part(desk: Desk, opening: Opening, part: Part, ordinal: int) -> PartBlock:
    found = part_tally(part, desk.material)
    picture = desk.exhibit(opening, ExhibitKind.FIGURE, "part_states", (part.title, found, headline(found)), part.id)
    sections = tuple(
        SectionBlock(
            anchor=anchor_of("section", part.id, section.id or str(n)),
            ordinal=n,
            title=section.title,
            tasks=tuple(task_block(desk, task) for task in section.tasks),
        )
        for n, section in enumerate(part.sections, 1)
    )
    return PartBlock(part.id, part_anchor(part), ordinal, part.title, found, headline(found), picture, sections)


def _outline(part: PartBlock) -> list[Heading]:
    found = [Heading(2, part.anchor, part.title, ordinals=(part.ordinal,))]
    found += [
        Heading(3, section.anchor, section.title, ordinals=(part.ordinal, section.ordinal))
        for section in part.sections
        if section.title is not None
    ]
    return found
