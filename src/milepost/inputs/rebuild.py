"""How is a package written again with some parts changed and all others byte for byte?"""

from __future__ import annotations

import posixpath
import struct
import zlib

from milepost.inputs.container import LOCAL_HEADER, Member
from milepost.inputs.limits import Refused
from milepost.inputs.markup import RELATIONSHIP_NAMESPACES
from milepost.inputs.package import CONTENT_TYPES, Package, relationships_part, resolve
from milepost.inputs.splice import CannotPatchError, Edit, Element, elements, escaped, grown, prefix_of, spliced
from milepost.model.intake import RefusalKind

_CENTRAL_HEADER = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_FIXED_DATE = (0, (1 << 5) | 1)  # 1 January 1980: no clock in an output
_VERSION = 20
_UTF8_FLAG = 0x800
_DEFLATED = 8
_NO_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Rebuild:
    """A package with changes laid over it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        # By the member's name in the file, None for one that is taken out; new ones at the end, in their order.
        self._changed: dict[str, bytes | None] = {}

    def part(self, name: str) -> bytes:
        """The bytes of a part as they stand now."""
        key = self._key(name)
        if key not in self._changed:
            return self.package.read(name)
        content = self._changed[key]
        if content is None:
            raise Refused(RefusalKind.MISSING_PART, member=name)
        return content

    def has(self, name: str) -> bool:
        """Say whether there is such a part now."""
        key = self._key(name)
        return self._changed[key] is not None if key in self._changed else self.package.has(name)

    def replace(self, name: str, content: bytes) -> None:
        """Change a part, or make it."""
        self._changed[self._key(name)] = content

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Make a part and declare its type."""
        self.replace(name, content)
        self._declare("Override", "PartName", f"/{name}", content_type)

    def remove(self, name: str) -> None:
        """Take a part out, with what it points at others by, and its declared type."""
        for part in (name, relationships_part(name)):
            if self.has(part):
                self._changed[self._key(part)] = None
        data = self.part(CONTENT_TYPES)
        root = elements(data, CONTENT_TYPES, self.package.limits)
        key, value = "PartName", f"/{name}".casefold()
        gone = [one for one in root.children if one.attributes.get(key, "").casefold() == value]
        if gone:
            self.replace(CONTENT_TYPES, spliced(data, [Edit(one.start, one.end, b"") for one in gone]))

    def unrelate(self, source: str, target: str) -> None:
        """Let one part no longer point at another."""
        name = relationships_part(source)
        data = self.part(name)
        root = elements(data, name, self.package.limits)
        gone = [
            one
            for one in root.children
            if one.attributes.get("TargetMode") != "External"
            and resolve(source, one.attributes.get("Target", "")).casefold() == target.casefold()
        ]
        self.replace(name, spliced(data, [Edit(one.start, one.end, b"") for one in gone]))

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Declare the type of all parts with an extension, unless one is declared."""
        if not self.package.content_type(f"any.{extension}"):
            self._declare("Default", "Extension", extension, content_type)

    def relate(self, source: str, kind: str, target: str, *, strict: bool = False, type_uri: str = "") -> str:
        """Let one part point at another and give the id by which it does.

        Args:
            source: The part that points.
            kind: Last word of the relationship's type.
            target: The part it points at.
            strict: Whether the source is written in the strict vocabulary.
            type_uri: The whole type, where it is not one of the standard's own.
        """
        name = relationships_part(source)
        data = self.part(name) if self.has(name) else _NO_RELATIONSHIPS
        root = elements(data, name, self.package.limits)
        used = {child.attributes.get("Id", "").casefold() for child in root.children}
        number = next(n for n in range(1, len(used) + 2) if f"ridmilepost{n}" not in used)
        identity = f"rIdMilepost{number}"
        kind_uri = type_uri or f"{RELATIONSHIP_NAMESPACES[strict]}/{kind}"
        prefix = prefix_of(data, root.start)
        entry = f'<{prefix}Relationship Id="{identity}" Type="{kind_uri}" Target="/'.encode()
        self.replace(name, spliced(data, grown(data, root, entry + escaped(target) + b'"/>')))
        return identity

    def free_name(self, folder: str, stem: str, extension: str) -> str:
        """A name that no part has, e.g. ``xl/comments3.xml``."""
        number = 1
        while self.has(name := posixpath.join(folder, f"{stem}{number}.{extension}")):
            number += 1
        return name

    def to_bytes(self) -> bytes:
        """The package, members in their old order, new ones behind; what did not change keeps its packed bytes."""
        container = self.package.container
        zip_file = _ZipWriter()
        old = {member.name: member for member in container.members}
        for name, member in old.items():
            if name not in self._changed:
                zip_file.copy(member, container.packed_bytes(member))
            elif (content := self._changed[name]) is not None:
                zip_file.write(member.raw_name, content, utf8=member.utf8)
        for name, content in self._changed.items():
            if name not in old and content is not None:
                zip_file.write(name.encode("utf-8"), content, utf8=not name.isascii())
        return zip_file.finished()

    def _key(self, name: str) -> str:
        member = self.package.container.find(name)
        return member.name if member is not None else name

    def _declare(self, element: str, key: str, value: str, content_type: str) -> None:
        data = self.part(CONTENT_TYPES)
        root = elements(data, CONTENT_TYPES, self.package.limits)
        if _declared(root, element, key, value):
            return
        prefix = prefix_of(data, root.start)
        entry = f"<{prefix}{element} {key}=".encode() + b'"' + escaped(value)
        entry += f'" ContentType="{content_type}"/>'.encode()
        self.replace(CONTENT_TYPES, spliced(data, grown(data, root, entry)))


def _declared(root: Element, element: str, key: str, value: str) -> bool:
    return any(
        child.name == element and child.attributes.get(key, "").casefold() == value.casefold()
        for child in root.children
    )


class _ZipWriter:
    """Writes members one behind the other; small packages only, no zip64."""

    def __init__(self) -> None:
        self._body: list[bytes] = []
        self._directory: list[bytes] = []
        self._offset = 0

    def copy(self, member: Member, packed: bytes) -> None:
        """Take a member over as it is packed."""
        self._put(
            member.raw_name,
            packed,
            member.size,
            member.crc,
            member.method,
            member.stamp,
            member.utf8,
            member.attributes,
        )

    def write(self, raw_name: bytes, content: bytes, *, utf8: bool) -> None:
        """Pack new content."""
        packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
        self._put(raw_name, packed, len(content), zlib.crc32(content), _DEFLATED, _FIXED_DATE, utf8, 0)

    def finished(self) -> bytes:
        """The whole file."""
        directory = b"".join(self._directory)
        count = len(self._directory)  # one entry a member
        if self._offset + len(directory) >= 2**32 - 1:
            raise CannotPatchError("it is too large")
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), self._offset, 0)
        return b"".join([*self._body, directory, end])

    def _put(
        self,
        raw_name: bytes,
        packed: bytes,
        size: int,
        crc: int,
        method: int,
        stamp: tuple[int, int],
        utf8: bool,
        attributes: int,
    ) -> None:
        flags = _UTF8_FLAG if utf8 else 0
        common = (_VERSION, flags, method, *stamp, crc, len(packed), size, len(raw_name), 0)
        self._body += [LOCAL_HEADER.pack(b"PK\x03\x04", *common), raw_name, packed]
        entry = _CENTRAL_HEADER.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, attributes, self._offset)
        self._directory.append(entry + raw_name)
        self._offset += LOCAL_HEADER.size + len(raw_name) + len(packed)
