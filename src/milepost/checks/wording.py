"""How is a finding told? Where in words, what is wrong, what to do, then the cell and the code."""

from milepost.checks.context import Context
from milepost.checks.meeting import quoted
from milepost.model.finding import Finding
from milepost.model.words import Words

LONGEST_TITLE = {"zh": 24}
"""Characters of a title, by language; of any other language ``LONGEST_WORDED_TITLE``, cut between words."""

LONGEST_WORDED_TITLE = 48
LONGEST_PLACE = 200


def sentence(finding: Finding, words: Words, asked: bool = True, subject: str | None = None) -> str:
    """One line for a terminal, a log or a list: subject, what is wrong, what to do, then the cell and the code.

    Args:
        finding: The finding.
        words: The language.
        asked: False for a report compiled from public sources: then nothing is requested of anybody.
        subject: What it is about, as ``subject_in_words`` says it; the finding's own short name where none is given.
    """
    about = finding.subject if subject is None else subject
    head = words.say("{subject}: ", subject=about) if about else ""
    between = " " if words.language == "en" else ""
    request = f"{between}{finding.request(words)}" if asked else ""
    return f"{head}{finding.message(words)}{request} {quoted(finding.where, LONGEST_PLACE)} [{finding.rule.code}]"


def subject_in_words(finding: Finding, words: Words, context: Context) -> str:
    """What the finding is about as a person would say it; ``""`` for the file.

    A task by the plan's own word for it, its id and the beginning of its title; an indicator by its name and data year.
    """
    if finding.subject in context.rows:
        task, measure = context.rows[finding.subject]
        passage = (measure or task).title.passage(words.language)
        cut = _cut(passage.words, passage.language)
        own = context.definition.terms.get("task")
        word = own.said(words.language) if own else words.say("Task")
        return words.say("{word} {id} ({title})", word=word, id=(measure or task).id, title=cut)
    name, _, rest = finding.subject.partition(" ")
    indicator = context.framework.indicator(name)
    return f"{indicator.name.said(words.language)} {rest}".strip() if indicator else finding.subject


def _cut(title: str, language: str) -> str:
    """The beginning of a title."""
    longest = LONGEST_TITLE.get(language, LONGEST_WORDED_TITLE)
    if len(title) <= longest:
        return title
    beginning = title[:longest]
    return (beginning if language in LONGEST_TITLE else beginning.rpartition(" ")[0] or beginning) + "…"
