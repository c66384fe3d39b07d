"""Which workbooks lack parts, point elsewhere, or have something dangerous beside their cells?"""

from __future__ import annotations

from functools import partial

from milepost.model.intake import RefusalKind
from milepost.model.workbook import RawWorkbook
from tests.hostile.case import ROW, SHEET, Case, altered, good, noise, reads, sheet
from tests.inputs.packages import HEAD, MAIN, RELATIONS, relationships, worksheet

# -- what is missing, or points somewhere else -----------------------------------------------------------------------


def related(source: str, entries: str, **parts: str) -> bytes:
    """The small workbook, one part of which points at more; ``xl_e_xml`` names the part ``xl/e.xml``."""
    name = {
        "": "_rels/.rels",
        "workbook": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/_rels/sheet1.xml.rels",
    }[source]
    old = str(good().get(name, relationships([])))
    changes: dict[str, str | bytes | None] = {name: old.replace("</Relationships>", entries + "</Relationships>")}
    changes.update({f"xl/{key}.xml": text for key, text in parts.items()})
    return altered(changes)


def relation(kind: str, target: str, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="more" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def retargeted(part: str, old: str, new: str) -> bytes:
    return altered({part: str(good()[part]).replace(old, new)})


OUTSIDE = 'Target="http://192.0.2.1/a.xml" TargetMode="External"'
POINTERS = (
    *(
        Case(f"{part} is missing", partial(altered, {part: None}), RefusalKind.MISSING_PART)
        for part in good()
        if part != "xl/styles.xml"
    ),
    Case("the styles are missing", lambda: altered({"xl/styles.xml": None}), reads=reads("12")),
    Case(
        "the shared texts are missing",
        lambda: sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        RefusalKind.BROKEN_REFERENCE,
    ),
    Case(
        "no sheets are listed",
        lambda: altered({"xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}"/>'}),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the workbook is outside",
        lambda: retargeted("_rels/.rels", 'Target="xl/workbook.xml"', OUTSIDE),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the sheet is outside",
        lambda: retargeted("xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet1.xml"', OUTSIDE),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the sheet is a file of the system",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "file:///etc/passwd"),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the sheet is above the package",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../../etc/passwd"),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the sheet is above the package, escaped",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "..%2f..%2f..%2fetc%2fpasswd"),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the sheet is the workbook itself",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "workbook.xml"),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "the sheet is named by a path of a megabyte",
        lambda: retargeted(
            "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "a/../" * 180_000 + "worksheets/sheet1.xml"
        ),
        reads=reads("12"),
    ),
    Case(
        "the sheet has a name of 500,000 characters",
        lambda: retargeted("xl/workbook.xml", "Sheet1", noise(500_000)),
        reads=lambda book: len(book.sheets[0].name) == 255,
    ),
    Case(
        "a sheet of a long name is at a long address outside",
        lambda: altered(
            {
                "xl/workbook.xml": str(good()["xl/workbook.xml"]).replace("Sheet1", noise(500_000)),
                "xl/_rels/workbook.xml.rels": relationships([("rId1", "worksheet", noise(500_000))]),
            }
        ),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "relationships that go in a circle",
        lambda: related("sheet", relation("drawing", "../worksheets/sheet1.xml")),
        reads=reads("12"),
    ),
    Case(
        "the styles are the sheet",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "styles.xml", "worksheets/sheet1.xml"),
        reads=reads("12"),
    ),
    Case(
        "targets with backslashes",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets\\sheet1.xml"),
        reads=reads("12"),
    ),
    Case(
        "targets from the root",
        lambda: retargeted("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        reads=reads("12"),
    ),
)


# -- readable, and to be told ----------------------------------------------------------------------------------------


class Told:
    """The reader tells of something, and reads the cells all the same."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, book: RawWorkbook) -> bool:
        return bool(getattr(book.facts, self.name)) and reads("12")(book)


def link(kind: str) -> str:
    asked = f'<{kind} xmlns:r="{RELATIONS}" r:id="rId1" ddeService="cmd" ddeTopic="/c calc"/>'
    return f'<externalLink xmlns="{MAIN}">{asked}</externalLink>'


def with_macros() -> bytes:
    types = str(good()["[Content_Types].xml"]).replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
    )
    return altered({"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)})


def picture_from_the_net() -> bytes:
    drawing = relationships([]).replace(
        "</Relationships>", relation("image", "http://192.0.2.1/p.png", True) + "</Relationships>"
    )
    rels = relationships([("r1", "drawing", "../drawings/d.xml")])
    return altered(
        {
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/drawings/d.xml": "<a/>",
            "xl/drawings/_rels/d.xml.rels": drawing,
        }
    )


def dated(attribute: str) -> bytes:
    text = str(good()["xl/workbook.xml"]).replace("<sheets>", f"<workbookPr {attribute}/><sheets>")
    return altered({"xl/workbook.xml": text})


def locked() -> bytes:
    text = str(good()["xl/workbook.xml"]).replace(
        "<sheets>", '<workbookProtection workbookPassword="CC1A" lockStructure="1"/><sheets>'
    )
    page = worksheet(ROW, after='<sheetProtection sheet="1" password="CC1A"/>')
    return altered({"xl/workbook.xml": text, SHEET: page})


TOLD = (
    Case(
        "a link to another workbook",
        lambda: related("workbook", relation("externalLink", "e.xml"), e=link("externalBook")),
        reads=Told("external_links"),
    ),
    Case(
        "a link to a program (DDE)",
        lambda: related("workbook", relation("externalLink", "e.xml"), e=link("ddeLink")),
        reads=Told("dde"),
    ),
    Case(
        "a link to a program (OLE)",
        lambda: related("workbook", relation("externalLink", "e.xml"), e=link("oleLink")),
        reads=Told("dde"),
    ),
    Case(
        "a link whose part is missing",
        lambda: related("workbook", relation("externalLink", "e.xml")),
        reads=Told("external_links"),
    ),
    Case(
        "an embedded object",
        lambda: related("sheet", relation("oleObject", "../embeddings/o.bin")),
        reads=Told("embedded"),
    ),
    Case(
        "an object on another computer",
        lambda: related("sheet", relation("oleObject", "file://///host/share/a.doc", True)),
        reads=Told("external_links"),
    ),
    Case("a control", lambda: related("sheet", relation("control", "../activeX/a.xml")), reads=Told("embedded")),
    Case("macros", with_macros, reads=Told("macros")),
    Case(
        "a sheet of old macros",
        lambda: related("workbook", relation("xlMacrosheet", "macrosheets/s.xml")),
        reads=Told("macros"),
    ),
    Case(
        "a connection to a database",
        lambda: related("workbook", relation("connections", "connections.xml")),
        reads=Told("connections"),
    ),
    Case("a picture from the net", picture_from_the_net, reads=Told("external_links")),
    Case(
        "a template from the net",
        lambda: related("workbook", relation("attachedTemplate", "http://192.0.2.1/t", True)),
        reads=Told("external_links"),
    ),
    Case(
        "a link that a reader may click",
        lambda: related("sheet", relation("hyperlink", "file://///host/share", True)),
        reads=lambda book: not book.facts.external_links and reads("12")(book),
    ),
    Case(
        "a signature",
        lambda: related("", '<Relationship Id="s" Type="http://a/digital-signature/origin" Target="s"/>'),
        reads=Told("signed"),
    ),
    Case(
        "days that count from 1904",
        lambda: dated('date1904="1"'),
        reads=lambda book: book.date1904 and reads("12")(book),
    ),
    Case("days that count from 1904, in words", lambda: dated('date1904="true"'), reads=lambda book: book.date1904),
    Case("days that count from 1900", lambda: dated('date1904="0"'), reads=lambda book: not book.date1904),
    Case(
        "a password on sheet and structure alone",
        locked,
        reads=lambda book: book.sheets[0].protected and reads("12")(book),
    ),
)

CASES = (*POINTERS, *TOLD)
