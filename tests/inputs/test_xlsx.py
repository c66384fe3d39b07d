"""Does our reader see what stands in a workbook, and the same as others see?"""

import io
import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from milepost.inputs.styles import format_kind
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.workbook import Area, CellKind, FormatKind, RawCell, RawSheet, RawWorkbook, SheetState, Span
from tests.inputs.packages import (
    MAIN,
    RELATIONS,
    STRICT,
    STRICT_RELATIONS,
    parts,
    relationships,
    workbook,
    worksheet,
    zipped,
)


def read(data: bytes) -> RawWorkbook:
    answer = read_workbook(data, file="north.xlsx")
    assert isinstance(answer, RawWorkbook), answer
    return answer


def sheet(rows: str, **more: object) -> RawSheet:
    return read(workbook(rows, **more)).sheets[0]


def only(rows: str, **more: object) -> RawCell:
    cells = list(sheet(rows, **more).cells())
    assert len(cells) == 1
    return cells[0]


def refused(data: bytes) -> Refusal:
    answer = read_workbook(data, file="north.xlsx")
    assert isinstance(answer, Refusal)
    return answer


@pytest.mark.parametrize(
    ("cell", "kind", "text", "formula"),
    [
        pytest.param('<c r="A1"><v>12</v></c>', CellKind.NUMBER, "12", None, id="number as stored"),
        pytest.param(
            '<c r="A1"><v>0.10000000000000001</v></c>', CellKind.NUMBER, "0.10000000000000001", None, id="digits"
        ),
        pytest.param('<c r="A1"><v>-1.5E-7</v></c>', CellKind.NUMBER, "-1.5E-7", None, id="exponent"),
        pytest.param('<c r="A1"><v>1e99999</v></c>', CellKind.TEXT, "1e99999", None, id="no number that Excel has"),
        pytest.param('<c r="A1"><v>1,5</v></c>', CellKind.TEXT, "1,5", None, id="text in a number cell stays text"),
        pytest.param('<c r="A1" t="b"><v>1</v></c>', CellKind.BOOL, "1", None, id="yes"),
        pytest.param('<c r="A1" t="e"><v>#N/A</v></c>', CellKind.ERROR, "#N/A", None, id="error value"),
        pytest.param('<c r="A1" t="d"><v>2024-06-30</v></c>', CellKind.DATE_ISO, "2024-06-30", None, id="ISO date"),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><t> a </t></is></c>', CellKind.TEXT, " a ", None, id="inline blanks kept"
        ),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><r><t>完</t></r><r><rPr><b/></rPr><t>成</t></r>'
            '<rPh sb="0" eb="1"><t>wan</t></rPh></is></c>',
            CellKind.TEXT,
            "完成",
            None,
            id="rich inline text without phonetic hints",
        ),
        pytest.param('<c r="A1" t="s"><v>0</v></c>', CellKind.TEXT, "第一\n第二", None, id="shared text"),
        pytest.param('<c r="A1" t="s"><v>1</v></c>', CellKind.TEXT, "ab", None, id="shared rich text"),
        pytest.param('<c r="A1" t="s"><v>2</v></c>', CellKind.TEXT, "a\rb_x000D_", None, id="escaped characters"),
        pytest.param('<c r="A1" t="s"><v>3</v></c>', CellKind.TEXT, "", None, id="an empty text is a text"),
        pytest.param('<c r="A1" t="s"><v>4</v></c>', CellKind.TEXT, "\N{GRINNING FACE}\ufffd\ufffd", None, id="pairs"),
        pytest.param('<c r="A1"><f>1+1</f><v>2</v></c>', CellKind.NUMBER, "2", "1+1", id="formula and its value"),
        pytest.param('<c r="A1"><f>1+1</f></c>', CellKind.EMPTY, None, "1+1", id="formula never calculated"),
        pytest.param('<c r="A1"><f>1+1</f><v></v></c>', CellKind.EMPTY, None, "1+1", id="formula with an empty value"),
        pytest.param('<c r="A1" t="str"><f>""</f><v></v></c>', CellKind.TEXT, "", '""', id="formula giving no text"),
        pytest.param('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', CellKind.NUMBER, "2", "", id="shared formula"),
        pytest.param(
            '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!", "1/0", id="failed formula"
        ),
    ],
)
def test_what_a_cell_holds(cell: str, kind: CellKind, text: str | None, formula: str | None) -> None:
    strings = [
        "<t>第一\n第二</t>",
        '<r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>hint</t></rPh><phoneticPr fontId="1"/>',
        "<t>a_x000D_b_x005F_x000D_</t>",
        "<t/>",
        "<t>_xD83D__xDE00__xD83D__x0007_</t>",
    ]
    found = only(f'<row r="1">{cell}</row>', strings=strings)
    assert (found.kind, found.text, found.formula) == (kind, text, formula)


