"""What does a formula over indicators say, and what does it come to?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError as GraphError
from graphlib import TopologicalSorter

from milepost.model.expression_tokens import ExpressionError, Token, tokens

__all__ = ["CycleError", "Expression", "ExpressionError", "in_order", "parse"]

LONGEST = 1000
"""Characters that a formula may have."""

DEEPEST = 50
"""Brackets and signs that may stand within each other."""

_COMPARISONS = ("<=", ">=", "=", "<", ">")


class CycleError(ValueError):
    """Formulas that need each other.

    Attributes:
        names: The names round the cycle, the first one again at the end.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep the names and write them as a path."""
        self.names = names
        super().__init__(f"The formulas need each other: {' -> '.join(names)}. Compute one of them from others.")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """The value of an indicator; ``position`` for messages."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Negative:
    """A value with its sign turned."""

    of: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """Values added and subtracted, or multiplied and divided, from the left; each with sign and its position."""

    first: Node
    rest: tuple[tuple[str, int, Node], ...]


Node = Number | Name | Negative | Chain


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula (``b + c``) or a rule (``a <= b``).

    Attributes:
        text: As it was written.
        left: The formula, or the left side of the rule.
        comparison: ``<=``, ``>=``, ``=``, ``<`` or ``>``; ``""`` for a formula.
        right: Right side of the rule.
    """

    text: str
    left: Node
    comparison: str = ""
    right: Node | None = None

    @property
    def is_rule(self) -> bool:
        """True for a comparison, which holds or does not; False for a formula, which has a value."""
        return bool(self.comparison)

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the indicators used, each once, in the order of their first use."""
        sides = (self.left,) if self.right is None else (self.left, self.right)
        return tuple(dict.fromkeys(name for side in sides for name in _names(side)))

    @property
    def difference(self) -> Expression:
        """The left side less the right one: 0 where an equation holds.

        Raises:
            ExpressionError: If the expression is a formula.
        """
        if self.right is None:
            raise ExpressionError(0, f'"{self.text}" is a formula and compares nothing.', "Write a comparison.")
        return Expression(self.text, Chain(self.left, (("-", 0, self.right),)))

    def value(self, values: Mapping[str, Decimal | None]) -> Decimal | None:
        """Compute the formula.

        Exact within: fractions are rounded to a Decimal once, at the end.

        Args:
            values: Value by name; None, or no entry, where there is none.

        Returns:
            None where any value is missing: missing is never 0.

        Raises:
            ExpressionError: If a divisor is 0, or the expression is a rule.
        """
        if self.is_rule:
            raise ExpressionError(0, f'"{self.text}" is a rule and has no value.', "Use it as a rule.")
        found = _computed(self.left, values)
        return None if found is None else Decimal(found.numerator) / Decimal(found.denominator)

    def holds(self, values: Mapping[str, Decimal | None]) -> bool | None:
        """Say whether the rule holds, exactly: 0.1 + 0.2 = 0.3 does.

        Args:
            values: Value by name; None, or no entry, where there is none.

        Returns:
            None where any value is missing.

        Raises:
            ExpressionError: If a divisor is 0, or the expression is a formula.
        """
        if self.right is None:
            raise ExpressionError(0, f'"{self.text}" is a formula and compares nothing.', "Write a comparison.")
        left, right = _computed(self.left, values), _computed(self.right, values)
        if left is None or right is None:
            return None
        return {
            "<=": left <= right,
            ">=": left >= right,
            "=": left == right,
            "<": left < right,
            ">": left > right,
        }[self.comparison]

    def with_numbers(self, shown: Mapping[str, str]) -> str:
        """Write the expression with each name replaced by what ``shown`` gives for it, spaces as they are."""
        return "".join(
            shown.get(token.meaning.strip(), token.text) if token.kind == "name" else token.text
            for token in tokens(self.text)
        )


def parse(text: str) -> Expression:
    """Understand a formula or a rule.

    ::

        rule     = formula [("<=" | ">=" | "=" | "<" | ">") formula]
        formula  = product {("+" | "-") product}
        product  = signed {("*" | "/") signed}
        signed   = ["-" | "+"] signed | number | name | "[" name "]" | "(" formula ")"

    A name that has other than letters, digits and underscores, or begins with a digit, stands in square brackets.

    Raises:
        ExpressionError: With the position of the first thing that is wrong.
    """
    if len(text) > LONGEST:
        raise ExpressionError(0, f"The formula has {len(text)} characters.", f"Write at most {LONGEST}.")
    return _Parser(text).expression()


