"""Do the indicators make sense: years, targets, bounds, weights, reporters?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from milepost.files.nearest import instead, nearest
from milepost.indicators.framework import (
    DIRECTIONS,
    ContextEntry,
    FrameworkFile,
    FrameworkRead,
    GoalEntry,
    IndicatorEntry,
    bounds_of,
)
from milepost.indicators.sense_of_breakdowns import judge_breakdowns
from milepost.indicators.sense_of_formulas import judge_formulas
from milepost.indicators.units import UnitNames
from milepost.model.framework import Direction
from milepost.model.places import FilePlace, Mistake


def judge_framework(read: FrameworkRead, names: UnitNames, methods: Collection[str] = ()) -> list[Mistake]:
    """Find what is well-formed in ``framework.yaml`` and yet cannot be meant.

    Args:
        read: The framework.
        names: The units.
        methods: Codes of the rating methods that there are; any code will do where none are given.
    """
    content = read.content
    found = [*_years(content), *_repeated_ids(content), *_weights(content)]
    found += [*judge_formulas(content, complete=read.complete), *judge_breakdowns(content, complete=read.complete)]
    if read.complete:
        found += [*_components(content), *_groups(content)]
    for entry in content.indicators:
        found += [*_reporters(entry, names), *_targets(entry), *_directions(entry), *_limits(entry)]
        if methods and entry.method is not None and entry.method not in methods:
            problem = f'There is no rating method "{entry.method}".'
            found.append(Mistake(entry.place("method"), problem, f"Write one of {', '.join(methods)}."))
    for series in (*content.indicators, *content.context):
        found += _pairs(series)
    return found


def _years(content: FrameworkFile) -> Iterator[Mistake]:
    if content.base_year and content.target_year and content.target_year <= content.base_year:
        problem = f"The target year {content.target_year} is not after the base year {content.base_year}."
        yield Mistake(content.place("target_year"), problem, "Correct one of them.")


def _repeated_ids(content: FrameworkFile) -> Iterator[Mistake]:
    named = [(one.place("id"), one.id) for one in (*content.indicators, *content.context)]
    groups = content.index.sub_indices if content.index else ()
    yield from _repeated(named + [(one.place("id"), one.id) for one in groups], "id")
    numbered = [(one.place("number"), one.number) for one in content.indicators if one.number]
    yield from _repeated(numbered, "number")


def _repeated(named: Sequence[tuple[FilePlace, str]], what: str) -> Iterator[Mistake]:
    first: dict[str, FilePlace] = {}
    for place, name in named:
        if name and name in first:
            problem = f'The {what} "{name}" stands here a second time, first on line {first[name].line}.'
            yield Mistake(place, problem, f"Give each its own {what}.")
        first.setdefault(name, place)


def _reporters(entry: IndicatorEntry, names: UnitNames) -> Iterator[Mistake]:
    if not entry.has("reported_by") and not entry.has("computed"):
        problem, remedy = '"reported_by" is missing.', "Name the units that report it, or write how it is computed."
        yield Mistake(entry.place("reported_by"), problem, remedy)
    for at, name in enumerate(entry.reported_by):
        unit = names.find(name)
        if unit is None:
            yield from names.unknown(entry.place("reported_by", at), name)
        elif names.units[unit].collective:
            problem = f'"{name}" is a phrase for several units and cannot report {entry.id}.'
            yield Mistake(entry.place("reported_by", at), problem, "Name the unit that reports.")


def _targets(entry: IndicatorEntry) -> Iterator[Mistake]:
    """Targets lie after the baseline and stand in the order of their years."""
    base = entry.baseline.year if entry.baseline else None
    for goal in entry.targets:
        if base and goal.year and goal.year <= base:
            problem = f"The target of {entry.id} for {goal.year} is not after its baseline of {base}."
            yield Mistake(goal.place("year"), problem, "Correct the year of one of them.")
        if goal.value is None:
            yield Mistake(goal.place(), f"The target of {entry.id} has no value.", "Write it, or take the target out.")
    for earlier, later in pairwise(entry.targets):
        if earlier.year and later.year and later.year <= earlier.year:
            problem = f"The target of {entry.id} for {later.year} stands after that for {earlier.year}."
            yield Mistake(later.place("year"), problem, "Write the targets in the order of their years, one for each.")


def _directions(entry: IndicatorEntry) -> Iterator[Mistake]:
    """What should rise has a target above its baseline, and later targets above earlier ones; falling, below."""
    if not entry.understood("direction"):
        return
    way = DIRECTIONS[entry.direction]
    if way is Direction.BAND:
        if not entry.band:
            problem = f"{entry.id} should keep within a band, and none is given."
            yield Mistake(entry.place("direction"), problem, "Write band: [lowest, highest].")
        return
    if entry.band:
        problem = f"{entry.id} has a band, and its direction is {entry.direction}."
        yield Mistake(entry.place("band"), problem, "Write direction: band, or take the band out.")
    path: list[GoalEntry] = [one for one in (entry.baseline, *entry.targets) if one and one.value is not None]
    for earlier, later in pairwise(path):
        before, after = earlier.value or Decimal(0), later.value or Decimal(0)
        if (after - before) * way <= 0:
            start = "baseline" if earlier is entry.baseline else f"target for {earlier.year}"
            wanted = "above" if way is Direction.RISE else "below"
            problem = (
                f"{entry.id} goes {entry.direction}, and its target of {after} for {later.year} is not {wanted} "
                f"its {start} of {before}."
            )
            yield Mistake(later.place("value"), problem, "Correct the value, or the direction.")


def _limits(entry: IndicatorEntry) -> Iterator[Mistake]:
    low, high = bounds_of(entry)
    goals = [(entry.baseline, "baseline")] if entry.baseline else []
    goals += [(one, "target") for one in entry.targets]
    for goal, what in goals:
        value = goal.value
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            problem = f"The {what} {value} of {entry.id} lies outside its bounds."
            yield Mistake(
                goal.place("value"), problem, f"Correct it, or the bounds on line {entry.place('bounds').line}."
            )


def _pairs(entry: ContextEntry) -> Iterator[Mistake]:
    pairs: list[tuple[str, tuple[Decimal | None, ...]]] = [("bounds", entry.bounds)]
    if isinstance(entry, IndicatorEntry):
        pairs.append(("band", entry.band))
    for key, pair in pairs:
        if pair and len(pair) != 2:
            problem = f'"{key}" of {entry.id} has {len(pair)} values.'
            yield Mistake(entry.place(key), problem, f"Write {key}: [lowest, highest].")
        elif pair and pair[0] is not None and pair[1] is not None and pair[0] >= pair[1]:
            problem = f'"{key}" of {entry.id}: {pair[0]} is not below {pair[1]}.'
            yield Mistake(entry.place(key), problem, "Write the lower value first.")


def _weights(content: FrameworkFile) -> Iterator[Mistake]:
    """The weights of the sub-indices, and of the components within each, sum to 1."""
    if content.index is None:
        return
    entries, place = content.index.sub_indices, content.index.place("sub_indices")
    weights = [entry.weight for entry in entries if entry.understood("weight")]
    groups = [(place, "of the sub-indices", weights)] if len(weights) == len(entries) else []
    for entry in entries:
        groups.append((entry.place("components"), f"within {entry.id}", list(entry.components.values())))
    for place, what, group in groups:
        total = sum(group, Decimal(0))
        if group and total != 1:
            yield Mistake(place, f"The weights {what} sum to {total}, not to 1.", "Correct them.")
    for entry in entries:
        weighted = [(entry.place("weight"), entry.id, entry.weight)]
        weighted += [(entry.place("components", name), name, weight) for name, weight in entry.components.items()]
        for place, name, weight in weighted:
            if weight < 0:
                yield Mistake(place, f"The weight of {name} is below 0.", "Correct it.")


def _components(content: FrameworkFile) -> Iterator[Mistake]:
    known = [one.id for one in (*content.indicators, *content.context)]
    for entry in content.index.sub_indices if content.index else ():
        for name in entry.components:
            if name not in known:
                problem = f'The indicator "{name}" is not known{instead(nearest(name, known))}.'
                yield Mistake(entry.place("components", name), problem, "Correct the id, or add the indicator.")


def _groups(content: FrameworkFile) -> Iterator[Mistake]:
    """A group is named after the context series that heads it, and the head belongs to its own group."""
    heads = {one.id: one.group for one in content.context}
    for entry in content.context:
        if entry.group is None:
            continue
        if entry.group not in heads:
            problem = f'There is no context series "{entry.group}"{instead(nearest(entry.group, list(heads)))}.'
            yield Mistake(entry.place("group"), problem, "Write the id of the series that heads the index.")
        elif heads[entry.group] != entry.group:
            problem = f"{entry.group} heads a group and does not name itself."
            yield Mistake(entry.place("group"), problem, f"Write group: {entry.group} at {entry.group} too.")
