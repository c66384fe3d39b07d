"""How are notes put into the comments that a sheet has, and the old ones of Milepost taken out?"""

from __future__ import annotations

from collections.abc import Mapping

from milepost.inputs.address import cell_place
from milepost.inputs.limits import Limits
from milepost.inputs.markup import MAIN_NAMESPACE, STRICT_NAMESPACE
from milepost.inputs.splice import (
    CannotPatchError,
    Edit,
    Element,
    elements,
    escaped,
    grown,
    opened_up,
    prefix_of,
    spliced,
)
from milepost.model.places import column_letters

AUTHOR = "Milepost"
_HEAD = f"{AUTHOR}:\n"
"""Begins every note, as Excel's own begin with the author: LibreOffice forgets who wrote a comment."""
_MOST_CHARACTERS = 32_000  # Excel's own limit is 32,767
_FONT = (
    '<{p}rPr><{p}sz val="10"/><{p}color indexed="81"/><{p}rFont val="Microsoft YaHei"/><{p}charset val="134"/></{p}rPr>'
)


def no_comments(*, strict: bool) -> bytes:
    """A part of comments without any."""
    namespace = STRICT_NAMESPACE if strict else MAIN_NAMESPACE
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()


def texts_of(data: bytes, part: str, limits: Limits) -> dict[tuple[int, int], str]:
    """Row and column -> text of every comment."""
    _, listed = _lists(elements(data, part, limits))
    return {cell: _text(comment) for comment in listed.children if (cell := _cell(comment)) is not None}


def cleaned(data: bytes, part: str, limits: Limits) -> tuple[bytes, set[tuple[int, int]], set[tuple[int, int]]]:
    """Take out every note that Milepost put in earlier.

    Returns:
        The part; the cells whose note was Milepost's alone; the cells where it was appended to somebody else's.
    """
    _, listed = _lists(elements(data, part, limits))
    edits: list[Edit] = []
    alone: set[tuple[int, int]] = set()
    appended: set[tuple[int, int]] = set()
    for comment in listed.children:
        cell, words = _cell(comment), _text(comment)
        if cell is None:
            continue
        if words.startswith(_HEAD):
            alone.add(cell)
            edits.append(Edit(comment.start, comment.end, b""))
        elif (place := words.find(f"\n{_HEAD}")) >= 0:
            appended.add(cell)
            edits += _cut_off(data, comment, place)
    return spliced(data, edits), alone, appended


def _cut_off(data: bytes, comment: Element, length: int) -> list[Edit]:
    """Leave so many characters of a comment; programs may have cut its text into runs of their own."""
    edits: list[Edit] = []
    for run in _runs(comment):
        words = _text(run)
        text = run if run.name == "t" else run.child("t")
        if text is None or run.name not in ("t", "r"):
            continue
        if length <= 0:
            edits.append(Edit(run.start, run.end, b""))
        elif len(words) > length:
            edits.append(Edit(text.opened, text.closing, escaped(words[:length])))
        length -= len(words)
    return edits


def noted(data: bytes, part: str, limits: Limits, notes: Mapping[tuple[int, int], str]) -> bytes:
    """Put notes in: a comment of their own, or a paragraph behind somebody else's."""
    root = elements(data, part, limits)
    authors, listed = _lists(root)
    prefix = prefix_of(data, root.start)
    names = [author.text.strip() for author in authors.children]
    present = {cell: comment for comment in listed.children if (cell := _cell(comment)) is not None}
    edits: list[Edit] = []
    if AUTHOR in names:
        number = names.index(AUTHOR)
    else:
        number = len(names)
        edits += grown(data, authors, f"<{prefix}author>{AUTHOR}</{prefix}author>".encode())
    new: list[bytes] = []
    for cell, note in sorted(notes.items()):
        if cell in present:
            edits += _appended(data, present[cell], prefix, note)
        else:
            address = f"{column_letters(cell[1])}{cell[0]}"
            head = f'<{prefix}comment ref="{address}" authorId="{number}"><{prefix}text>'.encode()
            new += (head, _run(prefix, _HEAD + note), f"</{prefix}text></{prefix}comment>".encode())
    return spliced(data, edits + (grown(data, listed, b"".join(new)) if new else []))


def _lists(root: Element) -> tuple[Element, Element]:
    authors, listed = root.child("authors"), root.child("commentList")
    if authors is None or listed is None:
        raise CannotPatchError("its comments are written in an unusual way")
    return authors, listed


def _cell(comment: Element) -> tuple[int, int] | None:
    return cell_place(comment.attributes.get("ref", "").replace("$", "").partition(":")[0])


def _runs(comment: Element) -> list[Element]:
    text = comment.child("text")
    return text.children if text is not None else []


def _text(element: Element) -> str:
    """The text of a comment or of a run, phonetic hints left out."""
    if element.name == "rPh":
        return ""
    return element.text if element.name == "t" else "".join(map(_text, element.children))


def _run(prefix: str, note: str) -> bytes:
    words = note if len(note) <= _MOST_CHARACTERS else note[: _MOST_CHARACTERS - 1] + "…"
    words = words.replace("_x", "_x005F_x")  # else Excel would take it for an escaped character
    head = f"<{prefix}r>{_FONT.format(p=prefix)}" + f'<{prefix}t xml:space="preserve">'
    return head.encode() + escaped(words) + f"</{prefix}t></{prefix}r>".encode()


def _appended(data: bytes, comment: Element, prefix: str, note: str) -> list[Edit]:
    """Put a note behind somebody else's text, which becomes a run of its own where it is plain."""
    text = comment.child("text")
    run = _run(prefix, f"\n{_HEAD}{note}")
    if text is None:
        return grown(data, comment, f"<{prefix}text>".encode() + run + f"</{prefix}text>".encode())
    edits: list[Edit] = []
    plain = text.child("t")
    if plain is not None:
        wrapped = f"<{prefix}r>".encode() + data[plain.start : plain.end] + f"</{prefix}r>".encode()
        edits.append(Edit(plain.start, plain.end, wrapped))
    last = max((child.end for child in text.children if child.name in ("t", "r")), default=text.opened)
    if text.closing == text.start:
        return [Edit(text.start, text.end, opened_up(data[text.start : text.end], run))]
    return [*edits, Edit(last, last, run)]
