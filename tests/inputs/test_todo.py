"""Is the To do sheet pleasant, whole, and the only thing that is new in a returned workbook?"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator, ValidationSeverity

from milepost.inputs.answers import is_todo, read_answers
from milepost.inputs.form import FIRST_ROW, HINT_ROW, KEY_ROW, LABEL_ROW, TITLE_ROW
from milepost.inputs.patch import Mark, patch
from milepost.inputs.splice import CannotPatchError
from milepost.inputs.todo import COLUMNS, Todo, TodoLine, parse_key, written_key
from milepost.inputs.workbook_style import MOST_POINTS
from milepost.inputs.xlsx import read_workbook
from milepost.model.finding import Severity
from milepost.model.submission import FindingKey
from milepost.model.workbook import RawWorkbook
from tests.inputs.made_up import ENGLISH, WORDS, issue
from tests.inputs.packages import MAIN, RELATIONS, STRICT, STRICT_RELATIONS, members, parts, worksheet, zipped

NAME = "待办 To do"
ROWS = '<row r="2"><c r="A2" s="1"><v>0.5</v></c><c r="B2"><v>7</v></c></row>'
KEY = FindingKey("I05", "share|2031|Y|", "value", "a" * 64, "b" * 64)
LINE = TodoLine(
    subject="清洁泊位占比 2031\nShare of clean berths 2031",
    problem="“约八成”不是数字。\n“about eighty” is not a number.",
    expected="",
    found="about eighty",
    request="请只填写数字。\nEnter the number alone.",
    severity=Severity.REJECT,
    rule="I05",
    sheet="Sheet1",
    row=2,
    column=1,
    key=KEY,
)
DOUBT = replace(
    LINE, severity=Severity.DOUBT, rule="H01", row=12, column=28, key=replace(KEY, rule="H01"), answer="=yes"
)
NOTE = replace(LINE, severity=Severity.NOTE, rule="U03", problem="x" * 40_000, key=replace(KEY, rule="U03"))


def todo(*lines: TodoLine, words: object = WORDS, asked: bool = True) -> Todo:
    return Todo(lines, words, asked)  # type: ignore[arg-type]


def returned(data: bytes, *lines: TodoLine, marks: tuple[Mark, ...] = (), **more: object) -> bytes:
    return patch(data, marks, todo=todo(*lines, **more))  # type: ignore[arg-type]


def page(data: bytes, name: str = NAME) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == name
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def read(data: bytes) -> RawWorkbook:
    answer = read_workbook(data, file="north.xlsx")
    assert isinstance(answer, RawWorkbook), answer
    return answer


def two_sheets(**more: object) -> dict[str, str | bytes]:
    return parts({"Sheet1": worksheet(ROWS), "Other": worksheet(ROWS)}, **more)  # type: ignore[arg-type]


def part_of(data: bytes, name: str = NAME) -> str:
    return next(one.part for one in read(data).sheets if one.name == name)


# -- the sheet -------------------------------------------------------------------------------------------------------


def test_a_line_says_what_is_wrong_and_what_to_do() -> None:
    found = page(returned(zipped(two_sheets()), LINE))
    keys = [found.cell(KEY_ROW, at).value for at in range(1, len(COLUMNS) + 1)]
    line = {key: found.cell(FIRST_ROW, at).value for at, key in enumerate(keys, 1)}
    assert line == {
        "todo.number": 1,
        "todo.subject": LINE.subject,
        "todo.problem": LINE.problem,
        "todo.expected": None,
        "todo.found": "about eighty",
        "todo.request": LINE.request,
        "todo.cell": "A2 Sheet1",
        "todo.severity": "更正前不载入报告\nnot printed until it is corrected",
        "todo.rule": "I05",
        "todo.answer": None,
    }


def test_it_says_what_to_do_in_the_languages_of_the_form() -> None:
    both = page(returned(zipped(two_sheets()), LINE))
    assert both.cell(TITLE_ROW, 1).value == "待办事项 What is to be done"
    assert "报送次数" in str(both.cell(HINT_ROW, 1).value)
    assert both.cell(LABEL_ROW, 10).value == "答复\nAnswer"
    english = page(returned(zipped(two_sheets()), LINE, words=ENGLISH), "To do")
    assert english.cell(LABEL_ROW, 10).value == "Answer"
    assert english.cell(TITLE_ROW, 1).value == "What is to be done"


def test_nothing_is_to_be_sent_back_where_nobody_was_asked() -> None:
    found = page(returned(zipped(two_sheets()), LINE, asked=False))
    assert "send" not in str(found.cell(HINT_ROW, 1).value)


def test_every_sentence_is_there_in_chinese() -> None:
    from milepost.inputs import todo as said

    told = [said.NAME, said.TITLE, said.HINT, said.COMPILED_HINT, *said.SEVERITIES.values()]
    assert [one for one in [*told, *(column.label for column in COLUMNS)] if not WORDS[0].has(one)] == []


def test_the_link_leads_to_the_cell() -> None:
    data = zipped(parts({"It's here": worksheet(ROWS)}))
    found = page(returned(data, replace(LINE, sheet="It's here", row=12, column=28)))
    link = found.cell(FIRST_ROW, 7).hyperlink
    assert link is not None
    assert (link.location, link.target) == ("'It''s here'!AB12", None)


def test_only_the_answers_can_be_written_and_they_are_text() -> None:
    found = page(returned(zipped(two_sheets()), LINE, DOUBT))
    assert found.protection.sheet
    open_ones = {cell.coordinate for row in found.iter_rows() for cell in row if not cell.protection.locked}
    assert open_ones == {"J5", "J6"}
    answer = found["J6"]
    assert (answer.value, answer.data_type, answer.number_format) == ("=yes", "s", "@")
    assert (answer.fill.fgColor.rgb, answer.alignment.wrap_text) == ("FFFFFFFF", True)
    assert [str(one.sqref) for one in found.data_validations.dataValidation] == ["J5:J6"]


def test_it_is_easy_to_read_and_to_print() -> None:
    found = page(returned(zipped(two_sheets()), LINE, NOTE))
    assert found.freeze_panes == f"A{FIRST_ROW}"
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)
    assert found.page_setup.fitToWidth == 1
    assert found.print_title_rows == f"${LABEL_ROW}:${LABEL_ROW}"
    widths = [found.column_dimensions[openpyxl.utils.get_column_letter(at)].width for at in range(1, len(COLUMNS) + 1)]
    assert widths == [column.width for column in COLUMNS]
    assert all(found.cell(FIRST_ROW, at).alignment.wrap_text for at in range(1, len(COLUMNS) + 1))
    assert found.row_dimensions[KEY_ROW].hidden
    assert found.column_dimensions["K"].hidden
    assert 30 < (found.row_dimensions[FIRST_ROW].height or 0) < 200
    assert found.row_dimensions[FIRST_ROW + 1].height == MOST_POINTS
    assert {str(cell.value)[:1] for row in found.iter_rows() for cell in row if cell.data_type == "f"} == set()


def test_what_is_from_outside_stays_text() -> None:
    hostile = replace(LINE, subject="=1+1", problem='<c t="x">&amp;\x00_x0041_ 😀', found="@SUM(A1)", sheet="Sheet1")
    found = page(returned(zipped(two_sheets()), hostile))
    line = [found.cell(FIRST_ROW, at) for at in (2, 3, 5)]
    assert [cell.data_type for cell in line] == ["s", "s", "s"]
    assert line[0].value == "=1+1"
    (shown,) = (one for one in read(returned(zipped(two_sheets()), hostile)).sheets if one.name == NAME)
    cell = shown.cell(FIRST_ROW, 3)
    assert cell is not None
    assert cell.text == '<c t="x">&amp;�_x0041_ 😀'


# -- the rest of the workbook ----------------------------------------------------------------------------------------


def test_every_part_without_a_finding_is_the_same_bytes() -> None:
    original = two_sheets(strings=["<t>a</t>"])
    data = zipped({**original, "xl/media/image1.png": bytes(range(256)), "xl/vbaProject.bin": b"macros"})
    new = returned(data, LINE, marks=(Mark("Sheet1", 2, 1, "note", Severity.REJECT),))
    before, after = members(data), members(new)
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert "xl/worksheets/sheet3.xml" in after
    with zipfile.ZipFile(io.BytesIO(new)) as archive:
        assert archive.testzip() is None


def test_the_same_lines_give_the_same_bytes() -> None:
    data = zipped(two_sheets())
    assert returned(data, LINE, DOUBT) == returned(data, LINE, DOUBT)


def names_and_views(data: bytes) -> tuple[list[tuple[str, str | None, str]], dict[str, str]]:
    book = etree.fromstring(members(data)["xl/workbook.xml"])
    named = [(one.get("name"), one.get("localSheetId"), one.text) for one in book.iter(f"{{{MAIN}}}definedName")]
    view = next(book.iter(f"{{{MAIN}}}workbookView"))
    return named, dict(view.attrib)


VIEW = '<bookViews><workbookView firstSheet="1" activeTab="1" xWindow="3"/></bookViews>'
NAMES = (
    '<definedNames><definedName name="all">Other!$A$1</definedName><definedName name="_xlnm.Print_Area" '
    'localSheetId="1">Other!$A$1:$B$9</definedName></definedNames><calcPr calcId="191029"/>'
)


def test_names_that_belong_to_a_sheet_and_the_open_tab_follow_it() -> None:
    selected = worksheet(ROWS, before='<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>')
    found = parts({"Sheet1": worksheet(ROWS), "Other": selected}, workbook_before=VIEW, workbook_after=NAMES)
    new = returned(zipped(found), LINE)
    named, view = names_and_views(new)
    assert named == [
        ("_xlnm.Print_Titles", "0", "'待办 To do'!$4:$4"),
        ("all", None, "Other!$A$1"),
        ("_xlnm.Print_Area", "2", "Other!$A$1:$B$9"),
    ]
    # The other sheet has no finding: it stays as it is, selected, and so the workbook opens on it.
    assert view == {"xWindow": "3", "activeTab": "2"}
    assert members(new)["xl/worksheets/sheet2.xml"].decode() == selected
    assert "tabSelected" not in members(new)[part_of(new)].decode()


def test_the_workbook_opens_on_the_new_sheet_where_no_untouched_sheet_is_selected() -> None:
    selected = worksheet(ROWS, before='<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>')
    found = parts({"Sheet1": worksheet(ROWS), "Other": selected}, workbook_before=VIEW)
    new = returned(zipped(found), LINE, marks=(Mark("Other", 2, 1, "note", Severity.REJECT),))
    assert names_and_views(new)[1] == {"xWindow": "3"}
    chosen = [name for name, content in members(new).items() if b'tabSelected="1"' in content]
    assert chosen == [part_of(new)]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("", id="no names"),
        pytest.param("<definedNames/>", id="an empty list of names"),
        pytest.param('<externalReferences><externalReference r:id="x"/></externalReferences><calcPr/>', id="links"),
    ],
)
def test_the_order_of_a_workbooks_parts_is_the_standards(after: str) -> None:
    data = members(returned(zipped(two_sheets(workbook_after=after)), LINE))["xl/workbook.xml"].decode()
    order = ["sheets", "externalReferences", "definedNames", "calcPr"]
    places = [data.index(f"<{tag}") for tag in order if f"<{tag}" in data]
    assert places == sorted(places)
    assert "_xlnm.Print_Titles" in data


def test_prefixed_and_strict_workbooks_take_the_sheet() -> None:
    found = {name: str(text) for name, text in two_sheets().items()}
    for name in ("xl/workbook.xml", "xl/styles.xml"):
        prefixed = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", found[name])
        found[name] = prefixed.replace("xmlns=", "xmlns:x=")
    assert page(returned(zipped(found), LINE)).cell(FIRST_ROW, 9).value == "I05"

    strict = {name: str(text) for name, text in two_sheets(base=STRICT_RELATIONS, namespace=STRICT).items()}
    strict = {name: text.replace(MAIN, STRICT).replace(RELATIONS, STRICT_RELATIONS) for name, text in strict.items()}
    new = returned(zipped(strict), LINE)
    assert STRICT in members(new)[part_of(new)].decode()


def test_a_sheet_that_has_the_name_already_keeps_it() -> None:
    found = returned(zipped(parts({"待办 TO DO": worksheet(ROWS)})), replace(LINE, sheet="待办 TO DO"))
    assert openpyxl.load_workbook(io.BytesIO(found)).sheetnames == ["待办 To do (2)", "待办 TO DO"]


def test_without_formats_nothing_is_put_in() -> None:
    with pytest.raises(CannotPatchError, match="no cell formats"):
        returned(zipped(two_sheets(styles=None)), LINE)


# -- sent back and returned again ------------------------------------------------------------------------------------


def test_the_old_sheet_gives_way_to_the_new_one() -> None:
    data = zipped(two_sheets(workbook_before=VIEW, workbook_after=NAMES))
    first = returned(data, LINE, DOUBT)
    second = returned(first, NOTE)
    assert page(second).cell(FIRST_ROW, 9).value == "U03"
    assert openpyxl.load_workbook(io.BytesIO(second)).sheetnames == [NAME, "Sheet1", "Other"]
    assert set(members(second)) == set(members(first))
    assert names_and_views(second)[0] == names_and_views(first)[0]
    assert members(second)["xl/styles.xml"].count(b"<xf ") == members(returned(data, LINE, DOUBT, NOTE))[
        "xl/styles.xml"
    ].count(b"<xf ")


def test_without_anything_to_do_the_old_sheet_goes() -> None:
    data = zipped(two_sheets(workbook_before=VIEW, workbook_after=NAMES))
    clean = patch(returned(data, LINE), [])
    assert openpyxl.load_workbook(io.BytesIO(clean)).sheetnames == ["Sheet1", "Other"]
    before, after = members(data), members(clean)
    assert {name for name in before if before[name] != after[name]} == {"xl/styles.xml", "xl/workbook.xml"}
    assert names_and_views(clean)[0] == names_and_views(data)[0]
    assert set(after) == set(before)


def test_the_old_sheet_is_known_after_a_program_has_saved_it_under_another_name() -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned(zipped(two_sheets()), LINE)))
    book[NAME].title = "our list"
    book.move_sheet("our list", offset=2)
    stream = io.BytesIO()
    book.save(stream)
    again = openpyxl.load_workbook(io.BytesIO(returned(stream.getvalue(), DOUBT)))
    assert again.sheetnames == [NAME, "Sheet1", "Other"]


def test_keys_come_back() -> None:
    key = replace(KEY, row='a|"b"', column="")
    assert parse_key(written_key(key, "任务进展!F12")) == (key, "任务进展!F12")
    for broken in ("", "{}", "[1,2,3,4,5,6]", '["a"]', "[" * 100_000):
        assert parse_key(broken) is None


# -- other programs --------------------------------------------------------------------------------------------------


def test_libreoffice_opens_it_and_keeps_lines_answers_and_links(
    office: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    form = issue()[0]
    tasks = read(form).sheets[1].name
    file = tmp_path / "PORT-1.xlsx"
    lines = (replace(LINE, sheet=tasks, row=5, column=7), replace(DOUBT, sheet=tasks, row=5, column=8))
    file.write_bytes(returned(form, *lines, marks=(Mark(tasks, 5, 7, "note", Severity.REJECT),)))
    saved = office(file, "xlsx").read_bytes()
    book = read(saved)
    assert [one.name for one in book.sheets] == [NAME, *(one.name for one in read(form).sheets)]
    assert is_todo(book.sheets[0])
    assert [(one.key, one.words) for one in read_answers(book)] == [(lines[1].key, "=yes")]
    found = page(saved)
    assert found.cell(FIRST_ROW, 7).hyperlink.location.replace("$", "") == f"'{tasks}'!G5"  # type: ignore[union-attr]
    assert found.protection.sheet
    assert not found.cell(FIRST_ROW, 10).protection.locked
    assert openpyxl.load_workbook(io.BytesIO(returned(saved, LINE))).sheetnames[:2] == [NAME, read(form).sheets[0].name]


def complaints(data: bytes, file: Path) -> Counter[str]:
    """What a validator of the standard says of a workbook, each sentence with how often."""
    file.write_bytes(data)
    found = OpenXmlValidator(max_errors=0).validate(str(file)).errors
    return Counter(one.description for one in found if one.severity is ValidationSeverity.ERROR)


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    sheet = worksheet(ROWS, after="<sheetViews><sheetView workbookViewId='0'/></sheetViews>")
    assert complaints(zipped(parts({"Sheet1": sheet})), tmp_path / "x.xlsx")


@pytest.mark.parametrize("form", [False, True], ids=["a small workbook", "a form"])
def test_it_is_written_by_the_standards_schema(form: bool, tmp_path: Path) -> None:
    before = issue()[0] if form else zipped(two_sheets(workbook_before=VIEW, workbook_after=NAMES))
    sheet = read(before).sheets[1].name
    line = replace(LINE, sheet=sheet)
    first = returned(before, line, DOUBT, NOTE, marks=(Mark(sheet, 2, 1, "note", Severity.REJECT),))
    second = returned(first, line)
    known = complaints(before, tmp_path / "before.xlsx")
    assert complaints(first, tmp_path / "first.xlsx") - known == Counter()
    assert complaints(second, tmp_path / "second.xlsx") - known == Counter()
