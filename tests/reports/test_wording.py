"""Does the report say what it may say, in the right language?"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

import pytest

from milepost.model.definition import Edition
from milepost.model.editorial import Editorial, OwnWords
from milepost.model.places import FilePlace
from milepost.render.tables import tables
from tests.reports import sample
from tests.reports.conftest import Page, render, rendered

HAN = re.compile(r"[\u3400-\u9fff]")

# What stands in a Chinese report as it is: addresses, names of files and sheets, codes, checksums, marks, ids.
PROPER = re.compile(
    r"https?://\S+|[\w./-]+\.(xlsx|csv|json|yaml)(:\d+)?|SHA-256 [0-9a-f]+|SHA-256|D-\d+|0123abcd"
    r"|(www\.)?[\w-]+(\.[\w-]+)+"
    r"|任务进展 Tasks|指标数据 Indicators|关键数据 Figures|\b(WAT|RDS|PRK)\b|\b[FSTIHXU]\d\d\b|\bM1\b"
    r"|\b(clean|share|trips|fish)\b|\b[A-Z]{1,2}\d{1,3}\b|\b[A-F](\.\d)?\b"
    r"|[vy][0T]|t[n01]|(WAT|RDS|PRK)(?=填报表)|CAGR|Sxx|sqrt|DHIS2|Open SDG|EUSTAT"  # formulas, and who wrote them down
)
FORBIDDEN = {
    "en": (
        "not reported",
        "reported late",
        "answered",
        "deadline",
        "statement of the unit",
        "late)",
        "evidence outstanding",
    ),
    "zh": ("未报送", "逾期报送", "已报送", "报送截止", "应报送", "佐证材料待补"),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("medium", ["print", "screen"])
def test_a_report_from_public_sources_says_nothing_of_who_did_not_answer(language: str, medium: str) -> None:
    page = rendered(False, language, medium)
    found = [words for words in FORBIDDEN[language] if words in page.markup.lower()]
    assert found == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_same_words_are_usual_where_units_were_asked(language: str) -> None:
    page = rendered(True, language)
    assert [words for words in FORBIDDEN[language][:1] if words not in page.markup.lower()] == []


@pytest.mark.parametrize(
    ("language", "absent", "heading", "rating"),
    [
        (
            "en",
            "no public information found",
            "The texts repeat what is publicly reported; none of them is what a unit submitted.",
            "States are ratings made by the compiler from public information.",
        ),
        ("zh", "未查到公开信息", "正文转述公开报道的内容，均非各单位报送。", "状态为编者依据公开信息所作评价。"),
    ],
)
def test_a_report_from_public_sources_says_what_it_is(language: str, absent: str, heading: str, rating: str) -> None:
    page = rendered(False, language)
    assert absent in page.text
    assert page.text.count(heading) >= len(sample.PLAN.parts)  # once in each part
    # preface, summary's picture, table of states, one picture for each part, task table, table by unit
    assert page.text.count(rating) >= 1 + 1 + 1 + len(sample.PLAN.parts) + 2


@pytest.mark.parametrize("asked", [True, False])
def test_a_finding_says_what_is_wrong_and_asks_nothing_of_the_reader(asked: bool) -> None:
    text = rendered(asked, "en").text
    assert "no date of completion is given" in text
    assert "Enter the day on which it was completed" not in text


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("medium", ["print", "screen"])
def test_no_english_stands_in_the_chinese_report(asked: bool, medium: str) -> None:
    pieces = [PROPER.sub("", words) for words, language, _ in rendered(asked, "zh", medium).pieces if language == "zh"]
    left = [words for words in pieces if re.search(r"[A-Za-z]{2,}", words)]
    typed = ("about <b>40</b>", "the day is not known", "office of the council")  # in the units' and the office's words
    assert [words for words in left if not any(one in words for one in typed)] == []


@pytest.mark.parametrize("asked", [True, False])
def test_chinese_words_in_the_english_report_carry_their_language(asked: bool) -> None:
    left = [words for words, language, _ in rendered(asked, "en").pieces if language == "en" and HAN.search(words)]
    assert left == []


def test_an_untranslated_text_is_printed_in_its_own_language_and_listed() -> None:
    page = rendered(True, "en")
    assert any("已封闭四成" in words and language == "zh" for words, language, _ in page.pieces)
    assert "In the English edition 1 text is printed in its own language: Roads Office, Item 3 (text)." in page.text


def test_no_space_stands_between_han_and_digits() -> None:
    pieces = [
        words
        for words, language, classes in rendered(True, "zh").pieces
        if language == "zh" and not any(name.startswith(("source", "address", "mark")) for name in classes)
    ]
    spaced = [words for words in pieces if re.search(r"[\u4e00-\u9fff，。；：、] +\d|\d +[\u4e00-\u9fff]", words)]
    assert [words for words in spaced if not re.search(r"公园管理处 \d|道路办公室 \d|水务局 \d|2a 完成", words)] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_from_outside_are_escaped(language: str) -> None:
    markup = rendered(True, language).markup
    assert "<b>" not in markup
    assert "&lt;b&gt;40&lt;/b&gt;" in markup


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_restricted_statement_stands_nowhere_in_a_public_edition(language: str) -> None:
    public, internal = sample.report(), sample.report(edition=Edition.INTERNAL)
    secret = ("SECRET", "机密")
    assert not any(words in rendered(True, language).markup for words in secret)
    assert any(words in render(internal, language).markup for words in secret)
    made = tables(public, sample.dataset(), sample.ratings(), sample.definitions())
    assert not any(words in table.csv().decode() for table in made.values() for words in secret)
    made = tables(internal, sample.dataset(), sample.ratings(), sample.definitions())
    assert any(words in table.csv().decode() for table in made.values() for words in secret)


def test_date_and_percentage_of_a_restricted_statement_stand_nowhere_either() -> None:
    data = sample.dataset()
    row = data.rows["4"]
    told = replace(row.statements[0], completed_on=date(2030, 7, 17), percent=Decimal("66.6"))
    row = replace(row, statements=(told,), completed_on=told.completed_on, percent=told.percent)
    data = replace(data, rows={**data.rows, "4": row})
    report = sample.report(data=data)
    markup = render(report, "en").markup
    made = tables(report, data, sample.ratings(data=data), sample.definitions())
    told_in_tables = "".join(table.csv().decode() for table in made.values())
    assert not re.search(r"17.July.2030|66\.6", markup)
    assert not re.search(r"2030-07-17|66\.6", told_in_tables)
    assert "66.6" in render(sample.report(edition=Edition.INTERNAL, data=data), "en").markup


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_year_in_which_nothing_came_in_still_reads(asked: bool, language: str) -> None:
    page = render(sample.report(asked, data=sample.emptied(asked)), language)
    assert {target for _, target in page.links} - set(page.ids) == set()
    if not asked:
        assert [words for words in FORBIDDEN[language] if words in page.markup.lower()] == []


def test_dissent_stands_after_the_agreed_state_and_is_marked() -> None:
    text = rendered(True, "en").text
    agreed, dissent = text.index("Not begun."), text.index("departs from the agreed state")
    assert agreed < dissent


def test_who_is_silent_is_told_only_where_units_were_asked() -> None:
    asked: Page = rendered(True, "en")
    assert "1 of 2 units answered; no answer from Parks Service" in asked.text
    assert "no answer" not in rendered(False, "en").text


def test_values_in_conflict_are_not_printed_as_values() -> None:
    page = rendered(True, "en")
    assert "none is used" in page.text
    assert "share-2030-series" not in page.ids


def test_data_years_and_lags_are_told() -> None:
    text = rendered(True, "en").text
    assert "2 of 3 indicators have a value of 2030. The latest value of 1 indicator is about an earlier year." in text
    assert "first half of 2030: 700.0" in text
    assert "2028: first 1" in text


@pytest.mark.parametrize(
    "place", ["preface", "summary", "indicators", "tasks", "part-1", "task-3", "indicator-clean", "annex_quality"]
)
def test_own_words_open_a_place_in_their_language_only(place: str) -> None:
    words = OwnWords("Our *solemn* words.\n\n- one", "en", False, FilePlace(PurePath("inputs/2030/editorial/x.en.md")))
    editorial = Editorial({(place, "en"): words})
    page = render(sample.report(), "en", editorial=editorial)
    assert "<p>Our <em>solemn</em> words.</p>" in page.markup
    assert len(page.text) > len(rendered(True, "en").text)
    assert "solemn" not in render(sample.report(), "zh", editorial=editorial).text


def test_own_words_may_stand_instead_of_the_made_sentences() -> None:
    words = OwnWords("Instead.", "en", True, FilePlace(PurePath("inputs/2030/editorial/x.instead.en.md")))
    page = render(
        sample.report(), "en", editorial=Editorial({(place, "en"): words for place in ("preface", "summary")})
    )
    assert page.text.count("Instead.") == 2
    assert "Of 6 items, by" in rendered(True, "en").text
    assert "Of 6 items, by" not in page.text
    assert "The report follows 6 items" not in page.text
    assert "How to read states and ratings" in page.text
