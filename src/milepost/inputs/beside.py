"""What does a workbook's package hold, and say of itself, beside cells?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.inputs.limits import Refused
from milepost.inputs.markup import local_name
from milepost.inputs.package import Package, Relationship
from milepost.inputs.strings import unescaped
from milepost.model.intake import RefusalKind
from milepost.model.workbook import PackageFacts, Properties, RawCell, RawSheet

_COMMENTS = ("comments",)
_THREADS = ("threadedComment",)
_PICTURES = ("image",)
_CELL_PICTURES = ("cellImage", "cellimage", "rdRichValue")
_EMBEDDED = ("oleObject", "package", "control", "ctrlProp")
_CONNECTIONS = ("connections", "queryTable", "model")
_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")
_SIGNATURES = ("origin",)


def read_properties(package: Package) -> Properties:
    """Read what the file says of itself."""
    return Properties(
        custom=_property_texts(package, "custom-properties", custom=True),
        core=_property_texts(package, "core-properties", custom=False),
        application=_property_texts(package, "extended-properties", custom=False),
    )


def _property_texts(package: Package, kind: str, *, custom: bool) -> Mapping[str, str]:
    """Read the leaves of a part of properties: custom ones by their ``name``, others by their element."""
    relation = package.related("", kind)
    if relation is None or relation.external or not package.has(relation.target):
        return {}
    part, limits = relation.target, package.limits
    found: dict[str, list[str]] = {}
    path: list[str] = []
    key, length = "", 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal key
        path.append(name)
        if len(path) == 2:
            key = attributes.get("name", "") if custom else name
            if len(found) >= limits.items:
                raise Refused(RefusalKind.TOO_MANY_ITEMS, member=part, limit=limits.items)
            found.setdefault(key, [])

    def end(name: str) -> None:
        path.pop()

    def text(data: str) -> None:
        nonlocal length
        length += len(data)
        if length > limits.text:
            raise Refused(RefusalKind.XML_TOO_LONG, member=part, limit=limits.text)
        if len(path) == (3 if custom else 2):
            found[key].append(data)

    package.walk(part, start, end, text, naming=local_name)
    return {unescaped(name): unescaped("".join(words).strip()) for name, words in found.items()}


def _any(relations: tuple[Relationship, ...], kinds: tuple[str, ...]) -> bool:
    return any(relation.kind in kinds for relation in relations)


def read_facts(package: Package, main: str, sheets: tuple[RawSheet, ...]) -> PackageFacts:
    """Say what the package holds beside cells, from how its parts point at each other."""
    workbook = package.relationships(main)
    from_sheets = tuple(relation for sheet in sheets for relation in package.relationships(sheet.part))
    drawings = tuple(
        relation.target for relation in from_sheets if relation.kind == "drawing" and not relation.external
    )
    from_drawings = tuple(relation for part in drawings for relation in package.relationships(part))
    everywhere = package.relationships("") + workbook + from_sheets
    links = {link.target for link in workbook if link.kind == "externalLink" and not link.external}
    return PackageFacts(
        macros=_any(everywhere, _MACROS) or "macroenabled" in package.content_type(main).casefold(),
        external_links=_any(workbook, ("externalLink",))
        or any(relation.external and relation.kind != "hyperlink" for relation in everywhere + from_drawings),
        dde=any(_asks_programs(package, link) for link in sorted(links)),
        embedded=_any(from_sheets, _EMBEDDED),
        pictures=_any(from_drawings, _PICTURES),
        pictures_in_cells=_any(workbook, _CELL_PICTURES) or any(cell.picture for cell in _all_cells(sheets)),
        comments=_any(from_sheets, _COMMENTS),
        threaded_comments=_any(from_sheets, _THREADS),
        hyperlinks=sum(sheet.hyperlinks for sheet in sheets),
        connections=_any(everywhere, _CONNECTIONS),
        signed=_any(package.relationships(""), _SIGNATURES),
    )


def _all_cells(sheets: tuple[RawSheet, ...]) -> Iterator[RawCell]:
    for sheet in sheets:
        yield from sheet.cells()


def _asks_programs(package: Package, part: str) -> bool:
    """Say whether an external link is one to a program (DDE or OLE)."""
    found = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal found
        found = found or name in ("ddeLink", "oleLink")

    if package.has(part):
        package.walk(part, start)
    return found
