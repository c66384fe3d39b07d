"""How are all workbooks of a year read, each where it can do no harm?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as OutOfTimeError
from pathlib import Path

from pebble import ProcessExpired

from milepost.inputs.limits import DEFAULT_LIMITS
from milepost.inputs.worker import WORKER_SECONDS, read_one, start_worker
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.workbook import RawWorkbook
from milepost.pipeline.lanes import lanes

NOT_SUBMISSIONS = frozenset({"received.csv", "issued.json", "decisions.yaml", "translations.yaml"})


def inbox_files(folder: Path) -> tuple[Path, ...]:
    """The files that units sent: all in the year's folder but Milepost's own files, notes (.md) and dot files."""
    if not folder.is_dir():
        return ()
    found = [file for file in folder.iterdir() if file.is_file() or file.is_symlink()]
    return tuple(sorted(file for file in found if not _is_ours(file)))


def _is_ours(file: Path) -> bool:
    return file.name in NOT_SUBMISSIONS or file.suffix == ".md" or file.name.startswith(".")


def read_all(files: Sequence[Path]) -> Iterator[RawWorkbook | Refusal]:
    """Read files in worker processes with limits of time and memory, in the order given.

    A file that makes its worker die, hang or eat memory becomes a ``Refusal`` and costs that file only.
    """
    # The clock's limit is only for a worker that does not even use its CPU time.
    patience = 3 * WORKER_SECONDS
    with lanes(len(files), start_worker) as pools:
        running = [
            (file, pools[at % len(pools)].schedule(read_one, args=(str(file), DEFAULT_LIMITS), timeout=patience))
            for at, file in enumerate(files)
        ]
        for file, future in running:
            try:
                yield future.result()
            except OutOfTimeError:
                yield Refusal(file.name, RefusalKind.WORKER_TIMEOUT, {"limit": patience})
            except ProcessExpired as ended:
                yield Refusal(file.name, RefusalKind.WORKER_DIED, {"found": ended.exitcode or 0})
