"""Which sheet of a workbook is which sheet of the form, whatever it is called and wherever it stands?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from milepost.inputs.answers import is_todo
from milepost.inputs.cards import Cards, cards_within, find_cards
from milepost.inputs.folding import same, visible
from milepost.inputs.form import LISTS_SHEET, META_SHEET, Form, Layout, Sheet, bilingual, sheet_name
from milepost.inputs.heads import HEAD_WITHIN, Head, Top, find_head, labels_of, top_of
from milepost.inputs.tables import NOTHING_ASKED
from milepost.model.words import Words
from milepost.model.workbook import RawSheet, RawWorkbook

_OURS = frozenset({LISTS_SHEET, META_SHEET})
_FEWEST = 3
"""Columns that are enough to know a sheet that has the form's own name; without it, half of them are needed."""

_TITLE_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet of the form in the workbook.

    Attributes:
        raw: The sheet of the workbook.
        place: Where its columns or fields stand.
        named: True where the sheet has the form's own name.
        copies: Names of other sheets that look the same and hold nothing else.
        others: Names of other sheets that look the same and hold other entries.
    """

    raw: RawSheet
    place: Head | Cards
    named: bool
    copies: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """What was found of the form's sheets.

    Attributes:
        found: Key -> the sheet, for every sheet that is certain.
        unclear: Key -> names of the sheets of which it cannot be told which one is meant.
        headless: Key -> name of the sheet, where it has the form's name and has lost its head.
        extra: Sheets that hold something and are none of the form's.
    """

    found: Mapping[str, Found]
    unclear: Mapping[str, tuple[str, ...]]
    headless: Mapping[str, str]
    extra: tuple[RawSheet, ...]


def find_sheets(book: RawWorkbook, form: Form, words: Sequence[Words]) -> Sheets:
    """Find the sheets of the form: by their keys and headings first, by their names where several look alike."""
    sheets = [one for one in form.sheets if one.layout is not Layout.PAGE]
    alike: dict[str, list[Found]] = {sheet.key: [] for sheet in sheets}
    headless: dict[str, str] = {}
    extra: list[RawSheet] = []
    marks = _marks_of(sheets, words)
    within = max([2 * HEAD_WITHIN, *(cards_within(one) for one in sheets)])
    guides = [one for one in form.sheets if one.layout is Layout.PAGE]
    for raw in book.sheets:
        if raw.name in _OURS or not raw.is_grid:
            continue
        key, found = _most_like(raw, top_of(raw, within), sheets, marks)
        if found is not None:
            alike[key].append(found)
        elif not is_todo(raw) and not _is_page(raw, guides, words) and any(visible(one.text) for one in raw.cells()):
            named = next((key for key, mark in marks.items() if same(raw.name) in mark.names), None)
            if named is None:
                extra.append(raw)
            else:
                headless[named] = raw.name
    chosen: dict[str, Found] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for sheet in sheets:
        one = _choose(sheet, alike[sheet.key])
        if one is not None:
            chosen[sheet.key] = one
        elif alike[sheet.key]:
            unclear[sheet.key] = tuple(found.raw.name for found in alike[sheet.key])
    return Sheets(chosen, unclear, headless, tuple(extra))


@dataclass(frozen=True, slots=True)
class _Marks:
    """By what a sheet of the form is known."""

    labels: Mapping[str, str]
    own: frozenset[str]
    names: frozenset[str]


def _marks_of(sheets: Sequence[Sheet], words: Sequence[Words]) -> dict[str, _Marks]:
    return {
        sheet.key: _Marks(
            labels_of(sheet, words),
            frozenset(_sayings((sheet.title, sheet.hint, NOTHING_ASKED.get(sheet.key, "")), words)),
            names_of(sheet, words),
        )
        for sheet in sheets
    }


def names_of(sheet: Sheet, words: Sequence[Words]) -> frozenset[str]:
    """The names, folded, that a sheet of the form may have."""
    return frozenset(
        {same(sheet_name(sheet, words)), same(sheet_name(sheet, words[::-1])), *_sayings((sheet.name,), words)}
    )


def _sayings(messages: Sequence[str], words: Sequence[Words]) -> Iterator[str]:
    """Each message in each language and in all together, folded."""
    for message in messages:
        if message:
            yield from (same(one.say(message)) for one in words)
            yield from (same(bilingual(message, order)) for order in (words, words[::-1]))


def _most_like(
    raw: RawSheet, top: Top, sheets: Sequence[Sheet], marks: Mapping[str, _Marks]
) -> tuple[str, Found | None]:
    """The sheet of the form that a sheet looks most like."""
    best: tuple[float, bool, str, Found] | None = None
    for sheet in sheets:
        mark = marks[sheet.key]
        place: Head | Cards
        if sheet.layout is Layout.TABLE:
            place = find_head(sheet, raw, top, mark.labels, mark.own)
        else:
            place = find_cards(sheet, raw, top, mark.labels)
        total = len(sheet.columns) * sheet.cards
        named = same(raw.name) in mark.names
        enough = place.count * 2 >= total or (named and place.count >= _FEWEST)
        if enough and (best is None or (place.count / total, named) > best[:2]):
            best = place.count / total, named, sheet.key, Found(raw, place, named)
    return (best[2], best[3]) if best else ("", None)


def _choose(sheet: Sheet, alike: Sequence[Found]) -> Found | None:
    """The one that is meant of several: the only filled one, any of equal ones, or the one with the form's name."""
    if len(alike) < 2:
        return next(iter(alike), None)
    entries = {one.raw.name: _entries(sheet, one) for one in alike}
    filled = [one for one in alike if entries[one.raw.name]] or list(alike)
    named = [one for one in filled if one.named]
    if len({entries[one.raw.name] for one in filled}) == 1:
        best = next(iter(named), filled[0])
    elif len(named) == 1:
        best = named[0]
    else:
        return None
    own = entries[best.raw.name]
    rest = [one.raw.name for one in alike if one is not best]
    others = tuple(name for name in rest if entries[name] and entries[name] != own)
    copies = tuple(name for name in rest if name not in others)
    return Found(best.raw, best.place, best.named, copies, others)


def _entries(sheet: Sheet, found: Found) -> frozenset[tuple[object, ...]]:
    """What the unit entered in a sheet, by column and row as they would be read."""
    place, raw = found.place, found.raw
    if isinstance(place, Cards):
        entered = {one.key for one in sheet.entries}
        fields = (((field, number), raw.cell(number, place.entry)) for field, number in place.rows.items())
        return frozenset((field, cell.text) for (field, _), cell in fields if field[1] in entered and cell)
    columns = {one.key: place.columns[one.key] for one in sheet.entries if one.key in place.columns}
    return frozenset(
        (key, number, row[at].text, row[at].formula)
        for number, row in raw.rows.items()
        if number > place.last
        for key, at in columns.items()
        if at in row
    )


def _is_page(raw: RawSheet, pages: Sequence[Sheet], words: Sequence[Words]) -> bool:
    """Say whether a sheet is one of those that only hold words, by its name or its title."""
    titles = set(_sayings([one.title for one in pages], words))
    if any(same(raw.name) in names_of(page, words) for page in pages):
        return True
    return any(
        cell.text is not None and len(cell.text) < 400 and same(cell.text) in titles
        for number, row in raw.rows.items()
        if number <= _TITLE_WITHIN
        for cell in row.values()
    )
