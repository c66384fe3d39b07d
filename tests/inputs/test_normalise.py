"""Cells as programs store them: what they mean for their column, and what was typed is kept."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.inputs.folding import plain, same, visible
from milepost.inputs.form import Column, Kind, form_of
from milepost.inputs.normalise import Meanings, meaning
from milepost.inputs.shown import scale_beside, scales
from milepost.inputs.styles import format_kind
from milepost.model.places import CellRef
from milepost.model.submission import Cell
from milepost.model.workbook import CellKind, RawCell
from tests.inputs.made_up import WORDS

KNOWN = Meanings.of(form_of(2031).lists, WORDS, date1904=False)
NUMBER, DAY, TEXT, ID = (Column("any", "Any", kind) for kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.ID))
STATE = Column("state", "State", Kind.CHOICE, choices="states")
TASK = Column("task", "Task", Kind.CHOICE, choices="tasks")


def read(column: Column, text: str | None, kind: CellKind = CellKind.TEXT, code: str = "", unit: str = "") -> Cell:
    raw = RawCell(5, 7, text, kind, None, format_kind(code), code)
    return meaning(raw, column, CellRef("x.xlsx", "S", 5, 7), KNOWN, unit)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２３ＡＢＣ（％）", "123ABC(%)"),
        ("\u3000a\u00a0b\u2003", "a b"),
        ("a\u200bb\ufeff\u00ad", "ab"),
        ("\u202d85\u202c", "85"),
        ("12①", "12①"),
        ("10²", "10²"),
        ("½", "½"),
        ("㎡", "㎡"),
        ("2031—06–30", "2031-06-30"),
        ("e\u0301", "é"),
        ("🚢\ufe0f", "🚢"),
    ],
)
def test_only_what_means_the_same_is_folded(text: str, folded: str) -> None:
    assert plain(text) == folded


@given(st.text(max_size=20))
def test_folding_adds_no_digit(text: str) -> None:
    digits = [char for char in text if char.isdecimal()]
    assert len([char for char in plain(text) if char.isdecimal()]) == len(digits)
    assert plain(plain(text)) == plain(text)
    assert same(plain(text)) == same(text)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b", "\n\t", "\ufeff\u00a0"])
def test_what_nobody_sees_is_empty(text: str) -> None:
    assert not visible(text)
    for column in (NUMBER, DAY, TEXT, ID, STATE, TASK):
        assert read(column, text).empty


@pytest.mark.parametrize(
    "typed", ["已完成。", "“已完成”", "（已完成）", "√完成", "Completed.", "已 完成", "[done]", "ＤＯＮＥ"]
)
def test_a_state_is_understood_in_what_people_put_around_it(typed: str) -> None:
    found = read(STATE, typed)
    assert (found.value, found.typed) == ("completed", typed)


@pytest.mark.parametrize("typed", ["未完成", "基本完成", "已完成60%", "完成①", "不", "completed?", "完成/推进中"])
def test_a_state_with_more_to_it_is_none(typed: str) -> None:
    found = read(STATE, typed)
    assert (found.value, found.typed, found.problem) == (None, typed, "unknown_choice")


@pytest.mark.parametrize(("typed", "task"), [("3a 渔网", "3a"), ("３ａ\u3000渔网", "3a"), ("3a", "3a"), ("3①", "3①")])
def test_the_task_of_a_figure_is_its_number(typed: str, task: str) -> None:
    assert read(TASK, typed).value == task


@pytest.mark.parametrize(
    ("text", "kind", "code", "day", "notes"),
    [
        ("48029", CellKind.NUMBER, "yyyy-mm-dd", date(2031, 6, 30), ()),
        ("48029.75", CellKind.NUMBER, "yyyy/m/d h:mm", date(2031, 6, 30), ()),
        ("48029", CellKind.NUMBER, "", date(2031, 6, 30), ("serial_day",)),
        ("20310630", CellKind.NUMBER, "", date(2031, 6, 30), ("date_as_text",)),
        ("20310630", CellKind.NUMBER, "yyyy-mm-dd", date(2031, 6, 30), ("date_as_text",)),
        ("2.031063E7", CellKind.NUMBER, "", date(2031, 6, 30), ("date_as_text",)),
        ("2031-06-30T00:00:00", CellKind.DATE_ISO, "", date(2031, 6, 30), ("date_as_text",)),
        ("2031-06-30", CellKind.DATE_ISO, "", date(2031, 6, 30), ("date_as_text",)),
    ],
)
def test_a_day_however_it_is_stored(text: str, kind: CellKind, code: str, day: date, notes: tuple[str, ...]) -> None:
    found = read(DAY, text, kind, code)
    assert (found.value, found.problem, found.notes) == (day, None, notes)


@pytest.mark.parametrize(
    ("text", "code", "problem"),
    [
        ("2031", "", "month_only"),
        ("2031.6", "yyyy-mm-dd", "month_only"),
        ("20316", "", "not_a_day"),
        ("3", "yyyy-mm-dd", "not_a_day"),
        ("-5", "", "not_a_day"),
        ("1e300", "yyyy-mm-dd", "not_a_day"),
    ],
)
def test_a_number_that_is_no_day_is_none(text: str, code: str, problem: str) -> None:
    found = read(DAY, text, CellKind.NUMBER, code)
    assert (found.value, found.problem) == (None, problem)


@pytest.mark.parametrize(
    ("code", "shows_less", "beside"),
    [
        ("", False, ""),
        ("General", False, ""),
        ("#,##0.00", False, ""),
        ("#,##0.00_);(#,##0.00)", False, ""),
        ('"¥"#,##0', False, ""),
        ('0"件"', False, ""),
        ('0.0"万元"', False, "万元"),
        ("0万", False, "万"),
        ('0.00"%"', False, "%"),
        ('0.0,"K"', True, ""),
        ("#,##0.0,,", True, ""),
        ('0!.0,"万"', True, ",万"),
        ('0"."0,"万"', True, ",万"),
        ("0\\.0,万", True, ",万"),
        ('[>=10000]0!.0,"万";0', True, ",万"),
    ],
)
def test_formats_that_show_another_number(code: str, shows_less: bool, beside: str) -> None:
    assert (scales(code), scale_beside(code)) == (shows_less, beside)


@pytest.mark.parametrize(
    ("code", "unit", "value", "problem"),
    [
        ("0", "万件", "12", None),
        ('0"万"', "万件", "12", None),
        ('0"万"', "件", "120000", None),
        ('0"万件"', "件", "120000", None),
        ('0"万元"', "亿元", None, "unit_differs"),
        ('0"%"', "%", "12", None),
        ('0"%"', "件", None, "unit_differs"),
        ('0!.0,"万"', "万件", "12", "shown_scaled"),
        ("0%", "%", "1200", None),
        ("0%", "件", None, "unit_differs"),
        ("yyyy-mm-dd", "件", None, "date_for_number"),
    ],
)
def test_a_number_is_read_with_what_its_format_shows(code: str, unit: str, value: str | None, problem: str) -> None:
    found = read(NUMBER, "12", CellKind.NUMBER, code, unit)
    assert (found.value, found.problem) == (Decimal(value) if value else None, problem)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_stored_number_is_read_back(number: Decimal) -> None:
    assert read(NUMBER, repr(float(number)), CellKind.NUMBER).value == number


@given(st.decimals(0, 1000, places=3))
def test_a_percent_cell_is_read_back_without_a_factor(shown: Decimal) -> None:
    stored = repr(float(shown) / 100)
    found = read(NUMBER, stored, CellKind.NUMBER, "0.0%", "%")
    assert isinstance(found.value, Decimal)
    assert abs(found.value - shown) < Decimal("1e-9")
    assert found.typed == f"{found.value:f}%"


def test_other_kinds_of_cells_are_no_numbers() -> None:
    assert read(NUMBER, "1", CellKind.BOOL).problem == "not_a_number"
    assert read(NUMBER, "2031-06-30", CellKind.DATE_ISO).problem == "date_for_number"
    assert read(DAY, "1", CellKind.BOOL).problem == "not_a_day"


def test_an_id_is_folded_and_its_cell_is_not() -> None:
    found = read(ID, "３ａ\u3000")
    assert (found.value, found.typed) == ("3a", "３ａ\u3000")
    assert read(ID, "12.0", CellKind.NUMBER).value == "12"
