"""Is the one description of the form sound: keys, choices, messages, and what the form says in Chinese?"""

from collections.abc import Iterator

import pytest

from milepost.inputs.form import Form, Kind, Layout, Sheet, bilingual, choice_label, form_of, sheet_name
from milepost.inputs.rows import case_id, field_key, field_row_id, figure_id, parse_field_key
from milepost.inputs.validation import shown, spellings
from milepost.model.text import Text
from milepost.model.words import Words
from tests.inputs.made_up import WORDS, YEAR, issue

FORM = form_of(YEAR)
SHEETS = [pytest.param(sheet, id=sheet.key) for sheet in FORM.sheets]


def messages(form: Form) -> Iterator[str]:
    """Every message id of the description."""
    for sheet in form.sheets:
        yield from (sheet.name, sheet.title, sheet.hint)
        for column in sheet.columns:
            yield from (column.label, column.help)
        yield from (one.says for one in sheet.constraints)
    for choices in form.lists.values():
        for choice in choices:
            yield from (choice.label, choice.meaning)


@pytest.mark.parametrize("sheet", SHEETS)
def test_keys_are_unique_and_constraints_are_about_columns_that_exist(sheet: Sheet) -> None:
    keys = [column.key for column in sheet.columns]
    assert len(keys) == len(set(keys))
    assert {one.column for one in sheet.constraints} <= {one.key for one in sheet.entries}
    for column in sheet.columns:
        assert (column.kind is Kind.CHOICE) is bool(column.choices)
        assert column.choices in {"", "tasks", *FORM.lists}
        assert column.locked or column.help or column.person


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheets_name_fits_its_tab(sheet: Sheet) -> None:
    name = sheet_name(sheet, WORDS)
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


def test_every_spelling_means_one_choice() -> None:
    for name, choices in FORM.lists.items():
        spelled = [text.casefold() for choice in choices for text in spellings(FORM, WORDS)(name, choice.key)]
        assert len(spelled) == len(set(spelled)), name


def test_what_the_form_shows_is_what_it_understands() -> None:
    assert shown(FORM, WORDS)("yes_no", "yes") == ("是 yes", "是", "yes")
    assert set(shown(FORM, WORDS)("states", "completed")) <= set(spellings(FORM, WORDS)("states", "completed"))


def test_every_message_is_said_in_chinese() -> None:
    chinese = WORDS[0]
    assert [one for one in messages(FORM) if one and not chinese.has(one)] == []


class Listening(dict[str, str]):
    """A catalogue that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.append(key)
        return default


def test_everything_an_issued_form_says_is_said_in_chinese() -> None:
    heard = Listening()
    notice = Text({"zh": "请注意", "en": "Please note"})
    issue(words=(Words("zh", heard), WORDS[1]), notice=notice)
    assert len(set(heard.asked)) > 150
    assert [one for one in dict.fromkeys(heard.asked) if not WORDS[0].has(one)] == []


def test_no_chinese_sentence_lost_a_fact() -> None:
    facts = {"year": 2031, "first": "F", "last": "L", "low": 1, "high": 2, "count": 3, "value": "V"}
    for message in messages(FORM):
        if "{" in message:
            said = bilingual(message, WORDS, "\n", **facts)
            assert "{" not in said
            assert said.count("2031") >= 2


def test_a_message_that_is_the_same_in_all_languages_stands_once() -> None:
    assert bilingual("{count}", WORDS, count=3) == "3"
    assert choice_label(FORM.lists["yes_no"][0], WORDS[1:]) == "yes"


@pytest.mark.parametrize("key", ["cases", "sign_off"])
def test_a_field_key_is_read_back(key: str) -> None:
    sheet = FORM.sheet(key)
    assert sheet.layout is Layout.FIELDS
    for card in range(1, sheet.cards + 1):
        for column in sheet.columns:
            assert parse_field_key(sheet, f" {field_key(sheet, card, column.key)} ") == (card, column.key)


@pytest.mark.parametrize(
    "text", ["title", "cards[0].title", "cards[11].title", "cards[1].titel", "cards[01].title", "cards[1].", "", "标题"]
)
def test_what_is_no_key_of_a_card_is_not_read_as_one(text: str) -> None:
    assert parse_field_key(FORM.sheet("cases"), text) is None


def test_a_single_card_has_plain_keys() -> None:
    assert parse_field_key(FORM.sheet("sign_off"), "cards[1].date") is None
    assert field_key(FORM.sheet("sign_off"), 1, "date") == "date"


def test_rows_have_names() -> None:
    assert (figure_id(3), case_id(2)) == ("figure 3", "case 2")
    assert field_row_id(FORM.sheet("cases"), 2) == "case 2"
    assert field_row_id(FORM.sheet("sign_off"), 1) == "sign_off"


def test_names_of_persons_are_marked() -> None:
    persons = [column.key for column in FORM.sheet("sign_off").columns if column.person]
    assert persons == ["prepared_by", "telephone", "checked_by", "approved_by"]