def in_order(formulas: Mapping[str, Expression]) -> tuple[str, ...]:
    """The names in an order in which each formula comes after those that it needs.

    Args:
        formulas: Formula by the name of what it computes; other names that formulas use are values.

    Raises:
        CycleError: If formulas need each other, with the names round one cycle.
    """
    needs = {name: [one for one in formula.names if one in formulas] for name, formula in formulas.items()}
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except GraphError as error:
        # The sorter names each before the one that needs it; said the other way round it reads "a needs b".
        ring: list[str] = list(reversed(error.args[1][1:]))
        start = ring.index(next(name for name in formulas if name in ring))
        raise CycleError((*ring[start:], *ring[:start], ring[start])) from None


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Negative):
        yield from _names(node.of)
    elif isinstance(node, Chain):
        yield from _names(node.first)
        for _, _, part in node.rest:
            yield from _names(part)


def _computed(node: Node, values: Mapping[str, Decimal | None]) -> Fraction | None:
    if isinstance(node, Number):
        return Fraction(node.value)
    if isinstance(node, Name):
        value = values.get(node.name)
        return None if value is None else Fraction(value)
    if isinstance(node, Negative):
        inner = _computed(node.of, values)
        return None if inner is None else -inner
    total = _computed(node.first, values)
    for sign, position, part in node.rest:
        other = _computed(part, values)
        if total is None or other is None:
            return None
        if sign == "/" and other == 0:
            raise ExpressionError(
                position, "The divisor is 0.", "Correct the formula, or the value that is divided by."
            )
        total = _JOINED[sign](total, other)
    return total


_JOINED: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


class _Parser:
    """Recursive descent over the tokens: one method for each line of the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [token for token in tokens(text) if token.kind != "space"]
        self.at = 0
        self.depth = 0

    @property
    def sign(self) -> str:
        """The sign that comes next; ``""`` before anything else and at the end."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.meaning if token is not None and token.kind == "sign" else ""

    def expression(self) -> Expression:
        if not self.tokens:
            raise ExpressionError(0, "The formula is empty.", "Write one, or take the key out.")
        left = self.formula()
        if self.sign not in _COMPARISONS:
            self.end()
            return Expression(self.text, left)
        comparison = self.take().meaning
        right = self.formula()
        if self.sign in _COMPARISONS:
            token = self.tokens[self.at]
            raise ExpressionError(token.position, "A rule compares once.", "Write two rules.")
        self.end()
        return Expression(self.text, left, comparison, right)

    def formula(self) -> Node:
        return self.chain("+-", self.product)

    def product(self) -> Node:
        return self.chain("*/", self.signed)

    def chain(self, signs: str, part: Callable[[], Node]) -> Node:
        first = part()
        rest: list[tuple[str, int, Node]] = []
        while self.sign and self.sign in signs:
            token = self.take()
            rest.append((token.meaning, token.position, part()))
        return Chain(first, tuple(rest)) if rest else first

    def signed(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return Number(Decimal(token.meaning))
        if token.kind == "name":
            return Name(token.meaning.strip(), token.position)
        if token.meaning not in ("(", "-", "+"):
            raise ExpressionError(
                token.position, f'"{token.text}" stands where a value is expected.', "Write a number or a name."
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(
                token.position, f"More than {DEEPEST} brackets or signs stand within each other.", "Make it simpler."
            )
        inner = self.bracketed(token) if token.meaning == "(" else self.signed()
        self.depth -= 1
        return Negative(inner) if token.meaning == "-" else inner

    def bracketed(self, opening: Token) -> Node:
        inner = self.formula()
        if self.sign != ")":
            raise ExpressionError(opening.position, 'The bracket "(" is not closed.', 'Write ")" where it ends.')
        self.take()
        return inner

    def take(self) -> Token:
        if self.at == len(self.tokens):
            raise ExpressionError(len(self.text) + 1, "The formula ends where a value is expected.", "Complete it.")
        self.at += 1
        return self.tokens[self.at - 1]

    def end(self) -> None:
        if self.at == len(self.tokens):
            return
        token = self.tokens[self.at]
        if token.meaning == ")" and token.kind == "sign":
            raise ExpressionError(token.position, 'No bracket "(" stands before this ")".', "Take it out, or open one.")
        raise ExpressionError(
            token.position,
            f'"{token.text}" stands where a sign is expected.',
            "Write + - * / or a comparison before it.",
        )
