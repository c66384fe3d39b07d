"""Which tables hold what was defined: indicators, parts of the plan, classes of the methods?"""

from collections.abc import Sequence

from milepost.assess import METHODS
from milepost.assess.workings import written
from milepost.indicators.definitions import Definitions
from milepost.model.definition import ReportDefinition
from milepost.render.table import Row, Table, named, said


def indicators(definitions: Definitions, languages: Sequence[str]) -> Table:
    """What each indicator and each context series is."""
    columns = (
        "indicator",
        "number",
        *named("name", languages),
        *named("unit_of_measure", languages),
        "context",
        "group",
        "decimals",
        "direction",
        "lowest_promised",
        "highest_promised",
        "change_told_in",
        "reported_by",
        "reported_by_assumed",
        "formula",
        *named("definition", languages),
        *named("lag", languages),
        *named("note", languages),
    )
    framework = definitions.framework
    rows: list[Row] = [
        (
            one.id,
            one.number,
            *said(one.name, languages),
            *said(one.unit, languages),
            one.context,
            one.group,
            one.decimals,
            None if one.context else int(one.direction),
            one.band[0] if one.band else None,
            one.band[1] if one.band else None,
            str(one.change),
            " ".join(one.reported_by),
            one.reported_by_assumed,
            one.computed.text if one.computed else "",
            *said(one.definition, languages),
            *said(one.lag, languages),
            *said(one.note, languages),
        )
        for one in (*framework.indicators, *framework.context)
    ]
    return Table(columns, tuple(rows))


def goals(definitions: Definitions) -> Table:
    """Baseline and targets of each indicator."""
    rows: list[Row] = []
    for one in definitions.framework.indicators:
        found = [("baseline", one.baseline)] if one.baseline else []
        found += [("target", goal) for goal in one.targets]
        rows += [(one.id, kind, goal.year, goal.value) for kind, goal in found]
    return Table(("indicator", "kind", "year", "value"), tuple(rows))


def parts(definitions: Definitions, languages: Sequence[str]) -> Table:
    """The parts of the plan, in its order."""
    rows: list[Row] = [(one.id, *said(one.title, languages)) for one in definitions.plan.parts]
    return Table(("part", *named("title", languages)), tuple(rows))


def methods(definition: ReportDefinition) -> Table:
    """Every class of every method, with its bounds put in, in the order in which they are decided."""
    rows: list[Row] = []
    for method in METHODS:
        bounds = {name: written(bound) for name, bound in method.bounds(definition.thresholds).items()}
        rows += [
            (method.code, place, str(one.code), one.when.format_map(bounds), str(one.common) if one.common else None)
            for place, one in enumerate(method.grades, 1)
        ]
    return Table(("method", "place", "rating", "when", "common"), tuple(rows))
