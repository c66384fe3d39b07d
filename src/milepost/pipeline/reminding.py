"""Which units are late or have open findings, and what does the letter to each of them say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.checks.context import asked_units
from milepost.checks.meeting import quoted
from milepost.checks.reporting import NOT_REPORTED
from milepost.checks.wording import subject_in_words
from milepost.errors import WorkspaceError
from milepost.files.replace import fresh_folder, swap_folder, write_file
from milepost.inputs.form import bilingual
from milepost.inputs.issue import issued_name
from milepost.inputs.todo import NAME
from milepost.model.dataset import Received
from milepost.model.finding import Finding, Severity
from milepost.model.words import Words
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import Judged, context_of
from milepost.pipeline.open_matters import unsettled
from milepost.pipeline.progress import Progress
from milepost.render.letter import Group, Letter, Point, letter_docx, letter_text

_DUE = "The form for this report was to be sent back by {deadline}. Nothing has come from your unit so far."
_COUNTS = "Your form has come ({file}, submission {number}). These points are still open."
_COUNTS_UNNUMBERED = "Your form has come ({file}, without a submission number). These points are still open."
_NOTHING_COUNTS = "What came from your unit ({file}) cannot be used yet. These points stand in the way."
_SEND = "Please fill in the form and send it back."
_CORRECT = (
    "Please correct these points in the workbook that was returned to you, or say on its sheet “{todo}” why a value is "
    "right. Then raise the submission number on the Sign-off sheet and send the workbook back."
)
_SEND_AGAIN = "Please send the form again, with the next submission number."
_LABELS = ("No.", "What it is about", "What is wrong, and what to do", "Where")
_LABELS_OF_MISSING = ("No.", "What it is about", "What is asked", "Where")
_HEADINGS = {
    Severity.REJECT: "To be corrected: until then it is not printed",
    Severity.DOUBT: "To be confirmed or corrected",
}


@dataclass(frozen=True, slots=True)
class Reminded:
    """One unit that gets a letter.

    Attributes:
        late: True where nothing came and the deadline has passed.
        open_points: How many points the letter lists.
    """

    unit: str
    late: bool
    open_points: int


@dataclass(frozen=True, slots=True)
class Reminders:
    """The letters that were written.

    Attributes:
        folder: Where.
        units: To whom.
        silent: Units of which nothing came, and which are not reminded: the deadline has not passed, or there is none.
    """

    folder: Path
    units: tuple[Reminded, ...]
    silent: tuple[str, ...]


def remind(setting: Setting, judged: Judged, day: date, progress: Progress) -> Reminders:
    """Write a letter to each unit that is late or has open findings, as ``UNIT.docx`` and ``UNIT.txt``.

    The folder is made anew, so that no letter of an earlier day stays in it.

    Raises:
        WorkspaceError: If nobody was asked, or the folder cannot be written to.
    """
    if not setting.definition.asked:
        raise WorkspaceError(
            f"reports/{setting.year}.yaml: this report is compiled from public sources, no unit was asked. "
            "There is nobody to remind."
        )
    deadline, heard = setting.definition.deadline, {one.unit for one in judged.accepted.inbox}
    past = deadline is not None and day > deadline
    found: dict[str, list[Finding]] = {unit: [] for unit in asked_units(context_of(setting))}
    for finding in unsettled(setting, judged):
        if finding.unit in found and finding.rule is not NOT_REPORTED:
            found[finding.unit].append(finding)
    target = setting.workspace.letters(setting.year)
    reminded: list[Reminded] = []
    with progress.stage("remind", "writing the letters"):
        fresh = fresh_folder(target)
        for unit, findings in found.items():
            late = past and unit not in heard
            if late or findings:
                letters = [_letter(setting, judged, unit, findings, words, day) for words in setting.words.values()]
                write_file(fresh / f"{unit}.docx", letter_docx(letters, day))
                write_file(fresh / f"{unit}.txt", letter_text(letters).encode("utf-8"))
                reminded.append(Reminded(unit, late, sum(len(group.points) for group in letters[0].groups)))
        swap_folder(fresh, target)
    silent = tuple(unit for unit in found if unit not in heard and not past)
    return Reminders(target, tuple(reminded), silent)


def _letter(
    setting: Setting, judged: Judged, unit: str, findings: Sequence[Finding], words: Words, day: date
) -> Letter:
    language, definition = words.language, setting.definition
    files = [one for one in judged.accepted.inbox if one.unit == unit]
    counting = next((one for one in files if one.status == "counts"), None)
    said = _opening(setting, files, counting, words)
    asks = _CORRECT if counting else _SEND_AGAIN if files else _SEND
    closing = [words.say(asks, todo=bilingual(NAME, tuple(setting.words.values()), " "))]
    if definition.contact:
        closing.append(words.say("Questions are answered here: {contact}", contact=definition.contact.said(language)))
    groups = _points(setting, findings, words) if files else (_missing(setting, unit, words),)
    return Letter(
        language=language,
        title=words.say("Reminder: {title}", title=definition.title.said(language)),
        to=words.say("To: {unit}", unit=setting.definitions.units[unit].name.said(language)),
        opening=(said,),
        labels=tuple(words.say(label) for label in (_LABELS if files else _LABELS_OF_MISSING)),  # type: ignore[arg-type]
        groups=groups,
        closing=tuple(closing),
        signed=(definition.office.said(language), day.isoformat()),
    )


def _opening(setting: Setting, files: Sequence[Received], counting: Received | None, words: Words) -> str:
    deadline = setting.definition.deadline
    if counting is not None:
        message = _COUNTS if counting.number is not None else _COUNTS_UNNUMBERED
        return words.say(message, file=quoted(counting.file), number=counting.number)
    if files:
        return words.say(_NOTHING_COUNTS, file=", ".join(quoted(one.file) for one in files))
    return words.say(_DUE, deadline=deadline.isoformat() if deadline else "")


def _missing(setting: Setting, unit: str, words: Words) -> Group:
    """What a unit that sent nothing is to send: its form, and what is asked in it."""
    issued, definitions = setting.exchange.issued.get(unit), setting.definitions
    file = issued.file if issued else issued_name(unit, setting.year)
    form = words.say("the form {file}", file=file)
    sent = words.say("sent to you on {day}", day=issued.issued.isoformat()) if issued else words.say("not sent yet")
    tasks = [
        Point(words.say("Task {id}", id=task.id), task.title.said(words.language), file)
        for task in definitions.plan.tasks_of(unit)
    ]
    values = [
        Point(words.say("Indicator"), one.name.said(words.language), file)
        for one in definitions.framework.reported_by(unit)
    ]
    return Group(words.say("What is missing"), (Point(form, sent, file), *tasks, *values))


def _points(setting: Setting, findings: Sequence[Finding], words: Words) -> tuple[Group, ...]:
    """The open findings, the gravest first, each with what is wrong, what to do and where."""
    context = context_of(setting)
    between = " " if words.language == "en" else ""
    groups: list[Group] = []
    for severity, heading in _HEADINGS.items():
        points = [
            Point(
                subject_in_words(one, words, context) or words.say("the form"),
                f"{one.message(words)}{between}{one.request(words)}",
                f"{' '.join(part for part in (one.where.address, one.where.sheet or one.where.workbook) if part)}"
                f" [{one.rule.code}]",
            )
            for one in findings
            if one.severity is severity
        ]
        if points:
            groups.append(Group(words.say(heading), tuple(points)))
    return tuple(groups)
