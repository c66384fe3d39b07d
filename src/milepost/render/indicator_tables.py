"""Which tables hold the values of the indicators and their ratings?"""

from collections.abc import Iterable, Sequence

from milepost.indicators.definitions import Definitions
from milepost.model.dataset import ComputedOrigin, Dataset, FormOrigin, Observation, Origin, PublishedOrigin
from milepost.model.rating import Ratings
from milepost.render.table import Row, Table, named, said

_ORIGIN = ("unit", "workbook", "sheet", "cell", "sha256", "source", "definition_file")


def observations(dataset: Dataset, definitions: Definitions, languages: Sequence[str]) -> Table:
    """Every vintage of every value, unrounded, with the cell or row that it stands in."""
    columns = (
        "indicator",
        "year",
        "period",
        "breakdown",
        "vintage",
        "latest",
        "value",
        "status",
        "published",
        "derived",
        "formula",
        *named("unit_of_measure", languages),
        *_ORIGIN,
    )
    rows: list[Row] = []
    for indicator, several in dataset.observations.items():
        known = definitions.framework.indicator(indicator)
        measured = said(known.unit if known else None, languages)
        for one in several:
            same = [other for other in several if _key(other) == _key(one)]
            place = next(n for n, other in enumerate(same, 1) if other is one)
            derived = any(isinstance(origin, PublishedOrigin) and origin.derived for origin in one.origins)
            rows.append(
                (
                    indicator,
                    one.year,
                    one.period,
                    one.breakdown,
                    place,
                    place == len(same),
                    one.value,
                    one.status,
                    str(one.published or ""),
                    derived,
                    next((origin.formula for origin in one.origins if isinstance(origin, ComputedOrigin)), ""),
                    *measured,
                    *_origin(one.origins),
                )
            )
    return Table(columns, tuple(rows))


def _key(one: Observation) -> tuple[int, str, str]:
    return one.year, one.period, one.breakdown


def _origin(origins: Iterable[Origin]) -> tuple[str, ...]:
    """Where a value stands: the form if there is one, beside the published row if there is one."""
    cell = next((one for one in origins if isinstance(one, FormOrigin)), None)
    row = next((one for one in origins if isinstance(one, PublishedOrigin)), None)
    place = (cell.unit, cell.ref.workbook, cell.ref.sheet, cell.ref.address, cell.sha256) if cell else ("",) * 5
    named = [one.source for one in (row, cell) if one is not None and one.source]
    return (*place, named[0] if named else "", str(row.place) if row else "")


def ratings_table(ratings: Ratings, definitions: Definitions) -> Table:
    """One row for each indicator: its rating and everything that the rating rests on, unrounded."""
    columns = (
        "indicator",
        "method",
        "rating",
        "data_year",
        "value",
        "previous_year",
        "previous",
        "change",
        "change_told_in",
        "baseline_year",
        "baseline",
        "target_year",
        "target",
        "attainment",
        "schedule",
        "lead",
        "expected",
        "reason",
    )
    rows: list[Row] = []
    for indicator in definitions.framework.indicators:
        one = ratings.indicators[indicator.id]
        verdict, base, target = one.verdict, indicator.baseline, indicator.target
        rows.append(
            (
                indicator.id,
                one.method,
                str(one.standing),
                one.latest.year if one.latest else None,
                one.latest.value if one.latest else None,
                one.previous.year if one.previous else None,
                one.previous.value if one.previous else None,
                one.change,
                str(indicator.change),
                base.year if base else None,
                base.value if base else None,
                target.year if target else None,
                target.value if target else None,
                verdict.attainment,
                verdict.schedule,
                verdict.lead,
                verdict.expected,
                verdict.reason,
            )
        )
    return Table(columns, tuple(rows))
