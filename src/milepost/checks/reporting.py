"""U: which units reported, in time and in full? Nothing of this is asked where nobody was asked."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from milepost.checks.context import Context, asked_units, unit_named, unit_of
from milepost.checks.judged import closed_columns, is_withheld, rows_of
from milepost.inputs.constraints import Required
from milepost.model.dataset import FollowUp
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.places import CellRef
from milepost.model.submission import Submission

NOT_REPORTED = Rule(
    code="U01",
    severity=Severity.DOUBT,
    says="{found} has not sent its form.",
    asks="Send the form, filled in.",
    passes="A unit with a task sends its form; where that cannot be accepted, the file has its own finding.",
    fails="A unit with a task sends nothing.",
    absence=True,
)
LATE = Rule(
    code="U02",
    severity=Severity.NOTE,
    says="The form was received after the deadline (expected by {expected}, received {found}).",
    asks="Nothing needs to be done for this year.",
    passes="Received on 2025-01-10, the deadline being 2025-01-15.",
    fails="Received on 2025-01-20, the deadline being 2025-01-15.",
)
INCOMPLETE = Rule(
    code="U03",
    severity=Severity.NOTE,
    says="{found} of {expected} required cells are filled in ({percent} %).",
    asks="Fill in the rest; each empty one is named at its place.",
    passes="Every required cell is filled in.",
    fails="Three of forty required cells are empty.",
    absence=True,
)
UNANSWERED = Rule(
    code="U04",
    severity=Severity.NOTE,
    says="Still open from the submission before: {found} of {expected} findings ({codes}).",
    asks="Look at the notes in the workbook that was returned.",
    passes="A value in words was found in submission 1; submission 2 holds the number.",
    fails="A value in words was found in submission 1, and submission 2 holds it still, without an answer.",
)

RULES = (
    NOT_REPORTED,
    LATE,
    INCOMPLETE,
    UNANSWERED,
)


def silent_units(heard: Collection[str], context: Context) -> Iterator[Finding]:
    """Find units that were to answer and of which no file came."""
    for unit in asked_units(context):
        if unit not in heard:
            issued = context.exchange.issued.get(unit)
            where = CellRef(issued.file if issued else f"{unit}.xlsx")
            yield Finding(NOT_REPORTED, where, unit, facts={"found": unit})


def late_units(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find units whose first file came after the deadline; where a day is not recorded, nothing is said."""
    deadline, received = context.definition.deadline, first_received(context)
    for submission in accepted:
        unit = unit_of(submission, context)
        days = [received[key] for key in (unit, submission.file) if key in received]
        first = min(days, default=submission.received)
        if deadline is not None and first is not None and first > deadline:
            facts = {"expected": deadline.isoformat(), "found": first.isoformat()}
            yield Finding(LATE, CellRef(submission.file), unit, facts=facts)


def first_received(context: Context) -> dict[str, date]:
    """The first day on which anything came: by unit that sent it, and by file."""
    found: dict[str, date] = {}
    for receipt in context.exchange.receipts.values():
        for key in (unit_named(receipt.sender, context), receipt.file):
            if key:
                found[key] = min(receipt.received, found.get(key, receipt.received))
    return found


def incomplete_units(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find forms with empty required cells and say how large a share is filled."""
    for submission in accepted:
        filled, required = required_cells(submission, context)
        if filled < required:
            facts = {"found": filled, "expected": required, "percent": filled * 100 // required}
            unit = unit_of(submission, context)
            yield Finding(INCOMPLETE, CellRef(submission.file), unit, facts=facts)


def required_cells(submission: Submission, context: Context) -> tuple[int, int]:
    """How many of the cells that must be filled are filled, and how many there are.

    A value that is published already, and what goes with it, is not asked again.
    """
    filled = required = 0
    for sheet_of_form in context.form.sheets:
        asked = [one for one in sheet_of_form.constraints if isinstance(one, Required)]
        for sheet, row in rows_of(submission, context, sheet_of_form.key):
            if sheet.key == "indicators" and row.value("value") is None and _is_published(row.id, context):
                continue
            closed = closed_columns(row, sheet, context)
            for one in asked:
                if sheet.key == "indicators" and is_withheld(row) and one.column != "value":
                    continue
                if one.column not in closed and (one.when is None or one.when.true_of(row)):
                    required += 1
                    filled += one.holds(row)
    return filled, required


def unanswered(followed: FollowUp) -> Iterator[Finding]:
    """Find what was found in the submission before and is found in this one again, and not answered."""
    still = followed.ignored
    if still:
        codes = ", ".join(sorted({one.rule.code for one in still}))
        total = len(still) + len(followed.answered) + len(followed.closed)
        facts = {"found": len(still), "expected": total, "codes": codes}
        yield Finding(UNANSWERED, CellRef(followed.newer), followed.unit, facts=facts)


def follow_up(older: Submission, newer: Submission, findings: Iterable[Finding], context: Context) -> FollowUp:
    """What became of the findings on a submission in the next one: computed from the two files with today's rules.

    Args:
        older: The submission before.
        newer: The one after it.
        findings: What ``run`` found in both, with the units' answers.
        context: Definitions and exchange of the year.
    """
    doubts = [one for one in findings if one.severity > Severity.NOTE and one.row_id not in ("", "sign_off")]
    before = {_meaning(one): one for one in doubts if one.where.workbook == older.file}
    now = {_meaning(one): one for one in doubts if one.where.workbook == newer.file}
    again = [one for meaning, one in now.items() if meaning in before]
    return FollowUp(
        unit_of(newer, context),
        older.file,
        newer.file,
        closed=tuple(one for meaning, one in before.items() if meaning not in now),
        answered=tuple(one for one in again if not one.open),
        ignored=tuple(one for one in again if one.open),
    )


def _meaning(finding: Finding) -> tuple[str, str, str, str]:
    """A finding by what it is about, wherever that stands in the workbook."""
    return (finding.rule.code, finding.row_id, finding.column, finding.subject)


def _is_published(row_id: str, context: Context) -> bool:
    name, year, period, breakdown = row_id.split("|")
    return (name, int(year), period, breakdown) in context.known
