"""What people and programs do to a form: what is certain is recovered and said, what is not is said and not read."""

from collections.abc import Callable, Mapping
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.form import KEY_ROW, LABEL_ROW
from milepost.model.submission import Remark, Submission
from tests.inputs.filled import FORM, Entries, fill, lose_stamp, opened, page_of, read, saved, spot
from tests.inputs.made_up import WORDS

ENTRIES: Entries = {
    ("tasks", "1", "state"): "已完成 completed",
    ("tasks", "1", "completed_on"): date(2031, 6, 30),
    ("tasks", "1", "percent"): 100,
    ("tasks", "1", "text"): "疏浚完成。",
    ("tasks", "1", "evidence"): "港发〔2031〕1号",
    ("tasks", "2", "text"): "两项规则均已起草。",
    ("tasks", "2a", "state"): "推进中 in progress",
    ("tasks", "2a", "text"): "渔网规则已起草。",
    ("tasks", "2b", "state"): "未启动 not started",
    ("tasks", "3", "remarks"): "无",
    ("figures", "1", "task"): "1 疏浚港池",
    ("figures", "1", "name"): "清淤量",
    ("figures", "1", "value"): 3.2,
    ("figures", "1", "unit"): "万方",
    ("figures", "1", "period"): "2031",
    ("figures", "2", "name"): "船舶数",
    ("figures", "2", "value"): 7,
    ("indicators", "share|2031|Y|", "value"): 41.5,
    ("indicators", "share|2031|Y|", "value_status"): "最终 final",
    ("indicators", "share|2030|Y|", "revised_value"): 40.9,
    ("indicators", "ships|2031|Y|in", "value"): 0,
    ("cases", "1", "title"): "一个案例",
    ("cases", "1", "text"): "案例正文",
    ("cases", "2", "title"): "又一个案例",
    ("cases", "2", "publish"): "是 yes",
    ("sign_off", "", "prepared_by"): "somebody",
    ("sign_off", "", "date"): date(2032, 1, 9),
    ("sign_off", "", "submission_number"): 1,
}
FILLED = fill(ENTRIES)

Said = dict[tuple[str, str, str], object]


def said(submission: Submission) -> Said:
    """Everything that the unit entered, by what it is about: what it means, or why it means nothing."""
    return {
        (sheet.key, row.id, key): cell.value if cell.problem is None else (cell.typed, cell.problem)
        for sheet in submission.sheets.values()
        for row in sheet.rows
        for key, cell in row.cells.items()
        if not FORM.sheet(sheet.key).column(key).locked and not cell.empty
    }


UNDAMAGED = said(read(FILLED))


def remarked(remark: Remark) -> tuple[object, ...]:
    """A remark in short: what kind it is, or how it was recovered; what was found; as what it was read."""
    facts = remark.facts
    name = facts.get("how", remark.kind)
    return (name, *(str(facts[one]) for one in ("found", "value", "column", "sheet", "places") if one in facts))


def unread(submission: Submission) -> list[str]:
    return [f"{sheet.key} {ref.address}" for sheet in submission.sheets.values() for ref in sheet.unread]


Book = openpyxl.Workbook
NAMES = {sheet.key: page_of(opened(), sheet.key).title for sheet in FORM.sheets}
AT = {sheet.key: {one.key: at for at, one in enumerate(sheet.columns, 1)} for sheet in FORM.sheets}


class Damage:
    """What was done to the form, what is said of it, and what else is read or not read because of it.

    Attributes:
        name: What was done.
        do: Does it.
        remarks: What must be remarked.
        gone: What is not read any more.
        new: What is read in its place, or where it stands now.
        unread: Cells that are said to stand outside the form.
    """

    def __init__(
        self,
        name: str,
        do: Callable[[Book], object],
        remarks: list[tuple[object, ...]] | None = None,
        gone: set[tuple[str, ...]] | None = None,
        new: Said | None = None,
        unread: list[str] | None = None,
    ) -> None:
        self.name, self.do = name, do
        self.remarks, self.gone, self.new, self.unread = remarks or [], gone or set(), new or {}, unread or []


