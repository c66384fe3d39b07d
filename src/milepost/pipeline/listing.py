"""What do `check` and `status` say, line by line?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from milepost.checks.wording import sentence, subject_in_words
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, by_severity, context_of
from milepost.pipeline.reporting import Status

_NO_UNIT = "unit not known"


def check_lines(setting: Setting, judged: Judged, words: Words, returned: Sequence[Path]) -> Iterator[str]:
    """The findings by unit, each on one line, and what was written."""
    inbox, context = judged.accepted.inbox, context_of(setting)
    if not inbox:
        yield f"{setting.workspace.relative(setting.workspace.inputs(setting.year))}: there is no workbook yet."
        return
    for unit in dict.fromkeys([*setting.definitions.units, ""]):
        found = [one for one in judged.findings if one.unit == unit]
        files = [one.file for one in inbox if one.unit == unit]
        if not found and not files:
            continue
        yield f"{unit or _NO_UNIT} ({', '.join(files)}): {by_severity(found)}" if files else f"{unit or _NO_UNIT}:"
        for finding in found:
            subject = subject_in_words(finding, words, context)
            yield f"  {finding.severity.name:<6} {sentence(finding, words, context.asked, subject)}"
    yield f"{len(inbox)} workbooks, {len(judged.findings)} findings: {by_severity(judged.findings)}"
    if returned:
        folder = setting.workspace.relative(setting.workspace.returned(setting.year))
        yield f"{len(returned)} returned with notes in {folder}"


def check_records(setting: Setting, judged: Judged, words: Words) -> list[dict[str, object]]:
    """The findings as records for ``--json``, in the order of ``check_lines``."""
    order = {unit: place for place, unit in enumerate(setting.definitions.units)}
    return [
        {
            "code": finding.rule.code,
            "severity": finding.severity.name,
            "unit": finding.unit,
            "subject": finding.subject,
            "workbook": finding.where.workbook,
            "sheet": finding.where.sheet,
            "cell": finding.where.address,
            "row": finding.row_id,
            "column": finding.column,
            "message": finding.message(words),
            "request": finding.request(words) if setting.definition.asked else "",
        }
        for finding in sorted(judged.findings, key=lambda one: order.get(one.unit, len(order)))
    ]


def status_lines(setting: Setting, status: Status) -> Iterator[str]:
    """One line for each unit; of a report from public sources nothing is said of silence or lateness."""
    if not status.asked:
        yield f"Report {setting.year} is compiled from public sources: no unit was asked."
    elif not any(unit.files for unit in status.units):
        yield "No workbook has come in yet."
    for unit in status.units:
        files = ", ".join(f"{name} ({became})" for name, became in unit.files)
        open_ones = ", ".join(f"{count} {severity.name}" for severity, count in reversed(unit.findings) if count)
        if status.asked:
            sent = "issued" if unit.issued else "not issued"
            answer = open_ones or ("no findings" if files else "")
            yield f"{unit.unit:<10} {sent:<11} {files or 'nothing received':<40} {answer}".rstrip()
        else:
            yield f"{unit.unit:<10} {files:<40} {open_ones or 'no findings'}"
    for name, became in status.unknown:
        yield f"{_NO_UNIT:<10} {name} ({became})"
    if status.asked:
        answered = sum(unit.counts for unit in status.units)
        yield f"{answered} of {len(status.units)} units have answered."
    else:
        yield f"{len(status.units)} workbooks hold public information."
