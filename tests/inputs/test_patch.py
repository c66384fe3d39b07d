"""Does a workbook with notes still hold everything that was in it, and do others open it?"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from milepost.inputs.boxes import box_size, boxed_cells
from milepost.inputs.limits import DEFAULT_LIMITS
from milepost.inputs.patch import FILLS, Mark, patch
from milepost.inputs.splice import CannotPatchError
from milepost.inputs.threads import PERSON
from milepost.inputs.xlsx import read_workbook
from milepost.model.finding import Severity
from milepost.model.workbook import RawWorkbook
from tests.inputs.packages import (
    HEAD,
    MAIN,
    RELATIONS,
    STRICT,
    STRICT_RELATIONS,
    members,
    parts,
    relationships,
    workbook,
    worksheet,
    zipped,
)

REJECT, DOUBT, NOTE = Severity.REJECT, Severity.DOUBT, Severity.NOTE
ROWS = (
    '<row r="2" spans="1:3"><c r="A2" s="1"><v>0.5</v></c><c r="C2" s="3" t="inlineStr"><is><t>x</t></is></c></row>'
    '<row r="5"><c r="B5" s="6"><v>7</v></c></row>'
)
PLAIN = workbook(ROWS)


def mark(
    address: str, note: str = "状态缺失 State is missing", severity: Severity = REJECT, sheet: str = "Sheet1"
) -> Mark:
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert found
    return Mark(sheet, int(found[2]), openpyxl.utils.column_index_from_string(found[1]), note, severity)


def load(data: bytes, sheet: str = "Sheet1") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[sheet]


def colour(cell: Cell) -> str:
    return str(cell.fill.fgColor.rgb)[2:] if cell.fill.patternType == "solid" else ""


def note(cell: Cell) -> str:
    return cell.comment.text if cell.comment else ""


def read(data: bytes) -> RawWorkbook:
    answer = read_workbook(data, file="north.xlsx")
    assert isinstance(answer, RawWorkbook), answer
    return answer


def values(data: bytes) -> dict[str, tuple[str | None, str | None]]:
    return {
        f"{page.name}!{cell.address}": (cell.text, cell.formula) for page in read(data).sheets for cell in page.cells()
    }


def test_a_note_and_a_fill_on_each_cell() -> None:
    page = load(patch(PLAIN, [mark("A2"), mark("C2", '一 <&> "two"\nthree', DOUBT), mark("B5", "four", NOTE)]))
    assert [colour(page[cell]) for cell in ("A2", "C2", "B5")] == [FILLS[REJECT], FILLS[DOUBT], FILLS[NOTE]]
    assert note(page["A2"]) == "Milepost:\n状态缺失 State is missing"
    assert note(page["C2"]) == 'Milepost:\n一 <&> "two"\nthree'
    assert page["A2"].comment.author == "Milepost"


def test_the_rest_of_a_cells_format_stays() -> None:
    page = load(patch(PLAIN, [mark("A2"), mark("C2")]))
    assert page["A2"].number_format == "0%"
    assert page["C2"].number_format == "@"
    assert page["C2"].protection.locked is False
    assert page["A2"].value == 0.5


def test_cells_and_rows_that_do_not_exist_are_made_in_order() -> None:
    wanted = ["B1", "B2", "D2", "A3", "C3", "A5", "C5", "XFD1048576"]
    data = patch(PLAIN, [mark(address) for address in wanted])
    sheet = members(data)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<c r="([A-Z]+\d+)"', sheet) == [
        "B1", "A2", "B2", "C2", "D2", "A3", "C3", "A5", "B5", "C5", "XFD1048576",
    ]  # fmt: skip
    assert re.findall(r'<row r="(\d+)"', sheet) == ["1", "2", "3", "5", "1048576"]
    assert values(data) == values(PLAIN)
    assert "spans" not in sheet


@pytest.mark.parametrize(
    "data",
    ["", '<row r="2"/>', '<row r="2" s="1" customFormat="1"/><row r="4"></row>', "<row></row><row><c/></row>"],
    ids=["no rows", "an empty row", "rows without cells", "rows without numbers"],
)
def test_empty_rows_and_sheets_take_notes(data: str) -> None:
    page = load(patch(workbook(data), [mark("B2"), mark("A4"), mark("C4")]))
    assert [colour(page[cell]) for cell in ("B2", "A4", "C4")] == [FILLS[REJECT]] * 3


def test_an_empty_tag_of_rows_is_opened() -> None:
    part = worksheet("").replace("<sheetData></sheetData>", "<sheetData/>")
    assert note(load(patch(zipped(parts({"Sheet1": part})), [mark("B2")]))["B2"])


def test_a_new_cell_takes_the_format_of_its_row_or_column() -> None:
    before = '<cols><col min="3" max="4" width="12" style="3"/></cols>'
    rows = '<row r="2" s="1" customFormat="1"><c r="A2"/></row><row r="3"/>'
    page = load(patch(zipped(parts({"Sheet1": worksheet(rows, before)})), [mark("C2"), mark("D3"), mark("C9")]))
    assert [page[cell].number_format for cell in ("C2", "D3", "C9")] == ["0%", "@", "@"]


def test_several_notes_on_one_cell_are_one_the_gravest_first() -> None:
    page = load(patch(PLAIN, [mark("A2", "small", NOTE), mark("A2", "grave", REJECT), mark("A2", "small", NOTE)]))
    assert note(page["A2"]) == "Milepost:\ngrave\n\nsmall"
    assert colour(page["A2"]) == FILLS[REJECT]


def test_a_mark_under_a_merged_cell_goes_to_its_first_cell() -> None:
    part = worksheet(ROWS, after='<mergeCells count="1"><mergeCell ref="A2:B4"/></mergeCells>')
    page = load(patch(zipped(parts({"Sheet1": part})), [mark("B3", "inside"), mark("A2", "first")]))
    assert note(page["A2"]) == "Milepost:\ninside\n\nfirst"


def test_all_other_parts_are_the_same_bytes_and_packed_the_same() -> None:
    original = parts({"Sheet1": worksheet(ROWS), "Other": worksheet(ROWS)}, strings=["<t>a</t>"])
    data = zipped({**original, "xl/media/image1.png": bytes(range(256)) * 40, "docProps/app.xml": "<Properties/>"})
    new = patch(data, [mark("A2")])
    before, after = members(data), members(new)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"}
    assert set(after) - set(before) == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert list(after)[: len(before)] == list(before)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(new)) as made:
        assert made.testzip() is None
        for name in set(before) - changed:
            assert made.getinfo(name).compress_size == old.getinfo(name).compress_size
            assert made.getinfo(name).date_time == old.getinfo(name).date_time


def test_the_same_marks_give_the_same_bytes() -> None:
    marks = [mark("A2"), mark("D7", "b", DOUBT)]
    assert patch(PLAIN, marks) == patch(PLAIN, list(reversed(marks)))


def test_without_marks_nothing_changes() -> None:
    assert members(patch(PLAIN, [])) == members(PLAIN)


def with_protection() -> bytes:
    """A sheet with protection, validation in an extension, conditional format, picture and table, in Excel's order."""
    after = (
        '<sheetProtection sheet="1" objects="1" scenarios="1" password="CF07"/><conditionalFormatting sqref="A1:A9">'
        '<cfRule type="expression" dxfId="0" priority="1"><formula>A1&gt;3</formula></cfRule></conditionalFormatting>'
        '<dataValidations count="1"><dataValidation type="list" sqref="C2"><formula1>"a,b"</formula1></dataValidation>'
        '</dataValidations><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
        '<drawing r:id="rId1"/><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>Sheet1!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B5</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>5</xdr:col>'
        '<xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="95250" '
        'cy="95250"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        f'<a:blip xmlns:r="{RELATIONS}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>'
        '<a:prstGeom prst="rect"/></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>'
    )
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
        "0000000049454e44ae426082"
    )
    found = parts({"Sheet1": worksheet(ROWS, after=after)})
    types = str(found["[Content_Types].xml"])
    found["[Content_Types].xml"] = types.replace(
        "</Types>",
        '<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/drawings/drawing1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
    )
    return zipped(
        {
            **found,
            "xl/worksheets/_rels/sheet1.xml.rels": relationships([("rId1", "drawing", "../drawings/drawing1.xml")]),
            "xl/drawings/drawing1.xml": HEAD + drawing,
            "xl/drawings/_rels/drawing1.xml.rels": relationships([("rId1", "image", "../media/image1.png")]),
            "xl/media/image1.png": picture,
        }
    )