def on(sheet: str) -> Callable[[Book], Worksheet]:
    return lambda book: page_of(book, sheet)


def move_rows(page: Worksheet, order: Callable[[list[object]], object], first: int = 5) -> None:
    """Put the rows of a table in another order, as sorting does."""
    rows = [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows(min_row=first)]
    for number, cells in enumerate(sorted(rows, key=lambda one: order([value for value, _ in one])), first):
        for column, (value, kind) in enumerate(cells, 1):
            page.cell(number, column).value = value
            page.cell(number, column).data_type = kind


def move_column(page: Worksheet, source: int, target: int) -> None:
    """Cut a whole column and put it where nothing stood."""
    for number in range(1, page.max_row + 1):
        page.cell(number, target).value = page.cell(number, source).value
        page.cell(number, source).value = None


def copy_column(page: Worksheet, source: int, target: int) -> None:
    for number in range(1, page.max_row + 1):
        page.cell(number, target).value = page.cell(number, source).value


def swap(page: Worksheet, one: str, other: str) -> None:
    page[one].value, page[other].value = page[other].value, page[one].value


def put(page: Worksheet, **values: object) -> None:
    for coordinate, value in values.items():
        page[coordinate].value = value


def clear(page: Worksheet, area: str) -> None:
    for row in page[area] if ":" in area else ((page[area],),):
        for cell in row:
            cell.value = None


def copied(book: Book, sheet: str, title: str) -> Worksheet:
    page = book.copy_worksheet(page_of(book, sheet))
    page.title = title
    return page


def merged(page: Worksheet, area: str) -> None:
    page.merge_cells(area)


TASKS, FIGURES, INDICATORS, CASES, SIGN_OFF = NAMES["tasks"], NAMES["figures"], *list(NAMES.values())[3:]
T, F, N, C, S = on("tasks"), on("figures"), on("indicators"), on("cases"), on("sign_off")
LETTER = {key: openpyxl.utils.get_column_letter(at) for key, at in AT["tasks"].items()}
COLUMNS = len(AT["tasks"])


def column(sheet: str, *keys: str) -> set[tuple[str, ...]]:
    """Everything entered in a column of a sheet, or in the whole sheet."""
    return {where for where in UNDAMAGED if where[0] == sheet and (not keys or where[2] in keys)}


def row(sheet: str, identity: str) -> set[tuple[str, ...]]:
    return {where for where in UNDAMAGED if where[:2] == (sheet, identity)}


def renamed(gone: set[tuple[str, ...]], identity: str) -> Said:
    """The same entries under another row."""
    return {(sheet, identity, key): UNDAMAGED[sheet, one, key] for sheet, one, key in gone}  # type: ignore[index]


