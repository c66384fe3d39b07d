"""Which XML is a bomb, reaches outside, is too deep, too long, or no XML at all?"""

from __future__ import annotations

from functools import partial

from milepost.model.intake import RefusalKind
from tests.hostile.case import ROW, SHEET, Case, altered, good, noise, reads, sheet
from tests.inputs.packages import (
    HEAD,
    MAIN,
    PACKAGE_RELATIONS,
    RELATIONS,
    STRICT,
    STRICT_RELATIONS,
    STYLES,
    parts,
    relationships,
    worksheet,
    zipped,
)

MIB = 1024 * 1024
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE_FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OUTSIDE_NET = '<!DOCTYPE a [<!ENTITY x SYSTEM "http://192.0.2.1/x">]>'
OUTSIDE_SUBSET = '<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd">'
PARAMETER = '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://192.0.2.1/p"> %p;]>'
QUADRATIC = f'<!DOCTYPE a [<!ENTITY q "{"q" * 50_000}">]>'


# -- every part that a workbook may have -----------------------------------------------------------------------------


def everything() -> dict[str, str | bytes]:
    """A workbook with one part of every kind."""
    members = {**parts({"Sheet1": worksheet(ROW)}, strings=["<t>a</t>"]), **_beside()}
    members["_rels/.rels"] = relationships(
        [
            ("rId1", "officeDocument", "xl/workbook.xml"),
            ("rId2", "custom-properties", "docProps/custom.xml"),
            ("rId3", "core-properties", "docProps/core.xml"),
            ("rId4", "extended-properties", "docProps/app.xml"),
        ]
    )
    more = relationships([("x1", "externalLink", "externalLinks/e1.xml"), ("x2", "theme", "theme/theme1.xml")])
    inner = more[more.index("<Relationship ") : more.index("</Relationships>")]
    rels = str(members["xl/_rels/workbook.xml.rels"])
    members["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", inner + "</Relationships>")
    members["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(
        [("r1", "comments", "../comments1.xml"), ("r2", "drawing", "../drawings/drawing1.xml")]
    )
    return members


def _beside() -> dict[str, str | bytes]:
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    return {
        "docProps/custom.xml": f'{HEAD}<Properties xmlns="{properties}"/>',
        "docProps/core.xml": f"{HEAD}<coreProperties><title>t</title></coreProperties>",
        "docProps/app.xml": f"{HEAD}<Properties><Application>a</Application></Properties>",
        "xl/externalLinks/e1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>',
        "xl/theme/theme1.xml": f"{HEAD}<theme/>",
        "xl/comments1.xml": f'{HEAD}<comments xmlns="{MAIN}"><authors/><commentList/></comments>',
        "xl/drawings/drawing1.xml": f"{HEAD}<wsDr/>",
        "xl/drawings/vmlDrawing1.vml": "<xml/>",
        "xl/drawings/_rels/drawing1.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}"/>',
        "customXml/item1.xml": f"{HEAD}<a/>",
        "xl/calcChain.xml": f"{HEAD}<calcChain/>",
        "xl/tables/table1.xml": f"{HEAD}<table/>",
        "xl/connections.xml": f"{HEAD}<connections/>",
    }


def defined(part: str, doctype: str, encoding: str = "utf-8") -> bytes:
    """The workbook with everything, one part of which has a DTD."""
    members = everything()
    head, mark, rest = str(members[part]).rpartition("?>")
    text = f"{head}{mark}{doctype}{rest}"
    members[part] = text.encode() if encoding == "utf-8" else text.replace("UTF-8", "UTF-16").encode(encoding)
    return zipped(members)


def definitions(part: str, doctype: str, what: str, encoding: str = "utf-8") -> Case:
    return Case(f"{what} in {part}", lambda: defined(part, doctype, encoding), RefusalKind.DTD)


