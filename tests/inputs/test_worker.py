"""Does a value come back from a worker, whatever the file does to it?"""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from milepost.inputs import worker
from milepost.inputs.limits import Limits
from milepost.inputs.worker import WORKER_MEMORY, WORKER_SECONDS, read_one, start_worker
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.workbook import RawWorkbook
from tests.inputs.packages import workbook

NO_LIMITS = Limits(
    member_bytes=2**33,
    total_bytes=2**33,
    ratio=2**33,
    cells=2**33,
    rows=2**33,
    tags=2**33,
    strings=2**33,
    run_bytes=2**33,
)


def in_worker(work: Callable[..., object], *arguments: object, start: Callable[[], None] = start_worker) -> object:
    """Run a function in a worker process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=start) as pool:
        return pool.submit(work, *arguments).result(timeout=60)


def limits_of_this_process() -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0]


def read_twice(path: str) -> tuple[RawWorkbook | Refusal, object, tuple[int, int]]:
    within = worker.within_limits(path, limits_of_this_process)
    return read_one(path), within, limits_of_this_process()


def start_small_worker() -> None:
    worker.WORKER_MEMORY = 150 * 1024 * 1024  # type: ignore[misc]
    start_worker()


def read_with_little_time(path: str) -> RawWorkbook | Refusal:
    worker.WORKER_SECONDS = 1  # type: ignore[misc]
    return read_one(path, NO_LIMITS)


def good(folder: Path) -> Path:
    path = folder / "north.xlsx"
    path.write_bytes(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))
    return path


def test_a_worker_reads_one_file_after_the_other(tmp_path: Path) -> None:
    answer = in_worker(read_twice, str(good(tmp_path)))
    assert isinstance(answer, tuple)
    book, (memory, seconds), after = answer
    assert isinstance(book, RawWorkbook)
    assert WORKER_MEMORY < memory < 2**40
    assert WORKER_SECONDS < seconds < 3600
    assert after == limits_of_this_process()  # the limits of a file end with the file


def test_a_file_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "north.xlsx"
    path.write_bytes(workbook('<row r="1">' + " " * 160_000_000 + "</row>"))
    answer = in_worker(read_one, str(path), NO_LIMITS, start=start_small_worker)
    assert isinstance(answer, Refusal)
    assert (answer.file, answer.kind, answer.facts) == (
        "north.xlsx",
        RefusalKind.WORKER_MEMORY,
        {"limit": 150 * 1024 * 1024},
    )


def test_a_file_that_takes_too_much_time_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "north.xlsx"
    path.write_bytes(workbook('<row r="1">' + '<c r="A1"/>' * 3_000_000 + "</row>"))
    answer = in_worker(read_with_little_time, str(path))
    assert isinstance(answer, Refusal)
    assert answer.kind is RefusalKind.WORKER_TIMEOUT


def test_outside_a_worker_nothing_is_limited(tmp_path: Path) -> None:
    before = limits_of_this_process()
    assert isinstance(read_one(str(good(tmp_path))), RawWorkbook)
    assert limits_of_this_process() == before


@pytest.mark.parametrize(
    ("error", "kind", "facts"),
    [
        (MemoryError(), RefusalKind.WORKER_MEMORY, {"limit": WORKER_MEMORY}),
        (RecursionError(), RefusalKind.WORKER_FAILED, {"found": "RecursionError"}),
        (UnicodeDecodeError("utf-8", b"", 0, 1, ""), RefusalKind.WORKER_FAILED, {"found": "UnicodeDecodeError"}),
        (worker._OutOfTimeError(), RefusalKind.WORKER_TIMEOUT, {"limit": WORKER_SECONDS}),
    ],
)
def test_whatever_happens_inside_becomes_a_refusal(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, kind: RefusalKind, facts: dict[str, object]
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(worker, "read_workbook", broken)
    assert read_one("inputs/2024/north.xlsx") == Refusal("north.xlsx", kind, facts)  # type: ignore[arg-type]
