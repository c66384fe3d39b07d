"""Chapter: how far have the goals been reached, indicator by indicator?"""

from dataclasses import dataclass
from decimal import Decimal

from milepost.model.dataset import Conflict, Observation
from milepost.model.dates import PartialDate
from milepost.model.exchange import Decision
from milepost.model.framework import Assessment, Goal, Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.text import Text
from milepost.reports.abouts import decided_value
from milepost.reports.breakdowns import Breakdown, breakdown
from milepost.reports.certificates import goal_id, places_of, value_id
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.grades import GradeTally, grade_tally
from milepost.reports.indicator_rows import IndicatorRow, indicator_anchor, indicator_row, series_of
from milepost.reports.material import anchor_of
from milepost.reports.notes import Note, footnotes
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One value of a series.

    Attributes:
        period: ``""`` for a whole year, else the part of it.
        published: When it became known; None where that is not known.
        provisional: True while it may still change.
        earlier: Vintages that it replaced, oldest first.
        decision: Decision by which it holds; None where it stands as reported or published.
    """

    year: int
    period: str
    breakdown: str
    figure: Printed
    published: PartialDate | None
    provisional: bool
    earlier: tuple[Printed, ...]
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a unit adds to a value."""

    year: int
    words: Text


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """One indicator in full.

    Attributes:
        reporters: Names of the units that report it.
        picture: Number and anchor of its chart.
        years: Years of the table of values, without gaps.
        values: Year -> the value of the whole year.
        parts: Values of parts of a year, never compared with whole years.
        breakdown: Its regions, sectors or groups; None without.
        withheld: Years of which the value of the whole exists and must not be shown.
        baseline, targets: Where the path starts and leads, for the chart.
        interim: Interim targets as figures: (year, value).
        remarks, reasons: Units' words on values.
        conflicts: Values that wait for a decision.
        sources: Where baseline, target and definition were read.
    """

    row: IndicatorRow
    anchor: str
    reporters: tuple[Text, ...]
    picture: Exhibit | None
    years: tuple[int, ...]
    values: dict[int, ValueCell]
    parts: tuple[ValueCell, ...]
    breakdown: Breakdown | None
    withheld: tuple[int, ...]
    baseline: tuple[int, Decimal] | None
    targets: tuple[tuple[int, Decimal], ...]
    interim: tuple[tuple[int, Printed], ...]
    remarks: tuple[Remark, ...]
    reasons: tuple[Remark, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[Note, ...]
    sources: tuple[SourceLink, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Its figures, in the order of printing."""
        parts = (self.breakdown.bars, self.breakdown.multiples) if self.breakdown else ()
        return tuple(one for one in (self.picture, *parts) if one is not None)


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A published series without a target."""

    indicator: Indicator
    values: dict[int, ValueCell]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A published assessment with its sources."""

    assessment: Assessment
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsChapter:
    """Chapter on the indicators."""

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    tally: GradeTally
    table: Exhibit
    blocks: tuple[IndicatorBlock, ...]
    quoted: tuple[Quoted, ...]
    context_table: Exhibit | None
    context_years: tuple[int, ...]
    context: tuple[ContextRow, ...]
    sources: tuple[SourceLink, ...]
    table_rows: tuple[IndicatorRow, ...]


IN_TABLE = frozenset({"standing", "baseline", "previous", "latest", "target", "attainment", "schedule"})
"""Figures of an indicator in the table of the chapter."""


def compose(desk: Desk, opening: Opening) -> IndicatorsChapter:
    """Compose the chapter."""
    framework = desk.material.framework
    table = desk.exhibit(opening, ExhibitKind.TABLE, "indicators")
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "overview")
    rows = tuple(indicator_row(desk, one, place, IN_TABLE) for one in framework.indicators)
    chapter = Place(PlaceKind.CHAPTER, opening.anchor, opening.number)
    blocks = tuple(_block(desk, opening, one) for one in framework.indicators)
    quoted = tuple(
        Quoted(one, tuple(desk.cite_source(chapter, key) for key in one.sources)) for one in framework.assessments
    )
    sources = tuple(desk.cite_source(chapter, key) for key in framework.sources)
    # A published index has its place in the evaluation, where the report has one.
    apart = "evaluation" in desk.chapters
    context = tuple(one for one in framework.context if _known(desk, one) and not (apart and one.group))
    years = _context_years(desk, context)
    last = desk.exhibit(opening, ExhibitKind.TABLE, "context") if context else None
    series = tuple(_context(desk, one, last) for one in context) if last else ()
    exhibits = [table, *(one for block in blocks for one in block.exhibits)]
    outline = [Heading(2, block.anchor, block.row.indicator.name) for block in blocks]
    if last:
        outline.append(Heading(2, last.anchor, usual="Published series for context"))
        exhibits.append(last)
    return IndicatorsChapter(
        opening,
        tuple(outline),
        tuple(exhibits),
        grade_tally(desk.material),
        table,
        blocks,
        quoted,
        last,
        years,
        series,
        sources,
        rows,
    )


def _known(desk: Desk, indicator: Indicator) -> tuple[Observation, ...]:
    return series_of(indicator, desk.material)


def _context_years(desk: Desk, context: tuple[Indicator, ...]) -> tuple[int, ...]:
    found = {one.year for series in context for one in _known(desk, series)}
    return tuple(range(min(found), max(found) + 1)) if found else ()


def _block(desk: Desk, opening: Opening, indicator: Indicator) -> IndicatorBlock:
    material = desk.material
    anchor = indicator_anchor(indicator)
    place = Place(PlaceKind.INDICATOR, anchor, indicator.number or indicator.id)
    row = indicator_row(desk, indicator, place)
    known = [one for one in material.dataset.observations.get(indicator.id, ()) if one.year <= material.definition.year]
    goals = [one for one in (indicator.baseline, *indicator.targets) if one]
    drawn = bool(row.series) or any(one.value is not None for one in goals)
    picture = desk.exhibit(opening, ExhibitKind.FIGURE, "path", row, indicator.id) if drawn else None
    years = [one.year for one in row.series]
    return IndicatorBlock(
        row=row,
        anchor=anchor,
        reporters=tuple(material.unit_name(unit) for unit in indicator.reported_by),
        picture=picture,
        years=tuple(range(min(years), max(years) + 1)) if years else (),
        values={one.year: _cell(desk, place, indicator, one, known) for one in row.series},
        parts=tuple(_cell(desk, place, indicator, one, known) for one in _partial(known)),
        breakdown=breakdown(desk, opening, place, indicator),
        withheld=tuple(
            one.year for one in material.dataset.withheld if one.indicator == indicator.id and not one.breakdown
        ),
        baseline=_point(indicator.baseline),
        targets=tuple(point for point in map(_point, indicator.targets) if point),
        interim=tuple(_interim(desk, place, indicator, goal) for goal in indicator.targets[:-1]),
        remarks=tuple(Remark(one.year, one.remarks) for one in known if one.remarks),
        reasons=tuple(Remark(one.year, one.reason) for one in known if one.reason),
        conflicts=tuple(one for one in material.dataset.conflicts if one.indicator == indicator.id),
        notes=footnotes((finding for one in known for finding in one.findings), material.units),
        sources=tuple(desk.cite_source(place, key) for key in indicator.sources),
    )


def _point(goal: Goal | None) -> tuple[int, Decimal] | None:
    return (goal.year, goal.value) if goal and goal.value is not None else None


def _interim(desk: Desk, place: Place, indicator: Indicator, goal: Goal) -> tuple[int, Printed]:
    entry = goal_id(indicator.id, goal, "target")
    places = places_of(goal.value, indicator.decimals) if goal.value is not None else 0
    meaning = anchor_of(indicator.id, "target", goal.year)
    return goal.year, desk.ledger.figure(place, meaning, goal.value, entry, places)


def _partial(known: list[Observation]) -> list[Observation]:
    """The latest vintage of each part of a year."""
    latest = {(one.year, one.period, one.breakdown): one for one in known}
    return [one for key, one in latest.items() if key[1] != WHOLE_YEAR]


def _cell(
    desk: Desk, place: Place, indicator: Indicator, one: Observation, known: list[Observation] | tuple[Observation, ...]
) -> ValueCell:
    """A value with the vintages that it replaced."""
    vintages = desk.material.dataset.observations[indicator.id]
    period = "" if one.period == WHOLE_YEAR else one.period
    meaning = anchor_of(indicator.id, one.year, period, one.breakdown, "series")
    same = [
        other for other in known if (other.year, other.period, other.breakdown) == (one.year, one.period, one.breakdown)
    ]
    earlier = tuple(
        desk.ledger.figure(place, f"{meaning}-v{n}", other.value, value_id(other, vintages), indicator.decimals)
        for n, other in enumerate(same[:-1], 1)
    )
    figure = desk.ledger.figure(place, meaning, one.value, value_id(one, vintages), indicator.decimals)
    decision = decided_value(one, desk.material)
    return ValueCell(one.year, period, one.breakdown, figure, one.published, one.provisional, earlier, decision)


def _context(desk: Desk, indicator: Indicator, table: Exhibit) -> ContextRow:
    place = Place(PlaceKind.TABLE, table.anchor, table.number)
    known = desk.material.dataset.observations.get(indicator.id, ())
    return ContextRow(
        indicator, {one.year: _cell(desk, place, indicator, one, known) for one in _known(desk, indicator)}
    )
