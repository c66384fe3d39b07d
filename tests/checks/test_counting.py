"""Which submission counts, and what becomes of the others?"""

import pytest

from milepost import checks
from milepost.checks.counting import Inbox, choose
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from tests.checks.drawing import CONTEXT, draw, with_receipts


def numbered(number: str, name: str, text: str = "") -> Submission:
    tasks = f"[tasks]\nid | text\n2 | {text}\n" if text else ""
    return draw(f"{tasks}[sign_off]\nunit | submission_number\nNorth District | {number}", file=name)


def inbox(*files: Submission, receipts: tuple[str, ...] = (), refusals: tuple[Refusal, ...] = ()) -> Inbox:
    context = with_receipts(*receipts) if receipts else CONTEXT
    found = [finding for one in files for finding in checks.run(one, context)]
    return choose(files, refusals, found, context)


def fates(found: Inbox) -> dict[str, str]:
    return {one.file: one.status for one in found.files}


def codes(found: Inbox) -> list[tuple[str, str]]:
    return [(one.rule.code, one.where.workbook) for one in found.findings]


@pytest.mark.parametrize(
    ("files", "receipts", "expected", "findings"),
    [
        pytest.param(
            [("1", "a.xlsx", "One."), ("3", "b.xlsx", "Three."), ("2", "c.xlsx", "Two.")],
            (),
            {"a.xlsx": "superseded", "b.xlsx": "counts", "c.xlsx": "superseded"},
            [],
            id="the highest number counts",
        ),
        pytest.param(
            [("1", "a.xlsx", "One."), ("2", "b.xlsx", "Two."), ("2", "c.xlsx", "Other.")],
            (),
            {"a.xlsx": "counts", "b.xlsx": "disputed", "c.xlsx": "disputed"},
            [("F21", "b.xlsx"), ("F21", "c.xlsx")],
            id="two files of one number: the last undisputed one holds",
        ),
        pytest.param(
            [("1", "a.xlsx", "One."), ("1", "b.xlsx", "Two.")],
            (),
            {"a.xlsx": "disputed", "b.xlsx": "disputed"},
            [("F21", "a.xlsx"), ("F21", "b.xlsx")],
            id="two files of one number and nothing else: none counts",
        ),
        pytest.param(
            [("2", "a.xlsx", "Two."), ("1", "b.xlsx", "One.")],
            ("a.xlsx 2025-01-05", "b.xlsx 2025-01-09"),
            {"a.xlsx": "counts", "b.xlsx": "superseded"},
            [("F22", "b.xlsx")],
            id="a lower number received later counts as older",
        ),
        pytest.param(
            [("", "a.xlsx", "One."), ("", "b.xlsx", "Two.")],
            ("b.xlsx 2025-01-05", "a.xlsx 2025-01-05"),
            {"a.xlsx": "counts", "b.xlsx": "superseded"},
            [("F23", "b.xlsx"), ("F23", "a.xlsx")],
            id="without numbers the line of the receipts decides",
        ),
        pytest.param(
            [("1", "a.xlsx", "One."), ("", "b.xlsx", "Two."), ("2", "c.xlsx", "Three.")],
            ("a.xlsx 2025-01-01", "b.xlsx 2025-01-02", "c.xlsx 2025-01-03"),
            {"a.xlsx": "superseded", "b.xlsx": "superseded", "c.xlsx": "counts"},
            [("F23", "b.xlsx")],
            id="a file without a number is placed between two that have one",
        ),
        pytest.param(
            [("", "a.xlsx", "One."), ("", "b.xlsx", "Two.")],
            (),
            {"a.xlsx": "disputed", "b.xlsx": "disputed"},
            [("F24", "a.xlsx"), ("F24", "b.xlsx")],
            id="without numbers and receipts none counts",
        ),
        pytest.param(
            [("", "a.xlsx", "One.")], (), {"a.xlsx": "counts"}, [], id="a single file counts without a number"
        ),
        pytest.param(
            [("1", "a.xlsx", "One."), ("1", "b.xlsx", "One.")],
            (),
            {"a.xlsx": "counts", "b.xlsx": "duplicate"},
            [("F20", "b.xlsx")],
            id="byte-equal files count once",
        ),
    ],
)
def test_choice(
    files: list[tuple[str, str, str]],
    receipts: tuple[str, ...],
    expected: dict[str, str],
    findings: list[tuple[str, str]],
) -> None:
    found = inbox(*(numbered(*one) for one in files), receipts=receipts)
    assert fates(found) == expected
    assert codes(found) == findings
    assert [one.file for one in found.accepted] == [file for file, fate in expected.items() if fate == "counts"]


def test_a_file_of_another_year_is_not_accepted_and_the_earlier_one_counts() -> None:
    wrong = draw(stamp="milepost-form|1|2023|UNIT|ab|00", file="b.xlsx")
    found = inbox(numbered("1", "a.xlsx"), wrong)
    assert fates(found) == {"a.xlsx": "counts", "b.xlsx": "rejected"}


def test_a_rejected_cell_does_not_reject_the_file() -> None:
    found = inbox(draw("[indicators]\nid | value\ntrees|2024|Y| | some", file="a.xlsx"))
    assert fates(found) == {"a.xlsx": "counts"}


def test_an_unreadable_file_is_in_the_inbox_under_the_unit_that_it_is_named_after() -> None:
    found = inbox(refusals=(Refusal("NORTH-2.xlsx", RefusalKind.ENCRYPTED, {}, "ff"),))
    (one,) = found.files
    assert (one.unit, one.status, one.sha256) == ("NORTH", "unreadable", "ff")
    assert found.heard == {"NORTH"}


def test_late_is_not_known_without_a_receipt() -> None:
    found = inbox(numbered("1", "a.xlsx"), receipts=("a.xlsx 2025-01-16",))
    assert found.files[0].late is True
    assert inbox(numbered("1", "a.xlsx")).files[0].late is None


def test_the_cells_of_a_file_that_was_sent_twice_are_told_once() -> None:
    twice = [draw("[indicators]\nid | value\ntrees|2024|Y| | some", file=name) for name in ("a.xlsx", "b.xlsx")]
    told = [finding for one in twice for finding in checks.run(one, CONTEXT)]
    found = choose(twice, (), told, CONTEXT)
    kept = found.kept([*told, *found.findings])
    assert [(one.rule.code, one.where.workbook) for one in kept] == [("I05", "a.xlsx"), ("F20", "b.xlsx")]
    assert [len(one.findings) for one in found.received(kept)] == [1, 1]
