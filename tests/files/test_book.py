"""A plain table as a sheet: nothing becomes a formula, the same input gives the same bytes."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from milepost.files.book import PlainSheet, book_bytes

SHEET = PlainSheet(
    "rows",
    ("text", "number", "day", "flag", "empty"),
    [("=1+1", Decimal("12.60"), date(2031, 2, 3), True, None), ("+1\nsecond\x0b", Decimal(7), None, False, "")],
)


def test_values_come_back_as_they_are() -> None:
    page = load_workbook(io.BytesIO(book_bytes("Data", [SHEET], date(2031, 1, 1))))["rows"]
    first, second = list(page.iter_rows(min_row=2))
    assert [cell.data_type for cell in first[:2]] == ["s", "n"]
    assert [first[0].value, first[1].value, first[2].value.date(), first[3].value] == [
        "=1+1",
        12.6,
        date(2031, 2, 3),
        True,
    ]
    assert [second[0].value, second[1].value, second[4].value] == ["+1\nsecond", 7, None]


def test_heads_are_frozen_filters_are_on_and_nothing_is_merged() -> None:
    page = load_workbook(io.BytesIO(book_bytes("Data", [SHEET], date(2031, 1, 1))))["rows"]
    assert (page.freeze_panes, page.auto_filter.ref, page.merged_cells.ranges) == ("A2", "A1:E3", set())


def test_the_same_input_gives_the_same_bytes() -> None:
    assert len({book_bytes("Data", [SHEET], date(2031, 1, 1)) for _ in range(2)}) == 1
