"""Is a form read back as it was filled in: values, kinds, ids, stamp and what was locked?"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl.styles import numbers
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from milepost.inputs.form import Column, Kind, choice_label
from milepost.inputs.normalise import Meanings, meaning
from milepost.inputs.read import PRESENT, read_submission
from milepost.model.places import CellRef
from milepost.model.states import TaskState
from milepost.model.submission import Cell, Stamp, Submission
from milepost.model.words import Words
from milepost.model.workbook import CellKind, RawCell
from tests.inputs.filled import FORM, Entries, changed, fill, lose_stamp, opened, page_of, raw, read, saved, spot
from tests.inputs.made_up import ENGLISH, PIER, WORDS, issue

ENTRIES: Entries = {
    ("tasks", "1", "state"): "已完成 completed",
    ("tasks", "1", "completed_on"): date(2031, 6, 30),
    ("tasks", "1", "percent"): 100,
    ("tasks", "1", "text"): "疏浚完成。\n共清淤 3.2 万方。",
    ("tasks", "1", "evidence"): "港发〔2031〕1号",
    ("tasks", "1", "restricted"): "否 no",
    ("tasks", "2", "text"): "两项规则均已起草。",
    ("tasks", "2a", "state"): "推进中 in progress",
    ("tasks", "2a", "text"): "=1+1 是正文",
    ("figures", "1", "task"): "1 疏浚港池",
    ("figures", "1", "name"): "清淤量",
    ("figures", "1", "value"): 3.2,
    ("figures", "1", "unit"): "万方",
    ("figures", "1", "period"): "2031",
    ("indicators", "share|2031|Y|", "value"): 41.5,
    ("indicators", "share|2031|Y|", "value_status"): "初步数 provisional",
    ("indicators", "share|2030|Y|", "revised_value"): 40.9,
    ("indicators", "ships|2031|Y|in", "value"): 0,
    ("cases", "2", "title"): "一个案例",
    ("cases", "2", "publish"): "是 yes",
    ("sign_off", "", "prepared_by"): "somebody",
    ("sign_off", "", "telephone"): "00123",
    ("sign_off", "", "date"): date(2032, 1, 9),
    ("sign_off", "", "submission_number"): 1,
}

STAMP = Stamp.parse(opened()["_meta"]["A1"].value)


@pytest.fixture(scope="module")
def content() -> bytes:
    return fill(ENTRIES)


@pytest.fixture(scope="module")
def submission(content: bytes) -> Submission:
    return read(content)


def cell(submission: Submission, sheet: str, row: str, column: str) -> Cell:
    if sheet == "sign_off":
        return submission.sign_off[column]
    wanted = {"figures": "figure ", "cases": "case "}.get(sheet, "") + row
    return next(one for one in submission.rows(sheet) if one.id == wanted)[column]


VALUES: dict[tuple[str, str, str], tuple[object, str]] = {
    ("tasks", "1", "state"): (TaskState.COMPLETED, "text"),
    ("tasks", "1", "completed_on"): (date(2031, 6, 30), "number"),
    ("tasks", "1", "percent"): (Decimal(100), "number"),
    ("tasks", "1", "text"): ("疏浚完成。\n共清淤 3.2 万方。", "text"),
    ("tasks", "1", "restricted"): ("no", "text"),
    ("tasks", "2a", "state"): (TaskState.IN_PROGRESS, "text"),
    ("figures", "1", "task"): ("1", "text"),
    ("figures", "1", "value"): (Decimal("3.2"), "number"),
    ("figures", "1", "period"): ("2031", "text"),
    ("indicators", "share|2031|Y|", "value"): (Decimal("41.5"), "number"),
    ("indicators", "share|2031|Y|", "value_status"): ("provisional", "text"),
    ("indicators", "share|2030|Y|", "revised_value"): (Decimal("40.9"), "number"),
    ("indicators", "ships|2031|Y|in", "value"): (Decimal(0), "number"),
    ("cases", "2", "title"): ("一个案例", "text"),
    ("cases", "2", "publish"): ("yes", "text"),
    ("sign_off", "", "date"): (date(2032, 1, 9), "number"),
    ("sign_off", "", "submission_number"): (Decimal(1), "number"),
}


@pytest.mark.parametrize("where", [pytest.param(one, id=" ".join(one)) for one in VALUES])
def test_what_was_typed_is_read(submission: Submission, where: tuple[str, str, str]) -> None:
    found = cell(submission, *where)
    assert (found.value, found.problem, found.kind) == (VALUES[where][0], None, VALUES[where][1])


def test_nothing_is_remarked_on_a_form_that_was_only_filled_in(submission: Submission) -> None:
    assert submission.remarks == ()
    assert [sheet.unread for sheet in submission.sheets.values()] == [()] * 5


def test_rows_stand_for_what_they_are_about(submission: Submission) -> None:
    assert [row.id for row in submission.rows("tasks")] == ["1", "2", "2a", "2b", "3"]
    assert [row.number for row in submission.rows("tasks")] == [5, 6, 7, 8, 9]
    assert [row.id for row in submission.rows("figures")] == ["figure 1"]
    assert [row.id for row in submission.rows("cases")] == ["case 2"]
    assert [row.id for row in submission.rows("indicators")] == [
        f"{name}|{year}|Y|{part}"
        for name, part in (("share", ""), ("ships", ""), ("ships", "in"))
        for year in (2031, 2030)
    ]


def test_every_cell_knows_its_place(submission: Submission) -> None:
    assert cell(submission, "tasks", "1", "state").ref == CellRef("PORT-1.xlsx", "任务进展 Tasks", 5, 7)
    assert cell(submission, "sign_off", "", "date").ref == CellRef("PORT-1.xlsx", "签报 Sign-off", 12, 2)
    assert all(one.ref.sheet == "关键数据 Figures" for one in submission.rows("figures")[0].cells.values())


def test_an_empty_cell_is_empty_and_zero_is_not(submission: Submission) -> None:
    empty, zero = (cell(submission, "indicators", f"ships|2031|Y|{part}", "value") for part in ("", "in"))
    assert (empty.empty, empty.value, empty.typed) == (True, None, None)
    assert (zero.empty, zero.value, zero.typed) == (False, Decimal(0), "0")


def test_what_is_locked_comes_back_as_it_was_issued(submission: Submission) -> None:
    issued = issue()[1]
    assert {key: submission.locked[key] for key in issued.locked} == issued.locked
    assert submission.sha256 != issued.plan


def test_of_persons_only_is_kept_that_they_are_named(submission: Submission) -> None:
    persons = [one.key for one in FORM.sheet("sign_off").columns if one.person]
    assert [submission.sign_off[key].typed for key in persons] == [PRESENT, PRESENT, None, None]
    assert "somebody" not in repr(submission)
    assert "00123" not in repr(submission)


def test_the_stamp_is_read(submission: Submission) -> None:
    assert submission.stamp == STAMP
    assert (submission.unit, submission.number) == ("PORT", 1)


PLACES = ("property", "name", "sheet")


@pytest.mark.parametrize("kept", PLACES)
def test_any_one_of_the_three_places_is_enough(content: bytes, kept: str) -> None:
    book, lost = opened(content), [place for place in PLACES if place != kept]
    lose_stamp(book, *lost)
    found = read(saved(book))
    assert found.stamp == STAMP
    assert [(one.kind, one.facts) for one in found.remarks] == [("stamp_partly_lost", {"places": ", ".join(lost)})]


def test_without_any_stamp_the_form_says_nothing_of_itself(content: bytes) -> None:
    book = opened(content)
    lose_stamp(book, *PLACES)
    found = read_submission(raw(saved(book)), FORM, WORDS)
    assert (found.stamp, found.unit, found.recognised) == (None, "", None)
    assert [one.kind for one in found.remarks] == ["stamp_lost"]


def test_the_stamp_survives_white_space_around_it(content: bytes) -> None:
    spaced = changed(content, "docProps/custom.xml", lambda text: text.replace(str(STAMP), f"\n {STAMP} \n"))
    assert read(spaced).stamp == STAMP
    assert read(spaced).remarks == ()


@pytest.mark.parametrize("choices", list(FORM.lists))
@pytest.mark.parametrize("words", [WORDS, WORDS[::-1], ENGLISH], ids=["zh, en", "en, zh", "en"])
def test_every_spelling_of_a_choice_is_understood(choices: str, words: tuple[Words, ...]) -> None:
    known, column = Meanings.of(FORM.lists, words, date1904=False), Column("any", "Any", Kind.CHOICE, choices=choices)
    for choice in FORM.lists[choices]:
        labels = [one.say(choice.label) for one in words]
        for spelling in (str(choice.key), choice_label(choice, words), *labels, *choice.synonyms):
            for typed in (spelling, f"  {spelling.upper()}\u3000", spelling.title(), f"\u200b{spelling}\xa0"):
                stored = RawCell(5, 7, typed, CellKind.TEXT)
                assert meaning(stored, column, CellRef("x.xlsx"), known).value == choice.key, typed


def test_a_choice_that_is_none_keeps_what_was_typed() -> None:
    found = cell(read(fill({("tasks", "1", "state"): "差不多完成"})), "tasks", "1", "state")
    assert (found.value, found.typed, found.problem) == (None, "差不多完成", "unknown_choice")


def formatted(where: tuple[str, str, str], value: object, code: str) -> Cell:
    book = opened()
    place = spot(book, *where)
    place.value, place.number_format = value, code  # type: ignore[assignment]
    return cell(read(saved(book)), *where)


SHARE, SHIPS, PERCENT = (
    ("indicators", "share|2031|Y|", "value"),
    ("indicators", "ships|2031|Y|", "value"),
    ("tasks", "1", "percent"),
)


@pytest.mark.parametrize("where", [SHARE, PERCENT])
def test_a_percent_cell_holds_a_hundredth_of_what_it_shows(where: tuple[str, str, str]) -> None:
    found = formatted(where, 0.855, numbers.FORMAT_PERCENTAGE_00)
    assert (found.value, found.typed, found.notes) == (Decimal("85.5"), "85.5%", ("percent_cell",))


def test_a_percent_cell_for_something_else_is_no_value() -> None:
    found = formatted(SHIPS, 0.85, "0%")
    assert (found.value, found.typed, found.problem) == (None, "85%", "unit_differs")


def test_a_binary_fraction_is_the_number_that_was_typed() -> None:
    assert formatted(SHARE, 0.1 + 0.2, "General").value == Decimal("0.3")
    assert formatted(SHIPS, 1e15, "General").typed == "1000000000000000"


def test_a_day_where_a_number_belongs_is_no_number() -> None:
    found = formatted(SHIPS, datetime(2031, 1, 5), "yyyy-mm-dd")  # noqa: DTZ001  - a workbook knows no zones
    assert (found.value, found.typed, found.problem) == (None, "2031-01-05", "date_for_number")


@pytest.mark.parametrize("code", ["General", "0", 'yyyy"年"m"月"d"日"'])
def test_a_day_number_is_a_day_in_any_format(code: str) -> None:
    found = formatted(("tasks", "1", "completed_on"), 48029, code)
    assert found.value == date(2031, 6, 30)
    assert ("serial_day" in found.notes) is (code in ("General", "0"))


def test_the_other_date_system_is_not_four_years_off() -> None:
    book = opened()
    book.epoch = CALENDAR_MAC_1904
    spot(book, "tasks", "1", "completed_on").value = 48029 - 1462
    assert cell(read(saved(book)), "tasks", "1", "completed_on").value == date(2031, 6, 30)


def calculated(formula: str, value: str, kind: str = "") -> Callable[[str], str]:
    """Put the value into a formula's cell as a program would that calculates."""
    kind = f' t="{kind}"' if kind else ""

    def change(text: str) -> str:
        before, _, after = text.partition(f"<f>{formula}</f>")
        head, _, opening = before.rpartition("<c ")
        assert after.startswith(("<v />", "<v></v>", "<v/>"))
        return (
            f"{head}<c {opening[:-1]}{kind}><f>{formula}</f><v>{value}</v>{after.partition('</c>')[1]}"
            + (after.partition("</c>")[2])
        )

    return change


