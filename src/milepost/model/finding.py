"""What is wrong, how grave is it, and how is it told?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from milepost.model.places import CellRef
from milepost.model.words import Words


class Severity(IntEnum):
    """What a finding does to the figure it is about."""

    NOTE = 1  # printed, footnoted
    DOUBT = 2  # printed, footnoted, listed, the unit is asked to confirm
    REJECT = 3  # not printed; --strict exits 1


class Topic(StrEnum):
    """What a rule is about; the first letter of its code."""

    FILE = "F"
    SIGN_OFF = "S"
    TASKS = "T"
    INDICATORS = "I"
    HISTORY = "H"
    ACROSS = "X"
    REPORTING = "U"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue. Sentences are message ids with facts in braces and never name the place.

    Attributes:
        code: Stable code, e.g. ``"T04"``; its letter is the topic.
        says: What is wrong, with expected and found where there are such.
        asks: What to do.
        passes: An example, in words, that the rule lets pass.
        fails: An example, in words, that the rule finds.
        since: First year of the rule; a rule added later starts as DOUBT in its first year.
        absence: True when the rule is about something that is not there: such rules do not run on public sources.
    """

    code: str
    severity: Severity
    says: str
    asks: str
    passes: str
    fails: str
    since: int = 2024
    absence: bool = False

    @property
    def topic(self) -> Topic:
        """The topic that the code begins with."""
        return Topic(self.code[0])


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule met at one cell (or row, sheet, file).

    Attributes:
        rule: The rule.
        where: The cell; a row with column 0, a sheet with row 0, a file without sheet.
        unit: Id of the unit whose submission it is; ``""`` where that is not known.
        subject: What it is about, in words of the form: task or indicator, e.g. ``"38"``; ``""`` for the file.
        facts: What the sentences need: expected, found and the like; text, numbers or ``CellRef``.
        row_id: Row of the form by its meaning: task, measure, or ``indicator|year|period|breakdown``.
        column: Column key that the finding is about; ``""`` for the whole row or file.
        lowered: A milder severity than the rule's, where the report or a decision says so.
        answer: What the unit answered on the To do sheet about the value that still stands there; ``""`` for nothing.
    """

    rule: Rule
    where: CellRef
    unit: str = ""
    subject: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    row_id: str = ""
    column: str = ""
    lowered: Severity | None = None
    answer: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is here."""
        return self.lowered if self.lowered is not None else self.rule.severity

    @property
    def takes_out_file(self) -> bool:
        """True for a REJECT whose place is the file itself: the submission is not accepted."""
        return self.severity is Severity.REJECT and not self.where.sheet

    @property
    def answered(self) -> bool:
        """True when the unit's answer is accepted; a REJECT cannot be answered away."""
        return bool(self.answer) and self.severity < Severity.REJECT

    @property
    def open(self) -> bool:
        """True while the unit has something to do: a NOTE asks nothing, an answered DOUBT is settled."""
        return self.severity > Severity.NOTE and not self.answered

    def fact(self, name: str, words: Words) -> str:
        """One of the facts as it is said; ``""`` where there is none of that name."""
        return str(_spoken(self.facts[name], words)) if name in self.facts else ""

    def message(self, words: Words) -> str:
        """The rule's sentence with this finding's facts, without the place."""
        return words.say(self.rule.says).format_map({key: _spoken(fact, words) for key, fact in self.facts.items()})

    def request(self, words: Words) -> str:
        """What to do, with this finding's facts."""
        return words.say(self.rule.asks).format_map({key: _spoken(fact, words) for key, fact in self.facts.items()})

    def line(self, words: Words) -> str:
        """One line for a terminal or a log: subject, what is wrong, what to do, then the cell and the code."""
        subject = f"{self.subject}: " if self.subject else ""
        return f"{subject}{self.message(words)} {self.request(words)} {self.where} [{self.rule.code}]"


@dataclass(frozen=True, slots=True)
class Term:
    """A fact that is itself a fixed word (a state, a column's label) and is translated when it is said."""

    message: str


def _spoken(fact: object, words: Words) -> object:
    if isinstance(fact, Term):
        return words.say(fact.message)
    if isinstance(fact, CellRef):
        return fact.address or str(fact)
    return fact
