"""Is a number of own words that no value supports found, and no other one?"""

from decimal import Decimal
from pathlib import PurePath

import pytest

from milepost.checks.own_words import Known, unsupported
from milepost.model.editorial import Editorial, OwnWords
from milepost.model.places import FilePlace

KNOWN = (
    Known(Decimal("14.0"), "patents"),
    Known(Decimal("3987.1"), "亿元"),
    Known(Decimal("3987.1"), "100 million yuan"),
    Known(Decimal("5.3"), "10,000 patents"),
    Known(Decimal("13.38")),
    Known(Decimal(-34)),
    Known(Decimal(61)),
    Known(Decimal(8)),
)
PATH = PurePath("inputs/2031/editorial/summary.en.md")


def told(words: str, language: str = "en") -> list[str]:
    editorial = Editorial({("summary", language): OwnWords(words, language, False, FilePlace(PATH))})
    return [str(one) for one in unsupported(editorial, KNOWN, ("item", "items", "项工作"))]


@pytest.mark.parametrize(
    "words",
    [
        "It reached 14.0 patents, a round 14.",
        "Trade came to 398.71 billion yuan, or 3,987.1.",
        "It was 3987.1亿元，合398710000000元。",
        "There were 53,000 grants and 13.4 %.",
        "It fell by 34 points; of 61 items 8 are done.",
        "Issued on 11 May 2024, put out on 16 May, revised May 3, 2025 and 2024-05-11.",
        "于2024年5月11日印发，5月16日公布，2021—2035年；国知联办〔2024〕6号。",
        "The 14th plan, chapter no. 7, item 38, items 3, 12 and 40, method M1, 第38项。",
        "1. First\n2. Second",
        "From 2021-2025 and in 1999.",
        "国发〔2021〕20号，2021年10月9日。",
        "on 11\nMay 2024",
    ],
)
def test_what_the_data_hold_and_what_is_no_figure(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("It reached 15.0 patents.", "15.0"),
        ("Trade came to 39.871 billion yuan.", "39.871 billion"),
        ("贸易额为3900.1亿元。", "3900.1亿"),
        ("Of 62 items 8 are done.", "62"),
        ("It is 13.39 %.", "13.39"),
    ],
)
def test_a_number_that_stands_nowhere(words: str, said: str) -> None:
    (one,) = told(words)
    assert one == f'{PATH}:1: "{said}" stands in no value of the data. Correct it, or see that the data hold it.'


def test_the_line_is_told() -> None:
    assert told("One.\n\nTwo 99 three.")[0].startswith(f"{PATH}:3:")
