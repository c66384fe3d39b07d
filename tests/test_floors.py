"""Does each room import only what its floor allows, and does the house have the folders that its plan names?"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
ENGINE = REPOSITORY / "src" / "milepost"

# From the ground up. A room imports only from rooms on the floors below its own.
FLOORS = [
    {"model"},  # the ground floor has three steps: an error names a place,
    {"errors"},
    {"files"},  # and a file that cannot be read is an error
    {"indicators", "inputs", "templates"},
    {"checks"},
    {"merge"},
    {"assess"},
    {"reports"},
    {"render"},
    {"pipeline"},
    {"cli"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# What a room may import that is neither Python's own nor ours.
THIRD_PARTY = {
    "files": {"openpyxl", "pydantic", "yaml"},
    "indicators": {"pydantic"},
    "inputs": {"openpyxl"},
    "templates": {"babel", "fontTools"},
    "merge": {"pandas"},
    "render": {"brotli", "docx", "fontTools", "jinja2", "markdown_it", "markupsafe", "uharfbuzz", "weasyprint"},
    "pipeline": {"pebble"},
    "cli": {"click"},
}

# Packages whose name on the index is not the name that is imported.
IMPORTED_AS = {"fonttools": "fontTools", "markdown-it-py": "markdown_it", "python-docx": "docx", "pyyaml": "yaml"}

# Rooms that handle a folder of the workspace have its name.
MIRRORED = ("indicators", "inputs", "templates", "reports")


def module_name(path: Path) -> str:
    """Name the module of a file of the engine."""
    parts = path.relative_to(ENGINE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(ENGINE.rglob("*.py"))}


def room_of(module: str) -> str:
    """Name the room of a module of ours; the two files outside the rooms have none."""
    return [*module.split("."), ""][1]


def imports(module: str, tree: ast.AST, is_package: bool) -> Iterator[str]:
    """Name every module that a file imports, wherever in the file: in a function or for types alone counts too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: len(module.split(".")) - node.level + is_package] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield inner if inner in MODULES else source


def imports_of(module: str) -> set[str]:
    """Name every module that a module of ours imports."""
    path = MODULES[module]
    return set(imports(module, ast.parse(path.read_text("utf-8")), path.name == "__init__.py"))


OURS = {module: {name for name in imports_of(module) if name.split(".")[0] == "milepost"} for module in MODULES}
FOREIGN = {
    module: {name.split(".")[0] for name in imports_of(module)} - sys.stdlib_module_names - {"milepost"}
    for module in MODULES
}
ROOMS = sorted({room_of(module) for module in MODULES} - {"", "__main__"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import milepost.cli as c, os.path", {"milepost.cli", "os.path"}),
        ("def f():\n    from milepost import cli", {"milepost"} if "milepost.cli" not in MODULES else {"milepost.cli"}),
        ("if TYPE_CHECKING:\n    from milepost.model.cell import Cell", {"milepost.model.cell"}),
        ("from . import plan", {"milepost.model.plan"}),
        ("from ..errors import MilepostError", {"milepost.errors"}),
        ("from .cell import Cell", {"milepost.model.cell"}),
    ],
)
def test_no_import_hides(text: str, found: set[str]) -> None:
    assert set(imports("milepost.model.dataset", ast.parse(text), is_package=False)) == found


def test_every_room_has_a_floor() -> None:
    assert set(ROOMS) <= set(FLOOR)


def may_import(here: str, there: str) -> bool:
    """Tell whether a room may import another; the package itself, which holds the version, is open to all."""
    return there in (here, "") or FLOOR.get(there, len(FLOORS)) < FLOOR[here]


def test_rooms_import_only_from_floors_below() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in OURS.items()
        for name in sorted(names)
        if room_of(module) in FLOOR and not may_import(room_of(module), room_of(name))
    ]
    assert wrong == []


def test_only_the_command_line_starts_the_engine() -> None:
    assert OURS["milepost"] == set()
    assert OURS["milepost.__main__"] == {"milepost.cli"}


def test_no_import_goes_round() -> None:
    try:
        TopologicalSorter({module: names - {module} for module, names in OURS.items()}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_third_party_packages_stay_in_their_rooms() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in FOREIGN.items()
        for name in sorted(names - THIRD_PARTY.get(room_of(module), set()))
    ]
    assert wrong == []


def test_declared_packages_are_those_of_the_rooms() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    names = [requirement.partition(">")[0] for requirement in project["dependencies"]]
    assert {IMPORTED_AS.get(name, name) for name in names} == set().union(*THIRD_PARTY.values())


def test_exact_versions_are_pinned() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [line.partition("==") for line in lines if not line.startswith("#")]
    assert all(equal and version[0].isdigit() for _, equal, version in pinned)
    names = {name.lower().replace("_", "-") for name, _, _ in pinned}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert {requirement.partition(">")[0] for requirement in declared} <= names


def test_the_room_of_a_folder_has_its_name() -> None:
    missing = [room for room in MIRRORED if room not in ROOMS or not (REPOSITORY / room).is_dir()]
    assert missing == []


def test_tests_mirror_the_engine() -> None:
    folders = {path.name for path in (REPOSITORY / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))}
    assert folders - {"hostile", "oracles", "workspaces"} <= set(ROOMS)
    tested = folders | {path.stem.removeprefix("test_") for path in (REPOSITORY / "tests").glob("test_*.py")}
    assert set(ROOMS) - tested == set()
