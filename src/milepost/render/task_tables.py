"""Which tables hold the tasks, what was said of them, and who answers for them?"""

from collections.abc import Sequence

from milepost.indicators.definitions import Definitions
from milepost.model.dataset import Dataset, Statement
from milepost.model.definition import Edition
from milepost.model.plan import Measure, Task
from milepost.model.rating import Ratings
from milepost.render.table import Row, Table, named, said
from milepost.reports.provenance import CellPlace, EntryKind
from milepost.reports.report import Report


def tasks(report: Report, dataset: Dataset, ratings: Ratings, definitions: Definitions) -> Table:
    """One row for each task and measure; what only a withheld statement says is left empty."""
    languages = report.definition.languages
    columns = (
        "row",
        "task",
        "part",
        "section",
        "number",
        *named("title", languages),
        "units",
        "units_assumed",
        "lead",
        "title_translated_in",
        "due",
        "state",
        "reported_state",
        "decided_by",
        "completed_on",
        "percent",
        "dissent",
        "measures_done",
        "measures_total",
        "evidence_outstanding",
        "verified",
        "unfinished",
    )
    rows: list[Row] = []
    for part in definitions.plan.parts:
        for section in part.sections:
            for task in section.tasks:
                for row, measure in [(task.id, None), *((one.id, one) for one in task.measures)]:
                    place = (row, task.id, part.id, section.id)
                    hidden = any((one.unit, row) in report.withheld for one in dataset.rows[row].statements)
                    rows.append((*place, *_task(row, task, measure, dataset, ratings, languages, hidden)))
    return Table(columns, tuple(rows))


def _task(
    row: str,
    task: Task,
    measure: Measure | None,
    dataset: Dataset,
    ratings: Ratings,
    languages: Sequence[str],
    hidden: bool,
) -> Row:
    merged, rating = dataset.rows[row], ratings.rows[row]
    return (
        None if measure else task.number,
        *said(measure.title if measure else task.title, languages),
        " ".join(task.units),
        task.units_assumed,
        task.lead,
        " ".join(sorted(task.translated)) if measure is None else "",
        rating.due,
        str(rating.state),
        str(merged.state) if merged.state else None,
        merged.decided_by,
        None if hidden else merged.completed_on,
        None if hidden else merged.percent,
        merged.dissent,
        merged.measures_done,
        merged.measures_total,
        rating.evidence_outstanding,
        rating.verified,
        rating.unfinished,
    )


def statements(report: Report, dataset: Dataset, languages: Sequence[str]) -> Table:
    """What each unit said of each row; a public edition leaves restricted ones empty."""
    texts = ("text", "evidence", "difficulties", "next_step", "remarks")
    columns = (
        "row",
        "unit",
        "language",
        "state",
        "completed_on",
        "percent",
        "withheld",
        *(name for text in texts for name in named(text, languages)),
        "workbook",
        "sheet",
        "excel_row",
        "sha256",
    )
    public = report.definition.edition is Edition.PUBLIC
    rows = [
        _statement(one, texts, languages, public and one.restricted)
        for merged in dataset.rows.values()
        for one in merged.statements
    ]
    return Table(columns, tuple(rows))


def _statement(one: Statement, texts: Sequence[str], languages: Sequence[str], withheld: bool) -> Row:
    origin = next(iter(one.origins.values()), None)
    place = (origin.ref.workbook, origin.ref.sheet, origin.ref.row, origin.sha256) if origin else ("", "", None, "")
    words = [spoken for text in texts for spoken in said(None if withheld else getattr(one, text), languages)]
    state = str(one.state) if one.state and not withheld else None
    when = (None, None) if withheld else (one.completed_on, one.percent)
    return (one.row, one.unit, one.language, state, *when, withheld, *words, *place)


def figures(report: Report, languages: Sequence[str]) -> Table:
    """The figures that the texts rest on, as far as the edition prints them."""
    columns = (
        "id",
        "row",
        "unit",
        *named("name", languages),
        "value",
        *named("unit_of_measure", languages),
        "period",
        "workbook",
        "sheet",
        "cell",
        "sha256",
    )
    rows = [
        (
            one.id.removeprefix("source-"),
            one.subject,
            one.unit,
            *said(one.name, languages),
            one.value,
            *said(one.measured_in, languages),
            one.period,
            *_cell(one.cells[0]),
        )
        for one in report.entries
        if one.kind is EntryKind.FIGURE
    ]
    return Table(columns, tuple(rows))


def _cell(cell: CellPlace) -> tuple[str, str, str, str]:
    return cell.ref.workbook, cell.ref.sheet, cell.ref.address, cell.sha256


def units(definitions: Definitions, languages: Sequence[str]) -> Table:
    """Every body that the plan or the framework may name."""
    columns = ("unit", *named("name", languages), "aliases", "collective", "group", "tasks", "indicators")
    rows: list[Row] = [
        (
            one.id,
            *said(one.name, languages),
            "; ".join(one.aliases),
            one.collective,
            one.group,
            " ".join(task.id for task in definitions.plan.tasks_of(one.id)),
            " ".join(indicator.id for indicator in definitions.framework.reported_by(one.id)),
        )
        for one in definitions.units.values()
    ]
    return Table(columns, tuple(rows))
