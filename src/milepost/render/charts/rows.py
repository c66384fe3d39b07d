"""How do several values of one year stand beside each other on one scale?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.render.charts.geometry import FRAME, LABEL, Scale, places_of, text_width, ticks, wrap
from milepost.render.charts.path import Tick

_STEP, _TOP = 27.0, 6.0


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One row: the lines of its name, and its value.

    Attributes:
        lines: (y, words) of the name.
        y: Middle of the row.
        x: Place of the value.
        printed: The value as printed; it ends at the right edge.
    """

    lines: tuple[tuple[float, str], ...]
    y: float
    x: float
    printed: str


@dataclass(frozen=True, slots=True)
class RowsDrawing:
    """Everything that the template needs, as places in user units.

    Attributes:
        start: Where the scale begins.
        bottom: Lower end of the lines of the scale.
        starts_at: What the scale begins with, printed, where that is not zero.
        compare: Place and printed value of what all are held against; None without.
    """

    width: float
    height: float
    start: float
    bottom: float
    ticks: tuple[Tick, ...]
    rows: tuple[ValueRow, ...]
    starts_at: str
    compare: Tick | None


def rows_drawing(
    rows: Sequence[tuple[str, Decimal]],
    printed: Callable[[Decimal, int], str],
    *,
    compare: Decimal | None = None,
    places: int = 0,
    width: float = FRAME,
) -> RowsDrawing:
    """Lay out one dot for each value, the names at the left.

    Args:
        rows: Name and value, in the order of printing; at least one.
        printed: Prints a value with so many places, in the report's language.
        compare: A value that the others are held against.
        places: Decimal places of the values.
        width: Of the drawing, in user units.

    Raises:
        ValueError: If there is nothing to draw.
    """
    if not rows:
        raise ValueError("a chart needs a value")
    levels = ticks([value for _, value in rows] + ([compare] if compare is not None else []))
    left = min(max(text_width(name) for name, _ in rows) + 14, width * 0.44)
    across = Scale(float(levels[0]), float(levels[-1]), left + 6, width - 58)
    bottom = _TOP + len(rows) * _STEP
    made = tuple(_row(n, name, value, across, left, printed(value, places)) for n, (name, value) in enumerate(rows))
    level_places = places_of(levels)
    return RowsDrawing(
        width=width,
        height=round(bottom + (38 if compare is not None else 24), 2),
        start=round(left + 6, 2),
        bottom=bottom,
        ticks=tuple(Tick(across.at(level), printed(level, level_places)) for level in levels),
        rows=made,
        starts_at=printed(levels[0], level_places) if levels[0] != 0 else "",
        compare=Tick(across.at(compare), printed(compare, places)) if compare is not None else None,
    )


def _row(n: int, name: str, value: Decimal, across: Scale, left: float, printed: str) -> ValueRow:
    y = _TOP + n * _STEP + _STEP / 2
    broken = wrap(name, left - 12)
    first = y + LABEL * 0.36 - (len(broken) - 1) * 6.5
    lines = tuple((round(first + line * 13, 2), words) for line, words in enumerate(broken))
    x = across.at(value)
    return ValueRow(lines, round(y, 2), x, printed)
