"""What does a unit find on the To do sheet of its workbook?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from milepost.checks.answering import key_of, typed_at
from milepost.checks.meeting import quoted
from milepost.checks.wording import subject_in_words
from milepost.inputs.todo import Todo, TodoLine
from milepost.model.finding import Finding, Severity
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import context_of

THE_FORM = "the form"
DECIDED = "The office has decided this; nothing needs to be done."


def todo_of(
    setting: Setting, submission: Submission, findings: Sequence[Finding], decided: Collection[int] = ()
) -> Todo:
    """One line for each finding, the gravest first, then in the order given.

    What was answered keeps its answer; what the office has decided asks nothing more.

    Args:
        setting: The year.
        submission: The workbook.
        findings: The findings on it.
        decided: Those that a decision settled, each by its ``id``.
    """
    first = next((sheet.name for sheet in submission.sheets.values()), "")
    lines = [_line(setting, submission, one, first, id(one) in decided) for one in findings]
    ranked = tuple(sorted(lines, key=lambda one: -one.severity))
    return Todo(ranked, tuple(setting.words.values()), setting.definition.asked)


def _line(setting: Setting, submission: Submission, finding: Finding, first: str, decided: bool) -> TodoLine:
    words, context, where = tuple(setting.words.values()), context_of(setting), finding.where
    about = _said(words, lambda one: subject_in_words(finding, one, context))
    return TodoLine(
        subject=about or where.sheet or _said(words, lambda one: one.say(THE_FORM)),
        problem=_said(words, finding.message),
        expected=_said(words, lambda one: _expected(finding, one)),
        found=_said(words, lambda one: _fact(finding, "found", one)) or quoted(typed_at(finding, submission)),
        request=_said(words, _asks(finding, decided)) if setting.definition.asked else "",
        severity=Severity.NOTE if decided else finding.severity,
        rule=finding.rule.code,
        sheet=where.sheet or first,
        row=max(where.row, 1),
        column=max(where.column, 1),
        key=key_of(finding, submission),
        answer=finding.answer,
    )


def _asks(finding: Finding, decided: bool) -> Callable[[Words], str]:
    return (lambda one: one.say(DECIDED)) if decided else finding.request


def _said(words: Sequence[Words], say: Callable[[Words], str]) -> str:
    """Something in every language, equal sayings once."""
    return "\n".join(text for text in dict.fromkeys(map(say, words)) if text)


def _expected(finding: Finding, words: Words) -> str:
    """What was expected: a value, a range, or a highest number."""
    lowest, highest = _fact(finding, "lowest", words), _fact(finding, "highest", words)
    if lowest and highest:
        return f"{lowest} – {highest}"
    return f"≤ {highest}" if highest else _fact(finding, "expected", words)


def _fact(finding: Finding, name: str, words: Words) -> str:
    """A fact that the rule's sentence tells; several rules share a set of facts and do not use each of them."""
    return finding.fact(name, words) if f"{{{name}}}" in finding.rule.says else ""
