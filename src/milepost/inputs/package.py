"""Which parts does an Office package have, and how do they point at each other?"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from milepost.inputs.container import Container
from milepost.inputs.limits import Limits, Refused
from milepost.inputs.markup import End, Start, Text, local_name, spreadsheet_name, walk
from milepost.model.intake import RefusalKind

CONTENT_TYPES = "[Content_Types].xml"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part pointing at another part or at something outside.

    Attributes:
        id: What the source calls it.
        kind: Last word of its type, the same in strict and ordinary packages, e.g. ``"worksheet"``.
        target: Name of the part, or the address outside as written.
        external: True for something outside the package.
    """

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """An Office package whose container passed; parts are unpacked when asked for."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self._by_id: dict[str, dict[str, Relationship]] = {}
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        self._tags = 0
        self._read_content_types()

    @property
    def limits(self) -> Limits:
        """The limits that hold for this package."""
        return self.container.limits

    def has(self, part: str) -> bool:
        """Say whether there is such a part."""
        return self.container.find(part) is not None

    def read(self, part: str) -> bytes:
        """Unpack a part.

        Raises:
            Refused: If it is missing, damaged or too large.
        """
        member = self.container.find(part)
        if member is None:
            raise Refused(RefusalKind.MISSING_PART, member=part)
        return self.container.read(member)

    def walk(
        self,
        part: str,
        start: Start,
        end: End | None = None,
        text: Text | None = None,
        naming: Callable[[str], str] = spreadsheet_name,
        crowded: Refused | None = None,
    ) -> None:
        """Walk through a part, see ``markup.walk``; the tags of all parts are counted together, before the walk.

        Raises:
            Refused: As ``read`` and ``markup.walk`` do; ``crowded`` if there are more tags than the limits allow.
        """
        data = self.read(part)
        self._tags += data.count(b"<")
        if self._tags > self.limits.tags:
            raise crowded or Refused(RefusalKind.TOO_MANY_ITEMS, member=part, limit=self.limits.tags)
        walk(data, part, self.limits, start, end, text, naming)

    def content_type(self, part: str) -> str:
        """The declared type of a part; ``""`` where nothing is declared."""
        declared = self._overrides.get(part.casefold())
        return declared if declared is not None else self._defaults.get(part.rpartition(".")[2].casefold(), "")

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """What a part points at, in the file's order; ``""`` for the package itself."""
        if part not in self._relationships:
            name = relationships_part(part)
            self._relationships[part] = self._read_relationships(part, name) if self.has(name) else ()
        return self._relationships[part]

    def related(self, part: str, kind: str) -> Relationship | None:
        """The first relationship of a kind."""
        return next((relation for relation in self.relationships(part) if relation.kind == kind), None)

    def by_id(self, part: str, identity: str | None) -> Relationship | None:
        """The relationship that a part calls ``identity``."""
        if part not in self._by_id:
            self._by_id[part] = {relation.id: relation for relation in reversed(self.relationships(part))}
        return self._by_id[part].get(identity) if identity is not None else None

    def refuse_definitions_elsewhere(self) -> None:
        """Look for a DTD in the XML parts that were not walked through: whoever opens the file later reads them too.

        Raises:
            Refused: If there is one, or if such a part does not unpack to what the zip's directory says.
        """
        for member in self.container.unread():
            declared = self.content_type(member.name)
            if declared.endswith("xml") or member.name.casefold().endswith(_XML_ENDINGS):
                content = self.container.read(member)
                if any(mark in content for mark in _DOCTYPES):
                    raise Refused(RefusalKind.DTD, member=member.name)

    def _read_content_types(self) -> None:
        def start(name: str, attributes: Mapping[str, str]) -> None:
            if len(self._overrides) > self.limits.items:
                raise Refused(RefusalKind.TOO_MANY_ITEMS, member=CONTENT_TYPES, limit=self.limits.items)
            if name == "Default":
                self._defaults[attributes.get("Extension", "").casefold()] = attributes.get("ContentType", "")
            elif name == "Override":
                part = attributes.get("PartName", "").lstrip("/").casefold()
                self._overrides[part] = attributes.get("ContentType", "")

        self.walk(CONTENT_TYPES, start, naming=local_name)

    def _read_relationships(self, source: str, name: str) -> tuple[Relationship, ...]:
        found: list[Relationship] = []

        def start(element: str, attributes: Mapping[str, str]) -> None:
            if element != "Relationship":
                return
            if len(found) >= self.limits.items:
                raise Refused(RefusalKind.TOO_MANY_ITEMS, member=name, limit=self.limits.items)
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            kind = attributes.get("Type", "").rpartition("/")[2]
            where = target if external else resolve(source, target)
            found.append(Relationship(attributes.get("Id", ""), kind, where, external))

        self.walk(name, start, naming=local_name)
        return tuple(found)


def relationships_part(part: str) -> str:
    """Name of the part that lists what ``part`` points at."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(source: str, target: str) -> str:
    """Name of the part that a target means, seen from the part ``source``."""
    path = unquote(target.replace("\\", "/")).partition("#")[0]
    joined = path if path.startswith("/") else posixpath.join("/", posixpath.dirname(source), path)
    return posixpath.normpath(joined).lstrip("/")
