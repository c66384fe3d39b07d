"""Where does each printed figure come from? Its birth certificate, and how the two find each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from milepost.model.dates import PartialDate
from milepost.model.exchange import Decision
from milepost.model.places import CellRef, FilePlace
from milepost.model.text import Text
from milepost.reports.sources import NamedSource


class EntryKind(StrEnum):
    """What a birth certificate is about."""

    GOAL = "goal"
    VALUE = "value"
    STATEMENT = "statement"
    FIGURE = "figure"
    CASE = "case"
    PUBLIC = "public"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a unit's workbook; ``column`` is its key where the entry rests on several cells of one row."""

    unit: str
    ref: CellRef
    sha256: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the sources.

    Attributes:
        id: Anchor, made of the meaning.
        kind: What it is about.
        subject: Id of the indicator or row, key of the public source, or name of the computation.
        mark: As printed, e.g. ``"D-031"``.
        name: What the figure is called, or who stands behind the source.
        year, period, breakdown: Of a value.
        value: The value, goal or figure.
        places: Decimal places with which the value is printed.
        measured_in: Unit of measure of the value.
        cells: Where it stands in the workbooks.
        files: Where it stands in the definition files.
        cites: Entries of the public sources behind it.
        published: When it was published, where known.
        derived: True where the public value was put together from others.
        made_from: Of a computed figure: the entries that it is computed from.
        public: Of a public source: how it is named.
        formula: Of a computed value: how it is made from the entries ``made_from``.
        unit: Unit that made the statement or gave the figure.
        decisions: Decisions by which it stands as it does.
    """

    id: str
    kind: EntryKind
    subject: str
    mark: str = ""
    name: Text | None = None
    year: int | None = None
    period: str = ""
    breakdown: str = ""
    value: Decimal | None = None
    places: int = 0
    measured_in: Text | None = None
    cells: tuple[CellPlace, ...] = ()
    files: tuple[FilePlace, ...] = ()
    cites: tuple[str, ...] = ()
    published: PartialDate | None = None
    derived: bool = False
    made_from: tuple[str, ...] = ()
    public: NamedSource | None = None
    unit: str = ""
    formula: str = ""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificates:
    """All entries, numbered in the order of the annex."""

    entries: tuple[Entry, ...]
    by_id: Mapping[str, Entry]

    def of(self, *kinds: EntryKind) -> tuple[Entry, ...]:
        """The entries of some kinds, in the order of the annex."""
        return tuple(one for one in self.entries if one.kind in kinds)


class PlaceKind(StrEnum):
    """What part of the report a figure is printed in."""

    PREFACE = "preface"
    SUMMARY = "summary"
    TASK = "task"
    INDICATOR = "indicator"
    TABLE = "table"
    CASE = "case"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure is printed.

    Attributes:
        kind: What it is.
        anchor: Id of the block.
        label: Number of the table, id of the task or number of the indicator; ``""`` where the kind says all.
        prefix: Put before the id of a figure that has its proper place elsewhere; ``""`` in the proper place.
    """

    kind: PlaceKind
    anchor: str
    label: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as the page shows it.

    Attributes:
        id: Anchor, made of the meaning, with the place before it outside the figure's proper place; ``""`` for a
            value that is no figure of its own there.
        value: The figure; None where there is none.
        places: Decimal places.
        href: Entry of the sources, as ``#...``; ``""`` where there is no value or no such annex.
    """

    id: str
    value: Decimal | int | date | str | None
    places: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A reference to an entry: its mark and where it stands (``""`` where the report has no sources annex)."""

    mark: str
    href: str


@dataclass(frozen=True, slots=True)
class Use:
    """A printed figure that rests on an entry: where it stands."""

    href: str
    place: Place


@dataclass(slots=True)
class Ledger:
    """Keeps, while the chapters are composed, which entry is used where.

    Attributes:
        certificates: All entries.
        linked: True where the report prints the sources annex.
    """

    certificates: Certificates
    linked: bool
    _ids: set[str] = field(default_factory=set)
    _uses: dict[str, dict[tuple[str, str], Use]] = field(default_factory=dict)
    _numbers: dict[Decimal, None] = field(default_factory=dict)

    def figure(
        self, place: Place, meaning: str, value: Decimal | int | date | str | None, entry: str, places: int = 0
    ) -> Printed:
        """Print a figure in a place.

        Args:
            place: Where.
            meaning: Id of its meaning, e.g. ``"hv_patents-2024-value"``.
            value: The figure; None where there is none, which needs no entry.
            entry: Anchor of its entry.
            places: Decimal places.
        """
        anchor = f"{place.prefix}.{meaning}" if place.prefix else meaning
        if anchor in self._ids:
            raise ValueError(f"the figure {anchor} is printed twice in one place")
        self._ids.add(anchor)
        if value is None:
            return Printed(anchor, None, places)
        self._use(entry, f"#{anchor}", place)
        if isinstance(value, (Decimal, int)):
            self._numbers[Decimal(value)] = None
        return Printed(anchor, value, places, f"#{entry}" if self.linked else "")

    def mention(self, value: Decimal | int | date | str | None, places: int = 0) -> Printed:
        """A value that a place needs without printing it as a figure of its own: no id, no link, no use."""
        return Printed("", value, places)

    def cite(self, place: Place, entry: str) -> SourceLink:
        """Refer to an entry from a place."""
        self._use(entry, f"#{place.anchor}", place)
        return SourceLink(self.certificates.by_id[entry].mark, f"#{entry}" if self.linked else "")

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Every number that was printed as a figure."""
        return tuple(self._numbers)

    def _use(self, entry: str, href: str, place: Place) -> None:
        if entry not in self.certificates.by_id:
            raise ValueError(f"no entry {entry} stands in the sources")
        self._uses.setdefault(entry, {}).setdefault((place.kind.value, place.label or place.anchor), Use(href, place))

    def uses(self, entry: str) -> tuple[Use, ...]:
        """Where an entry is used, the first figure of each place."""
        return tuple(self._uses.get(entry, {}).values())
