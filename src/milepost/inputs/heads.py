"""Where do the columns of a table stand in a sheet that people may have changed?

Two things tell a column: the hidden key above it and its heading. Where they agree, or where one of them is lost, the
column is certain; where the heading is another column's, or two columns hold different entries, it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from milepost.inputs.folding import same, visible
from milepost.inputs.form import Sheet, bilingual
from milepost.model.words import Words
from milepost.model.workbook import RawSheet

HEAD_WITHIN = 40
"""Rows from the top, or from the keys, in which a head is looked for: people insert title rows above it."""

LONGEST, _LAST_COLUMN = 120, 400
"""Characters and columns beyond which no key and no heading is looked for."""

Top = Mapping[int, Mapping[int, tuple[str, str]]]
"""Row -> column -> text and the text folded: the short texts that stand at the top of a sheet."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was found of the head of a table.

    Attributes:
        columns: Key -> column number, for every column that is certain.
        last: Last row of the head: content begins below it.
        keyed: True where keys were found; else the columns were told by their headings alone.
        by_heading: Keys of columns whose own key is lost, where others are not.
        retitled: Key -> what its heading says instead.
        unclear: Key -> columns of which it cannot be told which one it is.
        on_top: Rows above the table or within its head that hold something of nobody's.
    """

    columns: Mapping[str, int]
    last: int
    keyed: bool = True
    by_heading: tuple[str, ...] = ()
    retitled: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    on_top: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """How many columns of the sheet are there, certain or not."""
        return len(self.columns) + len(self.unclear)


@dataclass(frozen=True, slots=True)
class Said:
    """One row of a head: which column each of its cells names."""

    row: int = 0
    keys: Mapping[int, str] = field(default_factory=dict)

    def at(self, key: str) -> list[int]:
        """The columns whose cell names ``key``."""
        return [column for column, one in self.keys.items() if one == key]


def top_of(raw: RawSheet, last: int) -> Top:
    """The short texts in the rows up to ``last``."""
    return {
        number: {
            column: (cell.text.strip(), same(cell.text))
            for column, cell in row.items()
            if cell.text and column <= _LAST_COLUMN and len(cell.text) <= LONGEST
        }
        for number, row in raw.rows.items()
        if number <= last
    }


def labels_of(sheet: Sheet, words: Sequence[Words]) -> dict[str, str]:
    """Heading, folded -> key of the one column it can mean: as issued, in each language alone, and in English."""
    found: dict[str, set[str]] = {}
    for column in sheet.columns:
        said = [column.label, *(one.say(column.label) for one in words)]
        for text in (*said, bilingual(column.label, words), bilingual(column.label, words[::-1])):
            found.setdefault(same(text), set()).add(column.key)
    return {text: min(keys) for text, keys in found.items() if len(keys) == 1}


def find_head(sheet: Sheet, raw: RawSheet, top: Top, labels: Mapping[str, str], own: frozenset[str]) -> Head:
    """Find the columns of a table.

    Args:
        sheet: The sheet of the form.
        raw: The sheet of the workbook.
        top: The texts at its top.
        labels: Its headings, as ``labels_of`` gives them.
        own: Folded texts that the form itself writes above the table.
    """
    keys = _fullest(top, {one.key: one.key for one in sheet.columns}, 0, range(1, HEAD_WITHIN + 1))
    headings = _fullest(top, labels, 1, range(keys.row + 1, keys.row + HEAD_WITHIN + 1))
    if len(set(headings.keys.values())) < 2 and headings.row != keys.row + 1:
        headings = Said()  # a single word that is a heading too may stand anywhere
    last = max(keys.row, headings.row)
    certain, unclear = _told_apart(sheet, raw, keys, headings, last)
    named = top.get(headings.row, {})
    return Head(
        columns=certain,
        last=last,
        keyed=bool(keys.row),
        by_heading=tuple(key for key in certain if keys.row and not keys.at(key)),
        retitled={
            key: named[at][0]
            for key, at in certain.items()
            if at in named and named[at][1] and headings.keys.get(at) is None
        },
        unclear=unclear,
        on_top=tuple(
            number
            for number, row in raw.rows.items()
            if number < last
            and number not in (keys.row, headings.row)
            and any(visible(cell.text) and same((cell.text or "")[:400]) not in own for cell in row.values())
        ),
    )


def _fullest(top: Top, meant: Mapping[str, str], folded: int, rows: range) -> Said:
    """The row that names most columns, the first of several; headings are looked up folded, keys are not."""
    best = Said()
    for number, row in top.items():
        if number in rows:
            found = {column: key for column, text in row.items() if (key := meant.get(text[folded])) is not None}
            if len(set(found.values())) > len(set(best.keys.values())):
                best = Said(number, found)
    return best


def _told_apart(
    sheet: Sheet, raw: RawSheet, keys: Said, headings: Said, last: int
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """The columns that are certain, and those of which it cannot be told where they are."""
    certain: dict[str, int] = {}
    unclear: dict[str, tuple[int, ...]] = {}
    for column in sheet.columns:
        keyed, named = keys.at(column.key), headings.at(column.key)
        if keyed:
            fitting = [at for at in keyed if headings.keys.get(at, column.key) == column.key]
        else:
            fitting = [at for at in named if at not in keys.keys]
        at = _the_one(raw, fitting, last)
        if at:
            certain[column.key] = at
        elif keyed or named:
            unclear[column.key] = tuple(sorted({*keyed, *named}))
    return certain, unclear


def _the_one(raw: RawSheet, columns: Sequence[int], last: int) -> int:
    """The column that is meant where several look alike: the only filled one, or any of equal ones; 0 where unclear."""
    if len(columns) < 2:
        return next(iter(columns), 0)
    contents = {
        at: tuple((number, row[at].text) for number, row in raw.rows.items() if number > last and at in row)
        for at in columns
    }
    filled = [at for at in columns if contents[at]]
    if len({contents[at] for at in filled}) > 1:
        return 0
    return next(iter(filled), columns[0])
