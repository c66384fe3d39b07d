"""What does a table say of one indicator, and of all of them together?"""

from dataclasses import dataclass
from decimal import Decimal

from milepost.model.dataset import Observation
from milepost.model.framework import Change, Goal, Indicator
from milepost.model.rating import IndicatorRating
from milepost.reports.abouts import decided_value
from milepost.reports.certificates import goal_id, places_of, value_id
from milepost.reports.desk import Desk
from milepost.reports.grades import PrintedGrade, grade_of
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import Place, Printed


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator from baseline to target.

    Attributes:
        href: Where its block stands; ``""`` where the report has none.
        rating: How it is rated.
        grade: The class of the rating, ready to be printed.
        standing: The rating as a figure.
        baseline, previous, latest, target: Values in the indicator's unit.
        data_year: Year of the latest value; None without one.
        lags: True where the latest value is about a year before the report's.
        attainment, schedule: In per cent.
        lead: In points of the path.
        expected: Value that the schedule asks for in the data year.
        change: From previous to latest, in per cent or points as the indicator says.
        series: The latest vintage of each whole year up to the report year.
        decided: True where the latest value holds by a decision of the office.
    """

    indicator: Indicator
    href: str
    rating: IndicatorRating
    grade: PrintedGrade
    standing: Printed
    baseline: Printed
    previous: Printed
    latest: Printed
    target: Printed
    data_year: int | None
    lags: bool
    attainment: Printed
    schedule: Printed
    lead: Printed
    expected: Printed
    change: Printed
    series: tuple[Observation, ...]
    decided: bool

    @property
    def points(self) -> bool:
        """True where a change is told in points."""
        return self.indicator.change is Change.POINTS


def indicator_anchor(indicator: Indicator) -> str:
    """Id of an indicator's block."""
    return anchor_of("indicator", indicator.id)


def series_of(indicator: Indicator, material: Material) -> tuple[Observation, ...]:
    """The latest vintage of each whole year up to the report year."""
    year = material.definition.year
    return tuple(one for one in material.dataset.yearly(indicator.id) if one.year <= year)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place and the figures of a row that it prints; None for all."""

    desk: Desk
    indicator: Indicator
    place: Place
    shown: frozenset[str] | None

    def figure(self, kind: str, meaning: str, value: Decimal | str | None, entry: str, places: int = 0) -> Printed:
        if self.shown is not None and kind not in self.shown:
            return self.desk.ledger.mention(value, places)
        return self.desk.ledger.figure(self.place, meaning, value, entry, places)


def indicator_row(desk: Desk, indicator: Indicator, place: Place, shown: frozenset[str] | None = None) -> IndicatorRow:
    """Say where one indicator stands, each figure with its entry.

    Args:
        desk: Material and ledger.
        indicator: The indicator.
        place: Where the row is printed.
        shown: Names of the attributes that the place prints as figures; None for all.
    """
    material, spot = desk.material, _Spot(desk, indicator, place, shown)
    rating = material.ratings.indicators[indicator.id]
    verdict, latest = rating.verdict, rating.latest
    computed = anchor_of("source", indicator.id, "rating")
    year = latest.year if latest else material.definition.year

    def worked_out(kind: str, value: Decimal | None, places: int) -> Printed:
        return spot.figure(kind, anchor_of(indicator.id, year, kind), value, computed, places)

    def share(kind: str, value: Decimal | None) -> Printed:
        return worked_out(kind, None if value is None else value * 100, 1)

    return IndicatorRow(
        indicator=indicator,
        href=desk.href("indicators", indicator_anchor(indicator)),
        rating=rating,
        grade=grade_of(rating),
        standing=spot.figure("standing", anchor_of(indicator.id, year, "rating"), str(rating.standing), computed),
        baseline=_goal(spot, indicator.baseline, "baseline"),
        previous=_value(spot, rating.previous, year - 1, "previous"),
        latest=_value(spot, latest, year, "value"),
        target=_goal(spot, indicator.target, "target"),
        data_year=latest.year if latest else None,
        lags=latest is not None and latest.year < material.definition.year,
        attainment=share("attainment", verdict.attainment),
        schedule=share("schedule", verdict.schedule),
        lead=worked_out("lead", verdict.lead, 1),
        expected=worked_out("expected", verdict.expected, indicator.decimals + 1 if indicator.decimals else 0),
        change=worked_out("change", rating.change, 1 if indicator.change is Change.PERCENT else indicator.decimals),
        series=series_of(indicator, material),
        decided=latest is not None and decided_value(latest, material) is not None,
    )


def _goal(spot: _Spot, goal: Goal | None, kind: str) -> Printed:
    indicator, value = spot.indicator, goal.value if goal else None
    meaning = anchor_of(indicator.id, kind, goal.year if goal else "")
    if goal is None or value is None:
        return spot.figure(kind, meaning, None, "")
    return spot.figure(kind, meaning, value, goal_id(indicator.id, goal, kind), places_of(value, indicator.decimals))


def _value(spot: _Spot, one: Observation | None, year: int, kind: str) -> Printed:
    indicator = spot.indicator
    name = "latest" if kind == "value" else kind
    if one is None:
        return spot.figure(name, anchor_of(indicator.id, year, kind), None, "")
    entry = value_id(one, spot.desk.material.dataset.observations[indicator.id])
    return spot.figure(name, anchor_of(indicator.id, one.year, kind), one.value, entry, indicator.decimals)
