"""How does the skeleton of a decision get into ``decisions.yaml``, for a person to write the reason?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from milepost.checks.meeting import quoted
from milepost.errors import DefinitionError, WorkspaceError
from milepost.files.digest import sha256_text
from milepost.files.replace import write_text
from milepost.files.yaml import Items, read_yaml
from milepost.inputs.exchange import DECISIONS, UNWRITTEN
from milepost.model.exchange import CellName, DecisionKind
from milepost.model.states import TaskState
from milepost.model.submission import Cell
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged
from milepost.pipeline.open_matters import Matter

_HEAD = "# What the office decided in {year}: see the guide for the five kinds.\n"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line; ``""`` where nothing was said."""

    kind: DecisionKind
    unit: str = ""
    row: str = ""
    column: str = ""
    rule: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The skeleton that was written, and what a person has yet to write."""

    file: Path
    entry: str
    missing: tuple[str, ...]


def decide(setting: Setting, judged: Judged, open_ones: Sequence[Matter], wanted: Wanted, day: date) -> Decided:
    """Add the skeleton of a decision to ``decisions.yaml``; everything that stands there stays.

    The value as typed is filled in as its checksum. Reason and office say TODO: until a person has written them the
    file is not accepted.

    Args:
        setting: The year, read with drafts.
        judged: What came in.
        open_ones: What waits for a decision.
        wanted: What is to be decided.
        day: Date of the decision.

    Raises:
        WorkspaceError: If there is nothing of the kind to decide, or ``decisions.yaml`` cannot take an entry.
    """
    matter = _matter(setting, judged, open_ones, wanted)
    _refuse_second(setting, matter)
    value = _value(matter, wanted)
    lines = list(_entry(matter, value, day))
    entry = "\n".join(lines) + "\n"
    file = setting.workspace.inputs(setting.year) / DECISIONS
    write_text(file, _appended(setting, file, entry))
    missing = tuple(line.split(":")[0].removeprefix("- ").strip() for line in lines if f'"{UNWRITTEN}' in line)
    return Decided(file, entry, missing)


def _matter(setting: Setting, judged: Judged, open_ones: Sequence[Matter], wanted: Wanted) -> Matter:
    """What is meant, found among what came in."""
    if wanted.kind is DecisionKind.SETTLE:
        return _only([one for one in open_ones if one.kind is wanted.kind and one.row == wanted.row], wanted, setting)
    if wanted.kind is DecisionKind.WAIVE:
        given = {"unit": wanted.unit, "row": wanted.row, "column": wanted.column, "rule": wanted.rule}
        asked = {key: said for key, said in given.items() if said}
        fitting = [one for one in open_ones if one.rule and all(getattr(one, key) == asked[key] for key in asked)]
        one = _only(fitting, wanted, setting)
        return Matter(wanted.kind, one.unit, one.row, one.column, one.rule, one.typed, one.told)
    column = wanted.column or ("state" if wanted.kind is not DecisionKind.CORRECT else "")
    cell = _cell(setting, judged, wanted, column)
    state = {DecisionKind.VERIFY: TaskState.COMPLETED, DecisionKind.CANCEL: TaskState.CANCELLED}.get(wanted.kind)
    if state is not None and cell.value != state:
        found = quoted(cell.typed or "")
        raise WorkspaceError(
            f"{cell.ref}: the state is “{found}”, not {state.value}. There is nothing to {wanted.kind} here."
        )
    return Matter(wanted.kind, wanted.unit, wanted.row, column, "", cell.typed or "", str(cell.ref))


def _only(fitting: Sequence[Matter], wanted: Wanted, setting: Setting) -> Matter:
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise WorkspaceError(
            f"nothing open fits what was asked ({_spoken(wanted)}). `decide {setting.year}` lists what is open."
        )
    commands = "".join(f"\n  {one.command(setting.year)}" for one in fitting)
    raise WorkspaceError(f"{len(fitting)} open matters fit ({_spoken(wanted)}). Name one of them:{commands}")


def _spoken(wanted: Wanted) -> str:
    said = {"unit": wanted.unit, "row": wanted.row, "column": wanted.column, "rule": wanted.rule}
    return ", ".join([str(wanted.kind), *(f"{key} {quoted(value)}" for key, value in said.items() if value)])


def _cell(setting: Setting, judged: Judged, wanted: Wanted, column: str) -> Cell:
    """The cell that a decision is about, in the submission that counts."""
    submission = judged.accepted.submissions.get(wanted.unit)
    if submission is None:
        units = ", ".join(judged.accepted.submissions) or "none"
        raise WorkspaceError(f'no submission of "{quoted(wanted.unit)}" counts (those of: {units}). Name one of them.')
    rows = [row for sheet in submission.sheets.values() for row in sheet.rows if row.id == wanted.row]
    if not rows:
        raise WorkspaceError(
            f'{submission.file}: there is no row "{quoted(wanted.row)}". `decide {setting.year}` lists what is open.'
        )
    if column not in rows[0].cells:
        known = ", ".join(rows[0].cells)
        raise WorkspaceError(f'{submission.file}: the row has no column "{quoted(column)}" (it has {known}).')
    return rows[0].cells[column]


def _refuse_second(setting: Setting, matter: Matter) -> None:
    column = matter.column or ("value" if matter.kind is DecisionKind.SETTLE else "")
    for one in setting.exchange.decisions:
        same = one.kind is matter.kind and one.cell == CellName(matter.unit, matter.row, column)
        if same and (one.rule or "") == matter.rule and one.typed_sha256 in ("", sha256_text(matter.typed or "")):
            raise WorkspaceError(f"{one.place}: this is decided here already. Change that entry, or take it out first.")


def _value(matter: Matter, wanted: Wanted) -> str:
    if matter.kind not in (DecisionKind.CORRECT, DecisionKind.SETTLE):
        if wanted.value:
            raise WorkspaceError(f"a decision to {matter.kind} takes no value. Leave out --value.")
        return ""
    if matter.values and wanted.value and wanted.value not in matter.values:
        known = ", ".join(matter.values)
        raise WorkspaceError(
            f"“{quoted(wanted.value)}” is none of the values reported ({known}). Settle on one of them."
        )
    return wanted.value or f"{UNWRITTEN}: write the value that holds"


def _entry(matter: Matter, value: str, day: date) -> Iterator[str]:
    """The lines of the entry; a text in JSON is a text in YAML."""
    yield f"# {quoted(matter.told, _LONGEST)}"
    if matter.typed is not None:
        yield f"# typed: {quoted(matter.typed, _LONGEST)}"
    yield f"- kind: {matter.kind}"
    column = "" if matter.kind is DecisionKind.SETTLE else matter.column
    for key, said in (("unit", matter.unit), ("row", matter.row), ("column", column)):
        if said:
            yield f"  {key}: {_text(said)}"
    if matter.typed is not None:
        yield f"  typed_sha256: {sha256_text(matter.typed)}"
    if matter.kind is DecisionKind.WAIVE:
        yield f"  rule: {matter.rule}"
    if value:
        yield f"  value: {_text(value)}"
    yield f"  reason: {_text(f'{UNWRITTEN}: write why')}"
    yield f"  office: {_text(f'{UNWRITTEN}: write which office decided')}"
    yield f"  decided: {day.isoformat()}"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _appended(setting: Setting, file: Path, entry: str) -> str:
    """The file with the entry behind everything; refused where it would not be read as one entry more.

    Raises:
        WorkspaceError: If the file is written in a way that takes no entry at its end.
        DefinitionError: If the file is not readable at all.
    """
    before = file.read_bytes().decode("utf-8") if file.exists() else _HEAD.format(year=setting.year)
    path = PurePath(setting.workspace.relative(file))
    text = before + "\n" * (bool(before) and not before.endswith("\n")) + "\n" + entry
    count = _count(before, path)
    try:
        more = _count(text, path)
    except DefinitionError:
        more = -1
    if more != count + 1:
        raise WorkspaceError(f"{path}: the file takes no entry at its end. Add it by hand:\n\n{entry}")
    return text


def _count(text: str, path: PurePath) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / DECISIONS
        file.write_bytes(text.encode("utf-8"))
        read, mistakes = read_yaml(file, path)
    if mistakes or read is None:
        raise DefinitionError(mistakes)
    return len(read.value) if isinstance(read.value, Items) else 0
