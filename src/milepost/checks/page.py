"""How is the catalogue of rules shown: as a page of the documentation, and as data?"""

from collections.abc import Iterable, Iterator

from milepost.checks.refusals import KINDS, NOT_READ
from milepost.model.finding import Rule, Severity, Topic

TOPICS = {
    Topic.FILE: "the file and the form",
    Topic.SIGN_OFF: "sign-off",
    Topic.TASKS: "tasks, figures and cases",
    Topic.INDICATORS: "indicators",
    Topic.HISTORY: "against last year and what was published",
    Topic.ACROSS: "across sheets and units",
    Topic.REPORTING: "who reported",
}

MEANING = {
    Severity.NOTE: "printed, with a footnote",
    Severity.DOUBT: "printed, with a footnote, and listed; the unit is asked to confirm it",
    Severity.REJECT: "not printed",
}

_HEAD = """# The rules

Every cell of a workbook that comes back is held against these rules. This page is made from the catalogue in
`src/milepost/checks/`; a test keeps the two equal. Words in braces stand for what was found and what was expected.

What a severity does to the value:

| severity | the value is |
|---|---|
"""


def rules_page(rules: Iterable[Rule]) -> str:
    """The page ``docs/rules.md``: one heading for each topic and each rule."""
    parts = [_HEAD + "".join(f"| {one.name} | {MEANING[one]} |\n" for one in Severity)]
    parts.append(
        "\nA REJECT takes out the value or row at which it stands; one that is about the file itself takes out the "
        "file.\nRules marked *absence* are about something that is not there: they do not run on a report compiled "
        "from public\nsources, and neither do the rules S and U. A rule is a DOUBT at most in its first year.\n"
    )
    topic = None
    for rule in rules:
        if rule.topic is not topic:
            topic = rule.topic
            parts.append(f"\n## {topic.value}: {TOPICS[topic]}\n")
        parts.append(_entry(rule))
        if rule is NOT_READ:
            parts.append("\n| the file cannot be read: | what to do |\n|---|---|\n")
            parts.extend(f"| {what} | {remedy} |\n" for what, remedy in dict.fromkeys(KINDS.values()))
    return "".join(parts)


def _entry(rule: Rule) -> str:
    marks = f"{rule.severity.name}, since {rule.since}{', *absence*' if rule.absence else ''}"
    lines = [f"\n### {rule.code}", marks, rule.says, f"To do: {rule.asks}"]
    return "\n\n".join(lines) + f"\n\n- passes: {rule.passes}\n- fails: {rule.fails}\n"


def rule_lines(rules: Iterable[Rule]) -> Iterator[str]:
    """The catalogue for a terminal: three lines for each rule."""
    for rule in rules:
        yield f"{rule.code}  {rule.severity.name:<6}  {rule.says}"
        yield f"{'':13}passes: {rule.passes}"
        yield f"{'':13}fails:  {rule.fails}"


def rule_record(rule: Rule) -> dict[str, str | int | bool]:
    """One rule as plain data, for the command line and for other programs."""
    return {
        "code": rule.code,
        "severity": rule.severity.name,
        "topic": rule.topic.value,
        "says": rule.says,
        "asks": rule.asks,
        "passes": rule.passes,
        "fails": rule.fails,
        "since": rule.since,
        "absence": rule.absence,
    }
