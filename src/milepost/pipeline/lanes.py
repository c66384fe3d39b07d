"""How is work done in processes of its own, so that what goes wrong there costs that piece of work alone?"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from pebble import ProcessPool

LANES = 2


@contextmanager
def lanes(work: int, initializer: Callable[[], None] | None = None) -> Iterator[tuple[ProcessPool, ...]]:
    """Open processes for so many pieces of work, each a pool of its own; the caller deals the work out.

    A pool takes its locks away before it ends its processes, and a process that is only just starting then writes a
    traceback to the terminal. So each pool has one process, and is closed after that process has answered once more:
    it may have been started anew, after the work before it had made the last one die.

    Args:
        work: Pieces of work; no more processes than these are started.
        initializer: Called first in each process.
    """
    context = multiprocessing.get_context("spawn")
    pools = tuple(ProcessPool(max_workers=1, initializer=initializer, context=context) for _ in range(min(LANES, work)))
    try:
        yield pools
        for pool in pools:
            with suppress(Exception):  # nothing is asked of it but that it started
                pool.schedule(os.getpid).result()
    finally:
        for pool in pools:
            pool.stop()  # type: ignore[no-untyped-call]
        for pool in pools:
            pool.join()
