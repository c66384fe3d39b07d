"""Which files have come into a drop folder, whole, since it was last looked at?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", ".opdownload")
"""Endings of files that a browser, mail program or copy is still writing."""

_NOT_MAIL = ("~", ".")
"""How lock files and hidden files begin."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as one look found it: its size in bytes and when it was last changed."""

    size: int
    changed: int


def watch(
    folder: Path,
    take: Callable[[Sequence[Path]], None],
    seconds: float,
    times: int | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Look at a folder again and again, and hand over each file once it is whole.

    A file is whole when two looks in a row find it with the same size and time of change. One that changes later is
    handed over again. Nothing in the folder is changed.

    Args:
        folder: The drop folder.
        take: Gets the files of a look, by name.
        seconds: Between two looks.
        times: How many looks; None to go on until Ctrl-C.
        wait: Waits so many seconds.
    """
    before: dict[Path, Look] = {}
    done: dict[Path, Look] = {}
    count = 0
    while times is None or count < times:
        if count:
            wait(seconds)
        count += 1
        now = _looked(folder)
        whole = [file for file, look in now.items() if before.get(file) == look and done.get(file) != look]
        if whole:
            take(whole)
            done |= {file: now[file] for file in whole}
        before = now


def _looked(folder: Path) -> dict[Path, Look]:
    found: dict[Path, Look] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_NOT_MAIL) or entry.name.casefold().endswith(UNFINISHED):
                continue
            try:
                if entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    found[Path(entry.path)] = Look(state.st_size, state.st_mtime_ns)
            except FileNotFoundError:  # it went between two steps
                continue
    return dict(sorted(found.items()))
