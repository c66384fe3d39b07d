"""What did the secretariat write itself, for which place of the report and in which language?

``inputs/YEAR/editorial/PLACE.LANG.md`` opens what the report makes at that place, and ``PLACE.instead.LANG.md``
replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from milepost.files.nearest import instead, nearest
from milepost.files.plain import read_text
from milepost.model.editorial import Editorial, OwnWords
from milepost.model.framework import Framework
from milepost.model.places import FilePlace, Mistake
from milepost.model.plan import Plan

FOLDER = "editorial"
LONGEST = 1024 * 1024
_NAME = re.compile(r"(?P<place>.+?)(?P<instead>\.instead)?\.(?P<language>[a-z]{2,3})\.md")


def places_of(plan: Plan, framework: Framework, chapters: Sequence[str]) -> tuple[str, ...]:
    """Every place that the secretariat may write for: preface, chapters, parts, tasks, indicators."""
    found = ["preface", *chapters]
    found += [f"part-{part.id}" for part in plan.parts]
    found += [f"task-{task.id}" for task in plan.tasks]
    found += [f"indicator-{indicator.id}" for indicator in framework.indicators]
    return tuple(found)


def find_editorial(
    workspace: Path, year: int, places: Sequence[str], languages: Sequence[str]
) -> tuple[Editorial, list[Mistake]]:
    """Read all own words of a year, and what is wrong with their names.

    Args:
        workspace: Folder that holds ``inputs/``.
        year: Year of the report.
        places: Names of places, as ``places_of`` gives them.
        languages: Languages of the report.
    """
    below = PurePath("inputs") / str(year) / FOLDER
    folder = workspace / below
    found: dict[tuple[str, str], OwnWords] = {}
    mistakes: list[Mistake] = []
    if not folder.is_dir():
        return Editorial(), mistakes
    for file in sorted(folder.glob("*.md")):
        path = below / file.name
        parts = _NAME.fullmatch(file.name)
        if parts is None:
            remedy = "Name it PLACE.LANG.md, for example preface.en.md or part-2.zh.md."
            mistakes.append(Mistake(FilePlace(path), "The name does not say place and language.", remedy))
            continue
        place, language = parts["place"], parts["language"]
        wrong = list(_wrong(FilePlace(path), place, language, places, languages, found))
        words, unreadable = read_text(file, path, LONGEST)
        mistakes += wrong + list(unreadable)
        if not wrong and words is not None and words.strip():
            found[place, language] = OwnWords(words, language, bool(parts["instead"]), FilePlace(path))
    return Editorial(found), mistakes


def _wrong(
    where: FilePlace,
    place: str,
    language: str,
    places: Sequence[str],
    languages: Sequence[str],
    found: dict[tuple[str, str], OwnWords],
) -> Iterator[Mistake]:
    if place not in places:
        problem = f'The report has no place "{place}"{instead(nearest(place, places))}.'
        yield Mistake(where, problem, "Name the file after a place of the report.")
    if language not in languages:
        known = ", ".join(languages)
        yield Mistake(where, f'The report has no language "{language}" (it has {known}).', "Correct the name.")
    if (place, language) in found:
        yield Mistake(where, "The place has words already.", f"Keep this file or {found[place, language].place}.")
