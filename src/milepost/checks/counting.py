"""Which submission of each unit counts, and what became of every other file?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from milepost.checks.context import Context, unit_of
from milepost.checks.file_rules import (
    CHANGES_NOTHING,
    DUPLICATE_FILE,
    LOWER_NUMBER_LATER,
    NUMBER_TWICE,
    ORDER_BY_RECEIPT,
    ORDER_UNKNOWN,
)
from milepost.checks.meeting import entry_columns, quoted
from milepost.checks.refusals import refused
from milepost.checks.reporting import follow_up, unanswered
from milepost.model.dataset import FollowUp, Received
from milepost.model.finding import Finding, Rule
from milepost.model.intake import Refusal
from milepost.model.places import CellRef
from milepost.model.submission import FindingKey, Submission


@dataclass(frozen=True, slots=True)
class Inbox:
    """Every file of the year's folder and what became of it.

    Attributes:
        counts: Unit id -> the submission that counts, in the order of the units' definitions.
        findings: What was found in choosing: duplicates, disputes, doubts about the order.
        files: Every file by name, without findings.
        followed: What became of the findings on each unit's last submission but one; nothing where nobody was asked.
    """

    counts: Mapping[str, Submission] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    files: tuple[Received, ...] = ()
    followed: tuple[FollowUp, ...] = ()

    @property
    def accepted(self) -> tuple[Submission, ...]:
        """The submissions that count: what ``run_across`` judges and what is merged."""
        return tuple(self.counts.values())

    @property
    def heard(self) -> frozenset[str]:
        """Units of which any file came, accepted or not."""
        return frozenset(one.unit for one in self.files if one.unit)

    def kept(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings without those on the cells of a file that was sent twice: they stand at the first of the two."""
        twice = {one.file for one in self.files if one.status == "duplicate"}
        return tuple(one for one in findings if one.where.workbook not in twice or one.rule is DUPLICATE_FILE)

    def received(self, findings: Iterable[Finding]) -> tuple[Received, ...]:
        """Every file with the findings on it."""
        by_file: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_file[finding.where.workbook].append(finding)
        return tuple(replace(one, findings=tuple(by_file[one.file])) for one in self.files)


def choose(
    submissions: Sequence[Submission],
    refusals: Sequence[Refusal],
    findings: Sequence[Finding],
    context: Context,
) -> Inbox:
    """Decide which submission of each unit counts.

    The highest submission number counts. Where a file has no number, the day of receipt orders the files, with a
    doubt. Two different files of one number: neither counts. Byte-equal files count once. A file with a REJECT whose
    place is the file itself is not accepted.

    Args:
        submissions: Every workbook that could be read.
        refusals: Every file that could not.
        findings: What ``run`` found in the submissions, with the units' answers.
        context: Definitions and exchange of the year; ``exchange.receipts`` tells when each file came.
    """
    out = {finding.where.workbook for finding in findings if finding.takes_out_file}
    told: list[Finding] = []
    fates = dict[str, str]()
    first = dict[str, str]()
    by_unit: dict[str, list[Submission]] = defaultdict(list)
    for one in sorted(submissions, key=lambda one: (_receipt(one, context) or _NEVER, one.file)):
        unit = unit_of(one, context)
        if one.sha256 in first:
            fates[one.file] = "duplicate"
            told.append(_on(DUPLICATE_FILE, one, context, found=quoted(first[one.sha256])))
        elif unit not in context.units or one.file in out:
            fates[one.file] = "rejected"
        else:
            by_unit[unit].append(one)
        first.setdefault(one.sha256, one.file)
    counts = dict[str, Submission]()
    followed: list[FollowUp] = []
    for unit in context.units:
        verdict = _judge(by_unit.get(unit, []), context)
        fates |= verdict.fates
        told += verdict.findings
        for older, newer in pairwise(verdict.ordered[-2:]) if context.asked else ():
            followed.append(follow_up(older, newer, findings, context))
            told += unanswered(followed[-1])
        if verdict.counts is not None:
            counts[unit] = verdict.counts
    files = [_received(one, fates[one.file], context) for one in submissions]
    files += [_unreadable(one, context) for one in refusals]
    return Inbox(counts, tuple(told), tuple(sorted(files, key=lambda one: one.file)), tuple(followed))


