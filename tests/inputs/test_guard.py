"""Is each file that is no good workbook named for what it is?"""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from milepost.inputs.guard import load, open_package
from milepost.inputs.limits import Limits
from milepost.inputs.package import Package, resolve
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal, RefusalKind
from tests.inputs.packages import ole, parts, raw_member, raw_zip, workbook, worksheet, zipped

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = workbook(ROW)


def kind(data: bytes, limits: Limits | None = None, file: str = "north.xlsx") -> RefusalKind | None:
    answer = read_workbook(data, limits or Limits(), file)
    return answer.kind if isinstance(answer, Refusal) else None


def other_package(content_type: str, main: str) -> bytes:
    types = f'<Types><Override PartName="/{main}" ContentType="{content_type}"/></Types>'
    rels = f'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="{main}"/></Relationships>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": rels, main: "<a/>"})


def test_a_good_workbook_is_opened() -> None:
    assert isinstance(open_package("north.xlsx", GOOD), Package)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", RefusalKind.EMPTY_FILE, id="no bytes"),
        pytest.param(bytes(3000), RefusalKind.EMPTY_FILE, id="zeros, as a broken synchronisation leaves"),
        pytest.param(ole("Workbook"), RefusalKind.LEGACY_XLS, id="xls"),
        pytest.param(ole("Book"), RefusalKind.LEGACY_XLS, id="xls of Excel 5"),
        pytest.param(ole("EncryptionInfo", "EncryptedPackage"), RefusalKind.ENCRYPTED, id="password"),
        pytest.param(ole("WordDocument"), RefusalKind.DOCUMENT, id="doc"),
        pytest.param(ole("PowerPoint Document"), RefusalKind.PRESENTATION, id="ppt"),
        pytest.param(ole("Something"), RefusalKind.OTHER_OFFICE, id="another old Office file"),
        pytest.param(b"%PDF-1.7 ...", RefusalKind.PDF, id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n...", RefusalKind.PICTURE, id="png"),
        pytest.param(b"\xff\xd8\xff\xe0...", RefusalKind.PICTURE, id="jpeg"),
        pytest.param(b"{\\rtf1 ...", RefusalKind.DOCUMENT, id="rtf"),
        pytest.param(b"Rar!\x1a\x07\x01\x00", RefusalKind.ARCHIVE, id="rar"),
        pytest.param(b"\xef\xbb\xbf<!DOCTYPE html><p>x", RefusalKind.HTML, id="html"),
        pytest.param(b'<table border="1"><tr><td>1', RefusalKind.HTML, id="table of a web system, called .xls"),
        pytest.param(b"MIME-Version: 1.0\r\n", RefusalKind.HTML, id="web archive"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            RefusalKind.XML_SPREADSHEET,
            id="Excel 2003 XML",
        ),
        pytest.param("任务,状态\n1,完成\n".encode("gb18030"), RefusalKind.CSV, id="csv in GB 18030"),
        pytest.param("任务,状态\n1,完成\n".encode(), RefusalKind.CSV, id="csv in UTF-8"),
        pytest.param("任务,状态\n".encode("utf-16"), RefusalKind.CSV, id="text in UTF-16"),
        pytest.param(b"\x00\x01\x02\xff\xfe\x9d" * 50, RefusalKind.NOT_A_ZIP, id="anything else"),
        pytest.param(GOOD[: len(GOOD) // 2], RefusalKind.CUT_OFF, id="first half"),
        pytest.param(GOOD[:-8], RefusalKind.CUT_OFF, id="last bytes missing"),
        pytest.param(zipped({}), RefusalKind.OTHER_ZIP, id="empty zip"),
        pytest.param(zipped({"a.txt": "x"}), RefusalKind.OTHER_ZIP, id="zip of something"),
        pytest.param(
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            RefusalKind.ODS,
            id="ods",
        ),
        pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), RefusalKind.DOCUMENT, id="odt"),
        pytest.param(
            other_package(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml"
            ),
            RefusalKind.DOCUMENT,
            id="docx",
        ),
        pytest.param(
            other_package(
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/p.xml"
            ),
            RefusalKind.PRESENTATION,
            id="pptx",
        ),
        pytest.param(
            other_package("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
            RefusalKind.BINARY_XLSB,
            id="xlsb",
        ),
    ],
)
def test_what_the_file_is(data: bytes, expected: RefusalKind) -> None:
    assert kind(data) is expected


