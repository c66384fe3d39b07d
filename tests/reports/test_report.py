"""Which chapters does the report have, in which order, with which numbers?"""

from itertools import pairwise

import pytest
from jinja2.ext import babel_extract

from milepost.errors import WorkspaceError
from milepost.reports import annex_quality, annex_sources, definition
from milepost.reports.report import CHAPTERS
from milepost.templates.folders import engine_templates, template_folders
from milepost.templates.words import read_words
from tests.reports import sample
from tests.reports.conftest import render, rendered


def test_a_definition_may_choose_every_chapter_there_is_and_no_other() -> None:
    assert tuple(kind.key for kind in CHAPTERS) == definition.CHAPTERS


def test_the_definition_decides_order_and_numbers() -> None:
    report = sample.chosen(("annex_sources", "tasks", "summary", "indicators"))
    assert [(one.opening.key, one.opening.number) for one in report.chapters] == [
        ("annex_sources", "D"),
        ("tasks", "1"),
        ("summary", ""),
        ("indicators", "2"),
    ]
    page = render(report, "en")
    assert {target for _, target in page.links} - set(page.ids) == set()


@pytest.mark.parametrize(
    ("chapters", "said"),
    [(("summary", "epilogue"), "no chapter is called epilogue"), (("tasks", "tasks"), "tasks is chosen twice")],
)
def test_a_wrong_choice_of_chapters_is_told(chapters: tuple[str, ...], said: str) -> None:
    with pytest.raises(WorkspaceError, match=said):
        sample.chosen(chapters)


def test_tables_and_figures_are_numbered_through_and_by_annex() -> None:
    report = sample.report()
    numbers = [one.number for one in report.exhibits if one.kind == "table"]
    annexes = {"A": 2, "B": 2, "C": 6, "E": 6, "F": 1}
    counted = [f"{letter}.{n}" for letter, tables in annexes.items() for n in range(1, tables + 1)]
    assert numbers == [*map(str, range(1, 8)), *counted]
    assert [one.number for one in report.exhibits if one.kind == "figure"] == [*map(str, range(1, 8))]
    page = rendered(True, "en")
    assert all(one.anchor in page.ids for one in report.exhibits)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_contents_name_every_chapter_table_and_figure(language: str) -> None:
    page = rendered(True, language)
    contents = page.markup[page.markup.index('<nav class="contents"') : page.markup.index("</nav>")]
    for one in sample.report().exhibits:
        assert f'href="#{one.anchor}"' in contents
    for chapter in sample.report().chapters:
        assert f'href="#{chapter.opening.anchor}"' in contents


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_heading_level_is_skipped(language: str) -> None:
    markup = rendered(True, language).markup
    levels = [int(part[0]) for part in markup.split("<h")[1:] if part[0].isdecimal()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("method", ["M1", "M2", "M3", "M4"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_can_be_made_with_every_method(method: str, language: str) -> None:
    report = sample.chosen(("summary", "indicators", "annex_sources"), method=method)
    counted = [chapter.tally for chapter in report.chapters if hasattr(chapter, "tally")]
    assert sum(one.count for one in counted[0].present) == len(sample.FRAMEWORK.indicators)
    assert render(report, language).ids


def test_every_sentence_of_the_chapters_exists_in_chinese() -> None:
    words = read_words(template_folders(), "zh")
    wanted = {kind.usual for kind in CHAPTERS}
    wanted |= {*annex_quality.HEADINGS.values(), *annex_sources.HEADINGS.values()}
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    plurals: set[tuple[str, str]] = set()
    for path in sorted((engine_templates() / "report").rglob("*.j2")):
        with path.open("rb") as stream:
            for _, called, message, _ in babel_extract(stream, ("_", "n_"), (), options):
                if called == "n_" and isinstance(message[0], str):
                    plurals.add((message[0], message[1]))
                elif called == "_" and message:
                    wanted.add(message if isinstance(message, str) else message[0])
    assert sorted(one for one in wanted if one and not words.has(one)) == []
    assert sorted(one for one in plurals if one not in words.plurals) == []
