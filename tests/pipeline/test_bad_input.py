"""What does a build say that cannot run, and does it leave yesterday's report whole?"""

import copy
import csv
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workspaces.copies import HERE as WORKSPACES
from tests.workspaces.copies import Ended, ended, run, start, tree
from tests.workspaces.fill import Desk

Command = Callable[..., Ended]

YESTERDAY = {
    "report.en.html": "<p>Yesterday's report</p>\n",
    "report.en.pdf": "%PDF of yesterday\n",
    "data/tasks.csv": "id\n1\n",
    "build.json": "{}\n",
}


@pytest.fixture
def meadow(own_meadow: Path) -> Path:
    """A workspace with yesterday's report."""
    for name, text in YESTERDAY.items():
        write(own_meadow, f"reports/2030/{name}", text)
    return own_meadow


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def replace(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert text.count(old) == 1, (name, old)
    write(root, name, text.replace(old, new))


def whole(root: Path) -> dict[str, str]:
    """Everything in a workspace but what is cheap to make again."""
    return tree(root, without=(".cache",))


def no_workbooks(root: Path) -> None:
    for file in (root / "inputs/2030").glob("*.xlsx"):
        file.unlink()


def no_exchange(root: Path) -> None:
    shutil.rmtree(root / "inputs")


def undefined_name(root: Path) -> None:
    write(root, "templates/report/chapters/summary.html.j2", "<p>{{ nobody_knows_this }}</p>\n")


def broken_template(root: Path) -> None:
    write(root, "templates/report/chapters/summary.html.j2", "<p>\n{% if %}</p>\n")


def missing_picture(root: Path) -> None:
    write(root, "templates/style/own.css", "body { background: url(marks/no-such-picture.svg) }\n")


def remote_picture(root: Path) -> None:
    write(root, "templates/style/own.css", 'body { background: url("https://pictures.example/sky.png") }\n')


def file_for_a_folder(root: Path) -> None:
    write(root, "reports/.2030.new", "a file where the new report is to be made\n")


def empty_plan(root: Path) -> None:
    plan = root / "indicators/plans/2030.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text[: text.index("parts:")] + "parts: []\n", "utf-8")


def no_plan(root: Path) -> None:
    (root / "indicators/plans/2030.yaml").unlink()


def broken_definition(root: Path) -> None:
    write(root, "reports/2030.yaml", "title: {en: Meadow report 2030\noffice: [\n")


def empty_definition(root: Path) -> None:
    write(root, "reports/2030.yaml", "")


def broken_units(root: Path) -> None:
    write(root, "indicators/units.yaml", "units:\n  - id: MILL\n\tname: Mill\n")


def not_utf8(root: Path) -> None:
    (root / "indicators/framework.yaml").write_bytes("id: wiese\nname: {en: Müllerwiese}\n".encode("latin-1"))


def unknown_unit(root: Path) -> None:
    replace(root, "indicators/plans/2030.yaml", "units: [MILL, POND]", "units: [MILL, POMD]")


def broken_series(root: Path) -> None:
    replace(root, "indicators/series.csv", "231", "two hundred")


def broken_receipts(root: Path) -> None:
    replace(root, "inputs/2030/received.csv", "2031-01-10", "10 January")


def broken_decisions(root: Path) -> None:
    write(root, "inputs/2030/decisions.yaml", "- kind: forget\n")


def broken_translations(root: Path) -> None:
    write(root, "inputs/2030/translations.yaml", "{{{\n")


def broken_register(root: Path) -> None:
    write(root, "inputs/2030/issued.json", '{"issued": [')


CASES = [
    pytest.param(no_workbooks, ["inputs/2030", "no workbook yet", "milepost issue 2030"], id="no workbooks"),
    pytest.param(no_exchange, ["inputs/2030", "no workbook yet", "milepost issue 2030"], id="no folder of the year"),
    pytest.param(
        undefined_name, ["summary.html.j2, line 1", "nobody_knows_this"], id="a template with an undefined name"
    ),
    pytest.param(broken_template, ["summary.html.j2, line 2", "Correct the template"], id="a template that is broken"),
    pytest.param(missing_picture, ["no-such-picture.svg"], id="a style sheet that names a missing picture"),
    pytest.param(remote_picture, ["pictures.example"], id="a style sheet that asks for a picture elsewhere"),
    pytest.param(
        file_for_a_folder, ["reports/2030 cannot be written", "a file stands where"], id="a file for a folder"
    ),
    pytest.param(empty_plan, ["plans/2030.yaml", "no tasks"], id="an empty plan"),
    pytest.param(no_plan, ["plans/2030.yaml", "no such plan"], id="no plan"),
    pytest.param(broken_definition, ["reports/2030.yaml:"], id="a definition that is no YAML"),
    pytest.param(empty_definition, ["reports/2030.yaml"], id="an empty definition"),
    pytest.param(broken_units, ["units.yaml:3"], id="units that are no YAML"),
    pytest.param(not_utf8, ["framework.yaml", "UTF-8"], id="a definition that is not UTF-8"),
    pytest.param(unknown_unit, ["plans/2030.yaml:15", "POMD", "POND"], id="a unit that nobody knows"),
    pytest.param(broken_series, ["series.csv:2", "two hundred"], id="words in the series"),
    pytest.param(broken_receipts, ["received.csv:2", "10 January"], id="words for a date of receipt"),
    pytest.param(broken_decisions, ["decisions.yaml:1", "forget"], id="a decision of no kind"),
    pytest.param(broken_translations, ["translations.yaml"], id="translations that are no YAML"),
    pytest.param(broken_register, ["issued.json"], id="a register that is cut off"),
]


@pytest.mark.parametrize(("spoil", "says"), CASES)
def test_a_build_that_cannot_run(
    meadow: Path, milepost: Command, spoil: Callable[[Path], None], says: list[str]
) -> None:
    spoil(meadow)
    before = whole(meadow)
    end = milepost("build", "2030", cwd=meadow)
    end.refused()
    assert end.out == ""
    assert [words for words in says if words not in end.err] == [], end.err
    assert whole(meadow) == before


def test_a_folder_that_may_not_be_written_to(meadow: Path) -> None:
    before = whole(meadow)
    (meadow / "reports").chmod(0o555)
    try:
        end = run("build", "2030", cwd=meadow, as_everybody=True)
    finally:
        (meadow / "reports").chmod(0o755)
    line = end.refused()
    assert "reports/2030 cannot be written: you may not write there." in line
    assert "What stood there before is unchanged." in line
    assert whole(meadow) == before


def test_a_year_without_definition(meadow: Path, milepost: Command) -> None:
    for words in (["build", "2029"], ["check", "2029"], ["status", "2029"], ["issue", "2029"]):
        line = milepost(*words, cwd=meadow).refused()
        assert "reports/2029.yaml" in line
        assert "2030" in line, "it names the year that is defined"
    assert not (meadow / "reports/2029").exists()


def test_a_workspace_without_definitions(meadow: Path, milepost: Command) -> None:
    shutil.rmtree(meadow / "indicators")
    before = whole(meadow)
    assert "indicators/" in milepost("--workspace", str(meadow), "build", cwd=meadow).refused()
    assert "no workspace here" in milepost("build", cwd=meadow).refused()
    assert whole(meadow) == before


def test_before_anything_came_in_status_and_check_say_so(meadow: Path, milepost: Command) -> None:
    no_workbooks(meadow)
    status, check = milepost("status", "2030", cwd=meadow), milepost("check", "2030", cwd=meadow)
    assert (status.status, check.status) == (0, 0)
    assert "No workbook has come in yet." in status.out
    assert "0 of 2 units have answered." in status.out
    assert "there is no workbook yet" in check.out


def test_all_workbooks_rejected(meadow: Path, milepost: Command) -> None:
    hostile = "=1+1 <img src=x onerror=alert(1)>.xlsx"
    for name in ("MILL-1.xlsx", "POND-1.xlsx", hostile):
        write(meadow, f"inputs/2030/{name}", "not a workbook at all\n")
    end = milepost("build", "2030", "--strict", cwd=meadow)
    assert end.status == 1, end.err
    assert "3 in, 0 count" in end.out, "the report is written all the same"
    page = (meadow / "reports/2030/report.en.html").read_text("utf-8")
    assert "Yesterday" not in page
    for file in ("MILL-1.xlsx", "POND-1.xlsx"):
        assert file in page, "the annex names what was left out"
    assert page.lower().count("not reported") >= 3, "three tasks"
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    for table in (meadow / "reports/2030").rglob("*.csv"):
        rows = csv.reader(table.read_text("utf-8-sig").splitlines())
        assert [cell for row in rows for cell in row if cell.startswith("=")] == [], table.name


def test_a_build_that_is_stopped(meadow: Path) -> None:
    before = tree(meadow / "reports/2030")
    process = start("build", "2030", cwd=meadow)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("printing"):
            break
    process.send_signal(signal.SIGINT)
    end = ended(process)
    assert end.status == 130, end
    assert "Traceback" not in end.err
    assert tree(meadow / "reports/2030") == before
    assert run("-q", "build", "2030", cwd=meadow).status == 0, "and the next start is none the worse for it"
    assert not list((meadow / "reports").glob(".2030*"))


def test_an_interrupted_swap_is_completed_at_the_next_start(meadow: Path, milepost: Command) -> None:
    (meadow / "reports/2030").rename(meadow / "reports/.2030.old")
    write(meadow, "reports/.2030.new/report.en.html", "<p>today's</p>")
    undefined_name(meadow)
    milepost("build", "2030", cwd=meadow).refused()
    assert (meadow / "reports/2030/report.en.html").read_text("utf-8") == "<p>today's</p>"
    assert not list((meadow / "reports").glob(".2030*"))


def test_a_character_that_no_face_has_costs_no_more_than_itself(meadow: Path, milepost: Command) -> None:
    """A unit may type what it likes: the report is built, and `check` names the cell."""
    desk = Desk.of(WORKSPACES / "meadow")
    workbook = copy.deepcopy(desk.facts["workbooks"][0])
    workbook["tasks"][1]["text"] = "All eleven meadows were mown \N{GRINNING FACE}."
    (meadow / "inputs/2030/MILL-1.xlsx").write_bytes(desk.filled(workbook, desk.issue("MILL")[0]))
    assert milepost("-q", "build", "2030", cwd=meadow) == Ended(0, "", "")
    assert "Tasks'!J5" in milepost("-q", "check", "2030", cwd=meadow).out
