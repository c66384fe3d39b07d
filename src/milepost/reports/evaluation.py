"""Chapter: how firm are the ratings, where do the trends lead, and what do published indices say?"""

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.assess import METHODS
from milepost.model.rating import Sensitivity
from milepost.reports.composite import CompositePart, composite_part
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.method_comparison import COLUMNS, ComparedIndicator, compared
from milepost.reports.outlooks import Outlooks, outlooks
from milepost.reports.provenance import Place, PlaceKind
from milepost.reports.published_index import PublishedIndex, published_indices
from milepost.reports.unit_quality import UnitQuality, unit_quality


@dataclass(frozen=True, slots=True)
class EvaluationChapter:
    """The evaluation.

    Attributes:
        composite: The composite index of the framework; None where it has none.
        indices: Published indices with their sub-indices.
        columns: Columns of the comparison of methods.
        titles: Code -> message id of the title of every method.
        compared: Every rated indicator by every method.
        method_table, method_picture: Table and picture of it; None where nothing is rated.
        outlooks: Forecasts.
        outlook_table, outlook_picture: Table and picture of them; None where there is none.
        units: Completeness and timeliness of the units, all together last; empty where nobody was asked.
        units_table: Number and anchor of its table.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    composite: CompositePart | None
    indices: tuple[PublishedIndex, ...]
    columns: tuple[str, ...]
    titles: Mapping[str, str]
    compared: tuple[ComparedIndicator, ...]
    method_picture: Exhibit | None
    method_table: Exhibit | None
    outlooks: Outlooks
    outlook_picture: Exhibit | None
    outlook_table: Exhibit | None
    units: tuple[UnitQuality, ...]
    units_table: Exhibit | None

    @property
    def fragile(self) -> tuple[ComparedIndicator, ...]:
        """The ratings that another method or the rounding would change."""
        return tuple(one for one in self.compared if one.fragile)

    @property
    def empty(self) -> bool:
        """True where there is nothing to evaluate."""
        return not (self.composite or self.indices or self.compared or self.outlooks.rows or self.units)


def compose(desk: Desk, opening: Opening) -> EvaluationChapter:
    """Compose the chapter."""
    composite = composite_part(desk, opening)
    indices = published_indices(desk, opening)
    rated = bool([one for one in desk.material.ratings.indicators.values() if _rated(one.sensitivity)])
    picture = desk.exhibit(opening, ExhibitKind.FIGURE, "methods") if rated else None
    table = desk.exhibit(opening, ExhibitKind.TABLE, "methods") if rated else None
    by_methods = compared(desk, _place(table, opening))
    expected = outlooks(desk, Place(PlaceKind.CHAPTER, opening.anchor, opening.number))
    drawn = desk.exhibit(opening, ExhibitKind.FIGURE, "outlooks") if expected.rows else None
    told = desk.exhibit(opening, ExhibitKind.TABLE, "outlooks") if expected.rows else None
    asked = desk.material.definition.asked
    units_table = desk.exhibit(opening, ExhibitKind.TABLE, "unit_quality") if asked else None
    units = unit_quality(desk, _place(units_table, opening))
    exhibits: list[Exhibit | None] = [*(composite.exhibits if composite else ())]
    for index in indices:
        exhibits += [index.picture, index.parts_picture, index.table]
    exhibits += [picture, table, told, drawn, units_table]
    return EvaluationChapter(
        opening=opening,
        outline=tuple(_outline(composite, indices, rated, bool(expected.rows), bool(units))),
        exhibits=tuple(one for one in exhibits if one is not None),
        composite=composite,
        indices=indices,
        columns=COLUMNS,
        titles={one.code: one.title for one in METHODS},
        compared=by_methods,
        method_picture=picture,
        method_table=table,
        outlooks=expected,
        outlook_picture=drawn,
        outlook_table=told,
        units=units,
        units_table=units_table,
    )


def _rated(sensitivity: Sensitivity | None) -> bool:
    return sensitivity is not None and sensitivity.common is not None


def _place(table: Exhibit | None, opening: Opening) -> Place:
    if table is None:
        return Place(PlaceKind.CHAPTER, opening.anchor, opening.number)
    return Place(PlaceKind.TABLE, table.anchor, table.number)


def _outline(
    composite: CompositePart | None, indices: tuple[PublishedIndex, ...], rated: bool, forecast: bool, units: bool
) -> list[Heading]:
    found = [Heading(2, composite.anchor, composite.index.name)] if composite else []
    found += [Heading(2, index.anchor, index.head.name) for index in indices]
    if rated:
        found.append(Heading(2, "evaluation-methods", usual="What the choice of method changes"))
    if forecast:
        found.append(Heading(2, "evaluation-outlook", usual="Where the trends lead"))
    if units:
        found.append(Heading(2, "evaluation-units", usual="How completely and how timely the units reported"))
    return found
