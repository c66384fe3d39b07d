"""Do the programs of bench/ start, and do they measure what they say? No test holds a number of seconds."""

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = sorted((ROOT / "bench").glob("*.py"))


@pytest.fixture(scope="module")
def stages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_stages", ROOT / "bench" / "stages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda one: one.stem)
def test_every_program_says_what_it_takes(program: Path) -> None:
    ended = subprocess.run([sys.executable, program, "--help"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"usage: bench {program.stem}" in ended.stdout


def test_the_copy_holds_nothing_that_was_made(stages: ModuleType, tmp_path: Path) -> None:
    made = stages.copy_of(ROOT / "tests" / "workspaces" / "meadow", tmp_path, 2030)
    names = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert {"indicators/framework.yaml", "inputs/2030/MILL-1.xlsx", "reports/2030.yaml"} <= names
    assert not [name for name in names if "returned" in name or "issued/" in name or ".cache" in name]


def test_the_floor_opens_every_workbook(stages: ModuleType) -> None:
    files = stages.workbooks(ROOT / "tests" / "workspaces" / "harbour" / "inputs" / "2031")
    assert [file.name for file in files if "torn" in file.name or "~" in file.name] == []
    assert len(files) == 5
    assert stages.least(lambda: [stages.parse_all(files) for _ in range(20)], 1) > 0


def test_the_memory_of_workers_counts(stages: ModuleType) -> None:
    greedy = "import time; x = bytearray(60_000_000); print(flush=True); time.sleep(60)"
    memory = stages.Memory(stage="working")
    with memory.watched(), subprocess.Popen([sys.executable, "-c", greedy], stdout=subprocess.PIPE) as child:
        try:
            assert child.stdout is not None
            child.stdout.readline()
            assert child.pid in stages.family(os.getpid())
            until = time.monotonic() + 30
            while memory.most.get("working", 0) < 60_000_000 and time.monotonic() < until:
                time.sleep(0.01)
        finally:
            child.kill()
    assert memory.most["working"] >= 60_000_000


def test_the_table_names_the_floor_of_each_stage(stages: ModuleType) -> None:
    first = stages.Run({"read": 4.0, "print": 30.0}, {"read": 4.0, "print": 40.0}, {"print": 500_000_000})
    second = stages.Run({"read": 2.0, "print": 20.0}, {"read": 3.0, "print": 32.0}, {"print": 400_000_000})
    assert list(stages.table(first, second, {"W": 0.5, "R": 2.0}))[2:] == [
        "| read | 4.00 | 2.00 | 3.00 | 6.0 W | – |",
        "| print | 30.00 | 20.00 | 32.00 | 16.0 R | 500 |",
        "| **all** | 34.00 | 22.00 | 35.00 | 14.0 (W + R) | 500 |",
    ]
