"""What is printed of one task: state, statements, deliverables, figures, evidence?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from milepost.checks.across import STATES_CONTRADICT
from milepost.model.dataset import MergedRow, NamedFigure, Statement
from milepost.model.finding import Finding
from milepost.model.plan import Measure, Task
from milepost.model.rating import TaskRating
from milepost.model.text import Text
from milepost.reports.certificates import carried_id, figure_entry_id, figure_name, measures_id, places_of, statement_id
from milepost.reports.desk import Desk
from milepost.reports.material import anchor_of
from milepost.reports.notes import Note, footnotes
from milepost.reports.periods import Period, read_period
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink
from milepost.reports.sources import read_evidence


@dataclass(frozen=True, slots=True)
class StatementBlock:
    """What one unit says.

    Attributes:
        unit: Its name.
        state: What it reports; None where it gives no state.
        dissent: True where the state differs from the one that holds.
        withheld: True where its words must not stand in this edition.
        documents: Document numbers and the like that it names as evidence.
        sources: Its public sources.
        entry: Where its cells are listed.
        notes: Rules met at it.
    """

    unit: Text
    state: str | None
    dissent: bool
    withheld: bool
    text: Text | None
    difficulties: Text | None
    next_step: Text | None
    remarks: Text | None
    documents: tuple[Text, ...]
    sources: tuple[SourceLink, ...]
    entry: SourceLink
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure on which a text rests."""

    name: Text
    figure: Printed
    measured_in: Text
    period: Period


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A deliverable with its state."""

    measure: Measure
    state: Printed
    rating: TaskRating
    completed_on: Printed | None
    statements: tuple[StatementBlock, ...]
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """Where a task stood in the earlier year that it goes on from.

    Attributes:
        year: That year.
        row: Its id in the plan of that year.
        state: The state that held then; its value is None where nobody answered.
    """

    year: int
    row: str
    state: Printed


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """One task.

    Attributes:
        units: Names of the responsible units, in the plan's order.
        lead: Name of the lead unit, None where the plan marks none.
        state: The state that holds.
        decided_by: Why it holds.
        evidence_outstanding, verified, unfinished: As rated.
        percent: Reported percentage; None where none was given.
        statements: Agreed state first, dissent after it.
        answered, asked: How many units spoke, of how many that were asked; 0 of 0 where nobody was asked.
        silent: Units that were asked and did not answer; empty where nobody was asked.
        read_in: Where the wording of the task was read.
        carried: Where it stood last year; None where it does not go on, or that year is not in the workspace.
    """

    task: Task
    anchor: str
    href: str
    units: tuple[Text, ...]
    lead: Text | None
    state: Printed
    rating: TaskRating
    decided_by: str
    completed_on: Printed | None
    percent: Printed | None
    measures: tuple[MeasureLine, ...]
    statements: tuple[StatementBlock, ...]
    figures: tuple[FigureLine, ...]
    answered: int
    asked: int
    silent: tuple[Text, ...]
    measures_done: int | None
    read_in: tuple[SourceLink, ...]
    carried: CarriedLine | None = None


def task_anchor(task: Task) -> str:
    """Id of a task's block."""
    return anchor_of("task", task.id)


def task_block(desk: Desk, task: Task) -> TaskBlock:
    """Say everything that is printed of one task."""
    material = desk.material
    place = Place(PlaceKind.TASK, task_anchor(task), task.id)
    row = material.merged(task.id) or MergedRow(task.id, None, "nobody")
    asked = row.asked if material.definition.asked else ()
    spoken = {one.unit for one in _all_statements(desk, task)}
    own = _statements(desk, place, row)
    percent = None
    if row.percent is not None and not any(material.withheld(one) for one in row.statements):
        percent = desk.ledger.figure(
            place, anchor_of("task", task.id, "percent"), row.percent, state_entry(desk, row), places_of(row.percent)
        )
    return TaskBlock(
        task=task,
        anchor=task_anchor(task),
        href=desk.href("tasks", task_anchor(task)),
        units=tuple(material.unit_name(unit) for unit in task.units),
        lead=material.unit_name(task.lead) if task.lead else None,
        state=state_figure(desk, place, task.id),
        rating=material.ratings.rows[task.id],
        decided_by=row.decided_by,
        completed_on=completion(desk, place, task.id),
        percent=percent,
        measures=tuple(_measure(desk, place, one, own) for one in task.measures),
        statements=own,
        figures=_figures(desk, place, task.id),
        answered=sum(1 for unit in asked if unit in spoken),
        asked=len(asked),
        silent=tuple(material.unit_name(unit) for unit in asked if unit not in spoken),
        measures_done=row.measures_done,
        read_in=tuple(desk.cite_source(place, key) for key in task.sources),
        carried=_carried(desk, place, task),
    )


