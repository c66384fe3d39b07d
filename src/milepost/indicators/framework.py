"""What is measured, from where to where, and who reports it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Annotated

from milepost.files.fields import Flag, Id, Number, Said, Whole, Words, Year, choice, matching
from milepost.files.shape import Shape, needed, shaped
from milepost.files.yaml import read_yaml
from milepost.indicators.formula import Condition, Formula
from milepost.indicators.units import UnitNames
from milepost.model.framework import (
    Assessment,
    Category,
    Change,
    CompositeIndex,
    Direction,
    Framework,
    Goal,
    Indicator,
    Mean,
    SubIndex,
    Total,
)
from milepost.model.places import FilePlace, Mistake
from milepost.model.text import Text

DIRECTIONS = {"up": Direction.RISE, "down": Direction.FALL, "band": Direction.BAND}

Way = Annotated[str, choice(*DIRECTIONS)]
Told = Annotated[Change, choice(*Change)]
MethodCode = Annotated[str, matching(r"M[0-9]+", "the code of a method, such as M1")]


class GoalEntry(Shape):
    """A value for a year; without ``value`` none was set."""

    year: Year = needed(0)
    value: Number | None = None
    note: Said | None = None


class CategoryEntry(Shape):
    """One item of a code list."""

    id: Id = needed("")
    name: Said = needed(Text())


class ContextEntry(Shape):
    """A published series without a target."""

    id: Id = needed("")
    name: Said = needed(Text())
    unit: Said = needed(Text())
    decimals: Whole = 0
    bounds: tuple[Number | None, ...] = ()
    change: Told = Change.PERCENT
    kind: Words | None = None
    definition: Said | None = None
    lag: Said | None = None
    note: Said | None = None
    breakdown: tuple[CategoryEntry, ...] = ()
    breakdown_list: Id | None = None
    total: Annotated[Total, choice(*Total)] = Total.NONE
    weight: Id | None = None
    computed: Formula | None = None
    floor: Number = Decimal(0)
    sources: tuple[Words, ...] = ()


class SeriesEntry(ContextEntry):
    """A published series that may belong to a published index: ``group`` names the series that heads it."""

    group: Id | None = None


class IndicatorEntry(ContextEntry):
    """One indicator of the framework."""

    number: Words | None = None
    direction: Way = needed("up")
    baseline: GoalEntry | None = None
    targets: tuple[GoalEntry, ...] = ()
    band: tuple[Number, ...] = ()
    plausible_change: Number | None = None
    reported_by: tuple[Words, ...] = ()
    reported_by_assumed: Flag = False
    method: MethodCode | None = None


class AssessmentEntry(Shape):
    """A judgement that others have published."""

    as_of: Year = needed(0)
    words: Said = needed(Text())
    sources: tuple[Words, ...] = ()


class SubIndexEntry(Shape):
    """A weighted group of the composite index."""

    id: Id = needed("")
    name: Said = needed(Text())
    weight: Number = needed(Decimal(0))
    components: Mapping[str, Number] = needed({})


class IndexEntry(Shape):
    """The composite index; without ``base_year`` it is 100 in the framework's own."""

    name: Said = needed(Text())
    base_year: Year | None = None
    mean: Annotated[Mean, choice(*Mean)] = Mean.ARITHMETIC
    sub_indices: tuple[SubIndexEntry, ...] = needed(())


