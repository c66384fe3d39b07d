"""What does each unit say of each of its tasks, after findings and decisions?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from milepost.merge.verdicts import Verdicts, without_taken_out
from milepost.merge.wording import Wording
from milepost.model.dataset import FormOrigin, Statement
from milepost.model.exchange import CellName, DecisionKind
from milepost.model.plan import Plan
from milepost.model.states import TaskState
from milepost.model.submission import Cell, Row, Submission
from milepost.model.text import Text

_ENTRIES = (
    "state", "completed_on", "percent", "text", "evidence", "difficulties", "next_step", "remarks", "restricted",
)  # fmt: skip


def statements(
    submissions: Mapping[str, Submission], plan: Plan, verdicts: Verdicts, wording: Wording
) -> Mapping[str, tuple[Statement, ...]]:
    """Row id -> the statements on it, in the plan's order of units; units without an accepted one are left out."""
    rows = {unit: _rows_by_id(submission, verdicts) for unit, submission in submissions.items()}
    found: dict[str, tuple[Statement, ...]] = {}
    for id, (task, _) in plan.rows().items():  # noqa: A001
        made: list[Statement] = []
        for unit in task.units:
            row = rows.get(unit, {}).get(id)
            if row is not None:
                made.append(_statement(submissions[unit], unit, row, verdicts, wording))
        found[id] = tuple(made)
    return found


def _rows_by_id(submission: Submission, verdicts: Verdicts) -> dict[str, Row]:
    """The rows that say something and were not taken out as a whole."""
    found: dict[str, Row] = {}
    for row in submission.rows("tasks"):
        said = [row.cells[key] for key in _ENTRIES if key in row.cells and not row.cells[key].empty]
        if said and not verdicts.row_out(said[0].ref):
            found.setdefault(row.id, without_taken_out(row, verdicts))
    return found


def _statement(submission: Submission, unit: str, row: Row, verdicts: Verdicts, wording: Wording) -> Statement:
    row = with_corrections(unit, row, verdicts)
    state = row.text("state")
    filled = {key: row.cells[key] for key in _ENTRIES if key in row.cells and not row.cells[key].empty}

    def text(key: str) -> Text | None:
        words = row.text(key)
        return wording.text(CellName(unit, row.id, key), words) if words else None

    told = text("text")
    verified = _is_decided(unit, row, DecisionKind.VERIFY, verdicts)
    cancelled = _is_decided(unit, row, DecisionKind.CANCEL, verdicts)
    return Statement(
        unit=unit,
        row=row.id,
        language=next(iter(told.by_language)) if told else wording.languages[0],
        state=TaskState(state) if state else None,
        completed_on=row.day("completed_on"),
        percent=row.number_of("percent"),
        text=told,
        evidence=text("evidence"),
        difficulties=text("difficulties"),
        next_step=text("next_step"),
        remarks=text("remarks"),
        restricted=_is_restricted(row),
        verified=verified,
        cancellation_confirmed=cancelled,
        origins={key: origin(unit, submission, cell) for key, cell in filled.items()},
        findings=verdicts.footnotes(next(iter(filled.values())).ref),
    )


def _is_restricted(row: Row) -> bool:
    """Whether the unit marked the row as not for the public; an answer that is not understood counts as a yes."""
    cell = row.cells.get("restricted")
    return cell is not None and not cell.empty and cell.value != "no"


def _is_decided(unit: str, row: Row, kind: DecisionKind, verdicts: Verdicts) -> bool:
    cell = row.cells.get("state")
    return cell is not None and verdicts.decided(CellName(unit, row.id, "state"), kind, cell.typed) is not None


def with_corrections(unit: str, row: Row, verdicts: Verdicts) -> Row:
    """The row with the values that the secretariat corrected, each read for the type that the cell had."""
    cells = dict(row.cells)
    for key, cell in row.cells.items():
        decision = verdicts.decided(CellName(unit, row.id, key), DecisionKind.CORRECT, cell.typed)
        if decision is not None and decision.value is not None:
            cells[key] = Cell(cell.ref, cell.typed, read_decided(key, decision.value), None, ("corrected",))
    return Row(row.number, row.id, cells)


def read_decided(column: str, words: str) -> str | Decimal | date:
    """A decided value for its column: a day, a number, or text; what is neither day nor number stays text."""
    if column in ("completed_on", "date"):
        try:
            return date.fromisoformat(words)
        except ValueError:
            return words
    if column in ("percent", "value", "revised_value"):
        try:
            return Decimal(words)
        except InvalidOperation:
            return words
    return words


def origin(unit: str, submission: Submission, cell: Cell, source: str = "") -> FormOrigin:
    """Where a value of a form stands."""
    return FormOrigin(unit, cell.ref, submission.sha256, cell.typed or "", source)


def all_statements(found: Mapping[str, Sequence[Statement]]) -> Iterator[Statement]:
    """Every statement, by row."""
    for several in found.values():
        yield from several
