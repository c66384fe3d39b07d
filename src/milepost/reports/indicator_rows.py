"""What does a table say of one indicator, and of all of them together?"""

from dataclasses import dataclass
from decimal import Decimal

from milepost.model.dataset import Observation
from milepost.model.framework import Change, Goal, Indicator
from milepost.model.rating import IndicatorRating, Standing
from milepost.reports.certificates import goal_id, places_of, value_id
from milepost.reports.counts import StandingTally, tally
from milepost.reports.desk import Desk
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import Place, Printed


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator from baseline to target.

    Attributes:
        href: Where its block stands; ``""`` where the report has none.
        rating: How it is rated.
        standing: The rating as a figure.
        baseline, previous, latest, target: Values in the indicator's unit.
        data_year: Year of the latest value; None without one.
        lags: True where the latest value is about a year before the report's.
        attainment, schedule: In per cent.
        lead: In points of the path.
        expected: Value that the schedule asks for in the data year.
        change: From previous to latest, in per cent or points as the indicator says.
        series: The latest vintage of each whole year up to the report year.
    """

    indicator: Indicator
    href: str
    rating: IndicatorRating
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


def indicator_row(desk: Desk, indicator: Indicator, place: Place) -> IndicatorRow:
    """Say where one indicator stands, each figure with its entry."""
    material, ledger = desk.material, desk.ledger
    rating = material.ratings.indicators[indicator.id]
    verdict, latest = rating.verdict, rating.latest
    computed = anchor_of("source", indicator.id, "rating")
    year = latest.year if latest else material.definition.year

    def worked_out(kind: str, value: Decimal | None, places: int) -> Printed:
        return ledger.figure(place, anchor_of(indicator.id, year, kind), value, computed, places)

    def share(kind: str, value: Decimal | None) -> Printed:
        return worked_out(kind, None if value is None else value * 100, 1)

    return IndicatorRow(
        indicator=indicator,
        href=desk.href("indicators", indicator_anchor(indicator)),
        rating=rating,
        standing=ledger.figure(place, anchor_of(indicator.id, year, "rating"), str(rating.standing), computed),
        baseline=_goal(desk, place, indicator, indicator.baseline, "baseline"),
        previous=_value(desk, place, indicator, rating.previous, year - 1, "previous"),
        latest=_value(desk, place, indicator, latest, year, "value"),
        target=_goal(desk, place, indicator, indicator.target, "target"),
        data_year=latest.year if latest else None,
        lags=latest is not None and latest.year < material.definition.year,
        attainment=share("attainment", verdict.attainment),
        schedule=share("schedule", verdict.schedule),
        lead=worked_out("lead", verdict.lead, 1),
        expected=worked_out("expected", verdict.expected, indicator.decimals + 1 if indicator.decimals else 0),
        change=worked_out("change", rating.change, 1 if indicator.change is Change.PERCENT else indicator.decimals),
        series=series_of(indicator, material),
    )


def _goal(desk: Desk, place: Place, indicator: Indicator, goal: Goal | None, kind: str) -> Printed:
    value = goal.value if goal else None
    meaning = anchor_of(indicator.id, kind, goal.year if goal else "")
    if goal is None or value is None:
        return desk.ledger.figure(place, meaning, None, "")
    entry = goal_id(indicator.id, goal, kind)
    return desk.ledger.figure(place, meaning, value, entry, places_of(value, indicator.decimals))


def _value(desk: Desk, place: Place, indicator: Indicator, one: Observation | None, year: int, kind: str) -> Printed:
    if one is None:
        return desk.ledger.figure(place, anchor_of(indicator.id, year, kind), None, "")
    vintages = desk.material.dataset.observations[indicator.id]
    entry = value_id(one, vintages)
    return desk.ledger.figure(place, anchor_of(indicator.id, one.year, kind), one.value, entry, indicator.decimals)


def indicator_tally(material: Material) -> StandingTally:
    """Count the indicators by rating.

    Raises:
        TotalsError: If an indicator has no rating of the scale.
    """
    indicators = material.framework.indicators
    found = (material.ratings.indicators[one.id].standing for one in indicators)
    return tally(tuple(Standing), found, len(indicators), "indicators by rating")
