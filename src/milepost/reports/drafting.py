"""What does this report say, in the form in which a later one can be compared with it, and what is different?"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from milepost.files.digest import sha256_json
from milepost.model.draft import Draft, DraftFigure
from milepost.model.text import Text
from milepost.reports.chosen_cases import chosen_cases
from milepost.reports.material import Material
from milepost.reports.provenance import Certificates, Entry, EntryKind

_TEXTS = ("text", "evidence", "difficulties", "next_step", "remarks")


def draft_of(material: Material, certificates: Certificates, name: str = "", fingerprint: str = "") -> Draft:
    """Say what the report says.

    Args:
        material: What the report is made of.
        certificates: Its entries, whose ids are made of their meaning.
        name: Name under which the draft is kept.
        fingerprint: First digits of the SHA-256 of the data.
    """
    definition, ratings = material.definition, material.ratings
    return Draft(
        name=name,
        year=definition.year,
        cut_off=definition.cut_off,
        fingerprint=fingerprint,
        figures={
            one.id.removeprefix("source-"): _figure(one, material)
            for one in certificates.of(EntryKind.GOAL, EntryKind.VALUE, EntryKind.FIGURE)
        },
        states={row: str(ratings.rows[row].state) for task in material.plan.tasks for row in task.row_ids},
        ratings={name: f"{one.method} {one.standing}" for name, one in ratings.indicators.items()},
        texts=_texts(material),
    )


def _figure(entry: Entry, material: Material) -> DraftFigure:
    name = entry.name
    if entry.kind is not EntryKind.FIGURE:
        indicator = material.framework.indicator(entry.subject)
        name = indicator.name if indicator else None
    period = f"{entry.period} {entry.breakdown}".strip()
    return DraftFigure(
        "" if entry.value is None else f"{entry.value:f}",
        dict(name.by_language) if name else {},
        entry.subject,
        entry.year,
        period,
    )


def _texts(material: Material) -> dict[str, str]:
    found: dict[str, str] = {}
    for task in material.plan.tasks:
        for row in task.row_ids:
            merged = material.merged(row)
            for one in merged.statements if merged else ():
                for column in _TEXTS:
                    words: Text | None = getattr(one, column)
                    if words and not material.withheld(one):
                        found[f"{row} {one.unit} {column}"] = sha256_json(dict(words.by_language))
    for card in chosen_cases(material).printed:
        for column in ("title", "text"):
            words = getattr(card, column)
            found[f"{card.id} {column}"] = sha256_json(dict(words.by_language))
    return found


class ChangeKind(StrEnum):
    """What became of something since the draft."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was added, removed or changed; ``was`` or ``now`` is None where it was not there."""

    id: str
    kind: ChangeKind
    name: Text
    subject: str
    year: int | None
    period: str
    was: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class WordChange:
    """A state or rating that is another, ``""`` where there was none."""

    id: str
    kind: ChangeKind
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since a draft.

    Attributes:
        texts: Row or case -> the columns of each unit whose text was added, removed or changed.
    """

    draft: Draft
    figures: tuple[FigureChange, ...]
    ratings: tuple[WordChange, ...]
    states: tuple[WordChange, ...]
    texts: tuple[WordChange, ...]

    @property
    def none(self) -> bool:
        """True where nothing changed."""
        return not (self.figures or self.ratings or self.states or self.texts)


def compare(before: Draft, after: Draft) -> Comparison:
    """What is different in ``after``; in the order of its ids, what was removed last."""
    figures = tuple(
        _figure_change(key, kind, before.figures.get(key), after.figures.get(key))
        for key, kind in _changed(
            {key: one.value for key, one in before.figures.items()},
            {key: one.value for key, one in after.figures.items()},
        )
    )
    return Comparison(
        before,
        figures,
        _words(before.ratings, after.ratings),
        _words(before.states, after.states),
        _words(before.texts, after.texts),
    )


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, ChangeKind]]:
    found: list[tuple[str, ChangeKind]] = []
    for key, value in after.items():
        if key not in before:
            found.append((key, ChangeKind.ADDED))
        elif before[key] != value:
            found.append((key, ChangeKind.CHANGED))
    return found + [(key, ChangeKind.REMOVED) for key in before if key not in after]


def _words(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[WordChange, ...]:
    return tuple(
        WordChange(key, kind, before.get(key, ""), after.get(key, "")) for key, kind in _changed(before, after)
    )


def _figure_change(key: str, kind: ChangeKind, was: DraftFigure | None, now: DraftFigure | None) -> FigureChange:
    known = now or was
    assert known is not None
    return FigureChange(
        id=key,
        kind=kind,
        name=Text(dict(known.name)),
        subject=known.subject,
        year=known.year,
        period=known.period,
        was=_number(was),
        now=_number(now),
    )


def _number(figure: DraftFigure | None) -> Decimal | None:
    try:
        return Decimal(figure.value) if figure else None
    except InvalidOperation:
        return None
