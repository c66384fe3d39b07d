"""Method M8: per cent and points are never mixed."""

from decimal import Decimal

import pytest

from milepost.assess.change import change
from milepost.model.framework import Change


@pytest.mark.parametrize(
    ("previous", "latest", "told_in", "expected"),
    [
        ("12.60", "13.04", Change.POINTS, "0.44"),
        ("100", "104.5", Change.PERCENT, "4.5"),
        ("-4", "-3", Change.PERCENT, "25"),
        ("0", "3", Change.PERCENT, None),
    ],
)
def test_change(previous: str, latest: str, told_in: Change, expected: str | None) -> None:
    assert change(Decimal(previous), Decimal(latest), told_in) == (Decimal(expected) if expected else None)
