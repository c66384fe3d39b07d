"""Which birth certificates does a report have? One for each value, statement, figure, public source and computation."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from milepost.model.dataset import (
    CaseCard,
    ComputedOrigin,
    FormOrigin,
    NamedFigure,
    Observation,
    Origin,
    PublishedOrigin,
    Statement,
)
from milepost.model.dates import PartialDate
from milepost.model.exchange import Decision, DecisionKind
from milepost.model.framework import Goal, Indicator
from milepost.model.places import FilePlace
from milepost.model.plan import Task
from milepost.model.states import WHOLE_YEAR
from milepost.model.text import Text
from milepost.reports.abouts import decided_value
from milepost.reports.chosen_cases import chosen_cases
from milepost.reports.expectations import outlook_of, yearly
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import CellPlace, Certificates, Entry, EntryKind
from milepost.reports.sources import name_source, read_evidence


def value_id(observation: Observation, vintages: Iterable[Observation]) -> str:
    """Anchor of the entry of one vintage; a vintage that was replaced later carries its number, counted from 1."""
    same = [
        one
        for one in vintages
        if (one.year, one.period, one.breakdown) == (observation.year, observation.period, observation.breakdown)
    ]
    place = next((n for n, one in enumerate(same, 1) if one is observation or one == observation), len(same))
    period = "" if observation.period == WHOLE_YEAR else observation.period
    vintage = f"v{place}" if place < len(same) else ""
    return anchor_of("source", observation.indicator, observation.year, period, observation.breakdown, vintage)


def goal_id(indicator: str, goal: Goal, kind: str) -> str:
    """Anchor of the entry of a baseline or target."""
    return anchor_of("source", indicator, kind, goal.year)


def statement_id(statement: Statement) -> str:
    """Anchor of the entry of what a unit said of a row."""
    return anchor_of("source", "row", statement.row, statement.unit)


def case_id(card: CaseCard) -> str:
    """Anchor of the entry of a case."""
    return anchor_of("source", "case", card.id)


def figure_name(figure: NamedFigure) -> str:
    """A short name of a figure made of its words and period: it stays when figures are added before it."""
    words = next(iter(figure.name.by_language.values()), "")
    return hashlib.sha256(f"{words}|{figure.period}".encode()).hexdigest()[:6]


def public_id(key: str) -> str:
    """Anchor of the entry of a public source, made of its key."""
    return anchor_of("source", "public", hashlib.sha256(key.encode()).hexdigest()[:10])


def places_of(value: Decimal, most: int | None = None) -> int:
    """Decimal places that a value was written with, at most ``most``."""
    exponent = value.as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return own if most is None else min(own, most)


def certificates(material: Material) -> Certificates:
    """Write the entry of every value, statement, figure, source and computation of the report, and number them."""
    public: dict[str, Entry] = {}
    own = [*_indicator_entries(material, public), *_row_entries(material, public), *_case_entries(material, public)]
    for key in _background(material):
        _public(key, material, public)
    ordered = [*own, *public.values(), *_computed_entries(material)]
    wide = max(3, len(str(len(ordered))))
    numbered = tuple(replace(one, mark=f"D-{n:0{wide}d}") for n, one in enumerate(ordered, 1))
    return Certificates(numbered, {one.id: one for one in numbered})


def _background(material: Material) -> Iterator[str]:
    """Sources of the definitions: where plan, framework, tasks and published assessments were read."""
    yield from material.plan.sources
    yield from material.framework.sources
    for task in material.plan.tasks:
        yield from task.sources
    for assessment in material.framework.assessments:
        yield from assessment.sources


def _public(key: str, material: Material, found: dict[str, Entry], language: str = "") -> str:
    """Give the anchor of a public source, entering it once."""
    named = name_source(key, material.sources, language)
    anchor = public_id(named.key)
    if anchor not in found:
        found[anchor] = Entry(anchor, EntryKind.PUBLIC, named.key, name=named.name, public=named)
    return anchor


def _indicator_entries(material: Material, public: dict[str, Entry]) -> list[Entry]:
    made: list[Entry] = []
    for indicator in (*material.framework.indicators, *material.framework.context):
        cites = tuple(_public(key, material, public) for key in indicator.sources)
        goals = [("baseline", indicator.baseline)] if indicator.baseline else []
        goals += [("target", goal) for goal in indicator.targets]
        made += [_goal(indicator, goal, kind, cites) for kind, goal in goals if goal.value is not None]
        vintages = material.dataset.observations.get(indicator.id, ())
        made += [_value(indicator, one, vintages, material, public) for one in vintages]
    return made


def _goal(indicator: Indicator, goal: Goal, kind: str, cites: tuple[str, ...]) -> Entry:
    assert goal.value is not None
    return Entry(
        goal_id(indicator.id, goal, kind),
        EntryKind.GOAL,
        indicator.id,
        period=kind,
        year=goal.year,
        value=goal.value,
        places=places_of(goal.value, indicator.decimals),
        measured_in=indicator.unit,
        cites=cites,
    )


def _value(
    indicator: Indicator,
    one: Observation,
    vintages: tuple[Observation, ...],
    material: Material,
    public: dict[str, Entry],
) -> Entry:
    cells: list[CellPlace] = []
    cites: dict[str, None] = {}
    files: list[FilePlace] = []
    derived = False
    formula, made_from = "", tuple[str, ...]()
    for origin in one.origins:
        if isinstance(origin, ComputedOrigin):
            formula = origin.formula
            made_from = tuple(_input(one, material) for one in origin.inputs)
        elif isinstance(origin, PublishedOrigin):
            files.append(origin.place)
            derived = derived or origin.derived
            if origin.source:
                cites[_public(origin.source, material, public)] = None
        else:
            cells.append(CellPlace(origin.unit, origin.ref, origin.sha256))
            cites.update(dict.fromkeys(_cited(origin, material, public)))
    return Entry(
        value_id(one, vintages),
        EntryKind.VALUE,
        indicator.id,
        year=one.year,
        period="" if one.period == WHOLE_YEAR else one.period,
        breakdown=one.breakdown,
        value=one.value,
        places=indicator.decimals,
        measured_in=indicator.unit,
        cells=tuple(cells),
        files=tuple(files),
        cites=tuple(cites),
        published=one.published or next(filter(None, (_dated(origin) for origin in one.origins)), None),
        derived=derived,
        made_from=made_from,
        formula=formula,
        decisions=tuple(filter(None, [decided_value(one, material)])),
    )


def _input(one: Observation, material: Material) -> str:
    """Anchor of the entry of a value that another one is computed from."""
    return value_id(one, material.dataset.observations.get(one.indicator, ()))


def _dated(origin: Origin) -> PartialDate | None:
    return origin.published if isinstance(origin, PublishedOrigin) else None


def _cited(origin: FormOrigin, material: Material, public: dict[str, Entry]) -> list[str]:
    """Sources that a unit names in a cell: addresses each for itself, other words as they stand."""
    if not origin.source.strip():
        return []
    language = material.definition.languages[0]
    evidence = read_evidence(Text({language: origin.source}), material.sources)
    words = [one.said(language) for one in evidence.documents]
    return [_public(key, material, public, language) for key in (*evidence.sources, *words)]


def _row_entries(material: Material, public: dict[str, Entry]) -> list[Entry]:
    made: list[Entry] = []
    for task in material.plan.tasks:
        for row in task.row_ids:
            merged = material.merged(row)
            made += [_statement(one, material, public) for one in (merged.statements if merged else ())]
            made += _figures(row, material)
    return made


def _statement(one: Statement, material: Material, public: dict[str, Entry]) -> Entry:
    keys = read_evidence(one.evidence, material.sources).sources if not material.withheld(one) else ()
    columns = ("state", "completed_on", "percent", "text", "evidence", "difficulties", "next_step", "remarks")
    places = [(column, one.origins[column]) for column in columns if column in one.origins]
    return Entry(
        statement_id(one),
        EntryKind.STATEMENT,
        one.row,
        cells=tuple(CellPlace(origin.unit, origin.ref, origin.sha256, column) for column, origin in places),
        cites=tuple(_public(key, material, public, one.language) for key in keys),
        unit=one.unit,
        decisions=tuple(decision for decision in material.decisions if _corrects(decision, one)),
    )


def _corrects(decision: Decision, one: Statement) -> bool:
    """True where a decision put another value into a cell of a statement."""
    cell = decision.cell
    return decision.kind is DecisionKind.CORRECT and (cell.unit, cell.row) == (one.unit, one.row)


def _case_entries(material: Material, public: dict[str, Entry]) -> list[Entry]:
    return [_case(card, material, public) for card in chosen_cases(material).printed]


def _case(card: CaseCard, material: Material, public: dict[str, Entry]) -> Entry:
    keys = read_evidence(card.evidence, material.sources).sources
    columns = ("title", "place", "text", "figures", "evidence", "remarks")
    places = [(column, card.origins[column]) for column in columns if column in card.origins]
    return Entry(
        case_id(card),
        EntryKind.CASE,
        card.id,
        name=card.title,
        cells=tuple(CellPlace(origin.unit, origin.ref, origin.sha256, column) for column, origin in places),
        cites=tuple(_public(key, material, public) for key in keys),
        unit=card.unit,
    )


def _figures(row: str, material: Material) -> list[Entry]:
    made: dict[str, Entry] = {}
    for one in material.figures_of(row):
        anchor = figure_entry_id(one, made)
        made[anchor] = Entry(
            anchor,
            EntryKind.FIGURE,
            row,
            name=one.name,
            period=one.period,
            value=one.value,
            places=places_of(one.value),
            measured_in=one.measured_in,
            cells=(CellPlace(one.unit, one.origin.ref, one.origin.sha256),),
            unit=one.unit,
        )
    return list(made.values())


def figure_entry_id(figure: NamedFigure, taken: Iterable[str]) -> str:
    """Anchor of the entry of a task's figure; a second one of the same name and period gets a number."""
    anchor = anchor_of("source", "task", figure.task, "figure", figure_name(figure), figure.unit)
    same = sum(1 for one in taken if one == anchor or one.startswith(f"{anchor}.."))
    return f"{anchor}..{same + 1}" if same else anchor


