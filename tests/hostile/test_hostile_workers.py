"""Do the worker's limits stop what slips through the counting, at the cost of that file alone?"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from milepost.inputs import worker
from milepost.inputs.form import Form
from milepost.inputs.worker import WORKER_MEMORY, read_form, within_limits
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.pipeline import reading
from milepost.pipeline.reading import Read, read_all
from tests.hostile.inbox import FORM, languages, setting

MIB = 1024 * 1024


# -- what a file might do to its worker; chosen by the file's name ---------------------------------------------------


def hang() -> None:
    """Wait for something that never comes, without using the processor."""
    time.sleep(300)


def spin() -> None:
    """Use the processor for ever."""
    while True:
        pass


def spin_deaf() -> None:
    """Use the processor for ever, and take every error for one's own."""
    while True:
        with suppress(Exception):
            spin()


def eat() -> None:
    """Take all memory, in pieces."""
    taken = []
    while True:
        taken.append(bytearray(16 * MIB))


def eat_at_once() -> None:
    bytearray(64 * 1024 * MIB)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave_quietly() -> None:
    """End as if all were well, without an answer."""
    os._exit(0)


def ask_to_leave() -> None:
    sys.exit(0)


def recurse() -> None:
    recurse()


def stumble() -> None:
    raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")


DEEDS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (hang, spin, spin_deaf, eat, eat_at_once, die, leave_quietly, recurse, stumble)
}


def do(path: str, form: Form, words: Sequence[Words]) -> Submission | Refusal:
    """Do to the worker what the file is named after, within the worker's limits; read any other file."""
    deed = DEEDS.get(Path(path).stem)
    worker.WORKER_SECONDS = 1
    if deed is None:
        return read_form(path, form, words)

    def misbehave() -> Refusal:
        deed()
        return Refusal(path, RefusalKind.NOT_A_ZIP)

    return within_limits(path, misbehave)


def die_afterwards(path: str, form: Form, words: Sequence[Words]) -> Submission | Refusal:
    """Answer, and die before the next file comes."""
    answer = read_form(path, form, words)
    if Path(path).stem == "last words":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
    return answer


def die_at_the_start() -> None:
    """Stands for what sets a worker up."""
    os._exit(1)


def die_at_the_first_start() -> None:
    """The same, but only once: the next worker finds the folder there."""
    try:
        Path(os.environ["STARTED"]).mkdir()
    except FileExistsError:
        return
    os._exit(1)


def read(folder: Path, names: Sequence[str], how: Read, patience: float = 60) -> list[Submission | Refusal]:
    year = setting()
    files = []
    for name in names:
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(FORM.read_bytes())
    return list(read_all(files, year.form, languages(year), how, patience))


# -- the tests -------------------------------------------------------------------------------------------------------

IDLE = {
    "hang": (RefusalKind.WORKER_TIMEOUT, {"limit": 4}),
    "leave_quietly": (RefusalKind.WORKER_TIMEOUT, {"limit": 4}),
}
BUSY = {
    "spin": (RefusalKind.WORKER_TIMEOUT, {"limit": 1}),
    "eat": (RefusalKind.WORKER_MEMORY, {"limit": WORKER_MEMORY}),
    "spin_deaf": (RefusalKind.WORKER_TIMEOUT, {"limit": 1}),
    "eat_at_once": (RefusalKind.WORKER_MEMORY, {"limit": WORKER_MEMORY}),
    "recurse": (RefusalKind.WORKER_FAILED, {"found": "RecursionError"}),
    "stumble": (RefusalKind.WORKER_FAILED, {"found": "UnicodeDecodeError"}),
    "die": (RefusalKind.WORKER_DIED, {"found": -signal.SIGKILL}),
}
"""What uses up the processor gets a minute by the clock: other programs may be running too."""


@pytest.mark.parametrize(("expected", "patience"), [(IDLE, 4), (BUSY, 60)])
def test_hostile_deeds_cost_one_file_each(
    expected: Mapping[str, object], patience: float, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = [*expected, *(f"good {number}" for number in range(len(expected)))]
    answers = dict(zip(names, read(tmp_path, names, do, patience), strict=True))
    refused = {name: one for name, one in answers.items() if isinstance(one, Refusal)}
    assert {name: (one.kind, one.facts) for name, one in refused.items()} == expected
    said = capfd.readouterr()
    assert "Traceback" not in said.out + said.err


def test_hostile_worker_that_dies_after_its_answer_costs_nobody(tmp_path: Path) -> None:
    names = ["last words", "other lane", "next", "one more", "and one"]
    answers = read(tmp_path, names, die_afterwards)
    assert [type(one) for one in answers] == [Submission] * len(names)


@pytest.mark.parametrize(
    ("start", "expected"), [(die_at_the_first_start, Submission), (die_at_the_start, RefusalKind.WORKER_DIED)]
)
def test_hostile_workers_that_do_not_even_start(
    start: Callable[[], None], expected: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STARTED", str(tmp_path / "started"))
    monkeypatch.setattr(reading, "start_worker", start)
    answers = read(tmp_path, ["one", "two"], read_form)
    assert [one.kind if isinstance(one, Refusal) else type(one) for one in answers] == [expected] * 2


def test_hostile_deeds_are_all_expected() -> None:
    assert set(DEEDS) == {*IDLE, *BUSY}


def test_hostile_limits_are_those_that_the_issue_names() -> None:
    assert (worker.WORKER_SECONDS, worker.WORKER_MEMORY) == (20, 300 * MIB)
