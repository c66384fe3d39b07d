"""Small workbooks written by hand, part by part, so that tests can say exactly what is in the file."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="177" formatCode="G/通用格式"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/><bgColor indexed="64"/></patternFill></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="57" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyProtection="1"><protection locked="0"/></xf>'
    '<xf numFmtId="176" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="177" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf></dxfs></styleSheet>'
)
"""Formats by number: 0 general, 1 percent, 2 Chinese date, 3 text, filled, unlocked, 4 date, 5 general, 6 number."""


def worksheet(data: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around the rows."""
    opening = f'{HEAD}<worksheet xmlns="{namespace}" xmlns:r="{RELATIONS}">'
    return f"{opening}{before}<sheetData>{data}</sheetData>{after}</worksheet>"


def relationships(entries: Iterable[tuple[str, str, str]], base: str = RELATIONS) -> str:
    """A part of relationships: id, kind, target."""
    lines = "".join(f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{to}"/>' for key, kind, to in entries)
    return f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{lines}</Relationships>'


def _override(name: str) -> str:
    kind = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml"
    return f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>'


def parts(
    sheets: Mapping[str, str],
    strings: Iterable[str] = (),
    styles: str | None = STYLES,
    workbook_before: str = "",
    workbook_after: str = "",
    namespace: str = MAIN,
    base: str = RELATIONS,
) -> dict[str, str | bytes]:
    """The parts of a workbook: name of each sheet -> its part."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    texts = list(strings)
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}"/>'
                for n in range(1, len(names) + 1)
            )
            + (_override("styles") if styles is not None else "")
            + (_override("sharedStrings") if texts else "")
            + "</Types>"
        ),
        "_rels/.rels": relationships([("rId1", "officeDocument", "xl/workbook.xml")], base),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{namespace}" xmlns:r="{base}">{workbook_before}'
            f"<sheets>{listed}</sheets>{workbook_after}</workbook>"
        ),
    }
    for n, name in enumerate(names, 1):
        found[f"xl/worksheets/sheet{n}.xml"] = sheets[name]
    if styles is not None:
        links.append(("rIdStyles", "styles", "styles.xml"))
        found["xl/styles.xml"] = HEAD + styles
    if texts:
        links.append(("rIdStrings", "sharedStrings", "sharedStrings.xml"))
        joined = "".join(f"<si>{text}</si>" for text in texts)
        found["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{namespace}">{joined}</sst>'
    found["xl/_rels/workbook.xml.rels"] = relationships(links, base)
    return found


def zipped(members: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip of the members, in their order, always the same bytes."""
    pairs = members.items() if isinstance(members, Mapping) else members
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def workbook(data: str, **more: object) -> bytes:
    """A workbook of one sheet, ``Sheet1``, with these rows."""
    return zipped(parts({"Sheet1": worksheet(data)}, **more))  # type: ignore[arg-type]


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def ole(*streams: str) -> bytes:
    """An old Office container whose directory names these streams; sectors of 512 bytes, nothing in them."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *streams)
    )
    return bytes(header) + entries.ljust(512, b"\x00")


def raw_member(name: bytes, content: bytes, size: int | None = None) -> tuple[bytes, bytes]:
    """Local header with packed content, and the directory entry without its offset; ``size`` may lie."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    shared = struct.pack(
        "<5H3I2H",
        20,
        0,
        8,
        0,
        33,
        zlib.crc32(content),
        len(packed),
        len(content) if size is None else size,
        len(name),
        0,
    )
    local = b"PK\x03\x04" + shared + name + packed
    return local, b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<3HI", 0, 0, 0, 0)


def raw_zip(entries: Iterable[tuple[bytes, bytes, int | None]]) -> bytes:
    """A zip written byte by byte: name, content, declared size (None: the true one)."""
    body, directory, count = b"", b"", 0
    for name, content, size in entries:
        local, central = raw_member(name, content, size)
        directory += central + struct.pack("<I", len(body)) + name
        body += local
        count += 1
    return body + directory + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(body), 0)
