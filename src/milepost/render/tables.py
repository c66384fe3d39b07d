"""Which tables lie beside the report, so that everything in it can be recomputed?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from milepost.files.table import CsvValue, csv_text
from milepost.indicators.definitions import Definitions
from milepost.model.dataset import Dataset, FormOrigin, Observation, Origin, PublishedOrigin, Statement
from milepost.model.definition import Edition
from milepost.model.finding import Finding
from milepost.model.plan import Measure, Task
from milepost.model.rating import Ratings
from milepost.model.text import Text
from milepost.model.words import Words
from milepost.reports.provenance import CellPlace, Entry, EntryKind
from milepost.reports.report import Report

Row = tuple[CsvValue, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is written: stable names of columns, and one value for each of them in each row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def csv(self) -> bytes:
        """The table as a CSV file."""
        return csv_text(self.columns, self.rows).encode()


def tables(report: Report, dataset: Dataset, ratings: Ratings, definitions: Definitions) -> Mapping[str, Table]:
    """Make the tables of the folder ``data``, by name without suffix.

    Decimals are written as they are, unrounded; a text has one column for each language of the report. What a public
    edition withholds stands in no table.
    """
    languages = report.definition.languages
    return {
        "figures": _figures(report, languages),
        "observations": _observations(dataset, definitions, languages),
        "ratings": _ratings(ratings, definitions),
        "sources": _sources(report.entries, languages),
        "statements": _statements(report, dataset, languages),
        "tasks": _tasks(dataset, ratings, definitions, languages),
        "units": _units(definitions, languages),
    }


def findings_table(dataset: Dataset, words: Mapping[str, Words], asked: bool) -> Table:
    """List every finding with its words in each language; the request only where units were asked."""
    parts = ("message", "request") if asked else ("message",)
    columns = ("rule", "severity", "unit", "subject", "row", "column", "workbook", "sheet", "cell")
    said = {"message": Finding.message, "request": Finding.request}
    rows = [
        (
            one.rule.code,
            one.severity.name.lower(),
            one.unit,
            one.subject,
            one.row_id,
            one.column,
            one.where.workbook,
            one.where.sheet,
            one.where.address,
            *(said[part](one, spoken) for part in parts for spoken in words.values()),
        )
        for one in dataset.findings
    ]
    return Table((*columns, *(f"{part}_{language}" for part in parts for language in words)), tuple(rows))


def _named(name: str, languages: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for language in languages)


def _said(text: Text | None, languages: Sequence[str]) -> tuple[str, ...]:
    """The text in each language; empty where it has none: the column of another language holds it."""
    return tuple(text.by_language.get(language, "") if text else "" for language in languages)


_ORIGIN = ("unit", "workbook", "sheet", "cell", "sha256", "source", "definition_file")


def _origin(origins: Iterable[Origin]) -> tuple[str, ...]:
    """Where a value stands: the form if there is one, beside the published row if there is one."""
    cell = next((one for one in origins if isinstance(one, FormOrigin)), None)
    row = next((one for one in origins if isinstance(one, PublishedOrigin)), None)
    place = (cell.unit, cell.ref.workbook, cell.ref.sheet, cell.ref.address, cell.sha256) if cell else ("",) * 5
    named = [one.source for one in (row, cell) if one is not None and one.source]
    return (*place, named[0] if named else "", str(row.place) if row else "")


def _observations(dataset: Dataset, definitions: Definitions, languages: Sequence[str]) -> Table:
    columns = (
        "indicator",
        "year",
        "period",
        "breakdown",
        "vintage",
        "latest",
        "value",
        "status",
        "published",
        "derived",
        *_named("unit_of_measure", languages),
        *_ORIGIN,
    )
    rows: list[Row] = []
    for indicator, several in dataset.observations.items():
        known = definitions.framework.indicator(indicator)
        measured = _said(known.unit if known else None, languages)
        for one in several:
            same = [other for other in several if _key(other) == _key(one)]
            place = next(n for n, other in enumerate(same, 1) if other is one)
            derived = any(isinstance(origin, PublishedOrigin) and origin.derived for origin in one.origins)
            rows.append(
                (
                    indicator,
                    one.year,
                    one.period,
                    one.breakdown,
                    place,
                    place == len(same),
                    one.value,
                    one.status,
                    str(one.published or ""),
                    derived,
                    *measured,
                    *_origin(one.origins),
                )
            )
    return Table(columns, tuple(rows))


def _key(one: Observation) -> tuple[int, str, str]:
    return one.year, one.period, one.breakdown


def _ratings(ratings: Ratings, definitions: Definitions) -> Table:
    columns = (
        "indicator",
        "method",
        "rating",
        "data_year",
        "value",
        "previous_year",
        "previous",
        "change",
        "change_told_in",
        "baseline_year",
        "baseline",
        "target_year",
        "target",
        "attainment",
        "schedule",
        "lead",
        "expected",
        "reason",
    )
    rows: list[Row] = []
    for indicator in definitions.framework.indicators:
        one = ratings.indicators[indicator.id]
        verdict, base, target = one.verdict, indicator.baseline, indicator.target
        rows.append(
            (
                indicator.id,
                one.method,
                str(one.standing),
                one.latest.year if one.latest else None,
                one.latest.value if one.latest else None,
                one.previous.year if one.previous else None,
                one.previous.value if one.previous else None,
                one.change,
                str(indicator.change),
                base.year if base else None,
                base.value if base else None,
                target.year if target else None,
                target.value if target else None,
                verdict.attainment,
                verdict.schedule,
                verdict.lead,
                verdict.expected,
                verdict.reason,
            )
        )
    return Table(columns, tuple(rows))


def _tasks(dataset: Dataset, ratings: Ratings, definitions: Definitions, languages: Sequence[str]) -> Table:
    columns = (
        "row",
        "task",
        "part",
        "section",
        "number",
        *_named("title", languages),
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
                    rows.append((*place, *_task(row, task, measure, dataset, ratings, languages)))
    return Table(columns, tuple(rows))


def _task(
    row: str, task: Task, measure: Measure | None, dataset: Dataset, ratings: Ratings, languages: Sequence[str]
) -> Row:
    merged, rating = dataset.rows[row], ratings.rows[row]
    return (
        None if measure else task.number,
        *_said(measure.title if measure else task.title, languages),
        " ".join(task.units),
        task.units_assumed,
        task.lead,
        " ".join(sorted(task.translated)) if measure is None else "",
        rating.due,
        str(rating.state),
        str(merged.state) if merged.state else None,
        merged.decided_by,
        merged.completed_on,
        merged.percent,
        merged.dissent,
        merged.measures_done,
        merged.measures_total,
        rating.evidence_outstanding,
        rating.verified,
        rating.unfinished,
    )


def _statements(report: Report, dataset: Dataset, languages: Sequence[str]) -> Table:
    texts = ("text", "evidence", "difficulties", "next_step", "remarks")
    columns = (
        "row",
        "unit",
        "language",
        "state",
        "completed_on",
        "percent",
        "withheld",
        *(name for text in texts for name in _named(text, languages)),
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
    words = [said for text in texts for said in _said(None if withheld else getattr(one, text), languages)]
    state = str(one.state) if one.state and not withheld else None
    when = (None, None) if withheld else (one.completed_on, one.percent)
    return (one.row, one.unit, one.language, state, *when, withheld, *words, *place)


def _figures(report: Report, languages: Sequence[str]) -> Table:
    columns = (
        "id",
        "row",
        "unit",
        *_named("name", languages),
        "value",
        *_named("unit_of_measure", languages),
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
            *_said(one.name, languages),
            one.value,
            *_said(one.measured_in, languages),
            one.period,
            *_cell(one.cells[0]),
        )
        for one in report.entries
        if one.kind is EntryKind.FIGURE
    ]
    return Table(columns, tuple(rows))


def _cell(cell: CellPlace) -> tuple[str, str, str, str]:
    return cell.ref.workbook, cell.ref.sheet, cell.ref.address, cell.sha256


def _sources(entries: Iterable[Entry], languages: Sequence[str]) -> Table:
    """One row for each cell or definition row of an entry, so that nothing is folded into one field."""
    columns = (
        "mark",
        "id",
        "kind",
        "subject",
        "year",
        "period",
        "breakdown",
        "value",
        "published",
        *_named("name", languages),
        "publisher_kind",
        "host",
        "address",
        "link",
        "column",
        "unit",
        "workbook",
        "sheet",
        "cell",
        "sha256",
        "definition_file",
        "cites",
        "made_from",
    )
    rows: list[Row] = []
    for one in entries:
        public = one.public
        named = public.name if public else one.name
        head: Row = (
            one.mark,
            one.id,
            str(one.kind),
            one.subject,
            one.year,
            one.period,
            one.breakdown,
            one.value,
            str(one.published or ""),
            *_said(named, languages),
            str(public.kind or "") if public else "",
            public.host if public else "",
            public.address if public else "",
            public.live if public else None,
        )
        tail: Row = (" ".join(one.cites), " ".join(one.made_from))
        places: list[Row] = [
            (cell.column, cell.unit, cell.ref.workbook, cell.ref.sheet, cell.ref.address, cell.sha256, "")
            for cell in one.cells
        ]
        places += [("", "", "", "", "", "", str(file)) for file in one.files]
        rows += [(*head, *place, *tail) for place in places or [("",) * 7]]
    return Table(columns, tuple(rows))


def _units(definitions: Definitions, languages: Sequence[str]) -> Table:
    columns = ("unit", *_named("name", languages), "aliases", "collective", "group", "tasks", "indicators")
    rows: list[Row] = [
        (
            one.id,
            *_said(one.name, languages),
            "; ".join(one.aliases),
            one.collective,
            one.group,
            " ".join(task.id for task in definitions.plan.tasks_of(one.id)),
            " ".join(indicator.id for indicator in definitions.framework.reported_by(one.id)),
        )
        for one in definitions.units.values()
    ]
    return Table(columns, tuple(rows))
