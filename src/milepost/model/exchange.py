"""What was exchanged with the units in a year: what was issued, received, translated and decided?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from milepost.model.places import FilePlace


@dataclass(frozen=True, slots=True)
class Issued:
    """What one unit was sent.

    Attributes:
        unit: The unit.
        layout: Version of the form's layout.
        issued: Date of issue.
        plan: Checksum of the plan.
        locked: ``sheet key!row id!column key`` of each locked cell -> the text it was issued with.
        file: Name of the workbook issued.
    """

    unit: str
    layout: int
    issued: date
    plan: str
    locked: Mapping[str, str]
    file: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of ``received.csv``: a workbook, when it came and from whom; ``order`` is the line."""

    file: str
    received: date
    sender: str
    order: int


@dataclass(frozen=True, slots=True)
class CellName:
    """A cell by its meaning, which holds for every later submission: unit, row id, column key."""

    unit: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The text of one cell in another language.

    Attributes:
        cell: Which cell.
        source_sha256: SHA-256 of the text that was translated; another text makes the entry stale.
        language: Language of ``words``.
        words: The translation.
        office: Who translated.
        place: The entry in ``translations.yaml``.
    """

    cell: CellName
    source_sha256: str
    language: str
    words: str
    office: str
    place: FilePlace


class DecisionKind(StrEnum):
    """What the secretariat can decide."""

    CORRECT = "correct"
    WAIVE = "waive"
    SETTLE = "settle"
    VERIFY = "verify"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the secretariat.

    Attributes:
        kind: Correct a value, waive a finding, settle a conflict, verify a completion, confirm a cancellation.
        cell: Which cell; ``unit`` is ``""`` where a conflict between units is settled.
        typed_sha256: SHA-256 of the value as typed for which the decision holds; ``""`` for a settled conflict.
        value: The value that holds instead (``CORRECT``, ``SETTLE``), as text; None otherwise.
        rule: Code of the waived rule (``WAIVE``); None otherwise.
        reason: Why.
        office: Who decided.
        decided: When.
        place: The entry in ``decisions.yaml``.
    """

    kind: DecisionKind
    cell: CellName
    typed_sha256: str
    reason: str
    office: str
    decided: date
    place: FilePlace
    value: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Everything in ``inputs/YEAR/`` beside the workbooks."""

    issued: Mapping[str, Issued] = field(default_factory=dict)
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    translations: tuple[Translation, ...] = ()
    decisions: tuple[Decision, ...] = ()