@dataclass(slots=True)
class _Verdict:
    """On the files of one unit: which counts, their order, what becomes of each, and the findings of the choice."""

    counts: Submission | None = None
    ordered: list[Submission] = field(default_factory=list)
    fates: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _judge(files: Sequence[Submission], context: Context) -> _Verdict:
    """Choose among the acceptable files of one unit, given in the order of receipt."""
    if len(files) == 1:
        return _Verdict(files[0], [files[0]], {files[0].file: "counts"})
    verdict = _Verdict()
    disputed = list(_disputed(files, context))
    verdict.findings += disputed
    verdict.fates |= {finding.where.workbook: "disputed" for finding in disputed}
    verdict.ordered = ordered = _in_order([one for one in files if one.file not in verdict.fates], context, verdict)
    for older, newer in pairwise(ordered):
        verdict.fates[older.file] = "superseded"
        if _entries(older, context) == _entries(newer, context) and _answers(newer) <= _answers(older):
            verdict.findings.append(_on(CHANGES_NOTHING, newer, context, found=quoted(older.file)))
    if ordered:
        verdict.counts = ordered[-1]
        verdict.fates[ordered[-1].file] = "counts"
    return verdict


def _disputed(files: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find different files of one number, and files that nothing puts in an order."""
    by_number: dict[int | None, list[Submission]] = defaultdict(list)
    for one in files:
        by_number[one.number].append(one)
    for number, same in by_number.items():
        for place, one in enumerate(same):
            if number is not None and len(same) > 1:
                other = same[place - 1] if place else same[1]
                yield _on(NUMBER_TWICE, one, context, expected=number, found=quoted(other.file))
            elif number is None and not _can_be_placed(one, files, context):
                yield _on(ORDER_UNKNOWN, one, context)


def _can_be_placed(one: Submission, files: Sequence[Submission], context: Context) -> bool:
    """A file without a number has a place where its own day of receipt and those of the numbered ones are known."""
    numbered = [other for other in files if other.number is not None]
    return all(_receipt(other, context) is not None for other in (one, *numbered))


def _in_order(files: Sequence[Submission], context: Context, verdict: _Verdict) -> list[Submission]:
    """Put the undisputed files in their order, oldest first: by number, those without one by receipt."""
    ordered = sorted((one for one in files if one.number is not None), key=lambda one: one.number or 0)
    for lower, higher in pairwise(ordered):
        came, before = _receipt(lower, context), _receipt(higher, context)
        if came is not None and before is not None and came > before:
            facts = {"found": lower.number, "expected": higher.number}
            verdict.findings.append(_on(LOWER_NUMBER_LATER, lower, context, **facts))
    for one in files:
        if one.number is None:
            came = _receipt(one, context) or _NEVER
            earlier = [place for place, other in enumerate(ordered) if (_receipt(other, context) or _NEVER) < came]
            ordered.insert(max(earlier, default=-1) + 1, one)
            verdict.findings.append(_on(ORDER_BY_RECEIPT, one, context))
    return ordered


def _receipt(one: Submission, context: Context) -> tuple[date, int] | None:
    """Day and line of ``received.csv``; None where the file is not in it."""
    receipt = context.exchange.receipts.get(one.file)
    if receipt is not None:
        return (receipt.received, receipt.order)
    return (one.received, one.received_order or 0) if one.received is not None else None


_NEVER = (date.max, 0)
"""Sorts after every receipt."""


def _entries(one: Submission, context: Context) -> dict[tuple[str, str, str], str]:
    """What the unit filled in, by sheet, row and column; the sign-off sheet apart."""
    return {
        (sheet.key, row.id, column.key): row.cells[column.key].typed or ""
        for sheet in one.sheets.values()
        for row in sheet.rows
        for column in entry_columns(context.form, sheet.key)
        if sheet.key != "sign_off" and column.key in row.cells and not row.cells[column.key].empty
    }


def _answers(one: Submission) -> frozenset[tuple[FindingKey, str]]:
    """What the unit answered: an answer is a change, too."""
    return frozenset((answer.key, answer.words) for answer in one.answers)


def _on(rule: Rule, one: Submission, context: Context, **facts: object) -> Finding:
    return Finding(rule, CellRef(one.file), unit_of(one, context), facts=facts)


def _received(one: Submission, fate: str, context: Context) -> Received:
    receipt = _receipt(one, context)
    day = receipt[0] if receipt else None
    return Received(one.file, one.sha256, unit_of(one, context), one.number, fate, day, _late(day, context))


def _unreadable(one: Refusal, context: Context) -> Received:
    receipt = context.exchange.receipts.get(one.file)
    day = receipt.received if receipt else None
    return Received(one.file, one.sha256, refused(one, context).unit, None, "unreadable", day, _late(day, context))


def _late(day: date | None, context: Context) -> bool | None:
    """Against the deadline; None where one of the two is not known, or nobody was asked."""
    deadline = context.definition.deadline
    return day > deadline if context.asked and day is not None and deadline is not None else None
