"""Is an issued form whole: does it guide, guard and remember what it must, and look the same every time?"""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.form import FIRST_ROW, KEY_ROW, Kind, form_of
from milepost.inputs.issue import write_form
from milepost.inputs.rows import known_at
from milepost.inputs.stamp import fingerprint, locked_text
from milepost.inputs.validation import MOST_ERROR, MOST_PROMPT, MOST_TITLE
from milepost.model.plan import Unit
from milepost.model.submission import Stamp
from tests.inputs.made_up import (
    DEFINITION,
    ENGLISH,
    FRAMEWORK,
    ISSUED,
    NONE,
    PIER,
    PLAN,
    PORT,
    REPOSITORY,
    SERIES,
    WORDS,
    YEAR,
    issue,
    published,
)

NAMES = [
    "填报说明 Guide",
    "任务进展 Tasks",
    "关键数据 Figures",
    "指标数据 Indicators",
    "典型案例 Cases",
    "签报 Sign-off",
]


@pytest.fixture(scope="module")
def content() -> bytes:
    return issue()[0]


@pytest.fixture
def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def columns(page: Worksheet) -> dict[str, int]:
    return {page.cell(KEY_ROW, at).value: at for at in range(1, page.max_column + 1)}


def row_of(page: Worksheet, identity: str) -> int:
    return next(row for row in range(FIRST_ROW, page.max_row + 1) if page.cell(row, 1).value == identity)


def cell(book: openpyxl.Workbook, sheet: str, row: str, key: str) -> openpyxl.cell.Cell:
    page = book[next(name for name in NAMES if name.endswith(sheet))]
    return page.cell(row_of(page, row), columns(page)[key])


def guard_of(page: Worksheet, coordinate: str) -> object:
    return next(one for one in page.data_validations.dataValidation if coordinate in one.sqref)


def test_the_sheets_in_order(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [*NAMES, "_lists", "_meta"]
    assert [page.sheet_state for page in book.worksheets] == ["visible"] * 6 + ["hidden"] * 2


def test_the_stamp_stands_in_three_places_and_says_the_same(book: openpyxl.Workbook) -> None:
    _, issued = issue()
    line = book["_meta"]["A1"].value
    assert book.custom_doc_props["milepost_stamp"].value == line
    assert book.defined_names["milepost_stamp"].attr_text == f'"{line}"'
    assert Stamp.parse(line) == Stamp("milepost-form", 1, YEAR, "PORT", "5e" * 6, fingerprint(issued.locked)[:12])
    assert (issued.unit, issued.layout, issued.plan, issued.file) == ("PORT", 1, "5e" * 32, "PORT-2031.xlsx")


def test_what_was_locked_is_remembered_by_meaning() -> None:
    locked = issue()[1].locked
    assert locked["tasks!2a!title"] == "渔网规则"
    assert locked["tasks!1!due"] == "2031-09-30"
    assert locked["tasks!2!state"] == ""
    assert locked["indicators!share|2031|Y|!data_year"] == "2031"
    assert locked["sign_off!sign_off!unit"] == "港务局\nPort Authority & Co."
    assert not [key for key in locked if key.endswith("!status")]
    assert "tasks!2a!state" not in locked


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("  e\u0301\r\nx ", "é\nx"),
        (Decimal("14.0"), "14"),
        (9007199254740993, "9.00719925474e+15"),
        (date(2031, 6, 30), "2031-06-30"),
    ],
)
def test_a_locked_cell_has_one_spelling(value: object, text: str) -> None:
    assert locked_text(value) == text


def test_the_fingerprint_does_not_depend_on_the_order() -> None:
    assert fingerprint({"a": "1", "b": "2"}) == fingerprint({"b": "2", "a": "1"})
    assert fingerprint({"a": "1", "b": "2"}) != fingerprint({"a": "12", "b": ""})


def test_only_what_the_unit_fills_in_is_open(book: openpyxl.Workbook) -> None:
    form = form_of(YEAR)
    for key, name in zip([one.key for one in form.sheets], NAMES, strict=True):
        page = book[name]
        assert page.protection.sheet
        assert page.protection.password is None
        assert not page.protection.formatColumns
        assert not page.protection.formatRows
        open_cells = {one.coordinate for row in page for one in row if not one.protection.locked}
        if key == "guide":
            assert not open_cells
            continue
        sheet = form.sheet(key)
        if key in ("cases", "sign_off"):
            assert {coordinate[0] for coordinate in open_cells} == {"B"}
            assert len(open_cells) == len(sheet.entries) * sheet.cards
        else:
            at = columns(page)
            expected = {
                page.cell(row, at[one.key]).coordinate
                for row in range(FIRST_ROW, page.max_row + 1)
                for one in sheet.entries
            }
            if key == "tasks":
                own = row_of(page, "2")
                expected -= {page.cell(own, at[one]).coordinate for one in ("state", "completed_on", "percent")}
            if key == "indicators":
                newer = [
                    row for row in range(FIRST_ROW, page.max_row + 1) if page.cell(row, at["data_year"]).value == YEAR
                ]
                expected -= {page.cell(row, at["revised_value"]).coordinate for row in newer}
            assert open_cells == expected


