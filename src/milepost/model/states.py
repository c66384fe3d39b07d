"""Which states can a task be in: as reported by a unit, and as derived by the report?"""

from __future__ import annotations

from enum import StrEnum


class TaskState(StrEnum):
    """What a unit reports of a task or measure (methods M6)."""

    NOT_STARTED = "not_started"
    DELAYED = "delayed"
    IN_PROGRESS = "in_progress"
    PHASED_PROGRESS = "phased_progress"
    CONTINUING = "continuing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def rank(self) -> int:
        """How advanced the state is, 0 the least; ``cancelled`` stands apart and counts as not started."""
        return 0 if self is TaskState.CANCELLED else _ORDER.index(self)


_ORDER = (
    TaskState.NOT_STARTED,
    TaskState.DELAYED,
    TaskState.IN_PROGRESS,
    TaskState.PHASED_PROGRESS,
    TaskState.CONTINUING,
    TaskState.COMPLETED,
)


class DerivedState(StrEnum):
    """Where the report says a task stands (methods M6), in the order of the legend."""

    COMPLETED_EARLY = "completed_early"
    COMPLETED = "completed"
    COMPLETED_LATE = "completed_late"
    CONTINUING = "continuing"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    PHASED_PROGRESS = "phased_progress"
    IN_PROGRESS = "in_progress"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    DELAYED = "delayed"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"
    CANCELLED = "cancelled"
    NOT_REPORTED = "not_reported"


class ValueStatus(StrEnum):
    """How firm a value of an indicator is."""

    PROVISIONAL = "provisional"
    FIRST = "first"
    FINAL = "final"
    REVISED = "revised"


WHOLE_YEAR = "Y"
"""The period of a value about a whole year; anything else (``H1``, ``Q1-Q3``, ``M1-M11``) is a part of one."""
