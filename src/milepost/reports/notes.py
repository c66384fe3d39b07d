"""How is a finding told in the report: rule, facts, place?"""

from collections.abc import Iterable
from dataclasses import dataclass

from milepost.model.finding import Finding, Severity, Term
from milepost.model.places import CellRef
from milepost.model.plan import Units
from milepost.model.text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a sentence: words as they stand, the message id of a fixed word, or the name of a unit."""

    name: str
    words: str
    message: str = ""
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in the report.

    Attributes:
        code: Code of the rule.
        severity: ``note``, ``doubt`` or ``reject``.
        says: Message id of what is wrong.
        asks: Message id of what to do.
        facts: What the sentences need.
        unit: Unit whose submission it is; ``""`` where that is not known.
        subject: Task or indicator, in words of the form.
        where: The cell as Excel writes it.
        answer: What the unit answered; ``""`` for nothing.
        answered: True where the answer settles the finding.
    """

    code: str
    severity: str
    says: str
    asks: str
    facts: tuple[Fact, ...]
    unit: str
    subject: str
    where: str
    answer: str = ""
    answered: bool = False


def note_of(finding: Finding, units: Units) -> Note:
    """Tell one finding; units are told by their names."""
    return Note(
        code=finding.rule.code,
        severity=finding.severity.name.lower(),
        says=finding.rule.says,
        asks=finding.rule.asks,
        facts=tuple(_fact(name, value, finding.unit, units) for name, value in finding.facts.items()),
        unit=finding.unit,
        subject=finding.subject,
        where=str(finding.where),
        answer=finding.answer,
        answered=finding.answered,
    )


def _fact(name: str, value: object, unit: str, units: Units) -> Fact:
    if isinstance(value, Term):
        return Fact(name, "", value.message)
    if isinstance(value, CellRef):
        return Fact(name, value.address or str(value))
    if isinstance(value, str) and value in units and (name == "other" or value == unit):
        return Fact(name, value, unit=units[value].name)
    return Fact(name, str(value))


def footnotes(findings: Iterable[Finding], units: Units) -> tuple[Note, ...]:
    """The findings that stand beside a printed figure, each sentence once."""
    kept = (note_of(one, units) for one in findings if one.severity is not Severity.REJECT)
    told = {(one.code, one.says, *((fact.name, fact.words, fact.message) for fact in one.facts)): one for one in kept}
    return tuple(told.values())
