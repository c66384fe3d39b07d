"""A real client: LibreOffice opens an issued form, a person types into it and saves it. Is everything still there?"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from milepost.checks.refusals import refused
from milepost.inputs.stamp import fingerprint
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from milepost.model.workbook import RawWorkbook, SheetState
from tests.checks.drawing import CONTEXT
from tests.inputs.client import type_into
from tests.inputs.filled import FORM, opened, page_of, read
from tests.inputs.made_up import WORDS, issue

TASKS, FIGURES, INDICATORS, CASES, SIGN_OFF = ("tasks", "figures", "indicators", "cases", "sign_off")

TYPED: dict[tuple[str, str], tuple[str, tuple[str, str], object]] = {
    # sheet, cell -> what is typed, row and column that it is about, what it must mean
    (TASKS, "G5"): ("已完成 completed", ("1", "state"), "completed"),
    (TASKS, "H5"): ("2031年6月30日", ("1", "completed_on"), date(2031, 6, 30)),
    (TASKS, "I5"): ("100", ("1", "percent"), Decimal(100)),
    (TASKS, "J5"): ("疏浚完成，共清淤3.2万方。", ("1", "text"), "疏浚完成，共清淤3.2万方。"),
    (TASKS, "K5"): ("港发〔2031〕1号", ("1", "evidence"), "港发〔2031〕1号"),
    (TASKS, "J6"): ("=1+1", ("2", "text"), "=1+1"),
    (TASKS, "G7"): ("DONE", ("2a", "state"), "completed"),
    (TASKS, "H7"): ("2031/6/30", ("2a", "completed_on"), date(2031, 6, 30)),
    (TASKS, "J7"): ("00123", ("2a", "text"), "00123"),
    (TASKS, "K7"): ("2031-06-30", ("2a", "evidence"), "2031-06-30"),
    (TASKS, "G8"): ("推进中", ("2b", "state"), "in_progress"),
    (TASKS, "H8"): ("2031.6.30", ("2b", "completed_on"), date(2031, 6, 30)),
    (TASKS, "I7"): ("１００", ("2a", "percent"), Decimal(100)),
    (TASKS, "I8"): ("45%", ("2b", "percent"), Decimal(45)),
    (TASKS, "G9"): ("进展滞后 delayed", ("3", "state"), "delayed"),
    (TASKS, "H9"): ("20310630", ("3", "completed_on"), date(2031, 6, 30)),
    (FIGURES, "B5"): ("1 疏浚港池", ("figure 1", "task"), "1"),
    (FIGURES, "C5"): ("清淤投入", ("figure 1", "name"), "清淤投入"),
    (FIGURES, "D5"): ("3.2亿", ("figure 1", "value"), Decimal(320_000_000)),
    (FIGURES, "E5"): ("元", ("figure 1", "unit"), "元"),
    (FIGURES, "F5"): ("2031-06", ("figure 1", "period"), "2031-06"),
    (FIGURES, "D6"): ("１２３", ("figure 2", "value"), Decimal(123)),
    (FIGURES, "D7"): ("1,234.5", ("figure 3", "value"), Decimal("1234.5")),
    (FIGURES, "D8"): ("85％", ("figure 4", "value"), Decimal(85)),
    (FIGURES, "E8"): ("%", ("figure 4", "unit"), "%"),
    (FIGURES, "D9"): ("85%", ("figure 5", "value"), Decimal(85)),
    (FIGURES, "E9"): ("%", ("figure 5", "unit"), "%"),
    (FIGURES, "D10"): ("12万", ("figure 6", "value"), Decimal(12)),
    (FIGURES, "E10"): ("万件", ("figure 6", "unit"), "万件"),
    (INDICATORS, "H5"): ("41.5", ("share|2031|Y|", "value"), Decimal("41.5")),
    (INDICATORS, "I5"): ("初步数", ("share|2031|Y|", "value_status"), "provisional"),
    (INDICATORS, "J5"): ("统计年鉴", ("share|2031|Y|", "source"), "统计年鉴"),
    (CASES, "B5"): ("一个案例", ("case 1", "title"), "一个案例"),
    (CASES, "B12"): ("是 yes", ("case 1", "publish"), "yes"),
    (SIGN_OFF, "B8"): ("甲", ("sign_off", "prepared_by"), "●"),
    (SIGN_OFF, "B9"): ("01012345678", ("sign_off", "telephone"), "●"),
    (SIGN_OFF, "B12"): ("2032年1月9日", ("sign_off", "date"), date(2032, 1, 9)),
    (SIGN_OFF, "B13"): ("2", ("sign_off", "submission_number"), Decimal(2)),
}


@dataclass(frozen=True)
class Sent:
    """What a person sends back."""

    xlsx: Path
    ods: Path
    submission: Submission
    book: openpyxl.Workbook


@pytest.fixture(scope="module", params=["zh-CN", "en-US"])
def sent(
    request: pytest.FixtureRequest, need_program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Sent:
    folder = tmp_path_factory.mktemp("client")
    form = folder / "PORT-2031.xlsx"
    form.write_bytes(issue()[0])
    names = {sheet.key: page_of(opened(), sheet.key).title for sheet in FORM.sheets}
    typed = [(names[sheet], cell, text) for (sheet, cell), (text, _, _) in TYPED.items()]
    saved = type_into(need_program("soffice"), folder, form, request.param, typed, ("xlsx", "ods"))
    return Sent(saved["xlsx"], saved["ods"], read(saved["xlsx"].read_bytes()), _looked_at(saved["xlsx"]))


def _looked_at(file: Path, computed: bool = False) -> openpyxl.Workbook:
    """The workbook in openpyxl, which cannot take 20310630 in a cell of days."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(file, data_only=computed)


