"""How does a fixed sentence come out in one language?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def english_plural(n: int) -> int:
    """Choose the form for a count in English: 0 for one, 1 for any other number."""
    return 0 if n == 1 else 1


def no_plural(n: int) -> int:
    """Choose the only form of a language without plurals, such as Chinese."""
    del n
    return 0


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed sentences of one language; the message id is the English sentence.

    Facts are put in with ``str.format``: ``words.say("{count} of {total}", count=3, total=12)``.

    Attributes:
        language: Language code, e.g. ``"zh"``.
        messages: English sentence -> sentence in the language; empty for English itself.
        plurals: (English singular, English plural) -> forms in the language.
        plural: Chooses the form for a count (a top-level function, so that the value can be pickled).
    """

    language: str
    messages: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = english_plural

    def has(self, message: str) -> bool:
        """Say whether the sentence is there in this language."""
        return self.language == "en" or message in self.messages

    def say(self, message: str, /, **facts: object) -> str:
        """Give the sentence with its facts; the English sentence where the language has none."""
        return self.messages.get(message, message).format_map(facts) if facts else self.messages.get(message, message)

    def say_n(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """Give the sentence in the form for the count ``n``, which is also the fact ``n``."""
        forms = self.plurals.get((singular, plural))
        if forms:
            chosen = forms[min(self.plural(n), len(forms) - 1)]
        else:
            chosen = (singular, plural)[english_plural(n)]
        return chosen.format_map({"n": n, **facts})
