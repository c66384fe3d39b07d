"""How are the forms of a year written, one for each unit that is asked?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.errors import WorkspaceError
from milepost.files.replace import write_file
from milepost.inputs.exchange import write_issued
from milepost.inputs.issue import write_form
from milepost.inputs.rows import is_asked, known_at
from milepost.model.exchange import Issued
from milepost.pipeline.gather import Setting
from milepost.pipeline.lastyear import carried_over, states_in_words
from milepost.pipeline.progress import Progress


@dataclass(frozen=True, slots=True)
class IssuedForms:
    """What was written: a path for each unit, and the register."""

    files: tuple[Path, ...]
    register: Path


def issue(setting: Setting, issued_on: date, progress: Progress) -> IssuedForms:
    """Write one workbook for each unit with a task, measure or indicator, and enter it in ``issued.json``.

    A second issue replaces the forms and adds to the register; nothing that was issued is removed from it.

    Raises:
        WorkspaceError: If no unit is asked, or the folder cannot be written to.
    """
    plan, framework = setting.definitions.plan, setting.definitions.framework
    units = [one for one in setting.definitions.units.values() if not one.collective]
    asked = [unit for unit in units if is_asked(plan, framework, unit.id)]
    if not asked:
        raise WorkspaceError("No unit has a task or an indicator in this year: there is nothing to issue.")
    series = known_at(setting.definitions.series, issued_on)
    words = tuple(setting.words.values())
    last = states_in_words(setting, carried_over(setting, progress))
    files: list[Path] = []
    entries: dict[str, Issued] = {}
    with progress.stage("issue", f"writing {len(asked)} form{'' if len(asked) == 1 else 's'}"):
        for unit in asked:
            content, entry = write_form(
                setting.form, unit, plan, framework, series, setting.definition, words, issued_on, last
            )
            file = setting.workspace.issued(setting.year) / entry.file
            write_file(file, content)
            progress.detail(f"  {setting.workspace.relative(file)}")
            files.append(file)
            entries[unit.id] = entry
    register = setting.workspace.inputs(setting.year) / "issued.json"
    write_issued(register, entries)
    return IssuedForms(tuple(files), register)