ROWS = [
    Damage("a blank row between the tasks", lambda book: T(book).insert_rows(7)),
    Damage("a task deleted", lambda book: T(book).delete_rows(8), gone=row("tasks", "2b")),
    Damage("tasks in another order", lambda book: move_rows(T(book), lambda one: str(one[2]))),
    Damage("figures in another order", lambda book: move_rows(F(book), lambda one: -int(str(one[0])))),
    Damage("blank rows on top", lambda book: T(book).insert_rows(1, 3)),
    Damage(
        "title rows on top",
        lambda book: (T(book).insert_rows(1, 3), put(T(book), A1="港务局填报", B2="2032年1月")),
        [("rows_on_top", "1, 2")],
    ),
    Damage(
        "title rows above the headings, below the hidden keys",
        lambda book: (T(book).insert_rows(LABEL_ROW, 2), put(T(book), A4="港务局填报")),
        [("rows_on_top", "4")],
    ),
    Damage("title rows over the cards", lambda book: (C(book).insert_rows(1, 2), put(C(book), A1="典型案例，共两个"))),
    Damage("the headings once more, as for printing", lambda book: repeat_headings(T(book), 12)),
    Damage(
        "a number deleted, the title tells it",
        lambda book: put(T(book), A7=None),
        [("row_by_title", "渔网规则", "2a")],
    ),
    Damage(
        "a number deleted and the title typed in English",
        lambda book: put(T(book), A7=None, C7="Rule on nets"),
        [("row_by_title", "Rule on nets", "2a")],
    ),
    Damage(
        "a number deleted and the title changed",
        lambda book: put(T(book), A7=None, C7="渔网新规则"),
        gone=row("tasks", "2a"),
        new=renamed(row("tasks", "2a"), ""),
    ),
    Damage(
        "a row inserted with the title of the row above",
        lambda book: (T(book).insert_rows(6), put(T(book), C6="疏浚港池", J6="补充：又清淤一次。")),
        new={("tasks", "", "text"): "补充：又清淤一次。"},
    ),
    Damage(
        "two numbers deleted, two rows with one title",
        lambda book: put(T(book), A7=None, A8=None, C8="渔网规则"),
        gone=row("tasks", "2a") | row("tasks", "2b"),
        new={("tasks", "", "state"): "not_started", ("tasks", "", "text"): "渔网规则已起草。"},
    ),
    Damage(
        "the title of another task over a title",
        lambda book: swap(T(book), "C7", "C8"),
        [("row_unclear", "灯塔规则", "2b"), ("row_unclear", "渔网规则", "2a")],
    ),
    Damage("a title typed over with other words", lambda book: put(T(book), C7="渔网规则（草案）")),
    Damage(
        "the column of numbers deleted, the titles tell the rows",
        lambda book: T(book).delete_cols(1),
        [("columns_moved", TASKS), ("numbers_lost", TASKS)],
    ),
    Damage(
        "the column of numbers deleted and a title changed",
        lambda book: (T(book).delete_cols(1), put(T(book), B5="疏浚外港")),
        [("columns_moved", TASKS), ("numbers_lost", TASKS), ("column_missing", "No.")],
        gone=row("tasks", "1"),
        new=renamed(row("tasks", "1"), ""),
    ),
    Damage("numbers in full width", lambda book: put(T(book), A5="１", A7="２ａ\u3000")),
    Damage("a number as a number", lambda book: put(T(book), A5=1, A9=3.0)),
    Damage(
        "an indicator's code deleted, name, year and breakdown tell it",
        lambda book: put(N(book), A5=None),
        [("row_by_title", "清洁泊位占比 2031 ", "share|2031|Y|")],
    ),
    Damage(
        "a figure's number deleted",
        lambda book: put(F(book), A5=None),
        gone=row("figures", "figure 1"),
        new=renamed(row("figures", "figure 1"), "figure in row 5"),
    ),
    Damage(
        "a figure's number twice",
        lambda book: put(F(book), A6="1"),
        gone=row("figures", "figure 2"),
        new=renamed(row("figures", "figure 2"), "figure in row 6"),
    ),
    Damage("a note below the table", lambda book: put(T(book), A12="注：数据截至12月31日。"), unread=["tasks A12"]),
    Damage("a note under the titles", lambda book: put(T(book), C12="以上属实"), unread=["tasks C12"]),
    Damage(
        "an entry below the table",
        lambda book: put(T(book), J12="另有一项工作。"),
        new={("tasks", "", "text"): "另有一项工作。"},
    ),
    Damage("notes beside the table", lambda book: put(T(book), R6="已核", T900="x"), unread=["tasks R6", "tasks T900"]),
    Damage("a figure below the ready rows", lambda book: put(F(book), C99="新增", D99=5), new={
        ("figures", "figure in row 99", "name"): "新增", ("figures", "figure in row 99", "value"): 5,
    }),
]  # fmt: skip


def repeat_headings(page: Worksheet, number: int) -> None:
    for at in range(1, COLUMNS + 1):
        page.cell(number, at).value = page.cell(LABEL_ROW, at).value


