"""Can everything in the report be recomputed from the tables beside it?"""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from milepost.model.finding import Finding
from milepost.model.places import CellRef
from milepost.model.words import Words
from milepost.render.dictionary import MEANINGS, TITLES
from milepost.render.tables import findings_table, tables
from milepost.reports.tasks import TasksChapter
from milepost.templates.folders import template_folders
from milepost.templates.words import read_words
from tests.reports import sample


@pytest.fixture(scope="module")
def made() -> dict[str, list[dict[str, str]]]:
    found = tables(sample.report(), sample.dataset(), sample.ratings(), sample.definitions())
    return {name: list(csv.DictReader(io.StringIO(table.csv().decode()))) for name, table in found.items()}


def test_the_tables_have_these_names(made: dict[str, list[dict[str, str]]]) -> None:
    asked = {*made}
    assert asked == {*TITLES}
    public = tables(sample.report(False), sample.dataset(False), sample.ratings(False), sample.definitions())
    assert asked - {*public} == {"reporting"}


def test_every_column_is_in_the_dictionary(made: dict[str, list[dict[str, str]]]) -> None:
    for name, rows in made.items():
        columns = {column.removesuffix("_zh").removesuffix("_en") for row in rows[:1] for column in row}
        assert columns <= {*MEANINGS[name]}, name


def test_every_vintage_is_there_with_status_date_and_origin(made: dict[str, list[dict[str, str]]]) -> None:
    rows = [row for row in made["observations"] if (row["indicator"], row["year"]) == ("clean", "2028")]
    assert [(row["vintage"], row["latest"], row["value"], row["status"]) for row in rows] == [
        ("1", "false", "1300.0", "final"),
        ("2", "true", "1290.4", "revised"),
    ]
    both = next(row for row in made["observations"] if (row["year"], row["period"]) == ("2030", "Y"))
    assert (both["workbook"], both["cell"], both["sha256"]) == ("WAT.xlsx", "H5", sample.SHA["WAT"])
    assert both["definition_file"] == "indicators/series.csv:6"


def test_decimals_are_unrounded(made: dict[str, list[dict[str, str]]]) -> None:
    rating = next(row for row in made["ratings"] if row["indicator"] == "clean")
    exact = (Decimal("1630.6") - 1200) / (1800 - 1200)
    assert Decimal(rating["attainment"]).quantize(Decimal("1e-12")) == exact.quantize(Decimal("1e-12"))
    assert next(row for row in made["figures"])["value"] == "1200.50"


def test_the_states_of_the_report_can_be_counted_again(made: dict[str, list[dict[str, str]]]) -> None:
    tasks = [row for row in made["tasks"] if row["row"] == row["task"]]
    chapter = next(one for one in sample.report().chapters if isinstance(one, TasksChapter))
    for one in chapter.tally.present:
        assert sum(row["state"] == one.key for row in tasks) == one.count
    assert len(tasks) == chapter.tally.total


def test_titles_stand_in_each_language(made: dict[str, list[dict[str, str]]]) -> None:
    first = made["tasks"][0]
    assert (first["title_en"], first["title_zh"]) == ("Revise the river rules", "修订河流规章")


def test_an_entry_has_one_row_for_each_cell_it_rests_on(made: dict[str, list[dict[str, str]]]) -> None:
    rows = [row for row in made["sources"] if row["id"] == "source-row-1-WAT"]
    assert [(row["column"], row["cell"]) for row in rows] == [
        ("state", "G5"),
        ("completed_on", "H5"),
        ("text", "J5"),
        ("evidence", "K5"),
    ]
    assert {row["mark"] for row in made["sources"]} == {one.mark for one in sample.report().entries}


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    folders = template_folders()
    return {language: read_words(folders, language) for language in ("zh", "en")}


def test_findings_are_told_in_each_language_with_the_request_only_where_units_were_asked(
    words: dict[str, Words],
) -> None:
    asked = findings_table(sample.dataset(), words, True)
    public = findings_table(sample.dataset(False), words, False)
    assert [name for name in asked.columns if "_" in name] == ["message_zh", "message_en", "request_zh", "request_en"]
    assert not any(name.startswith("request") for name in public.columns)
    assert [row[0] for row in asked.rows] == ["T07", "H01", "I05"]
    assert "The task is completed, but no date of completion is given." in asked.rows[0]


def test_a_finding_about_a_withheld_statement_is_not_listed(words: dict[str, Words]) -> None:
    report, data = sample.report(), sample.dataset()
    about = Finding(data.findings[0].rule, CellRef("PRK.xlsx", "任务进展 Tasks", 6, 8), "PRK", "4", row_id="4")
    data = replace(data, findings=(*data.findings, about))
    assert ("PRK", "4") in report.withheld
    assert len(findings_table(data, words, True, report.withheld).rows) == 3
    assert len(findings_table(data, words, True).rows) == 4
