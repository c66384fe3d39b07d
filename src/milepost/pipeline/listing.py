"""What do `check` and `status` say, line by line?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from milepost.checks.catalogue import RULES
from milepost.checks.context import Context
from milepost.checks.meeting import quoted
from milepost.checks.wording import sentence, subject_in_words
from milepost.model.dataset import FollowUp
from milepost.model.finding import Finding
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, by_severity, context_of
from milepost.pipeline.open_matters import Matter
from milepost.pipeline.reminding import Reminders
from milepost.pipeline.reporting import Status, UnitStatus

BECAME = ("closed", "answered", "ignored")
"""What becomes of a finding in the next submission; also the fields of a ``FollowUp``."""

LONGEST_ANSWER = 200
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
        since = "".join(f"; {_since(one, words)}" for one in judged.accepted.followed if one.unit == unit)
        head = f"{unit or _NO_UNIT} ({', '.join(files)}): {by_severity(found)}" if files else f"{unit or _NO_UNIT}:"
        yield head + since
        for finding in found:
            yield f"  {finding.severity.name:<6} {_told(finding, words, context)}"
    yield f"{len(inbox)} workbooks, {len(judged.findings)} findings: {by_severity(judged.findings)}"
    if returned:
        folder = setting.workspace.relative(setting.workspace.returned(setting.year))
        yield f"{len(returned)} returned with notes in {folder}"


def followed_lines(setting: Setting, judged: Judged, words: Words) -> Iterator[str]:
    """What was closed, answered and ignored since each unit's submission before, finding by finding."""
    context = context_of(setting)
    for one in judged.accepted.followed:
        for became in BECAME:
            for finding in getattr(one, became):
                yield f"{one.unit} {words.say(became)}: {_told(finding, words, context)}"


def check_record(setting: Setting, judged: Judged, words: Words) -> dict[str, object]:
    """What ``--json`` gives: ``findings``, in the order of ``check_lines``, and ``followed``, one for each unit."""
    order = {unit: place for place, unit in enumerate(setting.definitions.units)}
    asked = setting.definition.asked
    ranked = sorted(judged.findings, key=lambda one: order.get(one.unit, len(order)))
    return {
        "findings": [_record(one, words, asked) for one in ranked],
        "followed": [
            {
                "unit": one.unit,
                "older": one.older,
                "newer": one.newer,
                **{became: [_record(finding, words, asked) for finding in getattr(one, became)] for became in BECAME},
            }
            for one in judged.accepted.followed
        ],
    }


def _record(finding: Finding, words: Words, asked: bool) -> dict[str, object]:
    return {
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
        "request": finding.request(words) if asked else "",
        "answer": finding.answer,
    }


def _told(finding: Finding, words: Words, context: Context) -> str:
    """The finding in one line, with the answer to it."""
    told = sentence(finding, words, context.asked, subject_in_words(finding, words, context))
    answer = words.say("Answer: “{answer}”", answer=quoted(finding.answer, LONGEST_ANSWER)) if finding.answer else ""
    return f"{told} {answer}".rstrip()


def _since(one: FollowUp, words: Words) -> str:
    """How many findings were closed, answered and ignored, and by which rules."""
    counts = {became: _counted(getattr(one, became)) for became in BECAME}
    return words.say("since {file}: closed {closed}, answered {answered}, ignored {ignored}", file=one.older, **counts)


def _counted(findings: Sequence[Finding]) -> str:
    codes = ", ".join(sorted({one.rule.code for one in findings}))
    return f"{len(findings)} ({codes})" if findings else "0"


def _troubles(unit: UnitStatus, words: Words) -> Iterator[str]:
    """Why a file does not count, and which one counts all the same."""
    holds = next((name for name, became in unit.files if became == "counts"), "")
    for name, findings in unit.troubled:
        told = " ".join(f"{finding.message(words)} [{finding.rule.code}]" for finding in findings)
        yield f"{'':<10} {name}: {told}" + (f" {holds} counts." if holds else "")


def status_lines(setting: Setting, status: Status, words: Words) -> Iterator[str]:
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
        yield from _troubles(unit, words)
    for name, became in status.unknown:
        yield f"{_NO_UNIT:<10} {name} ({became})"
    if status.asked:
        answered = sum(unit.counts for unit in status.units)
        yield f"{answered} of {len(status.units)} units have answered."
    else:
        yield f"{len(status.units)} workbooks hold public information."


def matter_lines(setting: Setting, found: Sequence[Matter]) -> Iterator[str]:
    """What waits for a decision, each with the words that write its skeleton."""
    for one in found:
        yield one.told
        yield f"       {one.command(setting.year)}"
    if not found:
        yield "Nothing waits for a decision."


def reminder_lines(setting: Setting, reminders: Reminders) -> Iterator[str]:
    """To whom a letter was written, and why."""
    for one in reminders.units:
        why = "nothing received" if one.late else f"{one.open_points} open point{'s' * (one.open_points != 1)}"
        yield f"{one.unit:<10} {why}"
    if reminders.silent:
        why = "the deadline has not passed" if setting.definition.deadline else "the report defines no deadline"
        yield f"Not reminded, nothing received, but {why}: {', '.join(reminders.silent)}"
    if reminders.units:
        count = len(reminders.units)
        folder = setting.workspace.relative(reminders.folder)
        yield f"{count} letter{'s' * (count != 1)} in {folder}, each as .docx and .txt"
    else:
        yield "No unit needs to be reminded."


@dataclass(frozen=True, slots=True)
class Impact:
    """How many submissions a rule touches, and how often it is met in them."""

    code: str
    severity: str
    submissions: int
    findings: int


def impact(judged: Judged) -> tuple[Impact, ...]:
    """What each rule touches of all that came in, in the order of the catalogue; rules that touch nothing too."""
    received = [finding for one in judged.accepted.inbox for finding in one.findings]
    made: list[Impact] = []
    for rule in RULES:
        found = [one.where.workbook for one in received if one.rule.code == rule.code]
        made.append(Impact(rule.code, rule.severity.name, len(set(found)), len(found)))
    return tuple(made)


def impact_lines(judged: Judged) -> Iterator[str]:
    """The rules that touch any submission, the most frequent first, and how many touch none."""
    total, every = len(judged.accepted.inbox), impact(judged)
    touched = sorted((one for one in every if one.submissions), key=lambda one: (-one.submissions, one.code))
    for one in touched:
        yield f"{one.code}  {one.severity:<6}  submissions: {one.submissions} of {total}, findings: {one.findings}"
    yield f"{len(every) - len(touched)} rules touch none."
