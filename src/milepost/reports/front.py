"""What stands before the first chapter: cover, imprint, preface?"""

from dataclasses import dataclass
from datetime import date

from milepost.model.definition import ReportDefinition
from milepost.model.framework import Framework
from milepost.model.plan import Plan
from milepost.model.states import DerivedState
from milepost.model.text import Text
from milepost.reports.coverage import Coverage, coverage
from milepost.reports.desk import Desk
from milepost.reports.grades import PrintedGrade, grade_tally
from milepost.reports.provenance import Place, PlaceKind, SourceLink
from milepost.reports.tasks import plan_tally


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover; ``grid``: for each part the states of its tasks."""

    title: Text
    subtitle: Text | None
    office: Text
    published: date
    grid: tuple[tuple[DerivedState, ...], ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What kind of document this is and what it rests on."""

    definition: ReportDefinition
    plan: Plan
    framework: Framework
    plan_sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class Preface:
    """The preface.

    Attributes:
        sections: How many sections the plan has.
        units: How many units answer for tasks or indicators; collective phrases left out.
        assumed_units: Tasks whose units are assumed.
        translated: Language -> tasks whose title is a translation in it.
        assumed_reporters: Indicators of which it is assumed who reports them.
        states, grades: What occurs, for the legends.
    """

    coverage: Coverage
    parts: int
    sections: int
    units: int
    assumed_units: tuple[str, ...]
    translated: tuple[tuple[str, tuple[str, ...]], ...]
    assumed_reporters: int
    restricted: int
    states: tuple[DerivedState, ...]
    grades: tuple[PrintedGrade, ...]


COUNTED_ASKED = frozenset({"units", "answered", "known", "tasks"})
COUNTED_PUBLIC = frozenset({"known", "tasks", "values", "figures", "public"})
"""Counts of the coverage that the preface prints: where units were asked, and where nobody was."""


def cover(desk: Desk) -> Cover:
    """Say what is on the cover."""
    definition, plan = desk.material.definition, desk.material.plan
    grid = tuple(tuple(desk.material.state(task.id) for task in part.tasks) for part in plan.parts)
    published = definition.published or definition.cut_off
    return Cover(definition.title, definition.subtitle, definition.office, published, grid)


def imprint(desk: Desk) -> Imprint:
    """Say what is in the imprint."""
    material = desk.material
    place = Place(PlaceKind.PREFACE, "imprint")
    links = tuple(desk.cite_source(place, key) for key in material.plan.sources)
    return Imprint(material.definition, material.plan, material.framework, links)


def preface(desk: Desk) -> Preface:
    """Say what a reader must know of the data."""
    material = desk.material
    plan, tasks = material.plan, material.plan.tasks
    bodies = {unit for task in tasks for unit in task.units}
    bodies |= {unit for one in material.framework.indicators for unit in one.reported_by}
    translated = {
        language: tuple(task.id for task in tasks if language in task.translated)
        for language in material.definition.languages
    }
    counted = COUNTED_ASKED if material.definition.asked else COUNTED_PUBLIC
    statements = [one for row in material.dataset.rows.values() for one in row.statements]
    return Preface(
        coverage=coverage(desk, Place(PlaceKind.PREFACE, "preface", "", "preface"), counted),
        parts=len(plan.parts),
        sections=sum(1 for part in plan.parts for section in part.sections if section.title is not None),
        units=sum(1 for unit in bodies if unit in material.units and not material.units[unit].collective),
        assumed_units=tuple(task.id for task in tasks if task.units_assumed),
        translated=tuple((language, found) for language, found in translated.items() if found),
        assumed_reporters=sum(1 for one in material.framework.indicators if one.reported_by_assumed),
        restricted=sum(1 for one in statements if material.withheld(one)),
        states=tuple(one.key for one in plan_tally(material).present),
        grades=tuple(one.grade for one in grade_tally(material).present),
    )