def test_protection_picture_and_validations_survive_and_the_order_is_excels() -> None:
    data = patch(with_protection(), [mark("A2"), mark("B5")])
    sheet = members(data)["xl/worksheets/sheet1.xml"].decode()
    order = ["<sheetProtection", "<dataValidations", "<drawing", "<legacyDrawing", "<extLst", "x14:dataValidation "]
    assert [sheet.index(tag) for tag in order] == sorted(sheet.index(tag) for tag in order)
    found = read(data)
    assert (found.sheets[0].protected, found.sheets[0].validations, found.facts.pictures) == (True, 2, True)
    with pytest.warns(UserWarning, match="Data Validation extension"):  # what openpyxl would drop
        page = load(data)
    assert note(page["A2"])
    assert len(page._images) == 1  # type: ignore[attr-defined]


OURS = 'id="_x0000_s1026"'


def commented() -> bytes:
    """A workbook whose cells A2 and B5 carry comments of a person."""
    book = openpyxl.load_workbook(io.BytesIO(PLAIN))
    page = book["Sheet1"]
    page["A2"].comment = Comment("please check <this>", "a person")
    page["B5"].comment = Comment("and this", "a person")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_comments_that_are_there_stay_and_take_the_note_behind_them() -> None:
    data = patch(commented(), [mark("A2", "note"), mark("C2", "another")])
    page = load(data)
    assert note(page["A2"]) == "please check <this>\nMilepost:\nnote"
    assert note(page["B5"]) == "and this"
    assert note(page["C2"]) == "Milepost:\nanother"
    assert page["A2"].comment.author == "a person"
    drawing = next(content for name, content in members(data).items() if name.endswith(".vml"))
    assert boxed_cells(drawing, "drawing", DEFAULT_LIMITS) == {(2, 1), (5, 2), (2, 3)}
    identities = re.findall(rb'id="(_x0000_s\d+)"', drawing)
    assert len(identities) == len(set(identities)) == 3


