"""Do the form and the rules agree? LibreOffice computes the status column, Python judges what comes back."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from milepost.inputs.constraints import Constraint, broken
from milepost.inputs.fields import CHECK_COLUMN
from milepost.inputs.form import Kind, bilingual, choice_label, form_of
from milepost.inputs.issue import write_form
from milepost.inputs.read import read_submission
from milepost.inputs.rows import DECIDED_BY_MEASURES, field_row
from milepost.inputs.validation import COMPLETE
from milepost.inputs.xlsx import read_workbook
from milepost.model.framework import Framework, Indicator
from milepost.model.plan import Measure, Part, Plan, Responsibility, Section, Task
from milepost.model.submission import Row, Submission
from milepost.model.workbook import RawWorkbook
from tests.inputs.filled import opened as opened_form
from tests.inputs.filled import page_of, saved
from tests.inputs.made_up import DEFINITION, ISSUED, PORT, WORDS, YEAR, both

FORM = form_of(YEAR)


@dataclass(frozen=True)
class Example:
    """A row as it is filled in, and the constraint that it breaks first; None for a row that is complete."""

    entries: Mapping[str, object]
    breaks: str | None = None
    at: int = 0  # which of several constraints of that name


def state(key: str) -> str:
    return choice_label(next(one for one in FORM.lists["states"] if one.key == key), WORDS)


PART = {"state": state("in_progress"), "text": "正在推进。"}
DONE = {"state": state("completed"), "text": "完成。", "evidence": "第1号", "completed_on": date(YEAR, 6, 30)}
LATE = {"state": state("delayed"), "text": "推迟。", "difficulties": "缺人", "next_step": "明年完成"}
NONE = {"state": state("not_started"), "text": "尚未启动。"}


def without(entries: Mapping[str, object], key: str) -> dict[str, object]:
    return {one: value for one, value in entries.items() if one != key}


TASKS = [
    Example(PART),
    Example(without(PART, "state"), "state_missing"),
    Example({}, "state_missing"),
    Example(DONE),
    Example(without(DONE, "completed_on"), "completed_without_date"),
    *(Example({**DONE, "completed_on": day}) for day in (date(YEAR, 1, 1), date(YEAR, 12, 31))),
    *(
        Example({**DONE, "completed_on": day}, "date_outside_year")
        for day in (date(YEAR - 1, 12, 31), date(YEAR + 1, 1, 1))
    ),
    Example({**PART, "completed_on": date(YEAR + 1, 1, 1)}, "date_outside_year"),
    Example(without(DONE, "evidence"), "completed_without_evidence"),
    *(Example({**PART, "percent": percent}) for percent in (0, 50, 100, 99.5)),
    *(Example({**PART, "percent": percent}, "percent_outside") for percent in (-1, 100.5, 850)),
    Example({**DONE, "percent": 100}),
    Example({**DONE, "percent": 60}, "percent_against_state"),
    Example({**NONE, "percent": 0}),
    Example({**NONE, "percent": 30}, "percent_against_state", at=1),
    Example(without(PART, "text"), "text_missing"),
    Example({**PART, "text": "   "}, "text_missing"),
    Example({**PART, "text": "字" * 800}),
    Example({**PART, "text": "字" * 801}, "text_too_long"),
    Example(LATE),
    Example(without(LATE, "difficulties"), "delayed_without_difficulty"),
    Example(without(LATE, "next_step"), "delayed_without_next_step"),
    *(
        example
        for key, most in {"evidence": 2000, "difficulties": 800, "next_step": 800, "remarks": 800}.items()
        for example in (Example({**PART, key: "x" * most}), Example({**PART, key: "x" * (most + 1)}, f"{key}_too_long"))
    ),
    # However the state is spelled, the form asks for what the state calls for.
    *(
        Example({"state": spelling, "text": "x"}, "completed_without_date")
        for spelling in ("已完成", "completed", "Completed", "DONE", "办结", "finished")
    ),
    *(
        Example({"state": spelling, "text": "x"}, "delayed_without_difficulty")
        for spelling in ("进展滞后", "Delayed", "延期", "late")
    ),
    Example({**PART, "state": "差不多完成"}),
    Example({**PART, "percent": "about half"}),
]

FIGURE = {"task": "1 任务1", "name": "清淤量", "value": 3.2, "unit": "万方", "period": str(YEAR)}
FIGURES = [
    Example(FIGURE),
    *(
        Example(without(FIGURE, key), f"figure_{key}_missing")
        for key in ("task", "name", "value", "unit", "period")
    ),
    Example({**FIGURE, "value": 0}),
    Example({**FIGURE, "name": "x" * 200}),
    Example({**FIGURE, "name": "x" * 201}, "figure_name_too_long"),
    Example({"period": str(YEAR)}, "figure_task_missing"),
]  # fmt: skip

FINAL, PROVISIONAL, REVISED = (choice_label(one, WORDS) for one in FORM.lists["value_status"])
VALUE = {"value": 41.5, "value_status": FINAL, "source": "统计年鉴"}
INDICATORS = [
    Example(VALUE),
    Example({**VALUE, "value": 0}),
    Example(without(VALUE, "value"), "value_missing"),
    Example({}, "value_missing"),
    Example(without(VALUE, "value_status"), "status_missing"),
    Example(without(VALUE, "source"), "source_missing"),
    Example({**VALUE, "value_status": REVISED}, "revision_without_reason"),
    Example({**VALUE, "value_status": "修订", "revision_reason": "口径调整"}),
    Example({**VALUE, "value_status": PROVISIONAL}, "provisional_without_note"),
    Example({**VALUE, "value_status": "Preliminary"}, "provisional_without_note"),
    Example({**VALUE, "value_status": "快报数", "remarks": "三月定稿"}),
    Example({**VALUE, "source": "x" * 1000}),
    Example({**VALUE, "source": "x" * 1001}, "source_too_long"),
    Example({**VALUE, "change_reason": "x" * 800}),
    Example({**VALUE, "change_reason": "x" * 801}, "reason_too_long"),
]

YES = choice_label(FORM.lists["yes_no"][0], WORDS)
CASE = {"title": "一个案例", "text": "正文", "publish": YES}
CASES = [
    Example(CASE),
    Example(without(CASE, "title"), "case_title_missing"),
    Example(without(CASE, "text"), "case_text_missing"),
    Example(without(CASE, "publish"), "case_publish_missing"),
    Example({**CASE, "text": "字" * 2000}),
    Example({**CASE, "text": "字" * 2001}, "case_text_too_long"),
    Example({"remarks": "x"}, "case_title_missing"),
]

SIGNED = {
    "prepared_by": "甲",
    "checked_by": "乙",
    "approved_by": "丙",
    "date": date(YEAR + 1, 1, 9),
    "submission_number": 1,
}
SIGN_OFF = [
    Example(SIGNED),
    Example(without(SIGNED, "prepared_by"), "prepared_missing"),
    Example(without(SIGNED, "checked_by"), "checked_missing"),
    Example(without(SIGNED, "approved_by"), "approved_missing"),
    Example(without(SIGNED, "date"), "sign_date_missing"),
    Example(without(SIGNED, "submission_number"), "submission_number_missing"),
]

EXAMPLES = {"tasks": TASKS, "figures": FIGURES, "indicators": INDICATORS, "cases": CASES, "sign_off": SIGN_OFF}


def plan() -> Plan:
    """One task for each example, and one whose measures have rows of their own."""
    lead = (Responsibility("PORT"),)
    tasks = [Task(str(n), str(n), both(f"Task {n}", f"任务{n}"), lead) for n in range(1, len(TASKS) + 1)]
    own = Task("900", "900", both("Two rules", "两项规则"), lead, (Measure("900a", both("One", "其一")),))
    section = Section(None, None, (*tasks, own))
    return Plan("many", YEAR, both("Many", "许多"), (Part("1", both("All", "全部"), (section,)),), checksum="5e" * 32)


def framework() -> Framework:
    """One indicator for each example."""
    indicators = tuple(
        Indicator(f"i{n}", both(f"Indicator {n}", f"指标{n}"), both("%", "%"), reported_by=("PORT",))
        for n in range(1, len(INDICATORS) + 1)
    )
    return Framework("many", both("Many", "许多"), 2030, 2035, indicators)


def row_id(sheet: str, number: int) -> str:
    """The id of the row in which example ``number`` (counted from 1) stands."""
    return {
        "tasks": str(number),
        "figures": f"figure {number}",
        "indicators": f"i{number}|{YEAR}|Y|",
        "cases": f"case {number}",
        "sign_off": "sign_off",
    }[sheet]


def filled(signed: Example, rest: bool) -> bytes:
    """An issued form with every example typed in; of the sign-off only one fits in a workbook."""
    content, _ = write_form(FORM, PORT, plan(), framework(), (), DEFINITION, WORDS, ISSUED)
    book = opened_form(content)
    for key, examples in EXAMPLES.items() if rest else ():
        if key != "sign_off":
            for number, example in enumerate(examples, 1):
                enter(book, key, number, example)
    enter(book, "sign_off", 1, signed)
    return saved(book)


def enter(book: openpyxl.Workbook, key: str, number: int, example: Example) -> None:
    page, sheet = page_of(book, key), FORM.sheet(key)
    at = {one.key: place for place, one in enumerate(sheet.columns)}
    row = 3 + 2 * number if key == "indicators" else 4 + number
    for column, value in example.entries.items():
        if key in ("cases", "sign_off"):
            page.cell(field_row(sheet, number - 1, at[column]), 2).value = value  # type: ignore[assignment]
        else:
            page.cell(row, at[column] + 1).value = value  # type: ignore[assignment]


@dataclass(frozen=True)
class Computed:
    """A workbook that LibreOffice computed and saved: what its status cells say, and what is read from it."""

    said: Mapping[tuple[str, str], str]
    submission: Submission

    def row(self, sheet: str, identity: str) -> Row:
        return next(one for one in self.submission.rows(sheet) if one.id == identity)


@pytest.fixture(scope="module")
def computed(need_program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> list[Computed]:
    """Every example, computed by one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("agreement")
    files = []
    for number, signed in enumerate(SIGN_OFF):
        files.append(folder / f"PORT-{number}.xlsx")
        files[-1].write_bytes(filled(signed, rest=not number))
    profile, out = (folder / "profile").as_uri(), folder / "out"
    command = [need_program("soffice"), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    done = subprocess.run([*command, "--outdir", out, *files], capture_output=True, timeout=120, check=False)
    assert sorted(path.name for path in out.iterdir()) == [path.name for path in files], done.stderr
    return [opened(out / path.name) for path in files]


def opened(file: Path) -> Computed:
    book = read_workbook(file)
    assert isinstance(book, RawWorkbook), book
    submission = read_submission(book, FORM, WORDS)
    said = {}
    for key in EXAMPLES:
        sheet = submission.sheets[key]
        raw = book.sheet(sheet.name)
        assert raw is not None
        for row in sheet.rows:
            cell = raw.cell(row.number, sheet.columns.get("status", CHECK_COLUMN))
            said[key, row.id] = (cell.text or "") if cell else ""
    return Computed(said, submission)


def locked(sheet: str, identity: str) -> frozenset[str]:
    return DECIDED_BY_MEASURES if (sheet, identity) == ("tasks", "900") else frozenset()


def spoken(constraint: Constraint | None) -> str:
    return bilingual(constraint.says if constraint else COMPLETE, WORDS, " ")


def examples() -> Iterator[tuple[str, int, Example]]:
    for key, several in EXAMPLES.items():
        for number, example in enumerate(several, 1):
            yield key, number, example


def constraint_of(sheet: str, example: Example) -> Constraint | None:
    named = [one for one in FORM.sheet(sheet).constraints if one.name == example.breaks]
    return named[example.at] if named else None


def test_every_constraint_has_an_example_that_breaks_it_and_one_that_keeps_it() -> None:
    for sheet in FORM.sheets:
        met = [constraint_of(sheet.key, one) for one in EXAMPLES.get(sheet.key, ())]
        assert {id(one) for one in sheet.constraints} == {id(one) for one in met if one is not None}, sheet.key
        assert (None in met) is bool(sheet.constraints)


@pytest.mark.parametrize("sheet", list(EXAMPLES))
def test_the_sheet_and_python_say_the_same(computed: list[Computed], sheet: str) -> None:
    for number, example in enumerate(EXAMPLES[sheet], 1):
        which, identity = (number - 1, "sign_off") if sheet == "sign_off" else (0, row_id(sheet, number))
        found = broken(computed[which].row(sheet, identity), FORM.sheet(sheet).constraints)
        first = found[0] if found else None
        assert first is constraint_of(sheet, example), (identity, example)
        assert computed[which].said[sheet, identity] == spoken(first), (identity, example)


def test_they_say_the_same_of_every_row_of_every_workbook(computed: list[Computed]) -> None:
    """Rows that no example filled in, rows of the year before and the task with measures included."""
    for one in computed:
        for (sheet, identity), said in one.said.items():
            found = broken(one.row(sheet, identity), FORM.sheet(sheet).constraints, locked(sheet, identity))
            assert said == spoken(found[0] if found else None), (sheet, identity)


def test_a_task_with_measures_is_not_asked_for_its_state(computed: list[Computed]) -> None:
    assert computed[0].said["tasks", "900"] == "缺正文 text is missing"
    assert computed[0].said["tasks", "900a"] == "缺状态 state is missing"


def test_what_libreoffice_saved_is_read_as_it_was_typed(computed: list[Computed]) -> None:
    for sheet, number, example in examples():
        if sheet == "sign_off":
            continue
        row = computed[0].row(sheet, row_id(sheet, number))
        for column in FORM.sheet(sheet).entries:
            typed, cell = example.entries.get(column.key), row[column.key]
            if typed is None or not str(typed).strip():
                assert cell.empty
            elif column.kind is Kind.TEXT:
                assert cell.value == typed
            elif column.kind in (Kind.NUMBER, Kind.DATE) and not isinstance(typed, str):
                assert float(cell.value) == typed if column.kind is Kind.NUMBER else cell.value == typed  # type: ignore[arg-type]
    assert [one.kind for one in computed[0].submission.remarks] == []
