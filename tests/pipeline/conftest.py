"""What the tests of the whole way may ask for."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from milepost.cli import main
from milepost.model.dataset import Dataset
from milepost.model.finding import Finding
from milepost.model.rating import Ratings
from milepost.pipeline.building import assess
from milepost.pipeline.gather import Setting, gather
from milepost.pipeline.judging import Judged, judge
from milepost.pipeline.progress import Progress
from milepost.pipeline.workspace import Workspace
from tests.workspaces.copies import YEARS, Ended, copy


@dataclass(frozen=True)
class Year:
    """A year of a workspace, judged, merged and rated."""

    setting: Setting
    judged: Judged
    dataset: Dataset
    ratings: Ratings

    @property
    def root(self) -> Path:
        return self.setting.workspace.root

    def found(self, code: str) -> list[Finding]:
        return [one for one in self.judged.findings if one.rule.code == code]

    def met(self, code: str) -> list[tuple[str, str, str]]:
        """(unit, row, column) of every finding of a rule."""
        return [(one.unit, one.row_id, one.column) for one in self.found(code)]


def year_of(root: Path) -> Year:
    """Judge, merge and rate a workspace in this process."""
    setting = gather(Workspace(root), YEARS[root.name])
    judged = judge(setting, Progress())
    return Year(setting, judged, *assess(setting, judged, Progress()))


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The harbour's year; the workspace is not to be changed."""
    return year_of(copy("harbour", tmp_path_factory.mktemp("judged")))


@pytest.fixture(scope="session")
def meadow(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The meadow's year; the workspace is not to be changed."""
    return year_of(copy("meadow", tmp_path_factory.mktemp("judged")))


@pytest.fixture
def milepost(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process, from its door to its exit: ``milepost("build", "2030", cwd=...)``."""

    def run(*words: str, cwd: Path) -> Ended:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["milepost", *words])
        capfd.readouterr()
        status = main()
        said = capfd.readouterr()
        return Ended(status, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def kept_cuts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the cut faces of builds are kept for later ones."""
    return tmp_path_factory.mktemp("cuts")


@pytest.fixture
def own_meadow(tmp_path: Path, kept_cuts: Path) -> Iterator[Path]:
    """A copy of the meadow for this test alone, with the faces that earlier tests have cut."""
    root = copy("meadow", tmp_path)
    cache = root / ".cache"
    shutil.copytree(kept_cuts, cache)
    yield root
    shutil.copytree(cache, kept_cuts, dirs_exist_ok=True)
