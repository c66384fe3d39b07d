"""Which rules are there, and which checks find them?"""

from collections.abc import Callable, Iterator, Sequence

from milepost.checks import (
    across,
    breakdowns,
    cells,
    file_rules,
    files,
    framework_rules,
    history,
    indicators,
    refusals,
    remarked,
    reporting,
    sign_off,
    standing,
    task_cells,
    tasks,
    values,
)
from milepost.checks.context import Context
from milepost.checks.meeting import Check
from milepost.model.finding import Finding, Rule
from milepost.model.submission import Submission

AcrossCheck = Callable[[Sequence[Submission], Context], Iterator[Finding]]
"""A check of all submissions that count."""


def _by_code(*several: tuple[Rule, ...]) -> list[Rule]:
    """The rules of one topic that stand in several modules."""
    return sorted((rule for rules in several for rule in rules), key=lambda rule: rule.code)


RULES: tuple[Rule, ...] = (
    *refusals.RULES,
    *file_rules.RULES,
    *standing.FILE_RULES,
    *remarked.RULES,
    *sign_off.RULES,
    *_by_code(tasks.RULES, task_cells.RULES),
    *_by_code(indicators.RULES, values.RULES, breakdowns.RULES, framework_rules.RULES_ON_VALUES),
    *history.RULES,
    *_by_code(across.RULES, framework_rules.RULES),
    *standing.RULES,
    *reporting.RULES,
)
"""Every rule, in reading order."""

FILE_CHECKS: tuple[Check, ...] = (files.stamps,)
"""What is asked of the file first; where it is not this year's form of the unit, nothing in it is judged."""

CHECKS: tuple[Check, ...] = (
    files.plans,
    files.locked_cells,
    remarked.remarks,
    files.unread_rows,
    files.formulas,
    standing.characters,
    cells.readings,
    cells.constraints,
    sign_off.submission_number,
    sign_off.date_of_signing,
    tasks.rows_of_tasks,
    tasks.missing_tasks,
    tasks.dates_of_completion,
    indicators.rows_of_indicators,
    indicators.missing_values,
    values.objections,
    breakdowns.breakdowns,
    history.moved_values,
    history.published_values,
    history.revised_values,
    history.states,
    history.texts,
    across.figures_of_other_tasks,
    across.texts_against_figures,
    across.tasks_of_cases,
)
"""What is asked of one workbook."""

ACROSS_CHECKS: tuple[AcrossCheck, ...] = (
    across.two_values,
    across.joint_tasks,
    across.copied_texts,
    framework_rules.rules_of_the_framework,
    framework_rules.formulas_of_the_framework,
    standing.entries,
    reporting.late_units,
    reporting.incomplete_units,
)
"""What is asked of all submissions that count, together."""
