"""Can a form that was issued before its layout changed still be read?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.form import ACCEPTED_LAYOUTS, KEY_ROW, LAYOUT, Choice, Column, Form, Kind, Sheet, form_of
from milepost.inputs.issue import write_form
from milepost.inputs.layouts import OLDER, OlderLayout
from milepost.inputs.read import read_submission
from milepost.model.submission import Submission
from tests.inputs.filled import opened, page_of, raw, saved, signs
from tests.inputs.made_up import DEFINITION, FRAMEWORK, ISSUED, PLAN, PORT, SERIES, WORDS, YEAR

TODAY = form_of(YEAR)


def before(year: int) -> Form:
    """A layout that never was: another key and heading for the text, a column of money, one fewer column, a choice."""
    form = form_of(year)
    return replace(
        form,
        layout=0,
        sheets=tuple(_tasks_before(sheet) if sheet.key == "tasks" else sheet for sheet in form.sheets),
        lists={
            **form.lists,
            "states": (*form.lists["states"][:3], Choice("done", "Wholly done"), form.lists["states"][4]),
        },
    )


def _tasks_before(sheet: Sheet) -> Sheet:
    columns = [one for one in sheet.columns if one.key != "restricted"]
    at = next(at for at, one in enumerate(columns) if one.key == "text")
    columns[at] = Column("progress", "Progress of the work", width=40, help="What was done.")
    columns.insert(at, Column("money", "Money spent", Kind.NUMBER, help="In yuan."))
    return replace(sheet, columns=tuple(columns), constraints=())


OLD = OlderLayout(before, {("tasks", "progress"): "text"}, {"states": {"done": "completed"}})


def issued() -> bytes:
    return write_form(before(YEAR), PORT, PLAN, FRAMEWORK, SERIES, DEFINITION, WORDS, ISSUED)[0]


def typed(book: openpyxl.Workbook, entries: Mapping[str, object], row: int = 5) -> Worksheet:
    page = page_of(book, "tasks")
    at = {page.cell(KEY_ROW, one).value: one for one in range(1, page.max_column + 1)}
    for key, value in entries.items():
        page.cell(row, at[key]).value = value
    return page


def read(content: bytes, older: Mapping[int, OlderLayout] | None = None) -> Submission:
    return read_submission(raw(content), TODAY, WORDS, signs(), {0: OLD} if older is None else older)


def test_every_accepted_layout_can_be_read() -> None:
    assert set(ACCEPTED_LAYOUTS) == {LAYOUT, *OLDER}
    assert all(version < LAYOUT for version in OLDER)


def test_columns_of_an_older_layout_became_columns_of_today() -> None:
    for layout in (*OLDER.values(), OLD):
        for (sheet, then), now in layout.columns.items():
            assert layout.form(YEAR).sheet(sheet).column(then)
            assert TODAY.sheet(sheet).column(now)


def test_an_older_form_is_read_as_todays_and_that_is_said() -> None:
    book = opened(issued())
    entries = {"state": "Wholly done", "completed_on": date(2031, 6, 30), "progress": "疏浚完成。", "percent": 100}
    typed(book, entries)
    submission = read(saved(book))
    row = submission.rows("tasks")[0]
    assert (row.id, row.value("state"), row.value("text"), row.day("completed_on")) == (
        "1",
        "completed",
        "疏浚完成。",
        date(2031, 6, 30),
    )
    assert [(one.kind, dict(one.facts)) for one in submission.remarks] == [
        ("older_layout", {"expected": 1, "found": 0})
    ]
    assert submission.unit == "PORT"


def test_what_the_older_form_did_not_ask_is_not_missing_from_it() -> None:
    row = read(issued()).rows("tasks")[0]
    assert "restricted" not in row.cells
    assert "progress" not in row.cells


def test_what_is_not_asked_any_more_is_not_dropped_in_silence() -> None:
    book = opened(issued())
    typed(book, {"money": 500})
    sheet = read(saved(book)).sheets["tasks"]
    assert [ref.address for ref in sheet.unread] == ["J5"]


def test_an_older_form_may_be_damaged_too() -> None:
    book = opened(issued())
    page = typed(book, {"progress": "疏浚完成。"})
    page.delete_rows(KEY_ROW)
    page.title = "进展"
    submission = read(saved(book))
    assert submission.rows("tasks")[0].value("text") == "疏浚完成。"
    assert [one.facts.get("how", one.kind) for one in submission.remarks] == [
        "older_layout",
        "sheet_renamed",
        "keys_lost",
    ]


def test_a_layout_that_is_not_known_is_read_as_todays_and_judged_by_its_stamp() -> None:
    book = opened(issued())
    typed(book, {"progress": "疏浚完成。"})
    submission = read(saved(book), {})
    assert submission.stamp is not None
    assert submission.stamp.layout == 0
    assert "column_missing" in {one.kind for one in submission.remarks}
