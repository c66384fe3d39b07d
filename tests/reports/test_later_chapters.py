"""Do evaluation, cases, problems, methods and changes say what the data hold, and nothing that must not be said?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from milepost.assess.trends import linear
from milepost.model.dataset import CaseCard, Dataset
from milepost.model.definition import ChapterChoice, Edition
from milepost.model.draft import Draft
from milepost.model.framework import Framework, Indicator
from milepost.model.text import Text
from milepost.render.tables import tables
from milepost.reports.annex_changes import ChangesAnnex
from milepost.reports.annex_methods import MethodsAnnex, formula_of
from milepost.reports.cases import CasesChapter
from milepost.reports.drafting import ChangeKind, compare
from milepost.reports.evaluation import EvaluationChapter
from milepost.reports.problems import ProblemsChapter
from milepost.reports.report import Chapter, Report, compose
from tests.reports import sample
from tests.reports.conftest import render, rendered
from tests.reports.sample import both, published, value


def case(unit: str, number: int, publish: bool, words: str = "", tasks: tuple[str, ...] = ("1", "99")) -> CaseCard:
    title = both(f"{words}Case {number}", f"{words}案例{number}")
    return CaseCard(
        unit=unit,
        id=f"{unit} case {number}",
        title=title,
        place=both("by the river", "河边"),
        tasks=tasks,
        text=both(f"{words}What was done.", f"{words}做了什么。"),
        figures=both("2 boats\n3 nets", "船2艘\n网3张"),
        publish=publish,
        origins={"title": sample.cell(unit, "典型案例 Cases", 5, 2, "x")},
        evidence=Text({"zh": sample.PAGE}),
        remarks=both("seen once", "仅见一次"),
    )


CASES = (case("WAT", 1, True), case("PRK", 1, False, "SECRET "), case("RDS", 1, True))


def of(kind: type[Chapter], report: Report) -> Chapter:
    return next(one for one in report.chapters if isinstance(one, kind))


def with_cases(**more: object) -> Report:
    data = replace(sample.dataset(), cases=CASES)
    chosen = replace(sample.definition(), **more)  # type: ignore[arg-type]
    return compose(
        chosen, sample.PLAN, sample.FRAMEWORK, sample.UNITS, sample.REGISTER, data, sample.ratings(data=data)
    )


# ---- cases ----


def test_a_public_edition_prints_the_cases_that_are_marked_for_it() -> None:
    report = with_cases()
    chapter = of(CasesChapter, report)
    assert [block.card.id for block in chapter.cases] == ["WAT case 1", "RDS case 1"]
    page = render(report, "en")
    assert "2 cases show how the plan was carried out." in page.text
    assert "2 boats; 3 nets" in page.text
    assert "SECRET" not in page.markup
    made = tables(report, sample.dataset(), sample.ratings(), sample.definitions())
    assert not any("SECRET" in table.csv().decode() for table in made.values())


def test_an_internal_edition_prints_all_of_them() -> None:
    assert len(of(CasesChapter, with_cases(edition=Edition.INTERNAL)).cases) == 3


def test_the_definition_chooses_and_orders_them_and_what_it_cannot_have_is_told() -> None:
    report = with_cases(cases=("RDS case 1", "PRK case 1", "XYZ case 9"))
    chapter = of(CasesChapter, report)
    assert [block.card.id for block in chapter.cases] == ["RDS case 1"]
    page = render(report, "en")
    assert "not marked for the public: PRK case 1." in page.text
    assert "not there: XYZ case 9." in page.text


def test_a_case_names_its_tasks_and_leads_to_its_cells() -> None:
    block = of(CasesChapter, with_cases()).cases[0]
    assert [(task.id, task.href) for task in block.tasks] == [("1", "#task-1")]
    assert block.entry.mark.startswith("D-")
    assert len(block.sources) == 1


@pytest.mark.parametrize(("asked", "said"), [(True, "No unit offered a case."), (False, "No case was compiled.")])
def test_without_cases_the_chapter_says_so(asked: bool, said: str) -> None:
    assert said in rendered(asked, "en").text


# ---- problems ----


def test_late_tasks_and_what_the_units_say_of_them() -> None:
    chapter = of(ProblemsChapter, sample.report())
    tasks = {one.task.id: one for part in chapter.parts for one in part.tasks}
    assert tasks["3"].late
    assert [(one.unit.said("en"), one.difficulties and one.difficulties.said("en")) for one in tasks["3"].said] == [
        ("Parks Service", "no money")
    ]
    page = rendered(True, "en")
    assert page.text.count("ask for it in March") == 2
    assert "No unit reported on item 6" in page.text


def test_a_withheld_statement_adds_nothing_to_the_problems() -> None:
    rows = sample.rows()
    secret = replace(rows["4"].statements[0], difficulties=both("SECRET trouble", "机密困难"))
    data = replace(sample.dataset(), rows={**rows, "4": replace(rows["4"], statements=(secret,))})
    assert "SECRET" not in render(sample.report(data=data), "en").markup
    assert "SECRET trouble" in render(sample.report(edition=Edition.INTERNAL, data=data), "en").text


def test_of_public_sources_nothing_is_asked_of_anybody() -> None:
    text = rendered(False, "en").text
    assert "This chapter repeats what is publicly reported; nothing is asked of any body." in text
    assert "No unit reported on" not in text


def test_indicators_behind_say_who_answers_and_what_is_needed() -> None:
    chapter = of(ProblemsChapter, sample.report())
    found = {one.row.indicator.id: one for one in chapter.indicators}
    assert set(found) == {"share"}
    assert found["share"].step.value == (Decimal(50) - Decimal("41.50")) / 3
    assert [name.said("en") for name in found["share"].reporters] == ["Roads Office", "Parks Service"]


# ---- evaluation ----


def with_series(**more: tuple[str, ...]) -> Dataset:
    """The sample with yearly values of some indicators from 2024 on."""
    found = dict(sample.observations())
    for name, values in more.items():
        found[name] = tuple(value(name, 2024 + n, one, published(20 + n, "2029")) for n, one in enumerate(values))
    return replace(sample.dataset(), observations=found, revisions=())


def test_a_forecast_needs_four_yearly_values() -> None:
    three = of(EvaluationChapter, sample.report(data=with_series(clean=("1200", "1250", "1300"))))
    four = of(EvaluationChapter, sample.report(data=with_series(clean=("1200", "1250", "1300", "1350"))))
    assert three.outlooks.rows == ()
    assert [row.indicator.id for row in four.outlooks.rows] == ["clean"]
    assert four.outlooks.rows[0].trends[0].value.value == Decimal(1600)
    assert {one.id for one in four.outlooks.short} == {"share", "trips"}


def test_without_anything_to_evaluate_the_chapter_says_so() -> None:
    report = sample.report(False, data=sample.emptied(False))
    assert of(EvaluationChapter, report).empty
    assert "There is nothing to evaluate" in render(report, "en").text


def test_fragile_ratings_are_marked_wherever_they_stand() -> None:
    found = {**sample.observations(), "share": (value("share", 2029, "43.00", published(8, "2030-10")),)}
    report = sample.report(data=replace(sample.dataset(), observations=found))
    (one,) = of(EvaluationChapter, report).fragile
    assert (one.indicator.id, [cell.key for cell in one.by_method]) == ("share", ["M2", "M3", "M4"])
    page = render(report, "en")
    assert page.text.count("Fragile: another class comes out with") == 2
    assert "Fragile: another method, or the rounding of the value, gives another class." in page.text


def framework_with_index() -> Framework:
    head = Indicator("idx", both("Index", "指数"), both("2027 = 100", "2027年=100"), context=True, group="idx")
    parts = tuple(
        Indicator(name, both(name, name), both("2027 = 100", "2027年=100"), context=True, group="idx")
        for name in ("low", "high")
    )
    return replace(sample.FRAMEWORK, context=(*sample.FRAMEWORK.context, head, *parts))


def test_a_published_index_stands_in_the_evaluation_and_not_among_the_other_series() -> None:
    found = {
        **sample.observations(),
        "idx": (value("idx", 2027, "100", published(30, "2028")), value("idx", 2030, "110", published(31, "2031"))),
        "low": (value("low", 2030, "104", published(32, "2031")),),
        "high": (value("high", 2030, "120", published(33, "2031")),),
    }
    data, framework = replace(sample.dataset(), observations=found), framework_with_index()
    report = compose(
        sample.definition(), sample.PLAN, framework, sample.UNITS, sample.REGISTER, data, sample.ratings(data=data)
    )
    (index,) = of(EvaluationChapter, report).indices
    assert [row.indicator.id for row in index.rows] == ["idx", "low", "high"]
    assert (index.moved, index.parts_year) == (Decimal(10), 2030)
    assert [part.id for part, _ in index.parts] == ["high", "low"]
    page = render(report, "en")
    assert page.ids.count("idx-2030-series") == 1
    assert "The index stood at 110 in 2030 (2027 = 100). It has moved by +10.0\u00a0% since 2027." in page.text


def test_completeness_and_timeliness_are_told_only_where_units_were_asked() -> None:
    assert of(EvaluationChapter, sample.report(False)).units == ()
    units = of(EvaluationChapter, sample.report()).units
    everybody = units[-1]
    assert everybody.unit is None
    assert (everybody.came.done, everybody.came.expected) == (3, 3)
    assert (everybody.in_time.done, everybody.in_time.expected) == (1, 2)
    assert everybody.in_time.share.value == Decimal(50)
    assert "timeliness" not in rendered(False, "en").text


# ---- methods ----


def test_formulas_are_read_from_the_code() -> None:
    assert "interval = value ± t(n − 2)" in formula_of(linear)
    with pytest.raises(ValueError, match="writes down no formula"):
        formula_of(sample.both)


def test_the_methods_in_use_come_first() -> None:
    methods = of(MethodsAnnex, sample.report()).methods
    assert (methods[0].method.code, methods[0].chosen) == ("M1", True)
    assert not any(page.chosen for page in methods[1:])


def test_each_rating_explains_itself_with_marks_instead_of_addresses() -> None:
    report = sample.report()
    assert set(report.explanations) == {f"indicator-{one}" for one in ("clean", "share", "trips")} | {
        f"task-{n}" for n in (1, 2, 3, 5, 6)
    }
    page = rendered(True, "en")
    told = page.text[page.text.rindex("How each rating came about") :]
    assert sample.PAGE not in told
    assert 'class="why"' in rendered(True, "en", "screen").markup
    assert 'class="why"' not in page.markup


# ---- changes ----


def test_what_is_different_from_a_draft() -> None:
    report = sample.report()
    now = report.draft
    before = replace(
        now,
        name="spring",
        figures={
            **{key: one for key, one in now.figures.items() if key != "clean-2027"},
            "clean-2030": replace(now.figures["clean-2030"], value="1600"),
            "gone-2020": replace(now.figures["clean-2030"], value="7"),
        },
        states={**now.states, "1": "in_progress"},
        ratings={**now.ratings, "clean": "M1 behind"},
        texts={**now.texts, "1 WAT text": "0" * 64},
    )
    found = compare(before, now)
    assert {(one.id, one.kind) for one in found.figures} == {
        ("clean-2027", ChangeKind.ADDED),
        ("clean-2030", ChangeKind.CHANGED),
        ("gone-2020", ChangeKind.REMOVED),
    }
    assert [one.id for one in found.states] == ["1"]
    assert [one.id for one in found.texts] == ["1 WAT text"]
    data = sample.dataset()
    chosen = replace(sample.definition(), chapters=tuple(ChapterChoice(key) for key in ("annex_changes",)))
    compared = compose(
        chosen,
        sample.PLAN,
        sample.FRAMEWORK,
        sample.UNITS,
        sample.REGISTER,
        data,
        sample.ratings(),
        previous=before,
    )
    text = render(compared, "en").text
    assert "Compared with the draft “spring” of data up to 1\u00a0March 2031".replace("\u00a0", " ") in text.replace(
        "\u00a0", " "
    )
    assert "3 figures, 1 rating, 1 state and 1 text are different." in text
    assert "Length of clean rivers: behind, now" in text


def test_a_draft_that_says_the_same_is_no_change() -> None:
    now = sample.report().draft
    assert compare(now, now).none


def test_a_draft_of_an_unknown_method_does_not_stop_the_report() -> None:
    now = sample.report().draft
    before = replace(now, ratings={"clean": "M9 splendid", "lost": "M1 met"})
    report = compose(
        sample.definition(),
        sample.PLAN,
        sample.FRAMEWORK,
        sample.UNITS,
        sample.REGISTER,
        sample.dataset(),
        sample.ratings(),
        previous=before,
    )
    chapter = of(ChangesAnnex, report)
    assert [one.was is None for one in chapter.ratings] == [True, True, True, False]


def test_a_withheld_statement_is_in_no_draft() -> None:
    assert not any(key.startswith("4 ") for key in sample.report().draft.texts)
    assert any(key.startswith("4 ") for key in sample.report(edition=Edition.INTERNAL).draft.texts)


def test_revisions_say_when_and_why() -> None:
    (revised,) = of(ChangesAnnex, sample.report()).revisions
    assert (revised.was.value, revised.now.value) == (Decimal("1300.0"), Decimal("1290.4"))
    assert str(revised.published) == "2030-01-20"
    assert isinstance(sample.report().draft, Draft)