def test_an_empty_cell_is_no_cell() -> None:
    assert sheet('<row r="1"><c r="A1" s="1"/><c r="B1" t="s"/></row><row r="2"/>').rows == {}


def test_cells_and_rows_without_an_address_count_on() -> None:
    first, second, third = ("<c><v>1</v></c>" * 2, '<c r="C5"><v>3</v></c><c><v>4</v></c>', "<c><v>5</v></c>")
    rows = f'<row>{first}</row><row r="5">{second}</row><row>{third}</row>'
    assert [cell.address for cell in sheet(rows).cells()] == ["A1", "B1", "C5", "D5", "A6"]


def test_rows_out_of_order_come_in_order() -> None:
    rows = '<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>'
    assert [cell.address for cell in sheet(rows).cells()] == ["A1", "A3", "B3"]


def test_a_far_cell_costs_nothing_and_a_declared_size_means_nothing() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    data = zipped(parts({"Sheet1": worksheet(far, before='<dimension ref="A1"/>')}))
    assert [cell.address for cell in read(data).sheets[0].cells()] == ["A1", "XFD1048576"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="-1"/>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    ],
)
def test_an_impossible_reference_is_refused(rows: str) -> None:
    assert refused(workbook(rows, strings=["<t>a</t>"])).kind is RefusalKind.BROKEN_REFERENCE


def test_a_cell_given_twice_is_refused_because_readers_would_differ() -> None:
    answer = refused(workbook('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))
    assert (answer.kind, answer.facts) == (RefusalKind.REPEATED_CELL, {"sheet": "Sheet1", "cell": "A1"})


def test_the_declared_count_of_texts_means_nothing() -> None:
    members = parts({"Sheet1": worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}, strings=["<t>a</t>"])
    text = str(members["xl/sharedStrings.xml"]).replace("<sst ", '<sst count="4000000000" uniqueCount="4000000000" ')
    members["xl/sharedStrings.xml"] = text
    assert read(zipped(members)).sheets[0].rows[1][1].text == "a"


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        (0, FormatKind.GENERAL),
        (1, FormatKind.PERCENT),
        (2, FormatKind.DATE),
        (3, FormatKind.TEXT),
        (4, FormatKind.DATE),
        (5, FormatKind.GENERAL),
        (6, FormatKind.NUMBER),
        (99, FormatKind.GENERAL),
    ],
)
def test_the_format_of_a_cell(style: int, kind: FormatKind) -> None:
    assert only(f'<row r="1"><c r="A1" s="{style}"><v>45473</v></c></row>').format is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", FormatKind.GENERAL),
        ("", FormatKind.GENERAL),
        ("G/通用格式", FormatKind.GENERAL),
        ('General"元"', FormatKind.GENERAL),
        ("0.00", FormatKind.NUMBER),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", FormatKind.NUMBER),
        ("0.00E+00", FormatKind.NUMBER),
        ('0.0"days"', FormatKind.NUMBER),
        ("0\\d", FormatKind.NUMBER),
        ("[$¥-804]#,##0", FormatKind.NUMBER),
        (";;;", FormatKind.NUMBER),
        ("0.0%", FormatKind.PERCENT),
        ("0％", FormatKind.PERCENT),
        ('0"%"', FormatKind.NUMBER),
        ("@", FormatKind.TEXT),
        ("yyyy-mm-dd", FormatKind.DATE),
        ("yyyy\\-mm\\-dd;@", FormatKind.DATE),
        ("[$-804]yyyy年m月d日", FormatKind.DATE),
        ("[DBNum1][$-804]yyyy年m月", FormatKind.DATE),
        ("[h]:mm", FormatKind.DATE),
        ("上午/下午h时", FormatKind.DATE),
        ("aaaa", FormatKind.DATE),
    ],
)
def test_what_a_number_format_makes_of_a_number(code: str, kind: FormatKind) -> None:
    assert format_kind(code) is kind


