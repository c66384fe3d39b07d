"""Which workbooks hold far too much of something, and which only look as if they did?"""

from __future__ import annotations

import string
from collections.abc import Iterable

from milepost.model.intake import RefusalKind
from milepost.model.workbook import Area, RawWorkbook
from tests.hostile.case import ROW, Case, altered, good, noise, reads, sheet
from tests.inputs.packages import MAIN, parts, relationships, worksheet, zipped

LETTERS = [*string.ascii_uppercase, *(a + b for a in string.ascii_uppercase for b in string.ascii_uppercase)]


# -- cells, rows, texts ----------------------------------------------------------------------------------------------


def rows(numbers: Iterable[int], cells: str, **more: str) -> bytes:
    """Rows of the same cells; ``@`` stands for the row's number."""
    return sheet("".join(f'<row r="{number}">{cells.replace("@", str(number))}</row>' for number in numbers), **more)


def cell(column: str, value: str = "@") -> str:
    return f'<c r="{column}@"><v>{value}</v></c>'


def empty_styled_rows() -> bytes:
    return sheet("".join(f'<row r="{n}" s="1" customFormat="1" ht="15"/>' for n in range(1, 1_000_001)))


def strings(count: int) -> list[str]:
    return [f"<t>{n}</t>" for n in range(count)]


def with_strings(texts: Iterable[str], shared: str = "", data: str = '<c r="A1" t="s"><v>0</v></c>') -> bytes:
    members = parts({"Sheet1": worksheet(f'<row r="1">{data}</row>')}, texts)
    members["xl/sharedStrings.xml"] = str(members["xl/sharedStrings.xml"]).replace("<sst ", f"<sst {shared} ")
    return zipped(members)


def one_long_text_in_every_cell() -> bytes:
    """2 MB of file that would be 6 GB of text."""
    page = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_001))
    return zipped(parts({"Sheet1": worksheet(page)}, [f"<t>{noise(60_000)}</t>"]))


def as_much_as_may_be() -> bytes:
    """45 MB of shared texts, and as many bytes of sheet."""
    texts = [f"<t>{n:06}{'文' * 148}</t>" for n in range(100_000)]
    blank = "".join(f"{n:09}{' ' * 900}<a/>" for n in range(50_000))
    page = worksheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', before=blank)
    return zipped(parts({"Sheet1": page}, texts))


def text_index(index: str) -> Case:
    data = f'<c r="A1" t="s"><v>{index}</v></c>'
    return Case(
        f"text number {index[:20]} of one", lambda: with_strings(["<t>a</t>"], data=data), RefusalKind.BROKEN_REFERENCE
    )


