"""How does each unit get its own workbook back, with a note on each cell that has a finding and a list of them all?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from milepost.checks import unit_of
from milepost.checks.wording import sentence
from milepost.files.replace import fresh_folder, swap_folder, write_file
from milepost.inputs.patch import Mark, patch
from milepost.inputs.splice import CannotPatchError
from milepost.model.finding import Finding
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, context_of
from milepost.pipeline.open_matters import decided
from milepost.pipeline.progress import Progress
from milepost.pipeline.todo import todo_of

_LONGEST = 230
"""Bytes that a file's name may have here; systems allow 255, and an ending and a number are still to come."""


def write_returned(setting: Setting, judged: Judged, progress: Progress) -> tuple[Path, ...]:
    """Write ``returned/``: the unit's own file with notes as ``UNIT-n.xlsx``, or a text with the same words.

    A file that cannot be read or patched, or whose unit is not known, gets ``unidentified/NAME.txt``. The folder is
    made anew and takes the place of the old one in one step.
    """
    target = setting.workspace.returned(setting.year)
    came = {one.file for one in judged.accepted.inbox}  # a finding may be about a form that never came
    by_file: dict[str, list[Finding]] = {}
    for finding in judged.findings:
        if finding.where.workbook in came:
            by_file.setdefault(finding.where.workbook, []).append(finding)
    with progress.stage("return", "writing the workbooks with notes"):
        fresh = fresh_folder(target)
        made = [_write(setting, judged, fresh, name, found) for name, found in sorted(by_file.items())]
        swap_folder(fresh, target)
    return tuple(target / file.relative_to(fresh) for file in made)


def returned_workbook(setting: Setting, judged: Judged, submission: Submission, findings: Sequence[Finding]) -> bytes:
    """The unit's own file with a note at each finding and the To do sheet.

    Raises:
        CannotPatchError: If the file is built in a way that this cannot be done safely.
    """
    source = setting.workspace.inputs(setting.year) / submission.file
    marks = _marks(submission, findings, tuple(setting.words.values()), setting.definition.asked)
    todo = todo_of(setting, submission, findings, decided(setting, judged))
    return patch(source.read_bytes(), marks, todo=todo)


def _write(setting: Setting, judged: Judged, folder: Path, name: str, findings: Sequence[Finding]) -> Path:
    submission = next((one for one in judged.submissions if one.file == name), None)
    words = tuple(setting.words.values())
    unit = unit_of(submission, context_of(setting)) if submission is not None else ""
    if submission is not None and unit in setting.definitions.units:
        try:
            content = returned_workbook(setting, judged, submission, findings)
        except CannotPatchError:
            pass
        else:
            file = _free(folder, f"{unit}-{submission.number or 0}", ".xlsx")
            write_file(file, content)
            return file
    file = _free(folder / "unidentified", name, ".txt")
    write_file(file, _letter(name, findings, words, setting.definition.asked).encode("utf-8"))
    return file


def _marks(submission: Submission, findings: Iterable[Finding], words: Sequence[Words], asked: bool) -> list[Mark]:
    """A mark for each finding: on its cell, or the first one of its row, its sheet or the form."""
    first = next((sheet.name for sheet in submission.sheets.values()), "")
    return [
        Mark(
            finding.where.sheet or first,
            max(finding.where.row, 1),
            max(finding.where.column, 1),
            "\n".join([*(_note(finding, one, asked) for one in words), f"[{finding.rule.code}]"]),
            finding.severity,
        )
        for finding in findings
    ]


def _note(finding: Finding, words: Words, asked: bool) -> str:
    """What is wrong and what to do, without the place: the note stands at it."""
    between = " " if words.language == "en" else ""
    return finding.message(words) + (between + finding.request(words) if asked else "")


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A name that is not taken: two files of one unit and number are both returned; a long one is cut."""
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    file, count = folder / f"{stem}{suffix}", 1
    while file.exists():
        count += 1
        file = folder / f"{stem} ({count}){suffix}"
    return file


def _letter(name: str, findings: Iterable[Finding], words: Sequence[Words], asked: bool) -> str:
    lines = [name, ""]
    for finding in findings:
        lines += [sentence(finding, one, asked) for one in words]
        lines.append("")
    return "\n".join(lines)