HEADS = [
    Damage("a blank column inserted", lambda book: T(book).insert_cols(4), [("columns_moved", TASKS)]),
    Damage(
        "a column of one's own inserted",
        lambda book: (T(book).insert_cols(8), put(T(book), H4="经办人", H5="甲", H6="乙")),
        [("columns_moved", TASKS)],
        unread=["tasks H5", "tasks H6"],
    ),
    Damage(
        "a column deleted",
        lambda book: T(book).delete_cols(AT["tasks"]["remarks"]),
        [("columns_moved", TASKS), ("column_missing", "Remarks")],
        gone=column("tasks", "remarks"),
    ),
    Damage("a column moved to the end", lambda book: move_column(T(book), 10, 18), [("columns_moved", TASKS)]),
    Damage(
        "a heading retitled",
        lambda book: put(T(book), J4="本年度工作进展"),
        [("retitled", "本年度工作进展", "What was done")],
    ),
    Damage("the headings in English only", lambda book: english_headings(T(book))),
    Damage("the headings cleared", lambda book: clear(T(book), "A4:P4")),
    Damage("the row of headings deleted", lambda book: T(book).delete_rows(LABEL_ROW)),
    Damage("the row of keys deleted", lambda book: T(book).delete_rows(KEY_ROW), [("keys_lost", TASKS)]),
    Damage("the keys cleared", lambda book: clear(N(book), "A3:O3"), [("keys_lost", INDICATORS)]),
    Damage(
        "the keys deleted, the headings in English, a column moved",
        lambda book: (english_headings(T(book)), T(book).delete_rows(KEY_ROW), move_column(T(book), 7, 20)),
        [("keys_lost", TASKS)],
    ),
    Damage(
        "the keys deleted and a heading retitled",
        lambda book: (put(T(book), J4="本年度工作进展"), T(book).delete_rows(KEY_ROW)),
        [("keys_lost", TASKS), ("column_missing", "What was done")],
        gone=column("tasks", "text"),
        unread=["tasks J4", "tasks J5", "tasks J6"],
    ),
    Damage(
        "keys and headings deleted",
        lambda book: T(book).delete_rows(KEY_ROW, 2),
        [("head_lost", TASKS)],
        gone=column("tasks"),
    ),
    Damage("one key cleared", lambda book: put(T(book), J3=None), [("key_lost", "J", "What was done")]),
    Damage(
        "key and heading of one column cleared",
        lambda book: put(T(book), J3=None, J4=None),
        [("column_missing", "What was done")],
        gone=column("tasks", "text"),
        unread=["tasks J5", "tasks J6", "tasks J7"],
    ),
    Damage(
        "two headings exchanged",
        lambda book: swap(T(book), "J4", "K4"),
        [("column_unclear", "J, K", "What was done"), ("column_unclear", "J, K", "Evidence")],
        gone=column("tasks", "text", "evidence"),
    ),
    Damage(
        "a column cut below the hidden keys and put elsewhere",
        lambda book: cut_visible(T(book), 10, 11),
        [("column_unclear", "J, K", "What was done"), ("column_unclear", "J, K", "Evidence")],
        gone=column("tasks", "text", "evidence"),
    ),
    Damage(
        "a column copied",
        lambda book: copy_column(T(book), 10, 18),
        unread=["tasks R5", "tasks R6", "tasks R7"],
    ),
    Damage(
        "a column copied and one of the two changed",
        lambda book: (copy_column(T(book), 10, 18), put(T(book), R5="另一种说法")),
        [("column_unclear", "J, R", "What was done")],
        gone=column("tasks", "text"),
    ),
    Damage(
        "a column copied and the first one emptied",
        lambda book: (copy_column(T(book), 10, 18), clear(T(book), "J5:J9")),
        [("columns_moved", TASKS)],
    ),
    Damage("headings merged", lambda book: merged(T(book), "J4:K4")),
    Damage(
        "headings merged and the keys deleted",
        lambda book: (T(book).delete_rows(KEY_ROW), merged(T(book), "J3:K3")),
        [("keys_lost", TASKS), ("column_missing", "Evidence")],
        gone=column("tasks", "evidence"),
        unread=["tasks K4"],
    ),
]


