"""Which state holds for a task when several units, or several measures, speak for it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from milepost.model.dataset import MergedRow, Statement
from milepost.model.plan import Plan, Task, Units
from milepost.model.states import TaskState


def agree(plan: Plan, units: Units, statements: Mapping[str, tuple[Statement, ...]]) -> Mapping[str, MergedRow]:
    """Row id -> what holds, for every task and measure of the plan.

    With a lead, the lead's state holds. Without one, or where the lead is silent, the least advanced state among the
    units that answered; silent units never lower it. A task with measures is completed if all of them are, has phased
    progress if at least one is, and otherwise stands where the least advanced of them stands.
    """
    found: dict[str, MergedRow] = {}
    for task in plan.tasks:
        asked = tuple(unit for unit in task.units if not units[unit].collective)
        for measure in task.measures:
            found[measure.id] = _by_units(measure.id, task, statements.get(measure.id, ()), asked)
        own = statements.get(task.id, ())
        if task.measures:
            found[task.id] = _by_measures(task, [found[one.id] for one in task.measures], own, asked)
        else:
            found[task.id] = _by_units(task.id, task, own, asked)
    return found


def _by_units(row: str, task: Task, said: tuple[Statement, ...], asked: tuple[str, ...]) -> MergedRow:
    answered = [one for one in said if one.state is not None]
    if not answered:
        return MergedRow(row, None, "nobody", said, asked)
    states = {one.state for one in answered}
    lead = next((one for one in answered if one.unit == task.lead), None)
    holds = lead or min(answered, key=lambda one: one.state.rank if one.state else 0)
    agreeing = [one for one in answered if one.state is holds.state]
    if len(answered) == 1:
        how = "single"
    elif len(states) == 1:
        how = "agreed"
    else:
        how = "lead" if lead else "least_advanced"
    return MergedRow(
        row=row,
        state=holds.state,
        decided_by=how,
        statements=said,
        asked=asked,
        dissent=len(states) > 1,
        completed_on=_last_completion(agreeing),
        percent=holds.percent,
        evidenced=any(one.evidence for one in agreeing),
        verified=any(one.verified for one in agreeing),
        cancellation_confirmed=any(one.cancellation_confirmed for one in agreeing),
    )


def _by_measures(
    task: Task, measures: Sequence[MergedRow], own: tuple[Statement, ...], asked: tuple[str, ...]
) -> MergedRow:
    states = [one.state for one in measures if one.state is not None]
    done = sum(state is TaskState.COMPLETED for state in states)
    if not states:
        state = None
    elif done == len(measures):
        state = TaskState.COMPLETED
    elif done:
        state = TaskState.PHASED_PROGRESS
    else:
        state = min(states, key=lambda one: one.rank)
    finished = state is TaskState.COMPLETED
    dates = [one.completed_on for one in measures if one.completed_on]
    return MergedRow(
        row=task.id,
        state=state,
        decided_by="measures" if state else "nobody",
        statements=own,
        asked=asked,
        dissent=any(one.dissent for one in measures),
        completed_on=max(dates) if finished and len(dates) == len(measures) else None,
        evidenced=finished and (any(one.evidence for one in own) or all(one.evidenced for one in measures)),
        verified=finished and all(one.verified for one in measures),
        measures_done=done,
        measures_total=len(measures),
    )


def _last_completion(said: Sequence[Statement]) -> date | None:
    dates = [one.completed_on for one in said if one.state is TaskState.COMPLETED and one.completed_on]
    return max(dates) if dates else None
