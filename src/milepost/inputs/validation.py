"""How does the form guard itself? Drop-downs, limits, tints and the status column, all made from the constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from milepost.inputs.constraints import Address, Between, Constraint, Labels, Longest, Required
from milepost.inputs.form import Column, Form, Kind, Sheet, bilingual, choice_label
from milepost.inputs.workbook_style import BLUE, MISSING_TINT, WRONG_TINT, fill
from milepost.model.words import Words

COMPLETE = "complete"
MOST_TITLE, MOST_PROMPT, MOST_ERROR = 32, 255, 225
"""Longest texts of an input message and an error message that Excel opens."""

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)
_LARGEST = Decimal(10) ** 15
_ANYTHING: dict[str, Any] = {}


def spellings(form: Form, words: Sequence[Words]) -> Labels:
    """Every spelling of a choice that the form understands by itself: what the list shows, each language, synonyms."""

    def labels(name: str, key: str) -> tuple[str, ...]:
        choice = next(one for one in form.lists[name] if one.key == key)
        return _distinct([*shown(form, words)(name, key), *choice.synonyms])

    return labels


def shown(form: Form, words: Sequence[Words]) -> Labels:
    """The spellings of a choice that the form itself shows: the entry of the list and its parts."""

    def labels(name: str, key: str) -> tuple[str, ...]:
        choice = next(one for one in form.lists[name] if one.key == key)
        return _distinct([choice_label(choice, words), *(one.say(choice.label) for one in words)])

    return labels


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """Drop repeated spellings; Excel's comparison takes no notice of capitals."""
    return tuple({text.casefold(): text for text in reversed(texts)}.values())[::-1]


def status_formula(
    sheet: Sheet, address: Address, labels: Labels, words: Sequence[Words], locked: frozenset[str] = frozenset()
) -> str:
    """The formula of the status cell: the first thing that is missing or wrong, else "complete".

    Args:
        sheet: The sheet; where its rows are ready ones, an untouched row says nothing.
        address: Where the cells of the row stand.
        labels: Spellings of the choices.
        words: Languages of the form.
        locked: Columns locked in this row: nothing is asked of them.
    """
    body = _literal(bilingual(COMPLETE, words, " "))
    for one in reversed(asked_of(sheet, locked)):
        body = f"IF({one.formula(address, labels)},{_literal(bilingual(one.says, words, ' '))},{body})"
    return f'=IF({begun(sheet, address)},{body},"")' if sheet.ready else f"={body}"


def asked_of(sheet: Sheet, locked: frozenset[str] = frozenset()) -> tuple[Constraint, ...]:
    """The constraints of a row whose columns ``locked`` are locked."""
    return tuple(one for one in sheet.constraints if one.column not in locked)


def begun(sheet: Sheet, address: Address) -> str:
    """An Excel expression that is TRUE when something was entered in the row."""
    cells = [address(column.key) for column in sheet.entries]
    return f"COUNTA({cells[0]}:{cells[-1]})>0"


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def tints(
    sheet: Sheet, column: Column, address: Address, labels: Labels, locked: frozenset[str] = frozenset()
) -> list[Rule]:
    """Conditional formats of a column's cells: a row that was begun shows what is still missing and what cannot be.

    ``address`` must fix the columns (``$G5``). The formulas stay below 255 characters, which every program takes.
    """
    rules = []
    for one in asked_of(sheet, locked):
        if one.column == column.key:
            tint = MISSING_TINT if isinstance(one, Required) else WRONG_TINT
            formula = f"AND({begun(sheet, address)},{one.formula(address, labels)})"
            rules.append(_tint(formula, DifferentialStyle(fill=fill(tint))))
    return rules


def complete_tint(cell: str, words: Sequence[Words]) -> Rule:
    """A status cell that says "complete" is quiet."""
    formula = f"{cell}={_literal(bilingual(COMPLETE, words, ' '))}"
    return _tint(formula, DifferentialStyle(font=Font(color=BLUE)))


