"""Is what the pages in docs/ say still so: commands, paths, messages, decisions, floors, the words of the form?"""

import re
from pathlib import Path

import pytest

from milepost.cli import cli
from milepost.errors import DefinitionError
from milepost.inputs.exchange import find_exchange
from milepost.model.exchange import DecisionKind
from milepost.pipeline.gather import gather
from milepost.pipeline.progress import Progress
from milepost.pipeline.starting import start
from milepost.pipeline.workspace import Workspace
from tests.test_floors import FLOORS
from tools.unit_page import PAGES, unit_page

ROOT = Path(__file__).resolve().parents[1]
DOCS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
WRITTEN = sorted(set(DOCS) - {"rules.md"})
NAMES = r"YEAR|UNIT(?:-n)?|NAME|LANG|PLACE|DIR|ID"
"""Words that stand for a name."""


def test_there_is_a_page_for_everybody() -> None:
    pages = {"secretariat.md", "unit.md", "unit.zh.md", "reviewer.md", "architecture.md", "methods.md", "rules.md"}
    assert pages <= set(DOCS)


@pytest.mark.parametrize("language", PAGES)
def test_the_units_page_is_made_from_the_form(language: str) -> None:
    assert DOCS[PAGES[language]] == unit_page(language), "run python tools/unit_page.py"


@pytest.mark.parametrize("page", WRITTEN)
def test_every_command_exists(page: str) -> None:
    for word, rest in re.findall(r"`?milepost ([a-z]+)((?: [^`|\n]+)?)", "\n".join(code_of(DOCS[page]))):
        assert word in cli.commands, f"milepost {word}"
        known = {name for one in cli.commands[word].params for name in one.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, f"milepost {word}{rest}"


def code_of(text: str) -> list[str]:
    """Everything that is set as code."""
    return re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (.+)$", text, re.M)


def paths_of(text: str) -> set[str]:
    """Everything that is set as code, or linked, and looks like a path of the repository."""
    words = {word for code in re.findall(r"`([^`\n]+)`", text) for word in code.split()}
    looks = re.compile(r"[\w.-]+(/[\w.*-]+)+/?|[\w-]+/|[\w-]+\.(py|md|po|csv|yaml)")
    return {word for word in words if looks.fullmatch(word)}


def exists(path: str) -> bool:
    """Whether a path is there: in the repository, in the engine, or in a workspace of any year."""
    general = re.sub(NAMES, "*", path).rstrip("/")
    places = (
        ROOT,
        ROOT / "docs",
        ROOT / "src" / "milepost",
        ROOT / "inputs/2024",
        ROOT / "tests/workspaces/harbour",
        ROOT / "tests/workspaces/harbour/inputs/2031",
        ROOT / "templates/locales/zh_CN/LC_MESSAGES",
    )
    return any(any(place.glob(general)) for place in places)


MADE = re.compile(
    r"(inputs/YEAR/(issued|returned|drafts|letters)|reports/YEAR/|data/|(findings\.csv|dataset\.xlsx|build\.json)$)"
)
"""What only a command makes."""


def test_paths_are_found() -> None:
    assert paths_of("`docs/rules.md`, `python tools/x.py` and `a b`") == {"docs/rules.md", "tools/x.py"}
    assert exists("inputs/YEAR/")
    assert exists("checks/catalogue.py")
    assert not exists("checks/catalog.py")


@pytest.mark.parametrize("page", WRITTEN)
def test_every_path_exists(page: str) -> None:
    named = {path for path in paths_of(DOCS[page]) if not MADE.match(path)}
    assert [path for path in sorted(named) if not exists(path)] == []


@pytest.mark.parametrize("page", sorted(DOCS))
def test_every_link_leads_somewhere(page: str) -> None:
    links = [one for one in re.findall(r"\]\(([^)#\s]+)", DOCS[page]) if "://" not in one]
    assert [one for one in links if not (ROOT / "docs" / one).is_file()] == []


def test_the_decisions_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```", DOCS["secretariat.md"], re.M | re.S)
    folder = tmp_path / "inputs" / "2031"
    folder.mkdir(parents=True)
    (folder / "decisions.yaml").write_text(example, "utf-8")
    exchange, mistakes = find_exchange(tmp_path, 2031)
    assert mistakes == []
    assert {one.kind for one in exchange.decisions} == set(DecisionKind)


def test_a_mistake_is_told_as_the_page_says(tmp_path: Path) -> None:
    start(tmp_path / "trees", 2031, Progress())
    plan = tmp_path / "trees" / "indicators" / "plans" / "2031.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("units: [PARKS]", "units: [PARK]", 1), "utf-8")
    with pytest.raises(DefinitionError) as told:
        gather(Workspace(tmp_path / "trees"), 2031)
    assert str(told.value) in DOCS["secretariat.md"].replace("\n    ", "\n").replace("    1 mistake", "1 mistake")


def test_the_floors_are_those_that_the_test_keeps() -> None:
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", DOCS["architecture.md"], re.M)
    told = {int(number): set(re.findall(r"`(\w+)`", rooms)) for number, rooms in rows}
    assert told == dict(enumerate(FLOORS))
