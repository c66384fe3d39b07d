"""Do the documents name every command, rule and path, and nothing that is not there?"""

import re
from pathlib import Path

import pytest

from milepost.checks.catalogue import RULES
from milepost.checks.page import rules_page
from milepost.cli import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")

HARBOUR = ROOT / "tests/workspaces/harbour"
MADE = re.compile(r"inputs/\w+/(issued|returned|letters)\b|reports/\w+/|\d{4}/|data/|\.venv/")
"""What only a command makes: it need not be there."""


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"^\| `{name}\b", README, re.M), "the table of commands"


def test_the_readme_names_no_other_command() -> None:
    listed = set(re.findall(r"^\| `(\w+)", README, re.M))
    assert listed - set(cli.commands) == {"test", "bench"}, "words of build.py alone"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_is_in_the_readme(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{name}"))
    options = {word for one in cli.commands[name].params for word in one.opts if word.startswith("--")}
    assert [one for one in options if one not in row and one != "--strict"] == []
    assert "--strict" in README


def test_every_rule_has_its_heading() -> None:
    headings = re.findall(r"^### (\w+)", (ROOT / "docs/rules.md").read_text("utf-8"), re.M)
    assert headings == [rule.code for rule in RULES]


def test_the_page_of_rules_is_made_from_the_catalogue() -> None:
    assert (ROOT / "docs/rules.md").read_text("utf-8") == rules_page(RULES)


def named_paths(text: str) -> set[str]:
    """Every word of a text that looks like a path of the repository: in code, in links and in trees."""
    code = re.findall(r"`([^`\n]+)`", text)
    links = [one for one in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in one]
    pictures = re.findall(r'src="([^"]+)"', text)
    trees = re.findall(r"^([\w./]+/|[\w-]+\.\w+) {2,}", text, re.M)
    words = {word for one in code for word in one.split()}
    paths = {word for word in words if re.fullmatch(r"[\w.-]+(/[\w.*{}-]+)+/?|[\w.-]+/|[\w-]+\.(py|md|toml|txt)", word)}
    return paths | set(links) | set(pictures) | set(trees)


def test_how_paths_are_found() -> None:
    text = "`docs/rules.md` and [fonts](templates/fonts/README.md), `build 2031`\nsrc/milepost/  the engine\n"
    assert named_paths(text) == {"docs/rules.md", "templates/fonts/README.md", "src/milepost/"}


@pytest.mark.parametrize("document", ["README.md", "tests/workspaces/README.md"])
def test_every_path_that_is_named_exists(document: str) -> None:
    """A year or a unit stands for any of them; what a unit sends in is found in a workspace that has it."""
    named = sorted(one for one in named_paths((ROOT / document).read_text("utf-8")) if not MADE.match(one))
    assert len(named) > 3
    folders = ((ROOT / document).parent, ROOT, HARBOUR)
    general = {one: re.sub(r"UNIT(-n)?|YEAR|\b2024\b", "*", one).rstrip("/") for one in named}
    assert [one for one in named if not any(list(folder.glob(general[one])) for folder in folders)] == []


@pytest.mark.parametrize("name", ["build.py", "build.py test"])
def test_the_two_commands_stand_on_the_first_screen(name: str) -> None:
    assert f"python3 {name} " in "\n".join(README.splitlines()[:20])
