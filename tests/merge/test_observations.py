"""A submitted value meets the published series: agreement, vintage, difference, conflict, decision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import PurePath

from milepost.merge.observations import DIFFERS, NOT_YET_PUBLIC, Observed, observe
from milepost.merge.verdicts import judge
from milepost.merge.wording import Wording
from milepost.model.dates import PartialDate
from milepost.model.definition import ReportDefinition
from milepost.model.exchange import CellName, Decision, DecisionKind
from milepost.model.finding import Finding, Rule, Severity
from milepost.model.framework import Framework, Goal, Indicator, PublishedValue
from milepost.model.places import CellRef, FilePlace
from milepost.model.submission import Cell, FormSheet, Row, Submission
from milepost.model.text import Text

D = Decimal
SHARE = Indicator("share", Text({"en": "Share"}), Text({"en": "%"}), targets=(Goal(2035, D(13)),))
FRAMEWORK = Framework("f", Text({"en": "F"}), 2028, 2035, (SHARE,))
DEFINITION = ReportDefinition(
    2031, Text({"en": "R"}), Text({"en": "O"}), "2031", languages=("en",), cut_off=date(2032, 6, 30)
)
PLACE = FilePlace(PurePath("indicators/series.csv"), 2)


def row(year: int, value: str, published: str | None, status: str = "final", period: str = "Y") -> PublishedValue:
    day = PartialDate.parse(published) if published else None
    return PublishedValue("share", year, D(value), status, PLACE, period, published=day)


def form(unit: str, **cells: str) -> Submission:
    """A submission with one row on the share in 2031 (or ``year``)."""
    year = cells.pop("year", "2031")
    made: dict[str, Cell] = {}
    for column, (key, typed) in enumerate(cells.items(), start=8):
        ref = CellRef(f"{unit}.xlsx", "Indicators", 5, column)
        made[key] = Cell(ref, typed, D(typed) if key in ("value", "revised_value") else typed)
    sheet = FormSheet("indicators", "Indicators", {}, (Row(5, f"share|{year}|Y|", made),))
    return Submission(f"{unit}.xlsx", "ab" * 32, None, {"indicators": sheet})


def observed(
    series: list[PublishedValue],
    *forms: Submission,
    findings: tuple[Finding, ...] = (),
    decisions: tuple[Decision, ...] = (),
) -> Observed:
    submissions = {one.file.removesuffix(".xlsx"): one for one in forms}
    verdicts = judge(findings, list(submissions.values()), decisions)
    return observe(FRAMEWORK, series, submissions, DEFINITION, verdicts, Wording.of((), ("en",)))


def values(found: Observed) -> list[tuple[int, str, int]]:
    """(data year, value, number of places) of each vintage."""
    return [(one.year, str(one.value), len(one.origins)) for one in found.observations.get("share", ())]


def test_equal_values_are_one_observation_with_both_places_dated_by_the_row() -> None:
    found = observed([row(2031, "12.6", "2032-01-07")], form("NORTH", value="12.60"))
    assert values(found) == [(2031, "12.6", 2)]
    assert found.observations["share"][0].published == PartialDate(2032, 1, 7)


def test_a_revision_with_a_reason_is_a_new_vintage() -> None:
    found = observed(
        [row(2031, "12.71", "2032-01-07")],
        form("NORTH", value="12.60", value_status="revised", revision_reason="census"),
    )
    assert values(found) == [(2031, "12.71", 1), (2031, "12.60", 1)]
    assert [(one.was.value, one.now.value) for one in found.revisions] == [(D("12.71"), D("12.60"))]
    assert found.revisions[0].now.reason == Text({"en": "census"})


def test_a_revised_earlier_value_is_about_the_year_before() -> None:
    found = observed(
        [row(2029, "11.0", "2030-01-01")],
        form("NORTH", year="2030", revised_value="11.2", revision_reason="corrected"),
    )
    assert values(found) == [(2029, "11.0", 1), (2029, "11.2", 1)]


def test_a_difference_without_a_reason_leaves_the_published_value() -> None:
    for cells in ({"value": "12.60"}, {"value": "12.60", "value_status": "revised"}):
        found = observed([row(2031, "12.71", "2032-01-07")], form("NORTH", **cells))
        assert values(found) == [(2031, "12.71", 1)]
        assert [one.reason for one in found.left_out] == [DIFFERS]


def test_units_that_contradict_each_other_make_a_conflict_until_it_is_settled() -> None:
    forms = (form("NORTH", value="5"), form("SOUTH", value="6"))
    found = observed([], *forms)
    assert values(found) == []
    assert [value for value, _ in found.conflicts[0].values] == [D(5), D(6)]
    settled = Decision(
        DecisionKind.SETTLE,
        CellName("", "share|2031|Y|", "value"),
        "",
        "SOUTH counts",
        "Office",
        date(2032, 3, 1),
        PLACE,
        "6",
    )
    found = observed([], *forms, decisions=(settled,))
    assert (values(found), found.conflicts) == ([(2031, "6", 1)], ())


def test_two_units_with_one_value_are_one_observation() -> None:
    assert values(observed([], form("NORTH", value="5"), form("SOUTH", value="5.0"))) == [(2031, "5", 2)]


def test_a_rejected_value_is_not_there() -> None:
    sent = form("NORTH", value="5")
    rule = Rule("I01", Severity.REJECT, "", "", "", "")
    cell = sent.rows("indicators")[0]["value"].ref
    found = observed([], sent, findings=(Finding(rule, cell, "NORTH", row_id="share|2031|Y|", column="value"),))
    assert values(found) == []


def test_what_was_not_known_or_lies_after_the_report_year_is_counted_not_shown() -> None:
    series = [
        row(2031, "5", "2032-06"),  # known by the last day of June, which is the cut-off
        row(2032, "6", "2032-06-01"),  # a later year
        row(2031, "7", "2032-07-01"),  # after the cut-off
        row(2030, "4", None),  # no date counts as known
    ]
    found = observed(series)
    assert values(found) == [(2030, "4", 1), (2031, "5", 1)]
    assert [one.count for one in found.left_out] == [2]


def test_a_submitted_value_is_not_known_before_the_series_dates_it() -> None:
    later = row(2031, "7", "2032-07-01")
    found = observed([later], form("NORTH", value="7.0"))
    assert values(found) == []
    assert NOT_YET_PUBLIC in [one.reason for one in found.left_out]
    earlier = row(2031, "7", "2032-06-30")
    assert values(observed([earlier, later], form("NORTH", value="7.0"))) == [(2031, "7", 2)]


def test_parts_of_years_never_meet_whole_years() -> None:
    found = observed([row(2031, "5", "2032-01-01"), row(2031, "3", "2031-08-01", period="H1")])
    assert found.revisions == ()
    assert {one.period for one in found.observations["share"]} == {"Y", "H1"}


def test_a_corrected_value_holds_while_the_typed_one_is_the_same() -> None:
    from milepost.files.digest import sha256_text

    name = CellName("NORTH", "share|2031|Y|", "value")
    fixed = Decision(
        DecisionKind.CORRECT, name, sha256_text("50"), "slip", "Office", date(2032, 3, 1), PLACE, value="5.0"
    )
    assert values(observed([], form("NORTH", value="50"), decisions=(fixed,))) == [(2031, "5.0", 1)]
    assert values(observed([], form("NORTH", value="51"), decisions=(fixed,))) == [(2031, "51", 1)]
