"""Where do the trends of the indicators lead, and how often were such forecasts right before?"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from milepost.assess.forecast import HitRate, Outlook, overall
from milepost.assess.trends import Expected, Kind
from milepost.model.dataset import Observation
from milepost.model.framework import Indicator
from milepost.reports.certificates import places_of
from milepost.reports.desk import Desk
from milepost.reports.expectations import outlook_of, yearly
from milepost.reports.indicator_rows import indicator_anchor
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, Printed


@dataclass(frozen=True, slots=True)
class TrendCell:
    """What one trend expects in the target year.

    Attributes:
        value, low, high: In the indicator's unit; None where the target year has passed.
        met_in: Year in which the trend meets the target; None where it does not, or where it is met already.
        reaches: True where the value expected in the target year meets the target.
        past: How often it was right on this series.
        course: Year by year, for the chart.
    """

    kind: str
    value: Printed
    low: Printed
    high: Printed
    met_in: Printed
    reaches: bool
    past: HitRate
    course: tuple[tuple[int, Decimal, Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """One indicator whose past allows a forecast.

    Attributes:
        href: Where its block stands.
        series: Its yearly values.
        met: True where the target is met already.
        target: Year and value of the target; ``places``: decimal places that it was written with.
        needed_step: Change a year that is still needed, in the indicator's unit.
        needed_rate: The same in per cent a year.
        trends: Linear, then damped.
    """

    indicator: Indicator
    href: str
    series: tuple[Observation, ...]
    met: bool
    target: tuple[int, Decimal]
    places: int
    needed_step: Printed
    needed_rate: Printed
    trends: tuple[TrendCell, ...]


@dataclass(frozen=True, slots=True)
class Outlooks:
    """All forecasts.

    Attributes:
        level: Share of the true values that the intervals should hold.
        past: (trend, hits, tries) over all series.
        short: Indicators with too few yearly values for a forecast.
    """

    rows: tuple[OutlookRow, ...]
    level: float
    past: tuple[tuple[str, HitRate], ...]
    short: tuple[Indicator, ...]


def outlooks(desk: Desk, place: Place) -> Outlooks:
    """Forecast every indicator whose past allows it."""
    found = [(one, outlook_of(one, desk.material)) for one in desk.material.framework.indicators]
    made = [(indicator, one) for indicator, one in found if one is not None]
    return Outlooks(
        rows=tuple(_row(desk, place, indicator, one) for indicator, one in made),
        level=made[0][1].level if made else 0.0,
        past=tuple((str(kind), overall((one for _, one in made), kind)) for kind in Kind),
        short=tuple(indicator for indicator, one in found if one is None and indicator.target is not None),
    )


def _row(desk: Desk, place: Place, indicator: Indicator, one: Outlook) -> OutlookRow:
    assert indicator.target is not None
    assert indicator.target.value is not None
    entry = anchor_of("source", indicator.id, "outlook")

    def figure(kind: str, value: Decimal | int | None, places: int = 0) -> Printed:
        return desk.ledger.figure(place, anchor_of(indicator.id, "outlook", kind), value, entry, places)

    return OutlookRow(
        indicator=indicator,
        href=desk.href("indicators", indicator_anchor(indicator)),
        series=yearly(indicator, desk.material),
        met=one.met,
        target=(indicator.target.year, indicator.target.value),
        places=places_of(indicator.target.value, indicator.decimals),
        needed_step=figure("needed-step", one.needed_step, indicator.decimals + 1),
        needed_rate=figure("needed-rate", _per_cent(one.needed_rate), 1),
        trends=tuple(
            TrendCell(
                kind=str(kind),
                value=figure(f"{kind}-value", _at(found.at_target, "value"), indicator.decimals),
                low=figure(f"{kind}-low", _at(found.at_target, "low"), indicator.decimals),
                high=figure(f"{kind}-high", _at(found.at_target, "high"), indicator.decimals),
                met_in=figure(f"{kind}-met-in", found.met_in),
                reaches=_reaches(found.at_target, indicator),
                past=found.past,
                course=tuple(
                    (year.year, _decimal(year.value), _decimal(year.low), _decimal(year.high))
                    for year in found.expected
                ),
            )
            for kind, found in one.forecasts.items()
        ),
    )


def _reaches(expected: Expected | None, indicator: Indicator) -> bool:
    """True where the value expected, rounded as it is printed, meets the target."""
    if expected is None or indicator.target is None or indicator.target.value is None:
        return False
    rounded = _decimal(expected.value).quantize(Decimal(1).scaleb(-indicator.decimals), rounding=ROUND_HALF_UP)
    return (rounded - indicator.target.value) * int(indicator.direction) >= 0


def _at(expected: Expected | None, name: str) -> Decimal | None:
    return None if expected is None else _decimal(getattr(expected, name))


def _per_cent(rate: float | None) -> Decimal | None:
    return None if rate is None else _decimal(rate * 100)


def _decimal(value: float) -> Decimal:
    """Ten significant digits: what binary fractions add is dropped, so that machines agree."""
    return Decimal(f"{value:.10g}")
