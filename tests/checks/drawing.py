"""A made-up town with three units, and workbooks of theirs drawn as text and read by the real reader.

A drawing changes a complete submission: ``[tasks]`` and below it a table. A row with a known first cell replaces the
drawn cells of that row, a row with another first cell is added, a first cell after ``-`` takes the row out.

    [tasks]
    id | state     | completed_on
    1  | completed |

An empty cell is empty, ``=B4 -> 12`` is a formula with its last result, ``=B4`` one that was never calculated,
``#N/A`` an error. A heading after ``-`` takes the column out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from milepost.checks.context import Context
from milepost.files.digest import sha256_text
from milepost.inputs.form import FIRST_ROW, KEY_ROW, STAMP_NAME, Form, Kind, Layout, Sheet, form_of, sheet_name
from milepost.inputs.read import read_submission
from milepost.inputs.rows import field_key, field_row
from milepost.inputs.signs import signs_of
from milepost.model.dates import PartialDate
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import Exchange, Issued, Receipt
from milepost.model.framework import Category, Change, Framework, Indicator, PublishedValue, Total
from milepost.model.places import FilePlace
from milepost.model.plan import Measure, Part, Plan, Responsibility, Section, Task, Unit
from milepost.model.submission import Submission
from milepost.model.text import Text
from milepost.model.words import Words
from milepost.model.workbook import (
    CellKind,
    DefinedName,
    PackageFacts,
    Properties,
    RawCell,
    RawSheet,
    RawWorkbook,
    SheetState,
    Span,
)

ENGLISH = Words("en")
YEAR = 2024


def said(words: str) -> Text:
    return Text({"en": words})


def _task(key: str, title: str, *units: str, measures: tuple[Measure, ...] = ()) -> Task:
    return Task(key, key, said(title), tuple(Responsibility(unit) for unit in units), measures)


UNITS = {
    "NORTH": Unit("NORTH", said("North District"), ("The North",)),
    "SOUTH": Unit("SOUTH", said("South District")),
    "PARKS": Unit("PARKS", said("Parks Office")),
    "OTHERS": Unit("OTHERS", said("relevant districts"), collective=True),
}
TASKS = (
    _task("1", "Plant trees along the river", "NORTH", "SOUTH", "OTHERS"),
    _task("2", "Open a garden school", "NORTH"),
    _task(
        "3",
        "Renew the old park",
        "NORTH",
        measures=(Measure("3a", said("New paths")), Measure("3b", said("New benches"))),
    ),
    _task("4", "Clean the lake", "SOUTH"),
)
PLAN = Plan(
    "2024", YEAR, said("Green plan"), (Part("I", said("All"), (Section(None, None, TASKS),)),), checksum="ab" * 32
)
FRAMEWORK = Framework(
    "green",
    said("Green framework"),
    2020,
    2025,
    (
        Indicator(
            "trees", said("Trees"), said("trees"), decimals=1, bounds=(Decimal(0), None), reported_by=("NORTH", "SOUTH")
        ),
        Indicator(
            "cover",
            said("Share of green areas"),
            said("%"),
            decimals=1,
            bounds=(Decimal(0), Decimal(100)),
            change=Change.POINTS,
            reported_by=("NORTH",),
        ),
        Indicator("balance", said("Balance of water"), said("mm"), decimals=1, reported_by=("NORTH",)),
        Indicator(
            "visitors",
            said("Visitors"),
            said("thousand people"),
            decimals=1,
            reported_by=("NORTH",),
            breakdown=(Category("east", said("East")), Category("west", said("West"))),
            total=Total.SUM,
        ),
        Indicator("lakes", said("Clean lakes"), said("lakes"), reported_by=("SOUTH",)),
    ),
)


def row_of_series(
    indicator: str, year: int, value: str, period: str = "Y", published: str | None = None
) -> PublishedValue:
    day = PartialDate.parse(published) if published else None
    place = FilePlace(PurePath("indicators/series.csv"), 2)
    return PublishedValue(indicator, year, Decimal(value), "final", place, period, published=day)


SERIES = (
    row_of_series("trees", 2023, "3.1"),
    row_of_series("trees", 2024, "2.4", "Q1-Q3"),
    *(
        row_of_series("cover", 2018 + at, value)
        for at, value in enumerate(("84.0", "84.3", "84.5", "84.9", "85.0", "85.2"))
    ),
    row_of_series("balance", 2024, "9.9", "Q1-Q3"),
    row_of_series("balance", 2022, "12.1"),
    row_of_series("balance", 2023, "12.3"),
    row_of_series("lakes", 2023, "7"),
    row_of_series("lakes", 2024, "9", published="2026-01-01"),
)
DEFINITION = ReportDefinition(
    YEAR,
    said("Green report"),
    said("Town office"),
    "2024",
    ("en",),
    cut_off=date(2025, 3, 31),
    deadline=date(2025, 1, 15),
)
ISSUED = Issued(
    "NORTH",
    1,
    date(2024, 11, 1),
    "ab" * 32,
    {"tasks!1!title": "Plant trees along the river", "tasks!9!id": "9"},
    "NORTH.xlsx",
)
FORM: Form = form_of(YEAR)
SIGNS = signs_of(PLAN, FRAMEWORK, UNITS, YEAR, (ENGLISH,), {"NORTH": ISSUED})

CONTEXT = Context(
    YEAR,
    PLAN,
    FRAMEWORK,
    UNITS,
    SERIES,
    DEFINITION,
    Exchange(issued={"NORTH": ISSUED}),
    FORM,
    words=(ENGLISH,),
)

NORTH = """
[tasks]
id | title                       | state       | completed_on | percent | text                               | evidence
1  | Plant trees along the river | in progress |              | 40      | 5,000 trees stand along the river. |
2  | Open a garden school        | completed   | 2024-06-30   | 100     | The school opened to all children. | Notice 12
3  | Renew the old park          |             |              |         | One of two parts is finished.      |
3a | New paths                   | completed   | 2024-05-01   |         | The paths are open.                | Record 3
3b | New benches                 | in progress |              |         | The benches are ordered.           |

