"""Is every mistake in the definitions told with file, line, the nearest known name and what to do, all at once?"""

from pathlib import Path

import pytest

from milepost.errors import DefinitionError, WorkspaceError
from milepost.reports.definition import read_report
from tests.indicators.small import change, lay_out, write

UNITS = "indicators/units.yaml"
FRAMEWORK = "indicators/framework.yaml"
SERIES = "indicators/series.csv"
PLAN = "indicators/plans/2026.yaml"
SOURCES = "indicators/sources.yaml"
REPORT = "reports/2026.yaml"

Edit = tuple[str, str, str]


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(DefinitionError) as told:
        read_report(folder, 2026)
    head, *lines = str(told.value).splitlines()
    assert head.startswith(f"{len(lines)} mistake")
    return [line.strip() for line in lines]


def test_the_small_workspace_has_no_mistake(tmp_path: Path) -> None:
    definition, definitions = read_report(lay_out(tmp_path), 2026)
    assert definition.languages == ("en", "zh")
    assert [task.id for task in definitions.plan.tasks] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        # published indices
        pytest.param(
            FRAMEWORK,
            "    unit: {en: mm, zh: 毫米}\n",
            "    unit: {en: mm, zh: 毫米}\n    group: rain\n",
            32,
            'There is no context series "rain"',
            id="group of nothing",
        ),
        pytest.param(
            FRAMEWORK,
            "    unit: {en: mm, zh: 毫米}\n",
            "    unit: {en: mm, zh: 毫米}\n    group: leaks\n",
            32,
            "leaks heads a group and does not name itself",
            id="group without a head",
        ),
        # units
        pytest.param(PLAN, "[LAKES,", "[LAKE,", 15, 'unit "LAKE" is not in units.yaml (nearest: "LAKES")', id="unit"),
        pytest.param(PLAN, "Northern Office", "Nothern Ofice", 19, '(nearest: "NORTH"', id="lead by a name"),
        pytest.param(FRAMEWORK, "[LAKES]", "[LAKE]", 18, '(nearest: "LAKES")', id="reporter"),
        pytest.param(FRAMEWORK, "[LAKES]", "[OTHERS]", 18, "a phrase for several units", id="a phrase reports"),
        pytest.param(PLAN, "lead: Northern Office", "lead: OTHERS", 19, "cannot lead", id="a phrase leads"),
        pytest.param(PLAN, "[SOUTH]", "[SOUTH, 南方局]", 20, 'names "南方局" twice, first as "SOUTH"', id="unit twice"),
        pytest.param(PLAN, "[LAKES, OTHERS]", "[]", 12, "The task 1 names no unit", id="no unit"),
        pytest.param(UNITS, "id: LAKES", "id: SOUTH", 8, 'The id "SOUTH" stands here a second time, first on', id="id"),
        pytest.param(UNITS, "[North Bureau]", "[North Bureau, lakes AUTHORITY]", 9, "also a name of NORTH", id="alias"),
        pytest.param(UNITS, "id: OTHERS", "id: A|B", 11, '"A|B" is no id', id="form of an id"),
        # plan
        pytest.param(PLAN, "id: 3", "id: 2a", 28, 'The id "2a" stands here a second time, first on line 23', id="row"),
        pytest.param(PLAN, "id: 1.1", "id: 1", 9, 'The id "1" stands here a second time, first', id="section"),
        pytest.param(PLAN, "year: 2026", "year: 2025", 2, "its file is 2026.yaml", id="year of the plan and its file"),
        pytest.param(PLAN, "due: 2026-11-30", "due: 2026-01-31", 21, "before the plan was issued", id="due too early"),
        pytest.param(PLAN, "due: 2026-11-30", "due: 30 November", 21, "is no day of the calendar", id="a day in words"),
        pytest.param(PLAN, "2025#7", "2026#7", 31, "not before 2026", id="continues itself"),
        pytest.param(PLAN, "2025#7", "task 7", 31, 'such as "2023#12"', id="continues nothing"),
        pytest.param(PLAN, "issued: 2026", "issued: 2027", 4, "is said to be issued on", id="issued after its year"),
        pytest.param(PLAN, "number: 1", "translated: [fr]", 13, "which it does not have", id="translated"),
        pytest.param(PLAN, "year: 2026", "year: 2026\nprinted_tasks: 2", 3, "3 stand here", id="more than printed"),
        pytest.param(PLAN, "[yearbook]", "[year-book]", 16, '(nearest: "yearbook")', id="source"),
        pytest.param(PLAN, "zh: 查找漏点", "fr: fuites", 29, "missing in zh", id="language of the report"),
        pytest.param(PLAN, "zh: 湖岸", "zh: ", 10, "missing in zh", id="empty text"),
        # framework
        pytest.param(FRAMEWORK, "year: 2028", "year: 2025", 16, "not after its baseline of 2025", id="target year"),
        pytest.param(FRAMEWORK, "year: 2028", "year: 2030", 17, "stands after that for 2030", id="order of targets"),
        pytest.param(FRAMEWORK, "value: 55", "value: 39.9", 16, "not above its baseline of 40.0", id="target below"),
        pytest.param(FRAMEWORK, "value: 70.0", "value: 55", 17, "not above its target for 2028 of 55", id="flat path"),
        pytest.param(FRAMEWORK, "value: 8", "value: 12.5", 26, "not below its baseline of 12", id="fall that rises"),
        pytest.param(FRAMEWORK, "value: 40.0", "value: -1", 14, "baseline -1 of clean_lakes lies outside", id="bounds"),
        pytest.param(FRAMEWORK, "value: 70.0", "value: 101", 17, "target 101 of clean_lakes lies", id="target bounds"),
        pytest.param(FRAMEWORK, "[0, 100]", "[100, 0]", 12, "100 is not below 0", id="bounds the wrong way"),
        pytest.param(FRAMEWORK, "[0, 100]", "[0]", 12, "has 1 values", id="one bound"),
        pytest.param(FRAMEWORK, "direction: down", "direction: band", 23, "none is given", id="band without band"),
        pytest.param(FRAMEWORK, "direction: down", "direction: dwn", 23, '(nearest: "down")', id="direction"),
        pytest.param(FRAMEWORK, "weight: 0.4", "weight: 0.5", 49, "sum to 1.1, not to 1", id="weights"),
        pytest.param(FRAMEWORK, "{losses: 1.0}", "{losses: 0.9}", 57, "within pipes sum to 0.9", id="inner weights"),
        pytest.param(FRAMEWORK, "{losses: 1.0}", "{loses: 1.0}", 57, '(nearest: "losses"', id="component"),
        pytest.param(FRAMEWORK, "id: rainfall", "id: losses", 29, "first on line 19", id="indicator id"),
        pytest.param(FRAMEWORK, "number: 2", "number: 1", 20, 'number "1" stands here a second time', id="number"),
        pytest.param(FRAMEWORK, "target_year: 2030", "target_year: 2025", 4, "not after the base year", id="years"),
        pytest.param(FRAMEWORK, "value: 55", "value: about 55", 16, '"about 55" is no number', id="no number"),
        pytest.param(FRAMEWORK, "decimals: 1", "decimals: 1\n    method: M99", 12, 'method "M99"', id="method"),
        # formulas, rules and breakdowns
        pytest.param(FRAMEWORK, "losses - leaks", "losses - leeks", 39, 'nown (nearest: "leaks")', id="formula: name"),
        pytest.param(FRAMEWORK, "losses - leaks", "losses -", 39, "ends where a value", id="formula: cut off"),
        pytest.param(FRAMEWORK, "losses - leaks", "losses ÷ 2", 39, 'character 8: "÷"', id="formula: sign"),
        pytest.param(FRAMEWORK, "losses - leaks", "losses <= leaks", 39, "compares and has no value", id="no formula"),
        pytest.param(FRAMEWORK, "losses - leaks", "7 * 2", 39, "names no indicator", id="formula without a name"),
        pytest.param(FRAMEWORK, "losses - leaks", "[losses]", 39, "A formula is expected", id="formula: a list"),
        pytest.param(FRAMEWORK, "losses - leaks", "leak_share * bursts", 39,
                     "need each other: bursts -> bursts", id="formula: itself"),
        pytest.param(FRAMEWORK, "losses - leaks", "leak_share * leaks", 39,
                     "need each other: bursts -> leak_share -> bursts", id="formula: cycle"),
        pytest.param(FRAMEWORK, "losses - leaks", "losses - rainfall", 39,
                     'losses is in "million m3", and rainfall is in "mm"', id="formula: units"),
        pytest.param(FRAMEWORK, "losses - leaks", "clean_lakes - clean_lakes", 39,
                     'bursts is in "million m3", and what it is computed from in "%"', id="formula: own unit"),
        pytest.param(FRAMEWORK, "leaks + bursts) * 100", "leaks + rainfall) * 100", 43,
                     'leaks is in "million m3", and rainfall', id="formula: units inside"),
        pytest.param(FRAMEWORK, "leaks <= losses", "leaks + losses", 59, "compares nothing", id="rule: formula"),
        pytest.param(FRAMEWORK, "leaks <= losses", "leaks <= rainfall", 59, 'rainfall is in "mm"', id="rule: units"),
        pytest.param(FRAMEWORK, "leaks <= losses", "leaks <= loses", 59, '(nearest: "losses"', id="rule: name"),
        pytest.param(FRAMEWORK, "leaks + bursts\n", "leaks + (bursts\n", 60, "is not closed", id="rule: bracket"),
        pytest.param(FRAMEWORK, "weight: leaks", "weight: leeks", 46, '(nearest: "leaks")', id="weight: name"),
        pytest.param(FRAMEWORK, "weight: leaks", "weight: losses", 46, "has no part east, west", id="weight: parts"),
        pytest.param(FRAMEWORK, "total: average", "total: sum", 46, "its total is no average", id="weight of a sum"),
        pytest.param(FRAMEWORK, "total: average", "total: mean", 45, '"mean" is not one of', id="total"),
        pytest.param(FRAMEWORK, "100\n    breakdown_list: shores", "100\n    breakdown_list: shore", 44,
                     '(nearest: "shores")', id="list of parts"),
        pytest.param(FRAMEWORK, "id: west", "id: east", 64, 'The id "east" stands here a second time', id="part twice"),
        pytest.param(FRAMEWORK, "reported_by: [LAKES]", "breakdown_list: shores\n    reported_by: [LAKES]", 6,
                     "It is not said how the parts of clean_lakes", id="total not said"),
        pytest.param(FRAMEWORK, "reported_by: [LAKES]", "total: sum\n    reported_by: [LAKES]", 18,
                     "clean_lakes has no breakdown", id="total of nothing"),
        pytest.param(FRAMEWORK, "    reported_by: [LAKES]\n", "", 6, '"reported_by" is missing', id="nobody reports"),
        pytest.param(FRAMEWORK, "sub_indices:", "mean: median\n  sub_indices:", 49, '"median" is not', id="mean"),
        # keys and YAML
        pytest.param(UNITS, "group: member", "no: member", 5, 'The key no is not text: YAML reads', id="no"),
        pytest.param(UNITS, "group: member", "on: member", 5, 'Put it in quotes: "on"', id="on"),
        pytest.param(UNITS, "group: member", "y: member", 5, 'Put it in quotes: "y"', id="y"),
        pytest.param(UNITS, "group: member", "2024: member", 5, "YAML reads it as a number", id="number as a key"),
        pytest.param(UNITS, "group: member", "gruop: member", 5, '(nearest: "group")', id="misspelt key"),
        pytest.param(UNITS, "group: member", "group: yes", 5, "not as text. Put it in quotes", id="truth as a text"),
        pytest.param(UNITS, "group: member", "id: N", 5, 'key "id" stands here a second time', id="key"),
        pytest.param(UNITS, "group: member", "\tgroup: member", 5, "The line holds a tab", id="tab"),
        pytest.param(PLAN, "      - id: 3", "     - 3\n      - id: 3", 29, "not YAML", id="indent"),
        pytest.param(FRAMEWORK, "[LAKES]", "LAKES", 18, "A list is expected", id="no list"),
        pytest.param(FRAMEWORK, "unit: {en: mm, zh: 毫米}", "unit: mm", 31, "A text by language", id="text"),
        pytest.param(FRAMEWORK, "name: {en: Rainfall, zh: 降水量}", "", 29, '"name" is missing', id="missing key"),
        # series
        pytest.param(SERIES, "losses,2026", "loses,2026", 4, '(nearest: "losses"', id="series: indicator"),
        pytest.param(SERIES, "losses,2026", "losses,26", 4, '"year": "26"', id="series: year"),
        pytest.param(SERIES, ",H1,", ",Q3-Q1,", 4, '"period": "Q3-Q1"', id="series: period"),
        pytest.param(SERIES, ",5.5,", ',"5,5",', 4, '"value": "5,5"', id="series: value"),
        pytest.param(SERIES, "百万立方米", "m3", 4, 'The unit "m3" is not that of losses', id="series: unit"),
        pytest.param(SERIES, "provisional", "preliminary", 4, "provisional or first or final", id="series: status"),
        pytest.param(SERIES, "2026-04,", "April 2026,", 3, '"published": "April 2026"', id="series: published"),
        pytest.param(SERIES, "derived", "guessed", 4, '"basis": "guessed"', id="series: basis"),
        pytest.param(SERIES, "40.0,%", "140.0,%", 2, "outside the bounds of clean_lakes", id="series: bounds"),
        pytest.param(SERIES, "losses,2025,Y,12,", "rainfall,2025,Y,41,", 3, "not that of rainfall", id="series: other"),
        pytest.param(SERIES, "https://lakes.example/2025", "lakes", 2, "neither an address", id="series: source"),
        pytest.param(SERIES, "basis,source", "basis,sourse", 1, '(nearest: "source")', id="series: heading"),
        pytest.param(SERIES, "read,yearbook,\n", "read\n", 3, "8 cells where the first", id="series: cells"),
        # sources
        pytest.param(SOURCES, "kind: official", "kind: offical", 2, '(nearest: "official")', id="kind of a host"),
        pytest.param(SOURCES, "lakes.example:", "https://lakes.example/:", 2, "is no name of a host", id="host"),
        pytest.param(SOURCES, "link: true", "link: 1", 2, "neither true nor false", id="link"),
        # report
        pytest.param(REPORT, "deadline: 2027-02-15", "deadline: 2027-04-01", 5, "after the cut-off", id="deadline"),
        pytest.param(REPORT, "cut_off: 2027", "cut_off: 2025", 4, "before the year of the report", id="cut-off"),
        pytest.param(REPORT, "[en, zh]", "[en, zh, en]", 3, '"en" stands twice', id="language twice"),
        pytest.param(REPORT, "office:", "method: M77\noffice:", 2, '"M77" is not one of the words', id="report method"),
        pytest.param(REPORT, "office:", "chapters: [summry]\noffice:", 2, '(nearest: "summary")', id="chapter"),
        pytest.param(REPORT, "office:", "titles: {summry: {en: a, zh: b}}\noffice:", 2, 'chapter "summry"', id="title"),
        pytest.param(REPORT, "office:", "thresholds: {on_schedule: 40}\noffice:", 2, "do not rise", id="thresholds"),
        pytest.param(REPORT, "office:", "collection: public_sources\noffice:", 6, "nobody was asked", id="unasked"),
        pytest.param(REPORT, "office:", "published: 2027-01-01\noffice:", 2, "before its cut-off", id="published"),
    ],
)  # fmt: skip
def test_one_mistake(tmp_path: Path, file: str, old: str, new: str, line: int, words: str) -> None:
    change(lay_out(tmp_path), file, (old, new))
    found = [one for one in mistakes(tmp_path) if words in one]
    assert len(found) == 1
    assert found[0].startswith(f"{file}:{line}: ")


