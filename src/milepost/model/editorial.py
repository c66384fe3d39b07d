"""Which of the secretariat's own words stand where in the report?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from milepost.model.places import FilePlace


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One file of ``inputs/YEAR/editorial/``.

    Attributes:
        words: Markdown.
        language: Language of the words.
        replaces: True when they stand instead of the made sentences, False when they open them.
        place: The file.
    """

    words: str
    language: str
    replaces: bool
    place: FilePlace


@dataclass(frozen=True, slots=True)
class Editorial:
    """The secretariat's own words by place (``preface``, ``part-2``, ``task-38`` ...) and language."""

    by_place: Mapping[tuple[str, str], OwnWords] = field(default_factory=dict)

    def at(self, place: str, language: str) -> OwnWords | None:
        """The words for a place in a language; None where nothing was written in it."""
        return self.by_place.get((place, language))