@pytest.mark.parametrize("number", [14, 22, 27, 31, 36, 45, 46, 50, 57, 58])
def test_built_in_dates_the_chinese_ones_too(number: int) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    assert only('<row r="1"><c r="A1"><v>45473</v></c></row>', styles=styles).format is FormatKind.DATE


def test_a_workbook_without_styles_is_read() -> None:
    assert only('<row r="1"><c r="A1" s="4"><v>1</v></c></row>', styles=None).format is FormatKind.GENERAL


def test_what_a_sheet_says_beside_its_cells() -> None:
    before = (
        '<sheetFormatPr zeroHeight="1"/><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/></cols>'
    )
    rows = '<row r="2" hidden="1"/><row r="3" ht="0"/><row r="5" hidden="true"/><row r="6"><c r="A6"><v>1</v></c></row>'
    after = (
        '<sheetProtection sheet="1"/><autoFilter ref="A1:B2"/><mergeCells><mergeCell ref="B2:D5"/></mergeCells>'
        '<dataValidations><dataValidation sqref="A1"/></dataValidations>'
        '<hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks><extLst><ext xmlns:x14="urn:x14">'
        "<x14:dataValidations><x14:dataValidation/></x14:dataValidations></ext></extLst>"
    )
    found = read(zipped(parts({"Sheet1": worksheet(rows, before, after)}))).sheets[0]
    assert found.merges == (Area(2, 2, 5, 4),)
    assert found.hidden_rows == (Span(2, 3), Span(5, 5))
    assert found.hidden_columns == (Span(2, 3), Span(5, 5))
    assert (found.hides_other_rows, found.protected, found.has_autofilter) == (True, True, True)
    assert (found.validations, found.hyperlinks, found.part) == (2, 1, "xl/worksheets/sheet1.xml")
    assert (found.row_hidden(3), found.row_hidden(6), found.column_hidden(5), found.column_hidden(4)) == (
        True,
        False,
        True,
        False,
    )


def test_protection_that_is_off_is_off() -> None:
    data = zipped(parts({"Sheet1": worksheet("", after='<sheetProtection sheet="0"/>')}))
    assert not read(data).sheets[0].protected


def test_states_names_and_the_date_system() -> None:
    members = parts(
        {"一": worksheet(""), "二": worksheet(""), "三": worksheet("")},
        workbook_before='<workbookPr date1904="1"/>',
        workbook_after='<definedNames><definedName name="stamp" hidden="1">"a|b"</definedName>'
        '<definedName name="list" localSheetId="1">三!$A$1</definedName></definedNames>',
    )
    text = str(members["xl/workbook.xml"])
    text = text.replace('sheetId="2"', 'sheetId="2" state="hidden"').replace(
        'sheetId="3"', 'sheetId="3" state="veryHidden"'
    )
    members["xl/workbook.xml"] = text
    found = read(zipped(members))
    assert [(one.name, one.state) for one in found.sheets] == [
        ("一", SheetState.VISIBLE),
        ("二", SheetState.HIDDEN),
        ("三", SheetState.VERY_HIDDEN),
    ]
    assert [(one.name, one.refers_to, one.sheet, one.hidden) for one in found.defined_names] == [
        ("stamp", '"a|b"', None, True),
        ("list", "三!$A$1", 1, False),
    ]
    assert found.date1904


def test_two_sheets_of_one_name_are_refused() -> None:
    assert refused(zipped(parts({"a": worksheet(""), "A": worksheet("")}))).kind is RefusalKind.REPEATED_SHEET


