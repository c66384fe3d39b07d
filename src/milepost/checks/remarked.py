"""F: what did the reader remark: what was done to the build of the form, what is missing, hidden, linked or active?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.checks.context import Context, unit_of
from milepost.checks.file_rules import (
    ACTIVE_CONTENT,
    COLUMN_MISSING,
    HIDDEN_CONTENT,
    NOTICED,
    OUTSIDE_LINK,
    RECOVERED,
    SHEET_MISSING,
    STAMP_LOST,
    STAMPS_DIFFER,
)
from milepost.checks.meeting import quoted
from milepost.model.finding import Finding, Rule, Severity, Term
from milepost.model.submission import Remark, Submission

HEAD_LOST = Rule(
    code="F31",
    severity=Severity.DOUBT,
    says="The sheet “{sheet}” has lost its headings; nothing of it could be read.",
    asks="Copy the entries into the form that was sent to the unit.",
    passes="Headings that were changed, while the hidden keys are still there.",
    fails="The rows with the keys and the headings were deleted.",
)
SHEET_UNCLEAR = Rule(
    code="F32",
    severity=Severity.DOUBT,
    says="The sheet “{sheet}” is there more than once, with different entries ({found}); none of them was read.",
    asks="Keep the right one, give it the form's name, and send the form again.",
    passes="A copy of a sheet beside the form's own one.",
    fails="Two copies of a sheet that differ, neither of which has the form's name.",
)
SHEET_TWICE = Rule(
    code="F33",
    severity=Severity.DOUBT,
    says="The sheet “{found}” looks like “{sheet}” and holds other entries; it was not read.",
    asks="Check that “{sheet}” is the right one, and delete the other.",
    passes="A copy of a sheet that holds the same.",
    fails="“Tasks” and a copy of it, “Tasks (2)”, with another text.",
)
EXTRA_SHEET = Rule(
    code="F34",
    severity=Severity.NOTE,
    says="The sheet “{sheet}” is none of the form's; it was not read.",
    asks="Move what belongs to the report into the form's own sheets.",
    passes="A workbook with the form's sheets alone.",
    fails="A sheet of one's own with a list that the text refers to.",
)
COLUMN_UNCLEAR = Rule(
    code="F35",
    severity=Severity.DOUBT,
    says="It cannot be told which column is “{column}” ({found}); nothing of it was read.",
    asks="Copy the entries into the form that was sent to the unit.",
    passes="A column that was moved as a whole.",
    fails="The headings of two columns were exchanged, or a column is there twice with different entries.",
)
ROW_UNCLEAR = Rule(
    code="F36",
    severity=Severity.REJECT,
    says="The number of the row and its title belong to two different rows (the title “{found}” to {expected}).",
    asks="Restore number and title as they were in the form that was sent.",
    passes="A row that was moved as a whole.",
    fails="The rows were sorted, but not the column of the numbers.",
)
OLDER_LAYOUT = Rule(
    code="F37",
    severity=Severity.NOTE,
    says="The form has an older layout (version {found}); we read it as version {expected}.",
    asks="Nothing needs to be done; next time, use the form that was sent.",
    passes="The form as it was issued this year.",
    fails="A form that was issued before its layout changed.",
)
MERGED_NUMBER = Rule(
    code="F38",
    severity=Severity.REJECT,
    says="The number {found} stands in merged cells; it cannot be told for which of the rows it is.",
    asks="Split the cells and enter a number in each row.",
    passes="A number in a cell of its own.",
    fails="One number in cells that were merged over two data years.",
)

RULES = (HEAD_LOST, SHEET_UNCLEAR, SHEET_TWICE, EXTRA_SHEET, COLUMN_UNCLEAR, ROW_UNCLEAR, OLDER_LAYOUT, MERGED_NUMBER)

REMARK_RULES: dict[str, Rule] = {
    "stamp_lost": STAMP_LOST,
    "stamp_partly_lost": RECOVERED,
    "stamps_differ": STAMPS_DIFFER,
    "older_layout": OLDER_LAYOUT,
    "sheet_missing": SHEET_MISSING,
    "head_lost": HEAD_LOST,
    "sheet_unclear": SHEET_UNCLEAR,
    "sheet_twice": SHEET_TWICE,
    "extra_sheet": EXTRA_SHEET,
    "column_missing": COLUMN_MISSING,
    "column_unclear": COLUMN_UNCLEAR,
    "row_unclear": ROW_UNCLEAR,
    "hidden_sheet": HIDDEN_CONTENT,
    "hidden_row": HIDDEN_CONTENT,
    "hidden_column": HIDDEN_CONTENT,
    "external_link": OUTSIDE_LINK,
    "macros": ACTIVE_CONTENT,
    "dde_link": ACTIVE_CONTENT,
    "embedded": ACTIVE_CONTENT,
    "recovered": RECOVERED,
    "picture_in_cell": NOTICED,
    "signed": NOTICED,
}
"""Kind of what the reader remarked -> rule; any other kind meets ``NOTICED``."""

NOTICED_WORDS = {
    "picture_in_cell": "a picture stands in a cell; it is not printed",
    "signed": "a digital signature, which notes in the workbook break",
}
"""Kind of a remark -> what is said of it under ``found``."""

DONE_WORDS = {
    "stamp_partly_lost": "a part of the stamp is lost",
    "sheet_renamed": "a sheet was renamed",
    "sheet_copied": "a sheet was copied",
    "keys_lost": "the hidden keys are lost",
    "key_lost": "a hidden key is lost",
    "columns_moved": "columns were inserted, moved or deleted",
    "retitled": "a heading was changed",
    "rows_on_top": "rows were inserted above the table",
    "labels_used": "some hidden keys are lost",
    "row_by_title": "a row has lost its number",
    "numbers_lost": "the column of the numbers is lost",
    "merged_rows": "cells of several rows were merged",
    "merged_columns": "cells of several columns were merged",
}
"""What was done to the form -> how that is said."""

READ_WORDS = {
    "keys_lost": "columns by their headings",
    "columns_moved": "columns by their hidden keys",
    "rows_on_top": "words outside the form",
    "labels_used": "fields by their labels",
    "numbers_lost": "rows by their titles",
    "merged_rows": "one entry for each of the rows",
}
"""What was done to the form -> as what it was read, where the remark does not say so itself."""

REMARK_WORDS = (*NOTICED_WORDS.values(), *DONE_WORDS.values(), *READ_WORDS.values())


def remarks(submission: Submission, context: Context) -> Iterator[Finding]:
    """Pass on what the reader remarked."""
    unit = unit_of(submission, context)
    for remark in submission.remarks:
        rule = REMARK_RULES.get(remark.kind, NOTICED)
        if rule is STAMP_LOST and not unit:
            continue  # that nobody can tell whose form it is has a finding of its own
        if rule is ROW_UNCLEAR:
            facts = {"found": quoted(remark.facts["found"]), "expected": quoted(remark.facts["value"])}
            row = str(remark.facts["row"])
            yield Finding(rule, remark.where, subject=" ".join(filter(None, row.split("|"))), facts=facts, row_id=row)
        else:
            yield Finding(rule, remark.where, facts=_facts(remark, rule, unit))


def _facts(remark: Remark, rule: Rule, unit: str) -> Mapping[str, object]:
    said = remark.facts
    facts: dict[str, object] = {
        "expected": said.get("expected", unit),
        "found": quoted(said.get("found", "?")),
        "sheet": quoted(said.get("sheet", "?")),
        "column": Term(str(said.get("column", "?"))),
    }
    if rule is NOTICED:
        facts["found"] = Term(NOTICED_WORDS.get(remark.kind, remark.kind))
    if rule is RECOVERED:
        how = str(said.get("how", remark.kind))
        facts |= {"what": Term(DONE_WORDS.get(how, how)), "value": _read_as(remark, how, unit)}
        facts["found"] = quoted(said.get("found", said.get("places", "?")))
    return facts


def _read_as(remark: Remark, how: str, unit: str) -> object:
    if how in READ_WORDS:
        return Term(READ_WORDS[how])
    if "column" in remark.facts:
        return Term(str(remark.facts["column"]))
    return quoted(remark.facts.get("value", unit))
