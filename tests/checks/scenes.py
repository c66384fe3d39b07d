"""For each rule of the catalogue: a drawing that it lets pass, and one that it finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from milepost import checks
from milepost.checks.context import Context
from milepost.files.digest import sha256_text
from milepost.inputs.form import KEY_ROW
from milepost.model.exchange import CellName, Decision, DecisionKind, Receipt, Translation
from milepost.model.expression import parse
from milepost.model.finding import Finding
from milepost.model.framework import Indicator
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.places import CellRef, FilePlace
from milepost.model.states import TaskState
from milepost.model.submission import Remark, Submission
from milepost.model.workbook import Area, CellKind, PackageFacts, RawCell, RawSheet, RawWorkbook, SheetState
from tests.checks.drawing import CONTEXT, FRAMEWORK, YEAR, draw, with_receipts, with_sheet


@dataclass(frozen=True)
class Scene:
    """What came in, drawn; the two districts' complete forms where nothing else is said."""

    north: str = ""
    south: str = ""
    files: tuple[Submission, ...] | None = None
    refusals: tuple[Refusal, ...] = ()
    context: Context = CONTEXT

    def submissions(self) -> Sequence[Submission]:
        return (draw(self.north), draw(self.south, "SOUTH")) if self.files is None else self.files

    def findings(self) -> list[Finding]:
        """Everything that the rules find, as a build gathers it."""
        files = self.submissions()
        found = [checks.refused(one, self.context) for one in self.refusals]
        for one in files:
            found += checks.run(one, self.context)
        inbox = checks.choose(files, self.refusals, found, self.context)
        found += inbox.findings
        return [*inbox.kept(found), *checks.run_across(inbox.accepted, self.context, inbox.heard)]

    def codes(self) -> list[str]:
        return [finding.rule.code for finding in self.findings()]


def north(*tables: str, context: Context = CONTEXT) -> Scene:
    return Scene("\n".join(tables), context=context)


def files(*several: Submission, context: Context = CONTEXT) -> Scene:
    """Several files of the north; the south as ever."""
    return Scene(files=(*several, draw(unit="SOUTH")), context=context)


def stamped(line: str, drawing: str = "", file: str = "") -> Scene:
    return files(draw(drawing, stamp=line, file=file))


def task(line: str, heads: str = "id | state | completed_on | percent | text | evidence") -> Scene:
    return north(f"[tasks]\n{heads}\n{line}")


def value(line: str, heads: str = "id | value | value_status | source") -> Scene:
    return north(f"[indicators]\n{heads}\n{line}")


def figure(line: str) -> Scene:
    return north(f"[figures]\nrow | task | name | value | unit | period\n{line}")


def case(line: str) -> Scene:
    return north(f"[cases]\ncard | title | text | publish | tasks\n{line}")


def signed(head: str, entry: str) -> Scene:
    return north(f"[sign_off]\n{head}\n{entry}")


GOOD = Scene()
LONG = "word " * 200
MIDSUMMER = replace(CONTEXT, definition=replace(CONTEXT.definition, cut_off=date(YEAR, 7, 31)))


def framed(indicators: Iterable[Indicator], *rules: str) -> Context:
    """The context with another framework."""
    framework = replace(FRAMEWORK, indicators=tuple(indicators), rules=tuple(map(parse, rules)))
    return replace(CONTEXT, framework=framework)


LAST_YEAR = replace(
    CONTEXT,
    last={"1": TaskState.IN_PROGRESS, "3b": TaskState.COMPLETED},
    last_texts={("NORTH", "3b"): "The benches are ordered."},
)
THIS_YEAR = replace(
    CONTEXT, last={"1": TaskState.NOT_STARTED, "2": TaskState.IN_PROGRESS}, last_texts={("NORTH", "2"): "A plan."}
)
FORMULA = framed(
    replace(one, computed=parse("trees + 9.2")) if one.id == "balance" else one for one in FRAMEWORK.indicators
)
RULED = framed(FRAMEWORK.indicators, "balance <= cover")
LETTERS = replace(CONTEXT, printable=frozenset(map(chr, range(32, 0x1F000))))


def _typed(row: str, column: str) -> str:
    cells = next(one.cells for one in draw().rows("tasks") if one.id == row)
    return cells[column].typed or ""


def translated(source: str) -> Context:
    """An entry of the north's text on task 2, made from ``source``."""
    cell = CellName("NORTH", "2", "text")
    entry = Translation(
        cell, sha256_text(source), "zh", "\u8bd1\u6587", "Office", FilePlace(PurePath("translations.yaml"), 1)
    )
    return replace(CONTEXT, exchange=replace(CONTEXT.exchange, translations=(entry,)))


