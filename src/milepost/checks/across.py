"""X: do units and sheets contradict each other?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from milepost.checks.context import Context, unit_of
from milepost.checks.history import is_reasoned_revision
from milepost.checks.judged import blank, case_rows, figure_rows, indicator_rows, task_rows
from milepost.checks.meeting import choice, number, of_cell, quoted, task_chosen, whole_row
from milepost.checks.numbers_in_text import Measured, contradictions, measured
from milepost.model.exchange import DecisionKind
from milepost.model.finding import Finding, Rule, Severity, Term
from milepost.model.states import WHOLE_YEAR, TaskState
from milepost.model.submission import FormSheet, Row, Submission

TWO_VALUES = Rule(
    code="X01",
    severity=Severity.REJECT,
    says="{other} reports another value ({expected}, here {found}); {outcome}.",
    asks="{remedy}",
    passes="Two units report 12.5 for the same indicator and year.",
    fails="One unit reports 12.5, the other 12.9.",
)
STATES_CONTRADICT = Rule(
    code="X02",
    severity=Severity.DOUBT,
    says="{other} states “{expected}” on this joint task, here it is “{found}”.",
    asks="Agree on the state with the other unit, or say under remarks which part it is about.",
    passes="Two units: in progress, and phased progress.",
    fails="One unit: completed; the other: not started.",
)
DATES_CONTRADICT = Rule(
    code="X03",
    severity=Severity.DOUBT,
    says="{other} gives {expected} as the date of completion of this joint task, here it is {found}.",
    asks="Agree on the date with the other unit.",
    passes="Both units: completed on 2024-06-30.",
    fails="One unit: completed on 2024-06-30; the other: on 2024-09-01.",
)
TEXT_AGAINST_FIGURE = Rule(
    code="X04",
    severity=Severity.DOUBT,
    says="The text says {found}, the Figures sheet says {expected} for “{name}”.",
    asks="Correct the text or the figure.",
    passes="“16.87万亿元” in the text and 168713 亿元 on the Figures sheet.",
    fails="“5,000 trees planted” in the text and 6,500 on the Figures sheet.",
)
FIGURE_OF_OTHER_TASK = Rule(
    code="X05",
    severity=Severity.REJECT,
    says="The figure belongs to “{found}”, which is no task of this unit.",
    asks="Choose the task from the list.",
    passes="A figure for one of the unit's own tasks.",
    fails="A figure for a task of another unit, or for a number that the plan does not have.",
)
CASE_OF_UNKNOWN_TASK = Rule(
    code="X06",
    severity=Severity.NOTE,
    says="The case names the task “{found}”, which the plan does not have.",
    asks="Correct the number of the task.",
    passes="Related tasks: 3, 12.",
    fails="Related tasks: 3, 120, and the plan ends with 61.",
)
COPIED_TEXT = Rule(
    code="X07",
    severity=Severity.DOUBT,
    says="{other} sent the same text, word for word.",
    asks="Say what the unit itself did.",
    passes="Two units, each with a text of its own.",
    fails="The same three sentences from two units.",
)

RULES = (
    TWO_VALUES,
    STATES_CONTRADICT,
    DATES_CONTRADICT,
    TEXT_AGAINST_FIGURE,
    FIGURE_OF_OTHER_TASK,
    CASE_OF_UNKNOWN_TASK,
    COPIED_TEXT,
)

UNDECIDED = (
    "neither is printed until one is decided on",
    "Agree on one value with the other unit, or tell the office named in the guide which one holds.",
)
DECIDED = ("it was decided which one holds", "Nothing needs to be done.")
"""What becomes of two values, and what to do: before a decision and after it."""

SHORTEST_COPY = 20
"""Characters from which two equal texts are no accident; "Completed as planned." is one."""

_ENDS = frozenset({TaskState.COMPLETED, TaskState.CANCELLED})


def figures_of_other_tasks(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find figures that were given to a task of another unit or to none."""
    if "figures" not in submission.sheets:
        return
    judged = {row.number for _, row in figure_rows(submission, context)}
    sheet = submission.sheets["figures"]
    for row in submission.rows("figures"):
        if row.number not in judged and not blank(row, context, "figures"):
            found = quoted(task_chosen(row))
            yield whole_row(of_cell(FIGURE_OF_OTHER_TASK, submission, sheet, row, "task", found=found))