def _computed_entries(material: Material) -> list[Entry]:
    """What is computed: ratings of indicators, states derived from measures, counts over the report."""
    made = [
        Entry(
            anchor_of("source", one.id, "rating"),
            EntryKind.COMPUTED,
            "rating",
            name=one.name,
            unit=one.id,
            made_from=rating_basis(one, material),
        )
        for one in material.framework.indicators
        if one.id in material.ratings.indicators
    ]
    made += [
        Entry(
            anchor_of("source", one.id, "outlook"),
            EntryKind.COMPUTED,
            "outlook",
            name=one.name,
            unit=one.id,
            made_from=outlook_basis(one, material),
        )
        for one in material.framework.indicators
        if outlook_of(one, material) is not None
    ]
    made += [
        Entry(measures_id(task.id), EntryKind.COMPUTED, "measures", name=task.title, unit=task.id, made_from=rests_on)
        for task in material.plan.tasks
        if (rests_on := _measures_basis(task, material))
    ]
    made += _carried_entries(material)
    made += _index_entries(material)
    made += [Entry(anchor_of("source", name), EntryKind.COMPUTED, name) for name in COMPUTATIONS]
    return made


def carried_id(task: str) -> str:
    """Anchor of the entry of the state that a task had in the earlier year that it goes on from."""
    return anchor_of("source", "task", task, "carried")


