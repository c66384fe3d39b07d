"""Where do the trends of several indicators lead? Small charts on one page, each with the band of its forecast."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from milepost.render.charts.geometry import FRAME, LABEL, Scale, places_of, text_width, ticks, wrap
from milepost.render.charts.path import Tick, YearValue, known_values

_PANEL, _GAP, _TITLE = 176.0, 24.0, 34.0
_LEFT, _BOTTOM = 40.0, 22.0

Course = Sequence[tuple[int, Decimal, Decimal, Decimal]]
"""Year, expected value, lowest and highest value of the interval."""


class Forecast(Protocol):
    """What one small chart needs."""

    @property
    def series(self) -> Sequence[YearValue]:
        """Values of whole years."""

    @property
    def target(self) -> tuple[int, Decimal]:
        """Year and value of the target."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart.

    Attributes:
        title: (y, words) of the lines of its title.
        x: Left end of the title.
        band: Corners of the interval of the linear trend.
        linear, damped: Lines of the two trends, from the latest value on.
        runs: Lines through values of years that follow each other.
        dots: (x, y, hollow) of the values.
        target: Centre of the diamond; ``target_words`` stand beside it at ``target_label``.
        latest: (x, y, words) of the latest value's label.
    """

    title: tuple[tuple[float, str], ...]
    x: float
    left: float
    right: float
    bottom: float
    levels: tuple[Tick, ...]
    years: tuple[Tick, ...]
    band: tuple[tuple[float, float], ...]
    linear: tuple[tuple[float, float], ...]
    damped: tuple[tuple[float, float], ...]
    runs: tuple[tuple[tuple[float, float], ...], ...]
    dots: tuple[tuple[float, float, bool], ...]
    target: tuple[float, float]
    target_words: str


@dataclass(frozen=True, slots=True)
class OutlookDrawing:
    """All small charts, two beside each other."""

    width: float
    height: float
    panels: tuple[Panel, ...]


def outlook_drawing(
    items: Iterable[tuple[str, Forecast, Course, Course, int]],
    printed: Callable[[Decimal, int], str],
    *,
    width: float = FRAME,
) -> OutlookDrawing:
    """Lay out one small chart for each indicator.

    Args:
        items: Name, values and target, course of the linear and of the damped trend, decimal places of
            the target.
        printed: Prints a value with so many places, in the report's language.
        width: Of the drawing, in user units.
    """
    items = list(items)
    wide = (width - _GAP) / 2
    panels = tuple(
        _panel(item, printed, (n % 2) * (wide + _GAP), (n // 2) * (_PANEL + 10), wide) for n, item in enumerate(items)
    )
    return OutlookDrawing(width, ((len(items) + 1) // 2) * (_PANEL + 10), panels)


def _panel(
    item: tuple[str, Forecast, Course, Course, int],
    printed: Callable[[Decimal, int], str],
    x: float,
    y: float,
    wide: float,
) -> Panel:
    name, forecast, linear, damped, target_places = item
    known = known_values(forecast.series)
    target_year, target = forecast.target
    shown = [value for _, value, _ in known] + [target]
    shown += [value for course in (linear, damped) for one in course for value in one[1:]]
    levels = ticks(shown, 3)
    years = [year for year, _, _ in known]
    last = max(years[-1], target_year)
    words = printed(target, target_places)
    left, right, bottom = x + _LEFT, x + wide - text_width(words) - 14, y + _PANEL - _BOTTOM
    across = Scale(years[0], max(last, years[0] + 1), left + 10, right - 4)
    up = Scale(float(levels[0]), float(levels[-1]), bottom, y + _TITLE + 8)
    end = (across.at(years[-1]), up.at(known[-1][1]))

    def line(course: Course) -> tuple[tuple[float, float], ...]:
        return (end, *((across.at(year), up.at(value)) for year, value, _, _ in course)) if course else ()

    edge = [(across.at(year), up.at(low)) for year, _, low, _ in linear]
    over = [(across.at(year), up.at(high)) for year, _, _, high in linear]
    return Panel(
        title=tuple((y + 12 + n * 13, words) for n, words in enumerate(wrap(name, wide, LABEL * 1.04))),
        x=x,
        left=left,
        right=right,
        bottom=bottom,
        levels=tuple(Tick(up.at(level), printed(level, places_of(levels))) for level in levels),
        years=_years(years[0], last, across),
        band=(end, *over, *reversed(edge)) if linear else (),
        linear=line(linear),
        damped=line(damped),
        runs=_runs(known, across, up),
        dots=tuple((across.at(year), up.at(value), provisional) for year, value, provisional in known),
        target=(across.at(target_year), up.at(target)),
        target_words=words,
    )


def _runs(
    known: Sequence[tuple[int, Decimal, bool]], across: Scale, up: Scale
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Part the values into lines of years that follow each other."""
    runs: list[list[tuple[float, float]]] = [[]]
    for before, after in pairwise(known):
        here = (across.at(before[0]), up.at(before[1]))
        there = (across.at(after[0]), up.at(after[1]))
        if after[0] != before[0] + 1:
            runs.append([])
        elif runs[-1]:
            runs[-1].append(there)
        else:
            runs[-1] += [here, there]
    return tuple(tuple(run) for run in runs if run)


def _years(first: int, last: int, across: Scale) -> tuple[Tick, ...]:
    """As many years as there is room for, the first and the last among them."""
    room = max(1, int((across.end - across.start) / (text_width("2000") + 10)))
    step = -(-(last - first) // room) or 1
    return tuple(Tick(across.at(year), str(year)) for year in range(last, first - 1, -step))
