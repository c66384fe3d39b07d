"""What did a kept draft say? ``inputs/YEAR/drafts/NAME.json``, written by ``build --keep NAME``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path, PurePath
from typing import TypeVar

from milepost.errors import WorkspaceError
from milepost.files.plain import read_text
from milepost.files.replace import write_text
from milepost.model.draft import Draft, DraftFigure
from milepost.model.places import FilePlace, Mistake

FOLDER = "drafts"
LAYOUT = 1
"""Number of the layout of the file; one that this version does not know is refused."""

LONGEST = 64 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

Kept = TypeVar("Kept")


def draft_path(year: int, name: str) -> PurePath:
    """Where a draft lies, relative to the workspace.

    Raises:
        WorkspaceError: If the name could not be a file's on every system.
    """
    if not _NAME.fullmatch(name):
        raise WorkspaceError(
            f'"{name}" cannot name a draft. Use up to 64 letters, digits, dots, hyphens and underscores, '
            "a letter or digit first."
        )
    return PurePath("inputs") / str(year) / FOLDER / f"{name}.json"


def keep_draft(workspace: Path, draft: Draft) -> PurePath:
    """Write a draft; one of the same name is replaced.

    Returns:
        Its path relative to the workspace.

    Raises:
        WorkspaceError: If the name cannot be a file's, or the file cannot be written.
    """
    path = draft_path(draft.year, draft.name)
    content = {"layout": LAYOUT, **asdict(draft), "cut_off": draft.cut_off.isoformat()}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    write_text(workspace / path, text)
    return path


def find_draft(workspace: Path, year: int, name: str) -> tuple[Draft | None, list[Mistake]]:
    """Read a draft, and what is wrong with it.

    Args:
        workspace: Folder that holds ``inputs/``.
        year: Year of the report.
        name: As the definition names it.
    """
    try:
        path = draft_path(year, name)
    except WorkspaceError as error:
        place = FilePlace(PurePath("reports") / f"{year}.yaml")
        return None, [Mistake(place, str(error), "Correct `previous`.")]
    text, mistakes = read_text(workspace / path, path, LONGEST)
    if text is None:
        return None, [
            Mistake(one.place, one.problem, f"Keep the draft with: milepost build {year} --keep {name}")
            for one in mistakes
        ]
    try:
        return _draft(json.loads(text), name), []
    except (ValueError, TypeError, KeyError, RecursionError):
        problem = "This is no kept draft, or one of a layout that this version does not know."
        return None, [Mistake(FilePlace(path), problem, f"Keep it again: milepost build {year} --keep {name}")]


def _draft(content: object, name: str) -> Draft:
    if not isinstance(content, dict) or content["layout"] != LAYOUT:
        raise ValueError("layout")
    return Draft(
        name=name,
        year=int(content["year"]),
        cut_off=date.fromisoformat(content["cut_off"]),
        fingerprint=_words(content["fingerprint"]),
        figures=_by_id(content["figures"], _figure),
        states=_by_id(content["states"], _words),
        ratings=_by_id(content["ratings"], _words),
        texts=_by_id(content["texts"], _words),
    )


def _by_id(content: object, read: Callable[[object], Kept]) -> Mapping[str, Kept]:
    if not isinstance(content, dict):
        raise ValueError("a list by id")
    return {_words(key): read(value) for key, value in content.items()}


def _words(content: object) -> str:
    if not isinstance(content, str):
        raise ValueError("words")
    return content


def _figure(content: object) -> DraftFigure:
    if not isinstance(content, dict):
        raise ValueError("a figure")
    year = content["year"]
    return DraftFigure(
        value=_words(content["value"]),
        name=_by_id(content["name"], _words),
        subject=_words(content["subject"]),
        year=None if year is None else int(year),
        period=_words(content["period"]),
    )
