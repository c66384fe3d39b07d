"""Does the door set up what is missing, refuse in one line what it cannot do, and hand the words on unchanged?"""

import ast
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
BUILD = REPOSITORY / "build.py"

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "milepost"
version = "0"
[project.optional-dependencies]
test = []

[tool.ruff]
line-length = 100
"""

# Builds the editable package without a network.
BACKEND = """\
import zipfile
from pathlib import Path

FACTS = {
    "METADATA": ["Metadata-Version: 2.1", "Name: milepost", "Version: 0", "Provides-Extra: test"],
    "WHEEL": ["Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"],
    "RECORD": [],
}


def build_editable(directory, config_settings=None, metadata_directory=None):
    name = "milepost-0-py3-none-any.whl"
    with zipfile.ZipFile(Path(directory, name), "w") as wheel:
        wheel.writestr("milepost.pth", str(Path("src").resolve()))
        for file, lines in FACTS.items():
            wheel.writestr(f"milepost-0.dist-info/{file}", "\\n".join(lines))
    return name
"""

# Tells how it was started, then ends as its first word says.
COMMAND_LINE = """\
import json, os, signal, sys

def main():
    print(json.dumps([sys.argv[1:], os.getcwd(), os.environ["MILEPOST_HOME"], sys.prefix]), flush=True)
    if sys.argv[1] == "exit":
        sys.exit(int(sys.argv[2]))
    if sys.argv[1] == "wait":
        signal.pause()
"""


def a_small_repository(folder: Path) -> Path:
    """Lay out a folder with the true door and a package that needs nothing."""
    engine = folder / "src" / "milepost"
    engine.mkdir(parents=True)
    shutil.copy(BUILD, folder)
    shutil.copy(REPOSITORY / "src" / "milepost" / "__main__.py", engine)
    (engine / "__init__.py").write_text("")
    (engine / "cli.py").write_text(COMMAND_LINE)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    (folder / "constraints.txt").write_text("click==8.5.1\n")
    return folder


def load(folder: Path) -> ModuleType:
    """Import the door of ``folder`` under another name."""
    spec = importlib.util.spec_from_file_location("the_door", folder / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class System:
    """A made-up machine: what it has, what was run on it, what the process became."""

    def __init__(self, door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lacks: set[str] = set()
        self.gains_by_apt = True
        self.fails: dict[str, str] = {}
        self.ran: list[list[str]] = []
        self.became: list[str] | None = None
        monkeypatch.setattr(door, "loads", lambda library: library not in self.lacks)
        monkeypatch.setattr(door, "can_make_environments", lambda: "venv" not in self.lacks)
        monkeypatch.setattr(door, "is_debian", lambda release: True)
        monkeypatch.setattr(subprocess, "run", self.run)
        monkeypatch.setattr(os, "execv", self.become)
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setenv("MILEPOST_HOME", "")  # the door sets it, and goes to its folder: both are undone
        monkeypatch.delenv("MILEPOST_HOME")
        monkeypatch.chdir(door.HERE)
        self.door = door

    def run(self, command: list[str], **how: object) -> SimpleNamespace:
        """Note a command of the set-up; it fails, with these words in the log, where the test says so."""
        self.ran.append(command)
        for word, said in self.fails.items():
            if word in command:
                self.door.LOG.write_text(said)
                return SimpleNamespace(returncode=1)
        if command[:2] == ["apt-get", "install"] and self.gains_by_apt:
            self.lacks.clear()
        if "venv" in command:
            self.door.PYTHON.parent.mkdir(parents=True)
            self.door.PYTHON.touch()
        return SimpleNamespace(returncode=0)

    def become(self, path: Path, command: list[str]) -> None:
        """Note the command that the process becomes; no line of the door runs after it."""
        assert str(path) == command[0] == str(self.door.PYTHON)
        self.became = command[1:]
        raise SystemExit(0)


@pytest.fixture
def door(tmp_path: Path) -> ModuleType:
    """The door of a fresh folder."""
    return load(a_small_repository(tmp_path / "a folder"))


@pytest.fixture
def system(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> System:
    """A root shell on Debian with everything that the system must have, and no environment yet."""
    return System(door, monkeypatch)


@pytest.fixture
def made(door: ModuleType, system: System) -> ModuleType:
    """The door of a folder whose environment is made."""
    door.make_environment()
    system.ran.clear()
    return door


@pytest.fixture
def refusal(door: ModuleType, system: System, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Start the door, which must refuse: the one line that it says last."""

    def start(*words: str) -> str:
        assert door.main(list(words)) == 2
        assert system.became is None
        said = capsys.readouterr()
        assert said.out == ""
        *before, last = said.err.splitlines()
        assert all(line.startswith("build.py: ") for line in [*before, last])
        return last.removeprefix("build.py: ")

    return start


