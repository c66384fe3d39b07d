"""How do the ratings of several methods stand beside each other?"""

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.render.charts.geometry import FRAME, LABEL, text_width, wrap

_ROW, _HEAD, _GAP = 42.0, 40.0, 3.0


@dataclass(frozen=True, slots=True)
class GradeBox:
    """One rating: its place, its class on the common scale, and the lines of its word as (y, words).

    Attributes:
        common: ``""`` where the method gives no rating.
        changes: True where it is another class than the rating that holds.
    """

    x: float
    y: float
    width: float
    height: float
    common: str
    lines: tuple[tuple[float, str], ...]
    chosen: bool
    changes: bool


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One indicator: the lines of its name as (y, words), and its boxes."""

    lines: tuple[tuple[float, str], ...]
    boxes: tuple[GradeBox, ...]
    y: float
    fragile: bool


@dataclass(frozen=True, slots=True)
class GradesDrawing:
    """Everything that the template needs, as places in user units; ``heads``: (x of the middle, y, words)."""

    width: float
    height: float
    left: float
    heads: tuple[tuple[float, float, str], ...]
    rows: tuple[GradeRow, ...]


def grades_drawing(
    rows: Sequence[tuple[str, bool, Sequence[tuple[str, str, bool, bool]]]],
    heads: Sequence[str],
    *,
    width: float = FRAME,
) -> GradesDrawing:
    """Lay out a grid of ratings, one row for each indicator, one column for each method.

    Args:
        rows: Name, whether the rating is fragile, and for each column: class on the common scale, word, whether it is
            the rating that holds, whether it is another class than that one.
        heads: Words above the columns; a line break parts them into lines.
        width: Of the drawing, in user units.
    """
    left = min(max((text_width(name) for name, _, _ in rows), default=0.0) + 14, width * 0.29)
    column = (width - left) / max(len(heads), 1)
    drawn: list[GradeRow] = []
    for n, (name, fragile, cells) in enumerate(rows):
        y = _HEAD + n * _ROW
        boxes = tuple(_box(left + at * column, y, column, cell) for at, cell in enumerate(cells))
        drawn.append(GradeRow(_lines(name, left - 8, y + _ROW / 2, 3), boxes, y, fragile))
    return GradesDrawing(
        width=width,
        height=round(_HEAD + len(rows) * _ROW + 2, 2),
        left=round(left, 2),
        heads=tuple(
            (round(left + at * column + (column - _GAP) / 2, 2), y, words)
            for at, head in enumerate(heads)
            for y, words in _stacked(head, column - _GAP, _HEAD - 16)
        ),
        rows=tuple(drawn),
    )


def _box(x: float, y: float, column: float, cell: tuple[str, str, bool, bool]) -> GradeBox:
    common, word, chosen, changes = cell
    height = _ROW - 2 * _GAP
    lines = _lines(word, column - 0.5, y + _GAP + height / 2)
    return GradeBox(round(x, 2), y + _GAP, round(column - _GAP, 2), height, common, lines, chosen, changes)


def _stacked(words: str, width: float, middle: float) -> tuple[tuple[float, str], ...]:
    """Two lines as they are given, or words broken into two."""
    first, given, second = words.partition("\n")
    return ((middle - 2.2, first), (middle + 10.4, second)) if given else _lines(words, width, middle)


def _lines(words: str, width: float, middle: float, most: int = 2) -> tuple[tuple[float, str], ...]:
    """Break words into so many lines at most, around a height."""
    broken = wrap(words, width, lines=most)
    first = middle + LABEL * 0.36 - (len(broken) - 1) * 6.3
    return tuple((round(first + n * 12.6, 2), line) for n, line in enumerate(broken))
