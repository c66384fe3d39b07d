"""What was exchanged with the units in a year, beside the workbooks themselves?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated

from milepost.errors import DefinitionError
from milepost.files.digest import sha256_text
from milepost.files.fields import Day, Exact, Words, choice, matching
from milepost.files.plain import read_text
from milepost.files.replace import write_text
from milepost.files.shape import Shape, needed, shaped_list
from milepost.files.table import TableRow, read_table
from milepost.files.yaml import read_yaml
from milepost.model.exchange import CellName, Decision, DecisionKind, Exchange, Issued, Receipt, Translation
from milepost.model.places import FilePlace, Mistake

FOLDER = "inputs"
DECISIONS = "decisions.yaml"
RECEIVED_COLUMNS = ("file", "received", "from")
MOST_ISSUED = 64 * 1024 * 1024
UNWRITTEN = "TODO"
"""How a text begins that a person has yet to write; a decision does not hold until that is done."""

Checksum = Annotated[str, matching(r"[0-9a-f]{64}", "the SHA-256 of the text, 64 digits and letters a to f")]
Language = Annotated[str, matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "the code of a language, such as en or zh")]


class TranslationEntry(Shape):
    """One entry of ``translations.yaml``."""

    unit: Words = needed("")
    row: Words = needed("")
    column: Words = needed("")
    source_sha256: Checksum = needed("")
    language: Language = needed("")
    text: Words = needed("")
    office: Words = needed("")


class DecisionEntry(Shape):
    """One entry of ``decisions.yaml``; ``typed`` is the value as it stands in the cell, or its checksum instead."""

    kind: Annotated[DecisionKind, choice(*DecisionKind)] = needed(DecisionKind.CORRECT)
    unit: Words | None = None
    row: Words | None = None
    column: Words | None = None
    typed: Exact | None = None
    typed_sha256: Checksum | None = None
    value: Words | None = None
    rule: Words | None = None
    reason: Words = needed("")
    office: Words = needed("")
    decided: Day = needed(date.min)


def find_exchange(workspace: Path, year: int, drafts: bool = False) -> tuple[Exchange, list[Mistake]]:
    """Read what lies in ``inputs/YEAR/`` beside the workbooks; a file that is not there is an empty one.

    Args:
        workspace: Folder that holds ``inputs/``.
        year: Year of the report.
        drafts: Whether decisions that are not fully written yet are taken as they are, without a mistake.

    Returns:
        The exchange, and every mistake in any of its files. Of several issues to a unit the latest holds.
    """
    folder, path = workspace / FOLDER / str(year), PurePath(FOLDER) / str(year)
    issued, mistakes = find_issued(folder / "issued.json", path / "issued.json")
    receipts, more = _receipts(folder / "received.csv", path / "received.csv")
    mistakes += more
    translations, more = _translations(folder / "translations.yaml", path / "translations.yaml")
    mistakes += more
    decisions, more = _decisions(folder / DECISIONS, path / DECISIONS, drafts)
    mistakes += more
    exchange = Exchange({one.unit: one for one in issued}, receipts, translations, decisions)
    return exchange, sorted(set(mistakes))


def find_issued(file: Path, path: PurePath) -> tuple[tuple[Issued, ...], list[Mistake]]:
    """Read every form that was ever issued, in the order of issue; none where the file is not there.

    Args:
        file: Where ``issued.json`` is.
        path: Its path relative to the workspace.

    Returns:
        The entries, and the mistakes found.
    """
    if not file.exists():
        return (), []
    text, mistakes = read_text(file, path, MOST_ISSUED)
    if text is None:
        return (), mistakes
    remedy = "The file is written by `issue`: take it back from an earlier version, never edit it."
    try:
        return tuple(_issued(one) for one in json.loads(text)["issued"]), []
    except json.JSONDecodeError as broken:
        return (), [Mistake(FilePlace(path, broken.lineno), f"This is not JSON ({broken.msg}).", remedy)]
    except (KeyError, TypeError, ValueError, RecursionError):
        return (), [Mistake(FilePlace(path), "The entries are not those of a register of issued forms.", remedy)]


def write_issued(file: Path, entries: Mapping[str, Issued]) -> None:
    """Add forms to the register of what was issued; what stands there already stays.

    Args:
        file: Where ``issued.json`` is, or will be.
        entries: Unit id -> what it was sent; entries that stand there already are not written again.

    Raises:
        DefinitionError: If the register cannot be read: it is not overwritten then.
        WorkspaceError: If it cannot be written.
    """
    before, mistakes = find_issued(file, PurePath(*file.parts[-3:]))
    if mistakes:
        raise DefinitionError(mistakes)
    new = [one for one in entries.values() if one not in before]
    listed = [_plain(one) for one in (*before, *new)]
    write_text(file, json.dumps({"issued": listed}, ensure_ascii=False, indent=1) + "\n")


def _issued(entry: Mapping[str, object]) -> Issued:
    unit, layout, plan, file, locked = (entry[key] for key in ("unit", "layout", "plan", "file", "locked"))
    if not isinstance(layout, int) or not isinstance(locked, dict):
        raise TypeError("layout is a whole number, locked a mapping")
    texts = [unit, plan, file, *locked.values()]
    if not all(isinstance(one, str) for one in texts):
        raise TypeError("everything else is text")
    return Issued(str(unit), layout, date.fromisoformat(str(entry["issued"])), str(plan), locked, str(file))


def _plain(entry: Issued) -> dict[str, object]:
    return {
        "unit": entry.unit,
        "issued": entry.issued.isoformat(),
        "layout": entry.layout,
        "plan": entry.plan,
        "file": entry.file,
        "locked": dict(entry.locked),
    }


def _receipts(file: Path, path: PurePath) -> tuple[dict[str, Receipt], list[Mistake]]:
    if not file.exists():
        return {}, []
    rows, mistakes = read_table(file, path, RECEIVED_COLUMNS)
    receipts: dict[str, Receipt] = {}
    for row in rows:
        wrong = list(_wrong_receipt(row, receipts))
        if not wrong:
            received = date.fromisoformat(row["received"])
            receipts[row["file"]] = Receipt(row["file"], received, row["from"], row.place.line)
        mistakes += wrong
    return receipts, mistakes


def _wrong_receipt(row: TableRow, before: Mapping[str, Receipt]) -> Iterator[Mistake]:
    if not row["file"]:
        yield Mistake(row.place, "The row names no file.", "Write the name of the workbook.")
    elif row["file"] in before:
        problem = f'The file "{row["file"]}" stands here a second time, first on line {before[row["file"]].order}.'
        yield Mistake(row.place, problem, "Keep one; another workbook needs another name.")
    try:
        date.fromisoformat(row["received"] if len(row["received"]) == 10 else "")
    except ValueError:
        problem = f'"received": "{row["received"]}" is no day of the calendar.'
        yield Mistake(row.place, problem, "Write it as 2025-02-28.")


def _translations(file: Path, path: PurePath) -> tuple[tuple[Translation, ...], list[Mistake]]:
    if not file.exists():
        return (), []
    read, mistakes = read_yaml(file, path)
    entries, more = shaped_list(read, TranslationEntry) if read else ([], [])
    mistakes += more
    found: list[Translation] = []
    first: dict[tuple[CellName, str, str], FilePlace] = {}
    for entry in entries:
        cell = CellName(entry.unit, entry.row, entry.column)
        key = (cell, entry.language, entry.source_sha256)
        if entry.source_sha256 and key in first:
            problem = f"The same text is translated a second time, first on line {first[key].line}."
            mistakes.append(Mistake(entry.place(), problem, "Keep one."))
        first.setdefault(key, entry.place())
        found.append(Translation(cell, entry.source_sha256, entry.language, entry.text, entry.office, entry.place()))
    return tuple(found), mistakes


def _decisions(file: Path, path: PurePath, drafts: bool) -> tuple[tuple[Decision, ...], list[Mistake]]:
    if not file.exists():
        return (), []
    read, mistakes = read_yaml(file, path)
    entries, more = shaped_list(read, DecisionEntry) if read else ([], [])
    for entry in entries:
        more += _wrong_decision(entry)
        more += _unwritten(entry) if not drafts else ()
    return tuple(_decision(one) for one in entries), mistakes + more


def _unwritten(entry: DecisionEntry) -> Iterator[Mistake]:
    for key in ("value", "reason", "office"):
        if (getattr(entry, key) or "").startswith(UNWRITTEN):
            problem = f'The decision is not written yet: "{key}" says {UNWRITTEN}.'
            yield Mistake(entry.place(key), problem, "Write it, or take the entry out.")


_STATE = (DecisionKind.VERIFY, DecisionKind.CANCEL)


def _decision(entry: DecisionEntry) -> Decision:
    column = entry.column or ("state" if entry.kind in _STATE else "value" if entry.kind is DecisionKind.SETTLE else "")
    typed = sha256_text(entry.typed) if entry.typed is not None else entry.typed_sha256 or ""
    return Decision(
        kind=entry.kind,
        cell=CellName(entry.unit or "", entry.row or "", column),
        typed_sha256=typed,
        reason=entry.reason,
        office=entry.office,
        decided=entry.decided,
        place=entry.place(),
        value=None if (entry.value or "").startswith(UNWRITTEN) else entry.value,
        rule=entry.rule,
    )


_ASKED: Mapping[DecisionKind, Sequence[str]] = {
    DecisionKind.CORRECT: ("unit", "row", "column", "value"),
    DecisionKind.WAIVE: ("unit", "rule"),
    DecisionKind.SETTLE: ("row", "value"),
    DecisionKind.VERIFY: ("unit", "row"),
    DecisionKind.CANCEL: ("unit", "row"),
}
"""What each kind must name, besides reason, office and date."""

_FOREIGN: Mapping[DecisionKind, Sequence[str]] = {
    DecisionKind.CORRECT: ("rule",),
    DecisionKind.WAIVE: ("value",),
    DecisionKind.SETTLE: ("unit", "typed", "typed_sha256", "rule"),
    DecisionKind.VERIFY: ("value", "rule"),
    DecisionKind.CANCEL: ("value", "rule"),
}
"""What makes no sense beside a kind."""


def _wrong_decision(entry: DecisionEntry) -> Iterator[Mistake]:
    if not entry.understood("kind"):
        return
    for key in _ASKED[entry.kind]:
        if not entry.has(key):
            problem = f'A decision to {entry.kind} needs "{key}".'
            yield Mistake(entry.place(), problem, f'Write "{key}:" and what belongs there.')
    for key in _FOREIGN[entry.kind]:
        if entry.has(key):
            yield Mistake(entry.place(key), f'A decision to {entry.kind} takes no "{key}".', "Take it out.")
    if entry.kind is DecisionKind.SETTLE or (entry.kind is DecisionKind.WAIVE and not entry.has("row")):
        return
    if entry.typed is None and not entry.has("typed") and not entry.has("typed_sha256"):
        problem = "The decision does not say for which value it holds."
        yield Mistake(entry.place(), problem, 'Write "typed:" and what stands in the cell, or "typed_sha256:".')
    elif entry.has("typed") and entry.has("typed_sha256"):
        yield Mistake(entry.place("typed_sha256"), "The value is given twice.", 'Keep "typed" or "typed_sha256".')
