"""Which tables hold what came in, how completely, what was left out and what was decided?"""

from collections.abc import Sequence

from milepost.model.dataset import Dataset
from milepost.model.exchange import Decision
from milepost.render.table import Row, Table
from milepost.reports.annex_quality import UnitReport


def inbox(dataset: Dataset, asked: bool) -> Table:
    """Every file of the year and what became of it; nothing of lateness where nobody was asked."""
    columns = ("file", "sha256", "unit", "number", "status", *(("received", "late") if asked else ()))
    rows: list[Row] = [
        (one.file, one.sha256, one.unit, one.number, one.status, *((one.received, one.late) if asked else ()))
        for one in dataset.inbox
    ]
    return Table(columns, tuple(rows))


def reporting(units: Sequence[UnitReport]) -> Table:
    """What each unit that was asked was to fill in and did."""
    columns = (
        "unit",
        "file",
        "number",
        "received",
        "late",
        "rows_expected",
        "rows_filled",
        "values_expected",
        "values_given",
    )
    rows: list[Row] = [
        (one.id, one.file, one.number, one.received, one.late, one.rows, one.filled, one.values, one.given)
        for one in units
    ]
    return Table(columns, tuple(rows))


def left_out(dataset: Dataset) -> Table:
    """What did not reach the report."""
    rows: list[Row] = [
        (one.what, one.where, one.reason.format_map(one.facts) if one.facts else one.reason, one.count)
        for one in dataset.left_out
    ]
    return Table(("what", "where", "reason", "count"), tuple(rows))


def decisions(several: Sequence[Decision], withheld: frozenset[tuple[str, str]]) -> Table:
    """What the secretariat decided; what is about a withheld statement does not stand in a public edition."""
    columns = ("kind", "unit", "row", "column", "value", "rule", "reason", "office", "decided")
    rows: list[Row] = [
        (
            str(one.kind),
            one.cell.unit,
            one.cell.row,
            one.cell.column,
            one.value,
            one.rule,
            one.reason,
            one.office,
            one.decided,
        )
        for one in several
        if (one.cell.unit, one.cell.row) not in withheld
    ]
    return Table(columns, tuple(rows))