[figures]
row | task | name          | value | unit  | period
1   | 1    | trees planted | 5000  | trees | 2024

[indicators]
id                   | unit            | value | value_status | source
trees|2024|Y|        | trees           | 3.3   | final        | Yearbook
trees|2023|Y|        | trees           | 3.1   | final        | Yearbook
cover|2024|Y|        | %               | 85.3  | final        | Yearbook
cover|2023|Y|        | %               | 85.2  | final        | Yearbook
balance|2024|Y|      | mm              | 12.5  | final        | Yearbook
balance|2023|Y|      | mm              | 12.3  | final        | Yearbook
visitors|2024|Y|     | thousand people | 10    | final        | Yearbook
visitors|2024|Y|east | thousand people | 4     | final        | Yearbook
visitors|2024|Y|west | thousand people | 6     | final        | Yearbook
visitors|2023|Y|     | thousand people | 9     | final        | Yearbook
visitors|2023|Y|east | thousand people | 4     | final        | Yearbook
visitors|2023|Y|west | thousand people | 5     | final        | Yearbook

[cases]
card | title | text | publish | tasks

[sign_off]
unit           | year | prepared_by | checked_by | approved_by | date       | submission_number
North District | 2024 | somebody    | somebody   | somebody    | 2024-12-31 | 1
"""

SOUTH = """
[tasks]
id | title                       | state       | completed_on | percent | text                            | evidence
1  | Plant trees along the river | in progress |              |         | The south bank comes next year. |
4  | Clean the lake              | completed   | 2024-08-15   |         | The lake is clean since August. | Record 9

[figures]
row | task | name | value | unit | period

[indicators]
id            | unit  | value | value_status | source
trees|2024|Y| | trees | 3.3   | final        | Yearbook
trees|2023|Y| | trees | 3.1   | final        | Yearbook
lakes|2024|Y| | lakes | 8     | final        | Yearbook
lakes|2023|Y| | lakes | 7     | final        | Yearbook

[cases]
card | title | text | publish | tasks

[sign_off]
unit           | year | prepared_by | checked_by | approved_by | date       | submission_number
South District | 2024 | somebody    | somebody   | somebody    | 2025-01-10 | 1
"""

COMPLETE = {"NORTH": NORTH, "SOUTH": SOUTH, "PARKS": ""}

Tables = dict[str, dict[str, dict[str, str]]]
"""Sheet -> first cell of the row -> column -> what stands in the cell."""


def parse(drawing: str) -> tuple[Tables, dict[str, set[str]]]:
    """Read a drawing: the tables, and for each sheet the headings and rows that it takes out."""
    tables: Tables = {}
    out: dict[str, set[str]] = {}
    sheet, heads = "", list[str]()
    for line in filter(None, (one.strip() for one in drawing.splitlines())):
        if line.startswith("["):
            sheet, heads = line.strip("[]"), []
            tables[sheet], out[sheet] = {}, set()
            continue
        cells = [cell.strip().replace("\\n", "\n") for cell in _cells(line)]
        if not heads:
            heads = cells
            out[sheet] |= {head[1:] for head in heads if head.startswith("-")}
        elif cells[0].startswith("-"):
            out[sheet].add(cells[0][1:])
        else:
            # A row may be drawn twice: the second time under a name that no cell shows.
            name = "sign_off" if sheet == "sign_off" else cells[0]
            name = name if name not in tables[sheet] else f"{name} again"
            tables[sheet][name] = dict(zip(heads, cells, strict=False))
    return tables, out


def _cells(line: str) -> list[str]:
    """Split at the bars; those inside the id of a value have no space before them."""
    return re.split(r"(?:^|(?<=\s))\|(?=\s|$)", line)


def draw(
    drawing: str = "",
    unit: str = "NORTH",
    file: str = "",
    stamp: str | None = f"milepost-form|1|{YEAR}|UNIT|abababababab|000000000000",
    facts: PackageFacts | None = None,
    hidden_rows: Mapping[str, int] | None = None,
    lost: str = "",
    change: Callable[[RawWorkbook], RawWorkbook] = lambda book: book,
) -> Submission:
    """Draw a unit's workbook, change it, and read it."""
    tables, out = parse(COMPLETE[unit])
    changed, taken_out = parse(drawing)
    for key, rows in changed.items():
        for name, cells in rows.items():
            tables[key][name] = tables[key].get(name, {}) | cells
        tables[key] = {name: cells for name, cells in tables[key].items() if name not in taken_out[key]}
        out.setdefault(key, set()).update(taken_out[key])
    sheets = tuple(
        _sheet(sheet, tables[sheet.key], out.get(sheet.key, set()), (hidden_rows or {}).get(sheet.key))
        for sheet in FORM.sheets
        if sheet.layout is not Layout.PAGE and "sheet" not in out.get(sheet.key, set())
    )
    line = (stamp or "").replace("UNIT", unit)
    name = file or f"{unit}-1.xlsx"
    other = line.replace(unit, "SOUTH") if lost == "contradicting" else ""
    properties = Properties({STAMP_NAME: line} if line and lost != "property" else {})
    meta = RawSheet("_meta", SheetState.HIDDEN, "", {1: {1: RawCell(1, 1, line, CellKind.TEXT)}} if line else {})
    names = _stamp_names(other or line)
    book = RawWorkbook(
        name, sha256_text(f"{unit}{drawing}{stamp}"), (*sheets, meta), names, properties, facts=facts or PackageFacts()
    )
    return read_submission(change(book), FORM, (ENGLISH,), SIGNS)


