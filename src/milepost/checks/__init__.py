"""What is wrong with what came in? Rules over submissions give findings; nothing here changes a value."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from milepost.checks.answering import with_answers
from milepost.checks.catalogue import ACROSS_CHECKS, CHECKS, FILE_CHECKS, RULES
from milepost.checks.context import Context, unit_in_file_name, unit_of
from milepost.checks.counting import Inbox, choose
from milepost.checks.page import rule_lines, rule_record, rules_page
from milepost.checks.refusals import refused
from milepost.checks.reporting import silent_units
from milepost.checks.wording import sentence
from milepost.model.finding import Finding, Severity, Topic
from milepost.model.submission import Submission

__all__ = [
    "RULES",
    "Context",
    "Inbox",
    "choose",
    "refused",
    "rule_lines",
    "rule_record",
    "rules_page",
    "run",
    "run_across",
    "sentence",
    "unit_in_file_name",
    "unit_of",
    "with_answers",
]

FIRST_YEAR = min(rule.since for rule in RULES)
"""Year of the first catalogue; a rule added later is a doubt at most in its first year."""


def run(submission: Submission, context: Context) -> tuple[Finding, ...]:
    """Judge one workbook.

    Args:
        submission: The workbook as it was read.
        context: Definitions and exchange of the year.

    Returns:
        All findings at once, by place; only those on the file itself where it is not this year's form of the unit.
    """
    found = [finding for check in FILE_CHECKS for finding in check(submission, context)]
    if not any(finding.takes_out_file for finding in found):
        found += [finding for check in CHECKS for finding in check(submission, context)]
    unit = unit_of(submission, context)
    order = {sheet.name: place for place, sheet in enumerate(submission.sheets.values())}
    kept = [replace(finding, unit=finding.unit or unit) for finding in _applying(found, context)]
    return tuple(sorted(kept, key=lambda one: _by_place(one, order)))


def run_across(accepted: Sequence[Submission], context: Context, heard: Collection[str] = ()) -> tuple[Finding, ...]:
    """Judge all submissions that count, together: contradictions between units, copied texts, who reported and when.

    Args:
        accepted: One submission for each unit that has one, as ``choose`` tells.
        context: Definitions and exchange of the year.
        heard: Units of which any file came (``Inbox.heard``): what is wrong with a file that is not accepted has its
            own finding, and the unit is not called silent as well.
    """
    units = {one.file: unit_of(one, context) for one in accepted}
    found = [finding for check in ACROSS_CHECKS for finding in check(accepted, context)]
    found += silent_units({*units.values(), *heard}, context)
    kept = [
        replace(finding, unit=finding.unit or units.get(finding.where.workbook, ""))
        for finding in _applying(found, context)
    ]
    order = {sheet.name: place for one in accepted for place, sheet in enumerate(one.sheets.values())}
    return tuple(sorted(kept, key=lambda one: _by_place(one, order)))


def _applying(findings: Iterable[Finding], context: Context) -> Iterable[Finding]:
    """Leave out what may not be said where nobody was asked, and soften what is new this year."""
    for finding in findings:
        rule = finding.rule
        if not context.asked and (rule.absence or rule.topic in (Topic.SIGN_OFF, Topic.REPORTING)):
            continue
        new = rule.since == context.year and rule.since > FIRST_YEAR
        yield replace(finding, lowered=Severity.DOUBT) if new and finding.severity > Severity.DOUBT else finding


def _by_place(finding: Finding, order: dict[str, int]) -> tuple[str, int, int, int, str]:
    where = finding.where
    return (where.workbook, order.get(where.sheet, -1), where.row, where.column, finding.rule.code)
