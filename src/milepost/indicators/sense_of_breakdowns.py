"""Do the breakdowns make sense: code lists, totals, weights?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from milepost.files.nearest import instead, nearest
from milepost.indicators.framework import CategoryEntry, ContextEntry, FrameworkFile, IndicatorEntry, parts_of
from milepost.model.framework import Total
from milepost.model.places import FilePlace, Mistake


def judge_breakdowns(content: FrameworkFile, *, complete: bool) -> list[Mistake]:
    """Find breakdowns that can be read and yet cannot be meant.

    Args:
        content: The framework.
        complete: False where an indicator could not be understood: then a name that is not found need not be wrong.
    """
    found = [one for name in content.breakdowns for one in _twice(content.breakdowns[name])]
    for entry in (*content.indicators, *content.context):
        found += [*_twice(entry.breakdown), *_list(entry, content), *_total(entry, content)]
        if complete:
            found += _weight(entry, content)
    return found


def _twice(parts: Sequence[CategoryEntry]) -> Iterator[Mistake]:
    first: dict[str, FilePlace] = {}
    for one in parts:
        if one.id and one.id in first:
            problem = f'The id "{one.id}" stands here a second time, first on line {first[one.id].line}.'
            yield Mistake(one.place("id"), problem, "Give each its own id.")
        first.setdefault(one.id, one.place("id"))


def _list(entry: ContextEntry, content: FrameworkFile) -> Iterator[Mistake]:
    name = entry.breakdown_list
    if name is None:
        return
    if entry.has("breakdown"):
        problem = f"{entry.id} has a breakdown of its own and names the list {name} as well."
        yield Mistake(entry.place("breakdown_list"), problem, "Keep one of the two.")
    elif name not in content.breakdowns and content.has("breakdowns") is content.understood("breakdowns"):
        problem = f'There is no breakdown "{name}"{instead(nearest(name, content.breakdowns))}.'
        yield Mistake(entry.place("breakdown_list"), problem, 'Correct the name, or add the list under "breakdowns".')


def _total(entry: ContextEntry, content: FrameworkFile) -> Iterator[Mistake]:
    """What is reported with its parts says how they make the whole, so that the two can be held against each other."""
    parts = parts_of(entry, content)
    if entry.has("total") and not (entry.has("breakdown") or entry.has("breakdown_list")):
        problem = f"{entry.id} has no breakdown, and it is said how its parts make the whole."
        yield Mistake(entry.place("total"), problem, "Take the total out, or write the breakdown.")
    elif parts and isinstance(entry, IndicatorEntry) and entry.reported_by and not entry.has("total"):
        problem = f"It is not said how the parts of {entry.id} make the whole."
        yield Mistake(entry.place(), problem, 'Write "total: sum", "total: average" or "total: none".')


def _weight(entry: ContextEntry, content: FrameworkFile) -> Iterator[Mistake]:
    """An average is weighted by an indicator that has a value for each of the same parts."""
    if entry.weight is None:
        return
    if entry.understood("total") and entry.total is not Total.AVERAGE:
        problem = f"{entry.id} has a weight, and its total is no average."
        yield Mistake(entry.place("weight"), problem, 'Write "total: average", or take the weight out.')
    known = {one.id: one for one in (*content.indicators, *content.context)}
    if entry.weight not in known:
        problem = f'The indicator "{entry.weight}" is not known{instead(nearest(entry.weight, known))}.'
        yield Mistake(entry.place("weight"), problem, "Correct the id, or add the indicator.")
        return
    there = {one.id for one in parts_of(known[entry.weight], content)}
    lacking = [one.id for one in parts_of(entry, content) if one.id not in there]
    if lacking:
        problem = f"{entry.weight} weighs {entry.id} and has no part {', '.join(lacking[:5])}."
        yield Mistake(entry.place("weight"), problem, "Give both the same breakdown.")
