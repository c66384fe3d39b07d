"""Of which numbers, names and signs does a formula consist?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))"
    r"|(?P<name>[^\W\d]\w*)"
    r"|\[(?P<bracketed>[^\[\]]*)\]"
    r"|(?P<sign><=|>=|[-+*/()<>=])"
)
_INSTEAD = {
    "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "≤": "<=", "≥": ">=", "＋": "+",
    "－": "-", "＊": "*", "／": "/", "＝": "=", "＜": "<", "＞": ">", ",": ".", "，": ".",
}  # fmt: skip
"""What is often typed -> what to write."""


class ExpressionError(ValueError):
    """A formula cannot be understood or computed.

    Attributes:
        position: Character at which it goes wrong, counted from 1; 0 for the whole.
        problem: What is wrong.
        remedy: What to do.
    """

    def __init__(self, position: int, problem: str, remedy: str) -> None:
        """Keep the parts and write one sentence of each."""
        self.position, self.problem, self.remedy = position, problem, remedy
        at = f"character {position}: " if position else ""
        super().__init__(f"{at}{problem} {remedy}")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind, what it stands for, and where it begins, counted from 1."""

    kind: str
    meaning: str
    position: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Cut the text into numbers, names, signs and spaces."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _not_understood(text, at)
        kind = str(found.lastgroup)
        yield Token("name" if kind == "bracketed" else kind, found[kind], at + 1, found[0])
        if kind == "bracketed" and not found[kind].strip():
            raise ExpressionError(at + 1, "The brackets are empty.", "Write a name in them.")
        at = found.end()


def _not_understood(text: str, at: int) -> ExpressionError:
    sign = text[at]
    if sign == "[":
        return ExpressionError(at + 1, 'The bracket "[" is not closed.', 'Write "]" after the name.')
    if sign.isdigit():
        whole = re.match(r"[\w.]*", text[at:])
        problem = f'"{whole[0] if whole else sign}" is no number.'
        return ExpressionError(at + 1, problem, "Write digits and one point; a name that begins so in [ ].")
    if sign == "^":
        return ExpressionError(at + 1, "Powers are not known.", "Write a * a.")
    if sign in _INSTEAD:
        return ExpressionError(at + 1, f'"{sign}" is not understood.', f'Write "{_INSTEAD[sign]}".')
    return ExpressionError(
        at + 1, f'"{sign}" is not understood.', "Write numbers, names, + - * / ( ) and one of <= >= = < >."
    )
