"""What becomes of a year in which everything goes wrong: who counts, what is printed, what is open?"""

from decimal import Decimal

import pytest

from milepost.model.dataset import FormOrigin, PublishedOrigin
from milepost.model.finding import Severity
from milepost.model.states import DerivedState, TaskState
from milepost.pipeline.reporting import status_of
from tests.pipeline.conftest import Year

LABORATORY = "Report of the laboratory.xlsx"


# -- who counts ------------------------------------------------------------------------------------------------------


def test_what_became_of_each_file(harbour: Year) -> None:
    became = {one.file: (one.unit, one.number, one.status) for one in harbour.judged.accepted.inbox}
    assert became == {
        "CITY-1.xlsx": ("CITY", 1, "counts"),
        "FISH-1.xlsx": ("FISH", 1, "counts"),
        "FISH-torn.xlsx": ("FISH", None, "unreadable"),
        "PORT-1.xlsx": ("PORT", 1, "superseded"),
        "PORT-2.xlsx": ("PORT", 2, "counts"),
        LABORATORY: ("SHORE", 1, "counts"),
        "~$CITY-1.xlsx": ("CITY", None, "unreadable"),
    }


def test_the_last_submission_replaces_the_first_as_a_whole(harbour: Year) -> None:
    assert harbour.judged.accepted.submissions["PORT"].file == "PORT-2.xlsx"
    assert harbour.dataset.rows["3"].state is TaskState.COMPLETED
    assert [one.text.said("en")[:17] for one in harbour.dataset.rows["3"].statements] == ["The place opened "]


def test_who_is_late(harbour: Year) -> None:
    late = {one.file: one.late for one in harbour.judged.accepted.inbox}
    assert late == {
        "CITY-1.xlsx": False,
        "FISH-1.xlsx": True,
        "FISH-torn.xlsx": None,  # nobody wrote down when it came
        "PORT-1.xlsx": False,
        "PORT-2.xlsx": False,
        LABORATORY: False,
        "~$CITY-1.xlsx": None,
    }
    assert harbour.met("U02") == [("FISH", "", "")]
    assert "FISH" in harbour.dataset.submissions, "late, and counted all the same"


def test_who_never_answered(harbour: Year) -> None:
    assert harbour.met("U01") == [("RAIL", "", "")]
    assert "RAIL" not in harbour.dataset.submissions
    assert harbour.ratings.rows["8"].state is DerivedState.NOT_REPORTED


def test_a_phrase_for_several_bodies_is_not_asked(harbour: Year) -> None:
    assert [one.unit for one in status_of(harbour.setting, harbour.judged).units] == [
        "PORT",
        "CITY",
        "FISH",
        "SHORE",
        "RAIL",
    ]
    assert harbour.dataset.rows["1a"].asked == ("CITY",)


def test_files_that_are_no_workbooks_have_one_finding_each(harbour: Year) -> None:
    severities = {
        file: [one.severity for one in harbour.judged.findings if one.where.workbook == file]
        for file in ("FISH-torn.xlsx", "~$CITY-1.xlsx")
    }
    assert severities == {"FISH-torn.xlsx": [Severity.REJECT], "~$CITY-1.xlsx": [Severity.NOTE]}


# -- tasks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "state", "decided_by"),
    [
        pytest.param("1", DerivedState.PHASED_PROGRESS, "measures", id="one of two measures is completed"),
        pytest.param("1a", DerivedState.COMPLETED_EARLY, "single", id="a measure completed before its due date"),
        pytest.param("1b", DerivedState.IN_PROGRESS, "single", id="a measure without a due date"),
        pytest.param("2", DerivedState.OVERDUE, "single", id="its due date has passed"),
        pytest.param("3", DerivedState.COMPLETED_EARLY, "single", id="completed before its due date"),
        pytest.param("4", DerivedState.COMPLETED, "lead", id="the lead's state holds"),
        pytest.param("5", DerivedState.CONTINUING, "single", id="a permanent duty"),
        pytest.param("6", DerivedState.COMPLETED, "agreed", id="two units say the same"),
        pytest.param("7", DerivedState.BEHIND, "single", id="40 % where 61 % of the time have passed"),
        pytest.param("8", DerivedState.NOT_REPORTED, "nobody", id="its only unit is silent"),
    ],
)
def test_where_each_task_stands(harbour: Year, row: str, state: DerivedState, decided_by: str) -> None:
    assert (harbour.ratings.rows[row].state, harbour.dataset.rows[row].decided_by) == (state, decided_by)


