"""A stamp is one line of text that reads back; a submission knows its number only when it is one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from milepost.model.places import CellRef
from milepost.model.submission import Cell, Stamp, Submission


def test_a_stamp_reads_back() -> None:
    stamp = Stamp("milepost-form", 1, 2031, "NORTH", "abc", "def")
    assert Stamp.parse(f"  {stamp} ") == stamp


@pytest.mark.parametrize("line", ["", "milepost-form|1|2031|NORTH|abc", "f|one|2031|N|a|b", "f|1|year|N|a|b"])
def test_what_is_no_stamp(line: str) -> None:
    assert Stamp.parse(line) is None


@pytest.mark.parametrize(("value", "number"), [(Decimal(2), 2), (Decimal("2.5"), None), ("two", None), (None, None)])
def test_the_submission_number(value: Decimal | str | None, number: int | None) -> None:
    cell = Cell(CellRef("a.xlsx", "S", 1, 1), "typed", value)
    assert Submission("a.xlsx", "", None, {}, {"submission_number": cell}).number == number
