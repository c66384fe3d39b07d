"""Which tables hold the codes of the breakdowns, what is withheld, and the composite index?"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from milepost.assess import index_run
from milepost.assess.composite import Composite, decimal
from milepost.indicators.definitions import Definitions
from milepost.model.dataset import Dataset
from milepost.model.framework import CompositeIndex
from milepost.render.table import Row, Table, named, said

TITLES = {
    "breakdowns": "Parts of the indicators: regions, sectors, groups",
    "composite": "The composite index, its sub-indices and components",
    "withheld": "Values that exist and must not be shown",
}

_INDICATOR = ("string", "Indicator or context series, by its id.")

MEANINGS = {
    "breakdowns": {
        "indicator": _INDICATOR,
        "breakdown": ("string", "Code of the part."),
        "name": ("string", "Name."),
        "total": ("string", "How the parts make the whole: sum, average or none."),
        "weight": ("string", "Indicator whose parts weigh the average; empty where they count alike."),
    },
    "composite": {
        "year": ("integer", "Year of the index."),
        "base_year": ("integer", "Year in which it is 100."),
        "mean": ("string", "arithmetic or geometric."),
        "sub_index": ("string", "Sub-index, by its id; empty for the whole index."),
        "component": ("string", "Indicator; empty for the whole index and for a sub-index."),
        "weight": ("number", "Weight within the sub-index, or of the sub-index within the index."),
        "floor": ("number", "Where the scale of the component begins; it is taken off before the ratio."),
        "direction": ("integer", "1 should rise, -1 should fall."),
        "index": ("number", "The index, unrounded; empty where it is not given."),
        "value_year": ("integer", "Data year of the value used; before the index's year where it was carried forward."),
        "share": ("number", "Effective weight in the whole index."),
        "points": ("number", "Points added to the whole index since the year before, of the latest year alone."),
    },
    "withheld": {
        "indicator": _INDICATOR,
        "year": ("integer", "Data year."),
        "period": ("string", "Y for a whole year, else the part of it."),
        "breakdown": ("string", "Code of the part; empty for the whole."),
        "unit": ("string", "Unit that withholds it, by its id."),
        "workbook": ("string", "Name of the workbook that the mark stands in."),
        "sheet": ("string", "Sheet of that workbook."),
        "cell": ("string", "Cell of that sheet."),
        "sha256": ("string", "SHA-256 of that workbook, hexadecimal."),
    },
}
"""Table -> column -> kind and meaning."""


def breakdowns(definitions: Definitions, languages: Sequence[str]) -> Table:
    """The parts of each indicator that is broken down, in the order of the code list."""
    framework = definitions.framework
    rows: list[Row] = [
        (one.id, part.id, *said(part.name, languages), str(one.total), one.weight)
        for one in (*framework.indicators, *framework.context)
        for part in one.breakdown
    ]
    return Table(("indicator", "breakdown", *named("name", languages), "total", "weight"), tuple(rows))


def withheld(dataset: Dataset) -> Table:
    """Each mark of a withheld value, with the cell that it stands in."""
    rows: list[Row] = [
        (
            *(one.indicator, one.year, one.period, one.breakdown, one.origin.unit),
            *(one.origin.ref.workbook, one.origin.ref.sheet, one.origin.ref.address, one.origin.sha256),
        )
        for one in dataset.withheld
    ]
    return Table(tuple(MEANINGS["withheld"]), tuple(rows))


def composite(dataset: Dataset, definitions: Definitions) -> Table:
    """The index of every year from its base year, each with its sub-indices and components; empty without an index."""
    framework = definitions.framework
    run = index_run(framework, dataset)
    rows: list[Row] = []
    if run is not None and framework.index is not None:
        points = {
            (run.decomposition.year, one.group, one.component): one.points
            for one in (run.decomposition.parts if run.decomposition else ())
            if run.decomposition
        }
        for year in run.years:
            rows += _year(year, framework.index, definitions, points)
    return Table(tuple(MEANINGS["composite"]), tuple(rows))


def _year(
    found: Composite, index: CompositeIndex, definitions: Definitions, points: dict[tuple[int, str, str], Decimal]
) -> Iterator[Row]:
    head = (found.year, found.base_year, str(found.mean))
    yield (*head, "", "", None, None, None, found.index, None, None, None)
    for defined, group in zip(index.groups, found.groups, strict=True):
        yield (*head, group.id, "", defined.weight, None, None, group.index, None, decimal(group.share), None)
        for one in group.components:
            indicator = definitions.framework.indicator(one.id)
            yield (
                *head,
                group.id,
                one.id,
                defined.components[one.id],
                indicator.floor if indicator else None,
                -1 if indicator is not None and indicator.direction < 0 else 1,
                None if one.index is None else decimal(one.index),
                one.value_year,
                decimal(one.share),
                points.get((found.year, group.id, one.id)),
            )