def test_a_lock_file_is_known_by_name_and_contents() -> None:
    owner = b"\x05Clerk" + b" " * 49 + b"\x05\x00C\x00l\x00e\x00r\x00k" + bytes(100)
    assert kind(owner, file="~$north.xlsx") is RefusalKind.LOCK_FILE
    assert kind(GOOD, file="~$north.xlsx") is None


def test_a_refusal_names_the_file_and_its_checksum() -> None:
    answer = open_package("north.xlsx", b"%PDF-")
    assert isinstance(answer, Refusal)
    assert (answer.file, len(answer.sha256)) == ("north.xlsx", 64)


def without(name: str) -> bytes:
    return zipped({key: content for key, content in parts({"Sheet1": worksheet(ROW)}).items() if key != name})


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"],
)
def test_a_missing_part_is_named(part: str) -> None:
    assert kind(without(part)) is RefusalKind.MISSING_PART


def with_names(*names: bytes) -> bytes:
    return raw_zip((name, b"x", None) for name in (b"[Content_Types].xml", *names))


def with_mode(mode: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("xl/link")
        info.external_attr = mode << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def bomb(size: int) -> bytes:
    return zipped({**parts({"Sheet1": worksheet(ROW)}), "xl/sharedStrings.xml": b" " * size})


def lying(declared: int) -> bytes:
    members = parts({"Sheet1": worksheet(ROW)})
    return raw_zip(
        (name.encode(), str(text).encode(), declared if name == "xl/worksheets/sheet1.xml" else None)
        for name, text in members.items()
    )


def overlapping() -> bytes:
    """Two members, the second of which lies inside the bytes of the first."""
    local, central = raw_member(b"b.xml", b"y" * 50)
    name = b"[Content_Types].xml"
    fields = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, zlib.crc32(local), len(local), len(local), len(name), 0)
    body = b"PK\x03\x04" + fields + name + local
    outer = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<3HII", 0, 0, 0, 0, 0) + name
    inner = central + struct.pack("<I", len(body) - len(local)) + b"b.xml"
    size = len(outer) + len(inner)
    return body + outer + inner + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 2, 2, size, len(body), 0)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(with_names(b"a.xml", b"a.xml"), RefusalKind.DUPLICATE_MEMBERS, id="two members of one name"),
        pytest.param(with_names(b"a.xml", b"A.XML"), RefusalKind.DUPLICATE_MEMBERS, id="names that differ in capitals"),
        pytest.param(with_names(b"a\\b.xml", b"a/b.xml"), RefusalKind.DUPLICATE_MEMBERS, id="backslash and slash"),
        pytest.param(with_names(b"../a.xml"), RefusalKind.PATH_TRAVERSAL, id="upwards"),
        pytest.param(with_names(b"xl\\..\\..\\a"), RefusalKind.PATH_TRAVERSAL, id="upwards by backslash"),
        pytest.param(with_names(b"/etc/passwd"), RefusalKind.PATH_TRAVERSAL, id="absolute"),
        pytest.param(with_names(b"C:/a"), RefusalKind.PATH_TRAVERSAL, id="drive letter"),
        pytest.param(with_mode(stat.S_IFLNK | 0o777), RefusalKind.SYMLINK, id="symbolic link"),
        pytest.param(overlapping(), RefusalKind.OVERLAPPING_MEMBERS, id="members that share bytes"),
        pytest.param(bomb(3 * 1024 * 1024), RefusalKind.RATIO, id="unpacks a thousandfold"),
        pytest.param(lying(40), RefusalKind.ZIP_BROKEN, id="declares less than it holds"),
        pytest.param(lying(4_000), RefusalKind.ZIP_BROKEN, id="declares more than it holds"),
        pytest.param(lying(3_000_000_000), RefusalKind.RATIO, id="declares gigabytes"),
    ],
)
def test_dangerous_zips(data: bytes, expected: RefusalKind) -> None:
    assert kind(data) is expected


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    assert kind(bytes(data)) is RefusalKind.ENCRYPTED


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        pytest.param(Limits(file_bytes=len(GOOD) - 1), RefusalKind.TOO_LARGE, id="file"),
        pytest.param(Limits(members=3), RefusalKind.TOO_MANY_MEMBERS, id="members"),
        pytest.param(Limits(member_bytes=100), RefusalKind.MEMBER_TOO_LARGE, id="one member"),
        pytest.param(Limits(total_bytes=1_500), RefusalKind.TOTAL_TOO_LARGE, id="all members"),
        pytest.param(Limits(ratio=1, ratio_from=100), RefusalKind.RATIO, id="ratio"),
        pytest.param(Limits(depth=3), RefusalKind.XML_TOO_DEEP, id="depth"),
        pytest.param(Limits(run_bytes=50), RefusalKind.XML_TOO_LONG, id="length of a tag"),
        pytest.param(Limits(sheets=0), RefusalKind.TOO_MANY_SHEETS, id="sheets"),
        pytest.param(Limits(cells=0), RefusalKind.TOO_MANY_CELLS, id="cells"),
        pytest.param(Limits(rows=0), RefusalKind.TOO_MANY_CELLS, id="rows"),
        pytest.param(Limits(tags=5), RefusalKind.TOO_MANY_ITEMS, id="tags"),
        pytest.param(Limits(text=0), RefusalKind.XML_TOO_LONG, id="text of one cell"),
        pytest.param(Limits(characters=0), RefusalKind.XML_TOO_LONG, id="text of all cells"),
        pytest.param(Limits(namespace=60), RefusalKind.XML_TOO_LONG, id="name of a namespace"),
        pytest.param(Limits(styles=2), RefusalKind.TOO_MANY_STYLES, id="styles"),
        pytest.param(Limits(items=0), RefusalKind.TOO_MANY_ITEMS, id="relationships"),
    ],
)
def test_what_is_counted(limits: Limits, expected: RefusalKind) -> None:
    assert kind(GOOD) is None
    assert kind(GOOD, limits) is expected


