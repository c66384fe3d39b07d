"""What moved a value from one year to the next, step by step?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.render.charts.geometry import FRAME, LABEL, Scale, places_of, text_width, ticks, wrap
from milepost.render.charts.path import Tick

_STEP, _BAR, _TOP = 24.0, 12.0, 4.0


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """One row.

    Attributes:
        kind: ``level`` for a whole value, ``up`` or ``down`` for a step.
        lines: (y, words) of the name.
        top: Upper edge of the bar.
        x, width: Where the bar lies; a level is a mark without width.
        join: Where the line down to the next row stands; None below the last.
        printed: The value, or the step with its sign; it ends at the right edge.
        y: Base of the printed value.
    """

    kind: str
    lines: tuple[tuple[float, str], ...]
    top: float
    x: float
    width: float
    join: float | None
    printed: str
    y: float


@dataclass(frozen=True, slots=True)
class WaterfallDrawing:
    """Everything that the template needs, as places in user units; ``starts_at`` as in the other charts."""

    width: float
    height: float
    bar: float
    step: float
    bottom: float
    ticks: tuple[Tick, ...]
    rows: tuple[WaterfallRow, ...]
    starts_at: str


def waterfall_drawing(
    steps: Sequence[tuple[str, Decimal]],
    printed: Callable[..., str],
    *,
    previous: tuple[str, Decimal],
    latest: tuple[str, Decimal],
    places: int = 1,
    width: float = FRAME,
) -> WaterfallDrawing:
    """Lay out a level, the steps from it, and the level that they lead to.

    Args:
        steps: (name, points), as they are printed: previous and all steps make latest.
        printed: Prints a value with so many places, and with its sign where asked.
        previous: (name, value) of the first level.
        latest: (name, value) of the last level.
        places: Decimal places of all values.
        width: Of the drawing, in user units.

    Raises:
        ValueError: If the steps do not lead from one level to the other.
    """
    if previous[1] + sum((points for _, points in steps), Decimal(0)) != latest[1]:
        raise ValueError("the steps do not lead from the first level to the last")
    level = previous[1]
    reached = [level]
    for _, points in steps:
        level += points
        reached.append(level)
    levels = ticks(reached)
    names = [previous[0], *(name for name, _ in steps), latest[0]]
    left = min(max(map(text_width, names)) + 14, width * 0.44)
    across = Scale(float(levels[0]), float(levels[-1]), left + 6, width - 58)
    rows = [_level(0, previous, across, left, printed(previous[1], places), across.at(previous[1]))]
    for n, (name, points) in enumerate(steps, 1):
        ends = across.at(reached[n - 1]), across.at(reached[n])
        kind = "down" if points < 0 else "up"
        said = printed(points, places, sign=True)
        lines, y = _words(n, name, left)
        wide = round(abs(ends[1] - ends[0]), 2)
        rows.append(WaterfallRow(kind, lines, _bar_top(n), round(min(ends), 2), wide, ends[1], said, y))
    rows.append(_level(len(steps) + 1, latest, across, left, printed(latest[1], places), None))
    bottom = _TOP + len(rows) * _STEP
    level_places = places_of(levels)
    return WaterfallDrawing(
        width,
        bottom + 22,
        _BAR,
        _STEP,
        bottom,
        tuple(Tick(across.at(level), printed(level, level_places)) for level in levels),
        tuple(rows),
        printed(levels[0], level_places) if levels[0] != 0 else "",
    )


def _level(
    n: int, named: tuple[str, Decimal], across: Scale, left: float, printed: str, join: float | None
) -> WaterfallRow:
    lines, y = _words(n, named[0], left)
    return WaterfallRow("level", lines, _bar_top(n), across.at(named[1]), 0.0, join, printed, y)


def _words(n: int, name: str, left: float) -> tuple[tuple[tuple[float, str], ...], float]:
    middle = _TOP + n * _STEP + _STEP / 2
    broken = wrap(name, left - 12)
    first = middle + LABEL * 0.36 - (len(broken) - 1) * 6.5
    return tuple((round(first + line * 13, 2), words) for line, words in enumerate(broken)), round(middle + 4, 2)


def _bar_top(n: int) -> float:
    return _TOP + n * _STEP + (_STEP - _BAR) / 2