def test_what_was_typed_is_read(sent: Sent) -> None:
    found = {
        (sheet.key, row.id, key): cell.value
        for sheet in sent.submission.sheets.values()
        for row in sheet.rows
        for key, cell in row.cells.items()
        if not cell.empty and not FORM.sheet(sheet.key).column(key).locked
    }
    assert found == {(sheet, *where): value for (sheet, _), (_, where, value) in TYPED.items()}


def test_text_is_kept_to_the_letter(sent: Sent) -> None:
    for (sheet, cell), (text, (_, key), _) in TYPED.items():
        if FORM.sheet(sheet).column(key).kind == "text":
            assert page_of(sent.book, sheet)[cell].value == text


def test_the_stamp_is_whole_and_nothing_was_noticed(sent: Sent) -> None:
    stamp = opened()["_meta"]["A1"].value
    assert str(sent.submission.stamp) == stamp
    assert sent.submission.remarks == ()
    assert sent.book.custom_doc_props["milepost_stamp"].value == stamp
    assert sent.book.defined_names["milepost_stamp"].attr_text == f'"{stamp}"'


def test_what_is_locked_is_what_was_issued(sent: Sent) -> None:
    locked = issue()[1].locked
    assert fingerprint({key: sent.submission.locked[key] for key in locked}) == fingerprint(locked)
    assert [sheet.unread for sheet in sent.submission.sheets.values()] == [()] * 5


def test_the_form_still_guards_itself(sent: Sent) -> None:
    before = opened()
    assert sent.book.sheetnames == before.sheetnames
    for page in before.worksheets:
        after = sent.book[page.title]
        assert after.protection.sheet, page.title
        assert (after.sheet_state, after.print_title_rows) == (page.sheet_state, page.print_title_rows)
        assert after.row_dimensions[3].hidden == page.row_dimensions[3].hidden
        assert after.column_dimensions["C"].hidden == page.column_dimensions["C"].hidden
        assert _guards(after) == _guards(page)
        assert len(after.conditional_formatting) == len(page.conditional_formatting)
        open_cells = {cell.coordinate for row in page for cell in row if not cell.protection.locked}
        assert open_cells == {cell.coordinate for row in after for cell in row if not cell.protection.locked}


def _guards(page: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, tuple[str, str]]:
    """What each cell accepts: kind of the validation and its first limit or list; programs may spell it their way."""
    return {
        cell: (one.type, (one.formula1 or "").replace("$", "").replace("'", "").replace("1000000000000000", "1E+15"))
        for one in page.data_validations.dataValidation
        if one.type == "list"
        for area in str(one.sqref).split()
        for cell in (cell.coordinate for row in page[f"{area}:{area}" if ":" not in area else area] for cell in row)
    }


def test_the_status_column_was_computed(sent: Sent) -> None:
    computed = _looked_at(sent.xlsx, computed=True)
    said = [page_of(computed, "tasks").cell(row, 16).value for row in (5, 7, 8)]
    assert said == ["完整 complete", "完整 complete", "缺正文 text is missing"]
    # The form asks for the day to be typed plainly; the reader takes 20310630 all the same.
    assert page_of(computed, "tasks").cell(9, 16).value.endswith("date is outside the year")
    assert page_of(computed, "cases")["D5"].value == "缺正文 text is missing"


def test_hidden_sheets_stay_hidden(sent: Sent) -> None:
    book = read_workbook(sent.xlsx)
    assert isinstance(book, RawWorkbook)
    assert {one.name for one in book.sheets if one.state is not SheetState.VISIBLE} == {"_lists", "_meta"}
    assert "LibreOffice" in book.properties.application["Application"]


def test_an_ods_is_refused_with_what_to_do(sent: Sent) -> None:
    refusal = read_workbook(sent.ods)
    assert isinstance(refusal, Refusal)
    assert refusal.kind is RefusalKind.ODS
    finding = refused(refusal, CONTEXT)
    for words in WORDS:
        assert ".ods" in finding.message(words)
        assert ".xlsx" in finding.request(words)
