"""Which tables lie beside the report, so that everything in it can be recomputed?"""

from collections.abc import Iterable, Mapping, Sequence

from milepost.indicators.definitions import Definitions
from milepost.model.dataset import Dataset
from milepost.model.finding import Finding
from milepost.model.rating import Ratings
from milepost.model.words import Words
from milepost.render import definition_tables, evaluation_tables, exchange_tables, measure_tables
from milepost.render.indicator_tables import observations, ratings_table
from milepost.render.table import Row, Table, named, said
from milepost.render.task_tables import figures, statements, tasks, units
from milepost.reports.provenance import Entry
from milepost.reports.report import Report

__all__ = ["Table", "findings_table", "tables"]


def tables(report: Report, dataset: Dataset, ratings: Ratings, definitions: Definitions) -> Mapping[str, Table]:
    """Make the tables of the folder ``data``, by name without suffix.

    Decimals are written as they are, unrounded; a text has one column for each language of the report. What a public
    edition withholds stands in no table.
    """
    languages, beside = report.definition.languages, report.beside
    made = {
        "breakdowns": measure_tables.breakdowns(definitions, languages),
        "cases": evaluation_tables.cases(beside.cases, languages),
        "carried": evaluation_tables.carried(dataset),
        "changes": evaluation_tables.changes(beside),
        "composite": measure_tables.composite(dataset, definitions),
        "decisions": exchange_tables.decisions(beside.decisions, report.withheld),
        "figures": figures(report, languages),
        "forecasts": evaluation_tables.forecasts(beside.outlooks),
        "goals": definition_tables.goals(definitions),
        "inbox": exchange_tables.inbox(dataset, report.asked),
        "indicators": definition_tables.indicators(definitions, languages),
        "left_out": exchange_tables.left_out(dataset),
        "methods": definition_tables.methods(report.definition),
        "observations": observations(dataset, definitions, languages),
        "parts": definition_tables.parts(definitions, languages),
        "ratings": ratings_table(ratings, definitions),
        "revisions": evaluation_tables.revisions(dataset, languages),
        "sensitivity": evaluation_tables.sensitivity(ratings),
        "sources": _sources(report.entries, languages),
        "statements": statements(report, dataset, languages),
        "tasks": tasks(report, dataset, ratings, definitions),
        "trends": evaluation_tables.trends(beside.outlooks),
        "units": units(definitions, languages),
        "withheld": measure_tables.withheld(dataset),
    }
    # Of a report compiled from public sources nothing is said of who reported how completely.
    asked = {"reporting": exchange_tables.reporting(beside.reporting)} if report.asked else {}
    return dict(sorted((made | asked).items()))


def findings_table(
    dataset: Dataset,
    words: Mapping[str, Words],
    asked: bool,
    withheld: frozenset[tuple[str, str]] = frozenset(),
) -> Table:
    """List the findings with their words in each language; the request only where units were asked.

    Args:
        dataset: The findings.
        words: Language -> fixed sentences.
        asked: True where units were asked.
        withheld: (unit, row) of statements that the edition may not show: their findings quote them.
    """
    parts = ("message", "request") if asked else ("message",)
    columns = ("rule", "severity", "unit", "subject", "row", "column", "workbook", "sheet", "cell", "answer")
    spoken_by = {"message": Finding.message, "request": Finding.request}
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
            one.answer,
            *(spoken_by[part](one, spoken) for part in parts for spoken in words.values()),
        )
        for one in dataset.findings
        if (one.unit, one.row_id) not in withheld
    ]
    return Table((*columns, *(f"{part}_{language}" for part in parts for language in words)), tuple(rows))


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
        *named("name", languages),
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
        called = public.name if public else one.name
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
            *said(called, languages),
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
