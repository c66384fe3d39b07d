"""Is the report's definition read as it is written, and does the example say what it is?"""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.errors import DefinitionError
from milepost.model.definition import ChapterChoice, Collection, Edition, Stage, Thresholds
from milepost.model.rating import ExtrapolationBounds, RatioBounds
from milepost.reports.definition import CHAPTERS, find_report, read_definition, report_years
from milepost.reports.report import CHAPTERS as COMPOSED

REPOSITORY = Path(__file__).resolve().parents[2]

SMALL = """\
title: {en: Report on 2031}
office: {en: Water Board}
languages: [en]
cut_off: 2032-03-31
"""


def write(folder: Path, text: str, year: int = 2031) -> Path:
    (folder / "reports").mkdir(exist_ok=True)
    (folder / "reports" / f"{year}.yaml").write_text(text, "utf-8")
    return folder


def test_what_need_not_be_written(tmp_path: Path) -> None:
    definition = read_definition(write(tmp_path, SMALL), 2031)
    assert (definition.year, definition.plan, definition.languages) == (2031, "2031", ("en",))
    assert (definition.edition, definition.stage, definition.collection) == (
        Edition.PUBLIC,
        Stage.FINAL,
        Collection.UNITS,
    )
    assert definition.chapters == tuple(ChapterChoice(key) for key in CHAPTERS)
    assert (definition.method, definition.thresholds) == ("M1", Thresholds())
    assert (definition.deadline, definition.published, definition.terms, definition.cases) == (None, None, {}, ())


def test_what_can_be_written(tmp_path: Path) -> None:
    more = """\
plan: 2031-revised
subtitle: {en: First part}
deadline: 2032-02-15
published: '2032-04-30'
edition: internal
stage: draft
thresholds: {on_schedule: 7.5}
chapters: [tasks, summary]
titles: {summary: {en: At a glance}}
terms: {tasks: {en: duties}}
previous: spring
"""
    definition = read_definition(write(tmp_path, SMALL + more), 2031)
    assert (definition.plan, definition.previous) == ("2031-revised", "spring")
    assert (definition.deadline, definition.published) == (date(2032, 2, 15), date(2032, 4, 30))
    assert (definition.edition, definition.stage) == (Edition.INTERNAL, Stage.DRAFT)
    assert definition.thresholds == Thresholds(Decimal("7.5"), Decimal(30))
    assert [(one.key, one.title and one.title.said("en")) for one in definition.chapters] == [
        ("tasks", None),
        ("summary", "At a glance"),
    ]
    assert {key: text.said("en") for key, text in definition.terms.items()} == {"tasks": "duties"}


def test_years(tmp_path: Path) -> None:
    for year in (2031, 2029):
        write(tmp_path, SMALL, year)
    (tmp_path / "reports" / "notes.yaml").write_text("")
    (tmp_path / "reports" / "2030").mkdir()
    assert report_years(tmp_path) == (2029, 2031)


def test_an_empty_definition(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"reports/2031\.yaml: The file is empty\."):
        read_definition(write(tmp_path, ""), 2031)


def test_everything_that_is_missing_at_once(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as told:
        read_definition(write(tmp_path, "edition: public\n"), 2031)
    assert [mistake.problem for mistake in told.value.mistakes] == [
        f'"{key}" is missing.' for key in ("cut_off", "languages", "office", "title")
    ]


def test_the_example() -> None:
    definition, definitions, mistakes = find_report(REPOSITORY, 2024)
    assert mistakes == []
    assert definition is not None
    assert definitions is not None
    assert (definition.collection, definition.stage, definition.edition) == (
        Collection.PUBLIC_SOURCES,
        Stage.EXAMPLE,
        Edition.PUBLIC,
    )
    assert (definition.cut_off, definition.deadline, definition.asked) == (date(2026, 1, 31), None, False)
    assert definition.languages == ("zh", "en")
    assert definition.thresholds == Thresholds(Decimal(10), Decimal(30))
    assert definition.title.said("zh") == "《2024年知识产权强国建设推进计划》实施情况监测报告"


def test_the_example_says_what_it_is() -> None:
    definition = read_definition(REPOSITORY, 2024)
    assert definition.notice is not None
    assert definition.notice.said("en") == (
        "Example compiled from public sources; not an official publication and not what the units submitted."
    )
    assert definition.notice.said("zh") == "依据公开信息编制的示例，非官方出版物，亦非各单位报送内容。"


def test_the_example_says_nothing_of_silent_bodies() -> None:
    files = sorted((REPOSITORY / "inputs" / "2024" / "editorial").glob("*.md"))
    assert {file.name for file in files} >= {"preface.en.md", "preface.zh.md"}
    said = " ".join(file.read_text("utf-8") for file in files)
    for word in ("not reported", "late", "未报送", "逾期"):
        assert f" {word} " not in f" {said} " if word.isascii() else word not in said


def test_a_definition_may_choose_what_the_report_can_compose() -> None:
    assert tuple(kind.key for kind in COMPOSED) == CHAPTERS


def test_the_bounds_of_every_method_may_be_others(tmp_path: Path) -> None:
    more = "method: M4\nthresholds:\n  ratio: {moderate: 0.5}\n  extrapolation: {on_track: 0.9, marginal: 0.2}\n"
    found = read_definition(write(tmp_path, SMALL + more), 2031)
    assert found.method == "M4"
    assert found.thresholds == Thresholds(
        ratio=RatioBounds(moderate=0.5), extrapolation=ExtrapolationBounds(on_track=0.9, marginal=0.2)
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ratio: {moderate: 0.96}", "of ratio .*: substantial 0.95, moderate 0.96, limited 0"),
        ("extrapolation: {marginal: -0.1}", "of extrapolation .*: on_track 0.95, .* marginal -0.1, stagnation 0"),
    ],
)
def test_bounds_that_do_not_fall(tmp_path: Path, written: str, told: str) -> None:
    with pytest.raises(DefinitionError) as found:
        read_definition(write(tmp_path, SMALL + f"thresholds:\n  {written}\n"), 2031)
    (mistake,) = found.value.mistakes
    assert mistake.place.line == 6
    assert re.search(told, mistake.problem)
