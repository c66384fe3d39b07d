"""What do the parts of a value look like: bars from the largest to the smallest, small charts side by side?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.render.charts.geometry import FRAME, LABEL, Scale, text_width, ticks, wrap

_STEP, _BAR = 13.0, 8.0
_TOP = 18.0


@dataclass(frozen=True, slots=True)
class PartBarRow:
    """One bar.

    Attributes:
        words: The name, on one line.
        y: Base of the words.
        top: Upper edge of the bar.
        x, width: Where the bar begins and how long it is; 0 long where there is no value.
        printed: The value or its mark; it ends at the right edge.
    """

    words: str
    y: float
    top: float
    x: float
    width: float
    printed: str


@dataclass(frozen=True, slots=True)
class PartBarsDrawing:
    """Bars below each other.

    Attributes:
        zero: Where the bars begin.
        reference: Place of the line of the whole; None without.
        reference_words: What stands above that line.
        reference_anchor: As in SVG.
    """

    width: float
    height: float
    bar: float
    zero: float
    rows: tuple[PartBarRow, ...]
    reference: float | None
    reference_words: str
    reference_anchor: str


def part_bars_drawing(
    rows: Sequence[tuple[str, Decimal | None, str]],
    *,
    reference: Decimal | None = None,
    reference_words: str = "",
    width: float = FRAME,
) -> PartBarsDrawing:
    """Lay out a bar for each part, in the order given.

    Args:
        rows: (name, value, value as printed); a value of None has no bar and prints its mark.
        reference: Value of the whole that the parts are held against; None for none.
        reference_words: What is printed above its line.
        width: Of the drawing, in user units.

    Raises:
        ValueError: If no part has a value.
    """
    known = [value for _, value, _ in rows if value is not None]
    if not known:
        raise ValueError("bars need a value")
    widest = max(text_width(name) for name, _, _ in rows)
    left = min(widest + 12, width * 0.4)
    room = max(text_width(printed) for _, _, printed in rows) + 10
    shown = [*known, *([reference] if reference is not None else [])]
    low, high = min(Decimal(0), *shown), max(Decimal(0), *shown)
    across = Scale(float(low), float(high) if high > low else float(low) + 1, left, width - room)
    top = _TOP if reference is not None else 2.0
    made = tuple(_bar(n, row, across, left, top) for n, row in enumerate(rows))
    at = across.at(reference) if reference is not None else None
    anchor = "end" if at is not None and at > width * 0.6 else "start"
    return PartBarsDrawing(
        width, top + len(rows) * _STEP + 2, _BAR, across.at(0), made, at, reference_words if at else "", anchor
    )


def _bar(n: int, row: tuple[str, Decimal | None, str], across: Scale, left: float, top: float) -> PartBarRow:
    name, value, printed = row
    y = top + n * _STEP
    words = wrap(name, left - 8, lines=1)[0]
    zero, end = across.at(0), across.at(value or 0)
    return PartBarRow(
        words,
        round(y + _STEP / 2 + LABEL * 0.35, 2),
        round(y + (_STEP - _BAR) / 2, 2),
        min(zero, end),
        round(abs(end - zero), 2),
        printed,
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart.

    Attributes:
        left, top: Where it begins.
        words: Its name.
        runs: Lines through years that follow each other.
        whole: The same for the whole, to hold it against.
        last: Its last value; None where there is none.
        printed: What stands beside its name.
    """

    left: float
    top: float
    words: str
    runs: tuple[tuple[tuple[float, float], ...], ...]
    whole: tuple[tuple[tuple[float, float], ...], ...]
    last: tuple[float, float] | None
    printed: str


@dataclass(frozen=True, slots=True)
class PanelsDrawing:
    """Small charts side by side, all on one scale.

    Attributes:
        panel: Width of each.
        base: Height of the line below each, from its top.
        low, high: Ends of the common scale.
    """

    width: float
    height: float
    panel: float
    base: float
    panels: tuple[Panel, ...]
    low: Decimal
    high: Decimal


COLUMNS = 6
_GAP, _HIGH = 14.0, 60.0
_LINE_TOP, _LINE_BOTTOM = 20.0, 48.0

Points = Sequence[tuple[int, Decimal | None]]


def panels_drawing(
    rows: Sequence[tuple[str, Points, str]],
    *,
    whole: Points = (),
    relative: bool = False,
    width: float = FRAME,
) -> PanelsDrawing:
    """Lay out a small chart for each part, six in a row.

    Args:
        rows: (name, (year, value) of each year, what stands beside the name).
        whole: (year, value) of the whole, drawn behind each part.
        relative: True where every line is held against its own first value: 100 in that year.
        width: Of the drawing, in user units.

    Raises:
        ValueError: If no part has a value.
    """
    lines = [_relative(points) if relative else list(points) for _, points, _ in rows]
    behind = _relative(whole) if relative else list(whole)
    values = [value for line in (*lines, behind) for _, value in line if value is not None]
    if not values:
        raise ValueError("charts need a value")
    levels = ticks(values, 2) if not relative else (min(values), max(values))
    low, high = levels[0], levels[-1] if levels[-1] > levels[0] else levels[0] + 1
    years = [year for line in lines for year, _ in line]
    panel = (width - (COLUMNS - 1) * _GAP) / COLUMNS
    made: list[Panel] = []
    for n, ((name, _, beside), line) in enumerate(zip(rows, lines, strict=True)):
        left, top = n % COLUMNS * (panel + _GAP), n // COLUMNS * _HIGH
        across = Scale(min(years), max(max(years), min(years) + 1), left + 2, left + panel - 3)
        up = Scale(float(low), float(high), top + _LINE_BOTTOM, top + _LINE_TOP)
        runs = _runs(line, across, up)
        words = wrap(name, panel - text_width(beside) - 6, lines=1)[0]
        spots = [(across.at(year), up.at(value)) for year, value in line if value is not None]
        lasts = line[-1:] and line[-1][1] is not None
        last = spots[-1] if spots and lasts else None
        made.append(Panel(round(left, 2), round(top, 2), words, runs, _runs(behind, across, up), last, beside))
    height = ((len(rows) + COLUMNS - 1) // COLUMNS) * _HIGH
    return PanelsDrawing(width, height, round(panel, 2), _LINE_BOTTOM + 2, tuple(made), low, high)


def _relative(points: Points) -> list[tuple[int, Decimal | None]]:
    """Every value as per cent of the first one; nothing where that is 0."""
    first = next((value for _, value in points if value is not None), None)
    return [(year, None if value is None or not first else value / first * 100) for year, value in points]


def _runs(line: Points, across: Scale, up: Scale) -> tuple[tuple[tuple[float, float], ...], ...]:
    runs: list[list[tuple[float, float]]] = [[]]
    for year, value in line:
        if value is None:
            runs.append([])
        else:
            runs[-1].append((across.at(year), up.at(value)))
    return tuple(tuple(run) for run in runs if len(run) > 1)
