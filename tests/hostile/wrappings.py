"""Which zips are bombs, lie, overlap, or would write where they should not?"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from milepost.model.intake import RefusalKind
from milepost.model.workbook import RawWorkbook
from tests.hostile.case import ROW, SHEET, Case, Raw, altered, assembled, deflated, good, noise, raw_good, reads, sheet
from tests.inputs.packages import relationships, worksheet, zipped

MIB = 1024 * 1024
LONG_SHEET = worksheet(ROW + " " * 20_000).encode()


# -- bombs -----------------------------------------------------------------------------------------------------------


def many_of_middling_size() -> bytes:
    """Each member stays below the size from which the ratio counts; together they are 190 MB."""
    blank = b" " * (2 * MIB - 1000)
    return assembled([*raw_good(), *(Raw(f"xl/theme/t{n}.xml".encode(), blank) for n in range(95))])


def large_by_noise() -> bytes:
    """48 MB and one byte that pack no further than the ratio allows."""
    piece = (noise(MIB // 100) + " " * MIB)[:MIB].encode()
    return altered({"xl/sharedStrings.xml": piece * 48 + b" "})


def nested(levels: int) -> bytes:
    """A zip in a zip in a zip, ten times wider at each level, as 42.zip is."""
    inner = zipped({"zeros": bytes(MIB)})
    for level in range(levels):
        inner = assembled([Raw(f"{level}-{n}.zip".encode(), inner) for n in range(10)])
    return inner


def embedded(book: RawWorkbook) -> bool:
    return book.facts.embedded and reads("12")(book)


def workbook_with_nested_bomb() -> bytes:
    rels = relationships([("r1", "package", "../embeddings/a.xlsx")])
    return altered({"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/embeddings/a.xlsx": nested(4)})


def quoting() -> bytes:
    """The first member's packed bytes hold the second member, header and all."""
    inner = deflated(worksheet(ROW).encode())
    size, crc = len(worksheet(ROW).encode()), zlib.crc32(worksheet(ROW).encode())
    name = SHEET.encode()
    local = b"PK\x03\x04" + struct.pack("<5H3I2H", 20, 0, 8, 0, 33, crc, len(inner), size, len(name), 0) + name + inner
    outer = Raw(b"[Content_Types].xml", local, method=0)
    at = 30 + len(outer.name)
    return assembled([outer, Raw(name, worksheet(ROW).encode(), packed=b"", at=at)]).replace(
        struct.pack("<II", 0, size), struct.pack("<II", len(inner), size)
    )


def one_kernel_many_names() -> bytes:
    """A thousand entries of the directory that all point to one member."""
    return assembled([*raw_good(), *(Raw(f"xl/t{n}.xml".encode(), b"<a/>", at=0) for n in range(1000))])


def over_the_directory() -> bytes:
    data = bytearray(assembled(raw_good(more=Raw(b"xl/last.xml", b"<a/>", method=0))))
    at = data.rfind(b"xl/last.xml") - 46 + 20  # the packed size in the directory
    data[at : at + 8] = struct.pack("<II", 400, 400)
    return bytes(data)


# -- lies ------------------------------------------------------------------------------------------------------------


def lying_sheet(**lies: int) -> bytes:
    return assembled(raw_good(sheet=Raw(SHEET.encode(), LONG_SHEET, **lies)))  # type: ignore[arg-type]


def lying_behind_the_reader() -> bytes:
    """A part that no reader of cells looks at says that it is small, and unpacks to 60 MB."""
    return assembled(raw_good(more=Raw(b"xl/theme/theme1.xml", b" " * (60 * MIB), size=900)))


def packed_differently(method: int) -> bytes:
    return assembled(raw_good(sheet=Raw(SHEET.encode(), worksheet(ROW).encode(), method=method)))


def directory_hidden_by_zip64() -> bytes:
    """The old end record names a short directory, the newer one before it the true one of 30,000 entries."""
    body = assembled(raw_good())
    end = body.rfind(b"PK\x05\x06")
    start = int.from_bytes(body[end + 16 : end + 20], "little")
    entry = b"PK\x01\x02" + struct.pack("<H5H3I2H3HII", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = body[start:end] + entry * 30_000
    count = int.from_bytes(body[end + 10 : end + 12], "little") + 30_000
    newer = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, start + len(directory), 1)
    older = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 6, 6, end - start, start, 0)
    return body[:start] + directory + newer + locator + older


def zip64_with_absurd_sizes() -> bytes:
    data = sheet()
    end = data.rfind(b"PK\x05\x06")
    newer = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2**63, 2**63, 2**63, 2**63)
    return data[:end] + newer + b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1) + data[end:]


