"""How is one workbook read where it can do no harm? What runs inside a worker process."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TypeVar

from milepost.inputs.answers import read_answers
from milepost.inputs.form import Form
from milepost.inputs.limits import DEFAULT_LIMITS, Limits
from milepost.inputs.read import read_submission
from milepost.inputs.signs import NO_SIGNS, Signs
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.model.workbook import RawWorkbook

WORKER_SECONDS = 20
"""CPU seconds that one file may take; by the clock, give the pool three times as many."""

WORKER_MEMORY = 300 * 1024 * 1024
"""Bytes of address space that a worker may take beyond what it takes while idle."""

Answer = TypeVar("Answer")


class _OutOfTimeError(BaseException):
    """The file used up its CPU time; no ``except Exception`` on the way may swallow it."""


class _Worker:
    """Whether this process is a worker, and the bytes of address space that it took when it started."""

    idle: int | None = None


def start_worker() -> None:
    """Make this process a worker; to be called once in it, in its main thread.

    What decides about a file is counted while reading; the worker's limits only stop what slips through.
    """
    signal.signal(signal.SIGXCPU, _out_of_time)
    _Worker.idle = _address_space()


def read_one(path: str, limits: Limits = DEFAULT_LIMITS) -> RawWorkbook | Refusal:
    """Read one workbook; whatever happens to it inside, a value comes back.

    Args:
        path: The file.
        limits: What is counted while reading.
    """
    return within_limits(path, lambda: read_workbook(path, limits))


def read_form(path: str, form: Form, words: Sequence[Words], signs: Signs = NO_SIGNS) -> Submission | Refusal:
    """Read one workbook as a submission of the form; whatever happens to it inside, a value comes back.

    Args:
        path: The file.
        form: The form of the year.
        words: Languages of the form, the units' own first.
        signs: By what rows and units are known that have lost their own names.
    """

    def read() -> Submission | Refusal:
        book = read_workbook(path)
        if isinstance(book, Refusal):
            return book
        return replace(read_submission(book, form, words, signs), answers=read_answers(book))

    return within_limits(path, read)


def within_limits(path: str, read: Callable[[], Answer]) -> Answer | Refusal:
    """Read a file within the worker's limits; outside a worker there are none."""
    file = Path(path).name
    try:
        # The inner block ends first: a signal that comes while it does so is still caught here.
        try:
            _limit(WORKER_SECONDS, WORKER_MEMORY)
            return read()
        finally:
            _limit(None, None)  # what was read is small by now, and may be sent without limits
    except MemoryError:
        return Refusal(file, RefusalKind.WORKER_MEMORY, {"limit": WORKER_MEMORY})
    except _OutOfTimeError:
        return Refusal(file, RefusalKind.WORKER_TIMEOUT, {"limit": WORKER_SECONDS})
    except Exception as error:  # a foreign file must never end the run
        return Refusal(file, RefusalKind.WORKER_FAILED, {"found": type(error).__name__})


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise _OutOfTimeError


def _limit(seconds: int | None, memory: int | None) -> None:
    """Give the process this much CPU time from now on, and this much address space beyond what it took idle."""
    if _Worker.idle is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _set(resource.RLIMIT_AS, None if memory is None else _Worker.idle + memory)
    _set(resource.RLIMIT_CPU, None if seconds is None else used + seconds)


def _set(kind: int, allowed: int | None) -> None:
    """Set the soft limit; None takes it away, as far as the hard limit lets it."""
    _, hard = resource.getrlimit(kind)
    if allowed is None:
        soft = hard
    else:
        soft = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
    resource.setrlimit(kind, (soft, hard))


def _address_space() -> int:
    """Bytes of address space that this process takes now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