# -- before anything is set up


def test_import_does_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_small_repository(tmp_path / "r")
    before = sorted(folder.rglob("*")), Path.cwd(), dict(os.environ)
    load(folder)
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    assert (sorted(folder.rglob("*")), Path.cwd(), dict(os.environ)) == before
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 12)])
def test_an_old_python_is_refused_in_one_line(version: tuple[int, int, int]) -> None:
    program = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(BUILD)!r}, run_name='__main__')"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"needs Python 3.11 or later, this is {version[0]}.{version[1]} (" in ended.stderr


def test_an_old_python_can_read_the_door() -> None:
    ast.parse(BUILD.read_text("utf-8"), feature_version=(3, 6))


def test_only_the_standard_library() -> None:
    tree = ast.parse(BUILD.read_text("utf-8"))
    imports = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imports += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert set(imports) <= sys.stdlib_module_names


# -- packages of the system


def test_all_that_is_missing_is_asked_for_at_once(
    system: System, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    system.lacks = {"venv", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"}
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert refusal("build").endswith(
        "First run: sudo apt-get install python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    assert system.ran == [], "nothing is downloaded before"


def test_only_what_is_missing_is_asked_for(
    made: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    system.lacks = {"venv", "libharfbuzz-subset.so.0"}
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert refusal().endswith("First run: sudo apt-get install libharfbuzz-subset0"), "the environment is made already"


def test_root_on_another_system_is_told(
    door: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    system.lacks = {"libpango-1.0.so.0"}
    monkeypatch.setattr(door, "is_debian", lambda release: False)
    assert "First run: sudo apt-get install libpango-1.0-0" in refusal()
    assert system.ran == []


def test_root_on_debian_installs_what_is_missing(
    door: ModuleType, system: System, capsys: pytest.CaptureFixture[str]
) -> None:
    system.lacks = {"venv", "libpangoft2-1.0.so.0"}
    with pytest.raises(SystemExit):
        door.main([])
    assert system.ran[:2] == [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "python3-venv", "libpangoft2-1.0-0"],
    ]
    assert "installing python3-venv libpangoft2-1.0-0 with apt-get, as root\n" in capsys.readouterr().err
    assert system.became == ["-P", "-m", "milepost", "build"]


def test_apt_that_fails_says_why(system: System, refusal: Callable[..., str]) -> None:
    system.lacks = {"libpango-1.0.so.0"}
    system.fails = {"install": "Reading...\nE: You don't have enough free space.\n"}
    assert refusal().startswith("libpango-1.0-0 could not be installed: E: You don't have enough free space. ")


def test_a_python_that_does_not_see_debians_packages(system: System, refusal: Callable[..., str]) -> None:
    system.lacks = {"venv"}
    system.gains_by_apt = False
    assert "does not find python3-venv, now installed" in refusal()


@pytest.mark.parametrize(
    ("text", "debian"),
    [
        pytest.param('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', True, id="Debian"),
        pytest.param("ID=ubuntu\nID_LIKE=debian\n", True, id="Ubuntu"),
        pytest.param('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True, id="a system like Ubuntu"),
        pytest.param('ID="rocky"\nID_LIKE="rhel centos fedora"\n', False, id="another family"),
        pytest.param("NAME=debian\n", False, id="only the name"),
    ],
)
def test_is_debian(door: ModuleType, tmp_path: Path, text: str, debian: bool) -> None:
    release = tmp_path / "os-release"
    assert not door.is_debian(release)
    release.write_text(text)
    assert door.is_debian(release) is debian


def test_a_library_that_is_not_there(door: ModuleType) -> None:
    assert not door.loads("libmilepost-none.so.0")
    assert all(door.loads(library) for library in door.LIBRARIES.values()), "this machine renders"


# -- the environment


def test_the_environment_is_made_once(made: ModuleType, system: System) -> None:
    for _ in range(2):
        with pytest.raises(SystemExit):
            made.main(["rules"])
    assert system.ran == []


def edit(name: str, old: str, new: str) -> Callable[[ModuleType], None]:
    """Change one of the files that the environment is made from."""

    def change(door: ModuleType) -> None:
        path = door.HERE / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    return change


def move(door: ModuleType) -> None:
    """Move the folder, environment and all."""
    door.HERE.rename(door.HERE.with_name("moved"))
    for name in ("HERE", "ENVIRONMENT", "PYTHON", "STAMP", "LOG"):
        setattr(door, name, Path(str(getattr(door, name)).replace("a folder", "moved")))


@pytest.mark.parametrize(
    ("change", "current"),
    [
        pytest.param(lambda door: None, True, id="nothing changed"),
        pytest.param(edit("pyproject.toml", "line-length = 100", "line-length = 90"), True, id="a setting of a tool"),
        pytest.param(edit("pyproject.toml", "test = []", 'test = ["pytest"]'), False, id="a declared package"),
        pytest.param(edit("constraints.txt", "8.5.1", "8.5.2"), False, id="an exact version"),
        pytest.param(move, False, id="the folder was moved"),
        pytest.param(lambda door: door.STAMP.unlink(), False, id="half made"),
        pytest.param(lambda door: door.PYTHON.unlink(), False, id="its Python is gone"),
    ],
)
def test_stamp(made: ModuleType, change: Callable[[ModuleType], None], current: bool) -> None:
    change(made)
    assert made.is_current() is current


def test_another_python_makes_another_environment(made: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert not made.is_current()


def test_pip_that_fails_leaves_no_stamp(door: ModuleType, system: System, refusal: Callable[..., str]) -> None:
    system.fails = {"pip": "Collecting click\nERROR: No matching distribution found for click==99.\nnote: see above\n"}
    assert refusal() == (
        "The packages that Milepost is made with could not be installed: ERROR: No matching distribution found for "
        f"click==99. All of it is in {door.LOG}."
    )
    assert door.PYTHON.exists()
    assert not door.is_current()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param(
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\nERROR: No matching",
            "the network cannot be reached; check the connection and start again",
            id="pip without a network",
        ),
        pytest.param(
            "W: Failed to fetch, Temporary failure resolving 'a.example'\nE: Unable to locate package python3-venv",
            "the network cannot be reached; check the connection and start again",
            id="apt without a network",
        ),
        pytest.param("first\n  ERROR: wrong.\nnote: hint\n", "ERROR: wrong", id="the error, not the hint"),
        pytest.param("first\nlast\n\n", "last", id="no error marked"),
        pytest.param("", "it gave no reason", id="silent"),
    ],
)
def test_reason(door: ModuleType, said: str, reason: str) -> None:
    assert door.reason(said) == reason


def test_a_folder_that_may_not_be_written_to(
    door: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    system.lacks = {"libpango-1.0.so.0"}
    assert refusal().startswith(f"{door.HERE} may not be written to.")
    assert system.ran == [], "nothing is downloaded before"


def test_a_failure_of_the_system_is_one_line(
    door: ModuleType, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", "stamp.txt")

    monkeypatch.setattr(door, "make_environment", full)
    assert refusal() == "[Errno 28] No space left on device: 'stamp.txt'. Correct this, then start again."


def test_control_c_is_one_line(
    door: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", interrupted)
    assert door.main([]) == 130
    assert capsys.readouterr().err.splitlines()[1:] == [
        "build.py: stopped during the set-up. The next start makes it anew."
    ]


# -- the words


@pytest.mark.parametrize(
    ("words", "command"),
    [
        pytest.param([], ["-P", "-m", "milepost", "build"], id="no word builds"),
        pytest.param(["build", "2024"], ["-P", "-m", "milepost", "build", "2024"], id="a command"),
        pytest.param(["--help"], ["-P", "-m", "milepost", "--help"], id="only an option"),
        pytest.param(["check", "test"], ["-P", "-m", "milepost", "check", "test"], id="test is the first word or none"),
        pytest.param(["new", "a b", "", "省"], ["-P", "-m", "milepost", "new", "a b", "", "省"], id="odd words"),
        pytest.param(["test"], ["-P", "-m", "pytest"], id="all tests"),
        pytest.param(["test", "-k", "a or b"], ["-P", "-m", "pytest", "-k", "a or b"], id="some tests"),
    ],
)
def test_words_are_handed_on(made: ModuleType, system: System, words: list[str], command: list[str]) -> None:
    with pytest.raises(SystemExit):
        made.main(words)
    assert system.became == command


def test_commands_keep_the_folder_and_know_their_home(
    made: ModuleType, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        made.main(["rules"])
    assert Path.cwd() == tmp_path
    assert os.environ["MILEPOST_HOME"] == str(made.HERE)


def test_tests_run_in_the_repository(
    made: ModuleType, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        made.main(["test"])
    assert Path.cwd() == made.HERE
    assert "MILEPOST_HOME" not in os.environ


def test_bench_runs_a_program(made: ModuleType, system: System, refusal: Callable[..., str]) -> None:
    assert refusal("bench") == "bench needs the name of a program in bench/: there is none yet"
    (made.HERE / "bench").mkdir()
    for name in ("pages", "cells"):
        (made.HERE / "bench" / f"{name}.py").touch()
    assert refusal("bench", "page") == "bench needs the name of a program in bench/: cells, pages"
    with pytest.raises(SystemExit):
        made.main(["bench", "pages", "--rows", "3"])
    assert system.became == [str(made.HERE / "bench" / "pages.py"), "--rows", "3"]


# -- true runs


def start(folder: Path, *words: str, where: Path | None = None) -> subprocess.Popen[str]:
    """Start the door of ``folder`` in another process."""
    return subprocess.Popen(
        [sys.executable, str(folder / "build.py"), *words],
        cwd=where,
        env={**os.environ, "PYTHONPATH": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose environment was truly made, without a network, by two starts at once."""
    folder = a_small_repository(tmp_path_factory.mktemp("true") / "a folder")
    starts = [start(folder, "exit", status) for status in ("3", "4")]
    said = [process.communicate(timeout=300)[1] for process in starts]
    assert [process.returncode for process in starts] == [3, 4], said
    lines = [line for text in said for line in text.splitlines()]
    made = [line for line in lines if line.startswith(f"build.py: making the environment {folder / '.venv'}, once")]
    waited = [line for line in lines if line == "build.py: another start is setting up; waiting for it"]
    assert len(made) == 1, "the second start uses what the first one made"
    assert len(lines) == len(made) + len(waited)
    return folder


def test_the_command_line_gets_words_folder_home_and_status(set_up: Path, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the current folder is not searched for modules')")
    words = ["exit", "7", "a b", "", "--省"]
    process = start(set_up, *words, where=tmp_path)
    said, complaints = process.communicate()
    assert (process.returncode, complaints) == (7, "")
    assert json.loads(said) == [words, str(tmp_path), str(set_up), str(set_up / ".venv")]


def test_signals_reach_the_command_line(set_up: Path) -> None:
    with start(set_up, "wait") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == -signal.SIGTERM


def test_a_second_start_is_quick(set_up: Path) -> None:
    """Printed, not asserted: a busy machine is no mistake of the door's."""
    engine = [str(set_up / ".venv/bin/python"), "-P", "-m", "milepost", "exit", "0"]
    began = time.perf_counter()
    process = start(set_up, "exit", "0")
    said = process.communicate()
    ended = time.perf_counter()
    subprocess.run(engine, env={**os.environ, "MILEPOST_HOME": ""}, capture_output=True, check=True)
    own = time.perf_counter() - ended
    assert (process.returncode, said[1]) == (0, "")
    print(f"a second start takes {ended - began:.3f} s; the engine alone {own:.3f} s")
