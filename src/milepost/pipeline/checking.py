"""What came in, what is wrong with it, and what counts, given what is known of earlier years?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from milepost import checks
from milepost.checks.context import Context
from milepost.merge import Accepted
from milepost.model.dataset import CarriedOver
from milepost.model.finding import Finding, Severity
from milepost.model.intake import Refusal
from milepost.model.submission import Submission
from milepost.pipeline.gather import Setting
from milepost.pipeline.progress import Progress
from milepost.pipeline.reading import inbox_files, read_all, reader_of
from milepost.templates.fonts import printable


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that came in, judged.

    Attributes:
        submissions: The workbooks that could be read, by file name.
        refusals: The files that could not.
        accepted: What counts, what became of each file, and every finding.
        carried: Row id -> the task of an earlier year that goes on in it.
    """

    submissions: tuple[Submission, ...]
    refusals: tuple[Refusal, ...]
    accepted: Accepted
    carried: Mapping[str, CarriedOver] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding on what is current, by file and place; those on a replaced submission stand in the inbox."""
        return self.accepted.findings

    @property
    def rejected(self) -> bool:
        """True when some value, row or file is kept out: ``--strict`` then exits 1."""
        return any(finding.severity is Severity.REJECT for finding in self.findings)


def context_of(setting: Setting, carried: Mapping[str, CarriedOver] | None = None) -> Context:
    """What the rules may look at.

    Args:
        setting: The year.
        carried: Row id -> the task of an earlier year that goes on in it; None where no earlier year is known.
    """
    earlier = carried or {}
    definitions = setting.definitions
    return Context(
        year=setting.year,
        plan=definitions.plan,
        framework=definitions.framework,
        units=definitions.units,
        series=definitions.series,
        definition=setting.definition,
        exchange=setting.exchange,
        form=setting.form,
        last={row: one.state for row, one in earlier.items()},
        last_texts={(said.unit, row): said.typed for row, one in earlier.items() for said in one.statements},
        own_last={
            (said.unit, row): said.state for row, one in earlier.items() for said in one.statements if said.state
        },
        words=tuple(setting.words.values()),
        printable=printable(setting.folders),
    )


def check_all(setting: Setting, carried: Mapping[str, CarriedOver], progress: Progress) -> Judged:
    """Read every file of the year, check every cell, and decide which submission of each unit counts.

    Args:
        setting: The year.
        carried: Row id -> the task of an earlier year that goes on in it.
        progress: Told of each stage.
    """
    files = inbox_files(setting.workspace.inputs(setting.year))
    submissions: list[Submission] = []
    refusals: list[Refusal] = []
    with progress.stage("read", f"reading {len(files)} workbook{'' if len(files) == 1 else 's'}"):
        for result in read_all(files, setting.form, tuple(setting.words.values()), reader_of(setting)):
            progress.detail(f"  {result.file}")
            if isinstance(result, Refusal):
                refusals.append(result)
            else:
                submissions.append(_meant(setting, result))
    with progress.stage("check", "checking every cell"):
        return _judged(setting, submissions, refusals, carried)


def _meant(setting: Setting, submission: Submission) -> Submission:
    """The submission with what ``received.csv`` knows of it."""
    receipt = setting.exchange.receipts.get(submission.file)
    if receipt is None:
        return submission
    return replace(submission, received=receipt.received, received_order=receipt.order)


def _judged(
    setting: Setting,
    submissions: Sequence[Submission],
    refusals: Sequence[Refusal],
    carried: Mapping[str, CarriedOver],
) -> Judged:
    context = context_of(setting, carried)
    found = [checks.refused(one, context) for one in refusals]
    found += [finding for submission in submissions for finding in checks.run(submission, context)]
    found = list(checks.with_answers(found, submissions))
    inbox = checks.choose(submissions, refusals, found, context)
    across = checks.run_across(inbox.accepted, context, inbox.heard)
    more = checks.with_answers((*inbox.findings, *across), submissions)
    # The sort is stable: within one file the order of the checks stays.
    findings = sorted(inbox.kept((*found, *more)), key=lambda one: one.where.workbook)
    received = inbox.received(findings)
    replaced = {one.file for one in received if one.status == "superseded"}
    current = tuple(one for one in findings if one.where.workbook not in replaced)
    accepted = Accepted(inbox.counts, received, current, inbox.followed)
    return Judged(tuple(submissions), tuple(refusals), accepted, carried)


def by_severity(findings: Sequence[Finding]) -> str:
    """How many findings there are of each severity, the gravest first, e.g. ``"2 REJECT, 5 NOTE"``."""
    counted = Counter(finding.severity for finding in findings)
    if not findings:
        return "none"
    return ", ".join(f"{counted[one]} {one.name}" for one in reversed(Severity) if counted[one])