def _carried_entries(material: Material) -> list[Entry]:
    """Of each task that goes on: the cells of that year's workbooks in which its state stands."""
    return [
        Entry(
            carried_id(task.id),
            EntryKind.COMPUTED,
            "carried",
            name=task.title,
            year=earlier.year,
            unit=task.id,
            cells=tuple(
                CellPlace(place.unit, place.ref, place.sha256, "state")
                for place in (said.origins.get("state") for said in earlier.statements)
                if place is not None
            ),
        )
        for task in material.plan.tasks
        if (earlier := material.dataset.carried.get(task.id)) is not None and earlier.state is not None
    ]


def measures_id(task: str) -> str:
    """Anchor of the entry of a state that is derived from the states of a task's measures."""
    return anchor_of("source", "task", task, "measures")


def _measures_basis(task: Task, material: Material) -> tuple[str, ...]:
    rows = [material.merged(measure.id) for measure in task.measures]
    return tuple(statement_id(one) for row in rows if row is not None for one in row.statements)


INDEX_ENTRY = "composite-index"
"""Name of the computation of the composite index."""


def _index_entries(material: Material) -> list[Entry]:
    """The composite index, made from the values of its components in the base year, the report's year and before it."""
    index = material.framework.index
    if index is None:
        return []
    names = dict.fromkeys(name for group in index.groups for name in group.components)
    used = [
        value_id(one, material.dataset.observations[name])
        for name in names
        for one in material.dataset.yearly(name)
        if index.base_year <= one.year <= material.definition.year
    ]
    entry = anchor_of("source", INDEX_ENTRY)
    return [Entry(entry, EntryKind.COMPUTED, INDEX_ENTRY, name=index.name, made_from=tuple(used))]


COMPUTATIONS = ("task-counts", "indicator-counts", "coverage-counts")
"""What is counted over the whole report."""


def outlook_basis(indicator: Indicator, material: Material) -> tuple[str, ...]:
    """Entries that a forecast of an indicator rests on: all its yearly values, and the target."""
    vintages = material.dataset.observations.get(indicator.id, ())
    found = [value_id(one, vintages) for one in yearly(indicator, material)]
    return (*found, *(goal_id(indicator.id, one, "target") for one in indicator.targets[-1:]))


def rating_basis(indicator: Indicator, material: Material) -> tuple[str, ...]:
    """Entries that the rating of an indicator rests on: baseline, latest value, the one before, target."""
    rating = material.ratings.indicators[indicator.id]
    vintages = material.dataset.observations.get(indicator.id, ())
    found: list[str] = []
    if indicator.baseline and indicator.baseline.value is not None:
        found.append(goal_id(indicator.id, indicator.baseline, "baseline"))
    found += [value_id(one, vintages) for one in (rating.latest, rating.previous) if one is not None]
    found += [goal_id(indicator.id, one, "target") for one in indicator.targets if one.value is not None]
    return tuple(found)
