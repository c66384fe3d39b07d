"""What is measured: indicators, their targets, and the values published so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum

from milepost.model.dates import PartialDate
from milepost.model.expression import Expression
from milepost.model.places import FilePlace
from milepost.model.states import WHOLE_YEAR
from milepost.model.text import Text


class Direction(IntEnum):
    """Which way an indicator should move."""

    FALL = -1
    BAND = 0
    RISE = 1


class Change(StrEnum):
    """How a change over time is told: in per cent, or in (percentage) points (methods M8)."""

    PERCENT = "percent"
    POINTS = "points"


class Total(StrEnum):
    """How the parts of a breakdown make the value of the whole."""

    SUM = "sum"
    AVERAGE = "average"
    NONE = "none"


class Mean(StrEnum):
    """How components become one number."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


@dataclass(frozen=True, slots=True)
class Goal:
    """A value promised, or measured at the start, for one year; ``value`` None where none was set."""

    year: int
    value: Decimal | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """One item of a breakdown's code list (a region, a sector ...)."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measurable promise of the framework, or a published series that only gives context.

    Attributes:
        id: Stable id, used in forms, files and anchors.
        number: The framework's own printed number.
        unit: Unit of measure of every value.
        decimals: Decimal places of the definition.
        direction: Which way it should move.
        baseline: Where it stood in the base year; None for a context series.
        targets: Promised values by year, interim ones first, the final one last; empty for a context series.
        band: Lowest and highest value promised, for ``Direction.BAND``.
        bounds: Lowest and highest value that can exist; None = unbounded.
        plausible_change: Largest yearly change, in per cent or points as ``change`` says, that needs no reason.
        reported_by: Ids of the units that report it.
        breakdown: Code list, where the indicator is broken down.
        total: How the parts of the breakdown make the value of the whole.
        weight: Id of the indicator whose parts weigh those of this one in an average; None where they count alike.
        computed: Formula over other indicators, by their ids; None where the values are reported or published alone.
        floor: Where its scale begins (1 of a score from 1 to 5), taken off before a ratio is formed; 0 for amounts.
        method: Code of the rating method, None for the report's own.
        context: True for a series without targets.
        group: Id of the context series that heads the published index to which this one belongs; the head names itself.
    """

    id: str
    name: Text
    unit: Text
    number: str | None = None
    decimals: int = 0
    direction: Direction = Direction.RISE
    baseline: Goal | None = None
    targets: tuple[Goal, ...] = ()
    band: tuple[Decimal, Decimal] | None = None
    bounds: tuple[Decimal | None, Decimal | None] = (None, None)
    change: Change = Change.PERCENT
    plausible_change: Decimal | None = None
    kind: str | None = None
    definition: Text | None = None
    lag: Text | None = None
    note: Text | None = None
    reported_by: tuple[str, ...] = ()
    reported_by_assumed: bool = False
    breakdown: tuple[Category, ...] = ()
    total: Total = Total.NONE
    weight: str | None = None
    computed: Expression | None = None
    floor: Decimal = Decimal(0)
    sources: tuple[str, ...] = ()
    method: str | None = None
    context: bool = False
    group: str | None = None

    @property
    def target(self) -> Goal | None:
        """The final target."""
        return self.targets[-1] if self.targets else None

    def category(self, code: str) -> Category | None:
        """The part of the breakdown with this code, None if there is none."""
        return next((one for one in self.breakdown if one.id == code), None)


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """One row of ``series.csv``: a value that the public could read.

    Attributes:
        published: Earliest date at which it was seen published; None counts as known.
        basis: ``read`` or ``derived``.
        source: An address, the id of a document, or words in its place.
        place: The row in the file.
    """

    indicator: str
    year: int
    value: Decimal
    status: str
    place: FilePlace
    period: str = WHOLE_YEAR
    breakdown: str = ""
    published: PartialDate | None = None
    basis: str = "read"
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SubIndex:
    """A group of weighted components of the composite index (methods M7); ``components``: indicator id -> weight."""

    id: str
    name: Text
    weight: Decimal
    components: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class CompositeIndex:
    """An index of many indicators together (methods M7).

    Attributes:
        base_year: Year in which it is 100.
        groups: Its sub-indices.
    """

    name: Text
    base_year: int
    mean: Mean
    groups: tuple[SubIndex, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """The indicators of a plan that runs over several years.

    Attributes:
        indicators: The promised ones, in the framework's order.
        context: Published series without a target.
        assessments: What others have published about the indicators: (year, words, sources).
        index: The composite index, None where none is computed.
        rules: Conditions that the values of a year must keep, such as ``a <= b`` or ``a = b + c``.
    """

    id: str
    name: Text
    base_year: int
    target_year: int
    indicators: tuple[Indicator, ...]
    context: tuple[Indicator, ...] = ()
    document_number: str | None = None
    note: Text | None = None
    attribute: Text | None = None
    sources: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    index: CompositeIndex | None = None
    rules: tuple[Expression, ...] = ()

    @property
    def formulas(self) -> Mapping[str, Expression]:
        """Formula by the id of each indicator or context series that is computed."""
        return {one.id: one.computed for one in (*self.indicators, *self.context) if one.computed is not None}

    def indicator(self, name: str) -> Indicator | None:
        """The indicator or context series with this id, None if there is none."""
        return next((one for one in (*self.indicators, *self.context) if one.id == name), None)

    def reported_by(self, unit: str) -> tuple[Indicator, ...]:
        """The indicators that ``unit`` reports."""
        return tuple(one for one in self.indicators if unit in one.reported_by)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A published judgement on the indicators, quoted for context."""

    as_of: int
    words: Text
    sources: tuple[str, ...] = ()


class SourceKind(StrEnum):
    """What kind of body stands behind a source."""

    OFFICIAL = "official"
    PRESS = "press"
    LAW_FIRM = "law_firm"
    JOURNAL = "journal"
    COMPANY = "company"
    MIRROR = "mirror"


@dataclass(frozen=True, slots=True)
class Host:
    """A host named in the sources; ``link`` says whether its addresses may be printed as live links."""

    name: Text
    kind: SourceKind
    link: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source that is a document rather than an address."""

    id: str
    title: Text
    kind: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRegister:
    """Who stands behind the addresses: hosts by name, documents by id, and words in place of a withheld address."""

    hosts: Mapping[str, Host] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    withheld: Mapping[str, Text] = field(default_factory=dict)
