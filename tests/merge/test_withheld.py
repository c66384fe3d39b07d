"""Is a withheld value kept back, and what is public left alone?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from milepost.merge.verdicts import judge
from milepost.merge.withheld import NOT_SHOWN, Kept, keep_back
from milepost.model.dataset import FormOrigin, Observation, PublishedOrigin
from milepost.model.exchange import CellName, Decision, DecisionKind
from milepost.model.submission import Submission
from tests.merge.test_observations import FRAMEWORK, PLACE, form

D = Decimal
AT = form("NORTH", value="12").rows("indicators")[0]["value"].ref


def marked(unit: str) -> Submission:
    """A submission whose value in 2031 is the mark."""
    made = form(unit, remarks="x")
    sheet = made.sheets["indicators"]
    (row,) = sheet.rows
    cell = replace(row["remarks"], value=None, problem="suppressed")
    return replace(made, sheets={"indicators": replace(sheet, rows=(replace(row, cells={"value": cell}),))})


def kept(*seen: Observation, decisions: tuple[Decision, ...] = (), year: int = 2031) -> Kept:
    submission = marked("NORTH")
    verdicts = judge((), [submission], decisions)
    known = {"share": seen} if seen else {}
    return keep_back(FRAMEWORK, known, {"NORTH": submission}, verdicts, year)


def seen(year: int, *, public: bool) -> Observation:
    place = PublishedOrigin(PLACE, "") if public else FormOrigin("SOUTH", AT, "cd" * 32, "12")
    return Observation("share", year, D(12), "final", (place,))


def test_a_mark_stands_for_the_value() -> None:
    found = kept()
    assert [one.key for one in found.withheld] == [("share", 2031, "Y", "")]
    assert (found.withheld[0].origin.unit, found.withheld[0].origin.typed) == ("NORTH", "x")


def test_what_is_public_is_no_secret() -> None:
    found = kept(seen(2031, public=True))
    assert (found.withheld, len(found.observations["share"]), found.left_out) == ((), 1, ())


def test_what_another_unit_reports_is_kept_back_too() -> None:
    found = kept(seen(2030, public=False), seen(2031, public=False))
    assert [one.year for one in found.observations["share"]] == [2030]
    assert [(one.where, one.reason) for one in found.left_out] == [("share 2031", NOT_SHOWN)]


def test_a_corrected_mark_is_a_value() -> None:
    name = CellName("NORTH", "share|2031|Y|", "value")
    decision = Decision(DecisionKind.CORRECT, name, "", "Released.", "Office", date(2032, 1, 2), PLACE, value="12")
    assert kept(decisions=(decision,)).withheld == ()


def test_a_mark_of_a_later_year_is_left() -> None:
    assert kept(year=2030).withheld == ()