def test_a_workbook_sent_back_does_not_collect_notes_and_fills() -> None:
    first = patch(commented(), [mark("A2", "old"), mark("C2", "old"), mark("D9", "old")])
    second = patch(first, [mark("C2", "new", DOUBT)])
    page = load(second)
    assert [note(page[cell]) for cell in ("A2", "B5", "C2", "D9")] == [
        "please check <this>",
        "and this",
        "Milepost:\nnew",
        "",
    ]
    assert [colour(page[cell]) for cell in ("A2", "C2", "D9")] == ["", FILLS[DOUBT], ""]
    drawing = next(content for name, content in members(second).items() if name.endswith(".vml"))
    assert boxed_cells(drawing, "drawing", DEFAULT_LIMITS) == {(2, 1), (5, 2), (2, 3)}
    clean = load(patch(second, []))
    assert (note(clean["C2"]), colour(clean["C2"])) == ("", "FFF2CC")  # the colour that the cell had at first


def test_a_cell_that_somebody_filled_since_keeps_that_fill() -> None:
    book = openpyxl.load_workbook(io.BytesIO(patch(PLAIN, [mark("A2")])))
    book["Sheet1"]["A2"].fill = PatternFill("solid", fgColor="00FF00")
    stream = io.BytesIO()
    book.save(stream)
    assert colour(load(patch(stream.getvalue(), []))["A2"]) == "00FF00"


