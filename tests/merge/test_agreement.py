"""Whose state holds for a task: the lead's, the least advanced among those who answered, or what the measures make."""

from __future__ import annotations

from datetime import date

import pytest

from milepost.merge.agreement import agree
from milepost.model.dataset import MergedRow, Statement
from milepost.model.plan import Measure, Part, Plan, Responsibility, Role, Section, Task, Unit
from milepost.model.states import TaskState
from milepost.model.text import Text

UNITS = {name: Unit(name, Text({"en": name})) for name in ("NORTH", "SOUTH", "WEST")}
UNITS["ALL"] = Unit("ALL", Text({"en": "all others"}), collective=True)
S = TaskState


def merged(said: dict[str, dict[str, TaskState]], lead: str | None = None, measures: int = 0) -> MergedRow:
    """Merge one task; ``said``: row id -> unit -> state."""
    task = Task(
        "1",
        None,
        Text({"en": "Do it"}),
        tuple(Responsibility(unit, Role.LEAD if unit == lead else None) for unit in UNITS),
        tuple(Measure(f"1{letter}", Text({"en": letter})) for letter in "abc"[:measures]),
    )
    plan = Plan("p", 2031, Text({"en": "Plan"}), (Part("1", Text({"en": "Part"}), (Section(None, None, (task,)),)),))
    statements = {
        row: tuple(
            Statement(unit, row, "en", state, date(2031, 3, 1) if state is S.COMPLETED else None)
            for unit, state in answers.items()
        )
        for row, answers in said.items()
    }
    return agree(plan, UNITS, statements)["1"]


@pytest.mark.parametrize(
    ("answers", "lead", "state", "how", "dissent"),
    [
        pytest.param({}, None, None, "nobody", False, id="nobody answered"),
        pytest.param({"NORTH": S.COMPLETED}, None, S.COMPLETED, "single", False, id="silent units never lower it"),
        pytest.param({"NORTH": S.CONTINUING, "SOUTH": S.CONTINUING}, None, S.CONTINUING, "agreed", False, id="agreed"),
        pytest.param(
            {"NORTH": S.COMPLETED, "SOUTH": S.DELAYED, "WEST": S.IN_PROGRESS},
            None,
            S.DELAYED,
            "least_advanced",
            True,
            id="least advanced",
        ),
        pytest.param({"NORTH": S.COMPLETED, "SOUTH": S.DELAYED}, "NORTH", S.COMPLETED, "lead", True, id="the lead's"),
        pytest.param(
            {"SOUTH": S.COMPLETED, "WEST": S.DELAYED}, "NORTH", S.DELAYED, "least_advanced", True, id="a silent lead"
        ),
    ],
)
def test_units(
    answers: dict[str, TaskState], lead: str | None, state: TaskState | None, how: str, dissent: bool
) -> None:
    row = merged({"1": answers}, lead)
    assert (row.state, row.decided_by, row.dissent) == (state, how, dissent)


def test_collective_phrases_are_never_asked() -> None:
    assert merged({}).asked == ("NORTH", "SOUTH", "WEST")


@pytest.mark.parametrize(
    ("states", "state", "done"),
    [
        ((S.COMPLETED, S.COMPLETED, S.COMPLETED), S.COMPLETED, 3),
        ((S.IN_PROGRESS, S.COMPLETED, S.COMPLETED), S.PHASED_PROGRESS, 2),
        ((S.IN_PROGRESS, S.NOT_STARTED, S.DELAYED), S.NOT_STARTED, 0),
    ],
)
def test_measures(states: tuple[TaskState, ...], state: TaskState, done: int) -> None:
    row = merged({f"1{letter}": {"NORTH": one} for letter, one in zip("abc", states, strict=True)}, measures=3)
    assert (row.state, row.measures_done, row.measures_total, row.decided_by) == (state, done, 3, "measures")
    assert row.completed_on == (date(2031, 3, 1) if state is S.COMPLETED else None)


def test_a_measure_that_nobody_answered_is_not_completed() -> None:
    row = merged({"1a": {"NORTH": S.COMPLETED}}, measures=2)
    assert (row.state, row.measures_done, row.measures_total) == (S.PHASED_PROGRESS, 1, 2)
