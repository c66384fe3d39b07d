"""How is the way to a rating told, in values that are said in any language?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from milepost.assess.workings import Step, written
from milepost.model.text import Text
from milepost.model.words import Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id with its facts: numbers, days, texts by language, sentences, tuples of them."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def said(self, words: Words) -> str:
        """Give the sentence in the language of ``words``."""
        facts = {key: _spoken(fact, words) for key, fact in self.facts.items()}
        return words.say(self.message).format_map(facts) if facts else words.say(self.message)


@dataclass(frozen=True, slots=True)
class Input:
    """Something that the rating rests on, and where it stands."""

    sentence: Sentence
    origins: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One class and when it is given.

    Attributes:
        label: The word of the class.
        when: Its condition.
        holds: True for the class that was given.
    """

    label: Sentence
    when: Sentence
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a rating, a state or a computed value came about.

    Attributes:
        subject: What is explained.
        method: By which method; None where there is only one.
        inputs: What it rests on, with the origin of each.
        steps: The arithmetic with numbers put in.
        conditions: The classes in the order in which they are decided.
        result: What came out.
        remarks: What else must be known of the result.
        sensitivity: What would change it, ending with whether it is fragile.
    """

    subject: Sentence
    method: Sentence | None
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    conditions: tuple[Condition, ...]
    result: Sentence
    remarks: tuple[Sentence, ...] = ()
    sensitivity: tuple[Sentence, ...] = ()

    def lines(self, words: Words) -> tuple[str, ...]:
        """Tell it line by line, as a terminal or a note shows it; parts that are empty are left out."""
        return tuple(self._lines(words))

    def _lines(self, words: Words) -> Iterator[str]:
        yield self.subject.said(words)
        if self.method:
            yield self.method.said(words)
        yield from _part(words, "Rests on", _inputs(self.inputs, words))
        yield from _part(words, "Arithmetic", map(str, self.steps))
        yield from _part(words, "Classes, the first that fits", (_condition(one, words) for one in self.conditions))
        yield from _part(words, "Result", (one.said(words) for one in (self.result, *self.remarks)))
        yield from _part(words, "How firm it is", (one.said(words) for one in self.sensitivity))


def _part(words: Words, heading: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield words.say(heading)
        yield from (f"  {line}" for line in found)


def _inputs(inputs: tuple[Input, ...], words: Words) -> Iterator[str]:
    for one in inputs:
        yield one.sentence.said(words)
        yield from (f"  {origin.said(words)}" for origin in one.origins)


def _condition(condition: Condition, words: Words) -> str:
    mark = "→" if condition.holds else "·"
    said = words.say("{label}: {when}").format_map(
        {"label": condition.label.said(words), "when": condition.when.said(words)}
    )
    return f"{mark} {said}"


def _spoken(fact: object, words: Words) -> object:
    if isinstance(fact, Sentence):
        return fact.said(words)
    if isinstance(fact, Text):
        return fact.said(words.language)
    if isinstance(fact, (Decimal, float)):
        return written(fact)
    if isinstance(fact, tuple):
        return words.say(", ").join(str(_spoken(one, words)) for one in fact)
    return fact.isoformat() if isinstance(fact, date) else fact