def english_headings(page: Worksheet) -> None:
    for at, one in enumerate(FORM.sheet("tasks").columns, 1):
        page.cell(LABEL_ROW, at).value = one.label


def cut_visible(page: Worksheet, one: int, other: int) -> None:
    """Exchange two columns from the headings down: the hidden keys stay where they are."""
    for number in range(LABEL_ROW, page.max_row + 1):
        first, second = page.cell(number, one), page.cell(number, other)
        first.value, second.value = second.value, first.value


def sheet_title(book: Book, key: str, title: str) -> None:
    page_of(book, key).title = title


def swap_titles(book: Book) -> None:
    tasks, figures = T(book), F(book)
    tasks.title = "x"
    figures.title = TASKS
    tasks.title = FIGURES


SHEETS = [
    Damage("a sheet renamed", lambda book: sheet_title(book, "tasks", "进展"), [("sheet_renamed", "进展", TASKS)]),
    Damage("a sheet called by one of its two names", lambda book: sheet_title(book, "tasks", "任务进展")),
    Damage("two names exchanged", swap_titles, [("sheet_renamed", FIGURES, TASKS), ("sheet_renamed", TASKS, FIGURES)]),
    Damage("sheets in another order", lambda book: book.move_sheet(TASKS, 4)),
    Damage("a sheet deleted", lambda book: book.remove(F(book)), [("sheet_missing", FIGURES)], gone=column("figures")),
    Damage(
        "the guide and the lists deleted", lambda book: (book.remove(book.worksheets[0]), book.remove(book["_lists"]))
    ),
    Damage("the guide renamed", lambda book: sheet_title(book, "guide", "说明")),
    Damage("a hidden sheet", lambda book: setattr(N(book), "sheet_state", "hidden"), [("hidden_sheet", INDICATORS)]),
    Damage(
        "a copy that holds the same",
        lambda book: copied(book, "tasks", f"{TASKS} (2)"),
        [("sheet_copied", f"{TASKS} (2)", TASKS)],
    ),
    Damage(
        "a copy that was filled instead of the form's own sheet",
        lambda book: (copied(book, "tasks", "副本"), clear(T(book), "G5:O9")),
        [("sheet_renamed", "副本", TASKS), ("sheet_copied", TASKS, "副本")],
    ),
    Damage(
        "a copy that holds something else",
        lambda book: put(copied(book, "tasks", f"{TASKS} (2)"), J5="另一种说法"),
        [("sheet_twice", f"{TASKS} (2)", TASKS)],
    ),
    Damage(
        "two different copies, both renamed",
        lambda book: (put(copied(book, "tasks", "甲"), J5="另一种说法"), sheet_title(book, "tasks", "乙")),
        [("sheet_unclear", "乙, 甲", TASKS)],
        gone=column("tasks"),
    ),
    Damage(
        "a copy of the cards that was filled",
        lambda book: (copied(book, "cases", "案例"), clear(C(book), "B5:B24")),
        [("sheet_renamed", "案例", CASES), ("sheet_copied", CASES, "案例")],
    ),
    Damage(
        "a sheet of one's own",
        lambda book: put(book.create_sheet("附表"), A1="附表一", B2=5),
        [("extra_sheet", "附表")],
    ),
    Damage("an empty sheet", lambda book: book.create_sheet("Sheet1")),
]