def decided(typed: str) -> Context:
    """A decision on the north's state of task 2 while it is ``typed``."""
    made = Decision(
        DecisionKind.VERIFY,
        CellName("NORTH", "2", "state"),
        sha256_text(typed),
        "seen",
        "Office",
        date(2025, 1, 20),
        FilePlace(PurePath("decisions.yaml"), 3),
    )
    return replace(CONTEXT, exchange=replace(CONTEXT.exchange, decisions=(made,)))


DELAYED = "id | state | difficulties | next_step"
VALUE = "id | value | value_status | source | change_reason | revised_value | revision_reason | remarks"
ONE, TWO = "[sign_off]\nsubmission_number\n1", "[sign_off]\nsubmission_number\n2"
CHANGED = "[tasks]\nid | text\n2 | The school opened in June.\n"
IN_WORDS = "[indicators]\nid | value\ntrees|2024|Y| | some\n"
CAME = ("NORTH-1.xlsx 2025-01-05", "NORTH-2.xlsx 2025-01-09")
SENT_BY_SOUTH = replace(
    CONTEXT,
    exchange=replace(CONTEXT.exchange, receipts={"a.xlsx": Receipt("a.xlsx", date(2025, 1, 9), "South District", 2)}),
)
NEW_STAMP = f"milepost-form|1|{YEAR}|UNIT|{{}}|000000000000"
SETTLED = replace(
    CONTEXT,
    exchange=replace(
        CONTEXT.exchange,
        decisions=(
            Decision(
                DecisionKind.SETTLE,
                CellName("", "trees|2024|Y|", "value"),
                "",
                "Counted again.",
                "Town office",
                date(2025, 2, 1),
                FilePlace(PurePath("decisions.yaml"), 1),
                "3.40",
            ),
        ),
    ),
)


def no_number(file: str, drawing: str = "") -> Submission:
    return draw(f"{drawing}\n[sign_off]\nunit | submission_number\nNorth District |", file=file)


def the_tasks(book: RawWorkbook) -> RawSheet:
    return next(one for one in book.sheets if one.name == "Tasks")


def with_cell(sheet: RawSheet, name: str, row: int, column: int, text: str) -> RawSheet:
    """A copy of a sheet under another name, with one cell changed."""
    cells = {**sheet.rows.get(row, {}), column: RawCell(row, column, text, CellKind.TEXT)}
    return replace(sheet, name=name, rows={**sheet.rows, row: dict(sorted(cells.items()))})


def headless(book: RawWorkbook) -> RawWorkbook:
    tasks = the_tasks(book)
    rows = {number: row for number, row in tasks.rows.items() if number != KEY_ROW}
    return with_sheet(book, "Tasks", replace(tasks, rows=rows))


def two_copies(book: RawWorkbook) -> RawWorkbook:
    tasks = the_tasks(book)
    return with_sheet(book, "Tasks", replace(tasks, name="Ours"), with_cell(tasks, "Theirs", 5, 10, "Other words."))


def a_copy(book: RawWorkbook) -> RawWorkbook:
    return with_sheet(book, "Tasks (2)", with_cell(the_tasks(book), "Tasks (2)", 5, 10, "Other words."))


def a_list(book: RawWorkbook) -> RawWorkbook:
    notes = RawSheet("Notes", SheetState.VISIBLE, "", {1: {1: RawCell(1, 1, "A list", CellKind.TEXT)}})
    return with_sheet(book, "Notes", notes)


def a_second_column(book: RawWorkbook) -> RawWorkbook:
    tasks = with_cell(the_tasks(book), "Tasks", KEY_ROW, 20, "remarks")
    twice = with_cell(with_cell(tasks, "Tasks", 5, 20, "One remark."), "Tasks", 5, 14, "Another remark.")
    return with_sheet(book, "Tasks", twice)


def merged_years(book: RawWorkbook) -> RawWorkbook:
    values = next(one for one in book.sheets if one.name == "Indicators")
    return with_sheet(book, "Indicators", replace(values, merges=(Area(9, 8, 10, 8),)))


OLDER = Remark("older_layout", CellRef("NORTH-1.xlsx"), {"expected": 1, "found": 0})

