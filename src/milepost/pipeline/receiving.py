"""How does an attachment of a mail come into the year's folder, and what is the receipt for it?"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from milepost import checks
from milepost.errors import WorkspaceError
from milepost.files.digest import sha256_file
from milepost.inputs.register import REGISTER, enter
from milepost.model.exchange import Receipt
from milepost.model.finding import Finding
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import context_of
from milepost.pipeline.progress import Progress
from milepost.pipeline.reading import NOT_SUBMISSIONS, inbox_files, read_all, reader_of

_LONGEST_NAME = 120
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file.

    Attributes:
        sent_as: What it was called.
        file: What it is called in the year's folder; ``""`` for a lock file, which is left where it lies.
        sha256: Of its bytes, hexadecimal.
        unit: Unit by the form; ``""`` where that is not known.
        number: Submission number; None where there is none.
        known: True when the same bytes lay there already.
        rival: Another file that has the name by unit and number; ``""`` for none.
        findings: What is wrong with the file by itself; what others report is compared by ``check``.
    """

    sent_as: str
    file: str
    sha256: str
    unit: str
    number: int | None
    known: bool
    rival: str
    received: date
    sender: str
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """True when nothing is wrong with the file as a whole."""
        return bool(self.unit) and not any(one.takes_out_file for one in self.findings)


def receive(setting: Setting, files: Sequence[Path], day: date, sender: str, progress: Progress) -> tuple[Taken, ...]:
    """Copy files into the year's folder under their canonical names, and enter them in ``received.csv``.

    A form that is accepted becomes ``UNIT-n.xlsx``, by its stamp and submission number. What is refused, or is not this
    year's form of a unit, is copied under its own name, so that nothing is lost and ``check`` can say what is wrong.
    Nothing is ever overwritten, and the same bytes are never taken twice.

    Args:
        setting: The year.
        files: What came; they stay where they are.
        day: When they came.
        sender: From whom, ``""`` where that is not said.
        progress: Told of what happens.

    Raises:
        WorkspaceError: If a file is not there, or the folder cannot be written to.
        DefinitionError: If ``received.csv`` cannot be read.
    """
    for file in files:
        if not file.is_file():
            raise WorkspaceError(f"{file}: there is no such file. Name a workbook that came.")
    folder = setting.workspace.inputs(setting.year)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder), progress.stage("receive", f"receiving {len(files)} file{'s' * (len(files) != 1)}"):
            return tuple(_taken(setting, folder, files, day, sender))
    except OSError as refused:
        reason = refused.strerror or str(refused)
        raise WorkspaceError(
            f"{refused.filename or folder}: {reason}. See to it and start again; what was received before stays."
        ) from refused


def _taken(setting: Setting, folder: Path, files: Sequence[Path], day: date, sender: str) -> Iterator[Taken]:
    """Copy, read, judge and move into place: what is judged is what is kept, whatever happens to the source."""
    with tempfile.TemporaryDirectory(prefix=".receiving.", dir=folder) as beside:
        copies = [Path(beside) / str(at) / _plain(file.name) for at, file in enumerate(files)]
        for file, copy in zip(files, copies, strict=True):
            copy.parent.mkdir()
            shutil.copyfile(file, copy)
        there = {sha256_file(file): file.name for file in inbox_files(folder)}
        read = read_all(copies, setting.form, tuple(setting.words.values()), reader_of(setting))
        for file, copy, result in zip(files, copies, read, strict=True):
            taken = _judged(setting, file.name, sha256_file(copy), result, day, sender)
            if isinstance(result, Refusal) and result.kind is RefusalKind.LOCK_FILE:
                yield taken
                continue
            if taken.sha256 in there:
                taken = replace(taken, file=there[taken.sha256], known=True)
            else:
                wanted = _canonical(taken) or _own_name(copy.name)
                name = _put(copy, folder, wanted)
                rival = wanted if name != wanted and _canonical(taken) else ""
                taken = replace(taken, file=name, rival=rival)
                there[taken.sha256] = name
            enter(folder / REGISTER, [Receipt(taken.file, day, sender, 0)])
            yield taken


def _judged(setting: Setting, name: str, sha256: str, result: Submission | Refusal, day: date, sender: str) -> Taken:
    """What the file says of itself, judged by itself as if it stood in the register already."""
    receipt = Receipt(result.file, day, sender, 0)
    receipts: Mapping[str, Receipt] = {**setting.exchange.receipts, result.file: receipt}
    context = replace(context_of(setting), exchange=replace(setting.exchange, receipts=receipts))
    if isinstance(result, Refusal):
        finding = checks.refused(result, context)
        return Taken(name, "", sha256, finding.unit, None, False, "", day, sender, (finding,))
    findings = checks.run(replace(result, received=day), context)
    unit = checks.unit_of(result, context)
    known = unit if unit in context.units else ""
    return Taken(name, "", sha256, known, result.number, False, "", day, sender, findings)


def _canonical(taken: Taken) -> str:
    """``UNIT-n.xlsx``, ``UNIT.xlsx`` without a number; ``""`` for what is not accepted."""
    if not taken.accepted:
        return ""
    return f"{taken.unit}.xlsx" if taken.number is None else f"{taken.unit}-{taken.number}.xlsx"


def _plain(name: str) -> str:
    """A file's own name without what no name may hold, and not too long."""
    plain = "".join("_" if char in _NOT_IN_NAMES or unicodedata.category(char)[0] == "C" else char for char in name)
    stem, suffix = Path(plain.strip()).stem, Path(plain.strip()).suffix[:12]
    return (stem[: _LONGEST_NAME - len(suffix)] + suffix) or "attachment"


def _own_name(name: str) -> str:
    """A name under which ``check`` looks at the file: not hidden, and none of the folder's own files."""
    shown = name.lstrip(".") or "attachment"
    return f"{shown}.txt" if shown.casefold() in NOT_SUBMISSIONS or shown.casefold().endswith(".md") else shown


def _put(copy: Path, folder: Path, wanted: str) -> str:
    """Give a file its name in the folder, or the next one that is free; no file is ever replaced."""
    stem, suffix = Path(wanted).stem, Path(wanted).suffix
    name, count = wanted, 1
    while True:
        try:
            os.link(copy, folder / name)
            return name
        except FileExistsError:
            count += 1
            name = f"{stem} ({count}){suffix}"
        except OSError:  # a file system without links
            if not (folder / name).exists():
                copy.rename(folder / name)
                return name
            count += 1
            name = f"{stem} ({count}){suffix}"


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let no second ``receive`` work in the folder at the same time."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
