"""Where does an indicator stand against its path: line, path, target and labels of one chart?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Protocol

from milepost.render.charts.geometry import FRAME, LABEL, Box, Scale, places_of, text_width, ticks

_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 66.0, 20.0, 24.0
_RADIUS = 4.0
_LIFT = 8.0


class YearValue(Protocol):
    """One value of the chart; ``value`` None is a gap."""

    @property
    def year(self) -> int:
        """Data year."""

    @property
    def value(self) -> Decimal | None:
        """Value in the indicator's unit."""

    @property
    def provisional(self) -> bool:
        """True for a value that may still change: drawn hollow."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A drawn value."""

    x: float
    y: float
    hollow: bool
    year: int
    printed: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the chart; ``anchor`` as in SVG; ``kind`` is ``value``, ``latest`` or ``target``."""

    x: float
    y: float
    anchor: str
    words: str
    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class PathDrawing:
    """Everything that the template needs, as places in user units.

    Attributes:
        path: Points of the dashed path from baseline over interim targets to the target; empty without a baseline.
        runs: Solid lines through values of years that follow each other; a missing year parts them.
        target: Centre of the diamond; None without a target.
        band: Top and bottom of the promised band; None without one.
        level: Place of the dashed level of the target where there is no path; None otherwise.
        starts_at: What the axis starts at, printed, where that is not zero; ``""`` otherwise.
    """

    width: float
    height: float
    plot: Box
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    path: tuple[tuple[float, float], ...]
    runs: tuple[tuple[tuple[float, float], ...], ...]
    dots: tuple[Dot, ...]
    target: tuple[float, float] | None
    level: float | None
    band: tuple[float, float] | None
    labels: tuple[Label, ...]
    starts_at: str


def path_drawing(
    points: Iterable[YearValue | Mapping[str, Any]],
    printed: Callable[[Decimal, int], str],
    *,
    baseline: tuple[int, Decimal] | None = None,
    targets: Sequence[tuple[int, Decimal]] = (),
    band: tuple[Decimal, Decimal] | None = None,
    places: int = 0,
    height: float = 196.0,
    width: float = FRAME,
) -> PathDrawing:
    """Lay out an indicator against its path.

    Args:
        points: Values of whole years; the caller leaves partial periods out.
        printed: Prints a value with so many places, in the report's language.
        baseline: Year and value where the path starts; None where no baseline was set.
        targets: Year and value of each target, interim ones first.
        band: Lowest and highest value promised, for an indicator that should keep between them.
        places: Decimal places of value labels.
        height: Of the drawing, in user units.
        width: Of the drawing, in user units.

    Raises:
        ValueError: If there is nothing to draw.
    """
    known = known_values(points)
    ends = [*([baseline] if baseline else []), *targets]
    if not known and not ends:
        raise ValueError("a chart needs a value, a baseline or a target")
    levels = ticks([value for _, value, _ in known] + [value for _, value in ends] + list(band or ()))
    years = sorted({year for year, _, _ in known} | {year for year, _ in ends})
    first, last = years[0], max(years[-1], years[0] + 1)
    plot = Box(_LEFT, _TOP, width - _RIGHT, height - _BOTTOM)
    across = Scale(first, last, plot.left + 22, plot.right - 8)
    up = Scale(float(levels[0]), float(levels[-1]), plot.bottom, plot.top)
    dots = tuple(
        Dot(across.at(year), up.at(value), provisional, year, printed(value, places))
        for year, value, provisional in known
    )
    way = tuple((across.at(year), up.at(value)) for year, value in ends) if baseline and targets else ()
    target = (across.at(targets[-1][0]), up.at(targets[-1][1])) if targets else None
    runs = _runs(dots)
    label_places = places_of(levels)
    return PathDrawing(
        width=width,
        height=height,
        plot=plot,
        years=tuple(Tick(across.at(year), str(year)) for year in range(first, last + 1)),
        levels=tuple(Tick(up.at(level), printed(level, label_places)) for level in levels),
        path=way,
        runs=runs,
        dots=dots,
        target=target,
        level=target[1] if target and not way else None,
        band=(up.at(band[1]), up.at(band[0])) if band else None,
        labels=_labels(dots, runs, way, target, printed(targets[-1][1], places) if targets else "", plot, width),
        starts_at=printed(levels[0], label_places) if levels[0] != 0 else "",
    )


def known_values(points: Iterable[YearValue | Mapping[str, Any]]) -> list[tuple[int, Decimal, bool]]:
    """Give year, value and whether it is provisional, by year, without gaps; templates may write points as mappings."""
    known: list[tuple[int, Decimal, bool]] = []
    for point in points:
        if isinstance(point, Mapping):
            year, value, provisional = point["year"], point["value"], bool(point.get("provisional", False))
        else:
            year, value, provisional = point.year, point.value, point.provisional
        if value is not None:
            known.append((year, value, provisional))
    return sorted(known, key=lambda entry: entry[0])


def _runs(dots: Sequence[Dot]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Part the values into lines of years that follow each other."""
    runs: list[list[tuple[float, float]]] = []
    for n, dot in enumerate(dots):
        if n and dot.year == dots[n - 1].year + 1:
            runs[-1].append((dot.x, dot.y))
        else:
            runs.append([(dot.x, dot.y)])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _labels(
    dots: Sequence[Dot],
    runs: Sequence[Sequence[tuple[float, float]]],
    way: Sequence[tuple[float, float]],
    target: tuple[float, float] | None,
    target_words: str,
    plot: Box,
    width: float,
) -> tuple[Label, ...]:
    """Place the labels, the important ones first; one that fits nowhere is left out (its value stands in the table)."""
    lines = [pair for run in (*runs, way) for pair in pairwise(run)]
    marks = [Box(dot.x - _RADIUS, dot.y - _RADIUS, dot.x + _RADIUS, dot.y + _RADIUS) for dot in dots]
    if target:
        marks.append(Box(target[0] - 6, target[1] - 6, target[0] + 6, target[1] + 6))
    frame = Box(plot.left - 6, 0, width, plot.bottom - 1)
    placed: list[Label] = []
    if target:
        placed += _place(target[0], target[1], target_words, "target", frame, marks, lines, placed)
    order = [dots[-1], *([dots[0]] if len(dots) > 1 else []), *dots[1:-1]] if dots else []
    for dot in order:
        kind = "latest" if dot is dots[-1] else "value"
        placed += _place(dot.x, dot.y, dot.printed, kind, frame, marks, lines, placed)
    return tuple(sorted(placed, key=lambda label: (label.kind == "target", label.x)))


