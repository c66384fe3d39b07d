"""Annex: every value of every series, with its vintages, and what each series is?"""

from dataclasses import dataclass

from milepost.model.dataset import Observation
from milepost.model.dates import PartialDate
from milepost.model.framework import Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.text import Text
from milepost.reports.certificates import value_id
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.indicator_rows import indicator_anchor
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink


@dataclass(frozen=True, slots=True)
class VintageLine:
    """One vintage of one value.

    Attributes:
        period: ``""`` for a whole year, else the part of it.
        breakdown: Name of the item of the breakdown; None for the total.
        vintage: 1 for the value first known, then 2 and so on.
        vintages: How many there are of this value.
        status: ``provisional``, ``first``, ``final`` or ``revised``.
        published: When it became known; None where that is not known.
        entry: Where it stands.
    """

    year: int
    period: str
    breakdown: Text | None
    vintage: int
    vintages: int
    value: Printed
    status: str
    published: PartialDate | None
    entry: SourceLink


@dataclass(frozen=True, slots=True)
class SeriesData:
    """One series in full.

    Attributes:
        href: Where its block stands; ``""`` for a context series.
        reporters: Who reports it.
        group: Name of the published index to which it belongs; None for none.
        lines: Every vintage, by year and period.
    """

    indicator: Indicator
    href: str
    reporters: tuple[Text, ...]
    group: Text | None
    lines: tuple[VintageLine, ...]


@dataclass(frozen=True, slots=True)
class IndicatorDataAnnex:
    """Annex with the data of the indicators.

    Attributes:
        values: How many vintages there are in all.
        after: Published values that are left out because they lie after the report's year or its cut-off date.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    values_table: Exhibit | None
    metadata_table: Exhibit | None
    series: tuple[SeriesData, ...]
    values: int
    after: int


def compose(desk: Desk, opening: Opening) -> IndicatorDataAnnex:
    """Compose the annex."""
    dataset, framework = desk.material.dataset, desk.material.framework
    known = (*framework.indicators, *framework.context)
    values = sum(len(dataset.observations.get(one.id, ())) for one in known)
    table = desk.exhibit(opening, ExhibitKind.TABLE, "vintages") if values else None
    metadata = desk.exhibit(opening, ExhibitKind.TABLE, "metadata") if known else None
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "data") if table else None
    printed = [(table, "Values and vintages"), (metadata, "What each series is")]
    return IndicatorDataAnnex(
        opening=opening,
        outline=tuple(Heading(3, one.anchor, usual=usual) for one, usual in printed if one),
        exhibits=tuple(one for one, _ in printed if one),
        values_table=table,
        metadata_table=metadata,
        series=tuple(_series(desk, place, one) for one in known),
        values=values,
        after=sum(one.count for one in dataset.left_out if one.what == "series"),
    )


def _series(desk: Desk, place: Place | None, indicator: Indicator) -> SeriesData:
    material = desk.material
    known = material.dataset.observations.get(indicator.id, ())
    ordered = sorted(known, key=lambda one: (one.year, one.period != WHOLE_YEAR, one.period, one.breakdown))
    head = material.framework.indicator(indicator.group) if indicator.group else None
    return SeriesData(
        indicator=indicator,
        href="" if indicator.context else desk.href("indicators", indicator_anchor(indicator)),
        reporters=tuple(material.unit_name(unit) for unit in indicator.reported_by),
        group=head.name if head else None,
        lines=tuple(_line(desk, place, indicator, one, known) for one in ordered) if place else (),
    )


def _line(
    desk: Desk, place: Place, indicator: Indicator, one: Observation, known: tuple[Observation, ...]
) -> VintageLine:
    same = [
        other for other in known if (other.year, other.period, other.breakdown) == (one.year, one.period, one.breakdown)
    ]
    vintage = next(n for n, other in enumerate(same, 1) if other is one)
    period = "" if one.period == WHOLE_YEAR else one.period
    entry = value_id(one, known)
    meaning = anchor_of(indicator.id, one.year, period, one.breakdown, f"v{vintage}")
    names = {item.id: item.name for item in indicator.breakdown}
    broken_down = names.get(one.breakdown, Text({"en": one.breakdown})) if one.breakdown else None
    dated = desk.ledger.certificates.by_id[entry].published
    return VintageLine(
        year=one.year,
        period=period,
        breakdown=broken_down,
        vintage=vintage,
        vintages=len(same),
        value=desk.ledger.figure(place, meaning, one.value, entry, indicator.decimals),
        status=str(one.status),
        published=dated,
        entry=desk.ledger.cite(place, entry),
    )
