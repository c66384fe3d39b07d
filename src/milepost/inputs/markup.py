"""How is one XML part walked through without trusting it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from milepost.inputs.limits import Limits, Refused
from milepost.model.intake import RefusalKind

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SPREADSHEET_NAMESPACES = frozenset({MAIN_NAMESPACE, STRICT_NAMESPACE})
# The ordinary vocabulary and the strict one, in this order.
RELATIONSHIP_NAMESPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_ID_KEYS = tuple(f"{namespace}}}id" for namespace in RELATIONSHIP_NAMESPACES)
_NO_MEMORY = 1  # XML_ERROR_NO_MEMORY
# A workbook is written in the first two (ECMA-376 part 2, 8.1.4); expat knows all of these by itself.
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"})


class Place:
    """Where in the part's bytes the walk stands; only for callers that cut the bytes afterwards."""

    def __init__(self) -> None:
        self.parser: expat.XMLParserType | None = None

    @property
    def byte(self) -> int:
        """Offset of the tag whose element opens or closes now."""
        return self.parser.CurrentByteIndex if self.parser is not None else -1


def local_name(name: str) -> str:
    """An element's name without its namespace."""
    return name.rpartition("}")[2]


def spreadsheet_name(name: str) -> str:
    """The bare name of a spreadsheet element, whatever its prefix; of a foreign one ``uri}name``, of none ``}name``."""
    namespace, _, local = name.rpartition("}")
    return local if namespace in SPREADSHEET_NAMESPACES else f"{namespace}}}{local}"


def relationship_id(attributes: Mapping[str, str]) -> str | None:
    """The ``r:id`` of an element."""
    return next((attributes[key] for key in _ID_KEYS if key in attributes), None)


def is_true(value: str | None) -> bool:
    """Read a yes-or-no attribute."""
    return value in ("1", "true", "on")


def walk(
    data: bytes,
    part: str,
    limits: Limits,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
    naming: Callable[[str], str] = spreadsheet_name,
    place: Place | None = None,
) -> None:
    """Walk through a part, calling back for each element and each text.

    The part is handed to expat whole: fed in pieces, expat 2.5 reads a long tag again with every piece.

    Args:
        data: The part's bytes.
        part: Its name, for the refusal.
        limits: How deep it may be and how long one tag.
        start: Called with name and attributes where an element opens.
        end: Called with the name where it closes.
        text: Called with text, in pieces.
        naming: What to make of expat's ``uri}name``.
        place: Tells the callbacks where in the bytes they are.

    Raises:
        Refused: If the part has a DTD, is not well-formed, too deep, in an unusual encoding, or has a tag, a text or a
            namespace of absurd length.
    """
    _refuse_long_runs(data, part, limits)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    if place is not None:
        place.parser = parser
    names: dict[str, str] = {}
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise Refused(RefusalKind.XML_TOO_DEEP, member=part, limit=limits.depth)
        known = names.get(name)
        if known is None:
            known = names[name] = naming(name)
        start(known, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(names[name])

    def doctype(*_: object) -> None:
        raise Refused(RefusalKind.DTD, member=part)

    def declared(version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            raise Refused(RefusalKind.XML_BROKEN, member=part, found=encoding[:40])

    def namespace(prefix: str | None, uri: str | None) -> None:
        if uri is not None and len(uri) > limits.namespace:  # expat puts it before the name of every element
            raise Refused(RefusalKind.XML_TOO_LONG, member=part, limit=limits.namespace)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declared
    parser.StartNamespaceDeclHandler = namespace
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise Refused(RefusalKind.XML_BROKEN, member=part, line=error.lineno) from None


def _refuse_long_runs(data: bytes, part: str, limits: Limits) -> None:
    """Refuse a tag, attribute or text longer than twice the limit; one up to the limit always passes.

    None of these may hold ``<``, so a whole block without one lies inside a single run.
    """
    block = limits.run_bytes
    for begin in range(0, len(data) - block + 1, block):
        if data.find(b"<", begin, begin + block) < 0:
            raise Refused(RefusalKind.XML_TOO_LONG, member=part, limit=block)