def test_a_drawing_that_is_no_proper_xml_takes_boxes_all_the_same() -> None:
    found = members(patch(PLAIN, [mark("A2", "old"), mark("C2", "old")]))
    drawing = found["xl/drawings/vmlDrawing1.vml"].replace(b"<div ", b"<br>a button, as old versions write it<div ", 1)
    data = patch(zipped({**found, "xl/drawings/vmlDrawing1.vml": drawing}), [mark("B5", "new")])
    assert boxed_cells(members(data)["xl/drawings/vmlDrawing1.vml"], "drawing", DEFAULT_LIMITS) == {(5, 2)}


def test_comments_without_a_drawing_get_their_boxes() -> None:
    found = members(patch(PLAIN, [mark("A2", "x")]))
    sheet = re.sub(rb"<legacyDrawing[^>]*>", b"", found["xl/worksheets/sheet1.xml"])
    text = found["xl/comments1.xml"].replace(b"Milepost:\n", b"")
    data = patch(zipped({**found, "xl/worksheets/sheet1.xml": sheet, "xl/comments1.xml": text}), [mark("C2", "y")])
    drawing = members(data)["xl/drawings/vmlDrawing2.vml"]
    assert boxed_cells(drawing, "drawing", DEFAULT_LIMITS) == {(2, 1), (2, 3)}
    assert note(load(data)["A2"]) == "x"


def threaded() -> bytes:
    """A workbook whose cell A2 carries a conversation, as Excel writes it."""
    thread = "{11111111-1111-1111-1111-111111111111}"
    person = "{22222222-2222-2222-2222-222222222222}"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    office = "http://schemas.microsoft.com/office/2017/10/relationships"
    found = members(patch(PLAIN, [mark("A2", "[Threaded comment]")]))
    text = found["xl/comments1.xml"].decode().replace("<author>Milepost</author>", f"<author>tc={thread}</author>")
    text = text.replace("Milepost:\n", "")
    link = (
        f'<Relationship Id="rIdT" Type="{office}/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    found[rels] = found[rels].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    link = f'<Relationship Id="rIdP" Type="{office}/person" Target="persons/person.xml"/>'
    rels = "xl/_rels/workbook.xml.rels"
    found[rels] = found[rels].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    conversation = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A2" dT="2025-01-15T08:00:00.00" personId="{person}" '
        f'id="{thread}"><text>is this final?</text></threadedComment></ThreadedComments>'
    )
    people = (
        f'<personList xmlns="{space}"><person displayName="P" id="{person}" userId="P" providerId="None"/></personList>'
    )
    return zipped(
        {
            **found,
            "xl/comments1.xml": text,
            "xl/threadedComments/threadedComment1.xml": conversation,
            "xl/persons/person.xml": people,
        }
    )


def test_a_conversation_stays_and_is_answered() -> None:
    before = threaded()
    data = patch(before, [mark("A2", "not final <yet>"), mark("C2", "other")])
    found = members(data)
    conversation = found["xl/threadedComments/threadedComment1.xml"].decode()
    assert "is this final?" in conversation
    assert "not final &lt;yet&gt;" in conversation
    assert conversation.count("parentId") == 1
    assert PERSON in found["xl/persons/person.xml"].decode()
    again = members(patch(data, []))
    assert (
        again["xl/threadedComments/threadedComment1.xml"] == members(before)["xl/threadedComments/threadedComment1.xml"]
    )


