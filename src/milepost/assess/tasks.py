"""M6: where does a task or measure stand, from what was reported and from its own due date?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from milepost.model.dataset import MergedRow
from milepost.model.definition import Thresholds
from milepost.model.rating import TaskRating
from milepost.model.states import DerivedState, TaskState

_SETTLED = frozenset(
    {
        DerivedState.COMPLETED,
        DerivedState.COMPLETED_EARLY,
        DerivedState.COMPLETED_LATE,
        DerivedState.CONTINUING,
        DerivedState.CANCELLED,
        DerivedState.NOT_REPORTED,
    }
)
"""Finished, standing or dropped; and what nothing is known of, which cannot be called unfinished."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that the rating of a task looks at.

    Attributes:
        year: Plan year.
        issued: Day on which the plan was issued; None where it is not known.
        cut_off: Last day whose knowledge counts.
    """

    year: int
    issued: date | None
    cut_off: date


def rate(row: MergedRow, due: date | None, calendar: Calendar, thresholds: Thresholds) -> TaskRating:
    """Derive the state of a task or measure, first match in the order of the method.

    Nothing is derived from the year's end: a due date is the task's own or there is none.

    Args:
        row: What holds for the task, over all units.
        due: The task's own due date, None where the plan sets none.
        calendar: Plan year, issue date and cut-off.
        thresholds: Bounds of the pace classes, in points of the path.

    Source:
        methods M6.
    """
    state = _derive(row, due, calendar, thresholds)
    completed = row.state is TaskState.COMPLETED
    return TaskRating(
        row=row.row,
        state=state,
        evidence_outstanding=completed and not row.evidenced,
        verified=completed and row.verified,
        unfinished=state not in _SETTLED and calendar.cut_off > date(calendar.year, 12, 31),
        due=due,
        cancellation_reported=row.state is TaskState.CANCELLED and not row.cancellation_confirmed,
    )


def _derive(row: MergedRow, due: date | None, calendar: Calendar, thresholds: Thresholds) -> DerivedState:
    if row.state is None:
        return DerivedState.NOT_REPORTED
    if row.state is TaskState.CANCELLED:
        return DerivedState.CANCELLED if row.cancellation_confirmed else DerivedState.NOT_STARTED
    if row.state is TaskState.CONTINUING:
        return DerivedState.CONTINUING
    if row.state is TaskState.COMPLETED:
        return _completed(row.completed_on, due)
    if due is not None and due < calendar.cut_off:
        return DerivedState.OVERDUE
    pace = _pace(row, due, calendar, thresholds)
    return pace if pace is not None else DerivedState(row.state.value)


def _completed(completed_on: date | None, due: date | None) -> DerivedState:
    if due is None or completed_on is None or completed_on == due:
        return DerivedState.COMPLETED
    return DerivedState.COMPLETED_LATE if completed_on > due else DerivedState.COMPLETED_EARLY


def _pace(row: MergedRow, due: date | None, calendar: Calendar, thresholds: Thresholds) -> DerivedState | None:
    """The M1 classes on the reported percentage, schedule from the plan's issue date to the due date."""
    if row.percent is None or due is None or calendar.issued is None or due <= calendar.issued:
        return None
    passed = Fraction((calendar.cut_off - calendar.issued).days, (due - calendar.issued).days)
    lead = Fraction(row.percent) - 100 * passed
    if lead > Fraction(thresholds.on_schedule):
        return DerivedState.AHEAD
    if lead >= -Fraction(thresholds.on_schedule):
        return DerivedState.ON_SCHEDULE
    return DerivedState.BEHIND if lead >= -Fraction(thresholds.far_behind) else DerivedState.FAR_BEHIND
