"""Whatever happens in the middle of a build: yesterday's report is whole, and the next build sets everything right."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.workspaces.copies import copy, ended, run, start, tree

KILLS = 20
REPORT = Path("reports/2030")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], float]:
    """A workspace with yesterday's report, what that holds, and the seconds that a build takes here."""
    root = copy("meadow", tmp_path_factory.mktemp("failing"))
    definition = root / "reports" / "2030.yaml"  # a short report: it is built more than twenty times
    kept = re.sub(r"(?ms)^chapters:.*?(?=^\S|\Z)", "", definition.read_text("utf-8"))
    definition.write_text(f"{kept}\nchapters: [summary]\n", encoding="utf-8")
    assert run("-q", "build", cwd=root).status == 0
    begin = time.monotonic()
    assert run("-q", "build", cwd=root).status == 0
    return root, tree(root / REPORT), time.monotonic() - begin


def test_a_build_killed_at_twenty_moments_leaves_the_report_whole(
    built: tuple[Path, dict[str, str], float],
) -> None:
    root, whole, seconds = built
    for moment in range(KILLS):
        process = start("-q", "build", cwd=root)
        time.sleep(seconds * (moment + 0.5) / KILLS)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        report = root / REPORT
        standing = report if report.exists() else report.with_name(f".{report.name}.old")
        assert tree(standing) == whole, f"killed after {(moment + 0.5) / KILLS:.0%} of a build"
    assert run("-q", "build", cwd=root).status == 0
    assert tree(root / REPORT) == whole
    assert [path.name for path in (root / "reports").iterdir() if path.name.startswith(".")] == []


def test_ctrl_c_ends_with_one_line(built: tuple[Path, dict[str, str], float]) -> None:
    root, whole, seconds = built
    process = start("-q", "build", cwd=root)
    time.sleep(seconds / 2)
    process.send_signal(signal.SIGINT)
    end = ended(process)
    if end.status != 0:  # the signal came before the build had ended
        assert end.status == 130
        assert end.err.strip().splitlines() == ["milepost: stopped. What stood there before is unchanged."]
    assert tree(root / REPORT) == whole


def test_a_full_disk_in_the_middle_of_writing(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    reports = root / "reports"
    definitions = {file.name: file.read_bytes() for file in reports.glob("*.yaml")}
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(reports)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small disk can only be made as root")
    try:
        for name, content in definitions.items():
            (reports / name).write_bytes(content)
        (reports / "2030").mkdir()
        (reports / "2030" / "report.en.html").write_text("yesterday")
        end = run("-q", "build", cwd=root)
        assert "disk is full" in end.refused() or "No space left" in end.refused()
        assert (reports / "2030" / "report.en.html").read_text() == "yesterday"
        assert sorted(path.name for path in reports.iterdir()) == ["2030", "2030.yaml"]
    finally:
        subprocess.run(["umount", str(reports)], check=True)


@pytest.mark.parametrize("name", ["with spaces", "林草 计划", 'it\'s "quoted"', "%41 & <b>"])
def test_any_name_of_a_folder_or_file(tmp_path: Path, name: str) -> None:
    root = copy("meadow", tmp_path / name)
    sent = root / "inputs" / "2030"
    workbook = next(sent.glob("*.xlsx"))
    workbook.rename(sent / f"{name}.xlsx")
    end = run("-q", "check", "2030", cwd=root)
    assert (end.status, end.err) == (0, "")
    assert name in end.out


def test_three_hundred_workbooks(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    sent = root / "inputs" / "2030"
    first = sorted(sent.glob("*.xlsx"))[0]
    for number in range(300):
        shutil.copy(first, sent / f"copy {number:03d}.xlsx")
    end = run("-q", "status", "2030", cwd=root)
    assert end.status == 0, end.err
    assert end.out.count("(duplicate)") == 300


def test_a_workbook_that_is_open_in_excel(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    sent = root / "inputs" / "2030"
    first = sorted(sent.glob("*.xlsx"))[0]
    (sent / f"~${first.name}").write_bytes(b"\x06Office" + b" " * 158)
    end = run("-q", "check", "2030", cwd=root)
    assert end.status == 0
    assert f"~${first.name}" in end.out


def test_nothing_is_left_running(built: tuple[Path, dict[str, str], float]) -> None:
    """A build that is killed takes its worker processes with it."""
    root, _, seconds = built
    process = start("-q", "build", cwd=root)
    time.sleep(seconds * 0.6)
    children = _children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [child for child in children if _alive(child)] == []


def _children(parent: int) -> list[int]:
    """Processes started by a process, and by those."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *_children(int(child))]
    return found


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
