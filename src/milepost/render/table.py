"""What is a table beside the report, and how are its texts laid out by language?"""

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.files.table import CsvValue, csv_text
from milepost.model.text import Text

Row = tuple[CsvValue, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is written: stable names of columns, and one value for each of them in each row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def csv(self) -> bytes:
        """The table as a CSV file."""
        return csv_text(self.columns, self.rows).encode()


def named(name: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Names of the columns of a text, one for each language."""
    return tuple(f"{name}_{language}" for language in languages)


def said(text: Text | None, languages: Sequence[str]) -> tuple[str, ...]:
    """The text in each language; empty where it has none: the column of another language holds it."""
    return tuple(text.by_language.get(language, "") if text else "" for language in languages)
