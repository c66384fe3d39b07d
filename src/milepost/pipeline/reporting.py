"""Who was asked, who answered, what is open?"""

from __future__ import annotations

from dataclasses import dataclass

from milepost.checks.context import asked_units
from milepost.model.dataset import Received
from milepost.model.finding import Finding, Severity
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, context_of


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """Where one unit stands in the year's exchange.

    Attributes:
        issued: True when a form is in the register.
        files: The unit's files with what became of each.
        troubled: The files that cannot count, each with what is wrong with it as a whole.
        number: Number of the submission that counts; None where none counts.
        findings: How many findings the unit's files have, by severity.
    """

    unit: str
    issued: bool
    files: tuple[tuple[str, str], ...]
    number: int | None
    counts: bool
    findings: tuple[tuple[Severity, int], ...]
    troubled: tuple[tuple[str, tuple[Finding, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The whole exchange; ``unknown`` lists the files whose unit is not known."""

    units: tuple[UnitStatus, ...]
    unknown: tuple[tuple[str, str], ...]
    asked: bool


def status_of(setting: Setting, judged: Judged) -> Status:
    """Gather where each unit stands; of a report from public sources only the units with a workbook are listed."""
    wanted = asked_units(context_of(setting))
    inbox = judged.accepted.inbox
    units: list[UnitStatus] = []
    for unit in wanted:
        files = tuple((one.file, one.status) for one in inbox if one.unit == unit)
        if not files and not setting.definition.asked:
            continue
        submission = judged.accepted.submissions.get(unit)
        found = [one for one in judged.findings if one.unit == unit]
        counted = tuple((severity, sum(one.severity is severity for one in found)) for severity in Severity)
        units.append(
            UnitStatus(
                unit,
                unit in setting.exchange.issued,
                files,
                submission.number if submission else None,
                submission is not None,
                counted,
                tuple((one.file, _troubles(one)) for one in inbox if one.unit == unit and _troubles(one)),
            )
        )
    unknown = tuple((one.file, one.status) for one in inbox if one.unit not in wanted)
    return Status(tuple(units), unknown, setting.definition.asked)


def _troubles(one: Received) -> tuple[Finding, ...]:
    """What keeps a file from counting."""
    return tuple(finding for finding in one.findings if finding.takes_out_file)