def in_zip64() -> bytes:
    """Written as a program writes that does not know the sizes beforehand."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in good().items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(str(text).encode())
    return stream.getvalue()


class Pipe(io.RawIOBase):
    """Takes bytes and cannot go back, as a pipe."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.taken += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def streamed() -> bytes:
    """Sizes and checksums stand behind each member, as streaming writers put them."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in good().items():
            archive.writestr(name, str(text))
    return bytes(pipe.taken)


def backslashes() -> bytes:
    return assembled([Raw(one.name.replace(b"/", b"\\"), one.content) for one in raw_good()])


def named(name: bytes, **more: int) -> bytes:
    return assembled(raw_good(more=Raw(name, **more)))  # type: ignore[arg-type]


BOMBS = (
    Case("a part that unpacks a thousandfold", lambda: sheet(ROW + " " * 3 * MIB), RefusalKind.RATIO),
    Case(
        "shared strings of 40 MB of blanks",
        lambda: altered({"xl/sharedStrings.xml": b" " * 40 * MIB}),
        RefusalKind.RATIO,
    ),
    Case(
        "a picture that nobody reads, of 60 MB of zeros",
        lambda: altered({"xl/media/a.png": bytes(60 * MIB)}),
        RefusalKind.RATIO,
    ),
    Case("a part of 48 MB that packs badly", large_by_noise, RefusalKind.MEMBER_TOO_LARGE),
    Case("95 parts, each below every limit of its own", many_of_middling_size, RefusalKind.TOTAL_TOO_LARGE),
    Case("zips in zips in zips, renamed", lambda: nested(4), RefusalKind.OTHER_ZIP),
    Case("zips in zips in zips, embedded", workbook_with_nested_bomb, reads=embedded),
    Case("members that quote each other", quoting, RefusalKind.OVERLAPPING_MEMBERS),
    Case("a thousand names for one member", one_kernel_many_names, RefusalKind.ZIP_BROKEN),
    Case("a member that reaches into the directory", over_the_directory, RefusalKind.OVERLAPPING_MEMBERS),
)

LIES = (
    Case("a member that declares less than it holds", lambda: lying_sheet(size=40), RefusalKind.ZIP_BROKEN),
    Case("a member that declares nothing", lambda: lying_sheet(size=0), RefusalKind.ZIP_BROKEN),
    Case("a member that declares more than it holds", lambda: lying_sheet(size=90_000), RefusalKind.ZIP_BROKEN),
    Case("a member that declares four gigabytes", lambda: lying_sheet(size=2**32 - 2), RefusalKind.RATIO),
    Case("a member with another checksum", lambda: lying_sheet(crc=1), RefusalKind.ZIP_BROKEN),
    Case("a lie in a part that no reader of cells looks at", lying_behind_the_reader, RefusalKind.RATIO),
    Case("packed by bzip2", lambda: packed_differently(12), RefusalKind.ZIP_BROKEN),
    Case("packed by LZMA", lambda: packed_differently(14), RefusalKind.ZIP_BROKEN),
    Case("packed by deflate64", lambda: packed_differently(9), RefusalKind.ZIP_BROKEN),
    Case("packed by Zstandard", lambda: packed_differently(93), RefusalKind.ZIP_BROKEN),
    Case("packed by a method that does not exist", lambda: packed_differently(4711), RefusalKind.ZIP_BROKEN),
    Case("deflated bytes that are none", lambda: lying_sheet_bytes(b"\xff" * 300), RefusalKind.ZIP_BROKEN),
    Case("deflated bytes that break off", lambda: lying_sheet_bytes(deflated(LONG_SHEET)[:-9]), RefusalKind.ZIP_BROKEN),
    Case(
        "local header and directory name it differently",
        lambda: assembled(raw_good(sheet=Raw(SHEET.encode(), LONG_SHEET, local_name=b"xl/worksheets/sheet2.xml"))),
        RefusalKind.ZIP_BROKEN,
    ),
    Case(
        "a directory that counts fewer members than it has",
        lambda: assembled(raw_good(), count=3),
        RefusalKind.ZIP_BROKEN,
    ),
    Case(
        "a directory that counts more members than it has",
        lambda: assembled(raw_good(), count=9),
        RefusalKind.ZIP_BROKEN,
    ),
    Case(
        "2,001 members",
        lambda: assembled([*raw_good(), *(Raw(f"m/{n}".encode()) for n in range(1_996))]),
        RefusalKind.TOO_MANY_MEMBERS,
    ),
    Case(
        "65,000 members", lambda: assembled(Raw(f"m/{n}".encode()) for n in range(65_000)), RefusalKind.TOO_MANY_MEMBERS
    ),
    Case("30,000 members hidden behind a zip64 record", directory_hidden_by_zip64, RefusalKind.TOO_MANY_MEMBERS),
    Case("a zip64 record with absurd sizes", zip64_with_absurd_sizes, RefusalKind.ZIP_BROKEN),
    Case("a member on another disk", lambda: assembled(raw_good(more=Raw(b"a", disk=7))), reads=reads("12")),
    Case("nothing but the end of a zip", lambda: b"PK\x05\x06" + bytes(18), RefusalKind.OTHER_ZIP),
    Case("the mark of a split zip", lambda: b"PK\x07\x08" + sheet(), RefusalKind.ZIP_BROKEN),
)


def lying_sheet_bytes(packed: bytes) -> bytes:
    return assembled(raw_good(sheet=Raw(SHEET.encode(), LONG_SHEET, packed=packed)))


NAMES = (
    Case("two sheets of one name in the zip", lambda: named(SHEET.encode()), RefusalKind.DUPLICATE_MEMBERS),
    Case("two lists of content types", lambda: named(b"[Content_Types].xml"), RefusalKind.DUPLICATE_MEMBERS),
    Case("names that differ in capitals", lambda: named(SHEET.upper().encode()), RefusalKind.DUPLICATE_MEMBERS),
    Case(
        "names that differ in the slash",
        lambda: named(SHEET.replace("/", "\\").encode()),
        RefusalKind.DUPLICATE_MEMBERS,
    ),
    Case("a name that leads upwards", lambda: named(b"../../../../etc/cron.d/a"), RefusalKind.PATH_TRAVERSAL),
    Case("a name that leads upwards by backslash", lambda: named(b"xl\\..\\..\\..\\a.dll"), RefusalKind.PATH_TRAVERSAL),
    Case("an absolute name", lambda: named(b"/etc/passwd"), RefusalKind.PATH_TRAVERSAL),
    Case("a name with a drive", lambda: named(b"C:\\Windows\\a.dll"), RefusalKind.PATH_TRAVERSAL),
    Case("a name on another computer", lambda: named(b"\\\\host\\share\\a"), RefusalKind.PATH_TRAVERSAL),
    Case("a name with a stream", lambda: named(b"xl/a.xml:hidden"), RefusalKind.PATH_TRAVERSAL),
    Case("a name with a zero byte", lambda: named(b"xl/a.xml\x00.png"), RefusalKind.PATH_TRAVERSAL),
    Case("a name with a line break", lambda: named(b"xl/a\nb.xml"), RefusalKind.PATH_TRAVERSAL),
    Case("a name of 60,000 characters", lambda: named(b"a" * 60_000), RefusalKind.PATH_TRAVERSAL),
    Case(
        "a name that is no UTF-8 though it says so",
        lambda: named(b"xl/\xff\xfe.xml", flags=0x800),
        RefusalKind.ZIP_BROKEN,
    ),
    Case("a name in GB 18030", lambda: named("xl/图片.png".encode("gb18030")), reads=reads("12")),
    Case("a symbolic link", lambda: named(b"xl/link", mode=stat.S_IFLNK | 0o777), RefusalKind.SYMLINK),
    Case(
        "the sheet is a symbolic link",
        lambda: assembled(raw_good(sheet=Raw(SHEET.encode(), b"/etc/passwd", mode=stat.S_IFLNK | 0o777))),
        RefusalKind.SYMLINK,
    ),
    Case("a member with a password", lambda: named(b"xl/a.xml", flags=1), RefusalKind.ENCRYPTED),
    Case("a member with strong encryption", lambda: named(b"xl/a.xml", flags=0x41), RefusalKind.ENCRYPTED),
    Case("a member encrypted by AES", lambda: named(b"xl/a.xml", flags=1, method=99), RefusalKind.ENCRYPTED),
)

ODD = (
    Case("backslashes between folders", backslashes, reads=reads("12")),
    Case("written in zip64", in_zip64, reads=reads("12")),
    Case("sizes behind the members", streamed, reads=reads("12")),
    Case(
        "nothing packed",
        lambda: assembled(Raw(one.name, one.content, method=0) for one in raw_good()),
        reads=reads("12"),
    ),
    Case("folders as members", lambda: assembled([Raw(b"xl/", b"", method=0), *raw_good()]), reads=reads("12")),
    Case("a remark of 65,535 bytes", lambda: assembled(raw_good(), remark=b"r" * 65_535), reads=reads("12")),
    Case(
        "a remark that holds the end of another zip",
        lambda: assembled(raw_good(), remark=b"PK\x05\x06" + bytes(18)),
        RefusalKind.ZIP_BROKEN,
    ),
    Case(
        "names in other capitals than the relationships",
        lambda: assembled(Raw(one.name.replace(b"sheet1", b"Sheet1"), one.content) for one in raw_good()),
        reads=reads("12"),
    ),
)

CASES = (*BOMBS, *LIES, *NAMES, *ODD)
