"""What does a workbook hold? Our own small reader: zip and expat, limits, no dense grid."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from milepost.inputs.beside import read_facts, read_properties
from milepost.inputs.guard import load, main_part, open_package, refusal
from milepost.inputs.limits import DEFAULT_LIMITS, Limits, Refused
from milepost.inputs.markup import is_true, relationship_id
from milepost.inputs.package import Package
from milepost.inputs.sheet import Shared, SheetReader
from milepost.inputs.strings import read_strings, unescaped
from milepost.inputs.styles import read_formats
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.workbook import DefinedName, RawSheet, RawWorkbook, SheetState

_LONGEST_NAME = 255
"""Characters of a sheet's name that are read; Excel allows 31."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One line of the workbook's list of sheets."""

    name: str
    state: SheetState
    part: str
    kind: str


@dataclass(slots=True)
class Outline:
    """What the workbook part says.

    Attributes:
        part: Name of the workbook part.
        sheets: In the order of the tabs.
        names: The defined names.
        date1904: True where day numbers count from 1904.
    """

    part: str
    sheets: list[SheetEntry] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    date1904: bool = False


def read_workbook(source: Path | str | bytes, limits: Limits = DEFAULT_LIMITS, file: str = "") -> RawWorkbook | Refusal:
    """Read everything that a workbook says, or say why it cannot be read.

    Args:
        source: Path of the file, or its bytes.
        limits: What is counted while reading.
        file: Name of the file where ``source`` is bytes.
    """
    if not isinstance(source, bytes):
        path = Path(source)
        file = path.name
        loaded = load(path, limits)
        if isinstance(loaded, Refusal):
            return loaded
        source = loaded
    package = open_package(file, source, limits)
    if isinstance(package, Refusal):
        return package
    try:
        return _read(package, file, hashlib.sha256(source).hexdigest())
    except Refused as verdict:
        return refusal(file, source, verdict)


def _read(package: Package, file: str, sha256: str) -> RawWorkbook:
    outline = read_outline(package)
    shared = Shared(
        strings=read_strings(package, _part(package, outline.part, "sharedStrings")),
        formats=read_formats(package, _part(package, outline.part, "styles")),
        limits=package.limits,
    )
    sheets = tuple(_read_sheet(package, entry, shared) for entry in outline.sheets)
    properties, facts = read_properties(package), read_facts(package, outline.part, sheets)
    package.refuse_definitions_elsewhere()
    return RawWorkbook(
        file=file,
        sha256=sha256,
        sheets=sheets,
        defined_names=tuple(outline.names),
        properties=properties,
        date1904=outline.date1904,
        facts=facts,
    )


def _part(package: Package, source: str, kind: str) -> str | None:
    relation = package.related(source, kind)
    return relation.target if relation is not None and not relation.external else None


def read_outline(package: Package) -> Outline:
    """Read the workbook part: sheets, names, date system.

    Raises:
        Refused: If a sheet's part is missing, two sheets have one name or one part, or there are too many.
    """
    outline = Outline(main_part(package))
    limits = package.limits
    name: DefinedName | None = None
    pieces: list[str] = []
    listed: set[str] = set()
    parts: set[str] = set()

    def start(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal name
        if element == "sheet":
            if len(outline.sheets) >= limits.sheets:
                raise Refused(RefusalKind.TOO_MANY_SHEETS, limit=limits.sheets)
            entry = _sheet_entry(package, outline.part, attributes)
            if entry.name.casefold() in listed or entry.part.casefold() in parts:
                raise Refused(RefusalKind.REPEATED_SHEET, sheet=entry.name)
            listed.add(entry.name.casefold())
            parts.add(entry.part.casefold())
            outline.sheets.append(entry)
        elif element == "definedName":
            if len(outline.names) >= limits.items:
                raise Refused(RefusalKind.TOO_MANY_ITEMS, member=outline.part, limit=limits.items)
            position = attributes.get("localSheetId", "")
            sheet = int(position) if position.isascii() and position.isdigit() and len(position) < 10 else None
            name = DefinedName(unescaped(attributes.get("name", "")), "", sheet, is_true(attributes.get("hidden")))
            pieces.clear()
        elif element == "workbookPr":
            outline.date1904 = is_true(attributes.get("date1904"))

    def end(element: str) -> None:
        nonlocal name
        if element == "definedName" and name is not None:
            outline.names.append(DefinedName(name.name, unescaped("".join(pieces)), name.sheet, name.hidden))
            name = None

    def text(data: str) -> None:
        if name is not None:
            pieces.append(data)

    package.walk(outline.part, start, end, text)
    if not outline.sheets:
        raise Refused(RefusalKind.MISSING_PART, member="worksheet")
    return outline


def _sheet_entry(package: Package, workbook: str, attributes: Mapping[str, str]) -> SheetEntry:
    name = unescaped(attributes.get("name", ""))[:_LONGEST_NAME]
    relation = package.by_id(workbook, relationship_id(attributes))
    if relation is None or relation.external or not package.has(relation.target):
        raise Refused(RefusalKind.MISSING_PART, sheet=name, member=relation.target if relation else "")
    written = attributes.get("state", "visible")
    state = SheetState(written) if written in {state.value for state in SheetState} else SheetState.VISIBLE
    return SheetEntry(name, state, relation.target, relation.kind)


def _read_sheet(package: Package, entry: SheetEntry, shared: Shared) -> RawSheet:
    if entry.kind != "worksheet":
        return RawSheet(entry.name, entry.state, entry.part, is_grid=False)
    reader = SheetReader(entry.name, shared)
    crowded = Refused(RefusalKind.TOO_MANY_CELLS, sheet=entry.name, limit=package.limits.tags)
    package.walk(entry.part, reader.start, reader.end, reader.text, crowded=crowded)
    if not reader.is_worksheet:
        raise Refused(RefusalKind.MISSING_PART, sheet=entry.name, member=entry.part)
    return reader.sheet(entry.state, entry.part, package.related(entry.part, "comments") is not None)