def texts_against_figures(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find numbers in texts that contradict the figures of the same task."""
    figures = defaultdict[str, list[Measured]](list)
    for _, row in figure_rows(submission, context):
        name, value, unit = row.text("name"), row.number_of("value"), row.text("unit")
        one = measured(name, value, unit, row.text("period") or "") if name and unit and value is not None else None
        if one is not None:
            figures[task_chosen(row)].append(one)
    for sheet, row in task_rows(submission, context):
        text = row.text("text")
        if text and row.id in figures:
            for figure, mention in contradictions(text, figures[row.id]):
                facts = {"found": quoted(mention.said), "name": quoted(figure.name)}
                facts["expected"] = f"{number(figure.value.normalize())} {figure.base}"
                yield of_cell(TEXT_AGAINST_FIGURE, submission, sheet, row, "text", **facts)


def tasks_of_cases(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find cases that name a task which the plan does not have."""
    for sheet, row in case_rows(submission, context):
        said = (row.text("tasks") or "").replace("，", ",").replace("、", ",").replace(";", ",").replace("；", ",")
        for named in (part.strip() for part in said.split(",")):
            if named and named not in context.rows:
                yield of_cell(CASE_OF_UNKNOWN_TASK, submission, sheet, row, "tasks", found=quoted(named))


Place = tuple[Submission, FormSheet, Row]


def two_values(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find values of one indicator, year and breakdown in which units differ; each unit that differs is told."""
    settled = {one.cell.row: one.value for one in context.exchange.decisions if one.kind is DecisionKind.SETTLE}
    given = defaultdict[str, list[tuple[Place, Decimal]]](list)
    for submission in accepted:
        for sheet, row, _ in indicator_rows(submission, context):
            value = row.number_of("value")
            name, year, _, breakdown = row.id.split("|")
            known = context.known.get((name, int(year), WHOLE_YEAR, breakdown))
            stands = known is None or known.value == value or is_reasoned_revision(row)
            if value is not None and stands:
                given[row.id].append(((submission, sheet, row), value))
    for row_id, values in given.items():
        for (submission, sheet, row), value in values:
            other = next((one for one in values if one[1] != value), None)
            if other is not None:
                facts = {"other": unit_of(other[0][0], context), "expected": number(other[1]), "found": number(value)}
                decided = any(_is(one, settled.get(row_id)) for _, one in values)
                outcome, remedy = DECIDED if decided else UNDECIDED
                terms = {"outcome": Term(outcome), "remedy": Term(remedy)}
                finding = of_cell(TWO_VALUES, submission, sheet, row, "value", **facts, **terms)
                yield replace(finding, lowered=Severity.NOTE) if decided else finding


def _is(value: Decimal, decided: str | None) -> bool:
    """Say whether a value is the one that was decided on, however many zeros that was written with."""
    try:
        return decided is not None and Decimal(decided) == value
    except InvalidOperation:
        return False


def joint_tasks(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find joint tasks that one unit calls completed or cancelled and another does not, or completed on other days."""
    for places in _by_row(accepted, context).values():
        for submission, sheet, row in places:
            state = row.value("state")
            others = [one for one in places if one[0] is not submission and one[2].value("state") is not None]
            other = next((one for one in others if _contradict(state, one[2].value("state"))), None)
            if other is not None:
                facts = {"expected": choice(context.form, "states", other[2].value("state"))}
                facts["found"] = choice(context.form, "states", state)
                name = unit_of(other[0], context)
                yield of_cell(STATES_CONTRADICT, submission, sheet, row, "state", other=name, **facts)
                continue
            day = row.day("completed_on") if state == TaskState.COMPLETED else None
            other = next((one for one in others if day and one[2].day("completed_on") not in (None, day)), None)
            if day is not None and other is not None:
                days = {"expected": str(other[2].day("completed_on")), "found": day.isoformat()}
                name = unit_of(other[0], context)
                yield of_cell(DATES_CONTRADICT, submission, sheet, row, "completed_on", other=name, **days)


def _contradict(state: object, other: object) -> bool:
    """One unit says that the task has come to an end, the other does not say the same."""
    return state is not None and other is not None and state != other and (state in _ENDS or other in _ENDS)


def copied_texts(accepted: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Find texts that two units sent word for word; each of them is told."""
    same = defaultdict[str, list[Place]](list)
    for places in _by_row(accepted, context).values():
        for place in places:
            text = " ".join((place[2].text("text") or "").split())
            if len(text) >= SHORTEST_COPY:
                same[text].append(place)
    for places in same.values():
        for submission, sheet, row in places:
            other = next((one for one in places if unit_of(one[0], context) != unit_of(submission, context)), None)
            if other is not None:
                name = unit_of(other[0], context)
                yield of_cell(COPIED_TEXT, submission, sheet, row, "text", other=name)


def _by_row(accepted: Sequence[Submission], context: Context) -> dict[str, list[Place]]:
    found = defaultdict[str, list[Place]](list)
    for submission in accepted:
        for sheet, row in task_rows(submission, context):
            found[row.id].append((submission, sheet, row))
    return found
