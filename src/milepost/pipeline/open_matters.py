"""What waits for a decision of the office, and with which words is each decided?"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from milepost.checks.across import TWO_VALUES
from milepost.checks.wording import sentence, subject_in_words
from milepost.merge import merge
from milepost.merge.verdicts import SETTLED_BY_MERGE, judge
from milepost.model.dataset import Dataset, FormOrigin
from milepost.model.exchange import DecisionKind
from milepost.model.finding import Finding, Severity
from milepost.model.states import TaskState
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, context_of


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that can be decided.

    Attributes:
        kind: The decision that fits best; a finding may be waived as well as corrected.
        unit: Whose cell; ``""`` for a conflict between units.
        row: Row of the form by its meaning.
        column: Column key; ``""`` for a whole row or sheet.
        rule: Code of the rule; ``""`` where no finding is meant.
        typed: What stands in the cell; None where nothing may be held against it.
        told: What the matter is, in words, on one line.
        values: Of a conflict: the values that can be settled on.
    """

    kind: DecisionKind
    unit: str
    row: str
    column: str
    rule: str
    typed: str | None
    told: str
    values: tuple[str, ...] = field(default=())

    def command(self, year: int) -> str:
        """The words after ``milepost`` that write the skeleton of its decision."""
        given = {"--unit": self.unit, "--row": self.row, "--column": self.column, "--kind": str(self.kind)}
        if self.kind is DecisionKind.WAIVE:
            given["--rule"] = self.rule
        elif self.kind is not DecisionKind.CORRECT:
            del given["--column"]
        words = ["decide", str(year), *(part for key, value in given.items() if value for part in (key, value))]
        ends = " --value VALUE" if self.kind in (DecisionKind.CORRECT, DecisionKind.SETTLE) else ""
        return shlex.join(words) + ends


def matters(setting: Setting, judged: Judged, words: Words) -> tuple[Matter, ...]:
    """Everything that waits: findings that no answer and no decision settled, conflicts, unconfirmed cancellations."""
    definitions = setting.definitions
    dataset = merge(
        definitions.plan,
        definitions.framework,
        definitions.units,
        definitions.series,
        setting.definition,
        setting.exchange,
        judged.accepted,
    )
    return (
        *_findings(setting, judged, words),
        *_conflicts(setting, dataset, words),
        *_cancellations(setting, dataset, words),
    )


def unsettled(setting: Setting, judged: Judged) -> tuple[Finding, ...]:
    """The findings that are open: neither answered by the unit nor settled by a decision; the gravest first."""
    settled = decided(setting, judged)
    found = [one for one in judged.findings if one.open and id(one) not in settled]
    return tuple(sorted(found, key=lambda one: -one.severity))


def decided(setting: Setting, judged: Judged) -> frozenset[int]:
    """The findings that a decision of the office settled, each by its ``id``."""
    counting = list(judged.accepted.submissions.values())
    return frozenset(id(one) for one in judge(judged.findings, counting, setting.exchange.decisions).waived)


def _findings(setting: Setting, judged: Judged, words: Words) -> Iterator[Matter]:
    """The findings on the submissions that count; what is wrong with a file as a whole only the unit can put right."""
    counting = judged.accepted.submissions.values()
    files = {one.file for one in counting}
    typed = {
        cell.ref: cell.typed or ""
        for submission in counting
        for sheet in submission.sheets.values()
        for row in sheet.rows
        for cell in row.cells.values()
    }
    for finding in unsettled(setting, judged):
        if finding.rule is TWO_VALUES or finding.where.workbook not in files:
            continue  # two values are one conflict
        corrects = finding.severity is Severity.REJECT and bool(finding.row_id and finding.column)
        kind = DecisionKind.CORRECT if corrects or finding.rule in SETTLED_BY_MERGE else DecisionKind.WAIVE
        here = typed.get(finding.where, "") if finding.row_id else None
        told = _told(setting, finding, words)
        yield Matter(kind, finding.unit, finding.row_id, finding.column, finding.rule.code, here, told)


def _told(setting: Setting, finding: Finding, words: Words) -> str:
    context = context_of(setting)
    said = sentence(finding, words, context.asked, subject_in_words(finding, words, context))
    return f"{finding.severity.name:<6} {finding.unit} {said}"


def _conflicts(setting: Setting, dataset: Dataset, words: Words) -> Iterator[Matter]:
    begun = {
        one.cell.row for one in setting.exchange.decisions if one.kind is DecisionKind.SETTLE and one.value is None
    }
    for conflict in dataset.conflicts:
        row = "|".join([conflict.indicator, str(conflict.year), conflict.period, conflict.breakdown])
        values = [f"{value:f}" for value, _ in conflict.values]
        who = [
            f"{origin.unit} {value}" if isinstance(origin, FormOrigin) else value
            for value, (_, origin) in zip(values, conflict.values, strict=True)
        ]
        if row not in begun:
            message = "conflict: units report different values for {row} ({values})."
            told = words.say(message, row=row, values=", ".join(who))
            yield Matter(DecisionKind.SETTLE, "", row, "", "", None, told, tuple(dict.fromkeys(values)))


def _cancellations(setting: Setting, dataset: Dataset, words: Words) -> Iterator[Matter]:
    for row, merged in dataset.rows.items():
        for one in merged.statements:
            if one.state is TaskState.CANCELLED and not one.cancellation_confirmed:
                told = words.say("{unit} reports that {row} is cancelled.", unit=one.unit, row=row)
                typed = one.origins["state"].typed
                yield Matter(DecisionKind.CANCEL, one.unit, row, "state", "", typed, told)