MERGES = [
    Damage(
        "one state for two measures",
        lambda book: merged(T(book), "G7:G8"),
        [("merged_rows", "G7:G8", "State")],
        new={("tasks", "2b", "state"): "in_progress"},
    ),
    Damage(
        "one text for three rows",
        lambda book: merged(T(book), "J6:J8"),
        [("merged_rows", "J6:J8", "What was done")],
        new={("tasks", key, "text"): "两项规则均已起草。" for key in ("2a", "2b")},
    ),
    Damage(
        "one task for two figures and some ready rows",
        lambda book: merged(F(book), "B5:B9"),
        [("merged_rows", "B5:B9", "Task")],
        new={("figures", "figure 2", "task"): "1"},
    ),
    Damage(
        "one number for two data years",
        lambda book: merged(N(book), "H5:H6"),
        new={("indicators", f"share|{year}|Y|", "value"): ("41.5", "merged_number") for year in (2031, 2030)},
    ),
    Damage(
        "text and evidence in one",
        lambda book: merged(T(book), "J5:K5"),
        [("merged_columns", "J5:K5", "What was done")],
        gone={("tasks", "1", "evidence")},
    ),
    Damage("an entry of a card over several columns", lambda book: merged(C(book), "B5:B5")),
    Damage(
        "two numbers in one, the title tells the second",
        lambda book: merged(T(book), "A7:A8"),
        [("row_by_title", "灯塔规则", "2b")],
    ),
    Damage("a title over the whole table", lambda book: merged(T(book), "A1:P1")),
    Damage("empty cells merged", lambda book: merged(T(book), "L5:M9")),
]

HIDDEN = [
    Damage("rows hidden", lambda book: hide_rows(T(book), 5, 6), [("hidden_row", "5, 6")]),
    Damage("an unused row hidden", lambda book: hide_rows(F(book), 20)),
    Damage("a column hidden", lambda book: hide_column(T(book), "J"), [("hidden_column", "J")]),
    Damage("an unused column hidden", lambda book: hide_column(T(book), "L")),
    Damage(
        "a filter",
        lambda book: (setattr(T(book).auto_filter, "ref", "A4:P9"), hide_rows(T(book), 7)),
        [("hidden_row", "7")],
    ),
    Damage("a field hidden", lambda book: hide_rows(S(book), 12), [("hidden_row", "12")]),
    Damage("protection taken off", lambda book: [setattr(page.protection, "sheet", False) for page in book.worksheets]),
]


def hide_rows(page: Worksheet, *numbers: int) -> None:
    for number in numbers:
        page.row_dimensions[number].hidden = True


def hide_column(page: Worksheet, letter: str) -> None:
    page.column_dimensions[letter].hidden = True


CARDS = [
    Damage("a row inserted in a card", lambda book: C(book).insert_rows(7)),
    Damage("the column of keys deleted", lambda book: C(book).delete_cols(3), [("keys_lost", CASES)]),
    Damage("the keys of the sign-off cleared", lambda book: clear(S(book), "C5:C13"), [("keys_lost", SIGN_OFF)]),
    Damage(
        "the keys deleted, the labels in English",
        lambda book: (english_labels(S(book)), S(book).delete_cols(3)),
        [("keys_lost", SIGN_OFF)],
    ),
    Damage("the key of one field cleared", lambda book: put(S(book), C13=None), [("labels_used", "13")]),
    Damage(
        "key and label of one field cleared",
        lambda book: put(S(book), A13=None, C13=None),
        [("column_missing", "Submission number")],
        gone={("sign_off", "sign_off", "submission_number")},
        unread=["sign_off B13"],
    ),
    Damage("the labels retitled", lambda book: put(S(book), A12="填报日期", A13="第几次报送")),
    Damage(
        "keys and labels deleted",
        lambda book: (clear(S(book), "A5:A13"), clear(S(book), "C5:C13")),
        [("head_lost", SIGN_OFF)],
        gone=column("sign_off"),
    ),
    Damage("a column before the labels", lambda book: insert_shown(C(book), 1), [("columns_moved", CASES)]),
    Damage("a column after the labels", lambda book: insert_shown(C(book), 2), [("columns_moved", CASES)]),
    Damage("a column after the entries", lambda book: C(book).insert_cols(3), [("columns_moved", CASES)]),
    Damage(
        "a card more than the form has",
        lambda book: put(C(book), A96="11. 标题 Title", B96="第十一个案例"),
        unread=["cases A96", "cases B96"],
    ),
    Damage("a note beside a card", lambda book: put(C(book), F5="请核"), unread=["cases F5"]),
    Damage("a note between two cards", lambda book: put(C(book), B13="以上为案例一"), unread=["cases B13"]),
    Damage("a card deleted", lambda book: C(book).delete_rows(5, 9), gone=row("cases", "case 1")),
]