def test_a_repeated_row_of_the_series(tmp_path: Path) -> None:
    row = "losses,2025,Y,12,million m3,final,2026-04,read,yearbook,\n"
    change(lay_out(tmp_path), SERIES, (row, row + row.replace(",12,", ",12.5,")))
    assert mistakes(tmp_path) == [
        f"{SERIES}:4: The row says the same as line 3: indicator, year, period, date and status. "
        "Keep one; a revised value has another date or status."
    ]


def test_a_revision_is_no_repetition(tmp_path: Path) -> None:
    row = "losses,2025,Y,12,million m3,final,2026-04,read,yearbook,\n"
    change(lay_out(tmp_path), SERIES, (row, row + row.replace("final,2026-04", "revised,2027-01")))
    assert len(read_report(tmp_path, 2026)[1].series) == 4


def test_all_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    lay_out(tmp_path)
    change(tmp_path, UNITS, ("group: member", "no: member"), ("id: LAKES", "id: SOUTH"))
    change(tmp_path, PLAN, ("[LAKES,", "[XXXX,"), ("id: 3", "id: 2a"), ("due: 2026-11-30", "due: soon"))
    change(tmp_path, FRAMEWORK, ("year: 2028", "year: 2024"), ("weight: 0.4", "weight: 0.3"), ("[LAKES]", "[SOUTH]"))
    change(tmp_path, SERIES, (",H1,", ",H7,"))
    change(tmp_path, SOURCES, ("official", "officious"))
    change(tmp_path, REPORT, ("2027-02-15", "2028-02-15"))
    found = mistakes(tmp_path)
    assert [one.split(": ")[0] for one in found] == [
        f"{FRAMEWORK}:16",
        f"{FRAMEWORK}:49",
        f"{PLAN}:15",
        f"{PLAN}:21",
        f"{PLAN}:28",
        f"{SERIES}:4",
        f"{SOURCES}:2",
        f"{UNITS}:5",
        f"{UNITS}:8",
        f"{REPORT}:5",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "count"),
    [
        pytest.param(UNITS, "units:", "unit:", 2, id="units under another key"),
        pytest.param(UNITS, "units:", "units: {", 1, id="units are not YAML"),
        pytest.param(UNITS, "id: LAKES", "ident: LAKES", 2, id="a unit without id"),
        pytest.param(FRAMEWORK, "indicators:", "indicator:", 1, id="indicators under another key"),
        pytest.param(FRAMEWORK, "id: losses", "id: no", 1, id="an indicator without id"),
        pytest.param(FRAMEWORK, "id: water_2030", "id: [", 1, id="the framework is not YAML"),
        pytest.param(SOURCES, "documents:", "document:", 1, id="documents under another key"),
        pytest.param(PLAN, "tasks:\n      - id: 3", "task:\n      - id: 3", 2, id="tasks under another key"),
    ],
)
def test_what_follows_from_a_mistake_is_not_told(tmp_path: Path, file: str, old: str, new: str, count: int) -> None:
    change(lay_out(tmp_path), file, (old, new))
    found = mistakes(tmp_path)
    assert len(found) == count
    assert all(one.startswith(file) for one in found)


