"""How are tasks divided by state: one stacked bar, bars for the parts, the grid on the cover?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from milepost.render.charts.geometry import FRAME, LABEL, Box, text_width, wrap

ORDER = (
    "completed_early",
    "completed",
    "completed_late",
    "continuing",
    "ahead",
    "on_schedule",
    "phased_progress",
    "in_progress",
    "behind",
    "far_behind",
    "delayed",
    "overdue",
    "not_started",
    "cancelled",
    "not_reported",
)
"""Order of the states in every bar and legend, from done to silent."""

_ROW = 15.0
_MARK = 9.0
_STEPS = 4000


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar. ``inside`` is the number printed in it, ``""`` where it is too narrow."""

    state: str
    count: int
    x: float
    width: float
    inside: str


@dataclass(frozen=True, slots=True)
class SegmentLabel:
    """The words of a segment below the bar: shape at ``x``, words after it, a fine line up where it stands lower."""

    state: str
    x: float
    words_x: float
    y: float
    words: str
    stem: float | None
    box: Box


@dataclass(frozen=True, slots=True)
class BarDrawing:
    """One stacked bar with its labels."""

    width: float
    height: float
    bar: float
    segments: tuple[Segment, ...]
    labels: tuple[SegmentLabel, ...]


@dataclass(frozen=True, slots=True)
class PartBar:
    """One row of the bars by part."""

    y: float
    lines: tuple[tuple[float, str], ...]
    segments: tuple[Segment, ...]
    total: str
    total_x: float


