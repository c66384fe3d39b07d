"""Annex: by which formulas and thresholds was everything rated, and how did each rating come about?"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass

from milepost.assess import METHODS
from milepost.assess.change import change
from milepost.assess.explain_tasks import task_conditions
from milepost.assess.explanation import Condition, Explanation, Sentence
from milepost.assess.forecast import LEVEL
from milepost.assess.method import Method
from milepost.assess.trends import FEWEST, damped, linear
from milepost.model.plan import Task
from milepost.model.rating import CommonClass
from milepost.model.text import Text
from milepost.reports.certificates import statement_id
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.explanations import indicator_explanations
from milepost.reports.indicator_rows import indicator_anchor
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink
from milepost.reports.task_blocks import state_figure, task_anchor


@dataclass(frozen=True, slots=True)
class MethodGrade:
    """One class of a method: its condition with the bounds put in, and its place on the common scale."""

    condition: Condition
    common: CommonClass | None


@dataclass(frozen=True, slots=True)
class MethodPage:
    """One method.

    Attributes:
        chosen: True where it rates an indicator of this report.
        table: Number and anchor of the table of its classes.
    """

    method: Method
    chosen: bool
    table: Exhibit
    grades: tuple[MethodGrade, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as its function writes it down, and what it is for; all message ids."""

    title: str
    lines: str


@dataclass(frozen=True, slots=True)
class IndicatorWay:
    """How the rating of one indicator came about."""

    name: Text
    href: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class TaskWay:
    """How the state of one task came about, on one line.

    Attributes:
        stated: Unit, its state as stated, where that stands.
        decided_by: Why the state holds; ``""`` where nobody spoke.
        condition: The line of the table that fits.
    """

    task: Task
    href: str
    stated: tuple[tuple[Text, str, SourceLink], ...]
    decided_by: str
    condition: Condition
    state: Printed


@dataclass(frozen=True, slots=True)
class MethodsAnnex:
    """Annex with the methods.

    Attributes:
        methods: Those that rate an indicator of this report first.
        formulas: Of trends and changes.
        fewest: Fewest yearly values for a trend; ``level``: share of the true values that an interval should hold.
        ways: How each rating of an indicator came about.
        task_ways: How each state of a task came about.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    methods: tuple[MethodPage, ...]
    tasks_table: Exhibit | None
    task_classes: tuple[Condition, ...]
    formulas: tuple[Formula, ...]
    fewest: int
    level: float
    ways: tuple[IndicatorWay, ...]
    ways_table: Exhibit | None
    task_ways: tuple[TaskWay, ...]


def compose(desk: Desk, opening: Opening) -> MethodsAnnex:
    """Compose the annex."""
    material = desk.material
    thresholds = material.definition.thresholds
    used = {one.method for one in material.ratings.indicators.values()} or {material.definition.method}
    ordered = sorted(METHODS, key=lambda one: one.code not in used)
    methods = tuple(_method(desk, opening, one, one.code in used) for one in ordered)
    tasks = material.plan.tasks
    tasks_table = desk.exhibit(opening, ExhibitKind.TABLE, "task_classes") if tasks else None
    explained = indicator_explanations(material, desk.ledger.certificates)
    ways = tuple(
        IndicatorWay(one.name, desk.href("indicators", indicator_anchor(one)), explained[indicator_anchor(one)])
        for one in material.framework.indicators
    )
    ways_table = desk.exhibit(opening, ExhibitKind.TABLE, "task_ways") if tasks else None
    return MethodsAnnex(
        opening=opening,
        outline=tuple(Heading(3, f"methods-{key}", usual=usual) for key, usual in _headings(bool(tasks), bool(ways))),
        exhibits=tuple(one for one in (*(page.table for page in methods), tasks_table, ways_table) if one),
        methods=methods,
        tasks_table=tasks_table,
        task_classes=task_conditions(thresholds, asked=material.definition.asked),
        formulas=tuple(Formula(title, formula_of(function)) for title, function in _FORMULAS),
        fewest=FEWEST,
        level=LEVEL,
        ways=ways,
        ways_table=ways_table,
        task_ways=_task_ways(desk, ways_table) if ways_table else (),
    )


_FORMULAS: tuple[tuple[str, Callable[..., object]], ...] = (
    ("Linear trend", linear),
    ("Damped trend", damped),
    ("Change from one year to the next", change),
)


def _headings(tasks: bool, ways: bool) -> list[tuple[str, str]]:
    found = [("indicators", "How indicators are rated"), ("firmness", "How firm a rating is")]
    found += [("tasks", "How the state of a task is derived")] if tasks else []
    found += [("formulas", "Trends and changes")]
    found += [("ways", "How each rating came about")] if ways else []
    return [*found, ("task-ways", "How each state came about")] if tasks else found


def formula_of(function: Callable[..., object]) -> str:
    """The formula in a function's docstring: what stands indented after a line that ends with two colons.

    Raises:
        ValueError: If there is none.
    """
    words = inspect.getdoc(function) or ""
    found = re.search(r"::\n\n((?:    .*\n|\n)+)", words)
    if found is None:
        raise ValueError(f"{function.__name__} writes down no formula")
    lines = (re.sub(r" {2,}", "  ", line.strip()) for line in found[1].strip().splitlines())
    return "\n".join(line.replace("+-", "±").replace(" - ", " − ") for line in lines)


def _method(desk: Desk, opening: Opening, method: Method, chosen: bool) -> MethodPage:
    bounds = method.bounds(desk.material.definition.thresholds)
    grades = tuple(
        MethodGrade(Condition(Sentence(one.label), Sentence(one.when, bounds)), one.common) for one in method.grades
    )
    return MethodPage(method, chosen, desk.exhibit(opening, ExhibitKind.TABLE, "method", method, method.code), grades)


def _task_ways(desk: Desk, table: Exhibit) -> tuple[TaskWay, ...]:
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "why")
    return tuple(_task_way(desk, place, task) for task in desk.material.plan.tasks)


def _task_way(desk: Desk, place: Place, task: Task) -> TaskWay:
    material = desk.material
    definition, merged = material.definition, material.merged(task.id)
    rating = material.ratings.rows[task.id]
    conditions = task_conditions(definition.thresholds, asked=definition.asked, holds=rating.state)
    return TaskWay(
        task=task,
        href=desk.href("tasks", task_anchor(task)),
        stated=tuple(
            (material.unit_name(one.unit), str(one.state or ""), desk.ledger.cite(place, statement_id(one)))
            for one in (merged.statements if merged else ())
            if not material.withheld(one)
        ),
        decided_by=merged.decided_by if merged and merged.statements else "",
        condition=next(one for one in conditions if one.holds),
        state=state_figure(desk, place, task.id),
    )
