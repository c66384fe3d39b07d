"""Which value holds for each indicator, year, period and breakdown, and which were there before it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from milepost.merge.statements import origin, with_corrections
from milepost.merge.verdicts import Verdicts, without_taken_out
from milepost.merge.wording import Wording
from milepost.model.dataset import (
    Conflict,
    FormOrigin,
    LeftOut,
    Observation,
    Origin,
    PublishedOrigin,
    Revision,
)
from milepost.model.dates import PartialDate
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import CellName, DecisionKind
from milepost.model.finding import Finding
from milepost.model.framework import Framework, PublishedValue
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import Cell, Row, Submission
from milepost.model.text import Text

Key = tuple[str, int, str, str]
"""Indicator, data year, period, breakdown."""

DIFFERS = (
    "The value differs from the published one, and no revision with a reason was given; the published value stays."
)
UNDECIDED = "Units report different values; none is printed until one is settled."
NOT_YET_PUBLIC = "A submitted value was published only after the cut-off date."
LATER = "Rows of the published series lie after the report's year or its cut-off date."


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that a unit's form holds for a key."""

    key: Key
    unit: str
    value: Decimal
    status: str
    origin: FormOrigin
    reason: Text | None = None
    remarks: Text | None = None
    known: date | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """All that is known of the indicators."""

    observations: Mapping[str, tuple[Observation, ...]]
    conflicts: tuple[Conflict, ...] = ()
    revisions: tuple[Revision, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())


def is_known(row: PublishedValue, year: int, cut_off: date) -> bool:
    """Say whether a row may be used: about a year up to ``year`` and public at the cut-off; no date counts as known."""
    return row.year <= year and (row.published is None or row.published.last_day <= cut_off)


def observe(
    framework: Framework,
    series: Sequence[PublishedValue],
    submissions: Mapping[str, Submission],
    definition: ReportDefinition,
    verdicts: Verdicts,
    wording: Wording,
) -> Observed:
    """Merge the published series with what the units report (``forms.md``, Merge and decisions).

    Equal values become one observation with all their places. A submitted value that differs from the published one is
    a new vintage when the unit says it is revised and why; otherwise the published value stays until the secretariat
    decides. Units that contradict each other make a conflict.
    """
    known = [row for row in series if is_known(row, definition.year, definition.cut_off)]
    vintages = _published(known)
    conflicts: list[Conflict] = []
    left_out = _later_rows(series, known)
    claims = list(_claims(framework, submissions, definition, verdicts, wording))
    for key, group in _grouped(claims):
        known_group = [one for one in group if not _known_only_later(one, series, known)]
        if len(known_group) < len(group):
            left_out.append(LeftOut("indicator", _place(key), NOT_YET_PUBLIC))
        if not known_group:
            continue
        chosen, conflict = _settle(key, known_group, verdicts)
        if conflict is not None:
            conflicts.append(conflict)
            left_out.append(LeftOut("indicator", _place(key), UNDECIDED))
        elif chosen is not None:
            _enter(vintages, key, chosen, [one for one in known_group if one.value == chosen.value], left_out)
    observations = _by_indicator(vintages)
    return Observed(observations, tuple(conflicts), tuple(_revisions(observations)), tuple(left_out))


def _known_only_later(claim: Claim, series: Sequence[PublishedValue], known: Sequence[PublishedValue]) -> bool:
    """Say whether the series dates a submitted value after the cut-off, and nothing public by then gave it."""
    key = (claim.key, claim.value)
    return any(_valued(row) == key for row in series) and not any(_valued(row) == key for row in known)


def _valued(row: PublishedValue) -> tuple[Key, Decimal]:
    return (row.indicator, row.year, row.period, row.breakdown), row.value


def _published(rows: Sequence[PublishedValue]) -> dict[Key, list[Observation]]:
    """Vintages of each key, oldest first; a row without a date comes first, since it counts as known."""
    found: dict[Key, list[Observation]] = {}
    for row in sorted(rows, key=lambda one: one.published.last_day if one.published else date.min):
        place = PublishedOrigin(row.place, row.source, row.published, row.basis == "derived")
        key = (row.indicator, row.year, row.period, row.breakdown)
        made = Observation(row.indicator, row.year, row.value, row.status, (place,), row.period, row.breakdown)
        found.setdefault(key, []).append(replace(made, published=row.published))
    return found


def _later_rows(series: Sequence[PublishedValue], known: Sequence[PublishedValue]) -> list[LeftOut]:
    count = len(series) - len(known)
    return [LeftOut("series", "indicators/series.csv", LATER, {"count": count}, count)] if count else []