def test_strict_workbooks_are_read() -> None:
    members = parts(
        {"Sheet1": worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', namespace=STRICT)},
        strings=["<t>a</t>"],
        namespace=STRICT,
        base=STRICT_RELATIONS,
    )
    assert read(zipped(members)).sheets[0].rows[1][1].text == "a"


def test_prefixed_names_are_read() -> None:
    cell = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    part = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{cell}</x:sheetData></x:worksheet>'
    assert read(zipped(parts({"Sheet1": part}))).sheets[0].rows[1][1].text == "1"


def test_elements_of_foreign_namespaces_are_no_cells() -> None:
    part = worksheet('<row r="1"><y:c xmlns:y="urn:y" r="A1"><y:v>1</y:v></y:c></row>')
    assert read(zipped(parts({"Sheet1": part}))).sheets[0].rows == {}


def test_utf_16_is_read() -> None:
    members = parts({"Sheet1": worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>完成</t></is></c></row>')})
    text = str(members["xl/worksheets/sheet1.xml"]).replace("UTF-8", "UTF-16")
    members["xl/worksheets/sheet1.xml"] = text.encode("utf-16")
    assert read(zipped(members)).sheets[0].rows[1][1].text == "完成"


def test_a_chart_sheet_has_no_cells() -> None:
    members = parts({"Sheet1": worksheet(""), "Chart": "<chartsheet/>"})
    text = str(members["xl/_rels/workbook.xml.rels"])
    members["xl/_rels/workbook.xml.rels"] = text.replace(
        'worksheet" Target="worksheets/sheet2.xml', 'chartsheet" Target="worksheets/sheet2.xml'
    )
    assert [one.is_grid for one in read(zipped(members)).sheets] == [True, False]


def with_relations(source: str, entries: list[tuple[str, str, str]], more: dict[str, str], cell: str = "") -> bytes:
    members = parts({"Sheet1": worksheet(f'<row r="1">{cell}</row>')})
    name = f"xl/{'_rels/workbook.xml' if source == 'workbook' else 'worksheets/_rels/sheet1.xml'}.rels"
    old = str(members.get(name, relationships([])))
    links = "".join(f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{to}"/>' for key, kind, to in entries)
    members[name] = old.replace("</Relationships>", links + "</Relationships>")
    return zipped({**members, **more})


LINK = f'<externalLink xmlns="{MAIN}"><{{}} xmlns:r="{RELATIONS}"/></externalLink>'
DRAWING = {
    "xl/drawings/d.xml": "<a/>",
    "xl/drawings/_rels/d.xml.rels": relationships([("r", "image", "../media/i.png")]),
}


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (with_relations("workbook", [("x", "vbaProject", "vbaProject.bin")], {}), "macros"),
        (
            with_relations("workbook", [("x", "externalLink", "e.xml")], {"xl/e.xml": LINK.format("externalBook")}),
            "external_links",
        ),
        (with_relations("workbook", [("x", "externalLink", "e.xml")], {"xl/e.xml": LINK.format("ddeLink")}), "dde"),
        (with_relations("sheet", [("x", "oleObject", "../embeddings/o.bin")], {}), "embedded"),
        (with_relations("sheet", [("x", "drawing", "../drawings/d.xml")], DRAWING), "pictures"),
        (with_relations("workbook", [("x", "cellImage", "cellimages.xml")], {}), "pictures_in_cells"),
        (
            with_relations("sheet", [], {}, '<c r="A1" t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'),
            "pictures_in_cells",
        ),
        (with_relations("sheet", [], {}, '<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>'), "pictures_in_cells"),
        (with_relations("sheet", [("x", "comments", "../comments1.xml")], {}), "comments"),
        (with_relations("sheet", [("x", "threadedComment", "../t.xml")], {}), "threaded_comments"),
        (with_relations("workbook", [("x", "connections", "connections.xml")], {}), "connections"),
    ],
)
def test_what_the_package_holds_beside_cells(data: bytes, fact: str) -> None:
    assert getattr(read(data).facts, fact) is True
    assert getattr(read(workbook("")).facts, fact) is False


def filled() -> bytes:
    """A workbook of many kinds of cell, written by openpyxl."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "任务进展 Tasks"
    first.append(["id", "state", "percent", "date", "text"])
    for number in range(2, 60):
        first.append(
            [
                f"{number}a",
                "完成" if number % 2 else "done",
                number / 100,
                date(2024, 6, number % 28 + 1),
                f"第{number}项\n<&>",
            ]
        )
        first.cell(number, 3).number_format = "0%"
        first.cell(number, 4).number_format = "yyyy/m/d"
    first["G1"] = "=1+1"
    first["G2"] = True
    first["G3"] = "#N/A"
    first["G4"] = " blanks "
    first["G5"] = 1234567.891
    first["XFD1048576"] = "far"
    first["A1"].comment = Comment("hello", "me")
    first.merge_cells("I1:J3")
    first.column_dimensions["F"].hidden = True
    first.protection.sheet = True
    first["B2"].protection = Protection(locked=False)
    rule = DataValidation(type="list", formula1='"done,open"')
    rule.add("B2:B60")
    first.add_data_validation(rule)
    hidden = book.create_sheet("lists")
    hidden.sheet_state = "veryHidden"
    hidden.append(["a", None, "c"])
    book.defined_names["stamp"] = DefinedName("stamp", attr_text='"a|1|2024|u|p|c"')
    book.custom_doc_props.append(StringProperty(name="milepost", value="a|1|2024"))
    book.properties.title = "Form"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def seen_by_openpyxl(data: bytes) -> dict[tuple[str, str], str]:
    """Sheet and address -> what openpyxl reads, as text."""
    found = {}
    for page in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        # Its dense walk to the far cell would take minutes; its sparse store is what it read.
        for (_, _), cell in page._cells.items():  # type: ignore[attr-defined]
            if cell.value is not None:
                found[page.title, cell.coordinate] = cell
    return {place: _plain(cell.value) for place, cell in found.items()}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:.12g}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")


def seen_by_us(book: RawWorkbook) -> dict[tuple[str, str], str]:
    found = {}
    for page in book.sheets:
        for cell in page.cells():
            if cell.formula is not None:
                text = f"={cell.formula}"
            elif cell.format is FormatKind.DATE and cell.kind is CellKind.NUMBER:
                text = str(date.fromordinal(date(1899, 12, 30).toordinal() + int(float(str(cell.text)))))
            elif cell.kind is CellKind.NUMBER:
                text = _plain(float(str(cell.text)))
            else:
                text = str(cell.text)
            found[page.name, cell.address] = text
    return found


def test_we_see_what_openpyxl_wrote_and_reads() -> None:
    data = filled()
    book = read(data)
    assert seen_by_us(book) == seen_by_openpyxl(data)
    first, hidden = book.sheets
    assert first.merges == (Area(1, 9, 3, 10),)
    assert (first.protected, first.has_comments, first.validations) == (True, True, 1)
    assert first.column_hidden(6)
    assert first.rows[2][3].format is FormatKind.PERCENT
    assert hidden.state is SheetState.VERY_HIDDEN
    assert book.properties.custom == {"milepost": "a|1|2024"}
    assert book.properties.core["title"] == "Form"
    assert book.properties.application["Application"].startswith("Microsoft Excel")
    assert [(name.name, name.refers_to) for name in book.defined_names] == [("stamp", '"a|1|2024|u|p|c"')]


def test_we_see_what_libreoffice_wrote(office: Callable[[Path, str], Path], tmp_path: Path) -> None:
    source = tmp_path / "form.xlsx"
    source.write_bytes(filled())
    saved = office(source, "xlsx").read_bytes()
    book = read(saved)
    assert seen_by_us(book) == seen_by_openpyxl(saved)
    before, after = seen_by_us(read(source.read_bytes())), seen_by_us(book)
    retyped = {("任务进展 Tasks", "G2"), ("任务进展 Tasks", "G3")}  # LibreOffice makes formulas of TRUE and #N/A
    assert {place: after[place] for place in before if place not in retyped} == {
        place: text for place, text in before.items() if place not in retyped
    }
    assert book.properties.application["Application"].startswith("LibreOffice")
    assert book.sheets[0].rows[1][7].text == "2"
    assert (book.sheets[0].protected, book.sheets[0].has_comments, book.properties.custom["milepost"]) == (
        True,
        True,
        "a|1|2024",
    )


def test_what_was_read_travels_between_processes() -> None:
    book = read(filled())
    assert pickle.loads(pickle.dumps(book)) == book
    answer = refused(b"%PDF-")
    assert pickle.loads(pickle.dumps(answer)) == answer


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "north.xlsx"
    path.write_bytes(filled())
    book = read_workbook(path)
    assert isinstance(book, RawWorkbook)
    assert (book.file, len(book.sha256)) == ("north.xlsx", 64)
