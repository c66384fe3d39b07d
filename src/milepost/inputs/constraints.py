"""What must hold within one row of the form? Each constraint guards the form twice: as an Excel formula and in Python.

A constraint is data. ``holds`` judges a row that came back; ``formula`` writes the same condition for the workbook, so
that the status column inside the form and the rules outside it cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from milepost.model.submission import Row

Address = Callable[[str], str]
"""Column key -> address of its cell in the row, e.g. ``"G5"``."""

Labels = Callable[[str, str], tuple[str, ...]]
"""(list name, choice key) -> every label of the choice that may stand in the cell."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the choice in ``column`` is one of ``keys`` of the list ``choices``."""

    column: str
    choices: str
    keys: tuple[str, ...]

    def true_of(self, row: Row) -> bool:
        """Say whether the condition is met by a row."""
        return row.value(self.column) in self.keys

    def formula(self, address: Address, labels: Labels) -> str:
        """The condition as an Excel expression."""
        cell = address(self.column)
        alternatives = [f'{cell}="{label}"' for key in self.keys for label in labels(self.choices, key)]
        return f"OR({','.join(alternatives)})"


@dataclass(frozen=True, slots=True)
class Required:
    """The cell must be filled: always, or when a condition holds.

    Attributes:
        name: Stable name, by which the checks find the rule.
        column: Column key.
        says: Message id for the status column, e.g. ``"state is missing"``.
        when: Condition; None means the cell is always required.
    """

    name: str
    column: str
    says: str
    when: When | None = None

    def holds(self, row: Row) -> bool:
        """Say whether the row keeps the constraint; a cell with anything in it is filled."""
        if self.when is not None and not self.when.true_of(row):
            return True
        cell = row.cells.get(self.column)
        return cell is not None and not cell.empty

    def formula(self, address: Address, labels: Labels) -> str:
        """An Excel expression that is TRUE when the constraint is broken."""
        empty = f"LEN(TRIM({address(self.column)}))=0"
        return f"AND({self.when.formula(address, labels)},{empty})" if self.when else empty


@dataclass(frozen=True, slots=True)
class Between:
    """A number or day, where one is given, lies within bounds (inclusive); perhaps only when a condition holds.

    A cell whose content is no number or day is left to the rule on its type.
    """

    name: str
    column: str
    says: str
    lowest: Decimal | date | None = None
    highest: Decimal | date | None = None
    when: When | None = None

    def holds(self, row: Row) -> bool:
        """Say whether the row keeps the constraint."""
        if self.when is not None and not self.when.true_of(row):
            return True
        value = row.value(self.column)
        return not self._outside(value)

    def _outside(self, value: object) -> bool:
        for bound, sign in ((self.lowest, -1), (self.highest, 1)):
            if isinstance(bound, date) and isinstance(value, date) and (value - bound).days * sign > 0:
                return True
            if isinstance(bound, Decimal) and isinstance(value, Decimal) and (value - bound) * sign > 0:
                return True
        return False

    def formula(self, address: Address, labels: Labels) -> str:
        """An Excel expression that is TRUE when the constraint is broken."""
        cell = address(self.column)
        outside = [
            f"{cell}{sign}{_literal(bound)}"
            for bound, sign in ((self.lowest, "<"), (self.highest, ">"))
            if bound is not None
        ]
        parts = [f"ISNUMBER({cell})", f"OR({','.join(outside)})"]
        if self.when is not None:
            parts.insert(0, self.when.formula(address, labels))
        return f"AND({','.join(parts)})"


def _literal(bound: Decimal | date) -> str:
    return f"DATE({bound.year},{bound.month},{bound.day})" if isinstance(bound, date) else str(bound)


@dataclass(frozen=True, slots=True)
class Longest:
    """A text has at most ``characters`` characters."""

    name: str
    column: str
    says: str
    characters: int

    def holds(self, row: Row) -> bool:
        """Say whether the row keeps the constraint."""
        return len(row.text(self.column) or "") <= self.characters

    def formula(self, address: Address, labels: Labels) -> str:
        """An Excel expression that is TRUE when the constraint is broken."""
        del labels
        return f"LEN({address(self.column)})>{self.characters}"


Constraint = Required | Between | Longest


def broken(row: Row, constraints: tuple[Constraint, ...], locked: frozenset[str] = frozenset()) -> list[Constraint]:
    """The constraints that a row breaks, in order; those of ``locked`` columns are not asked of it."""
    return [one for one in constraints if one.column not in locked and not one.holds(row)]
