"""Do the workbooks of the embedded example hold the public facts, all of them, and nothing else?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from milepost.files.digest import sha256_text
from milepost.inputs.exchange import find_exchange
from milepost.inputs.form import form_of
from milepost.inputs.read import read_submission
from milepost.inputs.xlsx import read_workbook
from milepost.model.exchange import Exchange
from milepost.model.submission import Cell, Submission
from milepost.model.workbook import RawWorkbook
from tests.inputs.made_up import REPOSITORY, WORDS
from tools.fill_example import fill_example

FOLDER = REPOSITORY / "inputs" / "2024"


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    found = yaml.safe_load((REPOSITORY / "tools" / "example" / "progress_2024.yaml").read_text(encoding="utf-8"))
    return [item for item in found if item["status"] is not None]


@pytest.fixture(scope="module")
def submissions() -> Mapping[str, Submission]:
    found = {}
    for path in sorted(FOLDER.glob("*.xlsx")):
        book = read_workbook(str(path))
        assert isinstance(book, RawWorkbook), path.name
        submission = read_submission(book, form_of(2024), WORDS)
        found[submission.unit] = submission
    return found


@pytest.fixture(scope="module")
def exchange() -> Exchange:
    found, mistakes = find_exchange(REPOSITORY, 2024)
    assert mistakes == []
    return found


def cell(submissions: Mapping[str, Submission], unit: str, sheet: str, row: str, column: str) -> Cell:
    return next(one for one in submissions[unit].rows(sheet) if one.id == row)[column]


def test_the_tool_writes_what_is_kept(tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in fill_example(tmp_path)}
    assert {path.name: path.read_bytes() == written.get(path.name) for path in FOLDER.iterdir() if path.is_file()} == (
        dict.fromkeys(written, True)
    )


def test_every_item_stands_in_the_form_of_its_unit(
    submissions: Mapping[str, Submission], items: list[dict[str, Any]]
) -> None:
    assert len(items) == 51
    for item in items:
        row = str(item["item"])
        state = cell(submissions, item["unit"], "tasks", row, "state").value
        assert state == (None if "measures" in item else item["status"]), row
        assert cell(submissions, item["unit"], "tasks", row, "text").value == item["text_zh"]
        day = cell(submissions, item["unit"], "tasks", row, "completed_on").value
        assert (None if day is None else str(day)) == item["completed_on"]
    said = [
        (submission.unit, row.id)
        for submission in submissions.values()
        for row in submission.rows("tasks")
        if not row["text"].empty
    ]
    assert len(said) == 51 + 3


def test_the_deliverables_of_one_item(submissions: Mapping[str, Submission]) -> None:
    states = [cell(submissions, "SAMR", "tasks", row, "state").value for row in ("3", "3a", "3b", "3c")]
    days = [str(cell(submissions, "SAMR", "tasks", row, "completed_on").value) for row in ("3", "3a", "3b", "3c")]
    assert states == [None, "in_progress", "completed", "completed"]
    assert days == ["None", "None", "2024-11-08", "2024-06-06"]
    evidence = [cell(submissions, "SAMR", "tasks", row, "evidence").typed or "" for row in ("3", "3b", "3c")]
    decree = ["国务院令第783号" in one for one in evidence]
    assert decree == [True, False, True]


def test_figures_of_later_years_are_left_out(
    submissions: Mapping[str, Submission], items: list[dict[str, Any]]
) -> None:
    figures = [row for submission in submissions.values() for row in submission.rows("figures")]
    assert len(figures) == sum(len(item["figures"]) for item in items) - 11
    assert {(row.text("period") or "").rpartition("/")[2][:4] for row in figures} == {"2021", "2023", "2024"}
    assert all(row.number_of("value") is not None for row in figures)


@pytest.mark.parametrize(
    ("unit", "row", "value"),
    [
        ("CNIPA", "hv_patents|2024|Y|", "14"),
        ("CNIPA", "pii_share|2023|Y|", "13.04"),
        ("NBS", "pii_share|2023|Y|", "13.04"),
        ("CNIPA", "royalties|2023|Y|", "3765.2"),
        ("SPC", "acceptance|2023|Y|", "91.9"),
        ("SPC", "acceptance|2024|Y|", "None"),
        ("CNIPA", "pledge|2024|Y|", "None"),
        ("CPD", "copyright_share|2024|Y|", "None"),
    ],
)
def test_values_known_at_the_cut_off(submissions: Mapping[str, Submission], unit: str, row: str, value: str) -> None:
    found = cell(submissions, unit, "indicators", row, "value")
    assert str(found.value) == value
    assert cell(submissions, unit, "indicators", row, "source").empty is found.empty


def test_remarks_say_how_sure_a_fact_is(submissions: Mapping[str, Submission], items: list[dict[str, Any]]) -> None:
    word = {"derived": "推断", "uncertain": "存疑"}
    for item in items:
        remark = cell(submissions, item["unit"], "tasks", str(item["item"]), "remarks").typed or ""
        assert remark.startswith(word.get(item["basis"], "")), item["item"]
        assert remark.endswith(item.get("note_zh") or "")


def test_every_text_has_its_english_wording(submissions: Mapping[str, Submission], exchange: Exchange) -> None:
    translated = {(one.cell.unit, one.cell.row, one.cell.column): one for one in exchange.translations}
    assert len(translated) == len(exchange.translations)
    columns = {
        "tasks": ("text", "remarks"),
        "figures": ("name", "unit"),
        "cases": ("title", "place", "text", "figures", "remarks"),
    }
    for unit, submission in submissions.items():
        for sheet, keys in columns.items():
            for row in submission.rows(sheet):
                for key in keys:
                    typed = row[key].typed
                    if typed:
                        entry = translated.pop((unit, row.id, key))
                        assert entry.source_sha256 == sha256_text(typed)
                        assert entry.words.strip()
    assert translated == {}


def test_nobody_signed_and_nobody_is_named(submissions: Mapping[str, Submission]) -> None:
    for unit, submission in submissions.items():
        assert submission.number == 1, unit
        assert submission.sign_off["date"].empty


def test_a_unit_without_public_information_has_no_workbook(
    submissions: Mapping[str, Submission], exchange: Exchange
) -> None:
    for unit, submission in submissions.items():
        entries = [
            row[column.key]
            for sheet in form_of(2024).sheets
            if sheet.key != "sign_off"
            for row in submission.rows(sheet.key)
            for column in sheet.entries
        ]
        assert any(not one.empty for one in entries), unit
    assert set(submissions) < set(exchange.issued)
    assert len(submissions) == 19
    assert len(exchange.issued) == 35


def test_nothing_that_was_issued_was_changed(submissions: Mapping[str, Submission], exchange: Exchange) -> None:
    for unit, submission in submissions.items():
        issued = exchange.issued[unit].locked
        changed = {key: text for key, text in submission.locked.items() if key in issued and issued[key] != text}
        assert changed == {}
        assert submission.remarks == ()
