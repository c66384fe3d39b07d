"""Which values exist and must not be shown, because a unit withholds them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from milepost.merge.observations import Key, key_of
from milepost.merge.statements import origin, with_corrections
from milepost.merge.verdicts import Verdicts
from milepost.model.dataset import LeftOut, Observation, PublishedOrigin, Withheld
from milepost.model.framework import Framework
from milepost.model.submission import Submission

SUPPRESSED = "suppressed"
"""What the reader says of a cell with the mark of a withheld value."""

NOT_SHOWN = "One unit gives the value, another withholds it; it is not printed."

Observations = Mapping[str, tuple[Observation, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """The observations without those that are withheld, and the marks that stand in their places."""

    observations: Observations
    withheld: tuple[Withheld, ...]
    left_out: tuple[LeftOut, ...] = ()


def keep_back(
    framework: Framework,
    observations: Observations,
    submissions: Mapping[str, Submission],
    verdicts: Verdicts,
    year: int,
) -> Kept:
    """Gather the marks of withheld values.

    What is published is no secret and stays. A value that another unit reports is withheld with the mark.

    Args:
        framework: The indicators.
        observations: What was reported and published.
        submissions: Unit id -> the submission that counts.
        verdicts: What findings and decisions say of every cell.
        year: Year of the report.
    """
    found = {one.key: one for one in _marks(framework, submissions, verdicts) if one.year <= year}
    public = {_key(one) for several in observations.values() for one in several if _is_public(one)}
    marks = {key: one for key, one in found.items() if key not in public}
    kept = {name: tuple(one for one in several if _key(one) not in marks) for name, several in observations.items()}
    shown = [_key(one) for several in observations.values() for one in several if _key(one) in marks]
    left_out = tuple(LeftOut("indicator", _place(key), NOT_SHOWN) for key in dict.fromkeys(shown))
    ordered = tuple(marks[key] for key in sorted(marks))
    return Kept({name: several for name, several in kept.items() if several}, ordered, left_out)


def _marks(framework: Framework, submissions: Mapping[str, Submission], verdicts: Verdicts) -> Iterator[Withheld]:
    for unit, submission in submissions.items():
        for row in submission.rows("indicators"):
            key = key_of(row)
            if key is None or framework.indicator(key[0]) is None or "value" not in row.cells:
                continue
            cell = with_corrections(unit, row, verdicts)["value"]
            if cell.problem == SUPPRESSED and not verdicts.cell_out(cell.ref):
                yield Withheld(*key, origin=origin(unit, submission, row["value"]))


def _is_public(one: Observation) -> bool:
    return any(isinstance(place, PublishedOrigin) for place in one.origins)


def _key(one: Observation) -> Key:
    return one.indicator, one.year, one.period, one.breakdown


def _place(key: Sequence[object]) -> str:
    return " ".join(str(part) for part in (key[0], key[1], key[3]) if part)