def insert_shown(page: Worksheet, at: int) -> None:
    """Insert a column; that the keys are hidden moves along with them."""
    page.insert_cols(at)
    page.column_dimensions["C"].hidden = False


def english_labels(page: Worksheet) -> None:
    for number, one in enumerate(FORM.sheet("sign_off").columns, 5):
        page.cell(number, 1).value = one.label


DAMAGES = {damage.name: damage for damage in (*ROWS, *HEADS, *SHEETS, *MERGES, *HIDDEN, *CARDS)}


@pytest.mark.parametrize("name", list(DAMAGES))
def test_damage(name: str) -> None:
    damage = DAMAGES[name]
    book = opened(FILLED)
    damage.do(book)
    submission = read(saved(book))
    expected = {where: value for where, value in UNDAMAGED.items() if where not in damage.gone} | damage.new
    assert said(submission) == expected
    assert [remarked(one) for one in submission.remarks] == damage.remarks
    assert unread(submission) == damage.unread
    assert submission.unit == "PORT"


def test_every_damage_has_a_name_of_its_own() -> None:
    assert len(DAMAGES) == sum(map(len, (ROWS, HEADS, SHEETS, MERGES, HIDDEN, CARDS)))


def test_what_was_recovered_has_a_place() -> None:
    book = opened(FILLED)
    for damage in ("a number deleted, the title tells it", "one state for two measures", "rows hidden"):
        DAMAGES[damage].do(book)
    places = {str(one.facts.get("how", one.kind)): one.where for one in read(saved(book)).remarks}
    assert {how: (where.sheet, where.row, where.column) for how, where in places.items()} == {
        "row_by_title": (TASKS, 7, 0),
        "merged_rows": (TASKS, 7, 7),
        "hidden_row": (TASKS, 5, 0),
    }


def test_a_merged_entry_stands_in_each_of_its_rows() -> None:
    book = opened(FILLED)
    merged(T(book), "G7:G8")
    cells = [one["state"] for one in read(saved(book)).rows("tasks") if one.id in ("2a", "2b")]
    assert [cell.ref.address for cell in cells] == ["G7", "G8"]
    assert [cell.typed for cell in cells] == ["推进中 in progress"] * 2


def test_several_damages_at_once() -> None:
    book = opened(FILLED)
    T(book).insert_rows(1, 2)
    put(T(book), A1="港务局")
    T(book).insert_cols(1)
    T(book).title = "表二"
    N(book).delete_rows(KEY_ROW)
    book.move_sheet(INDICATORS, -3)
    lose_stamp(book, "property", "sheet")
    submission = read(saved(book))
    assert said(submission) == UNDAMAGED
    assert [remarked(one) for one in submission.remarks] == [
        ("stamp_partly_lost", "property, sheet"),
        ("sheet_renamed", "表二", TASKS),
        ("columns_moved", "表二"),
        ("rows_on_top", "1"),
        ("keys_lost", INDICATORS),
    ]


# -- whose form it is ------------------------------------------------------------------------------------------------


def stampless(change: Callable[[Book], object] = lambda book: None) -> Submission:
    book = opened(FILLED)
    lose_stamp(book, "property", "name", "sheet")
    change(book)
    return read(saved(book))


NO_NAME = {"B5": None}


