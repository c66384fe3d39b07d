"""Does ``new`` make a workspace of a made-up plan that is whole, sound and builds at once?"""

import json
import re
from pathlib import Path

import pytest

from milepost.errors import WorkspaceError
from milepost.model.finding import Severity
from milepost.model.states import DerivedState
from milepost.pipeline import starting
from milepost.pipeline.building import assess
from milepost.pipeline.gather import Setting, gather
from milepost.pipeline.judging import Judged, judge
from milepost.pipeline.progress import Progress
from milepost.pipeline.workspace import Workspace
from tests.workspaces.copies import run, tree

YEAR = 2031
SHOWN = {
    "PARKS-2.xlsx": {"X01"},
    "ROADS-1.xlsx": {"T09", "T10", "T11", "T16", "I05", "S01", "U02", "X01"},
    "SCHOOLS-2.xlsx": {"H01"},
}
"""Workbook -> what it shows: a settled conflict; mistakes, late; an outlier that was answered."""


def started(folder: Path, year: int = YEAR) -> Setting:
    starting.start(folder, year, Progress())
    return gather(Workspace(folder), year)


def codes_of(judged: Judged) -> dict[str, set[str]]:
    """Workbook -> the rules that it met; how much of it is filled in (U03) is not what this is about."""
    files = {one.where.workbook for one in judged.findings}
    return {file: {one.rule.code for one in judged.findings if one.where.workbook == file} - {"U03"} for file in files}


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace, made by the command; not to be changed."""
    folder = tmp_path_factory.mktemp("new")
    ended = run("new", "trees", "--year", str(YEAR), cwd=folder)
    assert ended.status == 0, ended
    return folder / "trees"


def test_it_holds_a_year_between_issue_and_report(trees: Path) -> None:
    names = set(tree(trees))
    assert {f"inputs/{YEAR}/{one}.xlsx" for one in ("PARKS-1", "PARKS-2", "ROADS-1", "SCHOOLS-1")} <= names
    assert {f"inputs/{YEAR}/issued/{one}-{YEAR}.xlsx" for one in ("PARKS", "ROADS", "SCHOOLS")} <= names
    assert {"README.md", ".gitignore", f"reports/{YEAR}.yaml", f"indicators/plans/{YEAR}.yaml"} <= names
    assert not [name for name in names if "YEAR" in name or "facts" in name or ".new" in name]


def test_it_shows_what_can_happen_in_a_year(trees: Path) -> None:
    setting = gather(Workspace(trees), YEAR)
    judged = judge(setting, Progress())
    assert codes_of(judged) == SHOWN
    assert {one.where.workbook for one in judged.findings if one.severity is Severity.REJECT} == {"ROADS-1.xlsx"}
    dataset, ratings = assess(setting, judged, Progress())
    assert {unit: one.number for unit, one in dataset.submissions.items()} == {"PARKS": 2, "ROADS": 1, "SCHOOLS": 2}
    assert [(one.rule.code, one.answered) for one in dataset.answers] == [("H01", True)]
    states = {row: ratings.rows[row].state for row in ("1", "1b", "4", "6")}
    assert states == {
        "1": DerivedState.PHASED_PROGRESS,
        "1b": DerivedState.COMPLETED_LATE,
        "4": DerivedState.COMPLETED_EARLY,
        "6": DerivedState.OVERDUE,
    }


def test_the_same_year_gives_the_same_bytes(trees: Path, tmp_path: Path) -> None:
    started(tmp_path / "again")
    assert tree(tmp_path / "again") == tree(trees)


@pytest.mark.parametrize("year", [2000, 2100])
def test_everything_follows_from_the_year(year: int, tmp_path: Path) -> None:
    folder = tmp_path / "trees"
    judged = judge(started(folder, year), Progress())
    assert codes_of(judged) == SHOWN
    texts = [path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in (".yaml", ".csv", ".md")]
    numbers = {int(one) for text in texts for one in re.findall(r"\b(?:19|20|21)\d\d(?=[-.年–/]|\b)", text)}
    assert {one for one in numbers if not year - 6 <= one <= year + 1} == set()
    assert "YEAR" not in "".join(texts)


def test_it_builds_at_once(tmp_path: Path) -> None:
    started(tmp_path / "trees")
    ended = run("build", cwd=tmp_path / "trees")
    assert ended.status == 0, ended
    report = tmp_path / "trees" / "reports" / str(YEAR)
    made = json.loads((report / "build.json").read_text("utf-8"))["outputs"]
    assert {"report.en.html", "report.en.pdf", "report.zh.html", "report.zh.pdf", "findings.csv"} <= set(made)
    page = (report / "report.en.html").read_text("utf-8")
    assert "Plant trees along three streets" in page
    assert "The map shows 9,240 trees" in page


def test_its_readme_names_what_is_there(trees: Path) -> None:
    named = re.findall(r"`((?:inputs|reports|indicators)/[^`]*)`", (trees / "README.md").read_text("utf-8"))
    made_later = re.compile(rf"inputs/{YEAR}/returned/|reports/{YEAR}/|inputs/{YEAR}/issued/UNIT-")
    there = [one for one in named if not made_later.match(one)]
    assert len(there) > 10
    assert [one for one in there if not (trees / one).exists()] == []


def test_any_name_will_do(tmp_path: Path) -> None:
    name = '-two words, 树木, it\'s "quoted" & more'
    ended = run("new", "--year", str(YEAR), "--", name, cwd=tmp_path)
    assert (ended.status, ended.err.count("Traceback")) == (0, 0), ended
    assert name in ended.out
    status = run("status", str(YEAR), cwd=tmp_path / name)
    assert "3 of 3 units have answered." in status.out, status


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / ".workspace.new" / "left by a new that was killed").mkdir(parents=True)
    assert run("new", ".", "--year", str(YEAR), cwd=tmp_path).status == 0
    assert not (tmp_path / ".workspace.new").exists()
    assert (tmp_path / "reports" / f"{YEAR}.yaml").is_file()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear all", "utf-8")
    before = tree(tmp_path)
    said = run("new", "full", "--year", str(YEAR), cwd=tmp_path).refused()
    assert said == "full: the folder is not empty. Name one that is empty or not there yet."
    said = run("new", "full/letter.txt", "--year", str(YEAR), cwd=tmp_path).refused()
    assert said.startswith("full/letter.txt: a file stands there.")
    assert tree(tmp_path) == before


def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        said = run("new", "trees", "--year", str(YEAR), cwd=tmp_path, as_everybody=True).refused()
    finally:
        tmp_path.chmod(0o755)
    assert "you may not write there" in said
    assert list(tmp_path.iterdir()) == []


def test_a_new_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise WorkspaceError("the disk is full")

    monkeypatch.setattr(starting, "issue", fail)
    with pytest.raises(WorkspaceError, match="the disk is full"):
        starting.start(tmp_path / "trees", YEAR, Progress())
    (tmp_path / "empty").mkdir()
    with pytest.raises(WorkspaceError, match="the disk is full"):
        starting.start(tmp_path / "empty", YEAR, Progress())
    assert tree(tmp_path) == {"empty": "empty"}


def test_the_year_is_asked_for(tmp_path: Path) -> None:
    ended = run("new", "trees", cwd=tmp_path)
    assert ended.status == 2
    assert "--year" in ended.err
    assert list(tmp_path.iterdir()) == []
