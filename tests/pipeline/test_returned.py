"""Does each unit get its own workbook back, with a note at each cell that has a finding?"""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from milepost.pipeline.progress import Progress
from milepost.pipeline.returning import write_returned
from tests.pipeline.conftest import Year, year_of
from tests.workspaces.copies import copy, tree


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Year:
    year = year_of(copy("harbour", tmp_path_factory.mktemp("returned")))
    write_returned(year.setting, year.judged, Progress())
    return year


def notes(file: Path) -> dict[tuple[str, str], str]:
    """(sheet, cell) -> the note there."""
    return {
        (page.title, cell.coordinate): cell.comment.text
        for page in load_workbook(file)
        for row in page.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def test_one_file_for_each_that_is_current(returned: Year) -> None:
    folder = returned.setting.workspace.returned(2031)
    assert sorted(file.name for file in folder.glob("*.xlsx")) == [
        "CITY-1.xlsx",
        "FISH-1.xlsx",
        "PORT-2.xlsx",
        "SHORE-1.xlsx",
    ]
    assert {file.name for file in (folder / "unidentified").iterdir()} >= {"FISH-torn.xlsx.txt", "~$CITY-1.xlsx.txt"}


@pytest.mark.parametrize("name", ["CITY-1", "FISH-1", "PORT-2", "SHORE-1"])
def test_a_note_on_every_cell_with_a_finding_and_on_no_other(returned: Year, name: str) -> None:
    unit = name.partition("-")[0]
    file = returned.judged.accepted.submissions[unit].file
    cells: dict[tuple[str, str], list[str]] = {}
    for one in returned.judged.findings:
        if one.where.workbook == file and one.where.column:
            cells.setdefault((one.where.sheet, one.where.address), []).append(one.rule.code)
    found = notes(returned.setting.workspace.returned(2031) / f"{name}.xlsx")
    whole = {place for place in found if place[1] == "A1"}  # findings on the file as a whole
    assert set(found) - whole == set(cells)
    assert {place: [code for code in codes if f"[{code}]" not in found[place]] for place, codes in cells.items()} == {
        place: [] for place in cells
    }


def test_the_note_says_what_is_wrong_and_what_to_do_in_both_languages(returned: Year) -> None:
    found = notes(returned.setting.workspace.returned(2031) / "FISH-1.xlsx")
    (note,) = (text for text in found.values() if "[I05]" in text)
    (finding,) = (one for one in returned.found("I05") if one.unit == "FISH")
    for words in returned.setting.words.values():
        assert finding.message(words) in note
        assert finding.request(words) in note


def test_a_cell_with_a_finding_is_filled(returned: Year) -> None:
    (finding,) = returned.found("H01")
    came = load_workbook(returned.setting.workspace.inputs(2031) / finding.where.workbook)
    went = load_workbook(returned.setting.workspace.returned(2031) / "SHORE-1.xlsx")
    before, after = (book[finding.where.sheet][finding.where.address] for book in (came, went))
    assert before.fill.fgColor.rgb != after.fill.fgColor.rgb
    assert (before.value, before.number_format, before.protection.locked) == (
        after.value,
        after.number_format,
        after.protection.locked,
    )


def test_everything_else_is_the_units_own(returned: Year) -> None:
    inputs, back = returned.setting.workspace.inputs(2031), returned.setting.workspace.returned(2031)
    with zipfile.ZipFile(inputs / "CITY-1.xlsx") as came, zipfile.ZipFile(back / "CITY-1.xlsx") as went:
        assert set(came.namelist()) <= set(went.namelist())
        changed = {name for name in came.namelist() if came.read(name) != went.read(name)}
    kinds = {name for name in changed if not name.startswith(("xl/worksheets/", "xl/comments", "xl/drawings/"))}
    assert kinds <= {"[Content_Types].xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    values = [
        {
            (page.title, cell.coordinate): cell.value
            for page in load_workbook(folder / "CITY-1.xlsx")
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None and not page.title.startswith("To do")
        }
        for folder in (inputs, back)
    ]
    assert values[0] == values[1]


def test_a_returned_workbook_that_is_sent_in_again_is_the_same_submission(returned: Year, tmp_path: Path) -> None:
    root = copy("harbour", tmp_path)
    for name in ("CITY-1.xlsx", "FISH-1.xlsx", "PORT-2.xlsx"):
        back = returned.setting.workspace.returned(2031) / name
        (root / "inputs" / "2031" / name).write_bytes(back.read_bytes())
    again = year_of(root)
    told = [[(one.rule.code, str(one.where)) for one in year.judged.findings] for year in (returned, again)]
    assert told[0] == told[1]


def test_what_was_sent_in_stays_as_it_was(returned: Year, tmp_path: Path) -> None:
    assert tree(returned.root, without=("inputs/2031/returned",)) == tree(copy("harbour", tmp_path))


def test_nothing_is_returned_for_a_file_that_never_came(returned: Year) -> None:
    back = tree(returned.setting.workspace.returned(2031))
    assert [name for name in back if "RAIL" in name] == []


def test_a_second_check_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    year = year_of(copy("meadow", tmp_path))
    folder = year.setting.workspace.returned(2030)
    folder.mkdir()
    (folder / "MILL-9.xlsx").write_bytes(b"of an earlier check")
    assert write_returned(year.setting, year.judged, Progress()) == ()
    assert tree(folder) == {}
