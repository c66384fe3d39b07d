"""Does a year go on as before when hostile files, and files with hostile names, lie in its inbox?"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from milepost.pipeline.reading import inbox_files, readable_files
from tests.hostile.case import content
from tests.hostile.gathered import CASES
from tests.workspaces.copies import TRACES, copy, run

YEAR = "2031"
SHOWN = "\N{REPLACEMENT CHARACTER}"
NAMED = {
    "new\nline.xlsx": f"new{SHOWN}line.xlsx",
    "red\x1b[31m.xlsx": f"red{SHOWN}[31m.xlsx",
    "turned\u202exslx.exe": f"turned{SHOWN}xslx.exe",
    "\udcb1\udcb1\udcbe\udca9.xlsx": f"{SHOWN * 4}.xlsx",  # 北京 as an unpacked zip in GB 18030 names it
    "=cmd.xlsx": "=cmd.xlsx",
    "-rf.xlsx": "-rf.xlsx",
    "%s{0}{file}.xlsx": "%s{0}{file}.xlsx",
    "<script>.xlsx": "<script>.xlsx",
    "北\u3000京.xlsx": "北\u3000京.xlsx",
    f"{'a' * 250}.xlsx": f"{'a' * 250}.xlsx",
    f"{'北' * 83}.xlsx": f"{'北' * 83}.xlsx",
}
"""Name of a file -> how it is written in findings."""


def link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


NO_FILES: dict[str, Callable[[Path], None]] = {
    "loop.xlsx": link("loop.xlsx"),
    "nowhere.xlsx": link("nowhere"),
    "zeros.xlsx": link("/dev/zero"),
    "folder above.xlsx": link(".."),
    "passwords.xlsx": link("/etc/passwd"),
}


def one_of_each_kind() -> dict[str, bytes]:
    """A file for each kind of refusal."""
    found: dict[str, bytes] = {}
    for case in CASES:
        if case.refused is not None:
            found.setdefault(case.file or f"{case.refused.value}.xlsx", content(case))
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy("harbour", tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same year, with every kind of bad file and of bad name."""
    root = copy("harbour", tmp_path_factory.mktemp("crowded"))
    inbox = root / "inputs" / YEAR
    for name, data in one_of_each_kind().items():
        (inbox / name).write_bytes(data)
    for name in NAMED:
        (inbox / name).write_bytes(b"%PDF-1.7")
    for name, make in NO_FILES.items():
        make(inbox / name)
    os.mkfifo(inbox / "pipe.xlsx")
    return root


def contents(folder: Path) -> dict[str, str]:
    """What lies in a folder but for what a check may write: kind and time of each file, and its SHA-256."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name, told = path.relative_to(folder).as_posix(), path.lstat()
        if f"inputs/{YEAR}/returned" not in name and not stat.S_ISDIR(told.st_mode):
            digest = sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(told.st_mode) else ""
            found[name] = f"{told.st_mode:o} {told.st_mtime_ns} {digest}"
    return found


def findings(root: Path) -> list[dict[str, object]]:
    ended = run("check", YEAR, "--json", cwd=root)
    assert ended.status == 0, ended.err
    assert not any(trace in ended.out + ended.err for trace in TRACES)
    found: list[dict[str, object]] = json.loads(ended.out)["findings"]
    return found


def test_hostile_year_goes_on(clean: Path, crowded: Path) -> None:
    before = contents(crowded.parent)
    found = findings(crowded)
    assert contents(crowded.parent) == before
    own = findings(clean)
    files = {str(one["workbook"]) for one in own}
    assert [one for one in found if one["workbook"] in files] == own
    about = {str(one["workbook"]) for one in found} - files
    assert about == {*one_of_each_kind(), *NAMED.values(), *NO_FILES}
    assert {one["code"] for one in found if one["workbook"] in about} == {"F01", "F02"}


def test_hostile_year_gives_a_letter_for_each_file(crowded: Path) -> None:
    letters = sorted(path.name for path in (crowded / f"inputs/{YEAR}/returned/unidentified").iterdir())
    expected = {*one_of_each_kind(), *NAMED.values(), *NO_FILES}
    assert {name[:50] for name in letters} >= {f"{name}.txt"[:50] for name in expected}


def test_hostile_year_records_only_what_can_be_opened(crowded: Path) -> None:
    inbox = crowded / "inputs" / YEAR
    left_out = {file.name for file in set(inbox_files(inbox)) - set(readable_files(inbox))}
    assert left_out == {*NO_FILES, *(name for name, shown in NAMED.items() if shown != name)} - {"passwords.xlsx"}
