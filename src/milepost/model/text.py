"""How does one text exist in several languages?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it is printed: the words and the language they are in.

    Attributes:
        words: The text.
        language: Language code of the words, e.g. ``"zh"``.
        fallback: True when another language was asked for and not found.
    """

    words: str
    language: str
    fallback: bool = False

    def __str__(self) -> str:
        """Give the words alone."""
        return self.words


@dataclass(frozen=True, slots=True)
class Text:
    """The same statement in one or more languages, keyed by language code (``en``, ``zh``)."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def has(self, language: str) -> bool:
        """Say whether the text exists in ``language``."""
        return language in self.by_language

    def passage(self, language: str) -> Passage:
        """Give the text in ``language``, or else in the first language it has, marked as a fallback."""
        if language in self.by_language:
            return Passage(self.by_language[language], language)
        for other, words in self.by_language.items():
            return Passage(words, other, fallback=True)
        return Passage("", language)

    def said(self, language: str) -> str:
        """Give the words in ``language``, or else in the first language it has; ``""`` when it has none."""
        return self.passage(language).words

    def __bool__(self) -> bool:
        """Be false when there are no words in any language."""
        return any(self.by_language.values())
