"""What did a draft that was sent out say, so that a later report can tell what changed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """One figure.

    Attributes:
        value: As it stands in the data, unrounded.
        name: What it is called, by language.
        subject: Id of the indicator or row.
        year: Data year, None for a figure of a task.
        period: Part of the year, or the time that a figure of a task speaks of; ``""`` for a whole year.
    """

    value: str
    name: Mapping[str, str]
    subject: str
    year: int | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a report said: figures by stable id, states and ratings by row and indicator, texts by their checksum.

    Attributes:
        name: Name by which a definition refers to it.
        year: Year of the report.
        cut_off: Last day whose knowledge it used.
        fingerprint: First digits of the SHA-256 of its data.
        figures: Stable id -> figure.
        states: Row -> derived state.
        ratings: Indicator -> method and class, ``"M1 behind"``.
        texts: Row, unit and column, separated by spaces -> SHA-256 of the text in all its languages.
    """

    name: str
    year: int
    cut_off: date
    fingerprint: str = ""
    figures: Mapping[str, DraftFigure] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