def test_a_measure_has_a_row_below_its_task(book: openpyxl.Workbook) -> None:
    page = book[NAMES[1]]
    assert [page.cell(row, 1).value for row in range(FIRST_ROW, page.max_row + 1)] == ["1", "2", "2a", "2b", "3"]
    assert cell(book, "Tasks", "2a", "due").value.date() == date(2031, 6, 30)
    assert cell(book, "Tasks", "1", "role").value == "牵头"


def test_what_is_known_is_prefilled(book: openpyxl.Workbook) -> None:
    assert cell(book, "Indicators", "share|2031|Y|", "previous").value == "2030年：40.5\n2029年：39.5"
    assert cell(book, "Indicators", "ships|2030|Y|", "previous").value == "2030年：120"
    assert cell(book, "Indicators", "ships|2030|Y|in", "breakdown").value == "进港"


def test_a_value_published_after_the_day_of_issue_is_not_known() -> None:
    series = (*SERIES, published("share", 2031, "44", "2032-01"), published("share", 2028, "1", "2031-12"))
    assert known_at(series, date(2031, 12, 30)) == SERIES
    assert len(known_at(series, date(2031, 12, 31))) == len(SERIES) + 1


def test_text_is_kept_as_text(book: openpyxl.Workbook) -> None:
    title = cell(book, "Tasks", "3", "title")
    assert (title.value, title.data_type, title.quotePrefix) == ("=1+1不是算式", "s", True)
    page = book[NAMES[1]]
    kinds = {one.key: one.kind for one in form_of(YEAR).sheet("tasks").columns}
    formats = {key: page.cell(FIRST_ROW, at).number_format for key, at in columns(page).items()}
    assert {formats[key] for key, kind in kinds.items() if kind in (Kind.TEXT, Kind.ID, Kind.CHOICE)} == {"@"}
    assert formats["completed_on"] == formats["due"] == "yyyy-mm-dd"
    assert formats["percent"] == "General"


def test_a_share_keeps_the_sign_that_is_typed_with_it(book: openpyxl.Workbook) -> None:
    """A fixed format would store 41.5 % as 0.415 and show no sign; a general one becomes a per cent format."""
    assert cell(book, "Indicators", "share|2031|Y|", "value").number_format == "General"
    assert cell(book, "Indicators", "ships|2031|Y|", "value").number_format == "0"


def test_drop_downs_show_lists_of_the_hidden_sheet(book: openpyxl.Workbook) -> None:
    lists = book["_lists"]

    def entries(coordinate: str, page: Worksheet) -> list[object]:
        guard = guard_of(page, coordinate)
        assert (guard.type, guard.showErrorMessage, guard.errorStyle) == ("list", True, "stop")
        area = guard.formula1.removeprefix("_lists!").replace("$", "")
        return [row[0].value for row in lists[area]]

    assert entries(cell(book, "Tasks", "1", "state").coordinate, book[NAMES[1]]) == [
        "未启动 not started",
        "推进中 in progress",
        "取得阶段性进展 phased progress",
        "已完成 completed",
        "持续推进 continuing",
        "进展滞后 delayed",
        "取消 cancelled",
    ]
    assert entries("B5", book[NAMES[2]]) == ["1 疏浚港池", "2 制定两项规则", "3 =1+1不是算式"]
    assert entries(cell(book, "Tasks", "1", "restricted").coordinate, book[NAMES[1]]) == ["是 yes", "否 no"]