READ = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "docProps/custom.xml")
ENTITIES = (
    *(definitions(part, LAUGHS, "a billion laughs") for part in everything()),
    *(definitions(part, OUTSIDE_FILE, "an entity from a file") for part in READ),
    *(definitions(part, OUTSIDE_NET, "an entity from the net") for part in ("xl/workbook.xml", SHEET, "xl/styles.xml")),
    definitions(SHEET, OUTSIDE_SUBSET, "definitions from the net"),
    definitions("xl/theme/theme1.xml", OUTSIDE_SUBSET, "definitions from the net"),
    definitions(SHEET, PARAMETER, "a parameter entity from the net"),
    definitions("xl/sharedStrings.xml", QUADRATIC, "one entity of 50,000 characters"),
    definitions(SHEET, LAUGHS, "a billion laughs in UTF-16,", "utf-16"),
    definitions("xl/theme/theme1.xml", LAUGHS, "a billion laughs in UTF-16,", "utf-16"),
    definitions("docProps/core.xml", "<!DOCTYPE a>", "an empty DTD"),
    Case("an entity that nobody defined", lambda: sheet(f"{ROW}&passwd;"), RefusalKind.XML_BROKEN),
)


# -- too deep, too long ----------------------------------------------------------------------------------------------


def deep(part: str) -> bytes:
    members = everything()
    text = str(members[part])
    at = text.index(">", text.index("?>") + 2) + 1 if "?>" in text else 0
    at = at if text[at - 2] != "/" else len(text)
    members[part] = text[:at] + "<a>" * 50_000 + "</a>" * 50_000 + text[at:]
    return zipped(members)


def endless(text: str) -> bytes:
    return sheet(ROW, before=text)


