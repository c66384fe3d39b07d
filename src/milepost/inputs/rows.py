"""Which rows does a unit's form have, and what is already filled in?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from milepost.inputs.form import FIRST_ROW, Sheet
from milepost.inputs.measures import measure_of
from milepost.model.framework import Framework, Indicator, PublishedValue
from milepost.model.plan import Measure, Plan, Responsibility, Role, Task
from milepost.model.states import WHOLE_YEAR
from milepost.model.words import Words

DECIDED_BY_MEASURES = frozenset({"state", "completed_on", "percent"})
"""Columns of a task's own row that are locked when its measures have rows of their own."""

MIN_FIGURES, FIGURES_PER_TASK = 40, 4

_FIELD_KEY = re.compile(r"(?:cards\[(?P<card>[1-9]\d{0,3})\]\.)?(?P<column>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One row of a table as it is issued.

    Attributes:
        id: What the row is about: task or measure id, ``indicator|year|period|breakdown`` or ``figure 3``.
        prefilled: Column key -> what the secretariat writes.
        locked: Columns locked in this row beyond the sheet's own.
        decimals: Column key -> decimal places shown, where the row has its own.
        bounds: Column key -> lowest and highest number that can exist, where the row has its own.
        inner: True for a row that belongs to the one above it, such as a measure.
    """

    id: str
    prefilled: Mapping[str, object] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    decimals: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    inner: bool = False


def observation_id(indicator: str, year: int, period: str = WHOLE_YEAR, breakdown: str = "") -> str:
    """The row id of a value: ``indicator|year|period|breakdown``."""
    return f"{indicator}|{year}|{period}|{breakdown}"


def figure_id(number: int) -> str:
    """The row id of a ready row of the Figures sheet, counted from 1: ``figure 3``."""
    return f"figure {number}"


def case_id(card: int) -> str:
    """The row id of a card of the Cases sheet, counted from 1: ``case 3``."""
    return f"case {card}"


def field_row_id(sheet: Sheet, card: int) -> str:
    """The row id of a card (counted from 1) of a sheet of fields; a sheet with a single card is its own row."""
    return case_id(card) if sheet.cards > 1 else sheet.key


def field_key(sheet: Sheet, card: int, column: str) -> str:
    """The hidden key beside a field: ``cards[3].title``, or ``title`` alone where the sheet has a single card.

    Args:
        sheet: A sheet of fields.
        card: Number of the card, counted from 1.
        column: Key of the field.
    """
    return f"cards[{card}].{column}" if sheet.cards > 1 else column


def parse_field_key(sheet: Sheet, text: str) -> tuple[int, str] | None:
    """Read a hidden key back: number of the card, counted from 1, and key of the field; None when it is no such key."""
    found = _FIELD_KEY.fullmatch(text.strip())
    if found is None or bool(found["card"]) is (sheet.cards == 1):
        return None
    card, column = int(found["card"] or 1), found["column"]
    known = 1 <= card <= sheet.cards and any(one.key == column for one in sheet.columns)
    return (card, column) if known else None


def known_at(series: Iterable[PublishedValue], day: date) -> tuple[PublishedValue, ...]:
    """The published values that were known on a day; a value without a date of publication counts as known."""
    return tuple(one for one in series if one.published is None or one.published.last_day <= day)


def is_asked(plan: Plan, framework: Framework, unit: str) -> bool:
    """A unit gets a form when it has a task, a measure or an indicator in the year."""
    return bool(plan.tasks_of(unit) or framework.reported_by(unit))


def task_rows(
    plan: Plan, unit: str, words: Sequence[Words], last_states: Mapping[str, str] | None = None
) -> tuple[RowSpec, ...]:
    """The rows of the Tasks sheet: one per task of the unit, followed by one per measure.

    Args:
        plan: The plan.
        unit: Unit id.
        words: The form's languages, the units' own first: titles are printed in that one.
        last_states: Row id -> last year's state in words, where last year's inputs are known.
    """
    last = last_states or {}
    rows: list[RowSpec] = []
    for task in plan.tasks_of(unit):
        locked = DECIDED_BY_MEASURES if task.measures else frozenset()
        role = next((one for one in task.responsible if one.unit == unit), None)
        rows.append(RowSpec(task.id, _task_facts(task, None, role, words, last), locked))
        rows += [RowSpec(one.id, _task_facts(task, one, role, words, last), inner=True) for one in task.measures]
    return tuple(rows)


def _task_facts(
    task: Task, measure: Measure | None, role: Responsibility | None, words: Sequence[Words], last: Mapping[str, str]
) -> dict[str, object]:
    own = words[0]
    item: Task | Measure = measure or task
    named = {Role.LEAD: "lead", Role.JOINT: "joint"}.get(role.role) if role and role.role else None
    return {
        "id": item.id,
        "number": (task.number or "") if measure is None else "",
        "title": item.title.said(own.language),
        "role": own.say(named) if named else "",
        "due": item.due or (task.due if measure else None),
        "last_state": last.get(item.id, ""),
    }


def indicator_rows(
    framework: Framework, unit: str, year: int, series: Sequence[PublishedValue], words: Sequence[Words]
) -> tuple[RowSpec, ...]:
    """The rows of the Indicators sheet: each indicator of the unit for the report year and the year before.

    The revised earlier value is open only on the older row: the year before the newer one has a row of its own.
    """
    rows: list[RowSpec] = []
    for indicator in framework.reported_by(unit):
        for category in (None, *indicator.breakdown):
            for data_year in (year, year - 1):
                locked = frozenset({"revised_value"}) if data_year == year else frozenset()
                code = category.id if category else ""
                facts = {
                    "id": observation_id(indicator.id, data_year, WHOLE_YEAR, code),
                    "name": indicator.name.said(words[0].language),
                    "unit": indicator.unit.said(words[0].language),
                    "definition": indicator.definition.said(words[0].language) if indicator.definition else "",
                    "data_year": Decimal(data_year),
                    "breakdown": category.name.said(words[0].language) if category else "",
                    "previous": _history(indicator, data_year, code, series, words[0]),
                }
                numbers = ("value", "revised_value")
                # A cell with a fixed number format would store a typed 41.5 % as 0.415 and lose the sign.
                in_percent = measure_of(indicator.unit.said(words[0].language)).base == "%"
                decimals = {} if in_percent else dict.fromkeys(numbers, indicator.decimals)
                bounds = dict.fromkeys(numbers, indicator.bounds)
                rows.append(RowSpec(str(facts["id"]), facts, locked, decimals, bounds))
    return tuple(rows)


def _history(
    indicator: Indicator, data_year: int, breakdown: str, series: Sequence[PublishedValue], words: Words
) -> str:
    """The last published value of each of the three years up to ``data_year``, newest first, one on each line."""
    newest: dict[int, PublishedValue] = {}
    for one in series:
        if (one.indicator, one.period, one.breakdown) == (indicator.id, WHOLE_YEAR, breakdown):
            newest[one.year] = one
    years = [year for year in range(data_year, data_year - 3, -1) if year in newest]
    return "\n".join(words.say("{year}: {value}", year=year, value=newest[year].value) for year in years)


def figure_rows(plan: Plan, unit: str) -> tuple[RowSpec, ...]:
    """Ready, empty rows of the Figures sheet: four for each task of the unit, at least forty."""
    count = max(MIN_FIGURES, FIGURES_PER_TASK * len(plan.tasks_of(unit)))
    return tuple(RowSpec(figure_id(number), {"row": str(number)}) for number in range(1, count + 1))


def task_choice(task: Task, language: str) -> str:
    """The entry of the task list in drop-downs: the id, a space, and the beginning of the title."""
    title = task.title.said(language)
    return f"{task.id} {title[:24]}{'…' if len(title) > 24 else ''}"


def field_row(sheet: Sheet, card: int, index: int) -> int:
    """Excel's row of field ``index`` (0-based) of card ``card`` (0-based); cards are one empty row apart."""
    return FIRST_ROW + card * (len(sheet.columns) + 1) + index