def _carried(desk: Desk, place: Place, task: Task) -> CarriedLine | None:
    earlier = desk.material.dataset.carried.get(task.id)
    if earlier is None:
        return None
    state = None if earlier.state is None else str(earlier.state)
    meaning = anchor_of("task", task.id, earlier.year, "state")
    return CarriedLine(earlier.year, earlier.row, desk.ledger.figure(place, meaning, state, carried_id(task.id)))


def _all_statements(desk: Desk, task: Task) -> list[Statement]:
    rows = [desk.material.merged(row) for row in task.row_ids]
    return [one for row in rows if row is not None for one in row.statements]


def state_entry(desk: Desk, row: MergedRow) -> str:
    """Entry of what a row's state rests on: a statement, or the states of its measures."""
    derived = measures_id(row.row)
    if row.decided_by == "measures" and derived in desk.ledger.certificates.by_id:
        return derived
    holding = [one for one in row.statements if one.state is row.state] or list(row.statements)
    return statement_id(holding[0]) if holding else "source-task-counts"


def state_figure(desk: Desk, place: Place, row: str) -> Printed:
    """The state of a task or measure as a figure with its source."""
    merged = desk.material.merged(row) or MergedRow(row, None, "nobody")
    return desk.ledger.figure(
        place, anchor_of("task", row, "state"), str(desk.material.state(row)), state_entry(desk, merged)
    )


def completion(desk: Desk, place: Place, row: str) -> Printed | None:
    """The date of completion as a figure with its source; None where there is none."""
    merged = desk.material.merged(row)
    day: date | None = desk.material.completed_on(merged) if merged else None
    if merged is None or day is None:
        return None
    entry = next((statement_id(one) for one in merged.statements if one.completed_on == day), state_entry(desk, merged))
    return desk.ledger.figure(place, anchor_of("task", row, "completed-on"), day, entry)


def _measure(desk: Desk, place: Place, measure: Measure, own: tuple[StatementBlock, ...]) -> MeasureLine:
    """A deliverable; evidence that the task itself names is not repeated."""
    row = desk.material.merged(measure.id) or MergedRow(measure.id, None, "nobody")
    documents = [words for one in own for words in one.documents]
    sources = [link for one in own for link in one.sources]
    return MeasureLine(
        measure=measure,
        state=state_figure(desk, place, measure.id),
        rating=desk.material.ratings.rows[measure.id],
        completed_on=completion(desk, place, measure.id),
        statements=tuple(
            replace(
                one,
                documents=tuple(words for words in one.documents if words not in documents),
                sources=tuple(link for link in one.sources if link not in sources),
            )
            for one in _statements(desk, place, row)
        ),
        figures=_figures(desk, place, measure.id),
    )


def _statements(desk: Desk, place: Place, row: MergedRow) -> tuple[StatementBlock, ...]:
    blocks = [_statement(desk, place, one, row) for one in row.statements]
    return tuple(sorted(blocks, key=lambda block: block.dissent))


def _statement(desk: Desk, place: Place, one: Statement, row: MergedRow) -> StatementBlock:
    material = desk.material
    hidden = material.withheld(one)
    evidence = read_evidence(None if hidden else one.evidence, material.sources)
    return StatementBlock(
        unit=material.unit_name(one.unit),
        state=str(one.state) if one.state else None,
        dissent=row.dissent and one.state is not None and one.state is not row.state,
        withheld=hidden,
        text=None if hidden else one.text,
        difficulties=None if hidden else one.difficulties,
        next_step=None if hidden else one.next_step,
        remarks=None if hidden else one.remarks,
        documents=evidence.documents,
        sources=tuple(desk.cite_source(place, key) for key in evidence.sources),
        entry=desk.ledger.cite(place, statement_id(one)),
        notes=() if hidden else footnotes(_beside(one.findings, row.dissent), material.units),
    )


def _beside(findings: Iterable[Finding], dissent: bool) -> Iterator[Finding]:
    """The findings to print; that units contradict each other is not said again where the block marks the dissent."""
    return (one for one in findings if not (dissent and one.rule is STATES_CONTRADICT))


def _figures(desk: Desk, place: Place, row: str) -> tuple[FigureLine, ...]:
    lines: list[FigureLine] = []
    taken: list[str] = []
    for one in desk.material.figures_of(row):
        entry = figure_entry_id(one, taken)
        taken.append(entry)
        lines.append(_figure(desk, place, one, entry, entry.removeprefix("source-")))
    return tuple(lines)


def _figure(desk: Desk, place: Place, one: NamedFigure, entry: str, meaning: str) -> FigureLine:
    assert figure_name(one) in meaning
    printed = desk.ledger.figure(place, meaning, one.value, entry, places_of(one.value))
    return FigureLine(one.name, printed, one.measured_in, read_period(one.period))
