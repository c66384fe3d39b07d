"""Where do the fields of a card stand in a sheet that people may have changed?

A field is told by the hidden key right of its entry, or where that is lost by the label left of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from milepost.inputs.fields import ENTRY_COLUMN, FIELD_KEY_COLUMN, LABEL_COLUMN
from milepost.inputs.folding import visible
from milepost.inputs.form import LABEL_ROW, Sheet
from milepost.inputs.heads import Top
from milepost.inputs.rows import parse_field_key
from milepost.model.workbook import RawSheet

_NUMBERED = re.compile(r"([0-9]{1,3})\.(.+)")

Field = tuple[int, str]
"""Number of the card, counted from 1, and key of the field."""


@dataclass(frozen=True, slots=True)
class Cards:
    """What was found of the fields of a sheet.

    Attributes:
        rows: Field -> row in which it stands.
        labels: Column of the labels; 0 where none was found.
        entry: Column of the entries.
        keys: Column of the keys; 0 where none was found.
        by_label: Fields whose own key is lost.
        first: First row of a field.
    """

    rows: Mapping[Field, int]
    labels: int = LABEL_COLUMN
    entry: int = ENTRY_COLUMN
    keys: int = FIELD_KEY_COLUMN
    by_label: tuple[Field, ...] = ()

    @property
    def keyed(self) -> bool:
        """True where keys were found."""
        return bool(self.keys)

    @property
    def count(self) -> int:
        """How many fields there are."""
        return len(self.rows)

    @property
    def first(self) -> int:
        """The first row of a field."""
        return min(self.rows.values(), default=LABEL_ROW + 1)


@dataclass(slots=True)
class _Search:
    """The columns of a sheet in which keys and labels of fields were met."""

    keys: dict[int, dict[Field, int]] = field(default_factory=dict)
    labels: dict[int, dict[int, tuple[int, str]]] = field(default_factory=dict)


def find_cards(sheet: Sheet, raw: RawSheet, top: Top, labels: Mapping[str, str]) -> Cards:
    """Find the fields of a sheet.

    Args:
        sheet: The sheet of the form.
        raw: The sheet of the workbook.
        top: The texts at its top, down to ``cards_within(sheet)``.
        labels: Label, folded -> key of the field, as ``labels_of`` gives them.
    """
    met = _search(sheet, top, labels)
    key_column = max(met.keys, key=lambda one: len(met.keys[one]), default=0)
    label_column = max(met.labels, key=lambda one: len(met.labels[one]), default=0)
    keyed = met.keys.get(key_column, {})
    named = _numbered(sheet, met.labels.get(label_column, {}), keyed)
    rows = {**named, **keyed}
    entry = _entry_column(raw, rows.values(), label_column, key_column)
    return Cards(rows, label_column, entry, key_column, tuple(one for one in named if one not in keyed))


def _search(sheet: Sheet, top: Top, labels: Mapping[str, str]) -> _Search:
    met, last = _Search(), cards_within(sheet)
    for number, row in top.items():
        for column, (text, folded) in row.items() if number <= last else ():
            key = parse_field_key(sheet, text)
            if key is not None and column > 1:
                met.keys.setdefault(column, {}).setdefault(key, number)
                continue
            found = _NUMBERED.fullmatch(folded)
            card, label = (int(found[1]), found[2]) if found else (0, folded)
            if (named := labels.get(label)) is not None:
                met.labels.setdefault(column, {})[number] = card, named
    return met


def cards_within(sheet: Sheet) -> int:
    """The row up to which fields are looked for: twice as far as they reach when issued."""
    return 2 * (LABEL_ROW + sheet.cards * (len(sheet.columns) + 1)) + 40


def _numbered(sheet: Sheet, labels: Mapping[int, tuple[int, str]], keyed: Mapping[Field, int]) -> dict[Field, int]:
    """The fields that are told by their labels alone; one whose label stands twice in its card is not told by it."""
    card_of = {number: card for (card, _), number in keyed.items()}
    first = sheet.columns[0].key
    found: dict[Field, int] = {}
    twice: set[Field] = set()
    card = 0
    for number, (said, key) in sorted(labels.items()):
        if sheet.cards == 1:
            card = 1
        elif number in card_of:
            card = card_of[number]
        elif key == first:
            card = said or card + 1
        if not 1 <= card <= sheet.cards or number in card_of:
            continue
        if found.setdefault((card, key), number) != number:
            twice.add((card, key))
    return {one: number for one, number in found.items() if one not in twice and one not in keyed}


def _entry_column(raw: RawSheet, rows: Collection[int], label_column: int, key_column: int) -> int:
    """The column of the entries: left of the keys, unless only another one between labels and keys holds anything."""
    if not key_column or key_column <= label_column:
        return label_column + 1
    between = range(label_column + 1, key_column) if label_column else ()
    filled = [at for at in between if any(visible(_text(raw, number, at)) for number in rows)]
    return filled[0] if len(filled) == 1 else key_column - 1


def _text(raw: RawSheet, number: int, column: int) -> str | None:
    cell = raw.cell(number, column)
    return cell.text if cell else None
