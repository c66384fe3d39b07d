"""How does a series look in the size of a word?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from milepost.render.charts.geometry import Scale
from milepost.render.charts.path import YearValue, known_values


@dataclass(frozen=True, slots=True)
class SparkDrawing:
    """A small line: runs through years that follow each other, the last value as a dot, the target as a level."""

    width: float
    height: float
    runs: tuple[tuple[tuple[float, float], ...], ...]
    last: tuple[float, float] | None
    hollow: bool
    target: float | None


def spark_drawing(points: Iterable[YearValue | Mapping[str, Any]], target: Decimal | None = None) -> SparkDrawing:
    """Lay out a small line of whole years, with the target as a dashed level."""
    width, height = 64.0, 16.0
    known = known_values(points)
    values = [value for _, value, _ in known] + ([target] if target is not None else [])
    if not values:
        return SparkDrawing(width, height, (), None, False, None)
    low, high = float(min(values)), float(max(values))
    up = Scale(low, high if high > low else low + 1, height - 3, 3)
    years = [year for year, _, _ in known]
    across = Scale(years[0], max(years[-1], years[0] + 1), 3, width - 4) if years else Scale(0, 1, 3, width - 4)
    runs: list[list[tuple[float, float]]] = []
    for n, (year, value, _) in enumerate(known):
        if n == 0 or year != known[n - 1][0] + 1:
            runs.append([])
        runs[-1].append((across.at(year), up.at(value)))
    last = runs[-1][-1] if runs else None
    return SparkDrawing(
        width,
        height,
        tuple(tuple(run) for run in runs if len(run) > 1),
        last,
        known[-1][2] if known else False,
        up.at(target) if target is not None else None,
    )