@pytest.mark.parametrize(
    ("sheet", "row", "key", "kind", "low", "high"),
    [
        ("Tasks", "1", "percent", "decimal", "0", "100"),
        ("Tasks", "1", "completed_on", "date", "DATE(2031,1,1)", "DATE(2031,12,31)"),
        ("Tasks", "1", "text", "textLength", "800", None),
        ("Figures", "7", "value", "decimal", "-1E+15", "1E+15"),
        ("Indicators", "share|2031|Y|", "value", "decimal", "0", "100"),
        ("Indicators", "ships|2031|Y|in", "value", "decimal", "0", "1E+15"),
    ],
)
def test_limits_come_from_the_constraints(
    book: openpyxl.Workbook, sheet: str, row: str, key: str, kind: str, low: str, high: str | None
) -> None:
    found = cell(book, sheet, row, key)
    guard = guard_of(found.parent, found.coordinate)
    assert guard.type == kind
    assert [_number(guard.formula1), _number(guard.formula2)] == [_number(low), _number(high)]
    assert guard.error


def _number(text: str | None) -> object:
    return text if text is None or text.startswith("DATE") else Decimal(text)


def test_messages_are_no_longer_than_excel_opens(book: openpyxl.Workbook) -> None:
    guards = [guard for page in book.worksheets for guard in page.data_validations.dataValidation]
    assert guards
    for guard in guards:
        assert len(guard.promptTitle or "") <= MOST_TITLE
        assert len(guard.prompt or "") <= MOST_PROMPT
        assert len(guard.errorTitle or "") <= MOST_TITLE
        assert len(guard.error or "") <= MOST_ERROR
    prompts = {guard.prompt for guard in guards}
    assert "请选择“是”或“否”。\nChoose yes or no." in prompts


def test_formulas_are_short_enough_for_every_program(book: openpyxl.Workbook) -> None:
    for page in book.worksheets:
        for area in page.conditional_formatting:
            for rule in area.rules:
                assert all(len(formula) <= 255 for formula in rule.formula), (page.title, area.sqref)
        formulas = [one.value for row in page for one in row if one.data_type == "f"]
        assert all(len(formula) <= 8192 for formula in formulas)
        assert all(literal not in formula for formula in formulas for literal in ("_xlfn", "LET(", "{"))


def test_a_task_without_own_state_is_not_asked_for_it(book: openpyxl.Workbook) -> None:
    own, measure = (cell(book, "Tasks", row, "status").value for row in ("2", "2a"))
    assert "缺状态" in measure
    assert "缺状态" not in own
    assert "缺正文" in own


def test_an_untouched_ready_row_says_nothing(book: openpyxl.Workbook) -> None:
    formula = cell(book, "Figures", "1", "status").value
    assert formula.startswith("=IF(COUNTA(B5:F5)>0,IF(")
    assert formula.endswith(',"")')
    assert book[NAMES[4]]["D5"].value.startswith("=IF(COUNTA(B5:B12)>0,")


def test_it_prints_on_a4_across(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[:6]:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.oddFooter.center.text == "&P / &N"
        assert page.oddHeader.left.text == "港务局"
    assert book[NAMES[1]].print_title_rows == "$4:$4"
    assert book[NAMES[1]].page_setup.fitToWidth == 2
    assert len(book[NAMES[4]].row_breaks.brk) == 4


def test_a_name_with_an_ampersand_is_no_command_in_the_header() -> None:
    book = openpyxl.load_workbook(io.BytesIO(issue(words=ENGLISH)[0]))
    assert book["Guide"].oddHeader.left.text == "Port Authority && Co."


def test_titles_stand_in_the_first_cell_and_keys_are_hidden(book: openpyxl.Workbook) -> None:
    for page in book.worksheets[:6]:
        assert page["A1"].value
        assert not page.merged_cells.ranges
    assert book[NAMES[1]].row_dimensions[KEY_ROW].hidden
    assert book[NAMES[4]].column_dimensions["C"].hidden
    assert [book[NAMES[4]][f"C{row}"].value for row in (5, 14)] == ["cards[1].title", "cards[2].title"]
    assert book[NAMES[5]]["C8"].value == "prepared_by"
    assert book[NAMES[1]].freeze_panes == "D5"


def test_entries_are_large_enough_to_read(book: openpyxl.Workbook) -> None:
    sizes = {one.font.sz for page in book.worksheets[:6] for row in page for one in row if not one.protection.locked}
    assert sizes == {11}


def test_the_guide_says_until_when_and_whom_to_ask(book: openpyxl.Workbook) -> None:
    said = [one.value for row in book[NAMES[0]] for one in row if one.value]
    assert {"2032-01-20", "3号房间", "Room 3", "港口委员会", "Harbour Council"} <= set(said)
    without = openpyxl.load_workbook(io.BytesIO(issue(deadline=None)[0]))
    assert "报送截止日期 Please send back by" in said
    assert "报送截止日期 Please send back by" not in [one.value for row in without[NAMES[0]] for one in row]


def test_a_unit_without_tasks_or_indicators_reads_that_nothing_is_asked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(issue(NONE)[0]))
    assert book[NAMES[1]]["A2"].value.startswith("本年度计划没有贵单位的任务")
    assert book[NAMES[3]]["A2"].value.startswith("贵单位不报送指标数据")
    assert book[NAMES[1]].max_row == FIRST_ROW - 1


