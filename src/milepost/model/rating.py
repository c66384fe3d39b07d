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


class CommonClass(StrEnum):
    """The scale on which the ratings of different methods are compared, best first (methods M5)."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    SLOW = "slow"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class RatioBounds:
    """Bounds of methods M2 and M3, as shares of the growth that the target needs, and of their rates without a target.

    Attributes:
        substantial: Lowest ratio of the best class.
        moderate: Lowest ratio of the second class.
        limited: Lowest ratio of the third class; below it the value moves away.
    """

    substantial: float = 0.95
    moderate: float = 0.60
    limited: float = 0.0


@dataclass(frozen=True, slots=True)
class ExtrapolationBounds:
    """Bounds of method M4, as shares of the way that will be covered in the target year."""

    on_track: float = 0.95
    moderate: float = 0.50
    marginal: float = 0.10
    stagnation: float = 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """What a rating method is given: the path to the target and the values so far, all in the indicator's unit.

    Attributes:
        base_year, base: Where the path starts; ``base`` None where no baseline was set.
        targets: (year, value) of each target, interim ones first.
        direction: +1 should rise, -1 should fall, 0 keep within ``band``.
        latest_year, latest: The value that is rated; None where there is none.
        report_year: Year of the report.
        band: Lowest and highest value promised, for direction 0.
        decimals: Decimal places of the definition.
        limit: Value that the indicator cannot pass on its way (100 of a percentage), None where there is none.
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
    limit: Decimal | None = None

    @property
    def target(self) -> tuple[int, Decimal] | None:
        """Year and value of the final target."""
        return self.targets[-1] if self.targets else None


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
        measure: What the method holds against its bounds (ratio, rate or share), None where not defined or where the
            method is M1, whose measure is the lead.
        score: From -5 to 5, where the method gives one.
    """

    standing: str
    attainment: Decimal | None = None
    schedule: Decimal | None = None
    lead: Decimal | None = None
    expected: Decimal | None = None
    reason: str = ""
    steps: Mapping[str, Decimal | float | str] = field(default_factory=dict)
    measure: float | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """How the indicator would be rated by another method, or with a slightly different value.

    Attributes:
        method: Code of the method.
        value: The value rated.
        verdict: What the method says of it.
        common: Its class on the common scale.
    """

    method: str
    value: Decimal
    verdict: Verdict
    common: CommonClass


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How firmly a rating stands (methods M5).

    Attributes:
        common: Class of the rating on the common scale; None where it is not rated.
        methods: What each other method says, in the order of the methods; those that give no rating are left out.
        roundings: What the method itself says with the value lowered and raised by half a unit of its last decimal.
    """

    common: CommonClass | None
    methods: tuple[Alternative, ...] = ()
    roundings: tuple[Alternative, ...] = ()

    @property
    def changed_by(self) -> tuple[Alternative, ...]:
        """The alternatives that give another class; none where there is no rating to change."""
        if self.common is None:
            return ()
        return tuple(one for one in (*self.methods, *self.roundings) if one.common is not self.common)

    @property
    def fragile(self) -> bool:
        """True when another method or the rounding of the value gives another class."""
        return bool(self.changed_by)


@dataclass(frozen=True, slots=True)
class IndicatorRating:
    """One indicator's rating, with the observation that it rests on.

    Attributes:
        method: Code of the method, e.g. ``"M1"``.
        latest: The observation rated; its year is the data year that is always printed with the rating.
        previous: The observation of the year before the latest one, None where there is none.
        change: From previous to latest, in per cent or points as the indicator says; None where not defined.
        sensitivity: How firmly the rating stands; None where that was not looked at.
    """

    indicator: str
    method: str
    verdict: Verdict
    latest: Observation | None
    previous: Observation | None = None
    change: Decimal | None = None
    sensitivity: Sensitivity | None = None

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
