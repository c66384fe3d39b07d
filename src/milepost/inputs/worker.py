"""How is one workbook read where it can do no harm? What runs inside a worker process."""

from __future__ import annotations

import resource
import signal
from pathlib import Path
from types import FrameType

from milepost.inputs.limits import DEFAULT_LIMITS, Limits
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.workbook import RawWorkbook

WORKER_SECONDS = 20
"""CPU seconds that one file may take; by the clock, give the pool three times as many."""

WORKER_MEMORY = 300 * 1024 * 1024
"""Bytes of address space that a worker may take beyond what it takes while idle."""


class _OutOfTimeError(BaseException):
    """The file used up its CPU time; no ``except Exception`` on the way may swallow it."""


class _Worker:
    """Whether this process is a worker whose limits were set."""

    started = False


def start_worker() -> None:
    """Limit this process; to be called once in each worker process, in its main thread.

    What decides about a file is counted while reading; these limits only stop what slips through.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = _address_space() + WORKER_MEMORY
    if hard != resource.RLIM_INFINITY:
        allowed = min(allowed, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    signal.signal(signal.SIGXCPU, _out_of_time)
    _Worker.started = True


def read_one(path: str, limits: Limits = DEFAULT_LIMITS) -> RawWorkbook | Refusal:
    """Read one file; whatever happens to it inside, a value comes back.

    Args:
        path: The file.
        limits: What is counted while reading.
    """
    file = Path(path).name
    try:
        _allow_seconds(WORKER_SECONDS)
        return read_workbook(path, limits)
    except MemoryError:
        return Refusal(file, RefusalKind.WORKER_MEMORY, {"limit": WORKER_MEMORY})
    except _OutOfTimeError:
        return Refusal(file, RefusalKind.WORKER_TIMEOUT, {"limit": WORKER_SECONDS})
    except Exception as error:  # a foreign file must never end the run
        return Refusal(file, RefusalKind.WORKER_FAILED, {"found": type(error).__name__})
    finally:
        _allow_seconds(None)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise _OutOfTimeError


def _allow_seconds(seconds: int | None) -> None:
    """Give the process this much CPU time from now on; it is a worker's, and each file gets its own."""
    if not _Worker.started:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    soft = resource.RLIM_INFINITY if seconds is None else used + seconds
    if hard != resource.RLIM_INFINITY:
        soft = hard if seconds is None else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _address_space() -> int:
    """Bytes of address space that this process takes now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
