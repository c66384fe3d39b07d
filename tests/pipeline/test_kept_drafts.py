"""Is a draft kept by a build what a later report is compared with, and are own words held against the data?"""

from collections.abc import Callable
from pathlib import Path

from milepost.pipeline.building import assess, compose_report
from milepost.pipeline.gather import gather
from milepost.pipeline.judging import judge
from milepost.pipeline.progress import Progress
from milepost.pipeline.workspace import Workspace
from milepost.reports.annex_changes import ChangesAnnex
from tests.workspaces.copies import Ended

Run = Callable[..., Ended]


def changes(root: Path) -> ChangesAnnex:
    setting = gather(Workspace(root), 2030)
    report = compose_report(setting, *assess(setting, judge(setting, Progress()), Progress()))
    return next(one for one in report.chapters if isinstance(one, ChangesAnnex))


def test_a_report_says_what_changed_since_the_draft_that_it_names(own_meadow: Path, milepost: Run) -> None:
    assert changes(own_meadow).compared is None
    words = own_meadow / "inputs" / "2030" / "editorial"
    words.mkdir(exist_ok=True)
    (words / "summary.en.md").write_text("Of 987654 things none is known.\n")
    ended = milepost("build", "2030", "--keep", "spring", cwd=own_meadow)
    assert ended.status == 0
    assert "inputs/2030/drafts/spring.json" in ended.out
    assert 'own words  inputs/2030/editorial/summary.en.md:1: "987654" stands in no value of the data.' in ended.out
    definition = own_meadow / "reports" / "2030.yaml"
    definition.write_text(definition.read_text("utf-8") + "\nprevious: spring\n", "utf-8")
    found = changes(own_meadow).compared
    assert found is not None
    assert found.none
    assert len(found.draft.fingerprint) == 8
    draft = own_meadow / "inputs" / "2030" / "drafts" / "spring.json"
    draft.write_text(draft.read_text("utf-8").replace('"completed"', '"in_progress"', 1), "utf-8")
    found = changes(own_meadow).compared
    assert found is not None
    assert len(found.states) == 1


def test_check_names_the_numbers_of_own_words_too(own_meadow: Path, milepost: Run) -> None:
    words = own_meadow / "inputs" / "2030" / "editorial"
    words.mkdir(exist_ok=True)
    (words / "summary.en.md").write_text("Of 987654 things none is known.\n")
    ended = milepost("check", "2030", cwd=own_meadow)
    assert ended.status == 0
    assert 'own words: inputs/2030/editorial/summary.en.md:1: "987654"' in ended.err


def test_a_draft_that_is_not_there_says_how_to_keep_one(own_meadow: Path, milepost: Run) -> None:
    definition = own_meadow / "reports" / "2030.yaml"
    definition.write_text(definition.read_text("utf-8") + "\nprevious: autumn\n", "utf-8")
    ended = milepost("build", "2030", cwd=own_meadow)
    assert ended.refused() == "1 mistake in the definitions:"
    assert "Keep the draft with: milepost build 2030 --keep autumn" in ended.err


def test_a_name_that_no_draft_can_have_is_refused_before_anything_is_built(own_meadow: Path, milepost: Run) -> None:
    assert "cannot name a draft" in milepost("build", "2030", "--keep", "a/b", cwd=own_meadow).refused()
    assert not (own_meadow / "reports" / "2030").exists()