def with_sheet(book: RawWorkbook, name: str, *instead: RawSheet) -> RawWorkbook:
    """The workbook with other sheets in the place of one; with more sheets where there is none of that name."""
    before = [one for one in book.sheets if one.name != name]
    return replace(book, sheets=(*instead, *before))


def _stamp_names(line: str) -> tuple[DefinedName, ...]:
    return (DefinedName(STAMP_NAME, f'"{line}"'),) if line else ()


def _sheet(sheet: Sheet, rows: Mapping[str, Mapping[str, str]], out: set[str], hidden: int | None) -> RawSheet:
    cells = _table(sheet, rows, out) if sheet.layout is Layout.TABLE else _fields(sheet, rows)
    placed: dict[int, dict[int, RawCell]] = {}
    for cell in sorted(cells, key=lambda one: (one.row, one.column)):
        placed.setdefault(cell.row, {})[cell.column] = cell
    spans = (Span(hidden, hidden),) if hidden else ()
    return RawSheet(sheet_name(sheet, (ENGLISH,)), SheetState.VISIBLE, "", placed, hidden_rows=spans)


def _table(sheet: Sheet, rows: Mapping[str, Mapping[str, str]], out: set[str]) -> Sequence[RawCell]:
    columns = {one.key: at for at, one in enumerate(sheet.columns, 1) if one.key not in out}
    cells = [RawCell(KEY_ROW, at, key, CellKind.TEXT) for key, at in columns.items()]
    for number, drawn in enumerate(rows.values(), FIRST_ROW):
        for key, text in drawn.items():
            if key in columns and text:
                cells.append(raw(number, columns[key], text, sheet.column(key).kind))
    return cells


def _fields(sheet: Sheet, rows: Mapping[str, Mapping[str, str]]) -> Sequence[RawCell]:
    cells = []
    for card in range(1, sheet.cards + 1):
        for index, column in enumerate(sheet.columns):
            at = field_row(sheet, card - 1, index)
            cells.append(RawCell(at, 3, field_key(sheet, card, column.key), CellKind.TEXT))
            drawn = rows.get("sign_off" if sheet.cards == 1 else str(card), {})
            if drawn.get(column.key):
                cells.append(raw(at, 2, drawn[column.key], column.kind))
    return cells


def raw(row: int, column: int, text: str, kind: Kind) -> RawCell:
    """A cell as a spreadsheet program stores what was typed."""
    if text.startswith("="):
        formula, _, result = text[1:].partition(" -> ")
        stored = CellKind.NUMBER if _is_number(result) else CellKind.TEXT
        return RawCell(row, column, result or None, stored if result else CellKind.EMPTY, formula)
    if text.startswith("#"):
        return RawCell(row, column, text, CellKind.ERROR)
    if kind is Kind.NUMBER and _is_number(text):
        return RawCell(row, column, text, CellKind.NUMBER)
    return RawCell(row, column, text, CellKind.TEXT)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def received(*files: str, senders: Mapping[str, str] | None = None) -> dict[str, Receipt]:
    """``received.csv``: files as ``NAME DAY``, in the order of its lines."""
    found = {}
    for order, line in enumerate(files, 2):
        name, day = line.split()
        found[name] = Receipt(name, date.fromisoformat(day), (senders or {}).get(name, ""), order)
    return found


def with_receipts(*files: str, senders: Mapping[str, str] | None = None) -> Context:
    return replace(CONTEXT, exchange=replace(CONTEXT.exchange, receipts=received(*files, senders=senders)))
