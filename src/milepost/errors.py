"""What stops the program: each error owns its sentence (what, where, what to do)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from milepost.model.places import Mistake


class MilepostError(Exception):
    """Milepost cannot go on; the text says what, where and what to do, in one line."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes as the sentence, whatever arguments it was made of."""
        return MilepostError, (str(self),)


class DefinitionError(MilepostError):
    """The definitions hold mistakes; all of them are told at once."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes and write one line for each."""
        self.mistakes = tuple(mistakes)
        count = len(self.mistakes)
        head = "1 mistake in the definitions:" if count == 1 else f"{count} mistakes in the definitions:"
        super().__init__("\n".join([head, *(f"  {mistake}" for mistake in self.mistakes)]))


class WorkspaceError(MilepostError):
    """A folder or file that the command needs is not there or cannot be used."""