def test_an_empty_plan(tmp_path: Path) -> None:
    lay_out(tmp_path)
    write(tmp_path, PLAN, "id: plan\nyear: 2026\ntitle: {en: Plan, zh: 计划}\nparts: []\n")
    assert mistakes(tmp_path) == [f"{PLAN}:4: The plan has no tasks. Write parts, and tasks in them."]
    write(tmp_path, PLAN, "")
    assert mistakes(tmp_path) == [f"{PLAN}: The file is empty. Write keys such as id, year, title."]


def test_a_part_and_a_section_without_tasks(tmp_path: Path) -> None:
    lay_out(tmp_path)
    text = (tmp_path / PLAN).read_text("utf-8")
    write(tmp_path, PLAN, text + "  - {id: 3, title: {en: Nothing, zh: 无}}\n")
    assert mistakes(tmp_path) == [f"{PLAN}:32: Part 3 has no tasks. Write them, or take the part out."]


def test_a_continued_task_is_looked_up_where_its_plan_is_there(tmp_path: Path) -> None:
    lay_out(tmp_path)
    write(tmp_path, "indicators/plans/2025.yaml", "parts: [{id: 1, tasks: [{id: 17}, {id: 8, measures: [{id: 8a}]}]}]")
    assert mistakes(tmp_path) == [f'{PLAN}:31: The plan of 2025 has no task "7" (nearest: "17"). Correct the id.']
    change(tmp_path, PLAN, ("2025#7", "2025#8a"))
    read_report(tmp_path, 2026)


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    change(lay_out(tmp_path), REPORT, ("office:", "plan: 2027\noffice:"))
    assert mistakes(tmp_path) == [
        "indicators/plans/2027.yaml: There is no such plan; the plans defined are 2026. "
        'Name one of them (key "plan" of the report), or write the file.'
    ]


