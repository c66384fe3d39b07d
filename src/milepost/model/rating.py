"""Where does an indicator or a task stand, and by which arithmetic?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from milepost.model.dataset import Observation
from milepost.model.states import DerivedState


class Standing(StrEnum):
    """The classes of method M1, in the order of the legend."""

    MET_EARLY = "met_early"
    MET = "met"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    MISSED = "missed"
    NOT_RATED = "not_rated"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Series:
    """What a rating method is given: the path to the target and the values so far, all in the indicator's unit.

    Attributes:
        base_year, base: Where the path starts; ``base`` None where no baseline was set.
        targets: (year, value) of each target, interim ones first.
        direction: +1 should rise, -1 should fall, 0 keep within ``band``.
        latest_year, latest: The value that is rated; None where there is none.
        report_year: Year of the report.
    """

    base_year: int
    base: Decimal | None
    targets: tuple[tuple[int, Decimal], ...]
    direction: int
    latest_year: int | None
    latest: Decimal | None
    report_year: int
    band: tuple[Decimal, Decimal] | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a method says of a series.

    Attributes:
        standing: The class, a word of the method's own scale.
        attainment: Share of the way to the target, 1 = all of it; None where not defined.
        schedule: Share of the time to the target year that has passed; None where not defined.
        lead: 100 (attainment - schedule), in points of the path; None where not defined.
        expected: Value that the schedule asks for in the data year; None where not defined.
        reason: Message id of why there is no rating; ``""`` where there is one.
        steps: Named quantities of the arithmetic, for annex E and ``explain``.
    """

    standing: str
    attainment: Decimal | None = None
    schedule: Decimal | None = None
    lead: Decimal | None = None
    expected: Decimal | None = None
    reason: str = ""
    steps: Mapping[str, Decimal | int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndicatorRating:
    """One indicator's rating, with the observation that it rests on.

    Attributes:
        method: Code of the method, e.g. ``"M1"``.
        latest: The observation rated; its year is the data year that is always printed with the rating.
        previous: The observation of the year before the latest one, None where there is none.
        change: From previous to latest, in per cent or points as the indicator says; None where not defined.
    """

    indicator: str
    method: str
    verdict: Verdict
    latest: Observation | None
    previous: Observation | None = None
    change: Decimal | None = None

    @property
    def standing(self) -> str:
        """The class."""
        return self.verdict.standing


@dataclass(frozen=True, slots=True)
class TaskRating:
    """Where a task or measure stands (methods M6).

    Attributes:
        state: The derived state.
        evidence_outstanding: True when it is completed and no evidence is named.
        verified: True when the secretariat verified the completion.
        unfinished: True when it is not finished though the plan year is over.
        due: The task's own due date.
    """

    row: str
    state: DerivedState
    evidence_outstanding: bool = False
    verified: bool = False
    unfinished: bool = False
    due: date | None = None
    cancellation_reported: bool = False


@dataclass(frozen=True, slots=True)
class Ratings:
    """All ratings of a report: indicators by id, tasks and measures by row id."""

    indicators: Mapping[str, IndicatorRating]
    rows: Mapping[str, TaskRating]