def _tint(formula: str, look: DifferentialStyle) -> Rule:
    return Rule(type="expression", dxf=look, formula=[formula])


Bounds = tuple[Decimal | date | None, Decimal | date | None]


def guard(
    sheet: Sheet,
    column: Column,
    words: Sequence[Words],
    lists: Mapping[str, str],
    facts: Mapping[str, object],
    bounds: Bounds | None = None,
) -> DataValidation | None:
    """The data validation of a column's cells: what may be entered, the input message, the error message.

    Args:
        sheet: The sheet.
        column: A column that the unit fills in.
        words: Languages of the form.
        lists: Name of a list -> range of its entries.
        facts: What the help texts name, such as the year.
        bounds: Lowest and highest value where the row has its own.

    Returns:
        The validation without cells; None where there is nothing to guard and nothing to say.
    """
    test = _test(sheet, column, words, lists, bounds)
    prompt = _fitting([one.say(column.help, **facts) for one in words], MOST_PROMPT) if column.help else ""
    if test is None and not prompt:
        return None
    options, error = test or (_ANYTHING, "")
    guarded = DataValidation(allow_blank=True, **options)
    heading = _fitting([one.say(column.label) for one in words], MOST_TITLE, " ")
    if prompt:
        guarded.promptTitle, guarded.prompt, guarded.showInputMessage = heading, prompt, True
    if error:
        guarded.errorTitle, guarded.error, guarded.showErrorMessage = heading, error, True
        guarded.errorStyle = "stop"
    return guarded


def _test(
    sheet: Sheet, column: Column, words: Sequence[Words], lists: Mapping[str, str], bounds: Bounds | None
) -> tuple[dict[str, Any], str] | None:
    """The options of the validation and the error message; None where anything may be entered."""
    if column.kind is Kind.CHOICE:
        return {"type": "list", "formula1": lists[column.choices]}, _error(words, "Choose an entry of the list.")
    low, high = bounds or _bounds(sheet, column.key)
    if column.kind is Kind.DATE:
        first, last = low or _EARLIEST, high or _LATEST
        assert isinstance(first, date)
        assert isinstance(last, date)
        options = {"type": "date", "operator": "between", "formula1": _day(first), "formula2": _day(last)}
        return options, _error(words, "A day from {first} to {last}, for example {last}.", first=first, last=last)
    if column.kind is Kind.NUMBER:
        least, most = -_LARGEST if low is None else low, _LARGEST if high is None else high
        options = {"type": "decimal", "operator": "between", "formula1": str(least), "formula2": str(most)}
        if low is None and high is None:
            return options, _error(words, "A number alone, without unit or separators.")
        if high is None:
            return options, _error(words, "A number of at least {low}, without unit or separators.", low=low)
        if low is None:
            return options, _error(words, "A number of at most {high}, without unit or separators.", high=high)
        return options, _error(words, "A number from {low} to {high}, without unit or % sign.", low=low, high=high)
    longest = next((one for one in sheet.constraints if isinstance(one, Longest) and one.column == column.key), None)
    if longest is None:
        return None
    options = {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(longest.characters)}
    return options, _error(words, "At most {count} characters.", count=longest.characters)


def _bounds(sheet: Sheet, key: str) -> Bounds:
    """The bounds of a column that hold without a condition."""
    for one in sheet.constraints:
        if isinstance(one, Between) and one.column == key and one.when is None:
            return one.lowest, one.highest
    return None, None


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _error(words: Sequence[Words], message: str, **facts: object) -> str:
    return _fitting([one.say(message, **facts) for one in words], MOST_ERROR)


def _fitting(texts: Sequence[str], most: int, separator: str = "\n") -> str:
    """The texts of all languages, or else the first one alone, cut at the most characters that Excel takes."""
    together = separator.join(dict.fromkeys(texts))
    return together if len(together) <= most else texts[0][:most]
