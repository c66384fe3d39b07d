"""Annex: where does every task stand, one line each, and which tasks has each unit?"""

from dataclasses import dataclass

from milepost.model.plan import Task, Unit
from milepost.model.states import DerivedState
from milepost.model.text import Text
from milepost.reports.certificates import public_id, statement_id
from milepost.reports.counts import StateTally, tally_states
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.material import Material
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink
from milepost.reports.sources import name_source, read_evidence
from milepost.reports.task_blocks import completion, state_figure, task_anchor
from milepost.reports.tasks import plan_tally


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task on one line."""

    task: Task
    href: str
    units: tuple[Text, ...]
    state: Printed
    completed_on: Printed | None
    evidence_outstanding: bool
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class TaskLink:
    """A task as an index names it."""

    id: str
    href: str
    state: DerivedState


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its tasks."""

    unit: Text
    tasks: tuple[TaskLink, ...]
    tally: StateTally


@dataclass(frozen=True, slots=True)
class TaskTableAnnex:
    """Annex with the table of tasks; ``parts``: (ordinal, title, lines)."""

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    tally: StateTally
    table: Exhibit
    parts: tuple[tuple[int, Text, tuple[TaskLine, ...]], ...]
    units_table: Exhibit
    states: tuple[DerivedState, ...]
    units: tuple[UnitLine, ...]


def compose(desk: Desk, opening: Opening) -> TaskTableAnnex:
    """Compose the annex."""
    material = desk.material
    table = desk.exhibit(opening, ExhibitKind.TABLE, "tasks")
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "annex")
    parts = tuple(
        (n, part.title, tuple(_line(desk, place, task) for task in part.tasks))
        for n, part in enumerate(material.plan.parts, 1)
    )
    units_table = desk.exhibit(opening, ExhibitKind.TABLE, "units")
    whole = plan_tally(material)
    return TaskTableAnnex(
        opening=opening,
        outline=(
            Heading(3, table.anchor, usual="One by one"),
            Heading(3, units_table.anchor, usual="By responsible unit"),
        ),
        exhibits=(table, units_table),
        tally=whole,
        table=table,
        parts=parts,
        units_table=units_table,
        states=tuple(one.key for one in whole.present),
        units=tuple(_unit(desk, unit.id) for unit in material.units.values() if _answers(unit, material)),
    )


def _line(desk: Desk, place: Place, task: Task) -> TaskLine:
    material = desk.material
    found: dict[str, None] = {}
    for row in task.row_ids:
        merged = material.merged(row)
        for one in merged.statements if merged else ():
            found[statement_id(one)] = None
            keys = () if material.withheld(one) else read_evidence(one.evidence, material.sources).sources
            found.update((public_id(name_source(key, material.sources).key), None) for key in keys)
    return TaskLine(
        task=task,
        href=desk.href("tasks", task_anchor(task)),
        units=tuple(material.unit_name(unit) for unit in task.units),
        state=state_figure(desk, place, task.id),
        completed_on=completion(desk, place, task.id),
        evidence_outstanding=material.ratings.rows[task.id].evidence_outstanding,
        sources=tuple(desk.ledger.cite(place, entry) for entry in found),
    )


def _answers(unit: Unit, material: Material) -> bool:
    """True for a body with a task; a collective phrase answers for nothing."""
    return not unit.collective and bool(material.plan.tasks_of(unit.id))


def _unit(desk: Desk, unit: str) -> UnitLine:
    material = desk.material
    tasks = material.plan.tasks_of(unit)
    rows = [task.id for task in tasks]
    links = tuple(TaskLink(task.id, desk.href("tasks", task_anchor(task)), material.state(task.id)) for task in tasks)
    return UnitLine(material.unit_name(unit), links, tally_states(rows, material.states(rows), f"tasks of {unit}"))
