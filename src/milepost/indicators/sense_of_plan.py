"""Does the plan make sense: ids, units, years, continued tasks?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePath

from milepost.files.nearest import instead, nearest
from milepost.files.yaml import Block, Items, YamlValue, read_yaml
from milepost.indicators.plan import PlanFile, PlanRead, TaskEntry
from milepost.indicators.units import UnitNames
from milepost.model.places import FilePlace, Mistake


def judge_plan(read: PlanRead, names: UnitNames, plans: Path) -> list[Mistake]:
    """Find what is well-formed in a plan and yet cannot be meant.

    Args:
        read: The plan.
        names: The units.
        plans: Folder of the plans, where the tasks of earlier years are looked up.
    """
    content = read.content
    found = [*_groups(content), *_head(content), *_repeated_ids(content)]
    for task in content.tasks():
        found += [*_units(task, names), *_lead(task, names), *_dates(task, content), *_languages(task)]
    return found + list(_continued(content, plans))


def _groups(content: PlanFile) -> Iterator[Mistake]:
    """Every part and section holds tasks; a plan without any is told once."""
    told = [(part.has("tasks") or part.has("sections")) for part in content.parts]
    if not any(told):
        if not content.has("parts") or content.parts:
            yield Mistake(content.place("parts"), "The plan has no tasks.", "Write parts, and tasks in them.")
        return
    for part, filled in zip(content.parts, told, strict=True):
        if not filled:
            yield Mistake(part.place(), f"Part {part.id} has no tasks.", "Write them, or take the part out.")
        if part.has("sections") and part.has("tasks"):
            problem = f"Part {part.id} has sections and tasks beside them."
            yield Mistake(part.place("tasks"), problem, "Move the tasks into a section.")
        for section in part.sections:
            if not section.has("tasks"):
                problem = f"Section {section.id} has no tasks."
                yield Mistake(section.place(), problem, "Write them, or take the section out.")


def _head(content: PlanFile) -> Iterator[Mistake]:
    name = PurePath(content.place().path).stem
    if content.year and not name.startswith(str(content.year)):
        problem = f"The plan is of {content.year}, and its file is {name}.yaml."
        yield Mistake(content.place("year"), problem, "Correct the year, or rename the file.")
    tasks = sum(1 for _ in content.tasks())
    if content.printed_tasks is not None and content.printed_tasks < tasks:
        problem = f"The printed plan is said to have {content.printed_tasks} tasks, and {tasks} stand here."
        yield Mistake(content.place("printed_tasks"), problem, "Correct the number.")
    if content.issued and content.year and content.issued.year > content.year:
        problem = f"The plan of {content.year} is said to be issued on {content.issued}."
        yield Mistake(content.place("issued"), problem, "Correct the date or the year.")


def _repeated_ids(content: PlanFile) -> Iterator[Mistake]:
    """Tasks and measures share the rows of the form; parts and sections the anchors of the report."""
    rows: list[tuple[FilePlace, str]] = []
    for task in content.tasks():
        rows.append((task.place("id"), task.id))
        rows += [(one.place("id"), one.id) for one in task.measures]
    groups: list[tuple[FilePlace, str]] = []
    for part in content.parts:
        groups.append((part.place("id"), part.id))
        groups += [(one.place("id"), one.id) for one in part.sections]
    for what, named in (("tasks and measures", rows), ("parts and sections", groups)):
        first: dict[str, FilePlace] = {}
        for place, name in named:
            if name and name in first:
                problem = f'The id "{name}" stands here a second time, first on line {first[name].line}.'
                yield Mistake(place, problem, f"Give all {what} ids of their own.")
            first.setdefault(name, place)


def _units(task: TaskEntry, names: UnitNames) -> Iterator[Mistake]:
    if not task.has("units") and not task.has("lead"):
        yield Mistake(task.place(), f"The task {task.id} names no unit.", 'Write "units:" and who answers for it.')
    first: dict[str, str] = {}
    for at, name in enumerate(task.units):
        unit = names.find(name)
        if unit is None:
            yield from names.unknown(task.place("units", at), name)
        elif unit in first:
            as_other = "" if first[unit] == name else f', first as "{first[unit]}"'
            problem = f'The task {task.id} names "{name}" twice{as_other}.'
            yield Mistake(task.place("units", at), problem, "Keep one.")
        first.setdefault(unit or name, name)


def _lead(task: TaskEntry, names: UnitNames) -> Iterator[Mistake]:
    if task.lead is None:
        return
    unit = names.find(task.lead)
    if unit is None:
        yield from names.unknown(task.place("lead"), task.lead)
    elif names.units[unit].collective:
        problem = f'"{task.lead}" is a phrase for several units and cannot lead.'
        yield Mistake(task.place("lead"), problem, "Name one unit.")


def _dates(task: TaskEntry, content: PlanFile) -> Iterator[Mistake]:
    dated: list[tuple[FilePlace, str, date | None]] = [(task.place("due"), task.id, task.due)]
    dated += [(one.place("due"), one.id, one.due) for one in task.measures]
    for place, name, due in dated:
        if due and content.issued and due < content.issued:
            problem = f"{name} is due on {due}, before the plan was issued on {content.issued}."
            yield Mistake(place, problem, "Correct one of the dates.")


def _languages(task: TaskEntry) -> Iterator[Mistake]:
    for at, language in enumerate(task.translated):
        if task.title and not task.title.has(language):
            there = " or ".join(task.title.by_language)
            problem = f'The title of {task.id} is said to be translated into "{language}", which it does not have.'
            yield Mistake(task.place("translated", at), problem, f"Write {there}.")


def _continued(content: PlanFile, plans: Path) -> Iterator[Mistake]:
    """A continued task stands in an earlier plan; where that plan is in the workspace, the task must be in it."""
    known: dict[str, list[str] | None] = {}
    for task in content.tasks():
        if task.continues is None:
            continue
        year, _, earlier = task.continues.partition("#")
        place = task.place("continues")
        if content.year and int(year) >= content.year:
            problem = f"The task {task.id} continues one of {year}, which is not before {content.year}."
            yield Mistake(place, problem, "Name the year and id of an earlier task.")
            continue
        if year not in known:
            known[year] = _rows_of(plans / f"{year}.yaml")
        rows = known[year]
        if rows is not None and earlier not in rows:
            problem = f'The plan of {year} has no task "{earlier}"{instead(nearest(earlier, rows))}.'
            yield Mistake(place, problem, "Correct the id.")


def _rows_of(file: Path) -> list[str] | None:
    """Give the ids of an earlier plan's tasks and measures; None where the plan is not there or cannot be read."""
    read, _ = read_yaml(file, PurePath(file.name))
    return list(_ids(read.value, "")) if read else None


def _ids(value: YamlValue, within: str) -> Iterator[str]:
    if isinstance(value, Items):
        for one in value:
            yield from _ids(one, within)
    elif isinstance(value, Block):
        if within in ("tasks", "measures") and "id" in value:
            yield str(value["id"])
        for key, one in value.items():
            yield from _ids(one, key)
