"""Which files are no workbooks though they are called so, and which were damaged on the way?"""

from __future__ import annotations

import gzip
import struct
import zlib
from functools import partial

from milepost.model.intake import RefusalKind
from tests.hostile.case import ROW, Case, noise, reads, sheet
from tests.inputs.packages import HEAD, ole, relationships, zipped

ROWS_OF_TEXT = "任务,状态,完成日期\n1,完成,2024年6月30日\n2,推进中,\n" * 300


# -- other files under the name of a workbook ------------------------------------------------------------------------


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    picture = zlib.compress(bytes(9 * 8))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", picture) + chunk(b"IEND", b"")


def office(content_type: str, main: str) -> bytes:
    """An Office package of another program."""
    full = f"application/vnd.{content_type}.main+xml"
    types = f'{HEAD}<Types><Override PartName="/{main}" ContentType="{full}"/></Types>'
    rels = relationships([("a", "officeDocument", main)])
    return zipped({"[Content_Types].xml": types, "_rels/.rels": rels, main: "<a/>"})


def opendocument(kind: str) -> bytes:
    body = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": body})


FLAT = '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
PAGE = "<html><head><meta charset='gb2312'></head><body><table><tr><td>完成</td></tr></table></body></html>"
ARCHIVED = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
OLD_XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
OWNER = b"\x05Clerk" + b" " * 49 + b"\x05\x00C\x00l\x00e\x00r\x00k" + bytes(100)
PASSWORD = ole("EncryptionInfo", "EncryptedPackage", "\x06DataSpaces")
WORDS, SLIDES = (
    "openxmlformats-officedocument.wordprocessingml.document",
    "openxmlformats-officedocument.presentationml.presentation",
)

