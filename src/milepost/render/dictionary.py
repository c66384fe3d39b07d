"""What does each column of the tables beside the report hold?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from milepost.render import dictionary_beside, measure_tables
from milepost.render.dictionary_beside import CELL, Meaning
from milepost.render.tables import Table

ROW = "Task or measure of the plan, by its id."
_ORIGIN = {**CELL, "definition_file": ("string", "File and line of the definitions that the value stands in.")}

TITLES: Mapping[str, str] = {
    **dictionary_beside.TITLES,
    **measure_tables.TITLES,
    "figures": "Figures on which the texts rest",
    "observations": "Values of the indicators, every vintage",
    "ratings": "Ratings of the indicators",
    "sources": "Where every printed figure comes from",
    "statements": "What was said of each task and measure",
    "tasks": "Tasks and measures of the plan and their states",
    "units": "Units named in the plan",
}

MEANINGS: Mapping[str, Mapping[str, Meaning]] = {
    **dictionary_beside.MEANINGS,
    **measure_tables.MEANINGS,
    "figures": {
        "id": ("string", "Stable id of the figure in the report."),
        "row": ("string", ROW),
        "unit": ("string", "Unit in whose form the figure stands."),
        "name": ("string", "What the number says."),
        "value": ("number", "The number, in its unit of measure."),
        "unit_of_measure": ("string", "What the number counts."),
        "period": ("string", "The time it is about."),
        **CELL,
    },
    "observations": {
        "indicator": ("string", "Indicator or context series, by its id."),
        "year": ("integer", "Data year."),
        "period": ("string", "Y for a whole year, else the part of it."),
        "breakdown": ("string", "Code of the breakdown; empty for the total."),
        "vintage": ("integer", "1 for the value first known, then 2, 3 and so on."),
        "latest": ("boolean", "True for the vintage that the report uses."),
        "value": ("number", "The value, unrounded, in the unit of measure."),
        "status": ("string", "provisional, first, final or revised."),
        "published": ("string", "When it became known, as exactly as that is known: a day, a month or a year."),
        "derived": ("boolean", "True where the published source gives it only by arithmetic."),
        "formula": ("string", "Formula over other indicators by which it was computed; empty where it was reported."),
        "unit_of_measure": ("string", "Unit of measure."),
        "unit": ("string", "Unit in whose form the value stands too."),
        "source": ("string", "Address or document that it was published in."),
        **_ORIGIN,
    },
    "ratings": {
        "indicator": ("string", "Indicator, by its id."),
        "method": ("string", "Code of the rating method."),
        "rating": ("string", "The class."),
        "data_year": ("integer", "Data year of the value that is rated."),
        "value": ("number", "The value that is rated."),
        "previous_year": ("integer", "The year before the data year, where it has a value."),
        "previous": ("number", "Value of that year."),
        "change": ("number", "Change since that year, unrounded."),
        "change_told_in": ("string", "percent or points."),
        "baseline_year": ("integer", "Base year."),
        "baseline": ("number", "Value in the base year."),
        "target_year": ("integer", "Target year."),
        "target": ("number", "Value promised for the target year."),
        "attainment": ("number", "Share of the way to the target, 1 is all of it."),
        "schedule": ("number", "Share of the way that the schedule asks for in the data year."),
        "lead": ("number", "100 (attainment - schedule), in points of the path."),
        "expected": ("number", "Value that the schedule asks for in the data year."),
        "reason": ("string", "Why there is no rating."),
    },
    "sources": {
        "mark": ("string", "Mark of the entry in the annex on sources."),
        "id": ("string", "Stable id of the entry."),
        "kind": ("string", "What the entry is about."),
        "subject": ("string", "Task, measure or indicator, by its id."),
        "year": ("integer", "Data year."),
        "period": ("string", "Y for a whole year, else the part of it."),
        "breakdown": ("string", "Code of the breakdown; empty for the total."),
        "value": ("number", "The value, unrounded."),
        "published": ("string", "When it became known."),
        "name": ("string", "What the value says, or who published it."),
        "publisher_kind": ("string", "What kind of body stands behind a public source."),
        "host": ("string", "Host of a public source."),
        "address": ("string", "Address of a public source."),
        "link": ("boolean", "True where the address may be printed as a link."),
        "column": ("string", "Column of the form."),
        "unit": ("string", "Unit in whose form the value stands."),
        **_ORIGIN,
        "cites": ("string", "Ids of the entries that this one names as its sources, separated by spaces."),
        "made_from": ("string", "Ids of the entries that this one was calculated from, separated by spaces."),
    },
    "statements": {
        "row": ("string", ROW),
        "unit": ("string", "Unit that the statement is from."),
        "language": ("string", "Language in which it was written."),
        "state": ("string", "State as reported."),
        "completed_on": ("date", "Day of completion."),
        "percent": ("number", "Per cent done, as reported."),
        "withheld": ("boolean", "True where the public edition withholds the statement."),
        "text": ("string", "What was done."),
        "evidence": ("string", "Documents, addresses and attachments named as evidence."),
        "difficulties": ("string", "Difficulties."),
        "next_step": ("string", "Next step."),
        "remarks": ("string", "Remarks."),
        "excel_row": ("integer", "Row of the sheet."),
        **{key: meaning for key, meaning in CELL.items() if key != "cell"},
    },
    "tasks": {
        "row": ("string", ROW),
        "task": ("string", "The task that the row belongs to."),
        "part": ("string", "Part of the plan."),
        "section": ("string", "Section of the part."),
        "number": ("string", "The plan's own number."),
        "title": ("string", "Title."),
        "units": ("string", "Responsible units, by their ids, separated by spaces."),
        "units_assumed": ("boolean", "True where the units are an assumption."),
        "lead": ("string", "Lead unit."),
        "title_translated_in": ("string", "Languages in which the title is a translation."),
        "due": ("date", "The task's own due date."),
        "state": ("string", "State as the report derives it."),
        "reported_state": ("string", "State that holds over all units."),
        "decided_by": ("string", "Why it holds."),
        "completed_on": ("date", "Day of completion."),
        "percent": ("number", "Per cent done."),
        "dissent": ("boolean", "True where units state different things."),
        "measures_done": ("integer", "Measures completed."),
        "measures_total": ("integer", "Measures in all."),
        "evidence_outstanding": ("boolean", "True where it is completed and no evidence is named."),
        "verified": ("boolean", "True where the completion was verified by a decision."),
        "unfinished": ("boolean", "True where it was not finished in the plan year."),
    },
    "units": {
        "unit": ("string", "Id of the unit."),
        "name": ("string", "Name."),
        "aliases": ("string", "Other names."),
        "collective": ("boolean", "True for a phrase that stands for several units and is never asked."),
        "group": ("string", "What kind of member it is."),
        "tasks": ("string", "Its tasks, by their ids, separated by spaces."),
        "indicators": ("string", "The indicators it reports, by their ids, separated by spaces."),
    },
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, the Frictionless type of its values, and what it holds."""

    name: str
    type: str
    description: str


def fields_of(name: str, table: Table, languages: Sequence[str]) -> tuple[Field, ...]:
    """The meaning of each column of a table; ``title_en`` means what ``title`` means, in English.

    Raises:
        KeyError: If a column has no meaning here.
    """
    meanings = MEANINGS[name]
    found: list[Field] = []
    for column in table.columns:
        base, _, language = column.rpartition("_")
        if column in meanings:
            found.append(Field(column, *meanings[column]))
        elif language in languages and base in meanings:
            kind, words = meanings[base]
            found.append(Field(column, kind, f"{words} Language: {language}."))
        else:
            raise KeyError(f"{name}.{column}")
    return tuple(found)
