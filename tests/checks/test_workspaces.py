"""What do the rules find in whole workspaces, from the workbooks on?"""

from collections import Counter
from pathlib import Path

import pytest

from milepost import checks
from milepost.checks.context import Context
from milepost.inputs.read import read_submission
from milepost.inputs.worker import read_one
from milepost.model.finding import Finding, Severity
from milepost.model.intake import Refusal
from milepost.pipeline.gather import gather
from milepost.pipeline.judging import context_of
from milepost.pipeline.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
HARBOUR = REPOSITORY / "tests" / "workspaces" / "harbour"


def judged(root: Path, year: int) -> tuple[list[Finding], Context]:
    setting = gather(Workspace(root), year)
    context = context_of(setting)
    words = tuple(setting.words.values())
    read = [read_one(str(file)) for file in sorted((root / "inputs" / str(year)).glob("*.xlsx"))]
    refusals = [one for one in read if isinstance(one, Refusal)]
    submissions = [read_submission(one, setting.form, words) for one in read if not isinstance(one, Refusal)]
    found = [checks.refused(one, context) for one in refusals]
    found += [finding for one in submissions for finding in checks.run(one, context)]
    inbox = checks.choose(submissions, refusals, found, context)
    found = list(inbox.kept((*found, *inbox.findings)))
    return [*found, *checks.run_across(inbox.accepted, context, inbox.heard)], context


def test_the_example_holds_only_completions_without_a_date() -> None:
    found, context = judged(REPOSITORY, 2024)
    assert not context.asked
    assert sorted((one.subject, one.rule.code, one.severity) for one in found) == [
        (item, "T07", Severity.NOTE) for item in ("13", "21", "23", "57", "58", "61")
    ]


@pytest.fixture(scope="module")
def harbour() -> list[Finding]:
    return judged(HARBOUR, 2031)[0]


def test_the_harbour_shows_what_goes_wrong_in_a_year(harbour: list[Finding]) -> None:
    found = Counter((one.unit, one.rule.code) for one in harbour if one.severity > Severity.NOTE)
    assert found == {
        ("FISH", "F01"): 1,  # cut off
        ("FISH", "I05"): 1,  # a value in words
        ("FISH", "T10"): 1,  # completed without evidence, with SHORE
        ("FISH", "X02"): 1,  # contradicts the lead
        ("PORT", "X02"): 1,
        ("PORT", "I05"): 2,  # a number in words, in both of its files
        ("SHORE", "T10"): 1,
        ("SHORE", "H01"): 1,  # far from its past
        ("SHORE", "X01"): 1,  # CITY and SHORE, of 2031
        ("CITY", "X01"): 1,
        ("RAIL", "U01"): 1,  # never answered
    }


def test_what_the_office_settled_is_no_open_question(harbour: list[Finding]) -> None:
    told = {(one.unit, one.row_id): one.severity for one in harbour if one.rule.code == "X01"}
    for unit in ("CITY", "SHORE"):
        assert told[unit, "overflow_days|2030|Y|"] is Severity.NOTE
        assert told[unit, "overflow_days|2031|Y|"] is Severity.REJECT


def test_no_request_is_made_twice_of_one_cell(harbour: list[Finding]) -> None:
    places = Counter((one.where, one.column) for one in harbour if one.where.column)
    assert {place: count for place, count in places.items() if count > 1} == {}
