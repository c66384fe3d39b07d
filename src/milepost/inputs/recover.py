"""What was done to the build of a form, and how was it read all the same?

Each remark says what was recovered and as what; where it is not certain, the remark says that, and nothing was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from milepost.inputs.cards import Cards
from milepost.inputs.fields import ENTRY_COLUMN, FIELD_KEY_COLUMN, LABEL_COLUMN
from milepost.inputs.find import Found
from milepost.inputs.form import Kind, Sheet, sheet_name
from milepost.inputs.heads import Head
from milepost.inputs.merged import Spread
from milepost.inputs.signs import TITLES, Title, title_of
from milepost.model.places import CellRef, column_letters
from milepost.model.submission import Remark, Row
from milepost.model.words import Words


def recovered(how: str, where: CellRef, found: str, **facts: object) -> Remark:
    """A remark on something that was certain all the same.

    Args:
        how: What was done to the form, as a stable word.
        where: Where.
        found: What was found there.
        facts: As what it was read: ``value``, a text, or ``column``, a message id.
    """
    return Remark("recovered", where, {"how": how, "found": found, **facts})


def sheet_remarks(file: str, sheet: Sheet, found: Found, words: Sequence[Words]) -> Iterator[Remark]:
    """What was done to a sheet of the form as a whole and to its head."""
    where = CellRef(file, found.raw.name)
    if not found.named:
        yield recovered("sheet_renamed", where, found.raw.name, value=sheet_name(sheet, words))
    if found.copies:
        yield recovered("sheet_copied", where, ", ".join(found.copies), value=found.raw.name)
    for other in found.others:
        yield Remark("sheet_twice", CellRef(file, other), {"sheet": found.raw.name, "found": other})
    if isinstance(found.place, Cards):
        yield from _of_cards(where, found.place)
    else:
        yield from _of_head(where, sheet, found.place)


def _of_head(where: CellRef, sheet: Sheet, head: Head) -> Iterator[Remark]:
    labels = {column.key: column.label for column in sheet.columns}
    if not head.keyed:
        yield recovered("keys_lost", where, where.sheet)
    elif any(head.columns.get(one.key, at) != at for at, one in enumerate(sheet.columns, 1)):
        yield recovered("columns_moved", where, where.sheet)
    for key in head.by_heading:
        yield recovered("key_lost", where, column_letters(head.columns[key]), column=labels[key])
    for key, text in head.retitled.items():
        yield recovered("retitled", where, text, column=labels[key])
    for key, columns in head.unclear.items():
        facts = {"column": labels[key], "key": key, "found": ", ".join(map(column_letters, columns))}
        yield Remark("column_unclear", where, facts)
    if head.on_top:
        yield recovered("rows_on_top", replace(where, row=head.on_top[0]), ", ".join(map(str, head.on_top)))


def _of_cards(where: CellRef, cards: Cards) -> Iterator[Remark]:
    if not cards.keyed:
        yield recovered("keys_lost", where, where.sheet)
    elif cards.labels and (cards.labels, cards.entry, cards.keys) != (LABEL_COLUMN, ENTRY_COLUMN, FIELD_KEY_COLUMN):
        yield recovered("columns_moved", where, where.sheet)
    if cards.keyed and cards.by_label:
        numbers = sorted(cards.rows[one] for one in cards.by_label)
        yield recovered("labels_used", replace(where, row=numbers[0]), ", ".join(map(str, numbers)))


def merge_remarks(
    file: str, name: str, sheet: Sheet, spread: Mapping[str, Sequence[Spread]], rows: Collection[Row]
) -> Iterator[Remark]:
    """Merged cells that were read for several rows, or over several columns as the first of them."""
    used = {row.number for row in rows}
    for column in sheet.entries:
        for one in spread.get(column.key, ()):
            where = CellRef(file, name, one.first.row, one.first.column)
            if len(used.intersection(one.rows)) > 1 and column.kind is not Kind.NUMBER:
                yield recovered("merged_rows", where, one.address, column=column.label)
            elif one.area.last_column > one.area.first_column and one.first.row in used:
                yield recovered("merged_columns", where, one.address, column=column.label)


def named_rows(
    file: str, name: str, sheet: Sheet, rows: Sequence[Row], known: Mapping[str, Collection[Title]]
) -> tuple[tuple[Row, ...], list[Remark]]:
    """Give a row that lost its number the one that its title tells, and notice titles of other rows.

    Only a title that fits one row alone, and that no other row in the sheet stands for, is certain. Where the whole
    column of the numbers is lost, that is one remark.

    Args:
        file: The workbook.
        name: Name of the sheet in it.
        sheet: The sheet of the form.
        rows: Its rows.
        known: Row id -> what the row may say of itself.
    """
    by_title: dict[Title, set[str]] = {}
    for identity, titles in known.items():
        for title in titles:
            by_title.setdefault(title, set()).add(identity)
    identity_column = sheet.columns[0].key
    fitting = [by_title.get(_title(sheet.key, row), set()) for row in rows]
    there = {row.id for row in rows if row.id}
    numbered = any(identity_column in row.cells for row in rows)
    claims = Counter(min(fits) for row, fits in zip(rows, fitting, strict=True) if not row.id and len(fits) == 1)
    named: list[Row] = []
    remarks: list[Remark] = []
    for row, fits in zip(rows, fitting, strict=True):
        where = CellRef(file, name, row.number)
        said = " ".join(row.cells[key].typed or "" for key in TITLES[sheet.key] if key in row.cells)
        certain = len(fits) == 1 and not fits & there and claims[min(fits)] == 1
        if not row.id and certain:
            if numbered:
                remarks.append(recovered("row_by_title", where, said, value=min(fits)))
            named.append(replace(row, id=min(fits)))
            continue
        if row.id in known and fits and row.id not in fits:
            facts = {"row": row.id, "found": said, "value": ", ".join(sorted(fits))}
            remarks.append(Remark("row_unclear", where, facts))
        named.append(row)
    if not numbered and any(row.id for row in named):
        remarks.append(recovered("numbers_lost", CellRef(file, name), name))
    return tuple(named), remarks


def _title(sheet: str, row: Row) -> Title:
    return title_of(sheet, {key: cell.typed for key, cell in row.cells.items()})