def _claims(
    framework: Framework,
    submissions: Mapping[str, Submission],
    definition: ReportDefinition,
    verdicts: Verdicts,
    wording: Wording,
) -> Iterator[Claim]:
    for unit, submission in submissions.items():
        for row in submission.rows("indicators"):
            key = key_of(row)
            if key is None or framework.indicator(key[0]) is None or key[1] > definition.year:
                continue
            known = submission.received or _signed(submission)
            for column, reason in (("value", "change_reason"), ("revised_value", "revision_reason")):
                cell = row.cells.get(column)
                if cell is None or cell.empty or verdicts.cell_out(cell.ref):
                    continue
                clean = with_corrections(unit, without_taken_out(row, verdicts), verdicts)
                value = clean.number_of(column)
                if value is not None:
                    yield _claim(unit, submission, clean, key, cell, value, reason, known, verdicts, wording)


def key_of(row: Row) -> Key | None:
    """The key in a row's id ``indicator|year|period|breakdown``; None where the id is not of that shape."""
    parts = row.id.split("|")
    if len(parts) != 4 or not parts[1].isdecimal():
        return None
    return parts[0], int(parts[1]), parts[2], parts[3]


def _signed(submission: Submission) -> date | None:
    cell = submission.sign_off.get("date")
    return cell.value if cell is not None and isinstance(cell.value, date) else None


def _claim(
    unit: str,
    submission: Submission,
    row: Row,
    key: Key,
    cell: Cell,
    value: Decimal,
    reason_column: str,
    known: date | None,
    verdicts: Verdicts,
    wording: Wording,
) -> Claim:
    earlier = reason_column == "revision_reason"
    status = "revised" if earlier else (row.text("value_status") or "final")
    column = "revision_reason" if status == "revised" else reason_column

    def text(name: str) -> Text | None:
        words = row.text(name)
        return wording.text(CellName(unit, row.id, name), words) if words else None

    return Claim(
        key=(key[0], key[1] - 1, key[2], key[3]) if earlier else key,
        unit=unit,
        value=value,
        status=status,
        origin=origin(unit, submission, cell, row.text("source") or ""),
        reason=text(column),
        remarks=text("remarks"),
        known=known,
        findings=verdicts.footnotes(cell.ref),
    )


def _grouped(claims: Sequence[Claim]) -> Iterator[tuple[Key, list[Claim]]]:
    """The claims of each key, keys in the order in which they first appear."""
    if not claims:
        return
    frame = pd.DataFrame({"key": [one.key for one in claims], "claim": claims})
    for _, group in frame.groupby("key", sort=False):
        found: list[Claim] = list(group["claim"])
        yield found[0].key, found


def _settle(key: Key, claims: list[Claim], verdicts: Verdicts) -> tuple[Claim | None, Conflict | None]:
    """The claim that stands for a key: the only value, the settled one, or none and a conflict."""
    if len({one.value for one in claims}) == 1:
        return claims[0], None
    name = CellName("", "|".join(str(part) for part in key), "value")
    decision = verdicts.decided(name, DecisionKind.SETTLE, None)
    if decision is not None and decision.value is not None:
        for one in claims:
            if one.value == Decimal(decision.value):
                return one, None
    return None, Conflict(*key, values=tuple((one.value, one.origin) for one in claims))


def _enter(
    vintages: dict[Key, list[Observation]], key: Key, chosen: Claim, agreeing: list[Claim], left_out: list[LeftOut]
) -> None:
    """Add a claim to the vintages: as a further place of an equal value, as a new vintage, or not at all."""
    places: tuple[Origin, ...] = tuple(one.origin for one in agreeing)
    before = vintages.setdefault(key, [])
    if before and before[-1].value == chosen.value:
        before[-1] = replace(
            before[-1],
            origins=before[-1].origins + places,
            reason=chosen.reason,
            remarks=chosen.remarks,
            findings=chosen.findings,
        )
    elif before and not (chosen.status == "revised" and chosen.reason):
        left_out.append(LeftOut("indicator", str(chosen.origin.ref), DIFFERS))
    else:
        day = PartialDate(chosen.known.year, chosen.known.month, chosen.known.day) if chosen.known else None
        made = Observation(key[0], key[1], chosen.value, chosen.status, places, key[2], key[3])
        before.append(
            replace(made, published=day, reason=chosen.reason, remarks=chosen.remarks, findings=chosen.findings)
        )


def _place(key: Key) -> str:
    period = "" if key[2] == WHOLE_YEAR else f" {key[2]}"
    return f"{key[0]} {key[1]}{period}{' ' + key[3] if key[3] else ''}"


def _by_indicator(vintages: Mapping[Key, list[Observation]]) -> dict[str, tuple[Observation, ...]]:
    found: dict[str, list[Observation]] = {}
    for key in sorted(vintages):
        found.setdefault(key[0], []).extend(vintages[key])
    return {indicator: tuple(several) for indicator, several in found.items()}


def _revisions(observations: Mapping[str, tuple[Observation, ...]]) -> Iterator[Revision]:
    """Neighbouring vintages of one key with different values."""
    for indicator, several in observations.items():
        for was, now in pairwise(several):
            same = (was.year, was.period, was.breakdown) == (now.year, now.period, now.breakdown)
            if same and was.value != now.value:
                yield Revision(indicator, now.year, now.period, now.breakdown, was, now)
