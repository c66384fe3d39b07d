"""What is one hostile, broken or odd file, and what must become of it?"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from milepost.model.intake import RefusalKind
from milepost.model.workbook import RawWorkbook
from tests.inputs.packages import parts, worksheet, zipped

ROW = '<row r="1"><c r="A1"><v>12</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Case:
    """One file.

    Attributes:
        name: What it is, in plain words; the id of its test.
        make: Writes its bytes.
        refused: Why it must be refused; None for a file that must be read.
        reads: For such a file: says whether it was read right.
        file: Its name in the inbox, where the name matters.
    """

    name: str
    make: Callable[[], bytes]
    refused: RefusalKind | None = None
    reads: Callable[[RawWorkbook], bool] | None = None
    file: str = ""


@cache
def content(case: Case) -> bytes:
    """The bytes of a case, written once."""
    return case.make()


def reads(text: str | None, sheet: int = 0, row: int = 1, column: int = 1) -> Callable[[RawWorkbook], bool]:
    """Expect this text in a cell; None expects an empty one."""

    def check(book: RawWorkbook) -> bool:
        cell = book.sheets[sheet].cell(row, column)
        return (cell.text if cell is not None else None) == text

    return check


def good(rows: str = ROW, **more: str) -> dict[str, str | bytes]:
    """The parts of a small good workbook."""
    return parts({"Sheet1": worksheet(rows, **more)})


def altered(changes: Mapping[str, str | bytes | None], rows: str = ROW) -> bytes:
    """The small workbook with some parts replaced, added, or (None) left out."""
    members = {**good(rows), **changes}
    return zipped({name: text for name, text in members.items() if text is not None})


def inserted(part: str, before: str, text: str) -> bytes:
    """The small workbook with a text inserted in a part."""
    members = good()
    old = str(members[part])
    assert before in old, (part, before)
    return altered({part: old.replace(before, text + before, 1)})


def sheet(rows: str = ROW, before: str = "", after: str = "") -> bytes:
    """The small workbook around this worksheet."""
    return altered({SHEET: worksheet(rows, before, after)})


def noise(length: int, seed: int = 1) -> str:
    """Text that hardly packs, always the same: so that a large file passes the ratio."""
    return random.Random(seed).randbytes(length // 2).hex()


@dataclass(frozen=True)
class Raw:
    """A member of a zip written byte by byte; what is not given is told truthfully.

    Attributes:
        name: The name's bytes.
        content: Unpacked content.
        packed: What stands in the file instead of the packed content.
        size: Declared size unpacked.
        crc: Declared checksum.
        method: 0 stored, 8 deflated, others to frighten.
        flags: 1 encrypted, 0x800 the name is UTF-8.
        mode: Unix mode.
        local_name: The name in the local header.
        at: Offset of the local header that the directory gives.
        disk: Number of the disk.
    """

    name: bytes
    content: bytes = b"x"
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    method: int = 8
    flags: int = 0
    mode: int = 0o600
    local_name: bytes | None = None
    at: int | None = None
    disk: int = 0


@cache
def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def assembled(members: Iterable[Raw], count: int | None = None, remark: bytes = b"", front: bytes = b"") -> bytes:
    """A zip that says what it is told to say."""
    body, directory, written = bytearray(front), bytearray(), 0
    for one in members:
        packed = one.packed
        if packed is None:
            packed = deflated(one.content) if one.method == 8 else one.content
        size = len(one.content) if one.size is None else one.size
        crc = zlib.crc32(one.content) if one.crc is None else one.crc
        local_name = one.name if one.local_name is None else one.local_name
        head = (20, one.flags, one.method, 0, 33, crc, len(packed), size)
        at = len(body) if one.at is None else one.at
        body += b"PK\x03\x04" + struct.pack("<5H3I2H", *head, len(local_name), 0) + local_name + packed
        directory += b"PK\x01\x02" + struct.pack("<H5H3I2H", 0x314, *head, len(one.name), 0)
        directory += struct.pack("<3HII", 0, one.disk, 0, one.mode << 16, at) + one.name
        written += 1
    told = written if count is None else count
    end = struct.pack("<4H2IH", 0, 0, told & 0xFFFF, told & 0xFFFF, len(directory), len(body), len(remark))
    return bytes(body + directory) + b"PK\x05\x06" + end + remark


def raw_good(**changed: Raw) -> list[Raw]:
    """The members of the small workbook, some replaced: ``sheet=Raw(...)``, and ``more=Raw(...)`` added."""
    names = {"sheet": SHEET, "types": "[Content_Types].xml", "styles": "xl/styles.xml"}
    by_name = {names[key]: one for key, one in changed.items() if key in names}
    members = [by_name.get(name, Raw(name.encode(), str(text).encode())) for name, text in good().items()]
    return members + [one for key, one in changed.items() if key not in names]
