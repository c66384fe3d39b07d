"""Will the target be met if things go on as they have, and how often were such forecasts right before?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from milepost.assess.growth import cagr, reached
from milepost.assess.trends import FEWEST, TRENDS, Expected, Kind, Trend

LEVEL = 0.8
"""Share of the true values that an interval should hold."""

FARTHEST = 50
"""Years after the latest value beyond which no year of meeting the target is named."""


@dataclass(frozen=True, slots=True)
class HitRate:
    """How often the next value lay within the interval of a forecast made from the values before it."""

    hits: int
    tries: int

    @property
    def share(self) -> float | None:
        """Hits per try; None where nothing could be tried."""
        return self.hits / self.tries if self.tries else None

    def __add__(self, other: HitRate) -> HitRate:
        return HitRate(self.hits + other.hits, self.tries + other.tries)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one trend expects.

    Attributes:
        expected: Year by year from the one after the latest value to the target year.
        met_in: Year in which the trend meets the target; None where it does not within fifty years, or where the
            latest value meets it already.
        past: How often the trend was right on this series.
    """

    kind: Kind
    expected: tuple[Expected, ...]
    met_in: int | None
    past: HitRate

    @property
    def at_target(self) -> Expected | None:
        """What is expected in the target year; None where that year has passed."""
        return self.expected[-1] if self.expected else None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a forecast.

    Attributes:
        target_year, target: When which value was promised.
        direction: +1 should rise, -1 should fall.
        decimals: Decimal places of the values.
        bounds: Lowest and highest value that can exist; None = unbounded.
    """

    target_year: int
    target: Decimal
    direction: int = 1
    decimals: int = 0
    bounds: tuple[Decimal | None, Decimal | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may be expected of an indicator, and what would be needed.

    Attributes:
        latest_year: Year of the latest value.
        met: True when the latest value meets the target.
        forecasts: One for each trend.
        needed_step: Change a year from the latest value to the target, in the indicator's unit; None where the target
            is met or its year has passed.
        needed_rate: The same as a yearly growth rate (0.02 = 2 %); None also where zero or signs forbid one.
        level: Share of the true values that the intervals should hold.
    """

    latest_year: int
    met: bool
    forecasts: Mapping[Kind, Forecast] = field(default_factory=dict)
    needed_step: Decimal | None = None
    needed_rate: float | None = None
    level: float = LEVEL


def outlook(values: Mapping[int, Decimal], question: Question, level: float = LEVEL) -> Outlook | None:
    """Forecast an indicator by a linear and by a damped trend.

    Args:
        values: Value by year, whole years only.
        question: Target, direction and what the values can be.
        level: Share of the true values that the intervals should hold.

    Returns:
        None for fewer than four yearly values, or where the indicator should keep within a band.

    Source:
        Formulas and sources: ``trends``.
    """
    if len(values) < FEWEST or question.direction == 0:
        return None
    floats = {year: float(values[year]) for year in sorted(values)}
    latest_year = max(values)
    latest = values[latest_year]
    met = reached(float(latest), float(question.target), question.direction)
    left = question.target_year - latest_year
    return Outlook(
        latest_year=latest_year,
        met=met,
        forecasts={kind: _forecast(kind, floats, question, level, met=met) for kind in TRENDS},
        needed_step=None if met else needed_step(latest, question.target, left),
        needed_rate=_needed_rate(latest, question.target, left) if left > 0 and not met else None,
        level=level,
    )


def needed_step(latest: Decimal, target: Decimal, years: int) -> Decimal | None:
    """Change a year that leads from the latest value to the target, in their unit; None where no year is left."""
    return (target - latest) / years if years > 0 else None


def hit_rate(kind: Kind, values: Mapping[int, float], level: float = LEVEL, unit: float = 0.0) -> HitRate:
    """Forecast each value from those before it, at least four, and count how often it lay within the interval.

    The honest test of a forecast: only values known at the time are used. Source: Hyndman and Athanasopoulos (2021),
    Forecasting: Principles and Practice, 3rd edition, 5.10 (evaluation on a rolling forecasting origin).

    Args:
        kind: The trend.
        values: Value by year.
        level: Share of the true values that the interval should hold.
        unit: One unit of the last decimal place.
    """
    years = sorted(values)
    hits = 0
    for known in range(FEWEST, len(years)):
        trend = TRENDS[kind]({year: values[year] for year in years[:known]}, level, unit)
        expected = trend(years[known])
        hits += expected.low <= values[years[known]] <= expected.high
    return HitRate(hits, max(len(years) - FEWEST, 0))


def overall(outlooks: Iterable[Outlook], kind: Kind) -> HitRate:
    """The hit rate of a trend over all series that were forecast."""
    return sum((one.forecasts[kind].past for one in outlooks), HitRate(0, 0))


def _forecast(kind: Kind, values: Mapping[int, float], question: Question, level: float, *, met: bool) -> Forecast:
    unit = 10.0**-question.decimals
    trend = TRENDS[kind](values, level, unit)
    low, high = (None if one is None else float(one) for one in question.bounds)
    latest = max(values)
    years = range(latest + 1, question.target_year + 1)
    return Forecast(
        kind,
        tuple(trend(year).within(low, high) for year in years),
        None if met else _met_in(trend, latest, question),
        hit_rate(kind, values, level, unit),
    )


def _met_in(trend: Trend, latest: int, question: Question) -> int | None:
    for year in range(latest + 1, latest + FARTHEST + 1):
        if reached(trend(year).value, float(question.target), question.direction):
            return year
    return None


def _needed_rate(latest: Decimal, target: Decimal, years: int) -> float | None:
    if latest == 0 or latest * target <= 0:
        return None
    return cagr(float(target), float(latest), years)
