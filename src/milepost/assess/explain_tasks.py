"""How did the state of a task or measure come about?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from milepost.assess.explanation import Condition, Explanation, Input, Sentence
from milepost.assess.tasks import Calendar
from milepost.assess.workings import Step, written
from milepost.model.dataset import MergedRow, Statement
from milepost.model.definition import Thresholds
from milepost.model.rating import TaskRating
from milepost.model.states import DerivedState, TaskState
from milepost.model.text import Text

STATE_WORDS: Mapping[DerivedState, str] = {
    DerivedState.NOT_REPORTED: "not reported",
    DerivedState.CANCELLED: "cancelled",
    DerivedState.CONTINUING: "continuing",
    DerivedState.COMPLETED_LATE: "completed late",
    DerivedState.COMPLETED_EARLY: "completed early",
    DerivedState.COMPLETED: "completed",
    DerivedState.OVERDUE: "overdue",
    DerivedState.AHEAD: "ahead of schedule",
    DerivedState.ON_SCHEDULE: "on schedule",
    DerivedState.BEHIND: "behind",
    DerivedState.FAR_BEHIND: "far behind",
    DerivedState.DELAYED: "delayed",
    DerivedState.PHASED_PROGRESS: "partly achieved",
    DerivedState.IN_PROGRESS: "in progress",
    DerivedState.NOT_STARTED: "not started",
}
"""Message ids of the states, in the order in which they are decided."""

_WHEN: Mapping[DerivedState, str] = {
    DerivedState.NOT_REPORTED: "no accepted statement",
    DerivedState.CANCELLED: "cancelled, by decision",
    DerivedState.CONTINUING: "the state is continuing",
    DerivedState.COMPLETED_LATE: "completed after the task's own due date",
    DerivedState.COMPLETED_EARLY: "completed before the task's own due date",
    DerivedState.COMPLETED: "completed otherwise",
    DerivedState.OVERDUE: "not completed, and the due date has passed at the cut-off",
    DerivedState.AHEAD: "a percentage, a due date ahead, and L > {on_schedule}",
    DerivedState.ON_SCHEDULE: "a percentage, a due date ahead, and −{on_schedule} ≤ L ≤ {on_schedule}",
    DerivedState.BEHIND: "a percentage, a due date ahead, and −{far_behind} ≤ L < −{on_schedule}",
    DerivedState.FAR_BEHIND: "a percentage, a due date ahead, and L < −{far_behind}",
}
_STATED = "the state as it was stated"
_RATED = "the state as the compiler rated it"

_DECIDED: Mapping[str, str] = {
    "lead": "the state of the lead unit holds",
    "agreed": "the statements agree",
    "least_advanced": "the statements differ, and the least advanced state holds",
    "measures": "the states of the measures decide",
    "single": "there is one statement",
}

PACE = (DerivedState.AHEAD, DerivedState.ON_SCHEDULE, DerivedState.BEHIND, DerivedState.FAR_BEHIND)
"""The states that rest on arithmetic."""


def task_explanation(
    title: Text, row: MergedRow, rating: TaskRating, calendar: Calendar, thresholds: Thresholds, *, asked: bool = True
) -> Explanation:
    """Explain the state of a task or measure: statements with their cells, dates, the line of the table that fits.

    Args:
        title: What is to be done.
        row: What holds for it, over all units.
        rating: Its rating, as ``rate_all`` gives it.
        calendar: Plan year, issue date and cut-off that it was rated with.
        thresholds: Bounds of the pace classes, in points of the path.
        asked: False where the report is compiled from public sources: nothing is then said of who did not answer.

    Source:
        methods M6.
    """
    return Explanation(
        subject=Sentence("{name} ({id})", {"name": title, "id": row.row}),
        method=Sentence("State of a task: what was stated, against the task's own due date.")
        if asked
        else Sentence("State of a task: what is public, as the compiler rated it, against the task's own due date."),
        inputs=tuple(_inputs(row, rating, calendar)),
        steps=_steps(row, rating, calendar),
        conditions=task_conditions(thresholds, asked=asked, holds=rating.state),
        result=Sentence(_words(asked)[rating.state]),
        remarks=tuple(_remarks(rating)),
    )


def task_conditions(
    thresholds: Thresholds, *, asked: bool = True, holds: DerivedState | None = None
) -> tuple[Condition, ...]:
    """When a task or measure is in which state, in the order in which that is decided.

    Args:
        thresholds: Bounds of the pace classes, in points of the path.
        asked: False where the report is compiled from public sources.
        holds: The state that was given, if one was.

    Source:
        methods M6.
    """
    when = dict(_WHEN) if asked else {**_WHEN, DerivedState.NOT_REPORTED: "no statement in the sources"}
    bounds = {"on_schedule": thresholds.on_schedule, "far_behind": thresholds.far_behind}
    return tuple(
        Condition(Sentence(word), Sentence(when.get(state, _STATED if asked else _RATED), bounds), state is holds)
        for state, word in _words(asked).items()
    )


def _words(asked: bool) -> Mapping[DerivedState, str]:
    return STATE_WORDS if asked else {**STATE_WORDS, DerivedState.NOT_REPORTED: "no public information found"}


def _inputs(row: MergedRow, rating: TaskRating, calendar: Calendar) -> Iterator[Input]:
    for statement in row.statements:
        yield _statement(statement)
    if row.measures_total:
        facts = {"done": row.measures_done or 0, "total": row.measures_total}
        yield Input(Sentence("{done} of {total} measures are completed", facts))
    if row.decided_by in _DECIDED:
        yield Input(Sentence(_DECIDED[row.decided_by]))
    if row.completed_on:
        yield Input(Sentence("completed on {day}", {"day": row.completed_on}))
    if row.percent is not None:
        yield Input(Sentence("{percent} % done", {"percent": row.percent}))
    if rating.due:
        yield Input(Sentence("due on {day}", {"day": rating.due}))
    else:
        yield Input(Sentence("the plan sets no due date"))
    if calendar.issued:
        yield Input(Sentence("the plan was issued on {day}", {"day": calendar.issued}))
    yield Input(Sentence("cut-off of the report: {day}", {"day": calendar.cut_off}))


def _statement(statement: Statement) -> Input:
    state = Sentence(_reported(statement.state))
    origins = [
        Sentence("workbook of {unit}: {cell}", {"unit": statement.unit, "cell": str(origin.ref)})
        for key, origin in statement.origins.items()
        if key == "state"
    ]
    return Input(Sentence("{unit}: {state}", {"unit": statement.unit, "state": state}), tuple(origins))


def _reported(state: TaskState | None) -> str:
    return "no state" if state is None else STATE_WORDS[DerivedState(state.value)]


def _steps(row: MergedRow, rating: TaskRating, calendar: Calendar) -> tuple[Step, ...]:
    if rating.state not in PACE or row.percent is None or rating.due is None or calendar.issued is None:
        return ()
    issued, due, now = calendar.issued, rating.due, calendar.cut_off
    passed = 100 * (now - issued).days / (due - issued).days
    return (
        Step("E", "100 (t − t0) / (T − t0)", f"100 × ({now} − {issued}) / ({due} − {issued})", passed),
        Step("L", "% − E", f"{written(row.percent)} − {written(passed)}", float(row.percent) - passed),
    )


def _remarks(rating: TaskRating) -> Iterator[Sentence]:
    if rating.verified:
        yield Sentence("The completion was verified by decision.")
    if rating.evidence_outstanding:
        yield Sentence("The evidence is outstanding.")
    if rating.unfinished:
        yield Sentence("Not finished in the plan year.")
    if rating.cancellation_reported:
        yield Sentence("A cancellation was stated, and no decision confirms it.")