LONG = (
    *(
        Case(f"50,000 elements inside each other in {part}", partial(deep, part), RefusalKind.XML_TOO_DEEP)
        for part in ("[Content_Types].xml", "xl/workbook.xml", SHEET, "xl/styles.xml", "xl/sharedStrings.xml")
    ),
    Case("an attribute of 8 MB", lambda: endless(f'<a b="{noise(8 * MIB)}"/>'), RefusalKind.XML_TOO_LONG),
    Case("the name of an element of 4 MB", lambda: endless(f"<a{noise(4 * MIB)}/>"), RefusalKind.XML_TOO_LONG),
    Case(
        "the name of a namespace of 500 KB", lambda: endless(f'<a xmlns="{noise(500_000)}"/>'), RefusalKind.XML_TOO_LONG
    ),
    Case(
        "a long namespace with 100,000 elements",
        lambda: sheet(f'<row r="1" xmlns:q="{"u" * 900_000}">{"<q:c/>" * 100_000}</row>'),
        RefusalKind.XML_TOO_LONG,
    ),
    Case("a text of 8 MB", lambda: endless(noise(8 * MIB)), RefusalKind.XML_TOO_LONG),
    Case("a comment of 8 MB", lambda: endless(f"<!--{noise(8 * MIB)}-->"), RefusalKind.XML_TOO_LONG),
    Case("an instruction of 8 MB", lambda: endless(f"<?a {noise(8 * MIB)}?>"), RefusalKind.XML_TOO_LONG),
    Case(
        "100,000 attributes",
        lambda: endless("<a " + " ".join(f'a{n:x}=""' for n in range(100_000)) + "/>"),
        reads=reads("12"),
    ),
    Case(
        "10,000 namespaces in one element",
        lambda: endless("<a " + " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(10_000)) + "/>"),
        reads=reads("12"),
    ),
    Case("an attribute twice", lambda: endless('<a b="1" b="2"/>'), RefusalKind.XML_BROKEN),
    Case(
        "a comment of 30 MB full of angle brackets",
        lambda: endless("<!--" + ("<" + noise(400)) * 75_000 + "-->"),
        reads=reads("12"),
    ),
    Case(
        "a cell of 20 MB in CDATA",
        lambda: sheet(f'<row r="1"><c r="A1" t="str"><v><![CDATA[{("<" + noise(400)) * 50_000}]]></v></c></row>'),
        RefusalKind.XML_TOO_LONG,
    ),
)


# -- no XML, or in unusual bytes -------------------------------------------------------------------------------------


def encoded(encoding: str, declared: str, text: str = "完成") -> bytes:
    part = worksheet(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>').replace("UTF-8", declared)
    return altered({SHEET: part.encode(encoding)})


def with_bytes(bad: bytes) -> bytes:
    part = worksheet('<row r="1"><c r="A1" t="str"><v>@</v></c></row>').encode()
    return altered({SHEET: part.replace(b"@", bad)})


def broken_off(part: str) -> bytes:
    return altered({part: str(good()[part])[:-9]})


def broken(name: str, bad: bytes) -> Case:
    return Case(name, lambda: with_bytes(bad), RefusalKind.XML_BROKEN)


BYTES = (
    broken("bytes that are no UTF-8", b"\xff\xfe"),
    broken("GB 18030 that says it is UTF-8", "完成".encode("gb18030")),
    broken("UTF-8 that is cut in a character", "完".encode()[:2]),
    broken("an angle bracket in too many bytes", b"\xc0\xbc"),
    broken("half of a pair of surrogates in UTF-8", b"\xed\xa0\x80"),
    broken("a character beyond Unicode", b"\xf4\x90\x80\x80"),
    broken("a zero byte", b"\x00"),
    broken("a control character", b"\x07"),
    broken("a control character, escaped", b"&#7;"),
    broken("a zero, escaped", b"&#0;"),
    broken("half of a pair, escaped", b"&#xD800;"),
    broken("a character beyond Unicode, escaped", b"&#x110000;"),
    broken("the character that no text may hold", "\uffff".encode()),
    Case("UTF-16", lambda: encoded("utf-16", "UTF-16"), reads=reads("完成")),
    Case("UTF-16 the other way round", lambda: encoded_big(), reads=reads("完成")),
    Case("UTF-16 that says it is UTF-8", lambda: encoded("utf-16-le", "UTF-8"), RefusalKind.XML_BROKEN),
    Case("UTF-16 with half of a pair", lambda: lone_surrogate(), RefusalKind.XML_BROKEN),
    Case("UTF-32", lambda: encoded("utf-32", "UTF-32"), RefusalKind.XML_BROKEN),
    Case("declared as GB 18030", lambda: encoded("gb18030", "GB18030"), RefusalKind.XML_BROKEN),
    Case("declared as UTF-7", lambda: encoded("ascii", "UTF-7", "+AGE-"), RefusalKind.XML_BROKEN),
    Case("declared as EBCDIC", lambda: encoded("ascii", "cp037", "a"), RefusalKind.XML_BROKEN),
    Case(
        "declared in an encoding that does not exist", lambda: encoded("ascii", "klingon", "a"), RefusalKind.XML_BROKEN
    ),
    Case("declared as Latin 1", lambda: encoded("latin-1", "ISO-8859-1", "é"), reads=reads("é")),
    Case(
        "a mark of the byte order",
        lambda: altered({SHEET: b"\xef\xbb\xbf" + worksheet(ROW).encode()}),
        reads=reads("12"),
    ),
    Case(
        "two marks of the byte order",
        lambda: altered({SHEET: b"\xef\xbb\xbf" * 2 + worksheet(ROW).encode()}),
        RefusalKind.XML_BROKEN,
    ),
    Case(
        "XML 1.1", lambda: altered({SHEET: worksheet(ROW).replace('version="1.0"', 'version="1.1"')}), reads=reads("12")
    ),
    Case("a sheet without a byte", lambda: altered({SHEET: b""}), RefusalKind.XML_BROKEN),
    Case("a sheet of zeros", lambda: altered({SHEET: bytes(5000)}), RefusalKind.XML_BROKEN),
    Case("a picture for a sheet", lambda: altered({SHEET: b"\x89PNG\r\n\x1a\n" * 50}), RefusalKind.XML_BROKEN),
    Case("a web page for a sheet", lambda: altered({SHEET: "<html><body/></html>"}), RefusalKind.MISSING_PART),
    Case("a sheet that breaks off", lambda: altered({SHEET: worksheet(ROW)[:-15]}), RefusalKind.XML_BROKEN),
    Case("two sheets in one part", lambda: altered({SHEET: worksheet(ROW) + worksheet(ROW)}), RefusalKind.XML_BROKEN),
    Case("words after the sheet", lambda: altered({SHEET: worksheet(ROW) + "words"}), RefusalKind.XML_BROKEN),
    *(
        Case(f"{part} breaks off", partial(broken_off, part), RefusalKind.XML_BROKEN)
        for part in good()
        if part != SHEET
    ),
)


def encoded_big() -> bytes:
    part = worksheet('<row r="1"><c r="A1" t="str"><v>完成</v></c></row>').replace("UTF-8", "UTF-16")
    return altered({SHEET: b"\xfe\xff" + part.encode("utf-16-be")})


def lone_surrogate() -> bytes:
    part = worksheet('<row r="1"><c r="A1" t="str"><v>\ud800</v></c></row>').replace("UTF-8", "UTF-16")
    return altered({SHEET: b"\xff\xfe" + part.encode("utf-16-le", "surrogatepass")})


# -- unusual, and read right -----------------------------------------------------------------------------------------


def strict() -> bytes:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.85</v></c></row>'
    page = worksheet(rows, namespace=STRICT).replace(RELATIONS, STRICT_RELATIONS)
    styles = STYLES.replace(MAIN, STRICT)
    return zipped(parts({"Sheet1": page}, ["<t>完成</t>"], styles, namespace=STRICT, base=STRICT_RELATIONS))


def prefixed(prefix: str = "x") -> bytes:
    """Every element of the main vocabulary with a prefix."""
    members = parts({"Sheet1": worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')}, ["<t>完成</t>"])
    for part in ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml"):
        body = str(members[part]).removeprefix(HEAD).removeprefix(HEAD)
        body = body.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
        members[part] = HEAD + body.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"')
    return zipped(members)


def prefixed_relationships() -> bytes:
    text = str(good()["xl/_rels/workbook.xml.rels"])
    text = text.replace("xmlns=", "xmlns:p=").replace("<Relationship", "<p:Relationship")
    return altered({"xl/_rels/workbook.xml.rels": text.replace("</Relationships", "</p:Relationships")})


WRONG_NAMESPACE = worksheet(ROW).replace(MAIN, "http://schemas.openxmlformats.org/spreadsheetml/2006/5/main")

ODD = (
    Case(
        "strict Office Open XML",
        strict,
        reads=lambda book: reads("完成")(book) and book.sheets[0].rows[1][2].format == "percent",
    ),
    Case("prefixed names", prefixed, reads=reads("完成")),
    Case("prefixed names of another alphabet", lambda: prefixed("表"), reads=reads("完成")),
    Case("prefixed relationships", prefixed_relationships, reads=reads("12")),
    Case(
        "a sheet in a vocabulary that nobody knows", lambda: altered({SHEET: WRONG_NAMESPACE}), RefusalKind.MISSING_PART
    ),
    Case(
        "a sheet without a vocabulary",
        lambda: altered({SHEET: worksheet(ROW).replace(f' xmlns="{MAIN}"', "")}),
        RefusalKind.MISSING_PART,
    ),
    Case(
        "comments and instructions among the cells",
        lambda: sheet(f"<!-- a --><?b c?>{ROW}<!-- <row/> -->"),
        reads=reads("12"),
    ),
    Case(
        "a value in pieces",
        lambda: sheet('<row r="1"><c r="A1"><v>1<!-- a --><![CDATA[2]]></v></c></row>'),
        reads=reads("12"),
    ),
    Case(
        "elements of a later Excel among the cells",
        lambda: sheet('<row r="1"><c r="A1"><v>12</v><z:x xmlns:z="urn:z"><z:v>13</z:v></z:x></c></row>'),
        reads=reads("12"),
    ),
    Case(
        "an instruction to fetch a style sheet",
        lambda: altered(
            {SHEET: worksheet(ROW).replace("?>\n", '?><?xml-stylesheet href="http://192.0.2.1/a.xsl"?>', 1)}
        ),
        reads=reads("12"),
    ),
    Case(
        "a place for a schema on the net",
        lambda: altered(
            {
                SHEET: worksheet(ROW).replace(
                    "<worksheet ",
                    '<worksheet xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
                    'i:schemaLocation="a http://192.0.2.1/a.xsd" ',
                )
            }
        ),
        reads=reads("12"),
    ),
    Case(
        "an entity like those of XML itself",
        lambda: sheet('<row r="1"><c r="A1" t="str"><v>&lt;&#x4E00;&amp;</v></c></row>'),
        reads=reads("<一&"),
    ),
    Case(
        "a cell of formulas that look like commands",
        lambda: sheet('<row r="1"><c r="A1" t="str"><f>cmd|&apos;/c calc&apos;!A0</f><v>12</v></c></row>'),
        reads=reads("12"),
    ),
)

CASES = (*ENTITIES, *LONG, *BYTES, *ODD)