SCENES: dict[str, tuple[Scene, Scene]] = {
    # the file and the form
    "F01": (GOOD, Scene(refusals=(Refusal("a.xlsx", RefusalKind.ENCRYPTED, {"member": "x"}),))),
    "F02": (GOOD, Scene(refusals=(Refusal("~$NORTH.xlsx", RefusalKind.LOCK_FILE),))),
    "F03": (GOOD, Scene(files=(draw(stamp=f"milepost-form|7|{YEAR}|UNIT|ab|00"), draw(unit="SOUTH")))),
    "F04": (GOOD, Scene(files=(draw(stamp="milepost-form|1|2023|UNIT|ab|00"), draw(unit="SOUTH")))),
    "F05": (
        files(
            draw(file="north.xlsx"), context=with_receipts("north.xlsx 2025-01-09", senders={"north.xlsx": "The North"})
        ),
        files(draw(file="a.xlsx"), context=SENT_BY_SOUTH),
    ),
    "F06": (GOOD, stamped("milepost-form|1|2024|EAST|abab|00", file="a.xlsx")),
    "F07": (GOOD, files(draw(stamp=None))),
    "F08": (task("1 | Plant  trees along the river", "id | title"), task("1 | Plant flowers", "id | title")),
    "F09": (GOOD, stamped(NEW_STAMP.format("cdcdcdcdcdcd"))),
    "F10": (GOOD, north("[cases]\n-sheet")),
    "F11": (GOOD, north("[tasks]\nid | -remarks")),
    "F12": (GOOD, north("[tasks]\nid | text\n | A line below the table.")),
    "F13": (value("trees|2024|Y| | 3.3"), value("trees|2024|Y| | =SUM(A1:A9)")),
    "F14": (value("trees|2024|Y| | 3.3"), value("trees|2024|Y| | =B4*1.05 -> 3.3")),
    "F15": (value("trees|2024|Y| | 3.3"), value("trees|2024|Y| | #N/A")),
    "F16": (GOOD, files(draw(facts=PackageFacts(external_links=True)))),
    "F17": (GOOD, files(draw(facts=PackageFacts(macros=True)))),
    "F18": (GOOD, files(draw(hidden_rows={"tasks": 6}))),
    "F19": (GOOD, files(draw(lost="property"))),
    "F20": (
        files(draw(ONE), draw(CHANGED + TWO, file="NORTH-2.xlsx")),
        files(draw(), draw(file="NORTH-copy.xlsx")),
    ),
    "F21": (
        files(draw(ONE), draw(CHANGED + TWO, file="NORTH-2.xlsx")),
        files(draw(ONE), draw(CHANGED + TWO, file="NORTH-2.xlsx"), draw(CHANGED + ONE, file="NORTH-3.xlsx")),
    ),
    "F22": (
        files(draw(ONE), draw(CHANGED + TWO, file="NORTH-2.xlsx"), context=with_receipts(*CAME)),
        files(draw(TWO), draw(CHANGED + ONE, file="NORTH-2.xlsx"), context=with_receipts(*CAME)),
    ),
    "F23": (
        files(draw(ONE), draw(CHANGED + TWO, file="NORTH-2.xlsx"), context=with_receipts(*CAME)),
        files(draw(ONE), no_number("NORTH-2.xlsx", CHANGED), context=with_receipts(*CAME)),
    ),
    "F24": (
        files(no_number("NORTH-1.xlsx"), no_number("NORTH-2.xlsx", CHANGED), context=with_receipts(*CAME)),
        files(draw(ONE), no_number("NORTH-2.xlsx", CHANGED)),
    ),
    "F25": (
        files(draw(ONE), draw(CHANGED + TWO, file="NORTH-2.xlsx")),
        files(draw(ONE), draw(TWO, file="NORTH-2.xlsx")),
    ),
    "F26": (task("1 | 40", "id | percent"), task("1 | about 40", "id | percent")),
    "F27": (GOOD, files(draw(facts=PackageFacts(signed=True)))),
    "F28": (GOOD, files(draw(lost="contradicting"))),
    "F29": (
        figure("1 | 1 | trees planted | 5000 | trees | 2024"),
        figure("1 | 1 | trees planted | 3.2万 | trees | 2024"),
    ),
    "F30": (
        replace(task("2 | completed | 2024-06-30 | | Open. | Notice"), context=LETTERS),
        replace(task("2 | completed | 2024-06-30 | | Open \U0001f600 | Notice"), context=LETTERS),
    ),
    "F31": (GOOD, files(draw(change=headless))),
    "F32": (GOOD, files(draw(change=two_copies))),
    "F33": (GOOD, files(draw(change=a_copy))),
    "F34": (GOOD, files(draw(change=a_list))),
    "F35": (GOOD, files(draw(change=a_second_column))),
    "F36": (
        north("[tasks]\nid | title\n1 | Plant trees"),
        north("[tasks]\nid | title\n1 | Open a garden school"),
    ),
    "F37": (GOOD, files(replace(draw(), remarks=(OLDER,)))),
    "F38": (GOOD, files(draw(change=merged_years))),
    # sign-off
    "S01": (GOOD, signed("approved_by | date", "| 2024-12-31")),
    "S02": (GOOD, signed("submission_number | date", "| 2024-12-31")),
    "S03": (signed("submission_number", "2"), signed("submission_number", "1.5")),
    "S04": (GOOD, signed("date | submission_number", "| 1")),
    "S05": (signed("date", "2025-01-10"), signed("date", "2024-01-10")),
    "S06": (signed("date", "2024年12月31日"), signed("date", "end of December")),
    # tasks, figures, cases
    "T01": (GOOD, task("99 | not started | | | Nothing was done.")),
    "T02": (GOOD, task("4 | not started | | | Nothing was done.")),
    "T03": (task("2 | not started | | | Nothing was done. |"), task("-2")),
    "T04": (GOOD, task("2 | completed | 2024-06-30 | | Open. | Notice\n2 | not started | | | Not open.")),
    "T05": (task("1 | in progress | | | Some trees stand."), task("1 | | | | Some trees stand.")),
    "T06": (task("2 | 已完成"), task("2 | nearly there | | | Some rooms are open. |")),
    "T07": (GOOD, task("2 | completed | | 100 | Open. | Notice")),
    "T08": (task("2 | completed | 2024-12-31"), task("2 | completed | 2023-12-31")),
    "T09": (task("2 | completed | 2024年6月30日"), task("2 | completed | 2024年6月")),
    "T10": (GOOD, task("2 | completed | 2024-06-30 | | Open. |")),
    "T11": (task("1 | in progress | | 85"), task("1 | in progress | | 850")),
    "T12": (task("2 | completed | 2024-06-30 | 100"), task("2 | completed | 2024-06-30 | 60")),
    "T13": (GOOD, task("1 | in progress | | 40 | |")),
    "T14": (task(f"2 | completed | 2024-06-30 | | {LONG[:800]}"), task(f"2 | completed | 2024-06-30 | | {LONG}")),
    "T15": (
        task("1 | delayed | No land. | Buy land by May.", DELAYED),
        task("1 | delayed | | Buy land by May.", DELAYED),
    ),
    "T16": (task("1 | delayed | No land. | Buy land by May.", DELAYED), task("1 | delayed | No land. |", DELAYED)),
    "T17": (task("1 | in progress | | 85"), task("1 | in progress | | half")),
    "T18": (task("1 | yes", "id | restricted"), task("1 | perhaps", "id | restricted")),
    "T19": (task("1 | in progress | | 40"), task("1 | in progress | 2024-06-30 | 40")),
    "T20": (GOOD, replace(GOOD, context=MIDSUMMER)),
    "T21": (GOOD, task("9 | not started | | | No bird was counted.")),
    "T22": (figure("2 | 2 | children | 30 | children | 2024"), figure("2 | 2 | children | | children | 2024")),
    "T23": (figure("2 | 2 | children | 30 | children | 2024"), figure("2 | 2 | children | 30 | children |")),
    "T24": (case("1 | A school | It opened. | yes | 2"), case("1 | | It opened. | yes | 2")),
    "T25": (case("1 | A school | It opened. | yes | 2"), case("1 | A school | It opened. | | 2")),
    # indicators
    "I01": (GOOD, value("birds|2024|Y| | 5 | final | Yearbook")),
    "I02": (GOOD, value("lakes|2024|Y| | 5 | final | Yearbook")),
    "I03": (GOOD, value("trees|2024|Y| | 3.3 | final | Yearbook\ntrees|2024|Y| | 3.4 | final | Yearbook")),
    "I04": (value("trees|2023|Y| | | |"), value("trees|2024|Y| | | |")),
    "I05": (value("trees|2024|Y| | ３.３"), value("trees|2024|Y| | some")),
    "I06": (value("cover|2024|Y| | 85.3"), value("cover|2024|Y| | 8530")),
    "I07": (value("trees|2024|Y| | 3.3 trees"), value("trees|2024|Y| | 3.3公顷")),
    "I08": (value("cover|2024|Y| | 85.3"), value("cover|2024|Y| | 0.853")),
    "I09": (value("balance|2024|Y| | 12.5"), value("balance|2024|Y| | -12.5")),
    "I10": (value("trees|2024|Y| | 3.3"), value("balance|2024|Y| | 9.9")),
    "I11": (value("trees|2024|Y| | 3.3"), value("balance|2024|Y| | 12.537")),
    "I12": (GOOD, value("trees|2024|Y| | 3.3 | | Yearbook")),
    "I13": (value("trees|2024|Y| | 3.3 | 最终数 | Yearbook"), value("trees|2024|Y| | 3.3 | probably | Yearbook")),
    "I14": (GOOD, value("trees|2024|Y| | 3.3 | final |")),
    "I15": (
        value("trees|2024|Y| | 3.3 | provisional | Yearbook | | | | Final in June.", VALUE),
        value("trees|2024|Y| | 3.3 | provisional | Yearbook", VALUE),
    ),
    "I16": (GOOD, value("visitors|2024|Y| | 12")),
    "I17": (replace(GOOD, context=FORMULA), replace(value("balance|2024|Y| | 13.5"), context=FORMULA)),
    "I18": (
        value("visitors|2024|Y|west | x | |\nvisitors|2024|Y|east | 保密 | |"),
        value("visitors|2024|Y|west | x | |"),
    ),
    # history
    "H01": (
        value("cover|2024|Y| | 89.9 | final | Yearbook | A new map. | | |", VALUE),
        value("cover|2024|Y| | 89.9 | final | Yearbook"),
    ),
    "H02": (
        value("trees|2023|Y| | 3.2 | revised | Yearbook | | | Counted anew. |", VALUE),
        value("trees|2023|Y| | 3.2 | final | Yearbook"),
    ),
    "H03": (
        value("trees|2024|Y| | 3.3 | revised | Yearbook | | | Counted anew. |", VALUE),
        value("trees|2024|Y| | 3.3 | revised | Yearbook | | | |", VALUE),
    ),
    "H04": (north(context=THIS_YEAR), north(context=replace(LAST_YEAR, last_texts={}))),
    "H05": (north(context=THIS_YEAR), north(context=replace(LAST_YEAR, last={}))),
    # across sheets and units
    "X01": (GOOD, Scene(south="[indicators]\nid | value\ntrees|2024|Y| | 3.4")),
    "X02": (
        Scene(south="[tasks]\nid | state\n1 | phased progress"),
        Scene(south="[tasks]\nid | state | completed_on | evidence\n1 | completed | 2024-03-01 | Record 1"),
    ),
    "X03": (
        Scene(
            "[tasks]\nid | state | completed_on | percent | evidence\n1 | completed | 2024-03-01 | 100 | Record 1",
            "[tasks]\nid | state | completed_on | evidence\n1 | completed | 2024-03-01 | Record 1",
        ),
        Scene(
            "[tasks]\nid | state | completed_on | percent | evidence\n1 | completed | 2024-05-01 | 100 | Record 1",
            "[tasks]\nid | state | completed_on | evidence\n1 | completed | 2024-03-01 | Record 1",
        ),
    ),
    "X04": (
        task("1 | In all, trees planted: 5 thousand trees.", "id | text"),
        task("1 | In all trees planted 6,500 trees.", "id | text"),
    ),
    "X05": (figure("2 | 2 | children | 30 | children | 2024"), figure("2 | 4 | boats | 30 | boats | 2024")),
    "X06": (case("1 | A school | It opened. | yes | 2, 3b"), case("1 | A school | It opened. | yes | 2, 120")),
    "X07": (GOOD, Scene(south="[tasks]\nid | text\n1 | 5,000 trees stand along the river.")),
    "X08": (replace(GOOD, context=RULED), replace(value("balance|2024|Y| | 99.5"), context=RULED)),
    "X10": (replace(GOOD, context=translated(_typed("2", "text"))), replace(GOOD, context=translated("Old text."))),
    "X11": (replace(GOOD, context=decided(_typed("2", "state"))), replace(GOOD, context=decided("delayed"))),
    # who reported
    "U01": (GOOD, Scene(files=(draw(),))),
    "U02": (
        replace(GOOD, context=with_receipts("NORTH-1.xlsx 2025-01-15")),
        replace(GOOD, context=with_receipts("NORTH-1.xlsx 2025-01-16")),
    ),
    "U03": (GOOD, task("1 | in progress | | 40 | |")),
    "U04": (
        files(draw(IN_WORDS + ONE), draw(TWO, file="NORTH-2.xlsx")),
        files(draw(IN_WORDS + ONE), draw(IN_WORDS + CHANGED + TWO, file="NORTH-2.xlsx")),
    ),
}