def _place(
    x: float,
    y: float,
    words: str,
    kind: str,
    frame: Box,
    marks: Sequence[Box],
    lines: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    placed: Sequence[Label],
) -> list[Label]:
    """Choose the place with the least in its way: above, below, right, left, further above or below."""
    best: tuple[int, Label] | None = None
    wide, high = text_width(words), LABEL * 0.78
    sides: tuple[tuple[str, float, float], ...] = (
        ("middle", 0.0, -_LIFT),
        ("middle", 0.0, _LIFT + high),
        ("start", 10.0, high / 2),
        ("end", -10.0, high / 2),
        ("middle", 0.0, -_LIFT - 9),
        ("middle", 0.0, _LIFT + high + 9),
    )
    if kind == "target":
        sides = (sides[2], *sides[:2])
    for rank, (anchor, dx, dy) in enumerate(sides):
        left = x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = Box(left, y + dy - high, left + wide, y + dy)
        if not box.inside(frame) or any(box.meets(other.box, 2) for other in placed):
            continue
        if any(box.meets(mark) for mark in marks):
            continue
        cost = rank + 10 * sum(box.crossed(*line) for line in lines)
        if best is None or cost < best[0]:
            best = (cost, Label(round(x + dx, 2), round(y + dy, 2), anchor, words, kind, box))
    return [best[1]] if best else []
