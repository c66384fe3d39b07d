"""Where does a trend through yearly values lead, and how far may the truth lie from it?"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

from milepost.assess.student import half_width

FEWEST = 4
"""Fewest yearly values for a trend: with fewer there would be hardly anything to measure its error by."""

DAMPING = 0.9
"""What remains each year of the yearly change of the year before, in the damped trend."""


class Kind(StrEnum):
    """Which trend is drawn."""

    LINEAR = "linear"
    DAMPED = "damped"


@dataclass(frozen=True, slots=True)
class Expected:
    """The value expected in a year, and the interval that should hold the true one.

    Attributes:
        value, low, high: In the indicator's unit.
    """

    year: int
    value: float
    low: float
    high: float

    def within(self, lowest: float | None, highest: float | None) -> Expected:
        """The same, cut off at values that cannot exist."""
        floor = -math.inf if lowest is None else lowest
        ceiling = math.inf if highest is None else highest
        return Expected(self.year, *(min(max(one, floor), ceiling) for one in (self.value, self.low, self.high)))


Trend = Callable[[int], Expected]
"""From a year to what is expected in it."""


def linear(values: Mapping[int, float], level: float, unit: float = 0.0) -> Trend:
    """The straight line through the values by least squares, with its prediction interval.

    ::

        s^2      = sum of squared residuals / (n - 2)
        interval = value +- t(n - 2) s sqrt(1 + 1 / n + (year - mean year)^2 / Sxx)

    Args:
        values: Value by year, at least four.
        level: Share of the true values that the interval should hold, e.g. 0.8.
        unit: One unit of the last decimal place: no interval is narrower than rounding makes the values.

    Raises:
        ValueError: If there are fewer than four values.

    Source:
        Draper and Smith (1998), Applied Regression Analysis, 3rd edition, chapters 1 and 3.
    """
    years = _years(values)
    centre, mean = fmean(years), fmean(values.values())
    spread = sum((year - centre) ** 2 for year in years)
    slope = sum((year - centre) * (values[year] - mean) for year in years) / spread
    freedom = len(years) - 2
    squares = sum((values[year] - mean - slope * (year - centre)) ** 2 for year in years)
    error = _at_least(math.sqrt(squares / freedom), unit)
    width = half_width(level, freedom) * error

    def expected(year: int) -> Expected:
        value = mean + slope * (year - centre)
        margin = width * math.sqrt(1 + 1 / len(years) + (year - centre) ** 2 / spread)
        return Expected(year, value, value - margin, value + margin)

    return expected


def damped(values: Mapping[int, float], level: float, unit: float = 0.0) -> Trend:
    """From the latest value on by the mean yearly change, of which each year less remains: the change dies away.

    A random walk with drift whose drift is damped from the latest value on. With b the mean yearly change over the n
    values from year t1 to tn, phi = 0.9 and D(h) = phi + ... + phi^h::

        value    = y(tn) + b D(h)                                          h years after the latest value
        s^2      = sum of (change - b years)^2 / years, over the steps, / (n - 2)
        interval = value +- t(n - 2) s sqrt(h + D(h)^2 / (tn - t1))

    Nothing but b and s is estimated: with a handful of values a fitted smoothing would fit its own noise and promise
    intervals that are too narrow. With phi = 1 this is the drift method and its interval.

    Args:
        values: Value by year, at least four.
        level: Share of the true values that the interval should hold, e.g. 0.8.
        unit: One unit of the last decimal place: no interval is narrower than rounding makes the values.

    Raises:
        ValueError: If there are fewer than four values.

    Source:
        Gardner and McKenzie (1985), "Forecasting trends in time series", Management Science 31, for the damping;
        Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd edition, 5.2 and 5.5 for the drift
        method and its interval, 8.2 for the size of phi (0.8 to 0.98).
    """
    years = _years(values)
    first, last = years[0], years[-1]
    change = (values[last] - values[first]) / (last - first)
    freedom = len(years) - 2
    squares = sum((values[b] - values[a] - change * (b - a)) ** 2 / (b - a) for a, b in pairwise(years))
    error = _at_least(math.sqrt(squares / freedom), unit)
    width = half_width(level, freedom) * error

    def expected(year: int) -> Expected:
        ahead = year - last
        grown = sum(DAMPING**step for step in range(1, ahead + 1))
        value = values[last] + change * grown
        margin = width * math.sqrt(max(ahead, 0) + grown**2 / (last - first))
        return Expected(year, value, value - margin, value + margin)

    return expected


TRENDS: Mapping[Kind, Callable[[Mapping[int, float], float, float], Trend]] = {
    Kind.LINEAR: linear,
    Kind.DAMPED: damped,
}


def _years(values: Mapping[int, float]) -> list[int]:
    if len(values) < FEWEST:
        raise ValueError(f"a trend needs {FEWEST} yearly values, not {len(values)}")
    return sorted(values)


def _at_least(error: float, unit: float) -> float:
    """Rounding alone gives a value an error of unit / sqrt(12), the deviation of a uniform distribution."""
    return max(error, unit / math.sqrt(12))
