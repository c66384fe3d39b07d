"""What does each hostile file really cost: seconds and memory, against an ordinary form read the same way?

    python3 build.py bench hostile              every file
    python3 build.py bench hostile merge zip    those whose name holds one of the words

Each file is read once in a process of its own, as a worker reads it, but without the worker's limits: what is measured
is what counting alone lets through. Seconds are those of the processor. Memory is what the process takes beyond what it
took while idle: as resident pages, and as address space, which is what the worker's limit is about.

Ends with 1 where a file takes longer than the goal, or more than half of the memory that the limit allows: then the
limit might decide, and it would not decide the same everywhere.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "src"), str(HERE)]

from milepost.inputs.form import Form  # noqa: E402
from milepost.inputs.worker import WORKER_MEMORY, read_form  # noqa: E402
from milepost.model.intake import Refusal  # noqa: E402
from milepost.model.words import Words  # noqa: E402
from tests.hostile import forms, gathered  # noqa: E402
from tests.hostile.case import Case  # noqa: E402
from tests.hostile.inbox import FORM, languages, setting  # noqa: E402

GOAL = 2.0
"""Seconds of the processor that a file may take."""
MIB = 1024 * 1024
FORKED = multiprocessing.get_context("fork")
TIMES = 5
"""How often the ordinary form is read; the median is the floor."""


@dataclass(frozen=True)
class Cost:
    """What reading one file took.

    Attributes:
        name: What the file is.
        verdict: The kind of the refusal, or ``read``.
        seconds: Of the processor.
        resident: Bytes of memory beyond those of the idle process, at the highest.
        space: Bytes of address space beyond those of the idle process, at the highest.
    """

    name: str
    verdict: str
    seconds: float
    resident: int
    space: int


def status() -> dict[str, int]:
    """Bytes of memory of this process, now and at the highest, as the kernel names them."""
    lines = (line.split() for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if len(words) == 3 and words[2] == "kB"}


def used() -> float:
    """Seconds of the processor so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def read(path: str, form: Form, words: Sequence[Words], answer: Connection) -> None:
    """Read a file and send what it cost; run in a process that was just forked."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the highest so far is now
    idle, began = status(), used()
    result = read_form(path, form, words)
    seconds, highest = used() - began, status()
    verdict = result.kind.value if isinstance(result, Refusal) else "read"
    answer.send((verdict, seconds, highest["VmHWM"] - idle["VmRSS"], highest["VmPeak"] - idle["VmSize"]))


def write(cases: Sequence[Case], folder: Path) -> None:
    """Write every file, in a process of its own: what this one would be left with, the readers would reuse."""
    for number, case in enumerate(cases):
        (folder / f"{number}.xlsx").write_bytes(case.make())


def cost(name: str, path: Path, form: Form, words: Sequence[Words]) -> Cost:
    """Read one file in a process of its own."""
    ours, theirs = FORKED.Pipe()
    process = FORKED.Process(target=read, args=(str(path), form, words, theirs))
    process.start()
    theirs.close()
    verdict, seconds, resident, space = ours.recv()
    process.join()
    return Cost(name, verdict, seconds, max(resident, 0), max(space, 0))


def line(one: Cost, floor: Cost) -> str:
    """One file: seconds, megabytes, both as multiples of the floor, verdict and name."""
    slower = one.seconds / max(floor.seconds, 0.001)
    larger = one.resident / max(floor.resident, MIB)
    mark = "*" if too_much(one) else " "
    return (
        f"{mark}{one.seconds:6.2f} s {slower:7.1f}x {one.resident / MIB:7.1f} MB {larger:6.1f}x "
        f"{one.space / MIB:7.1f} MB  {one.verdict:20} {one.name}"
    )


def too_much(one: Cost) -> bool:
    """Say whether a file takes longer than the goal, or so much that the worker's limit comes near."""
    return one.seconds > GOAL or one.space > WORKER_MEMORY / 2


def main(words: Sequence[str]) -> int:
    """Measure, print the dearest last, and say whether all keep to the goal."""
    asked = argparse.ArgumentParser(prog="bench hostile", description=(__doc__ or "").splitlines()[0])
    asked.add_argument("word", nargs="*", help="only files whose name holds one of the words")
    words = asked.parse_args(words).word
    year = setting()
    cases = [case for case in (*gathered.CASES, *forms.CASES) if not words or any(word in case.name for word in words)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writer = FORKED.Process(target=write, args=(cases, folder))
        writer.start()
        writer.join()
        floors = [cost("", FORM, year.form, languages(year)) for _ in range(TIMES)]
        floor = Cost(
            "an ordinary form",
            floors[0].verdict,
            median(one.seconds for one in floors),
            int(median(one.resident for one in floors)),
            int(median(one.space for one in floors)),
        )
        costs = [
            cost(case.name, folder / f"{number}.xlsx", year.form, languages(year)) for number, case in enumerate(cases)
        ]
    print("  seconds  x form  resident  x form   address  verdict              file")
    for one in sorted([floor, *costs], key=lambda one: one.seconds):
        print(line(one, floor))
    dear = [one for one in costs if too_much(one)]
    print(
        f"{len(costs)} files: {sum(one.seconds for one in costs):.1f} s in all; the dearest takes "
        f"{max(one.seconds for one in costs):.2f} s (goal {GOAL:.0f} s), the largest "
        f"{max(one.space for one in costs) / MIB:.0f} MB of address space (limit {WORKER_MEMORY / MIB:.0f} MB). "
        f"{len(dear)} beyond the goal or half of the limit."
    )
    return 1 if dear else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