class FrameworkFile(Shape):
    """``framework.yaml``."""

    id: Id = needed("")
    name: Said = needed(Text())
    document_number: Words | None = None
    base_year: Year = needed(0)
    target_year: Year = needed(0)
    attribute: Said | None = None
    note: Said | None = None
    sources: tuple[Words, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    context: tuple[SeriesEntry, ...] = ()
    assessments: tuple[AssessmentEntry, ...] = ()
    breakdowns: Mapping[str, tuple[CategoryEntry, ...]] = {}
    rules: tuple[Condition, ...] = ()
    index: IndexEntry | None = None


@dataclass(frozen=True, slots=True)
class FrameworkRead:
    """The framework with the entries that it was made of, which know their lines."""

    framework: Framework
    content: FrameworkFile

    @property
    def complete(self) -> bool:
        """False where an indicator could not be understood: then an id that is not found need not be wrong."""
        content = self.content
        return content.whole and all(one.id for one in (*content.indicators, *content.context))

    def sources(self) -> Iterator[tuple[FilePlace, str]]:
        """Give every source named, with its place."""
        content = self.content
        entries: list[tuple[Shape, tuple[str, ...]]] = [(content, content.sources)]
        entries += [(one, one.sources) for one in (*content.indicators, *content.context)]
        entries += [(one, one.sources) for one in content.assessments]
        for entry, sources in entries:
            for at, source in enumerate(sources):
                yield entry.place("sources", at), source


def read_framework(
    file: Path, path: PurePath, names: UnitNames, languages: Sequence[str] = ()
) -> tuple[FrameworkRead | None, list[Mistake]]:
    """Read ``framework.yaml``; whether its words make sense is judged apart.

    Args:
        file: Where the file is.
        path: Its path relative to the workspace.
        names: The units, which an indicator may name by any of their names.
        languages: Every text must exist in these languages.

    Returns:
        The framework, None where the file holds none, and every mistake of form.
    """
    read, mistakes = read_yaml(file, path)
    content, more = shaped(read, FrameworkFile, languages) if read else (None, [])
    return (FrameworkRead(_framework(content, names), content) if content else None), mistakes + more


def _framework(content: FrameworkFile, names: UnitNames) -> Framework:
    return Framework(
        id=content.id,
        name=content.name,
        base_year=content.base_year,
        target_year=content.target_year,
        indicators=tuple(_indicator(one, content, names) for one in content.indicators),
        context=tuple(_series(one, content) for one in content.context),
        document_number=content.document_number,
        note=content.note,
        attribute=content.attribute,
        sources=content.sources,
        assessments=tuple(Assessment(one.as_of, one.words, one.sources) for one in content.assessments),
        index=_index(content.index, content.base_year) if content.index else None,
        rules=content.rules,
    )


def _index(entry: IndexEntry, base_year: int) -> CompositeIndex:
    groups = tuple(SubIndex(one.id, one.name, one.weight, one.components) for one in entry.sub_indices)
    return CompositeIndex(entry.name, entry.base_year or base_year, entry.mean, groups)


def parts_of(entry: ContextEntry, content: FrameworkFile) -> tuple[CategoryEntry, ...]:
    """Give the parts of a breakdown: its own, or those of the list that it names."""
    return entry.breakdown or content.breakdowns.get(entry.breakdown_list or "", ())


def _parts(entry: ContextEntry, content: FrameworkFile) -> tuple[Category, ...]:
    return tuple(Category(one.id, one.name) for one in parts_of(entry, content))


def _indicator(entry: IndicatorEntry, content: FrameworkFile, names: UnitNames) -> Indicator:
    return Indicator(
        id=entry.id,
        name=entry.name,
        unit=entry.unit,
        number=entry.number,
        decimals=entry.decimals,
        direction=DIRECTIONS[entry.direction],
        baseline=_goal(entry.baseline) if entry.baseline else None,
        targets=tuple(_goal(one) for one in entry.targets),
        band=(entry.band[0], entry.band[1]) if len(entry.band) == 2 else None,
        bounds=bounds_of(entry),
        change=entry.change,
        plausible_change=entry.plausible_change,
        kind=entry.kind,
        definition=entry.definition,
        lag=entry.lag,
        note=entry.note,
        reported_by=tuple(names.find(one) or one for one in entry.reported_by),
        reported_by_assumed=entry.reported_by_assumed,
        breakdown=_parts(entry, content),
        total=entry.total,
        weight=entry.weight,
        computed=entry.computed,
        floor=entry.floor,
        sources=entry.sources,
        method=entry.method,
    )


def _series(entry: SeriesEntry, content: FrameworkFile) -> Indicator:
    return Indicator(
        id=entry.id,
        name=entry.name,
        unit=entry.unit,
        decimals=entry.decimals,
        bounds=bounds_of(entry),
        change=entry.change,
        kind=entry.kind,
        definition=entry.definition,
        lag=entry.lag,
        note=entry.note,
        breakdown=_parts(entry, content),
        total=entry.total,
        weight=entry.weight,
        computed=entry.computed,
        floor=entry.floor,
        sources=entry.sources,
        context=True,
        group=entry.group,
    )


def _goal(entry: GoalEntry) -> Goal:
    return Goal(entry.year, entry.value, entry.note)


def bounds_of(entry: ContextEntry) -> tuple[Decimal | None, Decimal | None]:
    """Give the bounds; none where they make no sense, which is told apart."""
    low, high = entry.bounds if len(entry.bounds) == 2 else (None, None)
    return (None, None) if low is not None and high is not None and low >= high else (low, high)
