"""What stands on the To do sheet of a returned workbook: its columns, its lines, and the key of each line?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from milepost.inputs.form import Column, Kind, bilingual
from milepost.model.finding import Severity
from milepost.model.submission import FindingKey
from milepost.model.words import Words

NAME = "To do"
TITLE = "What is to be done"
HINT = (
    "Correct the cell; where its value is right, say why under Answer. Then raise the submission number on the "
    "Sign-off sheet, save the workbook and send it back."
)
COMPILED_HINT = "Correct the cell; where its value is right, say why under Answer."
SEVERITIES: Mapping[Severity, str] = {
    Severity.REJECT: "not printed until it is corrected",
    Severity.DOUBT: "correct it, or answer",
    Severity.NOTE: "for your information",
}
LONGEST_ANSWER = 800
"""Characters."""

ANSWER, KEY = "todo.answer", "todo.key"
COLUMNS = (
    Column("todo.number", "No.", Kind.NUMBER, 5, locked=True),
    Column("todo.subject", "What it is about", width=22, locked=True),
    Column("todo.problem", "What is wrong", width=38, locked=True),
    Column("todo.expected", "Expected", width=14, locked=True),
    Column("todo.found", "Found", width=16, locked=True),
    Column("todo.request", "What to do", width=32, locked=True),
    Column("todo.cell", "Cell", width=20, locked=True),
    Column("todo.severity", "What follows", width=14, locked=True),
    Column("todo.rule", "Code", width=7, locked=True),
    Column(ANSWER, "Answer", width=38),
)
"""The key of a line stands in one more column, which is hidden; no key of the form begins with ``todo.``."""


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One line: a finding in the words of the unit.

    Attributes:
        subject: What it is about.
        problem: What is wrong.
        expected: What was expected; ``""`` where the sentence says it all.
        found: What was found.
        request: What to do; ``""`` where nobody is asked.
        severity: Gives the colour, and what follows.
        rule: Code of the rule.
        sheet: Where the link leads; ``row`` and ``column`` count from 1.
        key: What the line is about, for reading the answer.
        answer: What was answered already.
    """

    subject: str
    problem: str
    expected: str
    found: str
    request: str
    severity: Severity
    rule: str
    sheet: str
    row: int
    column: int
    key: FindingKey
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """The whole sheet.

    Attributes:
        lines: Its lines, in order.
        words: Its languages, the units' own first.
        asked: False for a report compiled from public sources: then nothing is to be sent back.
    """

    lines: tuple[TodoLine, ...]
    words: Sequence[Words]
    asked: bool = True

    @property
    def name(self) -> str:
        """What the tab says."""
        return bilingual(NAME, self.words, " ")

    @property
    def hint(self) -> str:
        """The line of help."""
        return bilingual(HINT if self.asked else COMPILED_HINT, self.words)


def written_key(key: FindingKey, cell: str) -> str:
    """A key and the cell that its line leads to, as the hidden column holds them."""
    return json.dumps([*(getattr(key, one.name) for one in fields(key)), cell], ensure_ascii=False)


def parse_key(text: str) -> tuple[FindingKey, str] | None:
    """Read a key back; None when it is none."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or len(parts) != len(fields(FindingKey)) + 1:
        return None
    if not all(isinstance(part, str) for part in parts):
        return None
    return FindingKey(*parts[:-1]), parts[-1]
