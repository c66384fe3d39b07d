"""Do tasks go on from the year before: in the form, in the rules, on the page, in the record of the build?"""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from milepost.errors import DefinitionError
from milepost.model.states import TaskState
from milepost.pipeline.gather import gather
from milepost.pipeline.issuing import issue
from milepost.pipeline.lastyear import carried_over, earlier_years
from milepost.pipeline.progress import Progress
from milepost.pipeline.records import write_build_record
from milepost.pipeline.workspace import Workspace
from milepost.reports.report import Report
from milepost.reports.tasks import TasksChapter
from tests.pipeline.conftest import Year, year_of
from tests.pipeline.pages import composed, markup_of
from tests.workspaces.copies import copy


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return year_of(copy("orchard", tmp_path_factory.mktemp("orchard")))


@pytest.fixture(scope="module")
def report(orchard: Year) -> Report:
    return composed(orchard.setting, orchard.dataset, orchard.ratings)


def test_what_was_said_then_is_matched_by_the_plan(orchard: Year) -> None:
    assert {row: (one.year, one.row, one.state) for row, one in orchard.dataset.carried.items()} == {
        "1": (2029, "1", TaskState.IN_PROGRESS),
        "2": (2029, "2", TaskState.COMPLETED),
        "4": (2029, "3", TaskState.CONTINUING),
    }
    assert earlier_years(orchard.setting) == (2029,)


def test_the_rules_look_at_last_year(orchard: Year) -> None:
    assert orchard.met("H04") == [("PRESS", "2", "state")]
    assert orchard.met("H05") == [("GROVE", "4", "text")]
    assert not orchard.met("F09")


def test_the_report_says_where_a_task_stood(orchard: Year, report: Report) -> None:
    chapter = next(one for one in report.chapters if isinstance(one, TasksChapter))
    blocks = {block.task.id: block for part in chapter.parts for section in part.sections for block in section.tasks}
    lines = {task: block.carried for task, block in blocks.items() if block.carried}
    assert {task: (one.year, one.row, one.state.value) for task, one in lines.items()} == {
        "1": (2029, "1", "in_progress"),
        "2": (2029, "2", "completed"),
        "4": (2029, "3", "continuing"),
    }
    entry = next(one for one in report.entries if one.id == lines["2"].state.href.removeprefix("#"))
    assert [(one.unit, one.ref.address) for one in entry.cells] == [("PRESS", "G5"), ("GROVE", "G6")]


@pytest.mark.parametrize(
    ("language", "line", "source"),
    [
        ("en", "from 2029, no. 3: ", "Task 4: state of 2029, in inputs/2029: GROVE-1.xlsx"),
        ("zh", "2029年第3项：", "2029年状态，见inputs/2029：GROVE-1.xlsx"),
    ],
)
def test_the_page(orchard: Year, report: Report, language: str, line: str, source: str) -> None:
    page = markup_of(orchard.setting, report, language)
    assert page.count('class="mark mark-') > 3
    assert line in page
    assert source in page


def test_the_form_says_what_was_said_then(orchard: Year) -> None:
    issued = issue(orchard.setting, date(2030, 11, 15), Progress())
    book = openpyxl.load_workbook(io.BytesIO(next(one for one in issued.files if "GROVE" in one.name).read_bytes()))
    page = book.worksheets[1]
    keys = [cell.value for cell in page[3]]
    rows = {row[keys.index("id")].value: row[keys.index("last_state")].value for row in page.iter_rows(min_row=5)}
    assert rows == {"1": "in progress 推进中", "2": "completed 已完成", "4": "continuing 持续推进", "5": None}


def test_the_record_names_the_files_of_both_years(orchard: Year, tmp_path: Path) -> None:
    write_build_record(tmp_path, orchard.setting)
    inputs = json.loads((tmp_path / "build.json").read_text("utf-8"))["inputs"]
    named = {name for name in inputs if name.startswith(("inputs/", "reports/", "indicators/plans/"))}
    assert named == {
        *(f"inputs/{year}/{file}" for year in (2029, 2030) for file in ("GROVE-1.xlsx", "PRESS-1.xlsx")),
        *(f"inputs/{year}/{file}" for year in (2029, 2030) for file in ("received.csv", "issued.json")),
        *(f"{folder}/{year}.yaml" for year in (2029, 2030) for folder in ("reports", "indicators/plans")),
    }


def test_without_a_report_of_last_year_this_years_definition_serves(tmp_path: Path) -> None:
    root = copy("orchard", tmp_path)
    (root / "reports" / "2029.yaml").unlink()
    found = carried_over(gather(Workspace(root), 2030), Progress())
    assert {row: one.state for row, one in found.items()} == {
        "1": TaskState.IN_PROGRESS,
        "2": TaskState.COMPLETED,
        "4": TaskState.CONTINUING,
    }
    broken = root / "indicators" / "plans" / "2029.yaml"
    broken.write_text(broken.read_text("utf-8").replace("lead: PRESS", "lead: PRES"), "utf-8")
    with pytest.raises(DefinitionError, match=r"plans/2029\.yaml:16: .*\"PRES\".*nearest: \"PRESS\""):
        carried_over(gather(Workspace(root), 2030), Progress())


def test_without_last_years_workbooks_nothing_is_known(orchard: Year, tmp_path: Path) -> None:
    elsewhere = replace(orchard.setting, workspace=Workspace(tmp_path))
    assert carried_over(elsewhere, Progress()) == {}