@pytest.mark.parametrize(
    ("name", "change", "unit"),
    [
        ("the name on the sign-off sheet tells it", lambda book: None, "PORT"),
        ("the name in one language", lambda book: put(S(book), B5=" 港务局 "), "PORT"),
        ("the id of the unit", lambda book: put(S(book), B5="port"), "PORT"),
        ("the name in full width", lambda book: put(S(book), B5="Ｐｏｒｔ Ａuthority & Co."), "PORT"),
        ("rows that only one unit has", lambda book: put(S(book), **NO_NAME), "PORT"),
        ("a name that no unit has, and the rows", lambda book: put(S(book), B5="港口集团"), "PORT"),
        (
            "the name of another unit against the rows",
            lambda book: (put(S(book), B5="码头办公室"), T(book).delete_rows(5)),
            "",
        ),
        ("two names", lambda book: put(S(book), B5="港务局\n码头办公室"), ""),
        (
            "neither name nor rows",
            lambda book: (put(S(book), **NO_NAME), book.remove(T(book)), book.remove(N(book))),
            "",
        ),
        (
            "rows that two units have",
            lambda book: (put(S(book), **NO_NAME), book.remove(N(book)), T(book).delete_rows(6, 4)),
            "",
        ),
        ("the name where a task left the plan", lambda book: put(T(book), A9="77"), "PORT"),
        ("a row of no plan, without a name", lambda book: (put(S(book), **NO_NAME), put(T(book), A9="77")), ""),
    ],
)  # fmt: skip
def test_without_a_stamp_the_content_tells_the_unit_or_nothing_does(
    name: str, change: Callable[[Book], object], unit: str
) -> None:
    submission = stampless(change)
    assert (submission.stamp, submission.unit, submission.recognised) == (None, unit, unit), name
    assert submission.remarks[0].kind == "stamp_lost"


def test_without_a_stamp_everything_is_read_all_the_same() -> None:
    assert said(stampless()) == UNDAMAGED


def test_contradicting_stamps_are_judged_by_the_content() -> None:
    book = opened(FILLED)
    line = str(book["_meta"]["A1"].value)
    other = line.replace("PORT", "PIER")
    book["_meta"]["A1"].value = other
    book.defined_names["milepost_stamp"].attr_text = f'"{other}"'
    submission = read(saved(book))
    assert submission.unit == "PORT"
    assert [one.kind for one in submission.remarks] == ["stamps_differ"]


def test_a_stamp_is_found_on_a_renamed_sheet() -> None:
    book = opened(FILLED)
    lose_stamp(book, "property", "name")
    book["_meta"].title = "meta"
    submission = read(saved(book))
    assert submission.unit == "PORT"
    assert remarked(submission.remarks[0]) == ("stamp_partly_lost", "property, name")


def test_another_units_form_says_whose_it_is() -> None:
    book = opened(FILLED)
    line = str(book["_meta"]["A1"].value).replace("PORT", "PIER")
    lose_stamp(book, "property", "name")
    book["_meta"]["A1"].value = line
    submission = read(saved(book))
    assert (submission.unit, submission.file) == ("PIER", "PORT-1.xlsx")


def test_locked_texts_are_known_by_what_they_are_about_wherever_they_stand() -> None:
    book = opened(FILLED)
    move_rows(T(book), lambda one: str(one[2]))
    T(book).insert_cols(1)
    assert read(saved(book)).locked == read(FILLED).locked


def test_entries_never_depend_on_where_a_column_stands() -> None:
    book = opened(FILLED)
    for key in ("tasks", "figures", "indicators"):
        page, last = page_of(book, key), len(FORM.sheet(key).columns)
        for number in range(KEY_ROW, page.max_row + 1):
            cells = [page.cell(number, at) for at in range(1, last + 1)]
            row = [(cell.value, cell.data_type, cell.number_format) for cell in cells]
            for cell, (value, kind, code) in zip(reversed(cells), row, strict=True):
                cell.value, cell.data_type, cell.number_format = value, kind, code
    submission = read(saved(book))
    assert said(submission) == UNDAMAGED
    assert [remarked(one) for one in submission.remarks] == [
        ("columns_moved", name) for name in (TASKS, FIGURES, INDICATORS)
    ]


def test_the_languages_may_come_in_any_order() -> None:
    assert said(read(FILLED, words=WORDS[::-1])) == UNDAMAGED
    assert read(FILLED, words=WORDS[::-1]).remarks == ()


def test_a_cell_is_where_its_meaning_is() -> None:
    book = opened(FILLED)
    assert spot(book, "tasks", "1", "state").coordinate == "G5"
    T(book).insert_cols(1)
    found: Mapping[str, object] = {one.id: one["state"].ref.address for one in read(saved(book)).rows("tasks")}
    assert found["1"] == "H5"
