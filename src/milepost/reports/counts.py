"""How many tasks are in which state, and do the totals agree?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from milepost.errors import MilepostError
from milepost.model.states import DerivedState

Key = TypeVar("Key", bound=str)


class TotalsError(MilepostError):
    """Totals do not agree, so the report may not be printed."""

    def __init__(self, what: str, found: int, expected: int) -> None:
        """Say which totals differ and by how much."""
        super().__init__(
            f"totals of {what}: {found} were counted, but there are {expected}. "
            "The report was not written; check that every task of the plan has exactly one rating."
        )


@dataclass(frozen=True, slots=True)
class Count(Generic[Key]):
    """How many of one class, and their share.

    Attributes:
        key: The class.
        count: How many.
        share: Per cent of the total, a whole number; all shares together are 100.
    """

    key: Key
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Tally(Generic[Key]):
    """All classes of one total, those with nothing in them included, in the order of the legend."""

    total: int
    counts: tuple[Count[Key], ...]

    def of(self, *keys: str) -> int:
        """How many are in any of the classes."""
        return sum(one.count for one in self.counts if one.key in keys)

    def share(self, *keys: str) -> int:
        """Per cent of the total that is in any of the classes."""
        return sum(one.share for one in self.counts if one.key in keys)

    @property
    def present(self) -> tuple[Count[Key], ...]:
        """The classes that have something in them."""
        return tuple(one for one in self.counts if one.count)


StateTally = Tally[DerivedState]

COMPLETED = (DerivedState.COMPLETED_EARLY, DerivedState.COMPLETED, DerivedState.COMPLETED_LATE)
"""States of a completed task."""

ATTENTION = (
    DerivedState.BEHIND,
    DerivedState.FAR_BEHIND,
    DerivedState.DELAYED,
    DerivedState.OVERDUE,
)
"""States of a task that is late: somebody has to answer for it."""


def largest_remainder(counts: Sequence[int], whole: int = 100) -> tuple[int, ...]:
    """Shares in whole numbers that add up to ``whole``; all 0 where there is nothing to share.

    Each share is rounded down; what is left over goes, one each, to the largest remainders, the first of equals first.

    Args:
        counts: How many of each class, none negative.
        whole: What the shares add up to.

    Source:
        Largest remainder method (Hare quota).
    """
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    exact = [Decimal(count) * whole / total for count in counts]
    shares = [int(share) for share in exact]
    order = sorted(range(len(counts)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: whole - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def tally(classes: Sequence[Key], found: Iterable[str], expected: int, what: str) -> Tally[Key]:
    """Count how many are in each class.

    Args:
        classes: All classes in the order of the legend.
        found: The class of each thing counted.
        expected: How many things there are.
        what: What is counted, for the message.

    Raises:
        TotalsError: If the classes do not add up to ``expected``.
    """
    numbers = dict.fromkeys(classes, 0)
    outside = 0
    for one in found:
        key = next((known for known in classes if known == one), None)
        if key is None:
            outside += 1
        else:
            numbers[key] += 1
    if outside or sum(numbers.values()) != expected:
        raise TotalsError(what, sum(numbers.values()), expected)
    shares = largest_remainder(tuple(numbers.values()))
    counts = tuple(Count(key, numbers[key], share) for key, share in zip(numbers, shares, strict=True))
    return Tally(expected, counts)


def tally_states(rows: Iterable[str], states: Mapping[str, DerivedState], what: str) -> StateTally:
    """Count tasks by state.

    Args:
        rows: Ids of the tasks.
        states: State of every task.
        what: What is counted, for the message.

    Raises:
        TotalsError: If a task has no state.
    """
    asked = tuple(rows)
    return tally(tuple(DerivedState), (states[row] for row in asked if row in states), len(asked), what)


def check_parts(whole: StateTally, parts: Iterable[StateTally]) -> None:
    """Make sure that the parts add up to the whole, state by state.

    Raises:
        TotalsError: If they do not.
    """
    parts = tuple(parts)
    for one in whole.counts:
        together = sum(part.of(one.key) for part in parts)
        if together != one.count:
            raise TotalsError(f'tasks in state "{one.key}" over all parts', together, one.count)