CELLS = (
    Case("a million empty rows with a style", empty_styled_rows, RefusalKind.TOO_MANY_CELLS),
    Case(
        "a million empty cells",
        lambda: rows(range(1, 20_001), "".join(f'<c r="{a}@" s="1"/>' for a in LETTERS[:50])),
        RefusalKind.TOO_MANY_CELLS,
    ),
    Case(
        "a million cells",
        lambda: rows(range(1, 20_001), "".join(cell(a, noise(6)) for a in LETTERS[:50])),
        RefusalKind.TOO_MANY_CELLS,
    ),
    Case(
        "one cell more than may be",
        lambda: rows(range(1, 5002), "".join(cell(a) for a in LETTERS[:20])),
        RefusalKind.TOO_MANY_CELLS,
    ),
    Case("one row more than may be", lambda: rows(range(1, 12_002), cell("A")), RefusalKind.TOO_MANY_CELLS),
    Case(
        "as many cells as may be",
        lambda: rows(range(1, 5001), "".join(cell(a) for a in LETTERS[:20])),
        reads=reads("5000", row=5000, column=20),
    ),
    Case(
        "a row of all 16,384 columns",
        lambda: sheet('<row r="1">' + "<c><v>12</v></c>" * 16_384 + "</row>"),
        reads=reads("12", column=16_384),
    ),
    Case(
        "a million elements that nobody knows",
        lambda: sheet(ROW + "".join(noise(400, n) + "<y/>" * 1000 for n in range(1000))),
        RefusalKind.TOO_MANY_CELLS,
    ),
    Case("a million shared texts", lambda: with_strings(strings(1_000_000)), RefusalKind.TOO_MANY_STRINGS),
    Case("one shared text more than may be", lambda: with_strings(strings(100_001)), RefusalKind.TOO_MANY_STRINGS),
    Case(
        "a shared text of 200,000 runs",
        lambda: with_strings(["".join(f"<r><t>{n}</t></r>" for n in range(200_000))]),
        RefusalKind.TOO_MANY_STRINGS,
    ),
    Case(
        "four thousand million shared texts declared",
        lambda: with_strings(["<t>a</t>"], 'count="4000000000" uniqueCount="4000000000"'),
        reads=reads("a"),
    ),
    Case(
        "a negative number of shared texts declared",
        lambda: with_strings(["<t>a</t>"], 'count="-1" uniqueCount="-1"'),
        reads=reads("a"),
    ),
    Case("as much text as may be", as_much_as_may_be, reads=reads("000007" + "文" * 148)),
    Case("one long text in ten thousand cells", one_long_text_in_every_cell, RefusalKind.XML_TOO_LONG),
    Case(
        "a text of 70,000 characters in a cell",
        lambda: sheet(f'<row r="1"><c r="A1" t="str"><v>{noise(70_000)}</v></c></row>'),
        RefusalKind.XML_TOO_LONG,
    ),
    Case(
        "a formula of 70,000 characters",
        lambda: sheet(f'<row r="1"><c r="A1"><f>{"1+" * 35_000}1</f><v>1</v></c></row>'),
        RefusalKind.XML_TOO_LONG,
    ),
    Case(
        "a number of 60,000 digits",
        lambda: sheet(f'<row r="1"><c r="A1"><v>{"9" * 60_000}</v></c></row>'),
        reads=reads("9" * 60_000),
    ),
    Case(
        "a formula of 5,000 brackets",
        lambda: sheet(f'<row r="1"><c r="A1"><f>{"(" * 5000}1{")" * 5000}</f><v>12</v></c></row>'),
        reads=reads("12"),
    ),
    *(text_index(index) for index in ("1", "-1", "99999999999999999999", "0.5", "a", "１", "1e3")),
)


# -- where the cells stand -------------------------------------------------------------------------------------------


def placed(name: str, data: str) -> Case:
    return Case(name, lambda: sheet(data), RefusalKind.BROKEN_REFERENCE)


def far(book: RawWorkbook) -> bool:
    return [one.address for one in book.sheets[0].cells()] == ["A1", "XFD1048576"]


def whole_merge(book: RawWorkbook) -> bool:
    return book.sheets[0].merges == (Area(1, 1, 1_048_576, 16_384),) and reads("12")(book)


