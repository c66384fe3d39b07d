"""How is the form of one unit written? The workbook is made from the one description of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from milepost.inputs.fields import write_fields
from milepost.inputs.form import CASES, FIGURES, INDICATORS, LISTS_SHEET, SIGN_OFF, Choice, Form, choice_label
from milepost.inputs.guide import write_guide
from milepost.inputs.paper import Paper, put, spot
from milepost.inputs.repeatable import workbook_bytes
from milepost.inputs.rows import figure_rows, indicator_rows, task_choice, task_rows
from milepost.inputs.stamp import stamp_of, write_stamp
from milepost.inputs.tables import write_table
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import Issued
from milepost.model.framework import Framework, PublishedValue
from milepost.model.plan import Plan, Unit
from milepost.model.words import Words


def issued_name(unit: str, year: int) -> str:
    """Name of the workbook that is sent to a unit: ``NORTH-2031.xlsx``."""
    return f"{unit}-{year}.xlsx"


def write_form(
    form: Form,
    unit: Unit,
    plan: Plan,
    framework: Framework,
    series: Sequence[PublishedValue],
    definition: ReportDefinition,
    words: Sequence[Words],
    issued: date,
    last_states: Mapping[str, str] | None = None,
) -> tuple[bytes, Issued]:
    """Write the form of one unit.

    Args:
        form: The description of the form (``form_of``).
        unit: The unit.
        plan: The year's task list.
        framework: The indicators.
        series: The published values that are known on the day of issue (``known_at``).
        definition: The report's definition: title, office, deadline, notice.
        words: The form's languages, the units' own first; a single one where the workspace has one language.
        issued: Day of issue.
        last_states: Row id -> last year's state in words, where last year's inputs are known.

    Returns:
        The workbook and what is to be remembered of it. The same arguments give the same bytes.
    """
    tasks = plan.tasks_of(unit.id)
    choices = tuple(Choice(task.id, task_choice(task, words[0].language)) for task in tasks)
    complete = replace(form, lists={**form.lists, "tasks": choices})
    book = Workbook()
    book.remove(book.worksheets[0])
    paper = Paper(book, complete, words, unit.name.said(words[0].language), lists=_ranges(complete))
    _set_default_face(book, paper)

    write_guide(paper, unit, definition, complete.lists["states"])
    write_table(paper, complete.sheet("tasks"), task_rows(plan, unit.id, words, last_states))
    write_table(paper, FIGURES, figure_rows(plan, unit.id))
    write_table(paper, INDICATORS, indicator_rows(framework, unit.id, form.year, series, words))
    write_fields(paper, CASES)
    write_fields(paper, SIGN_OFF, _signed_for(unit, form, words))
    _write_lists(paper)
    write_stamp(book, stamp_of(form.layout, form.year, unit.id, plan.checksum, paper.locked))
    _set_properties(book, paper, definition, issued)
    memory = Issued(unit.id, form.layout, issued, plan.checksum, paper.locked, issued_name(unit.id, form.year))
    return workbook_bytes(book, issued), memory


def _signed_for(unit: Unit, form: Form, words: Sequence[Words]) -> dict[str, object]:
    names = dict.fromkeys(unit.name.said(one.language) for one in words)
    return {"unit": "\n".join(names), "year": str(form.year), "form_version": str(form.layout)}


def _ranges(form: Form) -> dict[str, str]:
    """Where the entries of each list stand on the hidden sheet; a list without entries has one empty cell."""
    ranges = {}
    for at, (name, choices) in enumerate(form.lists.items(), 1):
        letter = get_column_letter(at)
        ranges[name] = f"{LISTS_SHEET}!${letter}$2:${letter}${1 + max(1, len(choices))}"
    return ranges


def _write_lists(paper: Paper) -> None:
    page: Worksheet = paper.book.create_sheet(LISTS_SHEET)
    for at, (name, choices) in enumerate(paper.form.lists.items(), 1):
        put(spot(page, 1, at), name)
        for number, choice in enumerate(choices, 2):
            put(spot(page, number, at), choice.label if name == "tasks" else choice_label(choice, paper.words))
    page.sheet_state = "hidden"
    page.protection.sheet = True


def _set_default_face(book: Workbook, paper: Paper) -> None:
    """Column widths are counted in digits of the workbook's default face."""
    book._fonts[0] = Font(paper.styles.typeface, 11)  # type: ignore[attr-defined]
    for style in book._named_styles:  # type: ignore[attr-defined]
        style.font = Font(paper.styles.typeface, 11)


def _set_properties(book: Workbook, paper: Paper, definition: ReportDefinition, issued: date) -> None:
    moment = datetime(issued.year, issued.month, issued.day)  # noqa: DTZ001  - the file says a day, at no place's time
    properties = book.properties
    properties.title = f"{paper.unit} – {definition.title.said(paper.words[0].language)}"
    properties.creator = definition.office.said(paper.words[0].language)
    properties.lastModifiedBy = properties.creator
    properties.language = paper.words[0].language
    properties.created = properties.modified = moment
