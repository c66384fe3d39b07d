"""What was promised for the year, and who answers for it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Annotated

from milepost.files.digest import sha256_json
from milepost.files.fields import Day, Flag, Id, Said, Whole, Words, Year, matching
from milepost.files.shape import Shape, needed, shaped
from milepost.files.yaml import read_yaml
from milepost.indicators.units import UnitNames
from milepost.model.places import FilePlace, Mistake
from milepost.model.plan import Measure, Part, Plan, Responsibility, Role, Section, Task
from milepost.model.text import Text

Earlier = Annotated[str, matching(r"[0-9]{4}#\w[\w.-]*", 'year and id of the earlier task, such as "2023#12"')]


class MeasureEntry(Shape):
    """One deliverable of a task."""

    id: Id = needed("")
    title: Said = needed(Text())
    due: Day | None = None


class TaskEntry(Shape):
    """One task. ``lead`` names one unit, ``units`` the others, or all where the plan marks no lead."""

    id: Id = needed("")
    number: Words | None = None
    title: Said = needed(Text())
    translated: tuple[Words, ...] = ()
    lead: Words | None = None
    units: tuple[Words, ...] = ()
    units_assumed: Flag = False
    due: Day | None = None
    continues: Earlier | None = None
    measures: tuple[MeasureEntry, ...] = ()
    sources: tuple[Words, ...] = ()


class SectionEntry(Shape):
    """A group of tasks within a part."""

    id: Id = needed("")
    title: Said = needed(Text())
    tasks: tuple[TaskEntry, ...] = ()


class PartEntry(Shape):
    """A chapter of the plan: sections, or tasks alone."""

    id: Id = needed("")
    title: Said = needed(Text())
    sections: tuple[SectionEntry, ...] = ()
    tasks: tuple[TaskEntry, ...] = ()


class PlanFile(Shape):
    """``plans/NAME.yaml``."""

    id: Id = needed("")
    year: Year = needed(0)
    title: Said = needed(Text())
    document_number: Words | None = None
    issued: Day | None = None
    issued_by: Said | None = None
    printed_tasks: Whole | None = None
    note: Said | None = None
    sources: tuple[Words, ...] = ()
    parts: tuple[PartEntry, ...] = ()

    def tasks(self) -> Iterator[TaskEntry]:
        """Give all tasks in the plan's order."""
        for part in self.parts:
            yield from part.tasks
            for section in part.sections:
                yield from section.tasks


@dataclass(frozen=True, slots=True)
class PlanRead:
    """The plan with the entries that it was made of, which know their lines."""

    plan: Plan
    content: PlanFile

    def sources(self) -> Iterator[tuple[FilePlace, str]]:
        """Give every source named, with its place."""
        entries: list[tuple[Shape, tuple[str, ...]]] = [(self.content, self.content.sources)]
        entries += [(task, task.sources) for task in self.content.tasks()]
        for entry, sources in entries:
            for at, source in enumerate(sources):
                yield entry.place("sources", at), source


def read_plan(
    file: Path, path: PurePath, names: UnitNames, languages: Sequence[str] = ()
) -> tuple[PlanRead | None, list[Mistake]]:
    """Read one plan; whether its words make sense is judged apart.

    Args:
        file: Where the file is.
        path: Its path relative to the workspace.
        names: The units, which a task may name by any of their names.
        languages: Every text must exist in these languages.

    Returns:
        The plan, None where the file holds none, and every mistake of form.
    """
    read, mistakes = read_yaml(file, path)
    content, more = shaped(read, PlanFile, languages) if read else (None, [])
    return (PlanRead(_plan(content, names), content) if content else None), mistakes + more


def _plan(content: PlanFile, names: UnitNames) -> Plan:
    plan = Plan(
        id=content.id,
        year=content.year,
        title=content.title,
        parts=tuple(_part(one, names) for one in content.parts),
        issued=content.issued,
        issued_by=content.issued_by,
        document_number=content.document_number,
        printed_tasks=content.printed_tasks,
        note=content.note,
        sources=content.sources,
    )
    return replace(plan, checksum=sha256_json(_canonical(plan)))


def _part(entry: PartEntry, names: UnitNames) -> Part:
    sections = [Section(one.id, one.title, tuple(_task(task, names) for task in one.tasks)) for one in entry.sections]
    if entry.tasks:
        sections.insert(0, Section(None, None, tuple(_task(task, names) for task in entry.tasks)))
    return Part(entry.id, entry.title, tuple(sections))


def _task(entry: TaskEntry, names: UnitNames) -> Task:
    return Task(
        id=entry.id,
        number=entry.number,
        title=entry.title,
        responsible=_responsible(entry, names),
        measures=tuple(Measure(one.id, one.title, one.due) for one in entry.measures),
        due=entry.due,
        continues=entry.continues,
        sources=entry.sources,
        units_assumed=entry.units_assumed,
        translated=frozenset(entry.translated),
    )


def _responsible(entry: TaskEntry, names: UnitNames) -> tuple[Responsibility, ...]:
    found = [names.find(one) or one for one in entry.units]
    lead = (names.find(entry.lead) or entry.lead) if entry.lead else None
    if lead is None:
        return tuple(Responsibility(one) for one in found)
    ordered = found if lead in found else [lead, *found]
    return tuple(Responsibility(one, Role.LEAD if one == lead else Role.JOINT) for one in ordered)


def _canonical(plan: Plan) -> dict[str, object]:
    """Give what a form rests on: a plan whose rows, words or units change has another checksum."""
    return {
        "id": plan.id,
        "year": plan.year,
        "title": dict(plan.title.by_language),
        "parts": [
            {
                "id": part.id,
                "title": dict(part.title.by_language),
                "sections": [
                    {
                        "id": section.id,
                        "title": dict(section.title.by_language) if section.title else None,
                        "tasks": [_canonical_task(task) for task in section.tasks],
                    }
                    for section in part.sections
                ],
            }
            for part in plan.parts
        ],
    }


def _canonical_task(task: Task) -> dict[str, object]:
    return {
        "id": task.id,
        "number": task.number,
        "title": dict(task.title.by_language),
        "responsible": [[one.unit, one.role.value if one.role else None] for one in task.responsible],
        "measures": [[one.id, dict(one.title.by_language), one.due] for one in task.measures],
        "due": task.due,
        "continues": task.continues,
    }