def without_references(book: RawWorkbook) -> bool:
    return [one.address for one in book.sheets[0].cells()] == ["A1", "B1", "A2"]


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TWO = '<row r="1"><c r="A1"><v>1</v></c>{}</row>'
PLACES = (
    Case(
        "a declared size of the whole sheet",
        lambda: sheet(before='<dimension ref="A1:XFD1048576"/>'),
        reads=reads("12"),
    ),
    Case("a declared size that is none", lambda: sheet(before='<dimension ref="ZZZZ0:!!"/>'), reads=reads("12")),
    Case("one cell in the far corner", lambda: sheet(ROW + FAR), reads=far),
    Case(
        "cells without references",
        lambda: sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"),
        reads=without_references,
    ),
    Case(
        "rows in reverse",
        lambda: sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3000, 0, -1))),
        reads=reads("12", row=12),
    ),
    Case("a cell twice", lambda: sheet(TWO.format('<c r="A1"><v>2</v></c>')), RefusalKind.REPEATED_CELL),
    Case("a cell twice, in two rows of one number", lambda: sheet(ROW + ROW), RefusalKind.REPEATED_CELL),
    Case(
        "a cell twice, once without reference",
        lambda: sheet('<row r="1"><c r="B1"><v>1</v></c></row><row r="1"><c/><c><v>2</v></c></row>'),
        RefusalKind.REPEATED_CELL,
    ),
    placed("a column beyond the last", TWO.format('<c r="XFE1"><v>1</v></c>')),
    placed("a column after the last, without reference", '<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>'),
    placed("a row beyond the last", '<row r="1048577"><c><v>1</v></c></row>'),
    placed("a row after the last, without number", FAR + "<row><c><v>1</v></c></row>"),
    placed("row 0", '<row r="0"><c r="A0"><v>1</v></c></row>'),
    placed("row -1", '<row r="-1"><c><v>1</v></c></row>'),
    placed("a row with a number of 5,000 digits", f'<row r="{"9" * 5000}"><c><v>1</v></c></row>'),
    placed("a row called １", '<row r="１"><c><v>1</v></c></row>'),
    placed("a cell of another row", TWO.format('<c r="B2"><v>1</v></c>')),
    placed("a cell with a word for an address", TWO.format('<c r="nowhere"><v>1</v></c>')),
    placed("a cell without letters", TWO.format('<c r="1"><v>1</v></c>')),
    placed("a cell with dollars", TWO.format('<c r="$B$1"><v>1</v></c>')),
    placed("a cell with an address of 100,000 letters", TWO.format(f'<c r="{"A" * 100_000}1"><v>1</v></c>')),
    placed("a cell outside any row", '<c r="A1"><v>1</v></c>'),
    placed("a cell inside a cell", '<row r="1"><c r="A1"><c r="B1"><v>1</v></c><v>2</v></c></row>'),
    Case(
        "a merge that is none",
        lambda: sheet(after='<mergeCells><mergeCell ref="A1:nowhere"/></mergeCells>'),
        RefusalKind.BROKEN_REFERENCE,
    ),
    Case(
        "the whole sheet merged",
        lambda: sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        reads=whole_merge,
    ),
    Case(
        "a style that does not exist",
        lambda: sheet('<row r="1"><c r="A1" s="4000000000"><v>12</v></c></row>'),
        reads=reads("12"),
    ),
    Case("a style below zero", lambda: sheet('<row r="1"><c r="A1" s="-1"><v>12</v></c></row>'), reads=reads("12")),
    Case(
        "a kind of cell that does not exist",
        lambda: sheet('<row r="1"><c r="A1" t="wild"><v>12</v></c></row>'),
        reads=reads("12"),
    ),
    Case(
        "a number beyond all numbers",
        lambda: sheet('<row r="1"><c r="A1"><v>1e999</v></c></row>'),
        reads=lambda book: book.sheets[0].rows[1][1].kind == "text",
    ),
    Case(
        "a number that is none",
        lambda: sheet('<row r="1"><c r="A1"><v>NaN</v></c></row>'),
        reads=lambda book: book.sheets[0].rows[1][1].kind == "text",
    ),
)


# -- what stands beside the cells ------------------------------------------------------------------------------------


def each(text: str, count: int) -> str:
    """A text for each number, which stands for ``@`` in it."""
    return "".join(text.replace("@", str(number)) for number in range(1, count + 1))


def listed(element: str, one: str) -> bytes:
    """A sheet with a list of 100,000 of something."""
    return sheet(after=f"<{element}>{each(one, 100_000)}</{element}>")


def number_formats(count: int) -> str:
    one = '<numFmt numFmtId="@" formatCode="0"/>'
    return f"<numFmts>{each(one, count)}</numFmts>"


def names(count: int) -> bytes:
    one = '<definedName name="n@">Sheet1!$A$@</definedName>'
    return zipped(parts({"Sheet1": worksheet(ROW)}, workbook_after=f"<definedNames>{each(one, count)}</definedNames>"))


def sheets(count: int) -> bytes:
    return zipped(parts({f"S{number}": worksheet(ROW) for number in range(1, count + 1)}))


def listed_sheets(count: int, target: str = "worksheets/sheet1.xml") -> bytes:
    """Many sheets that are all the same part."""
    links = [(f"r{n}", "worksheet", target) for n in range(1, count + 1)]
    tabs = each('<sheet name="s@" sheetId="@" r:id="r@"/>', count)
    book = str(good()["xl/workbook.xml"])
    old = book[book.index("<sheets>") : book.index("</sheets>")]
    changes: dict[str, str | bytes | None] = {"xl/workbook.xml": book.replace(old, f"<sheets>{tabs}")}
    return altered({**changes, "xl/_rels/workbook.xml.rels": relationships(links)})


def links(count: int) -> bytes:
    more = relationships([(f"x{n}", "hyperlink", f"http://192.0.2.1/{n}") for n in range(count)])
    return altered({"xl/worksheets/_rels/sheet1.xml.rels": more})


def properties(text: str) -> bytes:
    body = f'<Properties xmlns:vt="urn:vt">{text}</Properties>'
    rels = relationships(
        [("a", "officeDocument", "xl/workbook.xml"), ("b", "custom-properties", "docProps/custom.xml")]
    )
    return altered({"_rels/.rels": rels, "docProps/custom.xml": body})


