"""Has every printed figure its entry in the sources, and do both find each other?"""

import re

import pytest

from milepost.model.definition import ChapterChoice
from milepost.reports.certificates import certificates
from milepost.reports.material import Material, anchor_of
from milepost.reports.provenance import Ledger, Place, PlaceKind
from tests.reports import sample
from tests.reports.conftest import Page, render, rendered

EDITIONS = [(True, "en"), (True, "zh"), (False, "en"), (False, "zh")]


@pytest.fixture(params=EDITIONS, ids=lambda one: f"{'units' if one[0] else 'public'}-{one[1]}")
def page(request: pytest.FixtureRequest) -> Page:
    return rendered(*request.param)


def test_no_id_stands_twice_on_a_page(page: Page) -> None:
    assert sorted(page.ids) == sorted(set(page.ids))


def test_every_link_of_the_page_leads_somewhere(page: Page) -> None:
    assert {target for _, target in page.links} - set(page.ids) == set()


def test_every_figure_leads_to_its_entry(page: Page) -> None:
    linked = re.findall(r'<a class="figure"[^>]*>', page.markup)
    assert linked
    assert all('href="#source-' in one and "id=" in one for one in linked)
    for wanted in ("clean-2030-value", "clean-2030-attainment", "task-1-state", "task-2a-state", "task-1-completed-on"):
        assert wanted in page.ids


def test_every_entry_leads_back_or_is_cited_by_one_that_does(page: Page) -> None:
    entries = {one.id for one in sample.report().entries}
    assert entries <= set(page.ids)
    back = {entry for entry, target in page.links if entry and target != entry}
    assert entries - back == set()


def test_entry_and_figure_are_the_same_in_every_edition() -> None:
    pages = [rendered(True, language) for language in ("en", "zh")]
    kept = [[one for one in page.ids if one.startswith(("source-", "clean-", "task-"))] for page in pages]
    assert kept[0] == kept[1]


def test_a_printed_entry_names_workbook_sheet_cell_and_checksum() -> None:
    text = re.sub(r"\s+", " ", rendered(True, "en").text)
    assert (
        "D-007 2030: 1 630.6 km; published 5 January 2031; WAT.xlsx 指标数据 Indicators : H5; SHA-256 a1a1a1a1" in text
    )


def test_an_entry_keeps_its_full_checksum_in_the_values() -> None:
    values = {one.id: one for one in sample.report().entries}
    assert values["source-clean-2030"].cells[0].sha256 == sample.SHA["WAT"]
    assert str(values["source-clean-2030"].files[0]) == "indicators/series.csv:6"


def test_a_vintage_that_was_replaced_has_an_entry_of_its_own() -> None:
    ids = [one.id for one in sample.report().entries]
    assert "source-clean-2028" in ids
    assert "source-clean-2028-v1" in ids


def test_a_state_derived_from_measures_rests_on_their_statements() -> None:
    entries = {one.id: one for one in sample.report().entries}
    assert entries["source-task-2-measures"].made_from == ("source-row-2a-WAT", "source-row-2b-WAT")
    assert 'id="task-2-state" href="#source-task-2-measures"' in rendered(True, "en").markup


def test_without_the_annex_no_figure_links_to_it() -> None:
    chosen = sample.chosen(chapters=("summary", "tasks"))
    page = render(chosen, "en")
    assert {target for _, target in page.links} - set(page.ids) == set()
    assert "#source-" not in page.markup
    assert "#indicator-" not in page.markup


def test_two_figures_of_one_id_in_one_place_are_refused() -> None:
    given = (sample.PLAN, sample.FRAMEWORK, sample.UNITS, sample.REGISTER, sample.dataset(), sample.ratings())
    material = Material(sample.definition(), *given)
    ledger = Ledger(certificates(material), True)
    place = Place(PlaceKind.SUMMARY, "summary")
    ledger.figure(place, "a", 1, "source-task-counts")
    with pytest.raises(ValueError, match="printed twice"):
        ledger.figure(place, "a", 1, "source-task-counts")
    with pytest.raises(ValueError, match="no entry"):
        ledger.figure(place, "b", 1, "source-nothing")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("task", "38", "state"), "task-38-state"),
        (("a", "", "b"), "a-b"),
        (("a b", "ä"), "a.20b-.e4"),
        (("a.b",), "a.2eb"),
    ],
)
def test_anchors_are_made_of_meanings(parts: tuple[str, ...], expected: str) -> None:
    assert anchor_of(*parts) == expected


def test_a_definition_without_chapters_prints_them_all() -> None:
    assert [ChapterChoice(one.opening.key).key for one in sample.report().chapters] == [
        "summary",
        "indicators",
        "tasks",
        "evaluation",
        "cases",
        "problems",
        "annex_tasks",
        "annex_indicators",
        "annex_quality",
        "annex_sources",
        "annex_methods",
        "annex_changes",
    ]
