"""Does the repository keep to its own names, and to nothing that is true of one machine only?"""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent

# What may lie at the top: the folders of the workspace, the door, the engine and what is written about it.
TOP = {
    "indicators", "inputs", "templates", "reports", "build.py", "src", "tests", "docs", "bench", "tools",
    "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "constraints.txt", ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip

# Names that say nothing about what a module does.
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "processor", "util", "utils"}

FOLDERS_OF_A_MACHINE = ("home", "mnt", "opt", "root", "tmp", "usr/local", "var", "work", "Users")
HOSTS = ("pypi.org", "pythonhosted.org", "npmjs.org", "npmjs.com", "deb.debian.org", "archive.ubuntu.com")
FORBIDDEN = {
    "a folder of one machine": re.compile(rf"(?<![\w.~%}})/-])/(?:{'|'.join(FOLDERS_OF_A_MACHINE)})/".encode()),
    "a folder beside the repository": re.compile(rb"\.\./" + rb"shared\b|(?<![\w/])" + rb"shared/"),
    "the host of a package index": re.compile("|".join(HOSTS).replace(".", r"\.").encode()),
}


def tracked() -> list[str]:
    """Name every file that git keeps, or will keep with the next commit."""
    command = [
        "git",
        "-c",
        f"safe.directory={REPOSITORY}",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
    return [name for name in ended.stdout.decode().split("\0") if name and (REPOSITORY / name).is_file()]


@pytest.fixture(scope="module")
def files() -> list[str]:
    if not (REPOSITORY / ".git").exists():
        pytest.skip("this is not a clone: git knows which files belong to the repository")
    return tracked()


def contents(name: str) -> Iterator[bytes]:
    """Give the bytes of a file, and of what is packed in it."""
    path = REPOSITORY / name
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as package:
                yield from (package.read(member) for member in package.namelist())
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            return  # a broken workbook, kept because the reader must refuse it


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("see /" + "work/main", "a folder of one machine"),
        ('"/' + 'tmp/x"', "a folder of one machine"),
        ("../" + "shared/data", "a folder beside the repository"),
        ("https://" + "pypi" + ".org/p", "the host of a package index"),
        ("https://www.example.cn/home/art/x", None),
        ("xl/worksheets/sheet1.xml, ../sharedStrings.xml", None),
        ("inputs/work/ and tests/tmp/", None),
    ],
)
def test_the_patterns(text: str, why: str | None) -> None:
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text.encode())]
    assert found == ([why] if why else [])


def test_nothing_is_true_of_one_machine_only(files: list[str]) -> None:
    found = {
        f"{name}: {why}: {match.group().decode()}"
        for name in files
        if name != "tests/test_names.py"
        for text in contents(name)
        for why, pattern in FORBIDDEN.items()
        if (match := pattern.search(text))
    }
    assert sorted(found) == []


def test_the_top_of_the_house(files: list[str]) -> None:
    assert {PurePosixPath(name).parts[0] for name in files} - TOP == set()


def test_every_module_says_what_it_does(files: list[str]) -> None:
    modules = [PurePosixPath(name) for name in files if name.endswith(".py")]
    assert [str(path) for path in modules if EMPTY_NAMES & {*path.parent.parts, *path.stem.split("_")}] == []


def test_names_work_on_every_file_system(files: list[str]) -> None:
    assert len({name.lower() for name in files}) == len(files), "two names differ in case alone"
    assert [name for name in files if re.search(r'[<>:"|?*\\]|[ .]$', name) or not name.isprintable()] == []
