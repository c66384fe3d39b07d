"""Values by region, computed values, withheld values: from the workbooks to the page."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from milepost.model.dataset import ComputedOrigin
from milepost.model.words import Words
from milepost.pipeline.explaining import explain
from milepost.pipeline.progress import Progress
from milepost.render.tables import tables
from milepost.reports.breakdowns import Breakdown
from milepost.reports.composite import CompositePart
from milepost.reports.evaluation import EvaluationChapter
from milepost.reports.indicators import IndicatorsChapter
from milepost.reports.report import Report
from tests.pipeline.conftest import Year, year_of
from tests.pipeline.pages import composed, markup_of
from tests.workspaces.copies import copy

D = Decimal


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return year_of(copy("regions", tmp_path_factory.mktemp("regions")))


@pytest.fixture(scope="module")
def report(regions: Year) -> Report:
    return composed(regions.setting, regions.dataset, regions.ratings)


@pytest.fixture(scope="module", params=["en", "zh"])
def page(regions: Year, report: Report, request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param, markup_of(regions.setting, report, request.param)


def parted(report: Report, name: str) -> Breakdown:
    chapter = next(one for one in report.chapters if isinstance(one, IndicatorsChapter))
    (found,) = (one.breakdown for one in chapter.blocks if one.row.indicator.id == name)
    assert found is not None
    return found


def test_what_is_found(regions: Year) -> None:
    assert sorted((one.rule.code, one.row_id) for one in regions.judged.findings) == [
        ("I16", "forest|2030|Y|"),
        ("I18", "served|2031|Y|plane"),
        ("U03", ""),
        ("X08", "served|2031|Y|holly"),
    ]


def test_every_shire_is_computed_but_the_one_that_is_withheld(regions: Year) -> None:
    values = {one.breakdown: one for one in regions.dataset.observations["access"] if one.year == 2031}
    assert len(values) == 31
    assert "plane" not in values
    (origin,) = values["oak"].origins
    assert isinstance(origin, ComputedOrigin)
    served, people = origin.inputs
    assert (served.breakdown, people.breakdown, served.indicator) == ("oak", "oak", "served")
    assert values["oak"].value == served.value / people.value * 100


def test_the_whole_is_computed_from_wholes_and_rated(regions: Year) -> None:
    rating = regions.ratings.indicators["access"]
    assert rating.latest is not None
    (origin,) = rating.latest.origins
    assert isinstance(origin, ComputedOrigin)
    assert [(one.indicator, one.breakdown) for one in origin.inputs] == [("served", ""), ("people", "")]
    assert rating.standing == "behind"
    assert rating.sensitivity is not None
    half = D("0.05")
    assert [one.value - rating.latest.value for one in rating.sensitivity.roundings] == [-half, half]


def test_a_computed_value_explains_itself(regions: Year) -> None:
    told = "\n".join(explain(regions.setting, "access", Words("en"), Progress()))
    assert "access = served / people * 100 = " in told
    assert "'[WATER-1.xlsx]Indicators 指标数据'!H7" in told
    assert "indicators/series.csv:" in told
    assert "Method M1, Pace" in told
    alone = "\n".join(explain(regions.setting, "unserved", Words("en"), Progress()))
    assert "unserved = people - served = " in alone
    assert "Method" not in alone


def test_parts_are_ranked_and_what_is_withheld_comes_last(report: Report) -> None:
    rivers = parted(report, "clean_rivers")
    assert (rivers.years, len(rivers.rows), rivers.withheld) == ((2028, 2029, 2030, 2031), 31, 2)
    assert [one.part.id for one in rivers.ranked[-2:]] == ["box", "medlar"]
    values = [one.latest.value for one in rivers.known]
    assert values == sorted(values, key=lambda one: one or D(0), reverse=True)
    assert [one.part.id for one in parted(report, "access").ranked[-1:]] == ["plane"]
    assert parted(report, "access").computed


def test_every_part_is_a_figure_with_its_entry(report: Report) -> None:
    known = {one.id for one in report.entries}
    for row in parted(report, "forest").rows:
        for one in row.values:
            assert one.figure.href.removeprefix("#") in known
    entry = next(one for one in report.entries if one.id == "source-access-2031-oak")
    assert entry.made_from == ("source-served-2031-oak", "source-people-2031-oak")
    assert entry.formula == "served / people * 100"


def test_the_page(page: tuple[str, str]) -> None:
    language, markup = page
    assert markup.count('class="part-bars"') == 4
    assert markup.count('class="part-lines"') == 4
    marks = {"en": "x: withheld by the unit that reports it.", "zh": "x：填报单位标为不公开。"}
    assert marks[language] in markup
    made = {"en": "made from", "zh": "计算：served / people * 100"}
    assert made[language] in markup
    assert re.search(r'<td class="number"[^>]*>x</td>', markup)
    assert {"en": "rule “served &lt;= people”", "zh": "规则“served &lt;= people”"}[language] in markup


def composite(report: Report) -> CompositePart:
    found = next(one for one in report.chapters if isinstance(one, EvaluationChapter)).composite
    assert found is not None
    return found


def test_the_index_adds_up_as_it_is_printed(report: Report) -> None:
    found = composite(report)
    before, now = found.head.previous.value, found.head.latest.value
    assert isinstance(before, Decimal)
    assert before + sum(points for _, points in found.steps) == now
    assert [one.value is not None for one in found.course] == [True] * 4
    assert found.course[0].value == 100
    assert found.least[1] < 0 < found.most[1]
    groups = [one.points.value for one in found.lines if one.level == 1]
    assert found.head.points.value == sum(one for one in groups if isinstance(one, Decimal))


def test_a_value_that_is_not_known_is_carried_forward(report: Report) -> None:
    (carried,) = (one for one in composite(report).lines if one.carried)
    assert (carried.name.said("en"), carried.carried) == ("Satisfaction with rivers and woods", 2030)
    assert carried.latest.value == carried.previous.value
    assert carried.points.value == 0


def test_the_floor_of_a_score_is_taken_off(report: Report) -> None:
    (poll,) = (one for one in composite(report).lines if one.carried)
    assert poll.previous.value == (D("2.5") / D("2.4") * 100).quantize(D("0.1"))


def test_the_index_is_on_the_page_with_its_entry(report: Report, page: tuple[str, str]) -> None:
    language, markup = page
    assert markup.count('class="waterfall"') == 1
    assert {"en": "carried forward, at most two years", "zh": "最多沿用两年"}[language] in markup
    entry = next(one for one in report.entries if one.subject == "composite-index")
    assert "source-satisfaction-2030" in entry.made_from
    assert "source-access-2031" in entry.made_from
    assert f'id="{entry.id}"' in markup


def test_the_index_can_be_recomputed_from_the_tables(regions: Year, report: Report) -> None:
    made = tables(report, regions.dataset, regions.ratings, regions.setting.definitions)
    rows = list(csv.DictReader(io.StringIO(made["composite"].csv().decode())))
    values = {
        (row["indicator"], int(row["year"])): D(row["value"])
        for row in csv.DictReader(io.StringIO(made["observations"].csv().decode()))
        if (row["period"], row["breakdown"], row["latest"]) == ("Y", "", "true")
    }
    for row in (one for one in rows if one["component"]):
        floor = D(row["floor"])
        used = values[row["component"], int(row["value_year"])] - floor
        ratio = used / (values[row["component"], int(row["base_year"])] - floor)
        assert D(row["index"]) == pytest.approx(ratio * 100, abs=D("1e-20"))
    for whole in (one for one in rows if not one["sub_index"]):
        parts = [one for one in rows if one["component"] and one["year"] == whole["year"]]
        assert sum(D(one["share"]) for one in parts) == pytest.approx(1, abs=D("1e-20"))
        made_of = sum(D(one["share"]) * D(one["index"]) for one in parts)
        assert D(whole["index"]) == pytest.approx(made_of, abs=D("1e-20"))
    before, now = (D(one["index"]) for one in rows if not one["sub_index"] and int(one["year"]) > 2029)
    moved = sum(D(one["points"]) for one in rows if one["points"])
    assert now - before == pytest.approx(moved, abs=D("1e-11"))


def test_tables_of_parts_and_of_what_is_withheld(regions: Year, report: Report) -> None:
    made = tables(report, regions.dataset, regions.ratings, regions.setting.definitions)
    assert len(made["breakdowns"].rows) == 6 * 31
    assert [row[:5] for row in made["withheld"].rows] == [
        ("clean_rivers", 2031, "Y", "box", "STAT"),
        ("clean_rivers", 2031, "Y", "medlar", "STAT"),
        ("served", 2031, "Y", "plane", "WATER"),
    ]


def test_a_withheld_whole_is_said(regions: Year) -> None:
    whole = replace(regions.dataset.withheld[0], indicator="forest", breakdown="")
    report = composed(regions.setting, replace(regions.dataset, withheld=(whole,)), regions.ratings)
    page = markup_of(regions.setting, report, "en")
    assert re.search(r"Withheld \(2031\)</span> There is a value, and the unit", page)


def test_what_is_withheld_is_printed_nowhere(regions: Year, page: tuple[str, str]) -> None:
    for one in regions.dataset.withheld:
        assert f"{one.indicator}-{one.year}-{one.breakdown}" not in re.sub(r'id="[^"]*-series"', "", page[1])
