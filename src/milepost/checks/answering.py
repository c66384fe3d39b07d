"""What is each finding about, so that an answer finds it again, and which findings has the unit answered?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from milepost.files.digest import sha256_json, sha256_text
from milepost.model.finding import Finding, Term
from milepost.model.places import CellRef
from milepost.model.submission import Cell, FindingKey, Submission


def key_of(finding: Finding, submission: Submission) -> FindingKey:
    """A finding by what it is about: rule, row and column by their meaning, what stands there, and what was said of it.

    An answer holds while all of these are the same, wherever in the workbook they stand.
    """
    said = {name: _plain(fact) for name, fact in finding.facts.items()}
    typed = sha256_text(typed_at(finding, submission))
    return FindingKey(finding.rule.code, finding.row_id, finding.column, typed, sha256_json(said))


def typed_at(finding: Finding, submission: Submission) -> str:
    """What stands where the finding is: in its cell, or in all cells of its row; ``""`` for a sheet or the file."""
    where = finding.where
    found = [cell for cell in _row(submission, where) if not cell.empty] if where.row else []
    if finding.column:
        found = [cell for cell in found if cell.ref.column == where.column]
    return "\n".join(_typed(cell) for cell in found)


def with_answers(findings: Iterable[Finding], submissions: Sequence[Submission]) -> tuple[Finding, ...]:
    """The findings, each with what the unit answered about it; an answer to what is no longer so is left out."""
    answers = {
        one.file: (one, {answer.key: answer.words for answer in one.answers}) for one in submissions if one.answers
    }
    return tuple(_answered(finding, *answers.get(finding.where.workbook, (None, {}))) for finding in findings)


def _answered(finding: Finding, submission: Submission | None, answers: Mapping[FindingKey, str]) -> Finding:
    if submission is None:
        return finding
    return replace(finding, answer=answers.get(key_of(finding, submission), ""))


def _row(submission: Submission, where: CellRef) -> Iterator[Cell]:
    """The cells of a row of the form, in the order of its columns; of a card all fields."""
    fields = tuple(submission.sign_off.values())
    if any(cell.ref.sheet == where.sheet and cell.ref.row == where.row for cell in fields):
        yield from (cell for cell in fields if cell.ref.row == where.row)
        return
    for sheet in submission.sheets.values():
        for row in sheet.rows if sheet.name == where.sheet else ():
            if any(cell.ref.row == where.row for cell in row.cells.values()):
                yield from (cell for cell in row.cells.values() if _is_there(cell, where, row.number))


def _is_there(cell: Cell, where: CellRef, first: int) -> bool:
    """A finding on the first row of a card may be about all of it; on any other row it is about that field."""
    return cell.ref.row == where.row or (where.row == first and not where.column)


def _typed(cell: Cell) -> str:
    return cell.typed if cell.typed is not None else f"={cell.formula}"


def _plain(fact: object) -> str:
    return fact.message if isinstance(fact, Term) else fact.address if isinstance(fact, CellRef) else str(fact)
