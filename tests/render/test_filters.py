"""Are numbers, dates and texts printed as each language writes them?"""

from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from milepost.model.dates import PartialDate
from milepost.model.text import Text
from milepost.render.filters import Printer, close_han, linked

EN, ZH = Printer("en"), Printer("zh")
D = Decimal


@pytest.mark.parametrize(
    ("value", "places", "english", "chinese"),
    [
        pytest.param(D("8539.94"), 1, "8\u202f539.9", "8539.9", id="thousands"),
        pytest.param(D("1234567"), 0, "1\u202f234\u202f567", "1234567", id="millions"),
        pytest.param(D("7.445"), 2, "7.45", "7.45", id="half goes up"),
        pytest.param(D("-7.445"), 2, "\u22127.45", "\u22127.45", id="half goes away from zero"),
        pytest.param(D("-0.004"), 2, "0.00", "0.00", id="no minus before zero"),
        pytest.param(D("2.5"), 0, "3", "3", id="not to the even"),
        pytest.param(0, 0, "0", "0", id="zero is a value"),
        pytest.param(None, 2, "–", "–", id="missing is a dash"),
        pytest.param(D("12"), 2, "12.00", "12.00", id="decimals are filled"),
    ],
)
def test_number(value: Decimal | int | None, places: int, english: str, chinese: str) -> None:
    assert (EN.number(value, places), ZH.number(value, places)) == (english, chinese)


@pytest.mark.parametrize(
    ("unit", "english", "chinese"),
    [
        ("%", "85.0\u00a0%", "85.0%"),
        ("ha", "85.0\u00a0ha", "85.0\u00a0ha"),
        ("亿元", "85.0\u00a0亿元", "85.0亿元"),
        ("", "85.0", "85.0"),
    ],
)
def test_quantity(unit: str, english: str, chinese: str) -> None:
    assert (EN.quantity(D(85), unit, 1), ZH.quantity(D(85), unit, 1)) == (english, chinese)


def test_a_unit_has_its_words_in_each_language() -> None:
    unit = Text({"en": "points", "zh": "分"})
    assert (EN.quantity(D(82), unit), ZH.quantity(D(82), unit)) == ("82\u00a0points", "82分")


def test_a_missing_quantity_has_no_unit() -> None:
    assert EN.quantity(None, "ha") == "–"


def test_shares_and_points() -> None:
    assert (EN.percent(D("0.965"), 1), ZH.percent(D("0.965"), 1), EN.percent(None)) == ("96.5\u00a0%", "96.5%", "–")
    assert (EN.points(D("36.5"), 1), EN.points(D("-34"), 1), EN.points(D(0), 1)) == ("+36.5", "\u221234.0", "0.0")


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (date(2024, 5, 11), "11\u00a0May 2024", "2024年5月11日"),
        (PartialDate(2024, 5), "May 2024", "2024年5月"),
        (PartialDate(2024), "2024", "2024年"),
        (None, "–", "–"),
    ],
)
def test_date(day: date | PartialDate | None, english: str, chinese: str) -> None:
    assert (EN.date(day), ZH.date(day)) == (english, chinese)


def test_words_of_the_other_language_say_so() -> None:
    text = Text({"zh": "<水网>"})
    assert ZH.text(text) == "<水网>"
    assert EN.text(text) == Markup('<span lang="zh-CN">&lt;水网&gt;</span>')


@pytest.mark.parametrize(
    ("count", "english", "chinese"), [(0, "", ""), (1, "a", "a"), (2, "a and b", "a、b"), (3, "a, b and c", "a、b、c")]
)
def test_lists(count: int, english: str, chinese: str) -> None:
    assert (EN.listed("abc"[:count]), ZH.listed("abc"[:count])) == (english, chinese)


def test_a_list_escapes_words_and_keeps_markup() -> None:
    assert EN.listed(["<a>", Markup("<b>x</b>")]) == "&lt;a&gt; and <b>x</b>"


def test_paragraphs_part_at_empty_lines_and_are_escaped() -> None:
    assert EN.paragraphs("one\n \ntwo <b>\n") == "<p>one</p>\n<p>two &lt;b&gt;</p>"
    assert EN.paragraphs(Text({"zh": "水"})) == '<p lang="zh-CN">水</p>'


def test_a_link_goes_inside_the_element_of_a_mark() -> None:
    mark = Markup('<span class="mark mark-met">met</span>')
    assert linked(mark, "#D-1", "f-1") == '<span class="mark mark-met"><a id="f-1" href="#D-1">met</a></span>'
    assert linked("<b>", "#D-1") == '<a href="#D-1">&lt;b&gt;</a>'


@pytest.mark.parametrize(
    ("title", "english", "lines"),
    [
        ("《2030年水网建设规划》实施情况监测报告", False, ["《2030年水网建设规划》", "实施情况监测报告"]),
        ("2030年水网报告", False, ["2030年水网报告"]),
        ("Water report 2030", True, ["Water report 2030"]),
        (
            "Monitoring report on the 2030 plan for building a strong water network",
            True,
            ["Monitoring report on the", "2030 plan for building a", "strong water network"],
        ),
    ],
)
def test_titles_break_where_they_should(title: str, english: bool, lines: list[str]) -> None:
    assert list((EN if english else ZH).title_lines(title)) == lines


@pytest.mark.parametrize(
    ("source", "closed"),
    [
        ("水网\n  建设，\n推进", "水网建设，推进"),
        ("水网\nplan", "水网\nplan"),
        ("two\nwords", "two\nwords"),
        ("水 网", "水 网"),
    ],
)
def test_line_breaks_between_han_are_taken_out(source: str, closed: str) -> None:
    assert close_han(source) == closed
