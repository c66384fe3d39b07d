"""Where does the composite index stand, what are its parts, and what moved it since last year?"""

from dataclasses import dataclass
from decimal import Decimal

from milepost.assess import index_run
from milepost.assess.composite import Composite, decimal
from milepost.assess.index import IndexRun
from milepost.model.framework import CompositeIndex, Framework
from milepost.model.text import Text
from milepost.reports.certificates import INDEX_ENTRY
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Opening
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, PlaceKind, Printed
from milepost.reports.rounding import parts_that_add_up, printed

PLACES = 1
"""Decimal places of the index and of all its parts."""


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One line of the table: the index, a sub-index or a component.

    Attributes:
        level: 0 the index, 1 a sub-index, 2 a component.
        weight: Within what it belongs to, in per cent; None for the index.
        previous, latest: Its index of both years, 100 in the base year.
        points: What it added to the whole index since the year before.
        carried: Year of the value that was carried forward; None where it is of the year itself.
        thin: True where a sub-index is not given because under half of its weight was observed.
    """

    level: int
    name: Text
    weight: Decimal | None
    previous: Printed
    latest: Printed
    points: Printed
    carried: int | None = None
    thin: bool = False


@dataclass(frozen=True, slots=True)
class IndexYear:
    """The index of one year; ``value`` None where it is not given."""

    year: int
    value: Decimal | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class CompositePart:
    """The composite index in the chapter.

    Attributes:
        year: Year of the report.
        course: The index of every year from its base year.
        picture: Number and anchor of its course; None with fewer than two years.
        waterfall: Of what moved it; None where one of the two years is not given.
        steps: Name and points of each component, in the order of the definition; they add up as they are printed.
        lines: The table.
    """

    anchor: str
    index: CompositeIndex
    year: int
    table: Exhibit
    picture: Exhibit | None
    waterfall: Exhibit | None
    course: tuple[IndexYear, ...]
    steps: tuple[tuple[Text, Decimal], ...]
    lines: tuple[IndexPart, ...]

    @property
    def head(self) -> IndexPart:
        """The line of the index itself."""
        return self.lines[0]

    @property
    def most(self) -> tuple[Text, Decimal]:
        """The component that added most."""
        return max(self.steps, key=lambda step: step[1])

    @property
    def least(self) -> tuple[Text, Decimal]:
        """The component that added least, or took most away."""
        return min(self.steps, key=lambda step: step[1])

    @property
    def carried(self) -> bool:
        """True where a value was carried forward."""
        return any(one.carried for one in self.lines)

    @property
    def thin(self) -> bool:
        """True where a sub-index is not given."""
        return any(one.thin for one in self.lines)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Its pictures and its table, in the order of printing."""
        return tuple(one for one in (self.picture, self.waterfall, self.table) if one is not None)


def composite_part(desk: Desk, opening: Opening) -> CompositePart | None:
    """Say where the index of the framework stands; None where it has none.

    Raises:
        CompositeError: If a component has no usable value in the base year.
    """
    material = desk.material
    run, index = index_run(material.framework, material.dataset), material.framework.index
    if run is None or index is None:
        return None
    course = tuple(IndexYear(one.year, one.index) for one in run.years)
    drawn = sum(one.value is not None for one in course) > 1
    picture = desk.exhibit(opening, ExhibitKind.FIGURE, "composite", index) if drawn else None
    moved = run.decomposition is not None
    waterfall = desk.exhibit(opening, ExhibitKind.FIGURE, "composite_steps", (index, run)) if moved else None
    table = desk.exhibit(opening, ExhibitKind.TABLE, "composite", index)
    place = Place(PlaceKind.TABLE, table.anchor, table.number)
    steps = _steps(run, material.framework)
    return CompositePart(
        anchor="evaluation-composite",
        index=index,
        year=run.latest.year,
        table=table,
        picture=picture,
        waterfall=waterfall,
        course=course,
        steps=tuple((name, points) for _, name, points in steps),
        lines=tuple(_lines(desk, place, index, run, {key: points for key, _, points in steps})),
    )


def _steps(run: IndexRun, framework: Framework) -> list[tuple[tuple[str, str], Text, Decimal]]:
    """Points of each component as they are printed: previous + all points = latest."""
    found = run.decomposition
    if found is None:
        return []
    total = printed(found.latest, PLACES) - printed(found.previous, PLACES)
    points = parts_that_add_up([one.points for one in found.parts], total, PLACES)
    names = {one.id: one.name for one in (*framework.indicators, *framework.context)}
    return [
        ((one.group, one.component), names[one.component], point)
        for one, point in zip(found.parts, points, strict=True)
    ]


def _lines(
    desk: Desk, place: Place, index: CompositeIndex, run: IndexRun, points: dict[tuple[str, str], Decimal]
) -> list[IndexPart]:
    latest = run.latest
    before = run.years[-2] if len(run.years) > 1 else None
    names = {one.id: one.name for one in (*desk.material.framework.indicators, *desk.material.framework.context)}

    def figure(value: Decimal | None, *meaning: object) -> Printed:
        entry = anchor_of("source", INDEX_ENTRY)
        shown = None if value is None else printed(value, PLACES)
        return desk.ledger.figure(place, anchor_of(INDEX_ENTRY, *meaning), shown, entry, PLACES)

    def line(level: int, name: Text, weight: Decimal | None, key: tuple[str, ...], **more: object) -> IndexPart:
        several = [one for one in points if one[: len(key)] == key]
        added = sum((points[one] for one in several), Decimal(0)) if several else None
        return IndexPart(
            level,
            name,
            None if weight is None else weight * 100,
            figure(_of(before, key), *key, latest.year - 1),
            figure(_of(latest, key), *key, latest.year),
            figure(added, *key, latest.year, "points"),
            **more,  # type: ignore[arg-type]
        )

    made = [line(0, index.name, None, ())]
    for group, found in zip(index.groups, latest.groups, strict=True):
        made.append(line(1, group.name, group.weight, (group.id,), thin=found.index is None))
        for one in found.components:
            carried = one.value_year if one.carried else None
            made.append(line(2, names[one.id], group.components[one.id], (group.id, one.id), carried=carried))
    return made


def _of(year: Composite | None, key: tuple[str, ...]) -> Decimal | None:
    """The index of the whole, a sub-index or a component in a year."""
    if year is None or not key:
        return year.index if year else None
    group = next(one for one in year.groups if one.id == key[0])
    if len(key) == 1:
        return group.index
    found = next(one for one in group.components if one.id == key[1])
    return None if found.index is None else decimal(found.index)
