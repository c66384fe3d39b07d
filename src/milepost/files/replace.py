"""How does a file or folder change from old to new without ever being half of either?"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from milepost.errors import WorkspaceError

NEW = ".new"
OLD = ".old"


def write_file(file: Path, content: bytes) -> None:
    """Write a whole file: beside the old one first, then in its place in one step.

    Raises:
        WorkspaceError: If the folder cannot be written to or the disk is full; the old file stays.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=NEW, dir=file.parent)
    except OSError as refused:
        raise WorkspaceError(_refusal(file, refused)) from refused
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_mode_of(file))
        beside.replace(file)
    except OSError as refused:
        beside.unlink(missing_ok=True)
        raise WorkspaceError(_refusal(file, refused)) from refused
    _settle(file.parent)


def write_text(file: Path, text: str) -> None:
    r"""Write a whole text file in UTF-8, lines ended by ``\n``; otherwise like ``write_file``."""
    write_file(file, text.encode("utf-8"))


def fresh_folder(folder: Path) -> Path:
    """Make the empty folder beside ``folder`` in which its successor is built.

    Raises:
        WorkspaceError: If it cannot be made.
    """
    new = _beside(folder, NEW)
    try:
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(parents=True)
    except OSError as refused:
        raise WorkspaceError(_refusal(folder, refused)) from refused
    return new


def swap_folder(new: Path, folder: Path) -> None:
    """Put a finished folder in the place of the old one, which is removed.

    Args:
        new: Made by ``fresh_folder(folder)``.
        folder: The place, where the old folder stands or nothing.

    Raises:
        WorkspaceError: If it cannot be done; the old folder stays or is put back.
    """
    old = _beside(folder, OLD)
    try:
        _settle_tree(new)
        if old.exists():
            shutil.rmtree(old)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OSError as refused:
        raise WorkspaceError(_refusal(folder, refused)) from refused
    _settle(folder.parent)
    with suppress(OSError):
        shutil.rmtree(old)


def finish_swap(folder: Path) -> None:
    """Complete or undo what an interrupted build left behind.

    Where the old folder was already moved away and the new one was not yet in its place, the new one was finished and
    takes it. Where the folder stands, what is beside it is either unfinished or replaced, and is removed.

    Raises:
        WorkspaceError: If that cannot be done.
    """
    new, old = _beside(folder, NEW), _beside(folder, OLD)
    try:
        if not folder.exists() and old.exists():
            (new if new.exists() else old).rename(folder)
        for left in (new, old):
            if left.exists():
                shutil.rmtree(left)
    except OSError as refused:
        raise WorkspaceError(_refusal(folder, refused)) from refused


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(f".{folder.name}{suffix}")


def _mode_of(file: Path) -> int:
    """Keep the old file's permissions; a new file gets the usual ones."""
    try:
        return file.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _settle_tree(folder: Path) -> None:
    """Have every file of a folder reach the disk before the folder takes its place."""
    for root, _, names in os.walk(folder):
        for name in names:
            with (Path(root) / name).open("rb") as stream:
                os.fsync(stream.fileno())
        _settle(Path(root))


def _settle(folder: Path) -> None:
    """Have the folder's list of names reach the disk; some file systems cannot, and then nothing is lost."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refusal(target: Path, refused: OSError) -> str:
    reasons = {
        errno.EACCES: ("you may not write there", "Ask for the right to write there, or use another folder."),
        errno.EPERM: ("you may not write there", "Ask for the right to write there, or use another folder."),
        errno.EROFS: ("the folder is read-only", "Use a folder that can be written to."),
        errno.ENOSPC: ("the disk is full", "Make room and start again."),
        errno.EDQUOT: ("your share of the disk is used up", "Make room and start again."),
        errno.ENOTDIR: ("a file stands where a folder is needed", "Move that file away."),
        errno.EISDIR: ("a folder stands where a file is needed", "Move that folder away."),
        errno.ENAMETOOLONG: ("the name is too long", "Use a shorter one."),
    }
    fallback = (refused.strerror or str(refused), "See to it and start again.")
    reason, remedy = reasons.get(refused.errno or 0, fallback)
    return f"{target} cannot be written: {reason}. {remedy} What stood there before is unchanged."
