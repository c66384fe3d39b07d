"""X, F: do translations and decisions still stand for what was sent, and can every character be printed?"""

from collections.abc import Iterator, Mapping, Sequence

from milepost.checks.context import Context, unit_of
from milepost.checks.meeting import of_cell
from milepost.files.digest import sha256_text
from milepost.model.exchange import CellName, DecisionKind
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.places import CellRef, FilePlace
from milepost.model.submission import Cell, Submission

UNPRINTABLE = Rule(
    code="F30",
    severity=Severity.NOTE,
    says="The report has no font for these characters: {found}; a box (□) is printed for each.",
    asks="Say it in words.",
    passes="Letters, Chinese characters, digits, the usual signs.",
    fails="A smiling face at the end of a sentence.",
)
STALE_TRANSLATION = Rule(
    code="X10",
    severity=Severity.NOTE,
    says="The translation in {place} is of another text than the one that was sent ({row}, {column}); it is not used.",
    asks="Translate the text anew, or remove the entry.",
    passes="The entry's checksum is that of the text.",
    fails="The unit sent a new text after the old one had been translated.",
)
DECISION_WITHOUT_VALUE = Rule(
    code="X11",
    severity=Severity.DOUBT,
    says="The decision in {place} is about a value that is not there any more ({row}, {column}); it does not hold.",
    asks="Decide anew, or remove the entry.",
    passes="The value is still the one that was decided on.",
    fails="The unit sent another value after the old one had been corrected by decision.",
)

RULES = (STALE_TRANSLATION, DECISION_WITHOUT_VALUE)
FILE_RULES = (UNPRINTABLE,)

MOST_CHARACTERS = 8


def characters(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find texts with characters that no font of the report has; nothing where the fonts are not known."""
    if context.printable is None:
        return
    for sheet in submission.sheets.values():
        for row in sheet.rows:
            for key, cell in row.cells.items():
                missing = sorted(set(cell.typed or "") - context.printable)
                if missing:
                    found = " ".join(f"U+{ord(one):04X}" for one in missing[:MOST_CHARACTERS])
                    yield of_cell(UNPRINTABLE, submission, sheet, row, key, found=found)


def entries(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find translations and decisions whose text or value is gone from the submission that counts."""
    cells = _cells(accepted, context)
    heard = {unit_of(one, context) for one in accepted}
    for entry in context.exchange.translations:
        cell = cells.get(entry.cell)
        said = cell.value if cell is not None and isinstance(cell.value, str) else None
        if entry.cell.unit in heard and (said is None or sha256_text(said) != entry.source_sha256):
            yield _about(STALE_TRANSLATION, entry.cell, entry.place)
    for decision in context.exchange.decisions:
        name = decision.cell
        if decision.kind is DecisionKind.SETTLE or not name.column or name.unit not in heard:
            continue
        cell = cells.get(name)
        if cell is None or decision.typed_sha256 not in ("", sha256_text(cell.typed or "")):
            yield _about(DECISION_WITHOUT_VALUE, name, decision.place)


def _cells(accepted: Sequence[Submission], context: Context) -> Mapping[CellName, Cell]:
    return {
        CellName(unit_of(submission, context), row.id, key): cell
        for submission in accepted
        for sheet in submission.sheets.values()
        for row in sheet.rows
        for key, cell in row.cells.items()
    }


def _about(rule: Rule, name: CellName, place: FilePlace) -> Finding:
    """A finding on an entry of the secretariat's own files: nothing in a workbook is wrong."""
    facts = {"place": str(place), "row": name.row, "column": name.column}
    return Finding(rule, CellRef(place.path.name), name.unit, name.row, facts, name.row, name.column)
