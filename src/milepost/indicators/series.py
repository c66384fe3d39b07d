"""What has been published about the indicators so far?"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath

from milepost.files.nearest import instead, nearest
from milepost.files.table import TableRow, read_table
from milepost.model.dates import PartialDate
from milepost.model.framework import Framework, Indicator, PublishedValue
from milepost.model.places import FilePlace, Mistake
from milepost.model.states import WHOLE_YEAR, ValueStatus

COLUMNS = ("indicator", "year", "period", "value", "unit", "status", "published", "basis", "source", "note")
OPTIONAL = ("breakdown",)
BASES = ("read", "derived")
PERIOD = re.compile(r"Y|H[12]|Q[1-4](-Q[1-4])?|M([1-9]|1[0-2])(-M([1-9]|1[0-2]))?")

_YEAR = re.compile(r"(19|20|21)[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_series(
    file: Path, path: PurePath, framework: Framework | None
) -> tuple[tuple[PublishedValue, ...], list[Mistake]]:
    """Read ``series.csv``; a workspace without the file has published nothing yet.

    Args:
        file: Where the file is.
        path: Its path relative to the workspace.
        framework: The indicators; None where they could not be read: then rows are judged by themselves alone.

    Returns:
        The rows in the file's order, and every mistake found.
    """
    if not file.exists():
        return (), []
    rows, mistakes = read_table(file, path, COLUMNS, OPTIONAL)
    found: list[PublishedValue] = []
    first: dict[tuple[object, ...], FilePlace] = {}
    for row in rows:
        wrong = list(_form(row))
        indicator = framework.indicator(row["indicator"]) if framework else None
        if framework is not None:
            wrong += _about(row, indicator, framework)
        if not wrong:
            value = _value(row)
            key = (value.indicator, value.year, value.period, value.breakdown, value.published, value.status)
            if key in first:
                problem = f"The row says the same as line {first[key].line}: indicator, year, period, date and status."
                wrong.append(Mistake(row.place, problem, "Keep one; a revised value has another date or status."))
            first.setdefault(key, row.place)
            found.append(value)
        mistakes += wrong
    return tuple(found), mistakes


def _form(row: TableRow) -> list[Mistake]:
    found: list[Mistake] = []

    def told(column: str, expected: str) -> None:
        shown = f'"{row[column]}"' if row[column] else "nothing"
        found.append(Mistake(row.place, f'"{column}": {shown} is not understood.', f"Write {expected}."))

    if not _YEAR.fullmatch(row["year"]):
        told("year", "four digits, such as 2024")
    if not _period(row["period"]):
        told("period", "Y for the whole year, or a part of it such as H1, Q1-Q3 or M1-M11")
    if not _number(row["value"]):
        told("value", "digits with a decimal point, such as 12.71, without separators")
    if row["status"] not in tuple(ValueStatus):
        told("status", " or ".join(ValueStatus))
    if row["basis"] not in BASES:
        told("basis", "read, or derived where the value was worked out from others")
    try:
        if row["published"]:
            PartialDate.parse(row["published"])
    except ValueError:
        told("published", "2024, 2024-01 or 2024-01-26, or nothing where it is not known")
    return found


def _period(text: str) -> bool:
    if not PERIOD.fullmatch(text):
        return False
    ends = [int(part[1:]) for part in text.split("-")] if text != WHOLE_YEAR else [0]
    return len(ends) == 1 or ends[0] < ends[1]


def _number(text: str) -> bool:
    try:
        return bool(_NUMBER.fullmatch(text)) and Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _about(row: TableRow, indicator: Indicator | None, framework: Framework) -> list[Mistake]:
    """Hold a row against its indicator: is there such a one, and does the value fit it?"""
    if indicator is None:
        known = [one.id for one in (*framework.indicators, *framework.context)]
        near = instead(nearest(row["indicator"], known))
        problem = f'The indicator "{row["indicator"]}" is not in framework.yaml{near}.'
        return [Mistake(row.place, problem, "Correct the id, or add the indicator there.")]
    found = []
    units = tuple(indicator.unit.by_language.values())
    if units and row["unit"] not in units:
        problem = f'The unit "{row["unit"]}" is not that of {indicator.id} ({", ".join(dict.fromkeys(units))}).'
        found.append(Mistake(row.place, problem, "Convert the value and write the indicator's unit."))
    categories = [one.id for one in indicator.breakdown]
    if row["breakdown"] and row["breakdown"] not in categories:
        near = instead(nearest(row["breakdown"], categories))
        problem = f'"{row["breakdown"]}" is no part of the breakdown of {indicator.id}{near}.'
        found.append(Mistake(row.place, problem, "Correct it, or add it to the indicator's breakdown."))
    low, high = indicator.bounds
    if _number(row["value"]):
        value = Decimal(row["value"])
        if (low is not None and value < low) or (high is not None and value > high):
            problem = f"The value {value} lies outside the bounds of {indicator.id}."
            found.append(Mistake(row.place, problem, "Correct the value, or the bounds in framework.yaml."))
    return found


def _value(row: TableRow) -> PublishedValue:
    return PublishedValue(
        indicator=row["indicator"],
        year=int(row["year"]),
        value=Decimal(row["value"]),
        status=row["status"],
        place=row.place,
        period=row["period"],
        breakdown=row["breakdown"],
        published=PartialDate.parse(row["published"]) if row["published"] else None,
        basis=row["basis"],
        source=row["source"],
        note=row["note"],
    )