def test_a_formula_keeps_itself_and_its_last_result() -> None:
    content = changed(fill({SHIPS: "=SUM(A1:A9)"}), "xl/worksheets/sheet4.xml", calculated("SUM(A1:A9)", "120"))
    found = cell(read(content), *SHIPS)
    assert (found.value, found.typed, found.formula, found.problem) == (Decimal(120), "120", "SUM(A1:A9)", None)


def test_a_formula_that_was_never_calculated_has_no_value() -> None:
    found = cell(read(fill({SHIPS: "=SUM(A1:A9)"})), *SHIPS)
    assert (found.value, found.typed, found.formula, found.problem) == (None, None, "SUM(A1:A9)", "not_calculated")
    assert not found.empty


def test_an_error_is_an_error_in_every_column() -> None:
    errors = {
        SHIPS: "#N/A",
        ("tasks", "1", "text"): "#DIV/0!",
        ("tasks", "1", "completed_on"): "#REF!",
        ("tasks", "1", "state"): "#VALUE!",
        ("sign_off", "", "submission_number"): "#NAME?",
    }
    submission = read(fill(errors))
    for where, error in errors.items():
        found = cell(submission, *where)
        assert (found.value, found.typed, found.problem, found.kind) == (None, error, "error_value", "error")


def test_a_yes_that_is_a_truth_value_is_a_yes() -> None:
    for value, choice in ((True, "yes"), (False, "no")):
        found = cell(read(fill({("tasks", "1", "restricted"): value})), "tasks", "1", "restricted")
        assert (found.value, found.typed) == (choice, str(value).upper())


def test_a_form_in_one_language_is_read_in_that_language() -> None:
    english = issue(PIER, ENGLISH)[0]
    content = fill({("tasks", "1", "state"): "In  progress", ("tasks", "1", "text"): "Half."}, english, ENGLISH)
    found = read(content, "PIER-1.xlsx", words=ENGLISH)
    assert (found.unit, found.remarks) == ("PIER", ())
    assert cell(found, "tasks", "1", "state").value == TaskState.IN_PROGRESS


def test_the_reader_reads_in_every_language_whatever_the_order() -> None:
    found = read(fill({("tasks", "1", "state"): "办结"}), words=WORDS[::-1])
    assert cell(found, "tasks", "1", "state").value == TaskState.COMPLETED


def test_every_column_of_the_form_has_a_cell(submission: Submission) -> None:
    for key, sheet in submission.sheets.items():
        asked = {one.key for one in FORM.sheet(key).columns if one.kind is not Kind.STATUS}
        assert all(set(row.cells) == asked for row in sheet.rows), key
    assert set(page_of(opened(), "tasks").tables) == set()
