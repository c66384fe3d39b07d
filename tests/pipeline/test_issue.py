"""Do the forms go out, come back filled in, and reach the dataset?"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import WorkspaceError
from milepost.pipeline.gather import gather
from milepost.pipeline.issuing import issue
from milepost.pipeline.progress import Progress
from milepost.pipeline.workspace import Workspace
from tests.pipeline.conftest import year_of
from tests.workspaces.copies import copy, tree
from tests.workspaces.fill import Desk, received

DAY = date(2030, 12, 1)


def test_every_unit_that_is_asked_gets_a_form(tmp_path: Path) -> None:
    root = copy("harbour", tmp_path)
    (root / "inputs/2031/issued.json").unlink()
    made = issue(gather(Workspace(root), 2031), DAY, Progress())
    assert [file.name for file in made.files] == [
        f"{unit}-2031.xlsx" for unit in ("PORT", "CITY", "FISH", "SHORE", "RAIL")
    ]
    listed = json.loads(made.register.read_text("utf-8"))["issued"]
    assert [(one["unit"], one["issued"], one["file"]) for one in listed] == [
        (unit, "2030-12-01", f"{unit}-2031.xlsx") for unit in ("PORT", "CITY", "FISH", "SHORE", "RAIL")
    ]


def test_a_form_that_is_issued_filled_in_and_sent_back_counts(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    inputs = root / "inputs/2030"
    shutil.rmtree(inputs)
    made = issue(gather(Workspace(root), 2030), DAY, Progress())
    desk = Desk.of(Path(__file__).parents[1] / "workspaces/meadow")
    for workbook in desk.facts["workbooks"]:
        form = inputs / "issued" / f"{workbook['unit']}-2030.xlsx"
        assert form in made.files
        (inputs / workbook["file"]).write_bytes(desk.filled(workbook, form.read_bytes()))
    (inputs / "received.csv").write_bytes(received(desk.facts))
    year = year_of(root)
    assert year.judged.findings == ()
    assert {unit: one.file for unit, one in year.judged.accepted.submissions.items()} == {
        "MILL": "MILL-1.xlsx",
        "POND": "POND-1.xlsx",
    }
    latest = year.dataset.latest("orchids", 2030)
    assert latest is not None
    assert latest.value == 301


def test_the_forms_are_the_same_bytes_for_the_same_day(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        root = copy("meadow", tmp_path / name)
        issue(gather(Workspace(root), 2030), DAY, Progress())
        made.append(tree(root))
    assert made[0] == made[1]


def test_a_second_issue_adds_and_removes_nothing(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    register = root / "inputs/2030/issued.json"
    before = json.loads(register.read_text("utf-8"))["issued"]
    issue(gather(Workspace(root), 2030), date(2030, 12, 20), Progress())
    after = json.loads(register.read_text("utf-8"))["issued"]
    assert after[: len(before)] == before
    assert [(one["unit"], one["issued"]) for one in after[len(before) :]] == [
        ("MILL", "2030-12-20"),
        ("POND", "2030-12-20"),
    ]


def test_issuing_touches_nothing_but_forms_and_register(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    made = ("inputs/2030/issued", "inputs/2030/issued.json")
    before = tree(root, without=made)
    issue(gather(Workspace(root), 2030), DAY, Progress())
    assert tree(root, without=made) == before


def test_nobody_to_ask(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    (root / "indicators/units.yaml").write_text(
        "units:\n  - {id: HILL, name: {en: Hill Office}}\n"
        "collective:\n  - {id: MILL, name: {en: the mills}}\n  - {id: POND, name: {en: the ponds}}\n",
        "utf-8",
    )
    framework = root / "indicators/framework.yaml"
    framework.write_text(framework.read_text("utf-8").replace("[MILL]", "[HILL]"), "utf-8")
    (root / "indicators/series.csv").unlink()
    text = framework.read_text("utf-8")
    framework.write_text(text[: text.index("indicators:")], "utf-8")
    with pytest.raises(WorkspaceError, match="nothing to issue"):
        issue(gather(Workspace(root), 2030), DAY, Progress())
