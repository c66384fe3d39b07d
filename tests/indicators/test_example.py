"""Do the definitions of 2024 say what was found, and nothing more?"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.indicators import Definitions, read_definitions
from milepost.indicators.sources import host_of
from milepost.model.dates import PartialDate
from milepost.model.framework import Change, Direction, PublishedValue

REPOSITORY = Path(__file__).resolve().parents[2]
BOTH = ("en", "zh")


@pytest.fixture(scope="module")
def defined() -> Definitions:
    return read_definitions(REPOSITORY, "2024", BOTH)


def values(defined: Definitions, indicator: str) -> dict[tuple[int, str], list[PublishedValue]]:
    found: dict[tuple[int, str], list[PublishedValue]] = {}
    for one in defined.series:
        if one.indicator == indicator:
            found.setdefault((one.year, one.period), []).append(one)
    return found


def test_units_and_the_conference(defined: Definitions) -> None:
    groups = Counter(one.group for one in defined.units.values() if not one.collective)
    assert groups == {"convener": 1, "member": 28, "addressee_2024": 12, "addressee_2021": 1, None: 1}
    assert [one.id for one in defined.units.values() if one.collective] == ["JCM_CONCERNED", "AND_OTHERS"]
    assert len(defined.units) == 45


def test_tasks(defined: Definitions) -> None:
    plan = defined.plan
    assert (len(plan.parts), sum(part.sections[0].id is not None for part in plan.parts)) == (7, 5)
    assert sum(section.id is not None for part in plan.parts for section in part.sections) == 13
    assert [task.id for task in plan.tasks] == [str(number) for number in range(1, 62)]
    assert plan.printed_tasks == 110
    assert (plan.document_number, plan.issued) == ("国知联办〔2024〕6号", date(2024, 5, 11))


def test_numbers_of_the_plan_stand_only_where_they_are_known(defined: Definitions) -> None:
    assert [task.number for task in defined.plan.tasks if task.number] == [str(number) for number in range(1, 12)]


def test_assumptions_are_marked(defined: Definitions) -> None:
    tasks = defined.plan.tasks
    assert [task.id for task in tasks if not task.units_assumed] == [str(number) for number in range(1, 11)]
    assert Counter(task.translated for task in tasks) == {frozenset(): 25, frozenset({"zh"}): 36}
    known_from_the_summary_alone = [
        task for task in tasks if "zh" in task.translated and task.sources == ("summary-2024",)
    ]
    assert len(known_from_the_summary_alone) == 34
    assert all(one.reported_by_assumed for one in defined.framework.indicators)


def test_one_task_has_three_deliverables(defined: Definitions) -> None:
    with_measures = {task.id: task.row_ids for task in defined.plan.tasks if task.measures}
    assert with_measures == {"3": ("3", "3a", "3b", "3c")}


def test_the_plan_marks_no_lead_and_no_due_date(defined: Definitions) -> None:
    assert [task.id for task in defined.plan.tasks if task.lead or task.due] == []


def test_several_units_per_task(defined: Definitions) -> None:
    tasks = defined.plan.tasks
    assert sum(len(task.units) > 1 for task in tasks) == 28
    asked = {unit for task in tasks for unit in task.units if not defined.units[unit].collective}
    assert len(asked) == 35


def test_collective_phrases_stand_in_the_plan(defined: Definitions) -> None:
    collective = {one.id for one in defined.units.values() if one.collective}
    assert {task.id: collective & {*task.units} for task in defined.plan.tasks if collective & {*task.units}} == {
        "9": {"AND_OTHERS"},
        "57": {"JCM_CONCERNED"},
    }


def test_indicators(defined: Definitions) -> None:
    framework = defined.framework
    assert [(one.number, one.id) for one in framework.indicators] == [
        ("1", "hv_patents"),
        ("2", "overseas_grants"),
        ("3", "pledge"),
        ("4", "royalties"),
        ("5", "pii_share"),
        ("6", "copyright_share"),
        ("7", "satisfaction"),
        ("8", "acceptance"),
    ]
    assert len(framework.context) == 11
    assert all(
        one.direction is Direction.RISE and one.target and one.target.year == 2025 for one in framework.indicators
    )
    assert all(not one.targets and one.baseline is None for one in framework.context)
    assert [one.id for one in framework.indicators if one.definition is None] == ["royalties", "copyright_share"]
    assert {one.id for one in framework.indicators if one.change is Change.POINTS} == {
        "pii_share", "copyright_share", "satisfaction", "acceptance",
    }  # fmt: skip
    assert [one.as_of for one in framework.assessments] == [2023, 2022]
    assert all(one.plausible_change is None for one in framework.indicators)


def test_numbers_keep_the_digits_they_were_published_with(defined: Definitions) -> None:
    grants = defined.framework.indicator("overseas_grants")
    assert grants is not None
    assert grants.baseline is not None
    assert grants.target is not None
    assert (str(grants.baseline.value), str(grants.target.value)) == ("4.0", "9.0")
    assert str(values(defined, "pii_share")[(2022, "Y")][1].value) == "12.60"


def test_an_indicator_without_baseline(defined: Definitions) -> None:
    acceptance = defined.framework.indicator("acceptance")
    assert acceptance is not None
    assert acceptance.baseline is not None
    assert acceptance.baseline.value is None
    assert acceptance.baseline.note is not None
    assert [one.value for one in defined.series if one.indicator == "acceptance"] == [Decimal("91.9")]


def test_a_baseline_is_not_the_value_of_the_base_year(defined: Definitions) -> None:
    share = defined.framework.indicator("pii_share")
    assert share is not None
    assert share.baseline is not None
    assert share.baseline.value == Decimal("11.6")
    assert [one.value for one in values(defined, "pii_share")[(2020, "Y")]] == [Decimal("11.97")]


def test_series(defined: Definitions) -> None:
    promised = {one.id for one in defined.framework.indicators}
    assert len(defined.series) == 65
    assert sum(one.indicator in promised for one in defined.series) == 43
    assert sum(one.basis == "derived" for one in defined.series) == 5
    assert sum(one.published is None for one in defined.series) == 9
    assert {one.year for one in defined.series} == set(range(2018, 2026))


def test_a_revision_keeps_both_vintages(defined: Definitions) -> None:
    vintages = values(defined, "pii_share")[(2022, "Y")]
    assert [(one.value, one.status, one.published) for one in vintages] == [
        (Decimal("12.71"), "first", PartialDate(2023, 12, 29)),
        (Decimal("12.60"), "revised", PartialDate(2025, 1, 7)),
    ]


def test_parts_of_years_are_marked(defined: Definitions) -> None:
    parts = [(one.indicator, one.year, one.period) for one in defined.series if one.period != "Y"]
    assert parts == [
        ("pledge", 2024, "H1"),
        ("pledge", 2024, "Q1-Q3"),
        ("royalties", 2024, "Q1-Q3"),
        ("royalties", 2025, "M1-M11"),
    ]


def test_values_lag_behind_the_year_of_the_report(defined: Definitions) -> None:
    latest = {
        one.id: max(value.year for value in defined.series if value.indicator == one.id and value.period == "Y")
        for one in defined.framework.indicators
    }
    lagging = {name for name, year in latest.items() if year == 2023}
    assert lagging == {"overseas_grants", "copyright_share", "pledge", "acceptance"}


def test_rows_after_the_year_or_the_cut_off_stay_in_the_file(defined: Definitions) -> None:
    cut_off = date(2026, 1, 31)
    beyond = [one for one in defined.series if one.year > 2024 or (one.published and one.published.last_day > cut_off)]
    assert len(beyond) == 8


def test_sources(defined: Definitions) -> None:
    hosts = defined.sources.hosts
    kinds = Counter(one.kind.value for one in hosts.values())
    assert kinds == {"official": 14, "press": 35, "law_firm": 19, "journal": 6, "company": 9, "mirror": 32}
    assert len(hosts) == 115
    assert sum(one.link for one in hosts.values()) == 69
    assert not any(one.link for one in hosts.values() if one.kind.value in ("mirror", "company"))
    assert list(defined.sources.documents) == ["summary-2024"]
    assert list(defined.sources.withheld) == ["mirror of agency text, address withheld"]


def test_every_host_of_the_definitions_is_registered(defined: Definitions) -> None:
    framework, plan = defined.framework, defined.plan
    named = [one.source for one in defined.series] + [*framework.sources, *plan.sources]
    for entry in (*framework.indicators, *framework.assessments, *plan.tasks):
        named += entry.sources
    hosts = {host_of(one) for one in named} - {None}
    assert hosts - set(defined.sources.hosts) == set()
    assert {"www.mondaq.com", "epaper.gmw.cn", "93dn.com"} <= hosts


def test_the_checksum_follows_the_content(defined: Definitions, tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    (folder / "plans").mkdir(parents=True)
    for name in ("units.yaml", "framework.yaml", "sources.yaml", "series.csv", "plans/2024.yaml"):
        (folder / name).write_bytes((REPOSITORY / "indicators" / name).read_bytes())
    plan = folder / "plans" / "2024.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(f"# A comment and other line ends change nothing.\n{text}".replace("\n", "\r\n"), "utf-8")
    assert read_definitions(tmp_path, "2024").plan.checksum == defined.plan.checksum
    plan.write_text(text.replace("units: [STA, MOF]", "units: [STA]"), "utf-8")
    changed = read_definitions(tmp_path, "2024").plan.checksum
    assert len(changed) == 64
    assert changed != defined.plan.checksum
