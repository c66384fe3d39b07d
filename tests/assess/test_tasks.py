"""Method M6: every line of its table, in its order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from milepost.assess import tasks
from milepost.model.dataset import MergedRow
from milepost.model.definition import Thresholds
from milepost.model.states import DerivedState, TaskState

CALENDAR = tasks.Calendar(2024, date(2024, 1, 1), date(2025, 1, 31))
DUE = date(2024, 6, 30)


def rated(due: date | None = None, calendar: tasks.Calendar = CALENDAR, **row: object) -> DerivedState:
    return tasks.rate(MergedRow("1", decided_by="agreed", **row), due, calendar, Thresholds()).state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "due", "expected"),
    [
        pytest.param({"state": None}, DUE, DerivedState.NOT_REPORTED, id="no statement comes before the due date"),
        pytest.param(
            {"state": TaskState.CONTINUING}, DUE, DerivedState.CONTINUING, id="long-term work is never overdue"
        ),
        pytest.param(
            {"state": TaskState.CANCELLED}, DUE, DerivedState.NOT_STARTED, id="a cancellation needs a decision"
        ),
        pytest.param(
            {"state": TaskState.CANCELLED, "cancellation_confirmed": True}, None, DerivedState.CANCELLED, id="decided"
        ),
        pytest.param(
            {"state": TaskState.COMPLETED, "completed_on": date(2024, 7, 1)},
            DUE,
            DerivedState.COMPLETED_LATE,
            id="late",
        ),
        pytest.param(
            {"state": TaskState.COMPLETED, "completed_on": date(2024, 6, 1)},
            DUE,
            DerivedState.COMPLETED_EARLY,
            id="early",
        ),
        pytest.param(
            {"state": TaskState.COMPLETED, "completed_on": DUE}, DUE, DerivedState.COMPLETED, id="on the day itself"
        ),
        pytest.param({"state": TaskState.COMPLETED}, DUE, DerivedState.COMPLETED, id="without a date"),
        pytest.param({"state": TaskState.IN_PROGRESS}, DUE, DerivedState.OVERDUE, id="due date has passed"),
        pytest.param(
            {"state": TaskState.IN_PROGRESS}, None, DerivedState.IN_PROGRESS, id="the year's end is no due date"
        ),
        pytest.param({"state": TaskState.DELAYED}, None, DerivedState.DELAYED, id="delayed stands"),
    ],
)
def test_the_table(row: dict[str, object], due: date | None, expected: DerivedState) -> None:
    assert rated(due, **row) is expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("65", DerivedState.AHEAD),
        ("60", DerivedState.ON_SCHEDULE),
        ("40", DerivedState.ON_SCHEDULE),
        ("39", DerivedState.BEHIND),
        ("20", DerivedState.BEHIND),
        ("19", DerivedState.FAR_BEHIND),
    ],
)
def test_a_percentage_with_a_due_date_ahead_is_rated_by_pace(percent: str, expected: DerivedState) -> None:
    half_way = tasks.Calendar(2024, date(2024, 1, 1), date(2024, 4, 10))
    assert rated(date(2024, 7, 19), half_way, state=TaskState.IN_PROGRESS, percent=Decimal(percent)) is expected


def test_claimed_evidenced_and_verified_are_three_things() -> None:
    def flags(**facts: object) -> tuple[bool, bool]:
        row = MergedRow("1", TaskState.COMPLETED, "single", **facts)  # type: ignore[arg-type]
        rating = tasks.rate(row, None, CALENDAR, Thresholds())
        return rating.evidence_outstanding, rating.verified

    assert flags() == (True, False)
    assert flags(evidenced=True) == (False, False)
    assert flags(evidenced=True, verified=True) == (False, True)


def test_unfinished_is_said_only_when_the_plan_year_is_over() -> None:
    row = MergedRow("1", TaskState.PHASED_PROGRESS, "single")
    within = tasks.Calendar(2024, None, date(2024, 12, 31))
    assert tasks.rate(row, None, CALENDAR, Thresholds()).unfinished
    assert not tasks.rate(row, None, within, Thresholds()).unfinished
