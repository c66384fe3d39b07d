#!/usr/bin/env python3
"""The door of Milepost: what must be there before the engine can start, and how is it started?

``python3 build.py`` makes the environment ``.venv`` beside this file once, then builds the newest report. Every other
word goes unchanged to the ``milepost`` command line, except for two words of this file:

    python3 build.py test ARGS       pytest, in this folder
    python3 build.py bench NAME ...  a program of bench/

This file shares its name with a package that makes wheels. It does nothing when imported; wheels are made with
``pip wheel .``.
"""

import os
import sys

if __name__ == "__main__" and sys.version_info < (3, 11):
    found = "{}.{} ({})".format(*sys.version_info[:2], sys.executable)
    print("build.py: Milepost needs Python 3.11 or later, this is " + found + ".", file=sys.stderr)
    sys.exit(2)

# Python before 3.11 reads this file to its end before it runs the lines above: no newer syntax below.
# Every start passes here: what only the set-up needs is imported where it is used.
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "stamp.txt"
LOG = HERE / ".cache" / "set-up.log"

# What pip cannot install: the Debian package and the library in it that the PDF renderer opens.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}


class SetUpError(Exception):
    """What stops the set-up, in one line: what is wrong and what to do."""


def main(words: list[str]) -> int:
    """Set up what is missing, then become the command that ``words`` ask for.

    Returns:
        The exit status, where no command could be started: 2, or 130 after Ctrl-C.
    """
    try:
        set_up()
        hand_over(words)
    except SetUpError as error:
        print(f"build.py: {error}", file=sys.stderr)
    except OSError as error:
        print(f"build.py: {error}. Correct this, then start again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("build.py: stopped during the set-up. The next start makes it anew.", file=sys.stderr)
        return 130
    return 2


def set_up() -> None:
    """Make sure of the system's libraries and of the environment; everything missing is found before any download."""
    current = is_current()
    missing = missing_packages(with_venv=not current)
    if not current and not os.access(HERE, os.W_OK):
        raise SetUpError(f"{HERE} may not be written to. Copy it to a folder of your own and start build.py there.")
    if missing:
        install_packages(missing)
    if not current:
        make_environment()


# -- the system ------------------------------------------------------------------------------------------------------


def missing_packages(with_venv: bool) -> list[str]:
    """Name the Debian packages that are not there; python3-venv is only needed to make an environment."""
    missing = ["python3-venv"] if with_venv and not can_make_environments() else []
    return missing + [package for package, library in LIBRARIES.items() if not loads(library)]


def can_make_environments() -> bool:
    """Tell whether this Python has venv and ensurepip, which Debian packs apart from it."""
    import importlib

    importlib.invalidate_caches()
    try:
        importlib.import_module("venv")
        importlib.import_module("ensurepip")
    except ImportError:
        return False
    return True


def loads(library: str) -> bool:
    """Tell whether a shared library is there, with all that it needs itself."""
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Install Debian packages if we are root on Debian or Ubuntu; otherwise say what to do."""
    names = " ".join(packages)
    if os.geteuid() != 0 or not is_debian(Path("/etc/os-release")):
        raise SetUpError(f"the system lacks packages, named here as on Debian. First run: sudo apt-get install {names}")
    say(f"installing {names} with apt-get, as root")
    with LogFile() as log:
        log.run(["apt-get", "update"], "The packages of the system could not be listed")
        log.run(
            ["apt-get", "install", "-y", "--no-install-recommends", *packages],
            f"{names} could not be installed",
        )
    if missing_packages(with_venv="python3-venv" in packages):
        raise SetUpError(f"{sys.executable} does not find {names}, now installed. Start with /usr/bin/python3 build.py")


def is_debian(release: Path) -> bool:
    """Tell whether the system takes Debian's packages, from the text of ``/etc/os-release``."""
    if not release.exists():
        return False
    facts = dict(line.split("=", 1) for line in release.read_text("utf-8", "replace").splitlines() if "=" in line)
    names = facts.get("ID", "") + " " + facts.get("ID_LIKE", "")
    return not {"debian", "ubuntu"}.isdisjoint(names.replace('"', "").split())


# -- the environment -------------------------------------------------------------------------------------------------


def stamp() -> bytes:
    """Describe the environment that is wanted: Python, folder (an environment cannot be moved), declared packages."""
    declared = (HERE / "pyproject.toml").read_bytes().partition(b"\n[tool.")[0]
    pinned = (HERE / "constraints.txt").read_bytes()
    return b"\n".join([b"Python %d.%d" % sys.version_info[:2], os.fsencode(HERE), declared, pinned])


def is_current() -> bool:
    """Tell whether the environment was made to the end, from what is declared now."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_bytes() == stamp()


def make_environment() -> None:
    """Make the environment anew; the stamp comes last, so that a half-made one is never used."""
    with LogFile() as log:
        if is_current():  # made by another start while we waited for the log
            return
        say(f"making the environment {ENVIRONMENT}, once; this takes a minute or two")
        STAMP.unlink(missing_ok=True)
        log.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], "The environment could not be made")
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar=off"]
        log.run(
            [*pip, "--constraint=constraints.txt", "--editable=.[test]"],
            "The packages that Milepost is made with could not be installed",
        )
        STAMP.write_bytes(stamp())


class LogFile:
    """The log of one set-up; no other start sets up while it is open."""

    def __enter__(self) -> "LogFile":
        import fcntl

        LOG.parent.mkdir(exist_ok=True)
        self.file = LOG.open("a", encoding="utf-8")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is setting up; waiting for it")
            fcntl.flock(self.file, fcntl.LOCK_EX)
        self.file.truncate(0)
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def run(self, command: list[str], failure: str) -> None:
        """Run a command of the set-up; where it fails, say so in one line and leave its own words in the log."""
        import subprocess

        variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        ended = subprocess.run(
            command, cwd=HERE, env=variables, stdin=subprocess.DEVNULL, stdout=self.file, stderr=subprocess.STDOUT
        )
        if ended.returncode:
            raise SetUpError(f"{failure}: {reason(LOG.read_text('utf-8', 'replace'))}. All of it is in {LOG}.")


def reason(said: str) -> str:
    """Find the one line that tells why pip or apt-get failed."""
    if any(words in said for words in ("connection broken", "Could not connect", "Temporary failure resolving")):
        return "the network cannot be reached; check the connection and start again"
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR:", "E:"))]
    return (errors or lines or ["it gave no reason"])[-1].rstrip(".")


def say(words: str) -> None:
    """Tell the person at the terminal what takes its time."""
    print(f"build.py: {words}", file=sys.stderr, flush=True)


# -- the command -----------------------------------------------------------------------------------------------------


def hand_over(words: list[str]) -> None:
    """Become the command that ``words`` ask for: its exit status, signals and folder are those of this process."""
    if words[:1] == ["test"]:
        os.chdir(HERE)
        command = ["-P", "-m", "pytest", *words[1:]]
    elif words[:1] == ["bench"]:
        command = [str(bench_program(words[1:2])), *words[2:]]
    else:
        os.environ["MILEPOST_HOME"] = str(HERE)  # the workspace, where the current folder is in none
        command = ["-P", "-m", "milepost", *(words or ["build"])]
    os.execv(PYTHON, [str(PYTHON), *command])


def bench_program(name: list[str]) -> Path:
    """Find the program of bench/ with that name."""
    programs = {path.stem: path for path in sorted((HERE / "bench").glob("*.py"))}
    if not name or name[0] not in programs:
        raise SetUpError(f"bench needs the name of a program in bench/: {', '.join(programs) or 'there is none yet'}")
    return programs[name[0]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
