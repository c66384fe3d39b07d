"""What holds for the year, and where does each value come from?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from milepost.model.dates import PartialDate
from milepost.model.finding import Finding
from milepost.model.places import CellRef, FilePlace
from milepost.model.states import WHOLE_YEAR, TaskState
from milepost.model.submission import Submission
from milepost.model.text import Text


@dataclass(frozen=True, slots=True)
class FormOrigin:
    """A value came from a cell of a unit's workbook.

    Attributes:
        unit: The unit.
        ref: The cell.
        sha256: Of the workbook.
        typed: What stands in the cell.
        source: What the unit names as its source (document, address), ``""`` where it names none.
    """

    unit: str
    ref: CellRef
    sha256: str
    typed: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PublishedOrigin:
    """A value came from a row of ``series.csv`` or another definition file."""

    place: FilePlace
    source: str
    published: PartialDate | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class ComputedOrigin:
    """A value was computed from other values.

    Attributes:
        formula: As it is written in the framework.
        inputs: The values used, in the order in which the formula names them.
    """

    formula: str
    inputs: tuple[Observation, ...]


Origin = FormOrigin | PublishedOrigin | ComputedOrigin


@dataclass(frozen=True, slots=True)
class Observation:
    """One vintage of one value: indicator, data year, period, breakdown -> value.

    Attributes:
        published: When the vintage became known; None counts as known from the start.
        status: ``provisional``, ``first``, ``final`` or ``revised``.
        origins: Where it stands, most authoritative first; several where sources agree.
        reason: Why it moved or was revised, in the unit's words.
        remarks: The unit's remarks.
        findings: Rules met at it that did not take it out (footnotes).
    """

    indicator: str
    year: int
    value: Decimal
    status: str
    origins: tuple[Origin, ...]
    period: str = WHOLE_YEAR
    breakdown: str = ""
    published: PartialDate | None = None
    reason: Text | None = None
    remarks: Text | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def provisional(self) -> bool:
        """True while the value may still change."""
        return self.status == "provisional"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one unit says of one task or measure; each text with its origin.

    Attributes:
        row: Task or measure id.
        language: Language that the unit wrote in.
        state: As reported; None when it is missing or was rejected.
        origins: Column key -> where the value stands.
        restricted: True when the unit marked the row as not for the public.
    """

    unit: str
    row: str
    language: str
    state: TaskState | None
    completed_on: date | None = None
    percent: Decimal | None = None
    text: Text | None = None
    evidence: Text | None = None
    difficulties: Text | None = None
    next_step: Text | None = None
    remarks: Text | None = None
    restricted: bool = False
    verified: bool = False
    cancellation_confirmed: bool = False
    origins: Mapping[str, FormOrigin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def typed(self) -> str:
        """The text in the language that the unit wrote in; ``""`` for none."""
        return self.text.by_language.get(self.language, "") if self.text else ""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A task of an earlier year that goes on in this one.

    Attributes:
        year: The earlier year.
        row: Its id in the plan of that year.
        state: The state that held then; None when nobody answered.
        statements: What the units said of it then.
    """

    year: int
    row: str
    state: TaskState | None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure on which a unit's text rests (the Figures sheet)."""

    unit: str
    task: str
    name: Text
    value: Decimal
    measured_in: Text
    period: str
    origin: FormOrigin


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case that a unit offers for the report."""

    unit: str
    id: str
    title: Text
    place: Text | None
    tasks: tuple[str, ...]
    text: Text
    figures: Text | None
    publish: bool
    origins: Mapping[str, FormOrigin] = field(default_factory=dict)
    evidence: Text | None = None
    remarks: Text | None = None


@dataclass(frozen=True, slots=True)
class MergedRow:
    """What holds for one task or measure, over all units that answered.

    Attributes:
        row: Task or measure id.
        state: The state that holds; None when nobody answered.
        decided_by: Why it holds: ``lead``, ``agreed``, ``least_advanced``, ``measures``, ``single``, ``nobody``.
        statements: Every accepted statement, in the plan's order of units.
        asked: Units that were to answer (collective phrases left out).
        dissent: True when the states of the units differ.
        completed_on: Date of completion where the state is completed and one is known (the latest of several).
        percent: Of the statement whose state holds.
        evidenced: True when some evidence stands beside a completion.
        verified: True when the secretariat verified the completion.
        measures_done: Of a task with measures: how many are completed; None otherwise.
        measures_total: Of a task with measures: how many there are; None otherwise.
    """

    row: str
    state: TaskState | None
    decided_by: str
    statements: tuple[Statement, ...] = ()
    asked: tuple[str, ...] = ()
    dissent: bool = False
    completed_on: date | None = None
    percent: Decimal | None = None
    evidenced: bool = False
    verified: bool = False
    cancellation_confirmed: bool = False
    measures_done: int | None = None
    measures_total: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Units report different values for one cell of the framework; none is printed until decided."""

    indicator: str
    year: int
    period: str
    breakdown: str
    values: tuple[tuple[Decimal, Origin], ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value that exists and must not be shown: the unit wrote the mark in its place."""

    indicator: str
    year: int
    period: str
    breakdown: str
    origin: FormOrigin

    @property
    def key(self) -> tuple[str, int, str, str]:
        """Indicator, data year, period, part of the breakdown."""
        return self.indicator, self.year, self.period, self.breakdown


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that was published and is now another."""

    indicator: str
    year: int
    period: str
    breakdown: str
    was: Observation
    now: Observation


@dataclass(frozen=True, slots=True)
class Received:
    """One file of the year's inbox and what became of it.

    Attributes:
        status: ``counts``, ``superseded``, ``duplicate``, ``rejected``, ``unreadable`` or ``disputed``.
        late: True or False against the deadline; None when that is not known.
    """

    file: str
    sha256: str
    unit: str
    number: int | None
    status: str
    received: date | None
    late: bool | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of the findings on one submission of a unit in its next one, by today's rules.

    Attributes:
        older: File of the submission before.
        newer: File of the one after it.
        closed: Findings on the older one that the newer one does not meet.
        answered: Findings on the newer one that stood in the older one, with an answer that is accepted.
        ignored: Findings on the newer one that stood in the older one, without.
    """

    unit: str
    older: str
    newer: str
    closed: tuple[Finding, ...] = ()
    answered: tuple[Finding, ...] = ()
    ignored: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that did not reach the report, and why.

    ``reason``: a message id; ``facts``: its facts. ``count`` > 1 where rows are only counted, never shown.
    """

    what: str
    where: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
    count: int = 1


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A text that is printed in its own language because no translation stands for it."""

    unit: str
    row: str
    column: str
    language: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything accepted, merged, with the source cell of every value.

    Attributes:
        year: Year of the report.
        observations: Indicator id -> all vintages known at the cut-off, by year, period, breakdown, then vintage.
        rows: Row id (task or measure) -> what holds.
        figures: The Figures sheets, by task.
        inbox: Every file of ``inputs/YEAR/`` and what became of it.
        findings: All findings, by file and place.
        conflicts: Values that wait for a decision.
        withheld: Values that exist and must not be shown.
        revisions: Values that differ from what was published before.
        left_out: What did not reach the report.
        untranslated: Language -> texts printed in another language.
        submissions: Unit id -> the submission that counts.
        carried: Row id -> the task of an earlier year that goes on in it.
        followed: What became of the findings on each unit's last submission but one.
    """

    year: int
    observations: Mapping[str, tuple[Observation, ...]]
    rows: Mapping[str, MergedRow]
    figures: Mapping[str, tuple[NamedFigure, ...]] = field(default_factory=dict)
    cases: tuple[CaseCard, ...] = ()
    inbox: tuple[Received, ...] = ()
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    revisions: tuple[Revision, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    untranslated: Mapping[str, tuple[Untranslated, ...]] = field(default_factory=dict)
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    carried: Mapping[str, CarriedOver] = field(default_factory=dict)
    followed: tuple[FollowUp, ...] = ()

    @property
    def answers(self) -> tuple[Finding, ...]:
        """The findings that a unit answered; an answer to a REJECT is heard and settles nothing."""
        return tuple(one for one in self.findings if one.answer)

    def latest(self, indicator: str, year: int, period: str = WHOLE_YEAR, breakdown: str = "") -> Observation | None:
        """The latest vintage of one value; None when there is none."""
        found = [
            one
            for one in self.observations.get(indicator, ())
            if (one.year, one.period, one.breakdown) == (year, period, breakdown)
        ]
        return found[-1] if found else None

    def yearly(self, indicator: str, breakdown: str = "") -> tuple[Observation, ...]:
        """The latest vintage of each whole year, in the order of years; parts of years are left out."""
        years = sorted({one.year for one in self.observations.get(indicator, ()) if one.period == WHOLE_YEAR})
        found = [self.latest(indicator, year, WHOLE_YEAR, breakdown) for year in years]
        return tuple(one for one in found if one is not None)
