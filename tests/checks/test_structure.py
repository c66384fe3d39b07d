"""What is said of a form whose structure was broken, and of texts that mean harm?"""

from dataclasses import replace

import pytest

from milepost import checks
from milepost.checks import sentence
from milepost.checks.context import unit_in_file_name, unit_named
from milepost.model.exchange import Receipt
from milepost.model.finding import Severity
from tests.checks.drawing import CONTEXT, ENGLISH, UNITS, draw, with_receipts
from tests.checks.scenes import SETTLED, Scene, files


def test_without_the_column_of_ids_nothing_else_is_said_of_the_rows() -> None:
    assert Scene("[indicators]\n-id").codes() == ["F11"]


def test_without_the_column_of_ids_the_titles_tell_the_rows() -> None:
    assert Scene("[tasks]\n-id").codes() == ["F19"]


def test_a_missing_sheet_is_one_finding() -> None:
    for sheet in ("tasks", "indicators", "sign_off"):
        assert Scene(f"[{sheet}]\n-sheet").codes() == ["F10"]


def test_a_misnamed_row_is_not_missed_as_well() -> None:
    changed = "[tasks]\nid | title | state | text\n-2\n22 | Open a garden school | not started | Nothing was done."
    assert [code for code in Scene(changed).codes() if code != "U03"] == ["T01"]


def test_an_unknown_row_is_judged_no_further() -> None:
    drawing = "[tasks]\nid | state | completed_on | percent\n99 | perhaps | soon | 850"
    assert Scene(drawing).codes() == ["T01"]


def test_all_defects_are_told_at_once() -> None:
    drawing = (
        "[tasks]\nid | state | percent\n1 | nearly | 850\n[indicators]\nid | value\ntrees|2024|Y| | some\n"
        "cover|2024|Y| | 8530\n[sign_off]\nunit | approved_by\nNorth District |"
    )
    assert [code for code in Scene(drawing).codes() if code != "U03"] == ["T06", "T11", "I05", "I06", "S01"]


def test_a_form_of_another_year_is_not_judged_by_this_one() -> None:
    drawing = "[tasks]\nid | state | percent\n1 | nearly | 850"
    assert files(draw(drawing, stamp="milepost-form|1|2023|UNIT|ab|00")).codes() == ["F04"]


def test_a_file_named_after_its_unit_may_be_forwarded_by_another() -> None:
    receipts = with_receipts("NORTH-1.xlsx 2025-01-09", senders={"NORTH-1.xlsx": "Parks Office"})
    assert files(draw(), context=receipts).codes() == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("NORTH.xlsx", "NORTH"),
        ("north-2.xlsx", "NORTH"),
        ("North District.xlsx", "NORTH"),
        ("NORTHERN.xlsx", ""),
        ("the form of NORTH.xlsx", ""),
        (".xlsx", ""),
    ],
)
def test_the_unit_in_a_file_name(name: str, unit: str) -> None:
    assert unit_in_file_name(name, CONTEXT) == unit


def test_a_name_of_two_units_names_none() -> None:
    both = replace(UNITS["SOUTH"], aliases=("The North",))
    assert unit_named("the  north", CONTEXT) == "NORTH"
    assert unit_named("The North", replace(CONTEXT, units={**UNITS, "SOUTH": both})) == ""


def test_texts_from_outside_cannot_steer_a_terminal() -> None:
    wicked = "\x1b[2Jnearly\u202e"
    found = checks.run(draw(f"[tasks]\nid | state\n1 | {wicked}\n{wicked} | completed"), CONTEXT)
    assert {one.rule.code for one in found} == {"T06", "T01"}
    told = "".join(sentence(one, ENGLISH) for one in found)
    assert not any(char in told for char in "\x1b\u202e\n")


def test_braces_in_a_text_are_only_text() -> None:
    (found,) = checks.run(draw("[tasks]\nid | state\n1 | {0.__class__}{remedy}"), CONTEXT)
    assert "{0.__class__}{remedy}" in sentence(found, ENGLISH)


def test_what_stands_on_the_sign_off_sheet_is_not_repeated() -> None:
    drawing = "[sign_off]\ndate | submission_number | approved_by\nWang | Wang | =Wang -> Wang"
    found = Scene(drawing).findings()
    assert [one.rule.code for one in found] == ["S06", "S03"]
    assert not any("Wang" in sentence(one, ENGLISH) for one in found)


def test_a_reason_closes_the_question_why_it_moved() -> None:
    head = "[indicators]\nid | value | change_reason\n"
    assert Scene(f"{head}cover|2024|Y| | 89.9 |").codes() == ["H01"]
    assert Scene(f"{head}cover|2024|Y| | 89.9 | A new map.").codes() == []
    assert Scene(f"{head}balance|2024|Y| | 20 |").codes() == [], "two published years do not say what is usual"


def test_a_remark_on_a_value_that_does_not_exist_yet_is_enough() -> None:
    head = "[indicators]\nid | value | value_status | source | remarks\n"
    assert [code for code in Scene(f"{head}balance|2024|Y| | | | |").codes() if code != "U03"] == ["I04"]
    assert [code for code in Scene(f"{head}balance|2024|Y| | | | | In June.").codes() if code != "U03"] == []


def test_a_decision_between_two_values_closes_the_question() -> None:
    south = "[indicators]\nid | value\ntrees|2024|Y| | 3.4"
    for context, severity in ((CONTEXT, Severity.REJECT), (SETTLED, Severity.NOTE)):
        found = Scene(south=south, context=context).findings()
        assert [(one.rule.code, one.severity) for one in found] == [("X01", severity)] * 2
    assert "it was decided" in sentence(found[0], ENGLISH)


def test_a_revised_earlier_value_needs_its_reason() -> None:
    head = "[indicators]\nid | revised_value | revision_reason\n"
    assert Scene(f"{head}trees|2024|Y| | 3.2 | Counted anew.").codes() == []
    assert Scene(f"{head}trees|2024|Y| | 3.2 |").codes() == ["H02"]
    assert Scene(f"{head}visitors|2024|Y| | 8 |").codes() == ["H03"]


def test_lateness_is_measured_by_the_first_file() -> None:
    receipts = {"a.xlsx": Receipt("a.xlsx", CONTEXT.definition.cut_off, "NORTH", 3)}
    late = replace(CONTEXT, exchange=replace(CONTEXT.exchange, receipts=receipts))
    assert files(draw(file="a.xlsx"), context=late).codes() == ["U02"]
    first = {"old.xlsx": Receipt("old.xlsx", CONTEXT.definition.deadline, "NORTH", 2)}  # type: ignore[arg-type]
    in_time = replace(CONTEXT, exchange=replace(CONTEXT.exchange, receipts={**first, **receipts}))
    assert files(draw(file="a.xlsx"), context=in_time).codes() == []


def test_a_form_without_stamp_and_name_is_known_by_rows_that_only_one_unit_has() -> None:
    nameless = "[sign_off]\nunit | year\n | 2024"
    assert files(draw(nameless, stamp=None)).codes() == ["F07"]


def test_a_form_without_stamp_whose_name_and_rows_contradict_each_other_is_nobodys() -> None:
    for name in ("Parks Office", "South District"):
        signed = (
            f"[tasks]\nid\n-1\n[indicators]\nid\n-trees|2024|Y|\n-trees|2023|Y|\n[sign_off]\nunit | year\n{name} | 2024"
        )
        assert "F06" in files(draw(signed, stamp=None, file="a.xlsx")).codes()