def test_prefixed_and_strict_sheets_take_notes() -> None:
    part = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    page = load(patch(zipped(parts({"Sheet1": part})), [mark("A2"), mark("B2"), mark("A7")]))
    assert [colour(page[cell]) for cell in ("A2", "B2", "A7")] == [FILLS[REJECT]] * 3
    assert note(page["A7"])

    styles = str(parts({})["xl/styles.xml"]).replace(MAIN, STRICT)
    strict = parts({"Sheet1": worksheet(ROWS, namespace=STRICT)}, styles=None, namespace=STRICT, base=STRICT_RELATIONS)
    strict["xl/styles.xml"] = styles
    rels = str(strict["xl/_rels/workbook.xml.rels"])
    link = f'<Relationship Id="s" Type="{STRICT_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    strict["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", link)
    data = patch(zipped(strict), [mark("A2")])
    assert STRICT_RELATIONS in members(data)["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    assert read(data).sheets[0].has_comments


def test_a_byte_order_mark_shifts_nothing() -> None:
    found = parts({"Sheet1": worksheet(ROWS)})
    data = zipped({name: b"\xef\xbb\xbf" + str(text).encode() for name, text in found.items()})
    assert note(load(patch(data, [mark("A2"), mark("B7")]))["B7"])


def utf_16() -> bytes:
    found = parts({"Sheet1": worksheet(ROWS)})
    text = str(found["xl/worksheets/sheet1.xml"]).replace("UTF-8", "UTF-16")
    return zipped({**found, "xl/worksheets/sheet1.xml": text.encode("utf-16")})


@pytest.mark.parametrize(
    ("data", "sheet"),
    [
        pytest.param(b"%PDF-", "Sheet1", id="no workbook"),
        pytest.param(PLAIN, "Elsewhere", id="no such sheet"),
        pytest.param(utf_16(), "Sheet1", id="UTF-16"),
        pytest.param(workbook(ROWS, styles=None), "Sheet1", id="no formats"),
        pytest.param(workbook('<row r="3"/><row r="1"/>'), "Sheet1", id="rows out of order"),
        pytest.param(workbook('<row r="2"><c r="B2"/><c r="A2"/></row>'), "Sheet1", id="cells out of order"),
    ],
)
def test_what_cannot_be_patched_safely_is_refused_in_words(data: bytes, sheet: str) -> None:
    with pytest.raises(
        CannotPatchError, match=r"^The workbook cannot be given notes: .+\. Its findings go into a text file"
    ):
        patch(data, [mark("A2", sheet=sheet)])


def test_a_note_holds_no_character_that_a_workbook_cannot_hold() -> None:
    page = load(patch(PLAIN, [mark("A2", "a\x00b\x1f_x0041_ 😀")]))
    assert note(page["A2"]) == "Milepost:\na\ufffdb\ufffd_x005F_x0041_ 😀"  # openpyxl does not decode


def test_a_longer_note_has_a_larger_box() -> None:
    short, long, chinese = box_size("one line"), box_size("word " * 200), box_size("完成工作" * 250)
    assert short[0] < long[0]
    assert short[1] < long[1] < chinese[1]
    assert box_size("x\n" * 500)[1] < 600


def full() -> tuple[bytes, list[Mark]]:
    marks = [
        mark("A2"),
        mark("C2", "长" * 300, DOUBT),
        mark("B5", "four", NOTE),
        mark("F40", "in a cell that did not exist"),
    ]
    return patch(with_protection(), marks), marks


def test_libreoffice_opens_it_and_sees_the_same(office: Callable[[Path, str], Path], tmp_path: Path) -> None:
    data, marks = full()
    path = tmp_path / "returned.xlsx"
    path.write_bytes(data)
    saved = office(path, "xlsx").read_bytes()
    assert values(saved) == values(data)
    page = load(saved)
    for one in marks:
        cell = page.cell(one.row, one.column)
        assert (note(cell), colour(cell)) == (f"Milepost:\n{one.note}", FILLS[one.severity])
    # Sent back after LibreOffice saved it: nothing is left of the notes, nor of LibreOffice's background colours.
    clean = load(patch(saved, []))
    assert {(note(clean.cell(one.row, one.column)), colour(clean.cell(one.row, one.column))) for one in marks} == {
        ("", "")
    }


def test_our_own_reader_sees_the_same_values() -> None:
    data, _ = full()
    assert values(data) == values(with_protection())
    assert DEFAULT_LIMITS.cells > len(values(data))