@dataclass(frozen=True, slots=True)
class PartsDrawing:
    """All parts, one bar each, on one scale; ``states`` are those that occur, for the legend."""

    width: float
    height: float
    bar: float
    left: float
    rows: tuple[PartBar, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One task on the cover."""

    state: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class GridDrawing:
    """The grid on the cover: a row for each part, a cell for each task."""

    width: float
    height: float
    cell_width: float
    cell_height: float
    cells: tuple[GridCell, ...]


def _ordered(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Put states in the order of every legend; those that no task is in are left out."""
    return sorted(((state, n) for state, n in counts if n), key=lambda pair: ORDER.index(pair[0]))


def _segments(counts: Sequence[tuple[str, int]], left: float, unit: float) -> tuple[Segment, ...]:
    made: list[Segment] = []
    done = 0
    for state, n in _ordered(counts):
        inside = str(n) if n * unit >= text_width(str(n)) + 6 else ""
        made.append(Segment(state, n, round(left + done * unit, 2), round(n * unit, 2), inside))
        done += n
    return tuple(made)


def bar_drawing(counts: Sequence[tuple[str, int]], words: Mapping[str, str], *, width: float = FRAME) -> BarDrawing:
    """Lay out one stacked bar over the whole width with a label below each segment.

    Labels that would collide go to a lower row, with a fine line to their segment.

    Args:
        counts: (state, number of tasks); order does not matter.
        words: State -> word in the report's language.
        width: Of the drawing, in user units.
    """
    total = sum(n for _, n in counts)
    segments = _segments(counts, 0.0, width / total) if total else ()
    bar = 28.0
    said = [str(words[s.state]) if s.inside else f"{s.count} {words[s.state]}" for s in segments]
    choices = [_places(segment, words, width) for segment, words in zip(segments, said, strict=True)]
    labels = []
    deepest = 0
    for segment, sentence, (place, row) in zip(segments, said, _arranged(choices), strict=True):
        y = bar + 17 + row * _ROW
        box = Box(place.start, y - LABEL * 0.78, place.end, y + 2)
        words_x = round(place.start + _MARK + 5, 2)
        labels.append(SegmentLabel(segment.state, place.start, words_x, y, sentence, place.stem if row else None, box))
        deepest = max(deepest, row)
    return BarDrawing(width, bar + 10 + _ROW * (deepest + 1), bar, segments, tuple(labels))


@dataclass(frozen=True, slots=True)
class _Place:
    """What a label takes of its row, and where its line to the segment stands."""

    start: float
    end: float
    stem: float


def _places(segment: Segment, words: str, width: float) -> tuple[_Place, ...]:
    """Give the places of a label: from the start of its segment; if it is longer, also back from its end."""
    wide = _MARK + 5 + text_width(words)
    stem = round(segment.x + min(segment.width / 2, 6.0), 2)
    starts = [max(0.0, min(segment.x + 1, width - wide))]
    if wide > segment.width - 8:
        starts.append(max(0.0, segment.x + segment.width - 1 - wide))
    return tuple(_Place(round(start, 2), round(start + wide, 2), stem) for start in starts)


def _arranged(choices: Sequence[Sequence[_Place]]) -> list[tuple[_Place, int]]:
    """Give each label a place and a row so that no two labels touch and no line runs through one; the fewest rows win.

    A label of a lower row has a line up to its segment, which must pass between the labels above it. The search for
    each number of rows is cut short after some thousand steps; if all are, the labels go down in a valley: those that
    start at their segment deepest at the left, those that end at it deepest at the right.
    """
    for limit in range(1, len(choices) + 1):
        found = _search(choices, [], limit, [_STEPS])
        if found is not None:
            return found
    count = len(choices)
    valleys = (
        [(places[-1 if n >= half else 0], half - n if n < half else n - half) for n, places in enumerate(choices)]
        for half in range(count, -1, -1)
    )
    return min(valleys, key=_clashes)


def _search(
    choices: Sequence[Sequence[_Place]], chosen: list[tuple[_Place, int]], limit: int, steps: list[int]
) -> list[tuple[_Place, int]] | None:
    """Place the labels that are left within so many rows; None where that cannot be done, or not in so many steps."""
    if len(chosen) == len(choices):
        return chosen
    for row in range(limit):
        for place in choices[len(chosen)]:
            steps[0] -= 1
            if steps[0] < 0:
                return None
            if all(_apart(place, row, *other) for other in chosen):
                found = _search(choices, [*chosen, (place, row)], limit, steps)
                if found is not None:
                    return found
    return None


def _clashes(arranged: Sequence[tuple[_Place, int]]) -> int:
    """Count the pairs of labels that do not leave each other room."""
    return sum(not _apart(*one, *other) for one, other in combinations(arranged, 2))


def _apart(one: _Place, row: int, other: _Place, other_row: int) -> bool:
    """Say whether two labels leave each other room, lines included."""
    if row == other_row:
        return one.start >= other.end + 12 or other.start >= one.end + 12
    upper, lower = (one, other) if row < other_row else (other, one)
    return not upper.start - 3 < lower.stem < upper.end + 1


def parts_drawing(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]], *, width: float = FRAME) -> PartsDrawing:
    """Lay out one bar for each part, all on one scale, the part's name at the left.

    Args:
        rows: (name of the part, its counts by state), in the order of the plan.
        width: Of the drawing, in user units.
    """
    totals = [sum(n for _, n in counts) for _, counts in rows]
    left = min(max((text_width(name) for name, _ in rows), default=0.0) + 14, width * 0.46)
    unit = (width - left - 26) / max([*totals, 1])
    bar, step = 17.0, 27.0
    made: list[PartBar] = []
    for n, (name, counts) in enumerate(rows):
        y = n * step + 2
        broken = wrap(name, left - 12)
        first = y + bar / 2 + LABEL * 0.36 - (len(broken) - 1) * 6.5
        lines = tuple((round(first + line * 13, 2), words) for line, words in enumerate(broken))
        end = round(left + totals[n] * unit + 7, 2)
        made.append(PartBar(y, lines, _segments(counts, left, unit), str(totals[n]), end))
    seen = {state for _, counts in rows for state, n in counts if n}
    return PartsDrawing(
        width, len(rows) * step, bar, round(left, 2), tuple(made), tuple(filter(seen.__contains__, ORDER))
    )


def grid_drawing(rows: Sequence[Sequence[str]], *, width: float = FRAME) -> GridDrawing:
    """Lay out the grid of the cover.

    Args:
        rows: The states of each part's tasks; sorted here from done to silent.
        width: Of the drawing, in user units.
    """
    most = max((len(row) for row in rows), default=0)
    pitch = min(width / max(most, 1), 37.0)
    cell_width, cell_height = round(pitch * 0.8, 2), round(pitch * 0.58, 2)
    step = pitch * 0.88
    cells = tuple(
        GridCell(state, round(n * pitch + 0.5, 2), round(line * step + 0.5, 2))
        for line, row in enumerate(rows)
        for n, state in enumerate(sorted(row, key=ORDER.index))
    )
    height = round(max(len(rows) - 1, 0) * step + cell_height + 1, 2)
    return GridDrawing(width, height, cell_width, cell_height, cells)
