"""How long does each stage of a build take, and how much memory, on the first run and on the second?

Builds the embedded report (or another workspace) in a copy, in a process of its own: first without anything kept from
an earlier build, then again. Seconds of one machine say little on another, so the seconds of its processors are also
given as multiples of a floor that is measured in the same run: what nobody who reads these workbooks and prints with
this renderer can avoid.

    python3 build.py bench stages [--workspace DIR] [--year Y] [--runs N] [--write]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

ROOT = Path(__file__).resolve().parent.parent
PAGE, HEADING = ROOT / "docs" / "performance.md", "## The last measurement"
EVERY = 0.02
"""Seconds between two looks at the memory."""

WORKBOOKS, RENDERER = "W", "R"
FLOOR_OF = {"start": RENDERER, "html": RENDERER, "pdf": RENDERER, "print": RENDERER}
"""Stage -> the floor that it is held against; all others are held against the workbooks."""

FLOORS = {
    WORKBOOKS: "unzip all workbooks and let expat read every XML part, doing nothing with it",
    RENDERER: "start Python and import WeasyPrint",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One build, by stage.

    Attributes:
        seconds: By the clock.
        worked: Of all processors together.
        memory: The most of all its processes together, in bytes.
    """

    seconds: Mapping[str, float]
    worked: Mapping[str, float]
    memory: Mapping[str, int]

    @property
    def total(self) -> float:
        """Seconds of the whole build."""
        return sum(self.seconds.values())


def worked() -> float:
    """Seconds that processors have worked for this process and the ended ones that it started."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@dataclass(slots=True)
class Memory:
    """Looks at the memory of this process and its workers, and keeps the most for each stage."""

    most: dict[str, int] = field(default_factory=dict)
    stage: str = "start"
    ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch while something runs."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            self.ended.set()
            watcher.join()

    def _watch(self) -> None:
        while not self.ended.wait(EVERY):
            stage, now = self.stage, sum(resident(pid) for pid in family(os.getpid()))
            self.most[stage] = max(now, self.most.get(stage, 0))


def family(pid: int) -> list[int]:
    """A process and all that it started, by their numbers."""
    found = [pid]
    for tasks in (Path("/proc") / str(pid) / "task").glob("*/children"):
        try:
            found += [one for child in tasks.read_text().split() for one in family(int(child))]
        except OSError:
            continue  # it has just ended
    return found


def resident(pid: int) -> int:
    """Memory of a process in bytes; what it shares with others is counted for each of them."""
    try:
        pages = (Path("/proc") / str(pid) / "statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def build_once(workspace: Path, year: int) -> Run:
    """Build in this process, as the command line does."""
    begin, done = time.perf_counter(), worked()
    memory = Memory()
    spent: dict[str, float] = {}
    with memory.watched():
        from milepost.pipeline.building import build
        from milepost.pipeline.gather import gather
        from milepost.pipeline.progress import Progress
        from milepost.pipeline.workspace import Workspace

        class Watched(Progress):
            """Tells the watcher which stage it is looking at."""

            @contextmanager
            def stage(self, name: str, line: str) -> Iterator[None]:
                memory.stage, before = name, worked()
                with super().stage(name, line):
                    yield
                spent[name] = spent.get(name, 0.0) + worked() - before

        progress = Watched()
        progress.seconds["start"], spent["start"] = time.perf_counter() - begin, worked() - done
        with progress.stage("definitions", ""):
            setting = gather(Workspace(workspace), year)
        build(setting, progress)
    return Run(progress.seconds, spent, memory.most)


def in_a_new_process(workspace: Path, year: int) -> Run:
    """Build in a process that has loaded nothing yet."""
    command = [sys.executable, str(Path(__file__).resolve()), "--once", str(workspace), "--year", str(year)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return Run(**json.loads(ended.stdout))


def copy_of(workspace: Path, folder: Path, year: int) -> Path:
    """Copy what a build reads, without anything that commands have made."""
    target = folder / "workspace"
    shutil.copytree(workspace / "indicators", target / "indicators")
    made = shutil.ignore_patterns("issued", "returned", ".*")
    shutil.copytree(workspace / "inputs" / str(year), target / "inputs" / str(year), ignore=made)
    (target / "reports").mkdir()
    shutil.copy(workspace / "reports" / f"{year}.yaml", target / "reports")
    return target


def parse_all(files: Sequence[Path]) -> None:
    """Unzip workbooks and let expat read every XML part of them."""
    for file in files:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    expat.ParserCreate().Parse(package.read(name), True)


def import_renderer() -> None:
    """Start Python and import the renderer."""
    subprocess.run([sys.executable, "-c", "import weasyprint"], check=True, capture_output=True)


def least(work: Callable[[], None], times: int) -> float:
    """The least seconds of the processors in several goes: the others were disturbed."""
    seconds = []
    for _ in range(times):
        before = worked()
        work()
        seconds.append(worked() - before)
    return min(seconds)


def workbooks(folder: Path) -> list[Path]:
    """The workbooks of a year that can be opened at all."""
    return [file for file in sorted(folder.glob("*.xlsx")) if zipfile.is_zipfile(file)]


def table(first: Run, second: Run, floors: Mapping[str, float]) -> Iterator[str]:
    """The stages as a table in Markdown."""
    yield "| stage | first run, s | second run, s | its processors, s | in floors | most memory, MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for stage, seconds in second.seconds.items():
        floor, spent = FLOOR_OF.get(stage, WORKBOOKS), second.worked.get(stage, 0.0)
        memory = max(first.memory.get(stage, 0), second.memory.get(stage, 0)) / 1_000_000
        shown = f"{memory:.0f}" if memory else "–"
        ratio = f"{spent / floors[floor]:.1f} {floor}"
        yield f"| {stage} | {first.seconds.get(stage, 0):.2f} | {seconds:.2f} | {spent:.2f} | {ratio} | {shown} |"
    most = max([*first.memory.values(), *second.memory.values()]) / 1_000_000
    spent = sum(second.worked.values())
    ratio = f"{spent / sum(floors.values()):.1f} (W + R)"
    yield f"| **all** | {first.total:.2f} | {second.total:.2f} | {spent:.2f} | {ratio} | {most:.0f} |"


def machine() -> str:
    """What the numbers were measured on, in words that name nobody's machine."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    cores = os.cpu_count()
    return f"{platform.machine()}, {cores} cores, {memory:.0f} GiB of memory, Linux, Python {platform.python_version()}"


