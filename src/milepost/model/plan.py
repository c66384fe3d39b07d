"""What was promised for the year, and who answers for it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from milepost.model.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that reports.

    Attributes:
        id: Short stable name, e.g. ``"NBS"``; used in file names and forms.
        name: Full name.
        aliases: Other names the body goes by, in any language.
        collective: True for a phrase such as "relevant member units": printed, never asked.
        group: What kind of member it is, as the definitions say; not interpreted.
    """

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    collective: bool = False
    group: str | None = None


class Role(StrEnum):
    """How a unit answers for a task."""

    LEAD = "lead"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One unit's part in a task; ``role`` is None where the plan marks no lead."""

    unit: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A deliverable of a task, with its own row and state in the form."""

    id: str
    title: Text
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One item of the plan.

    Attributes:
        id: Stable id, used in forms and files.
        number: The plan's own printed number, None where it is not known.
        title: What is to be done.
        responsible: The units, in the plan's order.
        measures: Deliverables with a row of their own, where the plan lists several.
        due: The task's own due date; nothing is derived from the year's end.
        continues: Task of an earlier plan that this one carries on, as ``"2023#12"``.
        sources: Where the task was read: addresses, or ids of documents in ``sources.yaml``.
        units_assumed: True when the units are an assumption, not the plan's own text.
        translated: Languages in which the title is a translation, not the plan's own words.
    """

    id: str
    number: str | None
    title: Text
    responsible: tuple[Responsibility, ...]
    measures: tuple[Measure, ...] = ()
    due: date | None = None
    continues: str | None = None
    sources: tuple[str, ...] = ()
    units_assumed: bool = False
    translated: frozenset[str] = frozenset()

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of the responsible units, collective phrases included."""
        return tuple(one.unit for one in self.responsible)

    @property
    def lead(self) -> str | None:
        """Id of the lead unit, None where the plan marks none."""
        return next((one.unit for one in self.responsible if one.role is Role.LEAD), None)

    @property
    def row_ids(self) -> tuple[str, ...]:
        """Ids of the rows of the form: the task's own and one for each measure."""
        return (self.id, *(measure.id for measure in self.measures))


@dataclass(frozen=True, slots=True)
class Section:
    """A group of tasks within a part; ``id`` and ``title`` are None where the part has no sections."""

    id: str | None
    title: Text | None
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the plan."""

    id: str
    title: Text
    sections: tuple[Section, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks of the part in the plan's order."""
        return tuple(task for section in self.sections for task in section.tasks)


@dataclass(frozen=True, slots=True)
class Plan:
    """The year's task list.

    Attributes:
        printed_tasks: How many tasks the printed plan has, where the list here is not complete; else None.
        note: What a reader must know of how the list came about.
        checksum: SHA-256 over the canonical content, written into every form.
    """

    id: str
    year: int
    title: Text
    parts: tuple[Part, ...]
    issued: date | None = None
    issued_by: Text | None = None
    document_number: str | None = None
    printed_tasks: int | None = None
    note: Text | None = None
    sources: tuple[str, ...] = ()
    checksum: str = ""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in the plan's order."""
        return tuple(task for part in self.parts for task in part.tasks)

    def rows(self) -> Mapping[str, tuple[Task, Measure | None]]:
        """Row id of the form -> the task, and the measure where the row is a measure's."""
        found: dict[str, tuple[Task, Measure | None]] = {}
        for task in self.tasks:
            found[task.id] = (task, None)
            found.update({measure.id: (task, measure) for measure in task.measures})
        return found

    def tasks_of(self, unit: str) -> tuple[Task, ...]:
        """The tasks that ``unit`` answers for, in the plan's order."""
        return tuple(task for task in self.tasks if unit in task.units)

    def part_of(self, task: str) -> Part:
        """The part that holds the task ``task``.

        Raises:
            KeyError: If no part holds it.
        """
        for part in self.parts:
            if any(one.id == task for one in part.tasks):
                return part
        raise KeyError(task)

    def __iter__(self) -> Iterator[Part]:
        """Go through the parts."""
        return iter(self.parts)


Units = Mapping[str, Unit]
"""All units by id, in the order of the definitions."""