def test_a_member_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    limits = Limits(member_bytes=5_000)
    padded = worksheet(ROW + " " * 20_000)
    members = parts({"Sheet1": padded})
    data = raw_zip(
        (name.encode(), str(text).encode(), 400 if name == "xl/worksheets/sheet1.xml" else None)
        for name, text in members.items()
    )
    assert kind(data, limits) is RefusalKind.MEMBER_TOO_LARGE


ENTITIES = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [ENTITIES, OUTSIDE, "<!DOCTYPE worksheet>"])
@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_any_dtd_is_refused(part: str, doctype: str) -> None:
    members = parts({"Sheet1": worksheet(ROW)})
    head, _, rest = str(members[part]).partition("?>")
    members[part] = f"{head}?>{doctype}{rest}"
    assert kind(zipped(members)) is RefusalKind.DTD


def test_xml_that_breaks_off_is_refused_with_its_line() -> None:
    answer = read_workbook(zipped(parts({"Sheet1": worksheet(ROW)[:-20]})), file="north.xlsx")
    assert isinstance(answer, Refusal)
    assert (answer.kind, answer.facts["member"], answer.facts["line"]) == (
        RefusalKind.XML_BROKEN,
        "xl/worksheets/sheet1.xml",
        2,
    )


def test_a_file_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "north.xlsx"
    path.write_bytes(GOOD)
    answer = load(path, Limits(file_bytes=10))
    assert isinstance(answer, Refusal)
    assert answer.kind is RefusalKind.TOO_LARGE
    assert load(path) == GOOD


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.xlsx"):
        answer = load(path)
        assert isinstance(answer, Refusal)
        assert answer.kind is RefusalKind.UNREADABLE_FILE


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
        ("", "xl\\workbook.xml", "xl/workbook.xml"),
        ("xl/workbook.xml", "../../../etc/passwd", "etc/passwd"),
        ("xl/workbook.xml", "my%20sheet.xml#a", "xl/my sheet.xml"),
    ],
)
def test_targets_are_resolved_inside_the_package(source: str, target: str, expected: str) -> None:
    assert resolve(source, target) == expected
