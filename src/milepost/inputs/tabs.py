"""How does a workbook get a sheet before all others, and lose one, without any other part being touched?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from milepost.inputs.markup import RELATIONSHIP_NAMESPACES, STRICT_NAMESPACE
from milepost.inputs.rebuild import Rebuild
from milepost.inputs.splice import (
    CannotPatchError,
    Edit,
    Element,
    elements,
    escaped,
    grown,
    prefix_of,
    spliced,
    tag_end,
    with_attributes,
)
from milepost.inputs.xlsx import Outline

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")
"""What stands before the defined names of a workbook, the last of them first (ECMA-376 part 1, 18.2.27)."""

_OWN_PARTS = frozenset({"comments", "vmlDrawing", "printerSettings", "threadedComment", "drawing"})
"""What belongs to a sheet alone and goes with it."""

_SELECTED = re.compile(rb"<(?:[\w.-]+:)?sheetView\b[^<>]*?\stabSelected\s*=\s*[\"'](?:1|true|on)[\"']")


def is_selected(part: bytes) -> bool:
    """Say whether a sheet is among those that are selected when the workbook opens."""
    return _SELECTED.search(part, 0, _head(part)) is not None


def deselected(part: bytes) -> bytes:
    """A sheet's part with its tab not selected: two selected sheets are a group, and typing in one types in both."""
    found = _SELECTED.search(part, 0, _head(part))
    if found is None:
        return part
    end = tag_end(part, found.start())
    tag = with_attributes(part[found.start() : end], tabSelected=None)
    return part[: found.start()] + tag + part[end:]


def _head(part: bytes) -> int:
    place = part.find(b"sheetData")
    return place if place >= 0 else len(part)


def remove_sheets(rebuild: Rebuild, outline: Outline, gone: Collection[str]) -> None:
    """Take sheets out: their parts, their tabs, and the names that belong to them.

    Args:
        rebuild: The package.
        outline: Its sheets as they were read.
        gone: Names of the sheets.
    """
    indexes = [at for at, entry in enumerate(outline.sheets) if entry.name in gone]
    if not indexes:
        return
    if len(indexes) == len(outline.sheets):
        raise CannotPatchError("nothing would be left of it")
    part = outline.part
    data = rebuild.part(part)
    root = elements(data, part, rebuild.package.limits)
    listed = _sheets(root).children
    if len(listed) != len(outline.sheets):
        raise CannotPatchError("its list of sheets is written in an unusual way")
    kept = [at for at in range(len(listed)) if at not in indexes]
    places = {old: new for new, old in enumerate(kept)}
    edits = [Edit(listed[at].start, listed[at].end, b"") for at in indexes]
    edits += _moved_names(data, root, places.get) + _moved_view(data, root, places.get)
    rebuild.replace(part, spliced(data, edits))
    shared = {target for at in kept for target in _own_parts(rebuild, outline.sheets[at].part)}
    for at in indexes:
        sheet = outline.sheets[at].part
        for target in _own_parts(rebuild, sheet):
            if target not in shared and rebuild.has(target):
                rebuild.remove(target)
        rebuild.unrelate(part, sheet)
        rebuild.remove(sheet)


def _own_parts(rebuild: Rebuild, sheet: str) -> list[str]:
    relations = rebuild.package.relationships(sheet)
    return [one.target for one in relations if one.kind in _OWN_PARTS and not one.external]


def is_strict(rebuild: Rebuild, workbook: str) -> bool:
    """Say whether the workbook is written in the strict vocabulary."""
    return elements(rebuild.part(workbook), workbook, rebuild.package.limits).namespace == STRICT_NAMESPACE


