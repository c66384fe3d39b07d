"""What is a row of a form about, in the words of a reader?"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from milepost.model.dataset import FormOrigin, Observation
from milepost.model.exchange import Decision, DecisionKind
from milepost.model.states import WHOLE_YEAR
from milepost.model.text import Text
from milepost.reports.material import Material

_BETWEEN = re.compile(r"[|,\s]+")
"""Between the parts of a row's id."""


@dataclass(frozen=True, slots=True)
class About:
    """What a row is about: a task or deliverable by its number, an indicator by its name, a case, or words as they are.

    Attributes:
        words: The row as the form calls it; printed where nothing else is known.
        task: Number of the task or deliverable; ``""`` for none.
        name: Name of the indicator or title of the case.
        year, period, part: Of a value: data year, part of the year (``""`` for the whole), part of a breakdown.
    """

    words: str
    task: str = ""
    name: Text | None = None
    year: int | None = None
    period: str = ""
    part: Text | None = None


def about(row: str, material: Material) -> About:
    """Say what a row is about, by its id in a form or as the merge and the checks name a place."""
    if any(row in task.row_ids for task in material.plan.tasks):
        return About(row, task=row)
    case = next((one for one in material.dataset.cases if one.id == row), None)
    if case is not None:
        return About(row, name=case.title)
    pieces = _BETWEEN.split(row)
    framework = material.framework
    indicator = next((one for one in (*framework.indicators, *framework.context) if one.id == pieces[0]), None)
    if indicator is None:
        return About(row)
    year = next((int(piece) for piece in pieces[1:2] if piece.isdecimal()), None)
    rest = [piece for piece in pieces[2:] if piece and piece != WHOLE_YEAR]
    category = next((found for found in map(indicator.category, rest) if found), None)
    period = next((piece for piece in rest if indicator.category(piece) is None), "")
    return About(row, name=indicator.name, year=year, period=period, part=category.name if category else None)


def decided_value(one: Observation, material: Material) -> Decision | None:
    """The decision by which a value holds: it was corrected, or a conflict was settled; None for none."""
    row = f"{one.indicator}|{one.year}|{one.period}|{one.breakdown}"
    units = {origin.unit for origin in one.origins if isinstance(origin, FormOrigin)}
    for decision in material.decisions:
        settles = decision.kind is DecisionKind.SETTLE
        corrects = decision.kind is DecisionKind.CORRECT and decision.cell.column in ("value", "revised_value")
        said = settles or (corrects and decision.cell.unit in units)
        if decision.cell.row == row and said and _number(decision.value) == one.value:
            return decision
    return None


def _number(words: str | None) -> Decimal | None:
    try:
        return Decimal(words) if words else None
    except InvalidOperation:
        return None
