"""Are the answers of a To do sheet read, whatever became of its rows, its place and its name?"""

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.answers import is_todo, read_answers
from milepost.inputs.form import FIRST_ROW
from milepost.inputs.patch import patch
from milepost.inputs.todo import Todo, TodoLine
from milepost.inputs.xlsx import read_workbook
from milepost.model.finding import Severity
from milepost.model.submission import Answer
from milepost.model.workbook import RawWorkbook
from tests.inputs.made_up import WORDS, issue
from tests.inputs.test_todo import KEY, LINE, NAME

KEYS = tuple(replace(KEY, rule=code) for code in ("I05", "H01", "U03"))
LINES = tuple(replace(LINE, sheet="任务进展 Tasks", rule=key.rule, key=key, severity=Severity.DOUBT) for key in KEYS)
ANSWERS = 10


def returned(lines: tuple[TodoLine, ...] = LINES) -> bytes:
    return patch(issue()[0], [], todo=Todo(lines, WORDS))


def read(data: bytes) -> RawWorkbook:
    answer = read_workbook(data, file="PORT-1.xlsx")
    assert isinstance(answer, RawWorkbook), answer
    return answer


def typed(change: Callable[[Worksheet], None]) -> tuple[Answer, ...]:
    """What is read after somebody has worked on the sheet."""
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    page = book[NAME]
    assert isinstance(page, Worksheet)
    change(page)
    stream = io.BytesIO()
    book.save(stream)
    return read_answers(read(stream.getvalue()))


def second(page: Worksheet) -> None:
    page.cell(FIRST_ROW + 1, ANSWERS).value = " 因扩建两座泊位 \n"


def test_an_answer_carries_the_key_and_the_cell_of_its_line() -> None:
    (answer,) = typed(second)
    assert (answer.key, answer.words) == (KEYS[1], "因扩建两座泊位")
    assert answer.cell == "任务进展 Tasks!A2"
    assert str(answer.ref) == f"'[PORT-1.xlsx]{NAME}'!J{FIRST_ROW + 1}"


def test_a_form_that_was_never_returned_has_no_answers() -> None:
    book = read(issue()[0])
    assert read_answers(book) == ()
    assert not any(map(is_todo, book.sheets))


def swapped(page: Worksheet) -> None:
    second(page)
    rows = [[cell.value for cell in row] for row in page.iter_rows(FIRST_ROW, FIRST_ROW + 2)]
    for at, row in enumerate([rows[2], rows[1], rows[0]]):
        for column, value in enumerate(row, 1):
            page.cell(FIRST_ROW + at, column).value = value


def further_down(page: Worksheet) -> None:
    second(page)
    page.insert_rows(1, 7)
    page.insert_rows(14, 3)


def column_before(page: Worksheet) -> None:
    second(page)
    page.insert_cols(2, 2)


def renamed(page: Worksheet) -> None:
    second(page)
    page.title = "our list"
    page.sheet_state = "hidden"


def others_deleted(page: Worksheet) -> None:
    second(page)
    page.delete_rows(FIRST_ROW)


@pytest.mark.parametrize("change", [swapped, further_down, column_before, renamed, others_deleted])
def test_moved_lines_keep_their_answers(change: Callable[[Worksheet], None]) -> None:
    assert [(one.key, one.words) for one in typed(change)] == [(KEYS[1], "因扩建两座泊位")]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(27, ["27"], id="a number"),
        pytest.param(True, ["1"], id="a yes"),
        pytest.param("   \n", [], id="white space"),
        pytest.param('=HYPERLINK("x")', [], id="a formula that was never calculated"),
        pytest.param("x" * 5_000, ["x" * 5_000], id="a long text that was pasted"),
    ],
)
def test_whatever_is_typed(value: object, words: list[str]) -> None:
    def change(page: Worksheet) -> None:
        page.cell(FIRST_ROW, ANSWERS).value = value  # type: ignore[assignment]

    assert [one.words for one in typed(change)] == words


def test_a_line_without_its_key_answers_nothing() -> None:
    def change(page: Worksheet) -> None:
        second(page)
        page.cell(FIRST_ROW + 1, ANSWERS + 1).value = "typed over"

    assert typed(change) == ()


def test_two_copies_of_the_sheet_are_both_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    for page, words in zip((book[NAME], book.copy_worksheet(book[NAME])), ("one", "two"), strict=True):  # type: ignore[type-var]
        page.cell(FIRST_ROW, ANSWERS).value = words
    stream = io.BytesIO()
    book.save(stream)
    assert [one.words for one in read_answers(read(stream.getvalue()))] == ["one", "two"]


def test_an_answer_that_was_given_stands_on_the_next_sheet() -> None:
    data = patch(returned(), [], todo=Todo((replace(LINES[0], answer="as counted"),), WORDS))
    assert [one.words for one in read_answers(read(data))] == ["as counted"]
