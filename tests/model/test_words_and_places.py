"""The small words that every room uses: texts, places, dates, sentences."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import PurePath

import pytest

from milepost.model.dates import PartialDate
from milepost.model.places import CellRef, FilePlace, Mistake, column_letters
from milepost.model.text import Text
from milepost.model.words import Words, no_plural


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_written_as_excel_does(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_there_is_no_column_zero() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        column_letters(0)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (CellRef("NORTH-1.xlsx", "任务进展 Tasks", 12, 6), "'[NORTH-1.xlsx]任务进展 Tasks'!F12"),
        (CellRef("it's.xlsx", "A", 1, 1), "'[it''s.xlsx]A'!A1"),
        (CellRef("a.xlsx", "B", 7), "'[a.xlsx]B'!7:7"),
        (CellRef("a.xlsx", "B"), "'[a.xlsx]B'"),
        (CellRef("a.xlsx"), "[a.xlsx]"),
    ],
)
def test_a_place_can_be_pasted_into_go_to(ref: CellRef, said: str) -> None:
    assert str(ref) == said


def test_a_mistake_says_where_what_and_what_to_do() -> None:
    mistake = Mistake(FilePlace(PurePath("indicators/units.yaml"), 7), "NBS stands twice.", "Remove one.")
    assert str(mistake) == "indicators/units.yaml:7: NBS stands twice. Remove one."


def test_a_text_falls_back_and_says_so() -> None:
    text = Text({"zh": "任务"})
    assert (text.said("zh"), text.passage("en").fallback, text.passage("en").language) == ("任务", True, "zh")
    assert not Text()
    assert Text().said("en") == ""


@pytest.mark.parametrize(
    ("typed", "last"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-01-26", date(2024, 1, 26))],
)
def test_a_date_of_less_precision_counts_as_its_last_day(typed: str, last: date) -> None:
    partial = PartialDate.parse(typed)
    assert (partial.last_day, str(partial)) == (last, typed)


@pytest.mark.parametrize("typed", ["2024-13", "2024-02-30", "24-01", "soon", "2024-1-1"])
def test_no_such_date(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(typed)


def test_sentences_have_facts_and_plural_forms_and_can_travel() -> None:
    forms = {("{n} task of {total}", "{n} tasks of {total}"): ("{total}项中的{n}项",)}
    chinese = Words("zh", {"state of {name}": "{name}的状态"}, forms, no_plural)
    english = Words("en")
    for words in (chinese, pickle.loads(pickle.dumps(chinese))):
        assert words.say("state of {name}", name="甲") == "甲的状态"
        assert words.say_n("{n} task of {total}", "{n} tasks of {total}", 1, total=3) == "3项中的1项"
    assert english.say_n("{n} task of {total}", "{n} tasks of {total}", 1, total=3) == "1 task of 3"
    assert english.say_n("{n} task of {total}", "{n} tasks of {total}", 0, total=3) == "0 tasks of 3"
    assert not chinese.has("unknown")
