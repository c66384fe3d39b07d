"""What does the terminal say at the end of a command?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from milepost.checks.wording import sentence
from milepost.model.finding import Finding, Severity
from milepost.model.states import DerivedState
from milepost.model.words import Words
from milepost.pipeline.building import Built
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged
from milepost.pipeline.reporting import Status

_NO_UNIT = "unit not known"


def summary(setting: Setting, built: Built, seconds: Mapping[str, float]) -> Iterator[str]:
    """What a build made: units in, findings, tasks by state, files with sizes, seconds per stage."""
    plan = setting.definitions.plan
    yield f"Report {setting.year} in {setting.workspace.relative(built.folder)}"
    yield f"  workbooks  {len(built.judged.accepted.inbox)} in, {len(built.dataset.submissions)} count"
    yield f"  findings   {_by_severity(built.judged.findings)}"
    states = Counter(built.ratings.rows[task.id].state for task in plan.tasks)
    told = ", ".join(f"{states[state]} {_state(state, setting)}" for state in DerivedState if states[state])
    yield f"  tasks      {len(plan.tasks)}: {told}"
    standings = Counter(one.standing for one in built.ratings.indicators.values())
    yield f"  indicators {len(built.ratings.indicators)}: " + ", ".join(
        f"{count} {standing.replace('_', ' ')}" for standing, count in standings.items()
    )
    pages = dict(built.pages)
    for name, size in built.files:
        language = name.removeprefix("report.").removesuffix(".pdf")
        note = f", {pages[language]} pages" if name.endswith(".pdf") and language in pages else ""
        yield f"  {name:<26}{_size(size):>9}{note}"
    told = ", ".join(f"{stage} {spent:.1f}" for stage, spent in seconds.items())
    yield f"  seconds    {sum(seconds.values()):.1f}: {told}"


def _state(state: DerivedState, setting: Setting) -> str:
    if state is DerivedState.NOT_REPORTED and not setting.definition.asked:
        return "no public information found"
    return state.replace("_", " ")


def _by_severity(findings: Sequence[Finding]) -> str:
    counted = Counter(finding.severity for finding in findings)
    if not findings:
        return "none"
    return ", ".join(f"{counted[one]} {one.name}" for one in reversed(Severity) if counted[one])


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def check_lines(setting: Setting, judged: Judged, words: Words, returned: Sequence[Path]) -> Iterator[str]:
    """The findings by unit, each on one line, and what was written."""
    inbox = judged.accepted.inbox
    if not inbox:
        yield f"{setting.workspace.relative(setting.workspace.inputs(setting.year))}: there is no workbook yet."
        return
    for unit in dict.fromkeys([*setting.definitions.units, ""]):
        found = [one for one in judged.findings if one.unit == unit]
        files = [one.file for one in inbox if one.unit == unit]
        if not found and not files:
            continue
        yield f"{unit or _NO_UNIT} ({', '.join(files)}): {_by_severity(found)}" if files else f"{unit or _NO_UNIT}:"
        for finding in found:
            yield f"  {finding.severity.name:<6} {sentence(finding, words, setting.definition.asked)}"
    yield f"{len(inbox)} workbooks, {len(judged.findings)} findings: {_by_severity(judged.findings)}"
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
