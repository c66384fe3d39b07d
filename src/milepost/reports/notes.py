"""How is a finding told in the report: rule, facts, place?"""

from collections.abc import Iterable
from dataclasses import dataclass

from milepost.model.finding import Finding, Severity, Term
from milepost.model.places import CellRef


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a sentence: words as they stand, or the message id of a fixed word."""

    name: str
    words: str
    message: str = ""


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
    """

    code: str
    severity: str
    says: str
    asks: str
    facts: tuple[Fact, ...]
    unit: str
    subject: str
    where: str


def note_of(finding: Finding) -> Note:
    """Tell one finding."""
    return Note(
        code=finding.rule.code,
        severity=finding.severity.name.lower(),
        says=finding.rule.says,
        asks=finding.rule.asks,
        facts=tuple(_fact(name, value) for name, value in finding.facts.items()),
        unit=finding.unit,
        subject=finding.subject,
        where=str(finding.where),
    )


def _fact(name: str, value: object) -> Fact:
    if isinstance(value, Term):
        return Fact(name, "", value.message)
    if isinstance(value, CellRef):
        return Fact(name, value.address or str(value))
    return Fact(name, str(value))


def footnotes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """The findings that stand beside a printed figure, each sentence once."""
    kept = (note_of(one) for one in findings if one.severity is not Severity.REJECT)
    return tuple({(one.code, one.says, one.facts): one for one in kept}.values())
