"""M8: how much did a value move since the year before?"""

from __future__ import annotations

from decimal import Decimal

from milepost.model.framework import Change


def change(previous: Decimal, latest: Decimal, told_in: Change) -> Decimal | None:
    """The change between two yearly values.

    With y the value of a year and x that of the year before::

        in per cent  100 (y - x) / |x|
        in points    y - x

    Args:
        previous: Value of the year before, in the indicator's unit of measure.
        latest: Value of the year, in the same unit.
        told_in: Whether the indicator tells changes in per cent or in (percentage) points.

    Returns:
        Per cent or points, unrounded; None for a change in per cent from zero.

    Source:
        methods M8.
    """
    if told_in is Change.POINTS:
        return latest - previous
    return None if previous == 0 else (latest - previous) / abs(previous) * 100
