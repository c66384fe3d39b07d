"""Every rating explains itself: inputs with their cells, the formula with numbers, the classes, the sensitivity."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

import pytest

from milepost.assess import METHODS, extrapolation, growth, pace, rate_all, tasks
from milepost.assess import explain as explaining
from milepost.assess import explain_tasks as explaining_tasks
from milepost.assess.explain import computed_explanation, explanation
from milepost.assess.explain_tasks import task_explanation
from milepost.assess.ratings import rate_indicator
from milepost.assess.workings import in_formula, is_exact, written
from milepost.model.dataset import Dataset, FormOrigin, MergedRow, Observation, PublishedOrigin, Statement
from milepost.model.definition import ReportDefinition, Thresholds
from milepost.model.expression import parse
from milepost.model.framework import Direction, Framework, Goal, Indicator
from milepost.model.places import CellRef, FilePlace
from milepost.model.plan import Part, Plan, Section, Task
from milepost.model.states import DerivedState, TaskState
from milepost.model.text import Text
from milepost.model.words import Words
from milepost.templates.folders import TemplateFolders
from milepost.templates.words import read_words

D = Decimal
ENGLISH = Words("en")
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def chinese() -> Words:
    return read_words(TemplateFolders((REPOSITORY / "templates",)), "zh")


LENGTH = Indicator(
    "clean_length",
    Text({"en": "Clean river length", "zh": "清洁河段长度"}),
    Text({"en": "km", "zh": "公里"}),
    decimals=2,
    baseline=Goal(2020, D("7.39")),
    targets=(Goal(2025, D("7.50")),),
    sources=("https://www.example.org/plan",),
)
DEFINITION = ReportDefinition(2024, Text(), Text(), "2024", ("en", "zh"), date(2025, 1, 31))


def cell(sheet: str, row: int) -> FormOrigin:
    return FormOrigin("WAT", CellRef("WAT-1.xlsx", sheet, row, 5), "a1" * 32, "7.44", "Yearbook, p. 3")


def dataset(*observations: Observation) -> Dataset:
    kept: dict[str, tuple[Observation, ...]] = {}
    for one in observations:
        kept[one.indicator] = (*kept.get(one.indicator, ()), one)
    return Dataset(2024, kept, {})


VALUE = Observation("clean_length", 2023, D("7.44"), "provisional", (cell("Indicators", 9),))


def explained(words: Words, indicator: Indicator = LENGTH, *values: Observation) -> list[str]:
    rating = rate_indicator(indicator, dataset(*(values or (VALUE,))), DEFINITION)
    return list(explanation(indicator, rating, DEFINITION.thresholds, 2024).lines(words))


def test_the_whole_explanation() -> None:
    assert explained(ENGLISH) == [
        "Clean river length (clean_length)",
        "Method M1, Pace: Where the value is on a straight path from the baseline to the target.",
        "Rests on",
        "  baseline, t0 = 2020: y0 = 7.39 km",
        "  target, T = 2025: yT = 7.50 km",
        "  what was promised, as the framework has it",
        "    source: https://www.example.org/plan",
        "  it should rise: d = +1",
        "  latest value, t = 2023: y = 7.44 km",
        "    workbook of WAT: '[WAT-1.xlsx]Indicators'!E9",
        "    source named there: Yearbook, p. 3",
        "Arithmetic",
        "  A = (y − y0) / (yT − y0) = (7.44 − 7.39) / (7.50 − 7.39) ≈ 0.4545",
        "  E = (t − t0) / (T − t0) = (2023 − 2020) / (2025 − 2020) = 0.6",
        "  y* = y0 + (yT − y0) E = 7.39 + (7.50 − 7.39) × 0.6 = 7.456",
        "  L = 100 (A − E) = 100 × (0.4545 − 0.6) ≈ −14.5455",
        "Classes, the first that fits",
        "  · no data: no value at or before the report year",
        "  · met ahead of schedule: y meets yT and t < T",
        "  · met: y meets yT and t ≥ T",
        "  · missed: y does not meet yT and t ≥ T",
        "  · not rated: no baseline, yT = y0, or t ≤ t0",
        "  · ahead of expectation: L > 10",
        "  · in line with expectation: −10 ≤ L ≤ 10",
        "  → behind: −30 ≤ L < −10",
        "  · far behind: L < −30",
        "Result",
        "  behind, data year 2023",
        "  The value of 2024 is not known yet: the rating is of 2023.",
        "  The value is provisional.",
        "How firm it is",
        "  On the common scale: slow",
        "  By method M2: moderate progress; common scale: slow",
        "  By method M3: moderate progress; common scale: slow",
        "  By method M4: moderate progress; common scale: slow",
        "  With 7.435: behind; common scale: slow",
        "  With 7.445: in line with expectation; common scale: on track",
        "  Fragile: another class comes out with 7.445.",
    ]


def test_in_chinese(chinese: Words) -> None:
    lines = explained(chinese)
    assert lines[0] == "清洁河段长度（clean_length）"
    assert "  基期（t0 = 2020年）：y0 = 7.39公里" in lines
    assert "  → 滞后：−30 ≤ L < −10" in lines
    assert "  不稳健：改用7.445时分级改变。" in lines


@pytest.mark.parametrize(
    ("code", "last_step"),
    [
        ("M1", "L = 100 (A − E) = 100 × (0.4545 − 0.6) ≈ −14.5455"),
        ("M2", "S = min(7.1429 R − 4.2857, 5) = min(7.1429 × 0.7604 − 4.2857, 5) ≈ 1.1455"),
        ("M3", "R = P / Q = 0.00225 / 0.002959 ≈ 0.7604"),
        ("M4", "q = (vT − y0) / (yT − y0) = (7.4735 − 7.39) / (7.50 − 7.39) ≈ 0.7593"),
    ],
)
def test_every_method_explains_itself(code: str, last_step: str) -> None:
    lines = explained(ENGLISH, replaced(method=code))
    assert lines[1].startswith(f"Method {code}, ")
    assert sum(line.startswith("  → ") for line in lines) == 1
    assert lines[lines.index("Classes, the first that fits") - 1].strip() == last_step


def replaced(**changes: object) -> Indicator:
    facts = {name: getattr(LENGTH, name) for name in Indicator.__dataclass_fields__}
    return Indicator(**{**facts, **changes})


def test_what_is_not_rated_gives_its_reason() -> None:
    lines = explained(ENGLISH, replaced(baseline=None))
    assert "  there is no baseline" in lines
    assert "  Reason: there is no baseline." in lines
    assert "Arithmetic" not in lines
    assert "How firm it is" not in lines


def test_without_a_value() -> None:
    rating = rate_indicator(LENGTH, dataset(), DEFINITION)
    lines = explanation(LENGTH, rating, DEFINITION.thresholds, 2024).lines(ENGLISH)
    assert "  there is no value up to the report year" in lines
    assert "  no data" in lines


def test_a_published_value_names_its_line_and_source() -> None:
    place = FilePlace(PurePath("indicators/series.csv"), 12)
    published = Observation(
        "clean_length", 2024, D("7.6"), "final", (PublishedOrigin(place, "https://a.example", derived=True),)
    )
    lines = explained(ENGLISH, LENGTH, published)
    assert "    indicators/series.csv:12; source: https://a.example" in lines
    assert "    derived from other published figures" in lines
    assert "  met ahead of schedule, data year 2024" in lines
    assert "  Firm: no other method and no rounding gives another class." in lines


def test_a_band_and_interim_targets() -> None:
    band = replaced(direction=Direction.BAND, band=(D(7), D(8)))
    assert "  it should keep within 7 and 8 km" in explained(ENGLISH, band)
    bent = replaced(targets=(Goal(2022, D("7.45")), Goal(2025, D("7.50"))))
    lines = explained(ENGLISH, bent)
    assert "  interim target of 2022: 7.45 km" in lines
    assert any(line.startswith("  E = (y* − y0) / (yT − y0)") for line in lines)


def test_a_computed_value_shows_its_inputs_and_its_formula() -> None:
    share = replaced(id="share", name=Text({"en": "Share"}), unit=Text({"en": "%"}))
    formula = parse("100 * clean_length / length")
    inputs = {
        "clean_length": VALUE,
        "length": Observation("length", 2023, D("14.88"), "final", (cell("Indicators", 10),)),
    }
    names = {"clean_length": LENGTH.name, "length": Text({"en": "River length"})}
    lines = computed_explanation(share, 2023, formula, inputs, names).lines(ENGLISH)
    assert lines == (
        "Share (share)",
        "Rests on",
        "  Clean river length, clean_length, of 2023: 7.44",
        "    workbook of WAT: '[WAT-1.xlsx]Indicators'!E9",
        "    source named there: Yearbook, p. 3",
        "  River length, length, of 2023: 14.88",
        "    workbook of WAT: '[WAT-1.xlsx]Indicators'!E10",
        "    source named there: Yearbook, p. 3",
        "Arithmetic",
        "  share = 100 * clean_length / length = 100 * 7.44 / 14.88 = 50",
        "Result",
        "  50 %, data year 2023",
    )
    del inputs["length"]
    assert computed_explanation(share, 2023, formula, inputs, names).lines(ENGLISH)[-1] == "  no value: length has none"


ISSUED, CUT_OFF, DUE = date(2024, 1, 1), date(2024, 4, 10), date(2024, 7, 19)
CALENDAR = tasks.Calendar(2024, ISSUED, CUT_OFF)


def task_lines(row: MergedRow, due: date | None, *, asked: bool = True, words: Words = ENGLISH) -> list[str]:
    rating = tasks.rate(row, due, CALENDAR, Thresholds())
    title = Text({"en": "Clean the river", "zh": "清理河道"})
    return list(task_explanation(title, row, rating, CALENDAR, Thresholds(), asked=asked).lines(words))


def statement(state: TaskState | None) -> Statement:
    return Statement("WAT", "12", "en", state, origins={"state": cell("Tasks", 7)})


def test_a_task_with_a_percentage() -> None:
    row = MergedRow("12", TaskState.IN_PROGRESS, "single", (statement(TaskState.IN_PROGRESS),), percent=D(39))
    lines = task_lines(row, DUE)
    assert lines[:11] == [
        "Clean the river (12)",
        "State of a task: what was stated, against the task's own due date.",
        "Rests on",
        "  WAT: in progress",
        "    workbook of WAT: '[WAT-1.xlsx]Tasks'!E7",
        "  there is one statement",
        "  39 % done",
        "  due on 2024-07-19",
        "  the plan was issued on 2024-01-01",
        "  cut-off of the report: 2024-04-10",
        "Arithmetic",
    ]
    assert lines[11:13] == [
        "  E = 100 (t − t0) / (T − t0) = 100 × (2024-04-10 − 2024-01-01) / (2024-07-19 − 2024-01-01) = 50",
        "  L = % − E = 39 − 50 = −11",
    ]
    assert "  → behind: a percentage, a due date ahead, and −30 ≤ L < −10" in lines
    assert lines[-2:] == ["Result", "  behind"]


def test_remarks_of_a_task() -> None:
    done = MergedRow(
        "12",
        TaskState.COMPLETED,
        "lead",
        completed_on=date(2024, 3, 1),
        verified=True,
        measures_done=2,
        measures_total=2,
    )
    lines = task_lines(done, None)
    assert "  the state of the lead unit holds" in lines
    assert "  2 of 2 measures are completed" in lines
    assert "  completed on 2024-03-01" in lines
    assert "  the plan sets no due date" in lines
    assert lines[-3:] == ["  completed", "  The completion was verified by decision.", "  The evidence is outstanding."]
    cancelled = task_lines(MergedRow("12", TaskState.CANCELLED, "agreed"), None)
    assert cancelled[-2:] == ["  not started", "  A cancellation was stated, and no decision confirms it."]


def test_of_public_sources_it_is_never_said_that_somebody_did_not_report(chinese: Words) -> None:
    nobody = MergedRow("12", None, "nobody")
    assert task_lines(nobody, None)[-1] == "  not reported"
    assert task_lines(nobody, None, asked=False)[-1] == "  no public information found"
    for words in (ENGLISH, chinese):
        told = "\n".join(task_lines(nobody, None, asked=False, words=words))
        assert "report" not in told.replace("cut-off of the report", "")
        assert "报送" not in told


def test_every_state_has_words_in_the_order_of_the_method() -> None:
    assert set(explaining_tasks.STATE_WORDS) == set(DerivedState)
    for state in DerivedState:
        row = MergedRow("12", None, "nobody")
        rating = tasks.TaskRating("12", state)
        found = task_explanation(Text({"en": "x"}), row, rating, CALENDAR, Thresholds())
        assert [one.holds for one in found.conditions].count(True) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (D("7.50"), "7.50"),
        (D("-3"), "−3"),
        (D(1) / D(3), "0.3333"),
        (D("7.44001"), "7.44001"),
        (0.1 + 0.2, "0.3"),
        (0.0, "0"),
        (10.0, "10"),
        (0.000012345, "0.00001235"),
        (123456.789012, "123456.789"),
        (2.5e300, "2.500e+300"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
    ],
)
def test_numbers_as_they_are_written(value: Decimal | float, text: str) -> None:
    assert written(value) == text


def test_a_rounded_number_says_so_and_a_negative_one_has_brackets() -> None:
    assert (is_exact(0.1 + 0.2), is_exact(D(1) / D(3)), is_exact(D("7.44001")), is_exact(1e300)) == (
        True, False, True, False,
    )  # fmt: skip
    assert (in_formula(D(-3)), in_formula(3.0)) == ("(−3)", "3")


def message_ids() -> Iterator[str]:
    """Every fixed sentence of the room: of the methods, the tables and the calls that make sentences."""
    for method in METHODS:
        yield from (method.title, method.summary, method.source)
        for grade in method.grades:
            yield from (grade.label, grade.when)
    for module in (growth, pace, extrapolation):
        yield from (value for name, value in vars(module).items() if name.isupper() and isinstance(value, str))
    tables = (
        explaining.COMMON_WORDS, explaining._WAYS, explaining_tasks.STATE_WORDS,
        explaining_tasks._WHEN, explaining_tasks._DECIDED,
    )  # fmt: skip
    for table in tables:
        yield from table.values()
    yield from ("no public information found", "no statement in the sources", explaining_tasks._STATED, "no state")
    for name in ("explain", "explain_tasks", "explanation"):
        text = (REPOSITORY / "src" / "milepost" / "assess" / f"{name}.py").read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Sentence", "_part", "words.say"):
                yield from (one.value for one in node.args if isinstance(one, ast.Constant))


def test_every_sentence_has_chinese_words(chinese: Words) -> None:
    found = sorted(set(message_ids()))
    assert len(found) > 100
    words_in = [one for one in found if re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", one)) or one == ", "]
    assert [one for one in words_in if " " in one and not chinese.has(one)] == []
    facts = re.compile(r"\{\w+\}")
    differ = [one for one in found if sorted(facts.findall(one)) != sorted(facts.findall(chinese.say(one)))]
    assert differ == []


def test_rate_all_says_how_firm_each_rating_is() -> None:
    framework = Framework("f", Text(), 2020, 2025, (LENGTH,))
    task = Task("12", None, Text(), ())
    plan = Plan("p", 2024, Text(), (Part("1", Text(), (Section(None, None, (task,)),)),), ISSUED)
    known = Dataset(2024, {"clean_length": (VALUE,)}, {"12": MergedRow("12", None, "nobody")})
    found = rate_all(plan, framework, known, DEFINITION).indicators["clean_length"]
    assert found.sensitivity is not None
    assert [one.value for one in found.sensitivity.changed_by] == [D("7.445")]