def main(words: Sequence[str]) -> None:
    """Measure and print what ``docs/performance.md`` shows."""
    asked = argparse.ArgumentParser(prog="bench stages", description=__doc__.splitlines()[0])
    asked.add_argument("--workspace", type=Path, default=ROOT, help="the workspace; else the embedded one")
    asked.add_argument("--year", type=int, help="year of the report; else the newest")
    asked.add_argument("--runs", type=int, default=3, help="runs of each kind; the fastest counts")
    asked.add_argument("--write", action="store_true", help="put the table into docs/performance.md, too")
    asked.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args(words)
    if given.once:
        run = build_once(given.once, given.year)
        print(json.dumps({"seconds": run.seconds, "worked": run.worked, "memory": run.memory}))
        return
    year = given.year or max(int(file.stem) for file in (given.workspace / "reports").glob("*.yaml"))
    firsts, seconds = [], []
    for _ in range(given.runs):
        with tempfile.TemporaryDirectory() as folder:
            workspace = copy_of(given.workspace, Path(folder), year)
            firsts.append(in_a_new_process(workspace, year))
            seconds.append(in_a_new_process(workspace, year))
    files = workbooks(given.workspace / "inputs" / str(year))
    floors = {WORKBOOKS: least(lambda: parse_all(files), 5), RENDERER: least(import_renderer, 3)}
    first, second = (min(runs, key=lambda one: one.total) for runs in (firsts, seconds))
    lines = [machine(), ""]
    lines += [f"- {letter} = {floor:.3f} s of a processor: {FLOORS[letter]}" for letter, floor in floors.items()]
    lines += ["", f"{len(files)} workbooks; the fastest of {given.runs} runs of each kind.", ""]
    lines += table(first, second, floors)
    print("\n".join(lines))
    if given.write:
        above = PAGE.read_text("utf-8").partition(HEADING)[0]
        PAGE.write_text("\n".join([above + HEADING, "", *lines, ""]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
