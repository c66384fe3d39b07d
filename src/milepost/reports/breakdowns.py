"""What do the parts of an indicator say: regions, sectors, groups?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.model.dataset import ComputedOrigin, Observation
from milepost.model.framework import Category, Indicator, Total
from milepost.model.states import WHOLE_YEAR
from milepost.reports.certificates import value_id
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Opening
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import Place, Printed


@dataclass(frozen=True, slots=True)
class PartValue:
    """The value of one part and year.

    Attributes:
        figure: As printed; its value is None where there is none.
        withheld: True where there is one that must not be shown.
        provisional: True while it may still change.
    """

    year: int
    figure: Printed
    withheld: bool = False
    provisional: bool = False

    @property
    def value(self) -> Decimal | None:
        """The value; None where there is none, or it is withheld."""
        return self.figure.value if isinstance(self.figure.value, Decimal) else None


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part with its values, one for each year of the table."""

    part: Category
    values: tuple[PartValue, ...]

    @property
    def latest(self) -> PartValue:
        """The value of the latest year of the table."""
        return self.values[-1]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of one indicator.

    Attributes:
        bars: Number and anchor of the sorted bars of the latest year.
        multiples: Of the small charts side by side; None with values of one year only.
        years: Years of the table.
        rows: One for each part, in the order of the code list.
        whole: Value of the whole by year, where there is one.
        computed: True where the values of the parts are computed.
    """

    indicator: Indicator
    bars: Exhibit
    multiples: Exhibit | None
    years: tuple[int, ...]
    rows: tuple[PartRow, ...]
    whole: dict[int, Decimal]
    computed: bool

    @property
    def year(self) -> int:
        """The latest year."""
        return self.years[-1]

    @property
    def summed(self) -> bool:
        """True where the parts add up to the whole, so that they are amounts of different size."""
        return self.indicator.total is Total.SUM

    @property
    def ranked(self) -> tuple[PartRow, ...]:
        """The parts by their latest value, the largest first; those without one last, in the order of the code list."""
        known = [one for one in self.rows if one.latest.value is not None]
        known.sort(key=lambda one: one.latest.value or Decimal(0), reverse=True)
        return (*known, *(one for one in self.rows if one.latest.value is None))

    @property
    def known(self) -> tuple[PartRow, ...]:
        """The parts with a latest value, the largest first."""
        return tuple(one for one in self.ranked if one.latest.value is not None)

    @property
    def withheld(self) -> int:
        """How many parts are withheld in the latest year."""
        return sum(one.latest.withheld for one in self.rows)

    @property
    def compared(self) -> tuple[PartRow, ...]:
        """The parts with a value in the first and in the latest year."""
        return tuple(one for one in self.rows if one.values[0].value is not None and one.latest.value is not None)

    @property
    def higher(self) -> int:
        """How many parts stand higher in the latest year than in the first."""
        return sum((one.latest.value or 0) > (one.values[0].value or 0) for one in self.compared)


def breakdown(desk: Desk, opening: Opening, place: Place, indicator: Indicator) -> Breakdown | None:
    """Say what the parts of an indicator say up to the report's year; None where nothing is known of them.

    Args:
        desk: Material, ledger, numbers of figures.
        opening: The chapter.
        place: Where it is printed.
        indicator: The indicator.
    """
    material = desk.material
    known = {
        (one.year, one.breakdown): one
        for one in material.dataset.observations.get(indicator.id, ())
        if one.period == WHOLE_YEAR and one.year <= material.definition.year
    }
    years = sorted({year for year, code in known if code})
    if not indicator.breakdown or not years:
        return None
    span = tuple(range(years[0], years[-1] + 1))
    hidden = _withheld(indicator, material)
    rows = tuple(
        PartRow(part, tuple(_value(desk, place, indicator, part.id, year, known, hidden) for year in span))
        for part in indicator.breakdown
    )
    bars = desk.exhibit(opening, ExhibitKind.FIGURE, "parts", (indicator, span[-1]), indicator.id)
    multiples = None
    if len(span) > 1:
        about = (indicator, span[0], span[-1])
        multiples = desk.exhibit(opening, ExhibitKind.FIGURE, "part_lines", about, indicator.id)
    whole = {year: known[year, ""].value for year in span if (year, "") in known}
    return Breakdown(indicator, bars, multiples, span, rows, whole, any(map(_is_computed, known.values())))


def _value(
    desk: Desk,
    place: Place,
    indicator: Indicator,
    code: str,
    year: int,
    known: dict[tuple[int, str], Observation],
    hidden: frozenset[tuple[int, str]],
) -> PartValue:
    meaning = anchor_of(indicator.id, year, code, "series")
    one = known.get((year, code))
    if one is None:
        return PartValue(year, desk.ledger.figure(place, meaning, None, ""), (year, code) in hidden)
    entry = value_id(one, desk.material.dataset.observations[indicator.id])
    figure = desk.ledger.figure(place, meaning, one.value, entry, indicator.decimals)
    return PartValue(year, figure, provisional=one.provisional)


def _withheld(indicator: Indicator, material: Material) -> frozenset[tuple[int, str]]:
    """(year, part) of withheld values, and of those that cannot be computed because an input is withheld."""
    names: Sequence[str] = indicator.computed.names if indicator.computed else ()
    return frozenset(
        (one.year, one.breakdown)
        for one in material.dataset.withheld
        if one.period == WHOLE_YEAR and one.indicator in (indicator.id, *names)
    )


def _is_computed(one: Observation) -> bool:
    return bool(one.breakdown) and any(isinstance(place, ComputedOrigin) for place in one.origins)
