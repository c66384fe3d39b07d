"""How does a test get an inbox of hostile files, with good forms between them?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.pipeline.gather import Setting, gather
from milepost.pipeline.workspace import Workspace
from tests.hostile.case import Case, content
from tests.hostile.gathered import CASES

HARBOUR = Path(__file__).resolve().parents[1] / "workspaces" / "harbour"
YEAR = 2031
FORM = HARBOUR / "inputs" / str(YEAR) / "CITY-1.xlsx"
EVERY = 25
"""A good form stands before every so many bad files."""


@dataclass(frozen=True)
class Inbox:
    """Files in the order in which they are read; None stands for a good form."""

    files: tuple[Path, ...]
    cases: tuple[Case | None, ...]


def setting() -> Setting:
    return gather(Workspace(HARBOUR), YEAR)


def languages(of: Setting) -> tuple[Words, ...]:
    return tuple(of.words.values())


def write(case: Case, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(case))
    return path


def inbox(folder: Path) -> Inbox:
    """Every hostile file, with good forms between them; folders of their own keep names that matter."""
    files: list[Path] = []
    cases: list[Case | None] = []
    for number, case in enumerate(CASES):
        if number % EVERY == 0:
            good = folder / f"good {number}.xlsx"
            good.write_bytes(FORM.read_bytes())
            files.append(good)
            cases.append(None)
        files.append(write(case, folder / f"{number}" / case.file if case.file else folder / f"{number}.xlsx"))
        cases.append(case)
    return Inbox(tuple(files), tuple(cases))


def entries(form: Submission) -> object:
    """What a submission says, whatever its file is called."""
    rows = [
        (key, row.id, {name: cell.value for name, cell in row.cells.items()})
        for key, sheet in form.sheets.items()
        for row in sheet.rows
    ]
    return form.stamp, rows, form.locked
