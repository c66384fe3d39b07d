"""I: do the parts of a value make its whole, and does what is withheld stay unknown?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from milepost.checks.context import Context, unit_of
from milepost.checks.judged import indicator_rows, is_withheld
from milepost.checks.meeting import number, of_cell, quoted
from milepost.model.finding import Finding, Rule, Severity, Term
from milepost.model.framework import Indicator, Total
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import FormSheet, Row, Submission

BREAKDOWN = Rule(
    code="I16",
    severity=Severity.DOUBT,
    says="The parts do not make the whole ({how}: {expected}, whole {found}).",
    asks="Check the parts and the whole.",
    passes="A whole of 10 and parts of 4 and 6; shares of 40 and 60 that weigh alike, and 50 for the whole.",
    fails="A whole of 10 and parts of 4 and 5.",
)
WITHHELD_ALONE = Rule(
    code="I18",
    severity=Severity.DOUBT,
    says="Only “{found}” is withheld: its value follows from the whole and the other parts.",
    asks="Withhold a second part or the whole as well, or give the value.",
    passes="Two of five parts are withheld, or one part and the whole.",
    fails="A whole of 10, parts of 4 and 3, and one part withheld.",
)

RULES = (BREAKDOWN, WITHHELD_ALONE)

HOW: Mapping[Total, str] = {Total.SUM: "sum of the parts", Total.AVERAGE: "average of the parts"}
"""Message ids of the ways in which parts make a whole."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The values of one indicator and year, as the submission or the published series has them.

    Attributes:
        whole: The value of the whole; None where there is none.
        parts: Value by part; None where there is none.
        withheld: Parts with the mark of a withheld value.
        at: Where a finding is put: the cell of the whole, else of the first part; None where nothing was sent in.
    """

    whole: Decimal | None
    parts: Mapping[str, Decimal | None]
    withheld: tuple[str, ...]
    at: tuple[FormSheet, Row] | None


def breakdowns(submission: Submission, context: Context) -> Iterator[Finding]:
    """Find wholes that their parts do not make, and single withheld parts; as the framework says of each indicator."""
    rows = {row.id: (sheet, row) for sheet, row, _ in indicator_rows(submission, context)}
    for indicator in context.framework.reported_by(unit_of(submission, context)):
        if not indicator.breakdown or indicator.total is Total.NONE:
            continue
        for year in (context.year, context.year - 1):
            broken = _broken(indicator, year, rows, context)
            if broken.at is not None:
                yield from _judged(broken, indicator, year, rows, submission, context)


def _judged(
    broken: Broken,
    indicator: Indicator,
    year: int,
    rows: Mapping[str, tuple[FormSheet, Row]],
    submission: Submission,
    context: Context,
) -> Iterator[Finding]:
    assert broken.at is not None
    open_parts = [code for code, value in broken.parts.items() if value is None]
    if len(broken.withheld) == 1 and list(broken.withheld) == open_parts and broken.whole is not None:
        sheet, row = rows[_row_id(indicator, year, broken.withheld[0])]
        category = indicator.category(broken.withheld[0])
        language = context.words[0].language if context.words else "en"
        name = category.name.said(language) if category else broken.withheld[0]
        yield of_cell(WITHHELD_ALONE, submission, sheet, row, "value", found=quoted(name))
    parts = {code: value for code, value in broken.parts.items() if value is not None}
    if broken.whole is None or len(parts) < len(broken.parts):
        return
    made = _made(indicator, year, parts, rows, context)
    if made is None or abs(made[0] - broken.whole) <= made[1]:
        return
    expected = made[0].quantize(Decimal(1).scaleb(-indicator.decimals - (indicator.total is Total.AVERAGE)))
    facts = {"how": Term(HOW[indicator.total]), "expected": number(expected), "found": number(broken.whole)}
    yield of_cell(BREAKDOWN, submission, *broken.at, "value", **facts)


def _broken(indicator: Indicator, year: int, rows: Mapping[str, tuple[FormSheet, Row]], context: Context) -> Broken:
    ids = {code: _row_id(indicator, year, code) for code in ("", *(one.id for one in indicator.breakdown))}
    values = {code: _value(indicator, year, code, rows, context) for code in ids}
    withheld = tuple(code for code, row_id in ids.items() if code and row_id in rows and is_withheld(rows[row_id][1]))
    sent = [
        rows[row_id] for row_id in ids.values() if row_id in rows and rows[row_id][1].number_of("value") is not None
    ]
    whole = values.pop("")
    return Broken(whole, values, withheld, sent[0] if sent else None)


def _made(
    indicator: Indicator,
    year: int,
    parts: Mapping[str, Decimal],
    rows: Mapping[str, tuple[FormSheet, Row]],
    context: Context,
) -> tuple[Decimal, Decimal] | None:
    """What the parts make, and how far rounding may have moved it; None where a weight is not known.

    Each rounded value may be off by half a unit of the last place. In an average those of the parts weigh together as
    much as one; a rounded weight moves it by the distance of its part from the average.
    """
    half = Decimal(5).scaleb(-indicator.decimals - 1)
    if indicator.total is Total.SUM:
        return sum(parts.values(), Decimal(0)), half * (len(parts) + 1)
    if indicator.weight is None:
        return sum(parts.values(), Decimal(0)) / len(parts), 2 * half
    weighing = context.framework.indicator(indicator.weight)
    if weighing is None:
        return None
    weights = {code: _value(weighing, year, code, rows, context) for code in parts}
    known = {code: weight for code, weight in weights.items() if weight is not None}
    total = sum(known.values(), Decimal(0))
    if len(known) < len(parts) or total <= 0:
        return None
    average = sum((known[code] * value for code, value in parts.items()), Decimal(0)) / total
    rounding = Decimal(5).scaleb(-weighing.decimals - 1)
    return average, 2 * half + sum((abs(one - average) for one in parts.values()), Decimal(0)) * rounding / total


def _value(
    indicator: Indicator, year: int, code: str, rows: Mapping[str, tuple[FormSheet, Row]], context: Context
) -> Decimal | None:
    """The value sent in; where nothing stands in the row, or there is none, the published one."""
    found = rows.get(_row_id(indicator, year, code))
    cell = found[1].cells.get("value") if found else None
    if cell is not None and not cell.empty:
        return found[1].number_of("value") if found else None
    known = context.known.get((indicator.id, year, WHOLE_YEAR, code))
    return known.value if known else None


def _row_id(indicator: Indicator, year: int, code: str) -> str:
    return f"{indicator.id}|{year}|{WHOLE_YEAR}|{code}"
