"""What may a field of a definition file hold, and how is a value told that does not fit?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from milepost.files.nearest import instead, nearest
from milepost.files.shape import WrongValueError, languages_of
from milepost.files.yaml import Block, Items
from milepost.model.dates import PartialDate
from milepost.model.text import Text

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ID = re.compile(r"\w[\w.-]{0,59}")


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Block):
        return "a group of keys"
    if isinstance(value, Items | list):
        return "a list"
    text = str(value)
    return f'"{text if len(text) <= 60 else text[:57] + "..."}"'


def _words(value: object) -> str:
    if isinstance(value, bool):
        raise WrongValueError("YAML reads this as a truth value, not as text.", "Put it in quotes.")
    if isinstance(value, Block | Items | list | dict) or value is None:
        raise WrongValueError(
            f"Text is expected, not {'nothing' if value is None else _shown(value)}.", "Write one text."
        )
    text = str(value).strip()
    if not text:
        raise WrongValueError("The text is empty.", "Write it, or take the key out.")
    return text


def _exact(value: object) -> str:
    """Keep a text as it stands, spaces and all; it may be empty."""
    return value if isinstance(value, str) else _words(value)


def _id(value: object) -> str:
    text = _words(value)
    if not _ID.fullmatch(text):
        raise WrongValueError(
            f"{_shown(text)} is no id.", "Use letters, digits, dot, hyphen and underscore, at most 60 of them."
        )
    return text


def _in_languages(value: object, asked: Sequence[str]) -> Text:
    if not isinstance(value, Block):
        example = ", ".join(f"{one}: ..." for one in asked) or "en: ..."
        raise WrongValueError(f"A text by language is expected, not {_shown(value)}.", f"Write it as {{{example}}}.")
    for language in value:
        if not _LANGUAGE.fullmatch(language):
            raise WrongValueError(f'"{language}" is no language code.', "Use codes such as en or zh.")
    by_language = {language: _words(one) for language, one in value.items() if one is not None}
    lacking = [one for one in asked if one not in by_language]
    if lacking:
        raise WrongValueError(
            f"The text is missing in {', '.join(lacking)}.", "Write it in every language of the report."
        )
    if not by_language:
        raise WrongValueError("The text is empty.", "Write it, or take the key out.")
    return Text(by_language)


def _text(value: object, info: ValidationInfo) -> Text:
    return value if isinstance(value, Text) else _in_languages(value, languages_of(info))


def _any_text(value: object) -> Text:
    return value if isinstance(value, Text) else _in_languages(value, ())


def _number(value: object) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise WrongValueError(
            f"{_shown(value)} is no number.", "Write it in digits with a decimal point, such as 12.5."
        )
    return number


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise WrongValueError(f"{_shown(value)} is no whole number.", "Write it in digits, such as 2.")


def _year(value: object) -> int:
    year = int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value
    if isinstance(year, int) and not isinstance(year, bool) and 1900 <= year <= 2200:
        return year
    raise WrongValueError(f"{_shown(value)} is no year.", "Write four digits, such as 2024.")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise WrongValueError(f"{_shown(value)} is no day of the calendar.", "Write it as 2024-05-11.") from None


def _partial(value: object) -> PartialDate:
    try:
        return value if isinstance(value, PartialDate) else PartialDate.parse(str(value))
    except ValueError:
        raise WrongValueError(f"{_shown(value)} is no date.", "Write 2024, 2024-01 or 2024-01-26.") from None


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise WrongValueError(f"{_shown(value)} is neither true nor false.", "Write true or false.")


def choice(*words: str) -> BeforeValidator:
    """Allow only some words; the nearest is named where another stands."""

    def check(value: object) -> str:
        if isinstance(value, StrEnum):
            return value.value
        text = _words(value)
        if text not in words:
            near = instead(nearest(text, words))
            raise WrongValueError(
                f"{_shown(text)} is not one of the words allowed{near}.", f"Write {' or '.join(words)}."
            )
        return text

    return BeforeValidator(check)


def matching(pattern: str, expected: str) -> BeforeValidator:
    """Allow only text of one form; ``expected`` names it with an example."""
    form = re.compile(pattern)

    def check(value: object) -> str:
        text = _words(value)
        if not form.fullmatch(text):
            raise WrongValueError(f"{_shown(text)} is not understood.", f"Write {expected}.")
        return text

    return BeforeValidator(check)


Words = Annotated[str, BeforeValidator(_words)]
Exact = Annotated[str, BeforeValidator(_exact)]
Id = Annotated[str, BeforeValidator(_id)]
Said = Annotated[Text, BeforeValidator(_text)]
AnySaid = Annotated[Text, BeforeValidator(_any_text)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Year = Annotated[int, BeforeValidator(_year)]
Day = Annotated[date, BeforeValidator(_day)]
Partial = Annotated[PartialDate, BeforeValidator(_partial)]
Flag = Annotated[bool, BeforeValidator(_flag)]
