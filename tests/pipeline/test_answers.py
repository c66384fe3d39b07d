"""Does an answered or corrected workbook close its findings, and is it said which were closed, answered or ignored?"""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from milepost.inputs.answers import read_answers
from milepost.inputs.form import FIRST_ROW, KEY_ROW
from milepost.inputs.todo import ANSWER, COLUMNS
from milepost.inputs.xlsx import read_workbook
from milepost.model.finding import Severity
from milepost.model.workbook import RawWorkbook
from milepost.pipeline.progress import Progress
from milepost.pipeline.returning import write_returned
from tests.pipeline.conftest import Year, year_of
from tests.workspaces.copies import Ended, copy

TODO = "To do 待办"
AT = {column.key: at for at, column in enumerate(COLUMNS, 1)}
NUMBER = ("Sign-off 签报", "submission_number")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The harbour after its workbooks have been returned."""
    year = year_of(copy("harbour", tmp_path_factory.mktemp("first")))
    write_returned(year.setting, year.judged, Progress())
    return year


def lines(content: bytes) -> dict[str, str | None]:
    """Code -> answer of each line of the To do sheet."""
    page = load_workbook(io.BytesIO(content))[TODO]
    rows = range(FIRST_ROW, page.max_row + 1)
    return {str(page.cell(row, AT["todo.rule"]).value): page.cell(row, AT[ANSWER]).value for row in rows}  # type: ignore[misc]


def answer(book: Workbook, answers: Mapping[str, str]) -> None:
    page = book[TODO]
    for row in range(FIRST_ROW, page.max_row + 1):
        code = page.cell(row, AT["todo.rule"]).value
        if code in answers:
            page.cell(row, AT[ANSWER]).value = answers[str(code)]


def enter(book: Workbook, sheet: str, row: str, column: str, value: object) -> None:
    """Type into a table by the keys of row and column, or into the sign-off sheet by the key of the field."""
    page = book[sheet]
    if not row:
        at = next(one for one in range(1, page.max_row + 1) if page.cell(one, 3).value == column)
        page.cell(at, 2).value = value  # type: ignore[assignment]
        return
    across = next(one for one in range(1, page.max_column + 1) if page.cell(KEY_ROW, one).value == column)
    down = next(one for one in range(FIRST_ROW, page.max_row + 1) if page.cell(one, 1).value == row)
    page.cell(down, across).value = value  # type: ignore[assignment]


def sent_again(
    first: Year,
    folder: Path,
    name: str,
    answers: Mapping[str, str] | None = None,
    cells: Mapping[tuple[str, str, str], object] | None = None,
    number: int = 2,
) -> Path:
    """A harbour to which a unit has sent its returned workbook, answered and corrected, with the next number."""
    root = copy("harbour", folder)
    book = load_workbook(first.setting.workspace.returned(2031) / f"{name}.xlsx")
    answer(book, answers or {})
    for (sheet, row, column), value in {**(cells or {}), (NUMBER[0], "", NUMBER[1]): number}.items():
        enter(book, sheet, row, column, value)
    unit = name.partition("-")[0]
    file = root / "inputs/2031" / f"{unit}-{number}.xlsx"
    book.save(file)
    with (root / "inputs/2031/received.csv").open("a", encoding="utf-8") as register:
        register.write(f"{file.name},2032-03-05,{unit}\n")
    return root


def codes(findings: tuple[object, ...]) -> list[str]:
    return [one.rule.code for one in findings]  # type: ignore[attr-defined]


VALUE = ("Indicators 指标数据", "bathing_days|2031|Y|", "value")
OXYGEN = ("Indicators 指标数据", "oxygen|2031|Y|", "value")


# -- what is returned ------------------------------------------------------------------------------------------------


def test_one_line_for_each_finding_the_gravest_first(first: Year) -> None:
    for name in ("CITY-1", "FISH-1", "PORT-2", "SHORE-1"):
        content = (first.setting.workspace.returned(2031) / f"{name}.xlsx").read_bytes()
        file = first.judged.accepted.submissions[name.partition("-")[0]].file
        found = [one for one in first.judged.findings if one.where.workbook == file]
        assert sorted(lines(content)) == sorted({one.rule.code for one in found})
        page = load_workbook(io.BytesIO(content))[TODO]
        told = [str(page.cell(row, AT["todo.severity"]).value) for row in range(FIRST_ROW, FIRST_ROW + len(found))]
        order = ["not printed", "correct it,", "for your in"]
        assert told == sorted(told, key=lambda words: order.index(words[:11]))


def test_every_link_leads_to_a_cell_with_a_note(first: Year) -> None:
    book = load_workbook(first.setting.workspace.returned(2031) / "FISH-1.xlsx")
    links = [cell.hyperlink.location for row in book[TODO].iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 5
    for link in links:
        sheet, _, address = link.rpartition("!")
        assert book[sheet.strip("'")][address].comment is not None


def test_what_is_told_reads_like_a_sentence(first: Year) -> None:
    page = load_workbook(first.setting.workspace.returned(2031) / "SHORE-1.xlsx")[TODO]
    row = next(row for row in range(FIRST_ROW, page.max_row + 1) if page.cell(row, AT["todo.rule"]).value == "H01")
    told = {key: page.cell(row, at).value for key, at in AT.items()}
    assert told["todo.subject"] == "Days fit for bathing 2031\n适宜游泳天数 2031"
    assert told["todo.found"] == "152"
    assert told["todo.cell"] == "H5 Indicators 指标数据"


def test_what_the_office_has_decided_asks_nothing_more(first: Year) -> None:
    page = load_workbook(first.setting.workspace.returned(2031) / "PORT-2.xlsx")[TODO]
    row = next(row for row in range(FIRST_ROW, page.max_row + 1) if page.cell(row, AT["todo.rule"]).value == "I05")
    told = {key: str(page.cell(row, at).value) for key, at in AT.items()}
    assert told["todo.found"] == "twenty-seven"
    assert told["todo.request"].startswith("The office has decided this; nothing needs to be done.")
    assert told["todo.severity"].startswith("for your information")


# -- what comes back -------------------------------------------------------------------------------------------------


def test_an_answered_doubt_is_accepted_printed_and_not_asked_again(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "SHORE-1", {"H01": "Two new beaches opened."}))
    (finding,) = year.found("H01")
    assert (finding.where.workbook, finding.answer) == ("SHORE-2.xlsx", "Two new beaches opened.")
    assert (finding.severity, finding.answered, finding.open) == (Severity.DOUBT, True, False)
    assert [one.answer for one in year.dataset.answers] == ["Two new beaches opened."]
    value = year.dataset.latest("bathing_days", 2031)
    assert value is not None
    assert [one.answer for one in value.findings if one.rule.code == "H01"] == ["Two new beaches opened."]
    (followed,) = (one for one in year.dataset.followed if one.unit == "SHORE")
    assert codes(followed.answered) == ["H01"]
    assert "H01" not in codes(followed.ignored)
    assert "H01" not in [one.facts["codes"] for one in year.found("U04") if one.unit == "SHORE"]
    assert year.met("F25") == [], "an answer changes something"


def test_the_answer_stands_on_the_sheet_that_is_returned_next(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "SHORE-1", {"H01": "Two new beaches opened."}))
    write_returned(year.setting, year.judged, Progress())
    content = (year.setting.workspace.returned(2031) / "SHORE-2.xlsx").read_bytes()
    assert lines(content)["H01"] == "Two new beaches opened."
    book = read_workbook(content)
    assert isinstance(book, RawWorkbook)
    assert len(read_answers(book)) == 1
    assert [sheet.name for sheet in book.sheets].count(TODO) == 1


def test_an_answer_about_a_value_that_has_changed_is_closed(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "SHORE-1", {"H01": "It is right."}, {VALUE: 113}))
    assert year.found("H01") == []
    assert year.dataset.answers == ()
    (followed,) = (one for one in year.dataset.followed if one.unit == "SHORE")
    assert "H01" in codes(followed.closed)


def test_an_answer_does_not_cover_another_value(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "SHORE-1", {"H01": "It is right."}, {VALUE: 190}))
    (finding,) = year.found("H01")
    assert (finding.answer, finding.open) == ("", True)


def test_a_rejected_value_cannot_be_answered_away(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "FISH-1", {"I05": "The probe broke in May."}))
    (finding,) = (one for one in year.found("I05") if one.unit == "FISH")
    assert (finding.answer, finding.answered, finding.open) == ("The probe broke in May.", False, True)
    assert year.dataset.latest("oxygen", 2031) is None
    (followed,) = (one for one in year.dataset.followed if one.unit == "FISH")
    assert "I05" in codes(followed.ignored)


def test_a_corrected_value_closes_its_finding(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "FISH-1", {"T10": "Act 7/2031"}, {OXYGEN: 7.1}))
    (followed,) = (one for one in year.dataset.followed if one.unit == "FISH")
    assert (codes(followed.closed), codes(followed.answered), codes(followed.ignored)) == (["I05"], ["T10"], [])
    assert [one for one in year.found("U04") if one.unit == "FISH"] == []


def test_what_is_ignored_is_asked_again(first: Year, tmp_path: Path) -> None:
    year = year_of(sent_again(first, tmp_path, "FISH-1", {}, {("Sign-off 签报", "", "prepared_by"): "somebody else"}))
    assert [one.unit for one in year.found("F25")] == ["FISH"]
    (finding,) = (one for one in year.found("U04") if one.unit == "FISH")
    assert (finding.facts["found"], finding.facts["expected"], finding.facts["codes"]) == (2, 2, "I05, T10")


# -- what the commands say -------------------------------------------------------------------------------------------


def test_check_says_what_was_closed_answered_and_ignored(
    first: Year, tmp_path: Path, milepost: Callable[..., Ended]
) -> None:
    root = sent_again(first, tmp_path, "FISH-1", {"T10": "Act 7/2031"}, {OXYGEN: 7.1})
    end = milepost("-q", "check", "2031", cwd=root)
    head = next(line for line in end.out.splitlines() if line.startswith("FISH"))
    assert head.endswith("; since FISH-1.xlsx: closed 1 (I05), answered 1 (T10), ignored 0")
    (line,) = (line for line in end.out.splitlines() if "FISH-2.xlsx" in line and "[T10]" in line)
    assert "Answer: “Act 7/2031”" in line
    loud = milepost("-v", "check", "2031", cwd=root)
    assert loud.out == end.out
    assert "FISH closed: Oxygen in the water 2031: “probe broken” is not a number." in loud.err
    told = json.loads(milepost("-q", "check", "2031", "--json", cwd=root).out)
    (since,) = (one for one in told["followed"] if one["unit"] == "FISH")
    assert (since["older"], since["newer"]) == ("FISH-1.xlsx", "FISH-2.xlsx")
    assert [(one["code"], one["answer"]) for one in since["answered"]] == [("T10", "Act 7/2031")]
    assert [one["code"] for one in since["closed"]] == ["I05"]
    assert since["ignored"] == []
