"""How would each indicator be rated by the other methods, and with half a unit of rounding?"""

from dataclasses import dataclass
from decimal import Decimal

from milepost.assess import METHODS
from milepost.model.framework import Indicator
from milepost.model.rating import Alternative, CommonClass, IndicatorRating
from milepost.reports.desk import Desk
from milepost.reports.grades import PrintedGrade, grade_of_class
from milepost.reports.indicator_rows import indicator_anchor
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, Printed

LOWER, HIGHER = "lower", "higher"
"""Keys of the columns of the rounded values."""


@dataclass(frozen=True, slots=True)
class MethodCell:
    """A rating by one method, or with the value rounded otherwise.

    Attributes:
        key: Code of the method, or ``lower``, ``higher``.
        grade: Its class, ready to be printed; None where the method gives no rating.
        common: Its place on the common scale.
        chosen: True for the method that rates the indicator.
        changes: True where it gives another class than the rating.
        value: The value rated.
        figure: The rating as a figure.
    """

    key: str
    grade: PrintedGrade | None
    common: CommonClass | None
    chosen: bool
    changes: bool
    value: Decimal | None
    figure: Printed


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    """One indicator by every method.

    Attributes:
        href: Where its block stands; ``""`` where the report has none.
        fragile: True where another method or the rounding gives another class.
        cells: One for each column of the comparison.
    """

    indicator: Indicator
    href: str
    year: int | None
    fragile: bool
    cells: tuple[MethodCell, ...]

    @property
    def by_method(self) -> tuple[MethodCell, ...]:
        """Methods that give another class."""
        return tuple(one for one in self.cells if one.changes and one.key not in (LOWER, HIGHER))

    @property
    def by_rounding(self) -> tuple[MethodCell, ...]:
        """Rounded values that give another class."""
        return tuple(one for one in self.cells if one.changes and one.key in (LOWER, HIGHER))

    @property
    def chosen(self) -> MethodCell:
        """The rating that holds."""
        return next(one for one in self.cells if one.chosen)


COLUMNS = (*(one.code for one in METHODS), LOWER, HIGHER)
"""Columns of the comparison."""


def compared(desk: Desk, place: Place) -> tuple[ComparedIndicator, ...]:
    """Every indicator that has a rating, by every method."""
    material = desk.material
    found = ((one, material.ratings.indicators[one.id]) for one in material.framework.indicators)
    return tuple(
        _compared(desk, place, indicator, rating)
        for indicator, rating in found
        if rating.sensitivity is not None and rating.sensitivity.common is not None
    )


def _compared(desk: Desk, place: Place, indicator: Indicator, rating: IndicatorRating) -> ComparedIndicator:
    assert rating.sensitivity is not None
    assert rating.latest is not None
    others = {one.method: one for one in rating.sensitivity.methods}
    rounded = {(LOWER if one.value < rating.latest.value else HIGHER): one for one in rating.sensitivity.roundings}
    changing = rating.sensitivity.changed_by

    def cell(key: str) -> MethodCell:
        meaning = anchor_of(indicator.id, rating.latest.year if rating.latest else "", "rating-by", key)
        entry = anchor_of("source", indicator.id, "rating")
        if key == rating.method:
            grade = grade_of_class(rating.method, str(rating.standing))
            figure = desk.ledger.figure(place, meaning, str(rating.standing), entry)
            common = rating.sensitivity.common if rating.sensitivity else None
            return MethodCell(key, grade, common, True, False, rating.latest.value if rating.latest else None, figure)
        one: Alternative | None = others.get(key) or rounded.get(key)
        if one is None:
            return MethodCell(key, None, None, False, False, None, desk.ledger.mention(None))
        grade = grade_of_class(one.method, one.verdict.standing)
        figure = desk.ledger.figure(place, meaning, one.verdict.standing, entry)
        return MethodCell(key, grade, one.common, False, one in changing, one.value, figure)

    return ComparedIndicator(
        indicator=indicator,
        href=desk.href("indicators", indicator_anchor(indicator)),
        year=rating.latest.year,
        fragile=rating.sensitivity.fragile,
        cells=tuple(cell(key) for key in COLUMNS),
    )
