"""M7: how many points did each component add to the index since another year?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from milepost.assess.composite import DIGITS, ComponentIndex, Composite, Mean, decimal

PLACES = 12
"""Decimal places of the points: small enough that nothing is lost, few enough that sums are exact."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one component added.

    Attributes:
        group: Id of its sub-index.
        component: Id of the component.
        points: Of the whole index, below 0 where it took away.
        carried: True where a value of one of the two years was carried forward.
    """

    group: str
    component: str
    points: Decimal
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A change of the index in its parts; ``previous`` + all points = ``latest``, exactly.

    Attributes:
        previous, latest: The index of both years, to twelve decimal places.
    """

    previous_year: int
    year: int
    previous: Decimal
    latest: Decimal
    parts: tuple[Contribution, ...]

    @property
    def change(self) -> Decimal:
        """Points from the previous year to the latest."""
        return self.latest - self.previous

    def of_group(self, group: str) -> Decimal:
        """Points of a whole sub-index."""
        return sum((one.points for one in self.parts if one.group == group), Decimal(0))


def decompose(previous: Composite, latest: Composite) -> Decomposition | None:
    """Say how many points each component added from one year to another.

    With e the effective weights (they sum to 1 in both years), x the indices of the components, R the mean of the index
    of both years, arithmetic or geometric::

        arithmetic  e1 (x1 - R) - e0 (x0 - R)
        geometric   L(I1, I0) (e1 ln(x1 / R) - e0 ln(x0 / R)),  L(a, b) = (a - b) / ln(a / b)

    With equal weights these are e (x1 - x0) and L e ln(x1 / x0). Where a component takes part in one of the years only,
    it adds what it lies above or below the mean of the index, so that a gap in the data moves no points by itself.

    Returns:
        The parts in the order of the definition; None where one of the two is not given.

    Raises:
        ValueError: If the two do not have the same base year, mean and components.

    Source:
        methods M7. Griliches and Regev (1995), "Firm productivity in Israeli industry", for weights that change;
        Ang (2004), "Decomposition analysis for policymaking in energy", for the logarithmic mean.
    """
    if (previous.base_year, previous.mean) != (latest.base_year, latest.mean):
        raise ValueError("both years need the same base year and the same mean")
    if previous.index is None or latest.index is None:
        return None
    with localcontext(prec=DIGITS):
        split = _geometric if latest.mean is Mean.GEOMETRIC else _arithmetic
        pairs = _pairs(previous, latest)
        exact = [split(before, after, previous.index, latest.index) for _, before, after in pairs]
        first, last = _places(previous.index), _places(latest.index)
        points = [_places(one) for one in exact]
        # What rounding to twelve places leaves over goes to the largest part, where it is least seen.
        largest = max(range(len(points)), key=lambda at: (abs(points[at]), -at))
        points[largest] += (last - first) - sum(points, Decimal(0))
    parts = tuple(
        Contribution(group, after.id, one, before.carried or after.carried)
        for (group, before, after), one in zip(pairs, points, strict=True)
    )
    return Decomposition(previous.year, latest.year, first, last, parts)


def _pairs(previous: Composite, latest: Composite) -> list[tuple[str, ComponentIndex, ComponentIndex]]:
    before = [(group.id, one) for group in previous.groups for one in group.components]
    after = [(group.id, one) for group in latest.groups for one in group.components]
    if [(group, one.id) for group, one in before] != [(group, one.id) for group, one in after]:
        raise ValueError("both years need the same components")
    return [(group, one, other) for (group, one), (_, other) in zip(before, after, strict=True)]


def _arithmetic(before: ComponentIndex, after: ComponentIndex, first: Decimal, last: Decimal) -> Decimal:
    middle = (Fraction(first) + Fraction(last)) / 2

    def above(one: ComponentIndex) -> Fraction:
        return one.share * (one.index - middle) if one.index is not None else Fraction(0)

    return decimal(above(after) - above(before))


def _geometric(before: ComponentIndex, after: ComponentIndex, first: Decimal, last: Decimal) -> Decimal:
    middle = (first * last).sqrt()

    def above(one: ComponentIndex) -> Decimal:
        return decimal(one.share) * (decimal(one.index) / middle).ln() if one.index is not None else Decimal(0)

    scale = first if first == last else (last - first) / (last / first).ln()
    return scale * (above(after) - above(before))


def _places(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-PLACES), rounding=ROUND_HALF_EVEN)