def styles(before: str = "", formats: str = "") -> bytes:
    body = f'<styleSheet xmlns="{MAIN}">{before}<cellXfs><xf/>{formats}</cellXfs></styleSheet>'
    return altered({"xl/styles.xml": body})


def external_links(count: int) -> bytes:
    """Many links to one part, which would be unpacked for each of them."""
    book = str(good()["xl/_rels/workbook.xml.rels"])
    more = relationships([(f"e{n}", "externalLink", "e.xml") for n in range(count)])
    inner = more[more.index("<Relationship ") : more.index("</Relationships>")]
    link = f'<externalLink xmlns="{MAIN}">{noise(60_000)}</externalLink>'
    return altered(
        {"xl/_rels/workbook.xml.rels": book.replace("</Relationships>", inner + "</Relationships>"), "xl/e.xml": link}
    )


CROWDS = (
    Case("100,000 merged areas", lambda: listed("mergeCells", '<mergeCell ref="A@:B@"/>'), RefusalKind.TOO_MANY_ITEMS),
    Case("100,000 names", lambda: names(100_000), RefusalKind.TOO_MANY_ITEMS),
    Case(
        "100,000 validations",
        lambda: listed("dataValidations", '<dataValidation type="list" sqref="A@"/>'),
        reads=lambda book: book.sheets[0].validations == 100_000,
    ),
    Case(
        "100,000 conditional formats",
        lambda: sheet(after=each('<conditionalFormatting sqref="A@"><cfRule/></conditionalFormatting>', 100_000)),
        reads=reads("12"),
    ),
    Case("100,000 hyperlinks", lambda: listed("hyperlinks", '<hyperlink ref="A@" location="x"/>'), reads=reads("12")),
    Case("100,000 hidden columns", lambda: listed("cols", '<col min="@" max="16384" hidden="1"/>'), reads=reads("12")),
    Case(
        "11,000 hidden rows, every second one",
        lambda: sheet(each('<row r="@0" hidden="1"><c r="A@0"><v>12</v></c></row>', 11_000)),
        reads=lambda book: book.sheets[0].row_hidden(110_000) and not book.sheets[0].row_hidden(109_999),
    ),
    Case("2,000 sheets", lambda: sheets(2_000), RefusalKind.TOO_MANY_MEMBERS),
    Case("1,900 sheets", lambda: sheets(1_900), RefusalKind.TOO_MANY_SHEETS),
    Case("251 sheets", lambda: sheets(251), RefusalKind.TOO_MANY_SHEETS),
    Case("250 sheets", lambda: sheets(250), reads=lambda book: len(book.sheets) == 250),
    Case("200 sheets that are one part", lambda: listed_sheets(200), RefusalKind.REPEATED_SHEET),
    Case("100,000 relationships", lambda: links(100_000), RefusalKind.TOO_MANY_ITEMS),
    Case("100,000 properties", lambda: properties(each('<property name="p@"/>', 100_000)), RefusalKind.TOO_MANY_ITEMS),
    Case(
        "a property of 20 MB",
        lambda: properties(f'<property name="a"><v><![CDATA[{("<" + noise(400)) * 50_000}]]></v></property>'),
        RefusalKind.XML_TOO_LONG,
    ),
    Case("100,000 cell formats", lambda: styles(formats="<xf/>" * 100_000), RefusalKind.TOO_MANY_STYLES),
    Case("100,000 number formats", lambda: styles(before=number_formats(100_000)), RefusalKind.TOO_MANY_STYLES),
    Case(
        "a number format of 500,000 characters",
        lambda: styles(
            before=f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 500_000}"/></numFmts>',
            formats='<xf numFmtId="200"/>',
        ),
        reads=reads("12"),
    ),
    Case(
        "40,000 links to one part outside",
        lambda: external_links(40_000),
        reads=lambda book: book.facts.external_links and not book.facts.dde,
    ),
    Case(
        "types of content for 400,000 parts",
        lambda: altered(
            {
                "[Content_Types].xml": str(good()["[Content_Types].xml"]).replace(
                    "</Types>", each('<Override PartName="/p@" ContentType="a"/>', 400_000) + "</Types>"
                )
            }
        ),
        RefusalKind.TOO_MANY_ITEMS,
    ),
)


CASES = (*CELLS, *PLACES, *CROWDS)