def test_two_of_three_answered_and_contradict_each_other(harbour: Year) -> None:
    row = harbour.dataset.rows["4"]
    assert (row.dissent, row.asked) == (True, ("PORT", "FISH", "RAIL"))
    assert [(one.unit, one.state) for one in row.statements] == [
        ("PORT", TaskState.COMPLETED),
        ("FISH", TaskState.IN_PROGRESS),
    ]
    assert sorted(harbour.met("X02")) == [("FISH", "4", "state"), ("PORT", "4", "state")]


def test_claimed_evidenced_and_verified_are_three_things(harbour: Year) -> None:
    told = {row: (one.evidence_outstanding, one.verified) for row, one in harbour.ratings.rows.items()}
    assert {row: told[row] for row in ("3", "4", "6")} == {"3": (False, True), "4": (False, False), "6": (True, False)}
    assert sorted(harbour.met("T10")) == [("FISH", "6", "evidence"), ("SHORE", "6", "evidence")]


def test_a_row_that_is_not_for_the_public_is_marked(harbour: Year) -> None:
    marked = {
        (one.unit, row) for row, merged in harbour.dataset.rows.items() for one in merged.statements if one.restricted
    }
    assert marked == {("CITY", "7")}


def test_the_least_advanced_state_holds_where_there_is_no_lead(meadow: Year) -> None:
    row = meadow.dataset.rows["2"]
    assert (row.state, row.decided_by, row.dissent) == (TaskState.NOT_STARTED, "least_advanced", True)


# -- indicators ------------------------------------------------------------------------------------------------------


def value_of(year: Year, indicator: str, data_year: int) -> Decimal | None:
    found = year.dataset.latest(indicator, data_year)
    return found.value if found else None


def test_a_conflict_is_not_printed_until_it_is_settled(harbour: Year) -> None:
    assert value_of(harbour, "overflow_days", 2031) is None
    assert [(one.indicator, one.year, [value for value, _ in one.values]) for one in harbour.dataset.conflicts] == [
        ("overflow_days", 2031, [14, 17])
    ]
    assert "overflow_days 2031" in [one.where for one in harbour.dataset.left_out]


def test_a_settled_conflict_is_printed(harbour: Year) -> None:
    assert value_of(harbour, "overflow_days", 2030) == 19
    rating = harbour.ratings.indicators["overflow_days"]
    assert rating.latest is not None
    assert rating.latest.year == 2030
    told = {one.row_id: one.severity for one in harbour.found("X01")}
    assert told["overflow_days|2030|Y|"] is Severity.NOTE
    assert told["overflow_days|2031|Y|"] > Severity.NOTE


def test_a_value_in_words_is_rejected_and_named(harbour: Year) -> None:
    assert value_of(harbour, "oxygen", 2031) is None
    (finding,) = (one for one in harbour.found("I05") if one.unit == "FISH")
    assert (finding.severity, finding.row_id, finding.facts["found"]) == (
        Severity.REJECT,
        "oxygen|2031|Y|",
        "probe broken",
    )
    assert str(finding.where) in [one.where for one in harbour.dataset.left_out]


def test_a_rejected_value_that_the_office_corrected_is_printed(harbour: Year) -> None:
    found = harbour.dataset.latest("oil_spills", 2031)
    assert found is not None
    assert found.value == 27
    origin = found.origins[0]
    assert isinstance(origin, FormOrigin)
    assert (origin.ref.workbook, origin.typed) == ("PORT-2.xlsx", "twenty-seven")
    assert str(origin.ref) not in [one.where for one in harbour.dataset.left_out]


def test_an_outlier_without_a_reason_is_printed_and_doubted(harbour: Year) -> None:
    assert value_of(harbour, "bathing_days", 2031) == 152
    (finding,) = harbour.found("H01")
    assert (finding.unit, finding.row_id, finding.severity) == ("SHORE", "bathing_days|2031|Y|", Severity.DOUBT)
    latest = harbour.dataset.latest("bathing_days", 2031)
    assert latest is not None
    assert [one.rule.code for one in latest.findings] == ["H01"]


