"""How are a few bytes of an XML part changed while all others stay as they are?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from milepost.errors import MilepostError
from milepost.inputs.limits import Limits
from milepost.inputs.markup import Place, local_name, walk

_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_NAME = re.compile(rb"<([^\s/>]+)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class CannotPatchError(MilepostError):
    """A workbook is built in a way that notes cannot be put in safely."""

    def __init__(self, reason: str) -> None:
        """Say why, and what happens instead."""
        self.reason = reason
        super().__init__(f"The workbook cannot be given notes: {reason}. Its findings go into a text file instead.")


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to put in the place of others; ``start == end`` puts them between."""

    start: int
    end: int
    content: bytes


@dataclass(slots=True)
class Element:
    """One element of a part and where it stands in the bytes.

    Attributes:
        name: Its name without namespace.
        namespace: Its namespace.
        attributes: As expat gives them.
        start: Where its first tag begins.
        opened: Where its first tag ends.
        closing: Where its last tag begins; equal to ``start`` for ``<empty/>``.
        end: Where it ends.
        children: The elements directly inside.
        text: The text directly inside.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    start: int
    opened: int
    closing: int = -1
    end: int = -1
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> Element | None:
        """The first element of a name directly inside."""
        return next((child for child in self.children if child.name == name), None)

    def below(self) -> Iterator[Element]:
        """This element and all inside, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.below()


def elements(data: bytes, part: str, limits: Limits) -> Element:
    """Read a small part as a tree with places (comments, formats, relationships; sheets are too large for it).

    Raises:
        CannotPatchError: If the part's bytes cannot be cut at ASCII characters.
    """
    require_ascii_markup(data, part)
    place = Place()
    document = Element("", "", {}, 0, 0)
    open_elements = [document]

    def start(name: str, attributes: object) -> None:
        namespace = name.rpartition("}")[0]
        here = place.byte
        found = Element(local_name(name), namespace, dict(attributes), here, tag_end(data, here))  # type: ignore[call-overload]
        open_elements[-1].children.append(found)
        open_elements.append(found)

    def end(name: str) -> None:
        found = open_elements.pop()
        if is_empty(data, found.opened):
            found.closing, found.end = found.start, found.opened
        else:
            found.closing = place.byte
            found.end = tag_end(data, found.closing)

    def text(words: str) -> None:
        open_elements[-1].text += words

    walk(data, part, limits, start, end, text, naming=str, place=place)
    return document.children[0]


def require_ascii_markup(data: bytes, part: str) -> None:
    """Refuse UTF-16: there a tag is not made of single bytes."""
    if b"\x00" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CannotPatchError(f"{part} is written in UTF-16")


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at ``start`` ends; ``>`` inside quotation marks does not count."""
    position = start
    if data[start : start + 1] != b"<":
        raise CannotPatchError("the place of a tag could not be found")
    while True:
        close = data.find(b">", position)
        if close < 0:
            raise CannotPatchError("the end of a tag could not be found")
        quotes = [found for mark in (b'"', b"'") if (found := data.find(mark, position, close)) >= 0]
        if not quotes:
            return close + 1
        first = min(quotes)
        position = data.find(data[first : first + 1], first + 1) + 1
        if position == 0:
            raise CannotPatchError("the end of an attribute could not be found")


def is_empty(data: bytes, opened: int) -> bool:
    """Say whether the tag that ends at ``opened`` is one like ``<empty/>``."""
    return data[opened - 2 : opened] == b"/>"


def prefix_of(data: bytes, start: int) -> str:
    """The prefix of a tag with its colon, ``""`` where it has none."""
    match = _TAG_NAME.match(data, start)
    name = match[1].decode("utf-8", "replace") if match else ""
    return name.rpartition(":")[0] + ":" if ":" in name else ""


def with_attributes(tag: bytes, **values: str | None) -> bytes:
    """A tag with other attributes (None takes one away); all other bytes stay."""
    name = _TAG_NAME.match(tag)
    if name is None:
        raise CannotPatchError("a tag without a name")
    missing = dict(values)
    edits: list[Edit] = []
    position = name.end()
    while match := _ATTRIBUTE.match(tag, position):
        position = match.end()
        key = match[1].decode("utf-8", "replace")
        if key in missing:
            edits.append(Edit(match.start(), match.end(), _attribute(key, missing.pop(key))))
    added = b"".join(_attribute(key, value) for key, value in missing.items())
    return spliced(tag, [*edits, Edit(position, position, added)])


def _attribute(key: str, value: str | None) -> bytes:
    return b"" if value is None else b" " + key.encode("ascii") + b'="' + escaped(value) + b'"'


def grown(data: bytes, element: Element, content: bytes, count: int | None = None) -> list[Edit]:
    """Put content behind everything inside an element, opening it where it is ``<empty/>``.

    Args:
        data: The part.
        element: The element.
        content: What to put in.
        count: What the element holds afterwards, where it declares a count.
    """
    tag = data[element.start : element.opened]
    if count is not None and "count" in element.attributes:
        tag = with_attributes(tag, count=str(count))
    if element.closing == element.start:
        return [Edit(element.start, element.end, opened_up(tag, content))]
    return [Edit(element.start, element.opened, tag), Edit(element.closing, element.closing, content)]


def opened_up(tag: bytes, content: bytes) -> bytes:
    """``<name .../>`` as ``<name ...>content</name>``."""
    name = _TAG_NAME.match(tag)
    if name is None:
        raise CannotPatchError("a tag without a name")
    return tag[:-2].rstrip() + b">" + content + b"</" + name[1] + b">"


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made; edits at one place keep their order."""
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise CannotPatchError("two changes at one place")
        pieces += [data[position : edit.start], edit.content]
        position = edit.end
    return b"".join([*pieces, data[position:]])


def escaped(text: str) -> bytes:
    """Text for an attribute or an element, in ASCII, so that it fits a part of whatever encoding."""
    clean = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    marked = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return marked.replace("\r", "").encode("ascii", "xmlcharrefreplace")
