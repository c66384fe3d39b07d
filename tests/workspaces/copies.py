"""How does a test get a workspace of its own, and how does it start a command in it?"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
YEARS = {"harbour": 2031, "meadow": 2030, "regions": 2031, "orchard": 2030}
TRACES = ("Traceback", "  File ")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    def refused(self) -> str:
        """Say the one line of a command that could not run.

        It says so by its status and in one line of its own, after those of its progress; never by a traceback.
        """
        assert self.status == 2, self
        assert not any(trace in self.out + self.err for trace in TRACES), self.err
        said = [line for line in self.err.splitlines() if line.startswith("milepost: ")]
        assert len(said) == 1, self.err
        return said[0].removeprefix("milepost: ")


def copy(name: str, folder: Path) -> Path:
    """Copy a workspace as it is in git: definitions and what came in, without what commands have made."""
    target = folder / name
    made = shutil.ignore_patterns("facts*.yaml", ".cache", "issued", "returned", str(YEARS[name]) + ".new")
    shutil.copytree(HERE / name, target, ignore=made)
    shutil.rmtree(target / "reports" / str(YEARS[name]), ignore_errors=True)
    return target


def start(
    *words: str, cwd: Path, variables: Mapping[str, str] | None = None, as_everybody: bool = False
) -> "subprocess.Popen[str]":
    """Start ``python -m milepost`` in a folder.

    Args:
        words: The command line.
        cwd: The current folder.
        variables: Further environment variables.
        as_everybody: Even root must then ask the permissions of files.
    """
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(variables or {})}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "milepost", *words],
        cwd=cwd,
        env=known,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=obey_permissions if as_everybody else None,
    )


def ended(process: "subprocess.Popen[str]") -> Ended:
    out, err = process.communicate(timeout=300)
    return Ended(process.returncode, out, err)


def run(*words: str, cwd: Path, variables: Mapping[str, str] | None = None, as_everybody: bool = False) -> Ended:
    """Run ``python -m milepost`` in a folder to its end."""
    return ended(start(*words, cwd=cwd, variables=variables, as_everybody=as_everybody))


def obey_permissions() -> None:
    """Give up root's right to write where the permissions of a file or folder forbid it."""
    import ctypes

    drop_from_bounding_set, override, read_search = 24, 1, 2
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (override, read_search):
            libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


def tree(folder: Path, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Name every file below a folder with its SHA-256, and every empty folder; ``without`` names folders left out."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(name == one or name.startswith(f"{one}/") for one in without):
            continue
        if path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        elif not any(path.iterdir()):
            found[name] = "empty"
    return found
