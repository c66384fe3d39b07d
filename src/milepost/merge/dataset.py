"""What holds for the year? Everything accepted, merged into one dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.merge.agreement import agree
from milepost.merge.computed import compute
from milepost.merge.observations import observe
from milepost.merge.offers import cases, figures
from milepost.merge.statements import all_statements, statements
from milepost.merge.verdicts import SETTLED_BY_MERGE, Verdicts, judge
from milepost.merge.withheld import keep_back
from milepost.merge.wording import Wording
from milepost.model.dataset import Dataset, FollowUp, LeftOut, Received, Statement, Untranslated
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import Exchange
from milepost.model.finding import Finding, Severity
from milepost.model.framework import Framework, PublishedValue
from milepost.model.plan import Plan, Units
from milepost.model.submission import Submission
from milepost.model.text import Text

REJECTED = "Taken out by a finding: {rule}."


@dataclass(frozen=True, slots=True)
class Accepted:
    """What intake has decided before anything is merged.

    Attributes:
        submissions: Unit id -> the submission that counts.
        inbox: Every file of the year and what became of it.
        findings: All findings, by file and place.
        followed: What became of the findings on each unit's last submission but one.
    """

    submissions: Mapping[str, Submission]
    inbox: tuple[Received, ...]
    findings: tuple[Finding, ...]
    followed: tuple[FollowUp, ...] = ()


def merge(
    plan: Plan,
    framework: Framework,
    units: Units,
    series: Sequence[PublishedValue],
    definition: ReportDefinition,
    exchange: Exchange,
    accepted: Accepted,
) -> Dataset:
    """Merge the accepted submissions with the plan's tasks and the published series.

    Nothing is silently dropped: what does not reach the dataset stands in ``left_out`` with its reason.
    """
    counting = {unit: accepted.submissions[unit] for unit in units if unit in accepted.submissions}
    verdicts = judge(accepted.findings, list(counting.values()), exchange.decisions)
    wording = Wording.of(exchange.translations, definition.languages)
    said = statements(counting, plan, verdicts, wording)
    observed = observe(framework, series, counting, definition, verdicts, wording)
    kept = keep_back(framework, observed.observations, counting, verdicts, definition.year)
    computed = compute(framework, kept.observations)
    offered = tuple(cases(counting, verdicts, wording))
    named = figures(counting, plan, verdicts, wording)
    texts = [*_texts_of(said), *((f"{one.unit}", one.id, "text", one.text) for one in offered)]
    texts += [(one.unit, one.task, "name", one.name) for several in named.values() for one in several]
    return Dataset(
        year=definition.year,
        observations=computed.observations,
        rows=agree(plan, units, said),
        figures=named,
        cases=offered,
        inbox=accepted.inbox,
        findings=accepted.findings,
        conflicts=observed.conflicts,
        withheld=kept.withheld,
        revisions=observed.revisions,
        left_out=(*_rejected(accepted.findings, verdicts), *observed.left_out, *kept.left_out, *computed.left_out),
        untranslated=_untranslated(texts, wording),
        submissions=counting,
        followed=accepted.followed,
    )


def _rejected(findings: Sequence[Finding], verdicts: Verdicts) -> list[LeftOut]:
    """Every cell, row or file that a REJECT keeps out and no decision waives."""
    waived = set(map(id, verdicts.waived))
    return [
        LeftOut("cell" if finding.where.row else "file", str(finding.where), REJECTED, {"rule": finding.rule.code})
        for finding in findings
        if finding.severity is Severity.REJECT and finding.rule not in SETTLED_BY_MERGE and id(finding) not in waived
    ]


def _texts_of(said: Mapping[str, tuple[Statement, ...]]) -> list[tuple[str, str, str, Text]]:
    found: list[tuple[str, str, str, Text]] = []
    for one in all_statements(said):
        for key in ("text", "difficulties", "next_step", "remarks"):
            words: Text | None = getattr(one, key)
            if words is not None:
                found.append((one.unit, one.row, key, words))
    return found


def _untranslated(
    texts: Sequence[tuple[str, str, str, Text]], wording: Wording
) -> Mapping[str, tuple[Untranslated, ...]]:
    found: dict[str, list[Untranslated]] = {language: [] for language in wording.languages}
    for unit, row, column, words in texts:
        for language in wording.missing(words):
            found[language].append(Untranslated(unit, row, column, language))
    return {language: tuple(several) for language, several in found.items()}
