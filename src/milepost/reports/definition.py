"""What should the report of a year be like, and which definitions does it rest on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Annotated

from milepost.assess import METHODS
from milepost.errors import DefinitionError, WorkspaceError
from milepost.files.fields import Day, Number, Said, Words, choice, matching
from milepost.files.nearest import instead, nearest
from milepost.files.shape import Shape, needed, shaped
from milepost.files.yaml import Block, Items, YamlFile, read_yaml
from milepost.indicators import Definitions, find_definitions
from milepost.model.definition import ChapterChoice, Collection, Edition, ReportDefinition, Stage, Thresholds
from milepost.model.places import FilePlace, Mistake
from milepost.model.rating import ExtrapolationBounds, RatioBounds
from milepost.model.text import Text

FOLDER = "reports"
CHAPTERS = (
    "summary",
    "indicators",
    "tasks",
    "evaluation",
    "cases",
    "problems",
    "annex_tasks",
    "annex_indicators",
    "annex_quality",
    "annex_sources",
    "annex_methods",
    "annex_changes",
)
"""Every chapter that a definition may choose, in the usual order."""

Chapter = Annotated[str, choice(*CHAPTERS)]
Language = Annotated[str, matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "the code of a language, such as en or zh")]


class RatioEntry(Shape):
    """Bounds of M2 and M3: shares of the growth that the target needs."""

    substantial: Number | None = None
    moderate: Number | None = None
    limited: Number | None = None


class ExtrapolationEntry(Shape):
    """Bounds of M4: shares of the way that will be covered in the target year."""

    on_track: Number | None = None
    moderate: Number | None = None
    marginal: Number | None = None
    stagnation: Number | None = None


class ThresholdsEntry(Shape):
    """Bounds of the ratings; those of M1 in points of the path."""

    on_schedule: Number = Thresholds().on_schedule
    far_behind: Number = Thresholds().far_behind
    ratio: RatioEntry | None = None
    extrapolation: ExtrapolationEntry | None = None


class TermsEntry(Shape):
    """What the plan calls its own things."""

    task: Said | None = None
    tasks: Said | None = None


class ReportFile(Shape):
    """``reports/YEAR.yaml``."""

    title: Said = needed(Text())
    subtitle: Said | None = None
    office: Said = needed(Text())
    contact: Said | None = None
    notice: Said | None = None
    plan: Words | None = None
    languages: tuple[Language, ...] = needed(())
    cut_off: Day = needed(date.min)
    deadline: Day | None = None
    published: Day | None = None
    edition: Annotated[Edition, choice(*Edition)] = Edition.PUBLIC
    stage: Annotated[Stage, choice(*Stage)] = Stage.FINAL
    collection: Annotated[Collection, choice(*Collection)] = Collection.UNITS
    method: Annotated[str, choice(*(one.code for one in METHODS))] = "M1"
    thresholds: ThresholdsEntry | None = None
    chapters: tuple[Chapter, ...] = CHAPTERS
    titles: Mapping[str, Said] | None = None
    previous: Words | None = None
    terms: TermsEntry | None = None
    cases: tuple[Words, ...] = ()


def report_years(workspace: Path) -> tuple[int, ...]:
    """Give the years that have a report definition, in order."""
    names = (file.stem for file in (workspace / FOLDER).glob("*.yaml"))
    return tuple(sorted(int(name) for name in names if len(name) == 4 and name.isascii() and name.isdecimal()))


def read_definition(workspace: Path, year: int) -> ReportDefinition:
    """Read the definition of a report alone.

    Raises:
        WorkspaceError: If the year has no definition; the text names those that have.
        DefinitionError: If there is any mistake in it.
    """
    definition, mistakes = find_definition(workspace, year)
    if mistakes or definition is None:
        raise DefinitionError(mistakes)
    return definition


def find_definition(workspace: Path, year: int) -> tuple[ReportDefinition | None, list[Mistake]]:
    """Read the definition of a report alone, and give the mistakes instead of raising them.

    Raises:
        WorkspaceError: If the year has no definition; the text names those that have.
    """
    content, mistakes = _read(workspace, year)
    if content is None:
        return None, sorted(set(mistakes))
    mistakes += [*_dates(content, year), *_choices(content)]
    return _definition(content, year), sorted(set(mistakes))


def find_report(workspace: Path, year: int) -> tuple[ReportDefinition | None, Definitions | None, list[Mistake]]:
    """Read the definition of a report and everything defined that it rests on.

    Args:
        workspace: Folder that holds ``reports/`` and ``indicators/``.
        year: Year of the report.

    Returns:
        Both, None where they cannot be understood at all, and the mistakes of all files.

    Raises:
        WorkspaceError: If the year has no definition; the text names those that have. Or if ``indicators/`` is missing.
    """
    definition, mistakes = find_definition(workspace, year)
    plan, languages = (definition.plan, definition.languages) if definition else (str(year), ())
    codes = tuple(one.code for one in METHODS)
    definitions, more = find_definitions(workspace, plan, languages, codes)
    mistakes += more
    if definition and definitions and definitions.plan.year not in (0, year):
        problem = f"The report is of {year}, and its plan of {definitions.plan.year}."
        place = FilePlace(PurePath(FOLDER) / f"{year}.yaml")
        mistakes.append(Mistake(place, problem, 'Name the plan of the report\'s year (key "plan").'))
    return definition, definitions, sorted(set(mistakes))


def read_report(workspace: Path, year: int) -> tuple[ReportDefinition, Definitions]:
    """Read the definition of a report and everything defined that it rests on.

    Raises:
        WorkspaceError: If the year has no definition; the text names those that have. Or if ``indicators/`` is missing.
        DefinitionError: If there is any mistake in any file; it tells them all.
    """
    definition, definitions, mistakes = find_report(workspace, year)
    if mistakes or definition is None or definitions is None:
        raise DefinitionError(mistakes)
    return definition, definitions


def _read(workspace: Path, year: int) -> tuple[ReportFile | None, list[Mistake]]:
    file = workspace / FOLDER / f"{year}.yaml"
    if not file.exists():
        years = report_years(workspace)
        there = f"the years defined are {', '.join(map(str, years))}" if years else "no year is defined"
        problem = f"{FOLDER}/{year}.yaml: the year {year} has no report definition; {there}."
        raise WorkspaceError(f"{problem} Choose one of them, or write the file.")
    read, mistakes = read_yaml(file, PurePath(FOLDER) / file.name)
    content, more = shaped(read, ReportFile, _languages(read)) if read else (None, [])
    return content, mistakes + more


def _languages(read: YamlFile) -> tuple[str, ...]:
    """Look ahead: the file itself says in which languages its texts must exist."""
    named = read.value.get("languages") if isinstance(read.value, Block) else None
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, Items) else ()


def _definition(content: ReportFile, year: int) -> ReportDefinition:
    titles = content.titles or {}
    return ReportDefinition(
        year=year,
        title=content.title,
        office=content.office,
        plan=content.plan or str(year),
        languages=content.languages,
        cut_off=content.cut_off,
        subtitle=content.subtitle,
        notice=content.notice,
        contact=content.contact,
        deadline=content.deadline,
        published=content.published,
        edition=content.edition,
        stage=content.stage,
        collection=content.collection,
        method=content.method,
        thresholds=_thresholds(content),
        chapters=tuple(ChapterChoice(key, titles.get(key)) for key in content.chapters),
        previous=content.previous,
        terms=_terms(content),
        cases=content.cases,
    )


def _thresholds(content: ReportFile) -> Thresholds:
    given = content.thresholds
    if given is None:
        return Thresholds()
    return Thresholds(
        given.on_schedule,
        given.far_behind,
        replace(RatioBounds(), **_given(given.ratio)),
        replace(ExtrapolationBounds(), **_given(given.extrapolation)),
    )


def _given(entry: RatioEntry | ExtrapolationEntry | None) -> dict[str, float]:
    """The bounds that were written, by name; the others keep their usual value."""
    written = entry.model_dump() if entry else {}
    return {name: float(value) for name, value in written.items() if value is not None}


def _terms(content: ReportFile) -> dict[str, Text]:
    given = content.terms
    named = {"task": given.task, "tasks": given.tasks} if given else {}
    return {key: words for key, words in named.items() if words is not None}


def _dates(content: ReportFile, year: int) -> Iterator[Mistake]:
    if content.cut_off == date.min:
        return
    if content.cut_off.year < year:
        problem = f"The cut-off {content.cut_off} lies before the year of the report."
        yield Mistake(content.place("cut_off"), problem, "Write a day in the year or after it.")
    if content.published and content.published < content.cut_off:
        problem = f"The report is said to be published on {content.published}, before its cut-off {content.cut_off}."
        yield Mistake(content.place("published"), problem, "Correct one of the dates.")
    if content.deadline is None:
        return
    if content.collection is Collection.PUBLIC_SOURCES:
        problem = "There is a deadline, and nobody was asked: the report is compiled from public sources."
        yield Mistake(content.place("deadline"), problem, "Take the deadline out, or write collection: units.")
    elif content.deadline > content.cut_off:
        problem = f"The deadline {content.deadline} lies after the cut-off {content.cut_off}."
        yield Mistake(content.place("deadline"), problem, "Correct one of the dates.")


def _choices(content: ReportFile) -> Iterator[Mistake]:
    for key, words in (("languages", content.languages), ("chapters", content.chapters), ("cases", content.cases)):
        for at, word in enumerate(words):
            if word in words[:at]:
                yield Mistake(content.place(key, at), f'"{word}" stands twice in "{key}".', "Keep one.")
    if content.understood("languages") and not content.languages:
        yield Mistake(content.place("languages"), '"languages" is empty.', "Write one language at least.")
    for key in content.titles or {}:
        if key not in CHAPTERS:
            problem = f'There is no chapter "{key}"{instead(nearest(key, CHAPTERS))}.'
            yield Mistake(content.place("titles", key), problem, f"The chapters are {', '.join(CHAPTERS)}.")
    bounds = _thresholds(content)
    if not Decimal(0) <= bounds.on_schedule < bounds.far_behind:
        problem = f"The thresholds {bounds.on_schedule} and {bounds.far_behind} do not rise from 0."
        yield Mistake(content.place("thresholds"), problem, "Write on_schedule below far_behind.")
    for key, several in (("ratio", bounds.ratio), ("extrapolation", bounds.extrapolation)):
        named = asdict(several)
        if any(lower >= upper for upper, lower in pairwise(named.values())):
            problem = f"The thresholds of {key} do not fall from the best class to the last: {_written(named)}."
            yield Mistake(content.place("thresholds", key), problem, "Correct them; those left out keep their value.")


def _written(bounds: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in bounds.items())
