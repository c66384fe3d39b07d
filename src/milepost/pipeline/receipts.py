"""What does the receipt for a file say, which the office mails back to the unit?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from milepost.checks.meeting import quoted
from milepost.inputs.todo import SEVERITIES
from milepost.model.finding import Finding, Severity
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.receiving import Taken

_KNOWN = "The same bytes came before, as {file}; nothing was copied."
_SAME_NUMBER = "Another file with this submission number is there: {file}. Neither counts until a higher number comes."
_NO_NUMBER_EITHER = "Another file of this unit without a submission number is there: {file}."
_OWN_NAME = "It is kept under its own name and not accepted as a form."
_LEFT = "It was not copied."
_LONGEST = 200


def receipt_lines(setting: Setting, taken: Taken) -> Iterator[str]:
    """The receipt in every language of the report."""
    words = tuple(setting.words.values())

    def label(message: str) -> str:
        return _said(words, lambda one: one.say(message))

    yield label("Receipt")
    for name, value in _facts(setting, taken, words):
        yield f"  {label(name)}: {value}"
    for message in _remarks(taken):
        yield from (f"  {one.say(message, file=taken.rival or taken.file)}" for one in words)
    for finding in taken.findings:
        if finding.takes_out_file or not taken.file:
            yield from (f"  {_sentence(finding, one, setting.definition.asked)}" for one in words)


def _facts(setting: Setting, taken: Taken, words: Sequence[Words]) -> Iterator[tuple[str, str]]:
    title, units = setting.definition.title, setting.definitions.units
    yield "Report", _said(words, lambda one: title.said(one.language))
    if taken.file:
        yield "File", quoted(taken.file, _LONGEST)
    if taken.file != taken.sent_as:
        yield "Sent as", quoted(taken.sent_as, _LONGEST)
    yield "SHA-256", taken.sha256
    if taken.unit in units:
        name = units[taken.unit].name
        yield "Unit", f"{taken.unit} {_said(words, lambda one: name.said(one.language))}"
    if taken.number is not None:
        yield "Submission number", str(taken.number)
    yield "Received", taken.received.isoformat()
    if taken.sender:
        yield "From", quoted(taken.sender, _LONGEST)
    if taken.accepted:
        yield "What we found", _counted(taken.findings, words)


def _counted(findings: Sequence[Finding], words: Sequence[Words]) -> str:
    """How many findings of each severity, in words, the gravest first."""
    counts = {severity: sum(one.severity is severity for one in findings) for severity in reversed(Severity)}
    told = [
        f"{count} {severity.name} ({_said(words, _say(SEVERITIES[severity]))})"
        for severity, count in counts.items()
        if count
    ]
    return ", ".join(told) or _said(words, _say("nothing"))


def _say(message: str) -> Callable[[Words], str]:
    return lambda words: words.say(message)


def _remarks(taken: Taken) -> Iterator[str]:
    if taken.known:
        yield _KNOWN
    elif taken.rival:
        yield _NO_NUMBER_EITHER if taken.number is None else _SAME_NUMBER
    elif not taken.file:
        yield _LEFT
    elif not taken.accepted:
        yield _OWN_NAME


def _sentence(finding: Finding, words: Words, asked: bool) -> str:
    between = " " if words.language == "en" else ""
    request = between + finding.request(words) if asked else ""
    return f"{finding.message(words)}{request} [{finding.rule.code}]"


def _said(words: Sequence[Words], say: Callable[[Words], str]) -> str:
    """Something in every language on one line, equal sayings once."""
    return " ".join(dict.fromkeys(map(say, words)))
