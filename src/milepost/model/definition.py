"""What should the report of a year be like?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from milepost.model.rating import ExtrapolationBounds, RatioBounds
from milepost.model.text import Text


class Collection(StrEnum):
    """Where the statements come from: asked of the units, or compiled from public sources."""

    UNITS = "units"
    PUBLIC_SOURCES = "public_sources"


class Edition(StrEnum):
    """For whom the report is meant."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Stage(StrEnum):
    """How finished the report is."""

    EXAMPLE = "example"
    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bounds of the rating methods.

    Attributes:
        on_schedule, far_behind: Of M1, in points of the path: within the first of it, beyond the second below it.
        ratio: Of M2 and M3.
        extrapolation: Of M4.
    """

    on_schedule: Decimal = Decimal(10)
    far_behind: Decimal = Decimal(30)
    ratio: RatioBounds = field(default_factory=RatioBounds)
    extrapolation: ExtrapolationBounds = field(default_factory=ExtrapolationBounds)


@dataclass(frozen=True, slots=True)
class ChapterChoice:
    """One chapter of the report, in the order of printing; ``title`` replaces the usual one."""

    key: str
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class ReportDefinition:
    """``reports/YEAR.yaml``.

    Attributes:
        year: Report year.
        title: Printed on the cover.
        subtitle: Below the title; None for none.
        office: Who publishes it.
        contact: Whom units may ask; printed on the Guide sheet.
        notice: What kind of document this is, in one sentence; on the cover and every page.
        plan: Name of the plan file without suffix, e.g. ``"2024"``.
        languages: Editions to make, the first is the units' own.
        cut_off: Last day whose knowledge the report may use.
        deadline: Last day for the units; None where nothing was asked.
        published: Date on the cover; the cut-off where none is given.
        method: Code of the rating method.
        terms: Words that the plan uses for its own things, by key: ``task`` ("item"), ``tasks`` ("items").
        chapters: What is printed, in order.
        previous: Name of the kept draft that this report is compared with; None for none.
        cases: Ids of the cases that are printed, in order; empty for all that may be.
    """

    year: int
    title: Text
    office: Text
    plan: str
    languages: tuple[str, ...]
    cut_off: date
    subtitle: Text | None = None
    notice: Text | None = None
    contact: Text | None = None
    deadline: date | None = None
    published: date | None = None
    edition: Edition = Edition.PUBLIC
    stage: Stage = Stage.FINAL
    collection: Collection = Collection.UNITS
    method: str = "M1"
    thresholds: Thresholds = field(default_factory=Thresholds)
    chapters: tuple[ChapterChoice, ...] = ()
    previous: str | None = None
    terms: Mapping[str, Text] = field(default_factory=dict)
    cases: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """True when the units were asked: lateness, completeness and silence have a meaning."""
        return self.collection is Collection.UNITS
