"""How does a line get into ``received.csv`` while everything that stands there stays?"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path, PurePath

from milepost.errors import DefinitionError
from milepost.files.replace import write_file
from milepost.files.table import csv_text, read_table
from milepost.inputs.exchange import RECEIVED_COLUMNS
from milepost.model.exchange import Receipt

REGISTER = "received.csv"


def recorded(file: Path) -> frozenset[str]:
    """Names of the workbooks that stand in the register; none where there is no register.

    Raises:
        DefinitionError: If it cannot be read.
    """
    if not file.exists():
        return frozenset()
    rows, mistakes = read_table(file, PurePath(*file.parts[-3:]), RECEIVED_COLUMNS)
    if mistakes:
        raise DefinitionError(mistakes)
    return frozenset(row["file"] for row in rows)


def enter(file: Path, receipts: Sequence[Receipt]) -> None:
    """Add lines to the register, in one step; every byte that stands there stays.

    Args:
        file: Where ``received.csv`` is, or will be.
        receipts: What is entered; ``order`` does not count, the lines come last.

    Raises:
        DefinitionError: If the register cannot be read: it is not touched then.
        WorkspaceError: If it cannot be written.
    """
    known = recorded(file)
    new = [one for one in receipts if one.file not in known]
    if not new:
        return
    before = file.read_bytes() if file.exists() else b""
    columns = _columns(before)
    cells = [{"file": one.file, "received": one.received.isoformat(), "from": one.sender} for one in new]
    text = csv_text(columns, [[row[name] for name in columns] for row in cells])
    lines = text if not before else text.partition("\n")[2]
    end = "\r\n" if b"\r\n" in before else "\n"
    joint = b"" if not before or before.endswith(b"\n") else end.encode()
    write_file(file, before + joint + lines.replace("\n", end).encode("utf-8"))


def _columns(content: bytes) -> tuple[str, ...]:
    """The names in the first line, in their order."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    names = next((row for row in rows if any(cell.strip() for cell in row)), list(RECEIVED_COLUMNS))
    return tuple(name.strip() for name in names)
