"""How are all workbooks of a year read, each where it can do no harm?"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTimeError
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from pebble import ProcessExpired

from milepost.inputs.form import Form
from milepost.inputs.signs import signs_of
from milepost.inputs.worker import WORKER_SECONDS, read_form, start_worker
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.lanes import lanes

PATIENCE = 3 * WORKER_SECONDS
"""Seconds by the clock for one file: only for a worker that does not even use its CPU time."""

# Bytes that are no UTF-8 (a name from a zip in GB 18030), line breaks, control characters, changes of direction.
_NOT_IN_A_NAME = re.compile("[\ud800-\udfff\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

_PERHAPS_OF_ANOTHER = frozenset({RefusalKind.WORKER_DIED, RefusalKind.WORKER_MEMORY})
"""What may be the doing of a file that the same process read before."""

Read = Callable[[str, Form, Sequence[Words]], Submission | Refusal]

NOT_SUBMISSIONS = frozenset({"received.csv", "issued.json", "decisions.yaml", "translations.yaml"})


def inbox_files(folder: Path) -> tuple[Path, ...]:
    """The files that units sent: all in the year's folder but Milepost's own files, notes (.md) and dot files."""
    if not folder.is_dir():
        return ()
    found = [file for file in folder.iterdir() if file.is_file() or file.is_symlink()]
    return tuple(sorted(file for file in found if not _is_ours(file)))


def readable_files(folder: Path) -> tuple[Path, ...]:
    """The files of the inbox that can be opened and named: no pipe, no device, no broken link, no forbidden file."""
    found = inbox_files(folder)
    return tuple(file for file in found if file.is_file() and os.access(file, os.R_OK) and not _unspeakable(file))


def _is_ours(file: Path) -> bool:
    return file.name in NOT_SUBMISSIONS or file.suffix == ".md" or file.name.startswith(".")


def reader_of(setting: Setting) -> Read:
    """What a worker does with a file of this year: it knows rows and units by more than their names."""
    definitions, words = setting.definitions, tuple(setting.words.values())
    signs = signs_of(
        definitions.plan, definitions.framework, definitions.units, setting.year, words, setting.exchange.issued
    )
    return partial(read_form, signs=signs)


def read_all(
    files: Sequence[Path], form: Form, words: Sequence[Words], read: Read = read_form, patience: float = PATIENCE
) -> Iterator[Submission | Refusal]:
    """Read files in worker processes with limits of time and memory, in the order given.

    A file that makes its worker die, hang or eat memory becomes a ``Refusal`` and costs that file only.

    Args:
        files: The files.
        form: The form of the year.
        words: Languages of the form, the units' own first.
        read: What a worker does with a file.
        patience: Seconds by the clock that a file may take.
    """
    with lanes(len(files), start_worker) as pools:
        running = [
            pools[at % len(pools)].schedule(read, args=(str(file), form, words), timeout=patience)
            for at, file in enumerate(files)
        ]
        for file, future in zip(files, running, strict=True):
            answer = _unspeakable(file) or _answer(file, future, patience)
            if isinstance(answer, Refusal) and answer.kind in _PERHAPS_OF_ANOTHER:
                answer = _alone(file, form, words, read, patience)
            yield answer


def _unspeakable(file: Path) -> Refusal | None:
    """Refuse a file whose name would break, or turn round, every text and table in which it stands."""
    shown = _NOT_IN_A_NAME.sub("\N{REPLACEMENT CHARACTER}", file.name)
    return Refusal(shown, RefusalKind.FILE_NAME) if shown != file.name else None


def _alone(file: Path, form: Form, words: Sequence[Words], read: Read, patience: float) -> Submission | Refusal:
    """Read a file once more, in a process of its own."""
    with lanes(1, start_worker) as (pool,):
        return _answer(file, pool.schedule(read, args=(str(file), form, words), timeout=patience), patience)


def _answer(file: Path, future: Future[Submission | Refusal], patience: float) -> Submission | Refusal:
    try:
        return future.result()
    except OutOfTimeError:
        return Refusal(file.name, RefusalKind.WORKER_TIMEOUT, {"limit": int(patience)})
    except ProcessExpired as ended:
        return Refusal(file.name, RefusalKind.WORKER_DIED, {"found": ended.exitcode or 0})
    except BrokenProcessPool:  # the process was gone before the file's turn
        return Refusal(file.name, RefusalKind.WORKER_DIED)
