"""Do printed parts add up to the printed total, each as near to its exact value as that allows?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.reports.rounding import parts_that_add_up, printed

D = Decimal


@pytest.mark.parametrize(
    ("parts", "total", "made"),
    [
        (["1.04", "1.04", "1.02"], "3.1", ["1.1", "1.0", "1.0"]),
        (["0.26", "-0.13", "0.05"], "0.2", ["0.3", "-0.1", "0.0"]),
        (["-1.25", "-1.25"], "-2.5", ["-1.2", "-1.3"]),
        (["1.0", "2.0"], "2.9", ["1.0", "1.9"]),
        (["1.0", "2.0"], "3.1", ["1.1", "2.0"]),
        ([], "0", []),
    ],
)
def test_parts(parts: list[str], total: str, made: list[str]) -> None:
    assert parts_that_add_up([D(one) for one in parts], D(total), 1) == tuple(map(D, made))


def test_rounding_is_away_from_zero() -> None:
    assert [str(printed(D(one), 1)) for one in ("1.25", "-1.25", "1.24")] == ["1.3", "-1.3", "1.2"]


points = st.decimals(min_value=-50, max_value=50, places=6)


@given(st.lists(points, min_size=1, max_size=12), points)
def test_what_is_printed_adds_up(parts: list[Decimal], before: Decimal) -> None:
    after = before + sum(parts)
    total = printed(after, 1) - printed(before, 1)
    made = parts_that_add_up(parts, total, 1)
    assert sum(made) == total
    assert all(abs(one - exact) <= D("0.2") for one, exact in zip(made, parts, strict=True))
