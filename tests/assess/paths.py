"""Series drawn in one line, for the tests of the methods."""

from __future__ import annotations

from decimal import Decimal

from milepost.model.rating import Series

Amount = Decimal | str | float | None


def amount(value: Amount) -> Decimal | None:
    """The number as it is written."""
    return None if value is None else Decimal(str(value))


def path(
    base: Amount,
    latest: Amount,
    target: Amount,
    *,
    year: int = 2023,
    direction: int = 1,
    start: int = 2020,
    end: int = 2025,
    limit: Amount = None,
    decimals: int = 0,
) -> Series:
    """A path from 2020 to 2025 with a value of 2023; without a target where it is None."""
    goal, value = amount(target), amount(latest)
    return Series(
        base_year=start,
        base=amount(base),
        targets=() if goal is None else ((end, goal),),
        direction=direction,
        latest_year=None if value is None else year,
        latest=value,
        report_year=2024,
        decimals=decimals,
        limit=amount(limit),
    )
