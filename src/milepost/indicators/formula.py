"""How are a formula and a rule over indicators read from a definition file?"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from milepost.files.shape import WrongValueError
from milepost.model.expression import Expression, ExpressionError, parse


def _parsed(value: object) -> Expression:
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongValueError("A formula is expected.", "Write it as a text, such as a / b * 100.")
    try:
        return parse(str(value))
    except ExpressionError as error:
        at = f", character {error.position}" if error.position else ""
        raise WrongValueError(f'"{value}"{at}: {error.problem}', error.remedy) from error


def _formula(value: object) -> Expression:
    found = _parsed(value)
    if found.is_rule:
        raise WrongValueError(f'"{found.text}" compares and has no value.', 'Write a formula, or put it under "rules".')
    if not found.names:
        raise WrongValueError(f'"{found.text}" names no indicator.', "Write a formula over indicators, by their ids.")
    return found


def _rule(value: object) -> Expression:
    found = _parsed(value)
    if not found.is_rule:
        raise WrongValueError(f'"{found.text}" compares nothing.', "Write a rule, such as a <= b or a = b + c.")
    return found


Formula = Annotated[Expression, BeforeValidator(_formula)]
Condition = Annotated[Expression, BeforeValidator(_rule)]
