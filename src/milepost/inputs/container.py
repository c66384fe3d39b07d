"""Is this zip what it claims to be, and what do its members hold?"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from milepost.inputs.limits import Limits, Refused
from milepost.model.intake import RefusalKind

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_END = b"PK\x05\x06"
_CENTRAL = b"PK\x01\x02"
_SEE_ZIP64 = 0xFFFF
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the zip as its directory describes it.

    Attributes:
        name: With ``/`` between folders, whatever the file has.
        raw_name: The name's bytes in the file.
        start: Where the packed bytes begin in the file.
        packed: Number of packed bytes.
        size: Number of bytes unpacked, as declared.
        method: 0 stored, 8 deflated.
        crc: Declared CRC-32 of the unpacked bytes.
        utf8: True where the name's bytes are UTF-8.
        stamp: Time and date words, as stored.
        attributes: External attributes.
    """

    name: str
    raw_name: bytes
    start: int
    packed: int
    size: int
    method: int
    crc: int
    utf8: bool
    stamp: tuple[int, int]
    attributes: int


class Container:
    """A zip whose directory was checked, and whose members are counted as they unpack."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Check the directory.

        Raises:
            Refused: If the zip is cut off, damaged, encrypted, ambiguous or larger than the limits.
        """
        self.data = data
        self.limits = limits
        self.members = _directory(data, limits)
        self._by_name: dict[str, Member] = {}
        for member in self.members:
            key = member.name.casefold()
            if key in self._by_name:
                raise Refused(RefusalKind.DUPLICATE_MEMBERS, member=member.name)
            self._by_name[key] = member
        self._unpacked = 0
        self._read: set[str] = set()

    def find(self, name: str) -> Member | None:
        """The member of a name; capitals do not count, as the package standard says."""
        return self._by_name.get(name.casefold())

    def unread(self) -> tuple[Member, ...]:
        """The members that nobody has unpacked so far."""
        return tuple(member for member in self.members if member.name not in self._read)

    def packed_bytes(self, member: Member) -> bytes:
        """The member's bytes as they stand in the file."""
        return self.data[member.start : member.start + member.packed]

    def read(self, member: Member) -> bytes:
        """Unpack a member, counting.

        Raises:
            Refused: If it unpacks to more than the limits, or not to what the directory says.
        """
        limits = self.limits
        self._read.add(member.name)
        packed = self.packed_bytes(member)
        if member.method == zipfile.ZIP_STORED:
            content = packed
        else:
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = unpacker.decompress(packed, limits.member_bytes + 1)
            except zlib.error:
                raise Refused(RefusalKind.ZIP_BROKEN, member=member.name) from None
            if not unpacker.eof and len(content) <= limits.member_bytes:
                raise Refused(RefusalKind.ZIP_BROKEN, member=member.name)
        _within(member.name, len(content), member.packed, limits)
        self._unpacked += len(content)
        if self._unpacked > limits.total_bytes:
            raise Refused(RefusalKind.TOTAL_TOO_LARGE, limit=limits.total_bytes)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise Refused(RefusalKind.ZIP_BROKEN, member=member.name)
        return content


def _within(name: str, size: int, packed: int, limits: Limits) -> None:
    if size > limits.ratio_from and size > limits.ratio * max(packed, 1):
        raise Refused(RefusalKind.RATIO, member=name, limit=limits.ratio)
    if size > limits.member_bytes:
        raise Refused(RefusalKind.MEMBER_TOO_LARGE, member=name, limit=limits.member_bytes)


def _directory(data: bytes, limits: Limits) -> tuple[Member, ...]:
    """Read the directory and check that its members lie one behind the other."""
    end = data.rfind(_END)
    if end < 0 or end + 22 > len(data):
        raise Refused(RefusalKind.CUT_OFF, bytes=len(data))
    # Counted before zipfile makes an object of each: a directory can hold hundreds of thousands, wherever it begins.
    if data.count(_CENTRAL, 0, end) > limits.members:
        raise Refused(RefusalKind.TOO_MANY_MEMBERS, limit=limits.members)
    remark = int.from_bytes(data[end + 20 : end + 22], "little")
    try:
        # What a mail gateway appended is left away; zipfile looks for the end no further than 64 KB from the last byte.
        with zipfile.ZipFile(io.BytesIO(data[: end + 22 + remark])) as archive:
            found, directory_start = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, struct.error) as reason:
        raise Refused(RefusalKind.ZIP_BROKEN, member="") from reason
    if len(found) > limits.members:
        raise Refused(RefusalKind.TOO_MANY_MEMBERS, limit=limits.members)
    declared = int.from_bytes(data[end + 10 : end + 12], "little")
    if not found or declared not in (len(found), _SEE_ZIP64):  # zipfile does not look; others read only so many
        raise Refused(RefusalKind.ZIP_BROKEN, member="")
    members = tuple(_member(data, info, limits) for info in found)
    _one_behind_the_other(members, found, directory_start)
    return tuple(member for member in members if not member.name.endswith("/"))


def _member(data: bytes, info: zipfile.ZipInfo, limits: Limits) -> Member:
    name = info.orig_filename.replace("\\", "/")
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)[:200]
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise Refused(RefusalKind.ENCRYPTED, member=shown)
    if shown[:200] != name or name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise Refused(RefusalKind.PATH_TRAVERSAL, member=shown)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(RefusalKind.SYMLINK, member=shown)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(RefusalKind.ZIP_BROKEN, member=shown)
    _within(shown, info.file_size, info.compress_size, limits)

    header = data[info.header_offset : info.header_offset + LOCAL_HEADER.size]
    if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise Refused(RefusalKind.ZIP_BROKEN, member=shown)
    fields = LOCAL_HEADER.unpack(header)
    utf8 = bool(info.flag_bits & _UTF8_FLAG)
    raw_name = info.orig_filename.encode("utf-8" if utf8 else "cp437")
    name_start = info.header_offset + LOCAL_HEADER.size
    name_end = name_start + fields[9]
    if data[name_start:name_end] != raw_name:  # another reader might go by the other name
        raise Refused(RefusalKind.ZIP_BROKEN, member=shown)
    return Member(
        name=name,
        raw_name=raw_name,
        start=name_end + fields[10],
        packed=info.compress_size,
        size=info.file_size,
        method=info.compress_type,
        crc=info.CRC,
        utf8=utf8,
        stamp=(fields[4], fields[5]),
        attributes=info.external_attr,
    )


def _one_behind_the_other(members: tuple[Member, ...], found: list[zipfile.ZipInfo], directory_start: int) -> None:
    """Refuse members that share bytes: what looks small then unpacks to the same bytes many times."""
    pairs = sorted(zip(found, members, strict=True), key=lambda pair: pair[0].header_offset)
    starts = [info.header_offset for info, _ in pairs[1:]] + [directory_start]
    for (_, member), next_start in zip(pairs, starts, strict=True):
        if member.start + member.packed > next_start:
            raise Refused(RefusalKind.OVERLAPPING_MEMBERS, member=member.name)
