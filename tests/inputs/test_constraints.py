"""Does each constraint judge a row in Python as its formula does in the workbook?"""

from datetime import date
from decimal import Decimal

import pytest

from milepost.inputs.constraints import Between, Longest, Required, When, broken
from milepost.inputs.form import form_of
from milepost.model.places import CellRef
from milepost.model.submission import Cell, Row, Value

FORM = form_of(2031)


def row(**values: Value | None) -> Row:
    ref = CellRef("form.xlsx", "Tasks", 5, 1)
    cells = {key: Cell(ref, None if value is None else str(value), value) for key, value in values.items()}
    return Row(5, "1", cells)


def address(key: str) -> str:
    return {"state": "G5", "completed_on": "H5", "percent": "I5", "text": "J5"}[key]


def labels(choices: str, key: str) -> tuple[str, ...]:
    assert choices == "states"
    return {"completed": ("已完成 completed", "done"), "delayed": ("进展滞后 delayed",)}[key]


ENDED = When("state", "states", ("completed",))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, ["state_missing", "text_missing"], id="an empty row lacks state and text"),
        pytest.param({"state": "in_progress", "text": "x"}, [], id="in progress needs no more"),
        pytest.param(
            {"state": "completed", "text": "x"},
            ["completed_without_date", "completed_without_evidence"],
            id="completed needs date and evidence",
        ),
        pytest.param(
            {"state": "completed", "text": "x", "evidence": "no. 1", "completed_on": date(2030, 12, 31)},
            ["date_outside_year"],
            id="a date before the year",
        ),
        pytest.param(
            {"state": "completed", "text": "x", "evidence": "no. 1", "completed_on": date(2031, 12, 31)},
            [],
            id="the last day is in the year",
        ),
        pytest.param(
            {
                "state": "completed",
                "text": "x",
                "evidence": "e",
                "completed_on": date(2031, 1, 1),
                "percent": Decimal(60),
            },
            ["percent_against_state"],
            id="completed at 60",
        ),
        pytest.param(
            {"state": "not_started", "text": "x", "percent": Decimal(30)},
            ["percent_against_state"],
            id="not started at 30",
        ),
        pytest.param(
            {"state": "in_progress", "text": "x", "percent": Decimal("100.5")}, ["percent_outside"], id="more than all"
        ),
        pytest.param(
            {"state": "delayed", "text": "x"},
            ["delayed_without_difficulty", "delayed_without_next_step"],
            id="delayed needs difficulty and next step",
        ),
        pytest.param({"state": "in_progress", "text": "x" * 801}, ["text_too_long"], id="801 characters"),
        pytest.param({"state": "in_progress", "text": "x" * 800}, [], id="800 characters"),
    ],
)
def test_a_row_of_tasks(values: dict[str, Value], expected: list[str]) -> None:
    assert [one.name for one in broken(row(**values), FORM.sheet("tasks").constraints)] == expected


def test_nothing_is_asked_of_locked_columns() -> None:
    locked = frozenset({"state", "completed_on", "percent"})
    assert [one.name for one in broken(row(), FORM.sheet("tasks").constraints, locked)] == ["text_missing"]


def test_a_cell_that_holds_something_unreadable_is_not_missing() -> None:
    unread = Cell(CellRef("form.xlsx", "Tasks", 5, 7), "soon", None, "unknown_choice")
    found = broken(Row(5, "1", {"state": unread, "text": unread}), FORM.sheet("tasks").constraints)
    assert found == []


def test_the_kind_of_a_value_decides_which_bound_is_asked() -> None:
    percent = Between("percent", "percent", "says", Decimal(0), Decimal(100))
    assert percent.holds(row(percent="about 7"))
    assert percent.holds(row())
    assert not percent.holds(row(percent=Decimal(-1)))
    assert Between("date", "completed_on", "says", date(2031, 1, 1)).holds(row(completed_on=Decimal(5)))


@pytest.mark.parametrize(
    ("constraint", "formula"),
    [
        (Required("a", "text", "says"), "LEN(TRIM(J5))=0"),
        (
            Required("a", "completed_on", "says", ENDED),
            'AND(OR(G5="已完成 completed",G5="done"),LEN(TRIM(H5))=0)',
        ),
        (Between("a", "percent", "says", Decimal(0), Decimal(100)), "AND(ISNUMBER(I5),OR(I5<0,I5>100))"),
        (
            Between("a", "completed_on", "says", None, date(2031, 12, 31)),
            "AND(ISNUMBER(H5),OR(H5>DATE(2031,12,31)))",
        ),
        (
            Between("a", "percent", "says", Decimal(100), None, When("state", "states", ("delayed",))),
            'AND(OR(G5="进展滞后 delayed"),ISNUMBER(I5),OR(I5<100))',
        ),
        (Longest("a", "text", "says", 800), "LEN(J5)>800"),
    ],
)
def test_the_formula_is_true_where_the_constraint_is_broken(
    constraint: Required | Between | Longest, formula: str
) -> None:
    assert constraint.formula(address, labels) == formula