def test_the_plan_of_another_year(tmp_path: Path) -> None:
    lay_out(tmp_path)
    write(tmp_path, "indicators/plans/2025.yaml", (tmp_path / PLAN).read_text("utf-8").replace("2026", "2025"))
    change(tmp_path, "indicators/plans/2025.yaml", ("2025#7", "2024#7"))
    change(tmp_path, REPORT, ("office:", "plan: 2025\noffice:"))
    assert mistakes(tmp_path) == [
        f'{REPORT}: The report is of 2026, and its plan of 2025. Name the plan of the report\'s year (key "plan").'
    ]


def test_missing_files(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / UNITS).unlink()
    (tmp_path / FRAMEWORK).unlink()
    assert mistakes(tmp_path) == [
        f"{FRAMEWORK}: The file is missing. Put it there.",
        f"{UNITS}: The file is missing. Put it there.",
    ]


def test_series_and_sources_need_not_be_there(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / SERIES).unlink()
    (tmp_path / SOURCES).unlink()
    change(tmp_path, PLAN, ("            sources: [yearbook]\n", ""))
    assert read_report(tmp_path, 2026)[1].series == ()


def test_a_year_without_definition_names_those_there_are(tmp_path: Path) -> None:
    lay_out(tmp_path)
    write(tmp_path, "reports/2031.yaml", "")
    with pytest.raises(WorkspaceError, match=r"reports/1999\.yaml: .*the years defined are 2026, 2031\."):
        read_report(tmp_path, 1999)


def test_a_workspace_without_definitions(tmp_path: Path) -> None:
    write(tmp_path, REPORT, "")
    with pytest.raises(WorkspaceError, match='The folder "indicators" is missing'):
        read_report(tmp_path, 2026)