STRANGERS = (
    Case("an old .xls", lambda: ole("Workbook"), RefusalKind.LEGACY_XLS),
    Case("an old .xls of Excel 5", lambda: ole("Book"), RefusalKind.LEGACY_XLS),
    Case("an .et of WPS", lambda: ole("Workbook", "ETExtData"), RefusalKind.LEGACY_XLS),
    Case("a workbook with a password", lambda: PASSWORD, RefusalKind.ENCRYPTED),
    Case("an old .doc", lambda: ole("WordDocument", "1Table"), RefusalKind.DOCUMENT),
    Case("an old .ppt", lambda: ole("PowerPoint Document"), RefusalKind.PRESENTATION),
    Case("an old mail", lambda: ole("__nameid_version1.0"), RefusalKind.OTHER_OFFICE),
    Case("an old container without a directory", lambda: ole()[:512], RefusalKind.OTHER_OFFICE),
    Case("an .ods", lambda: opendocument("spreadsheet"), RefusalKind.ODS),
    Case("an .odt", lambda: opendocument("text"), RefusalKind.DOCUMENT),
    Case("an .odp", lambda: opendocument("presentation"), RefusalKind.PRESENTATION),
    Case("an .fods", lambda: FLAT.encode(), RefusalKind.ODS),
    Case("a .docx", lambda: office(WORDS, "word/document.xml"), RefusalKind.DOCUMENT),
    Case("a .pptx", lambda: office(SLIDES, "ppt/presentation.xml"), RefusalKind.PRESENTATION),
    Case("a .vsdx", lambda: office("ms-visio.drawing", "visio/document.xml"), RefusalKind.OTHER_OFFICE),
    Case("an .xlsb", lambda: office("ms-excel.sheet.binary.macroEnabled", "xl/workbook.bin"), RefusalKind.BINARY_XLSB),
    Case("a .csv", lambda: ROWS_OF_TEXT.encode(), RefusalKind.CSV),
    Case("a .csv with a mark of the byte order", lambda: ROWS_OF_TEXT.encode("utf-8-sig"), RefusalKind.CSV),
    Case("a .csv in GB 18030", lambda: ROWS_OF_TEXT.encode("gb18030"), RefusalKind.CSV),
    Case(
        "a .csv in GB 18030 that is cut in a character", lambda: ROWS_OF_TEXT.encode("gb18030")[:2003], RefusalKind.CSV
    ),
    Case("a .csv in UTF-16", lambda: ROWS_OF_TEXT.encode("utf-16"), RefusalKind.CSV),
    Case("a web page", lambda: PAGE.encode("gb18030"), RefusalKind.HTML),
    Case("a web page in UTF-16", lambda: PAGE.encode("utf-16"), RefusalKind.HTML),
    Case("a web archive", lambda: ARCHIVED, RefusalKind.HTML),
    Case("a workbook in the XML of Excel 2003", lambda: OLD_XML.encode(), RefusalKind.XML_SPREADSHEET),
    Case("a PDF", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", RefusalKind.PDF),
    Case("a .png", png, RefusalKind.PICTURE),
    Case("a .jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50), RefusalKind.PICTURE),
    Case("a .gif", lambda: b"GIF89a" + bytes(50), RefusalKind.PICTURE),
    Case("a .bmp", lambda: b"BM" + struct.pack("<IIII", 200, 0, 54, 40) + bytes(200), RefusalKind.PICTURE),
    Case("an .rtf", lambda: b"{\\rtf1\\ansi a}", RefusalKind.DOCUMENT),
    Case("a .rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50), RefusalKind.ARCHIVE),
    Case("a .7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50), RefusalKind.ARCHIVE),
    Case("a workbook in .gz", lambda: gzip.compress(sheet(), mtime=0), RefusalKind.ARCHIVE),
    Case("a workbook in .zip", lambda: zipped({"form.xlsx": sheet()}), RefusalKind.OTHER_ZIP),
    Case("a program", lambda: b"MZ\x90\x00" + bytes(range(256)) * 8, RefusalKind.NOT_A_ZIP),
    Case(
        "a program that unpacks a workbook",
        lambda: b"MZ\x90\x00" + bytes(range(256)) * 8 + sheet(),
        RefusalKind.ZIP_BROKEN,
    ),
    Case("noise", lambda: bytes.fromhex(noise(20_000)), RefusalKind.NOT_A_ZIP),
    Case("no bytes at all", lambda: b"", RefusalKind.EMPTY_FILE),
    Case("nothing but zeros", lambda: bytes(4096), RefusalKind.EMPTY_FILE),
    Case("a file of 20 MB and one byte", lambda: b"\x00\x01" * (10 * 1024 * 1024) + b"\x02", RefusalKind.TOO_LARGE),
    Case("the lock of Office", lambda: OWNER, RefusalKind.LOCK_FILE, file="~$north.xlsx"),
    Case("a workbook named like a lock of Office", sheet, reads=reads("12"), file="~$south.xlsx"),
)


# -- cut, flipped, with junk -----------------------------------------------------------------------------------------


def cut(part: float) -> bytes:
    data = sheet()
    return data[: int(len(data) * part)]


def flipped(find: bytes, offset: int, last: bool = False) -> bytes:
    """The small workbook with one bit turned, some bytes behind a place."""
    data = bytearray(sheet())
    at = (data.rfind(find) if last else data.find(find)) + offset
    data[at] ^= 0x10
    return bytes(data)


def in_text(change: int = 200_000) -> bytes:
    """A byte of a stored part is another one: the zip is whole, the checksum is not."""
    data = bytearray(sheet(ROW + "<!-- " + "a" * change + " -->"))
    data[data.find(b"PK\x03\x04", 400) + 60] ^= 1
    return bytes(data)


DAMAGE = (
    *(
        Case(f"the first {part:.0%} of a workbook", partial(cut, part), RefusalKind.CUT_OFF)
        for part in (0.02, 0.1, 0.5, 0.9, 0.99)
    ),
    Case("the first two bytes of a workbook", lambda: sheet()[:2], RefusalKind.OTHER_ZIP),
    Case("the first four bytes of a workbook", lambda: sheet()[:4], RefusalKind.CUT_OFF),
    Case("all but the last byte of a workbook", lambda: sheet()[:-1], RefusalKind.CUT_OFF),
    Case("a workbook whose beginning is missing", lambda: sheet()[100:], RefusalKind.ZIP_BROKEN),
    Case("a workbook whose middle is missing", lambda: sheet()[:400] + sheet()[600:], RefusalKind.ZIP_BROKEN),
    Case(
        "a workbook whose middle is zeros", lambda: sheet()[:400] + bytes(300) + sheet()[700:], RefusalKind.ZIP_BROKEN
    ),
    Case(
        "line ends changed by a mail program",
        lambda: sheet().replace(b"\n", b"\r\n").replace(b"\x00", b""),
        RefusalKind.CUT_OFF,
    ),
    Case("a bit turned in packed bytes", in_text, RefusalKind.ZIP_BROKEN),
    Case("a bit turned in a local header", lambda: flipped(b"PK\x03\x04", 2), RefusalKind.ZIP_BROKEN),
    Case("a bit turned in a name", lambda: flipped(b"PK\x03\x04", 33), RefusalKind.ZIP_BROKEN),
    Case("a bit turned in the directory", lambda: flipped(b"PK\x01\x02", 2, last=True), RefusalKind.ZIP_BROKEN),
    Case("a bit turned in the place of the directory", lambda: flipped(b"PK\x05\x06", 17), RefusalKind.ZIP_BROKEN),
    Case("a byte before the workbook", lambda: b"\n" + sheet(), RefusalKind.ZIP_BROKEN),
    Case("a mail's head before the workbook", lambda: b"Subject: form\r\n\r\n" + sheet(), RefusalKind.ZIP_BROKEN),
    Case("a byte after the workbook", lambda: sheet() + b"\n", reads=reads("12")),
    Case(
        "a mail's foot after the workbook", lambda: sheet() + b"\r\n--\r\nScanned by a gateway\r\n", reads=reads("12")
    ),
    Case("200,000 zeros after the workbook", lambda: sheet() + bytes(200_000), reads=reads("12")),
    Case(
        "two workbooks one behind the other",
        lambda: sheet() + sheet('<row r="1"><c r="A1"><v>13</v></c></row>'),
        reads=reads("13"),
    ),
)

CASES = (*STRANGERS, *DAMAGE)
