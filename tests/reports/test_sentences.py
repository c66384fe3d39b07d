"""Do sentences made from data have their zero, singular and plural forms, in both languages?"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from milepost.model.dates import PartialDate
from milepost.model.text import Text
from milepost.reports.periods import Period, read_period

TERMS = {"en": {"task": "item", "tasks": "items"}, "zh": {"task": "工作", "tasks": "工作"}}
Say = Callable[..., str]


@dataclass(frozen=True)
class Tally:
    total: int
    met: int
    early: int
    short: int


@pytest.mark.parametrize(
    ("n", "total", "share", "en", "zh"),
    [
        (0, 12, 0, "none of the 12 items", "12项工作均未"),
        (1, 12, 8, "1 of 12 items (8\u00a0%)", "12项工作中1项（8%）"),
        (11, 12, 92, "11 of 12 items (92\u00a0%)", "12项工作中11项（92%）"),
        (12, 12, 100, "all 12 items", "12项工作全部"),
        (1, 1, 100, "the one item", "1项工作全部"),
        (0, 1, 0, "not the one item", "1项工作均未"),
    ],
)
def test_a_number_out_of_a_total(say: Say, n: int, total: int, share: int, en: str, zh: str) -> None:
    assert say("en", "tasks_of_total", n, total, share, TERMS["en"]) == en
    assert say("zh", "tasks_of_total", n, total, share, TERMS["zh"]) == zh


@pytest.mark.parametrize(
    ("n", "en", "zh"), [(0, "0 items", "0项工作"), (1, "1 item", "1项工作"), (2, "2 items", "2项工作")]
)
def test_a_number_of_tasks(say: Say, n: int, en: str, zh: str) -> None:
    assert say("en", "tasks_counted", n, TERMS["en"]) == en
    assert say("zh", "tasks_counted", n, TERMS["zh"]) == zh


@pytest.mark.parametrize(
    ("tally", "en", "zh"),
    [
        (
            Tally(8, 6, 6, 2),
            "Six of eight indicators met ahead of schedule, two behind",
            "八项指标中六项提前实现，两项滞后",
        ),
        (Tally(8, 0, 0, 0), "No target of eight indicators met yet", "八项指标目标均尚未实现"),
        (Tally(8, 8, 8, 0), "All eight indicators met ahead of schedule", "八项指标全部提前实现"),
        (Tally(1, 1, 0, 0), "The one indicator met", "一项指标全部实现"),
        (Tally(12, 3, 1, 1), "Three of 12 indicators met, one behind", "12项指标中三项已实现，一项滞后"),
        (Tally(0, 0, 0, 0), "There are no indicators", "没有指标"),
    ],
)
def test_the_finding_about_the_indicators(say: Say, tally: Tally, en: str, zh: str) -> None:
    assert say("en", "indicators_finding", tally) == en
    assert say("zh", "indicators_finding", tally) == zh


@pytest.mark.parametrize(
    ("ids", "en", "zh"),
    [
        (("1", "2", "3", "5"), "1–3, 5", "1至3、5"),
        (("1", "2"), "1, 2", "1、2"),
        (("7",), "7", "7"),
        (("3a", "4"), "3a, 4", "3a、4"),
        ((), "", ""),
    ],
)
def test_numbers_that_follow_each_other_are_drawn_together(say: Say, ids: tuple[str, ...], en: str, zh: str) -> None:
    assert say("en", "ids_short", ids) == en
    assert say("zh", "ids_short", ids) == zh


@pytest.mark.parametrize(("n", "expected"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")])
def test_chinese_ordinals(say: Say, n: int, expected: str) -> None:
    assert say("zh", "han_ordinal", n) == expected


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("2030", "2030", "2030年"),
        ("2030-06", "June\u00a02030", "2030年6月"),
        ("2030-06-30", "30\u00a0June 2030", "2030年6月30日"),
        ("2030-H1", "first half of 2030", "2030年上半年"),
        ("2030-Q1-Q3", "first three quarters of 2030", "2030年前三季度"),
        ("2030-M1-M11", "months 1 to 11 of 2030", "2030年1至11月"),
        ("2029/2030", "2029 to 2030", "2029年至2030年"),
        ("2028/2030-H1", "2028 to first half of 2030", "2028年至2030年上半年"),
        ("the last years", "the last years", "the last years"),
    ],
)
def test_periods(say: Say, written: str, en: str, zh: str) -> None:
    period = read_period(written)
    assert say("en", "period_said", period).replace("\u00a0", " ") == en.replace("\u00a0", " ")
    assert say("zh", "period_said", period) == zh


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2030", Period(PartialDate(2030))),
        ("2030-Q1-Q3", Period(PartialDate(2030), part="Q1-Q3")),
        ("2030-13", Period(words="2030-13")),
        ("2028/2030-H1", Period(PartialDate(2028), PartialDate(2030), last_part="H1")),
        ("2028/soon", Period(words="2028/soon")),
        ("2030-02-30", Period(words="2030-02-30")),
        ("", Period(words="")),
    ],
)
def test_reading_a_period(written: str, expected: Period) -> None:
    assert read_period(written) == expected


@pytest.mark.parametrize(
    ("names", "en", "zh"),
    [
        ((("A", "甲"), ("B", "乙")), "A and B", "甲、乙"),
        ((("A", "甲"), ("B", "乙"), ("and others", "等部门")), "A, B and others", "甲、乙等部门"),
        ((("and others", "等部门"),), "and others", "等部门"),
    ],
)
def test_a_phrase_that_joins_by_itself_ends_the_list(
    say: Say, names: tuple[tuple[str, str], ...], en: str, zh: str
) -> None:
    texts = [Text({"en": english, "zh": chinese}) for english, chinese in names]
    assert say("en", "units_said", texts) == en
    assert say("zh", "units_said", texts) == zh


@pytest.mark.parametrize(
    ("unit", "en", "zh"),
    [
        (("km", "公里"), "5.0\u00a0km", "5.0公里"),
        (("%", "%"), "5.0\u00a0%", "5.0%"),
        (("10,000 pieces", "万件"), "5.0\u00a0×\u00a010,000 pieces", "5.0万件"),
        (("2021 = 100", "2021年=100"), "5.0 (2021 = 100)", "5.0（2021年=100）"),
    ],
)
def test_a_value_with_its_unit(say: Say, unit: tuple[str, str], en: str, zh: str) -> None:
    text = Text({"en": unit[0], "zh": unit[1]})
    assert say("en", "with_unit", 5, text, 1) == en
    assert say("zh", "with_unit", 5, text, 1) == zh