def test_a_form_in_one_language_says_everything_once() -> None:
    book = openpyxl.load_workbook(io.BytesIO(issue(PIER, ENGLISH)[0]))
    assert book.sheetnames[:6] == ["Guide", "Tasks", "Figures", "Indicators", "Cases", "Sign-off"]
    texts = [one.value for page in book.worksheets for row in page for one in row if one.data_type == "s"]
    assert "Dredge the basin" in texts
    assert not [text for text in texts if any("\u3400" <= char <= "\u9fff" for char in text)]


def test_the_same_form_is_the_same_bytes(content: bytes, tmp_path: Path) -> None:
    assert issue()[0] == content
    program = (
        "import sys; from pathlib import Path; from tests.inputs.made_up import issue;"
        "Path(sys.argv[1]).write_bytes(issue()[0])"
    )
    other = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)]),
        "PYTHONHASHSEED": "11",
        "TZ": "Asia/Shanghai",
        "OPENPYXL_LXML": "False",
    }
    subprocess.run([sys.executable, "-c", program, tmp_path / "form.xlsx"], env=other, check=True)
    assert (tmp_path / "form.xlsx").read_bytes() == content


def test_the_file_says_the_day_of_issue_and_no_other(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count(f"{ISSUED.isoformat()}T00:00:00Z") == 2


def test_rows_grow_with_what_is_typed(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert '<row customHeight="1" ht="30" r="1">' in sheet
    assert 'ht="' in sheet.partition('r="5"')[0].rpartition("<row")[2]
    assert sheet.count("customHeight") == sheet.count("customHeight", 0, sheet.index('r="5"'))


def test_another_title_changes_the_fingerprint() -> None:
    unit = Unit("PORT", PIER.name)
    assert issue(unit)[1].locked != issue(PORT)[1].locked


def test_last_years_state_is_shown_where_it_is_known() -> None:
    content, issued = write_form(
        form_of(YEAR), PORT, PLAN, FRAMEWORK, SERIES, DEFINITION, WORDS, ISSUED, {"1": "推进中"}
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert cell(book, "Tasks", "1", "last_state").value == "推进中"
    assert issued.locked["tasks!1!last_state"] == "推进中"


def test_libreoffice_opens_it_and_says_what_is_missing(
    content: bytes, tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    entries = {
        ("1", "state"): "办结",
        ("1", "evidence"): "第1号",
        ("1", "text"): "完成疏浚。",
        ("2a", "state"): "进展滞后 delayed",
        ("2a", "text"): "推迟。",
        ("2b", "state"): "推进中 in progress",
        ("2b", "text"): "字" * 801,
    }
    for (row, key), value in entries.items():
        cell(book, "Tasks", row, key).value = value
    book[NAMES[2]]["B5"] = "1 疏浚港池"
    book[NAMES[4]]["B5"] = "一个案例"
    source = tmp_path / "form.xlsx"
    book.save(source)
    opened = openpyxl.load_workbook(office(source, "xlsx"), data_only=True)
    assert [cell(opened, "Tasks", row, "status").value for row in ("1", "2", "2a", "2b", "3")] == [
        "缺完成日期 completion date is missing",
        "缺正文 text is missing",
        "缺存在困难 difficulties are missing",
        "正文过长 text is too long",
        "缺状态 state is missing",
    ]
    assert cell(opened, "Figures", "1", "status").value == "缺数据名称 name is missing"
    assert not cell(opened, "Figures", "2", "status").value
    assert opened[NAMES[4]]["D5"].value == "缺正文 text is missing"
    assert opened.custom_doc_props["milepost_stamp"].value == book["_meta"]["A1"].value


def test_a_report_without_contact_or_notice_has_a_guide_all_the_same() -> None:
    definition = replace(DEFINITION, contact=None, notice=None)
    content, _ = write_form(form_of(YEAR), PORT, PLAN, FRAMEWORK, (), definition, WORDS, ISSUED)
    said = [one.value for row in openpyxl.load_workbook(io.BytesIO(content))[NAMES[0]] for one in row]
    assert "联系方式 Contact" not in said
