"""Which indices do others publish beside the indicators, and what do their parts say?"""

from dataclasses import dataclass
from decimal import Decimal

from milepost.model.dataset import Observation
from milepost.model.framework import Indicator
from milepost.reports.certificates import value_id
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Opening
from milepost.reports.indicator_rows import series_of
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, PlaceKind, Printed


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One series of an index.

    Attributes:
        head: True for the series that heads the index.
        values: Year -> value of the whole year.
    """

    indicator: Indicator
    head: bool
    values: dict[int, Printed]


@dataclass(frozen=True, slots=True)
class PublishedIndex:
    """A published index with its sub-indices.

    Attributes:
        anchor: Id of its place.
        table: Number and anchor of the table.
        picture: Of the course of the head; None with fewer than two values.
        parts_picture: Of the sub-indices in the latest year that has several; None without.
        years: Columns of the table.
        rows: The head first.
        series: Values of the head, by year.
        first, last: The first and the latest value of the head; None where it has none.
        moved: From the first to the latest value, in per cent; None where that has no meaning.
        parts_year: Year of the latest sub-indices.
        parts: Their values in that year, the largest first.
    """

    anchor: str
    head: Indicator
    table: Exhibit
    picture: Exhibit | None
    parts_picture: Exhibit | None
    years: tuple[int, ...]
    rows: tuple[IndexRow, ...]
    series: tuple[Observation, ...]
    first: Observation | None
    last: Observation | None
    moved: Decimal | None
    parts_year: int | None
    parts: tuple[tuple[Indicator, Decimal], ...]


def published_indices(desk: Desk, opening: Opening) -> tuple[PublishedIndex, ...]:
    """Every published index of the framework that has a value up to the report year."""
    context = desk.material.framework.context
    heads = [one for one in context if one.group == one.id]
    made = (_index(desk, opening, head, [one for one in context if one.group == head.id]) for head in heads)
    return tuple(one for one in made if one is not None)


def _index(desk: Desk, opening: Opening, head: Indicator, members: list[Indicator]) -> PublishedIndex | None:
    material = desk.material
    known = {one.id: series_of(one, material) for one in members}
    years = sorted({value.year for several in known.values() for value in several})
    if not years:
        return None
    series = known[head.id]
    parts_year, parts = _parts(head, members, known)
    picture = desk.exhibit(opening, ExhibitKind.FIGURE, "index", head, head.id) if len(series) > 1 else None
    about = (head, parts_year)
    parts_picture = desk.exhibit(opening, ExhibitKind.FIGURE, "index_parts", about, head.id) if parts else None
    table = desk.exhibit(opening, ExhibitKind.TABLE, "index", head, head.id)
    place = Place(PlaceKind.TABLE, table.anchor, table.number)
    ordered = sorted(members, key=lambda one: one.id != head.id)
    rows = (_row(desk, place, one, known[one.id], head) for one in ordered if known[one.id])
    first, last = (series[0], series[-1]) if series else (None, None)
    return PublishedIndex(
        anchor=anchor_of("index", head.id),
        head=head,
        table=table,
        picture=picture,
        parts_picture=parts_picture,
        years=tuple(range(years[0], years[-1] + 1)),
        rows=tuple(rows),
        series=series,
        first=first,
        last=last,
        moved=_moved(first, last),
        parts_year=parts_year,
        parts=parts,
    )


def _row(desk: Desk, place: Place, indicator: Indicator, series: tuple[Observation, ...], head: Indicator) -> IndexRow:
    vintages = desk.material.dataset.observations[indicator.id]
    values = {
        one.year: desk.ledger.figure(
            place,
            anchor_of(indicator.id, one.year, "series"),
            one.value,
            value_id(one, vintages),
            indicator.decimals,
        )
        for one in series
    }
    return IndexRow(indicator, indicator.id == head.id, values)


def _moved(first: Observation | None, last: Observation | None) -> Decimal | None:
    if first is None or last is None or first.year == last.year or first.value <= 0:
        return None
    return (last.value / first.value - 1) * 100


def _parts(
    head: Indicator, members: list[Indicator], known: dict[str, tuple[Observation, ...]]
) -> tuple[int | None, tuple[tuple[Indicator, Decimal], ...]]:
    """The sub-indices of the latest year in which several of them have a value, the largest first."""
    by_year: dict[int, list[tuple[Indicator, Decimal]]] = {}
    for one in members:
        if one.id != head.id:
            for value in known[one.id]:
                by_year.setdefault(value.year, []).append((one, value.value))
    several = [year for year, found in by_year.items() if len(found) > 1]
    if not several:
        return None, ()
    return max(several), tuple(sorted(by_year[max(several)], key=lambda pair: -pair[1]))