def put_first(rebuild: Rebuild, workbook: str, name: str, content: bytes, titles: str, *, strict: bool) -> str:
    """Put a sheet before all others.

    Args:
        rebuild: The package.
        workbook: Name of the workbook part.
        name: What the tab says; no sheet may have that name already.
        content: The sheet's part.
        titles: The rows that are printed on every page, as a name refers to them.
        strict: Whether the workbook is written in the strict vocabulary.

    Returns:
        The name of the sheet's part.
    """
    limits = rebuild.package.limits
    part = rebuild.free_name("xl/worksheets", "sheet", "xml")
    rebuild.add(part, content, _SHEET_TYPE)
    identity = rebuild.relate(workbook, "worksheet", part, strict=strict)
    data = rebuild.part(workbook)
    root = elements(data, workbook, limits)
    listed = _sheets(root)
    number = max([_whole(one.attributes.get("sheetId", "")) for one in listed.children] + [0]) + 1
    p = prefix_of(data, root.start)
    attributes = b' name="' + escaped(name) + f'" sheetId="{number}"'.encode()
    relation = f' xmlns:r="{RELATIONSHIP_NAMESPACES[strict]}" r:id="{identity}"/>'
    tag = f"<{p}sheet".encode() + attributes + relation.encode()
    edits = [Edit(listed.opened, listed.opened, tag)]
    edits += _moved_view(data, root, _one_further) + _moved_names(data, root, _one_further)
    defined = f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">'.encode() + escaped(titles)
    edits += _with_name(data, root, p, defined + f"</{p}definedName>".encode())
    rebuild.replace(workbook, spliced(data, edits))
    return part


def activate_first(rebuild: Rebuild, workbook: str) -> None:
    """Let the workbook open on its first sheet."""
    data = rebuild.part(workbook)
    views = elements(data, workbook, rebuild.package.limits).child("bookViews")
    edits = [
        Edit(
            view.start,
            view.opened,
            with_attributes(data[view.start : view.opened], activeTab=None, firstSheet=None),
        )
        for view in (views.children if views is not None else [])
    ]
    rebuild.replace(workbook, spliced(data, edits))


def free_tab(name: str, taken: Collection[str]) -> str:
    """The name, or the name with a number behind it where a sheet is called so already."""
    folded = {one.casefold() for one in taken}
    found, number = name, 1
    while found.casefold() in folded:
        number += 1
        found = f"{name} ({number})"
    return found


Move = Callable[[int], int | None]
"""Place of a sheet, from 0 -> its new place; None where it is gone."""


def _one_further(place: int) -> int:
    return place + 1


def _sheets(root: Element) -> Element:
    found = root.child("sheets")
    if found is None or found.closing == found.start:
        raise CannotPatchError("its list of sheets is written in an unusual way")
    return found


def _moved_names(data: bytes, root: Element, move: Move) -> list[Edit]:
    """Names that belong to a sheet follow it to its new place, and go where it goes."""
    names = root.child("definedNames")
    listed = names.children if names is not None else []
    edits: list[Edit] = []
    gone = 0
    for name in listed:
        if "localSheetId" not in name.attributes:
            continue
        place = move(_whole(name.attributes["localSheetId"]))
        if place is None:
            gone += 1
            edits.append(Edit(name.start, name.end, b""))
        else:
            tag = with_attributes(data[name.start : name.opened], localSheetId=str(place))
            edits.append(Edit(name.start, name.opened, tag))
    return [Edit(names.start, names.end, b"")] if names is not None and gone and gone == len(listed) else edits


def _moved_view(data: bytes, root: Element, move: Move) -> list[Edit]:
    """The sheet on which the workbook opens stays the same one, or becomes the first; all tabs can be seen."""
    views = root.child("bookViews")
    edits = []
    for view in views.children if views is not None else []:
        active = move(_whole(view.attributes.get("activeTab", "0"))) or None
        tag = with_attributes(
            data[view.start : view.opened], activeTab=str(active) if active else None, firstSheet=None
        )
        edits.append(Edit(view.start, view.opened, tag))
    return edits


def _with_name(data: bytes, root: Element, prefix: str, name: bytes) -> list[Edit]:
    names = root.child("definedNames")
    if names is not None and names.closing == names.start:
        return grown(data, names, name)
    if names is not None:
        return [Edit(names.opened, names.opened, name)]
    before = next(child for wanted in _BEFORE_NAMES for child in [root.child(wanted)] if child is not None)
    made = f"<{prefix}definedNames>".encode() + name + f"</{prefix}definedNames>".encode()
    return [Edit(before.end, before.end, made)]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
