"""In which languages does a unit's text exist, and which translations no longer fit?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from milepost.files.digest import sha256_text
from milepost.model.exchange import CellName, Translation
from milepost.model.text import Text

_HAN = re.compile(r"[㐀-鿿豈-﫿]")


def language_of(typed: str, languages: Sequence[str]) -> str:
    """The language that a text is written in, of those that the report has.

    A text with Han characters is Chinese, any other is in the first language that is not Chinese; where the report has
    only one language, that one.
    """
    if len(languages) == 1:
        return languages[0]
    if "zh" in languages and _HAN.search(typed):
        return "zh"
    return next((one for one in languages if one != "zh"), languages[0])


@dataclass(frozen=True, slots=True)
class Wording:
    """The translations of the year, ready to be looked up by the cell that they translate."""

    languages: tuple[str, ...]
    translations: Mapping[tuple[CellName, str], Translation] = field(default_factory=dict)

    @classmethod
    def of(cls, translations: Sequence[Translation], languages: tuple[str, ...]) -> Wording:
        """Index the translations by cell and language; of two entries the later one holds."""
        return cls(languages, {(one.cell, one.language): one for one in translations})

    def text(self, name: CellName, typed: str) -> Text:
        """The text as typed together with its translations, except those of another, earlier text."""
        own = language_of(typed, self.languages)
        found = {own: typed}
        for language in self.languages:
            entry = self.translations.get((name, language))
            if language != own and entry is not None and entry.source_sha256 == sha256_text(typed):
                found[language] = entry.words
        return Text(found)

    def missing(self, text: Text) -> tuple[str, ...]:
        """The languages of the report in which a text does not exist."""
        return tuple(language for language in self.languages if not text.has(language))