def test_revisions_with_a_reason_are_new_vintages(harbour: Year) -> None:
    told = [(one.indicator, one.year, one.was.value, one.now.value) for one in harbour.dataset.revisions]
    assert told == [("bathing_days", 2029, 110, 111), ("oil_spills", 2030, 31, 29)]
    now = harbour.dataset.revisions[1].now
    assert (now.status, now.reason and now.reason.said("en")) == (
        "revised",
        "Two spills of 2030 had been entered twice.",
    )
    assert [type(one) for one in (*harbour.dataset.revisions[1].was.origins, *now.origins)] == [
        PublishedOrigin,
        FormOrigin,
    ]


def test_an_equal_value_is_one_observation_with_two_sources(harbour: Year) -> None:
    found = harbour.dataset.latest("oxygen", 2030)
    assert found is not None
    assert [type(one) for one in found.origins] == [PublishedOrigin, FormOrigin]


def test_what_was_published_after_the_cut_off_is_not_known(harbour: Year) -> None:
    assert 140 not in [one.value for one in harbour.dataset.observations["bathing_days"]]
    assert [one.count for one in harbour.dataset.left_out if one.what == "series"] == [1]


def test_ratings(harbour: Year) -> None:
    told = {
        name: (str(one.standing), one.latest and one.latest.year) for name, one in harbour.ratings.indicators.items()
    }
    assert told == {
        "bathing_days": ("ahead", 2031),
        "oil_spills": ("on_schedule", 2031),
        "oxygen": ("met_early", 2030),
        "overflow_days": ("on_schedule", 2030),
    }
    path = harbour.ratings.indicators["overflow_days"].verdict
    assert (path.attainment, path.schedule, path.lead) == (Decimal("0.3"), Decimal("0.4"), Decimal(-10))


# -- words -----------------------------------------------------------------------------------------------------------


def test_translations(harbour: Year) -> None:
    texts = {
        (one.unit, row): one.text
        for row, merged in harbour.dataset.rows.items()
        for one in merged.statements
        if one.text is not None
    }
    assert texts["PORT", "3"].said("zh").startswith("接收点已在东码头启用")
    assert texts["FISH", "6"].said("en").startswith("Three courses were held together")
    assert not texts["PORT", "4"].has("zh"), "it translates the text of the first submission"
    open_ones = {(one.unit, one.row) for one in harbour.dataset.untranslated["zh"] if one.column == "text"}
    assert {("PORT", "4"), ("CITY", "2"), ("SHORE", "6")} <= open_ones
    assert ("PORT", "3") not in open_ones
    assert [(one.unit, one.row) for one in harbour.dataset.untranslated["en"]] == [("FISH", "4")]


def test_the_figures_of_a_text(harbour: Year) -> None:
    ((task, (figure,)),) = harbour.dataset.figures.items()
    assert (task, figure.unit, figure.value, figure.measured_in.said("en"), figure.period) == (
        "3",
        "PORT",
        1240,
        "m3",
        "2031",
    )


def test_cases(harbour: Year) -> None:
    (case,) = harbour.dataset.cases
    assert (case.unit, case.title.said("en"), case.tasks, case.publish) == (
        "SHORE",
        "A beach that everybody tests",
        ("5",),
        True,
    )


# -- what is open ----------------------------------------------------------------------------------------------------


def test_status(harbour: Year) -> None:
    status = status_of(harbour.setting, harbour.judged)
    assert {one.unit: (one.issued, one.counts, one.number) for one in status.units} == {
        "PORT": (True, True, 2),
        "CITY": (True, True, 1),
        "FISH": (True, True, 1),
        "SHORE": (True, True, 1),
        "RAIL": (True, False, None),
    }
    assert status.unknown == ()
    assert status.asked


def test_workbooks_without_fault(meadow: Year) -> None:
    assert meadow.judged.findings == ()
    assert not meadow.judged.rejected
    assert [one.status for one in meadow.judged.accepted.inbox] == ["counts", "counts"]
    assert meadow.dataset.left_out == ()
    assert value_of(meadow, "orchids", 2030) == 301


def test_persons_are_not_kept(harbour: Year) -> None:
    told = repr((harbour.judged, harbour.dataset))
    persons = ("Clerk of", "555-0142", "Head of", "Harbour master", "City engineer")
    assert [one for one in persons if one in told] == []
