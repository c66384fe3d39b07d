"""Which cells and rows do the findings take out, which do decisions restore or correct?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from milepost.checks import across, history
from milepost.files.digest import sha256_text
from milepost.model.exchange import CellName, Decision, DecisionKind
from milepost.model.finding import Finding, Severity
from milepost.model.places import CellRef
from milepost.model.submission import Cell, Row, Submission

SETTLED_BY_MERGE = (across.TWO_VALUES, history.PUBLISHED_DIFFERS)
"""Rules on values that contradict each other: the merge itself decides which stands, and says what it leaves out."""

Place = tuple[str, str, int, int]
"""Workbook, sheet, row, column; column 0 is the whole row."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What findings and decisions say of every cell of the accepted submissions.

    Attributes:
        taken_out: Places whose value does not reach the report.
        by_row: (workbook, sheet, row) -> findings that stand there and take nothing out: they become footnotes.
        decisions: Cell by its meaning -> the decisions that hold for its present value.
        waived: Findings that a decision settled: it waived the rule or corrected the value.
    """

    taken_out: frozenset[Place] = frozenset()
    by_row: Mapping[tuple[str, str, int], tuple[Finding, ...]] = field(default_factory=dict)
    decisions: Mapping[CellName, tuple[Decision, ...]] = field(default_factory=dict)
    waived: tuple[Finding, ...] = ()

    def row_out(self, ref: CellRef) -> bool:
        """Say whether the whole row of a cell is taken out."""
        return (ref.workbook, ref.sheet, ref.row, 0) in self.taken_out

    def cell_out(self, ref: CellRef) -> bool:
        """Say whether a cell, or its row, is taken out."""
        return self.row_out(ref) or (ref.workbook, ref.sheet, ref.row, ref.column) in self.taken_out

    def footnotes(self, ref: CellRef) -> tuple[Finding, ...]:
        """The findings on the row of a cell that take nothing out."""
        return self.by_row.get((ref.workbook, ref.sheet, ref.row), ())

    def decided(self, name: CellName, kind: DecisionKind, typed: str | None) -> Decision | None:
        """The decision of a kind that holds for a cell while its text is ``typed``."""
        for decision in self.decisions.get(name, ()):
            if decision.kind is kind and decision.typed_sha256 in ("", sha256_text(typed or "")):
                return decision
        return None


def judge(findings: Iterable[Finding], submissions: Sequence[Submission], decisions: Sequence[Decision]) -> Verdicts:
    """Sort the findings on accepted submissions into what takes out, what is a footnote and what is settled."""
    by_name: dict[CellName, list[Decision]] = {}
    for decision in decisions:
        by_name.setdefault(decision.cell, []).append(decision)
    index = {name: tuple(found) for name, found in by_name.items()}
    typed = {cell.ref: cell.typed for submission in submissions for cell in _cells(submission)}
    taken_out: set[Place] = set()
    notes: dict[tuple[str, str, int], list[Finding]] = {}
    waived: list[Finding] = []
    for finding in findings:
        where = finding.where
        if finding.rule in SETTLED_BY_MERGE:
            continue
        if _is_settled(finding, index, typed):
            waived.append(finding)
        elif finding.severity is Severity.REJECT and where.row:
            taken_out.add((where.workbook, where.sheet, where.row, _column(finding)))
        elif where.row:
            notes.setdefault((where.workbook, where.sheet, where.row), []).append(finding)
    return Verdicts(frozenset(taken_out), {place: tuple(found) for place, found in notes.items()}, index, tuple(waived))


def _column(finding: Finding) -> int:
    """A finding on the id of a row, or on no column, takes out the whole row."""
    return 0 if finding.column in ("", "id") else finding.where.column


def _is_settled(
    finding: Finding, decisions: Mapping[CellName, tuple[Decision, ...]], typed: Mapping[CellRef, str | None]
) -> bool:
    name = CellName(finding.unit, finding.row_id, finding.column)
    return any(
        (decision.kind is DecisionKind.CORRECT or decision.rule == finding.rule.code)
        and decision.kind in (DecisionKind.CORRECT, DecisionKind.WAIVE)
        and decision.typed_sha256 in ("", sha256_text(typed.get(finding.where) or ""))
        for decision in decisions.get(name, ())
    )


def _cells(submission: Submission) -> Iterable[Cell]:
    for sheet in submission.sheets.values():
        for row in sheet.rows:
            yield from row.cells.values()


def without_taken_out(row: Row, verdicts: Verdicts) -> Row:
    """The row with the cells that were taken out emptied; their place and text as typed stay."""
    cells = {key: replace(cell, value=None) if verdicts.cell_out(cell.ref) else cell for key, cell in row.cells.items()}
    return Row(row.number, row.id, cells)
