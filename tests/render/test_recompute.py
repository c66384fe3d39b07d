"""Can every table of the report be recomputed from the files beside it, and nothing else?

The tables are read from the printed page, the values from ``data/*.csv`` and ``findings.csv``. Only the words of states
and classes and the ways of printing are repeated here.
"""

import csv
import io
import re
from calendar import month_name
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from milepost.assess import method_of
from milepost.pipeline.building import assess, compose_report
from milepost.pipeline.gather import gather
from milepost.pipeline.judging import judge
from milepost.pipeline.progress import Progress
from milepost.pipeline.workspace import Workspace
from milepost.render.environment import environment, render_template
from milepost.render.tables import findings_table, tables

REPOSITORY = Path(__file__).resolve().parents[2]
WORKSPACES = {
    "the example": (REPOSITORY, 2024),
    "units that were asked": (REPOSITORY / "tests" / "workspaces" / "harbour", 2031),
    "tasks that go on": (REPOSITORY / "tests" / "workspaces" / "orchard", 2030),
}
DASH = "–"

STATES = {
    "completed_early": "completed early",
    "completed": "completed",
    "completed_late": "completed late",
    "continuing": "continuing",
    "ahead": "ahead of schedule",
    "on_schedule": "on schedule",
    "phased_progress": "partly achieved",
    "in_progress": "in progress",
    "behind": "behind",
    "far_behind": "far behind",
    "delayed": "delayed",
    "overdue": "overdue",
    "not_started": "not started",
    "cancelled": "cancelled",
    "not_reported": "not reported",
}
LATE = ("completed_late", "behind", "far_behind", "delayed", "overdue")
CHANGES = {"percent": "per cent", "points": "points"}
PARTS = {"H1": "first half", "Q1-Q3": "first three quarters", "M1-M11": "months 1 to 11"}

Row = list[str]
Data = Mapping[str, list[dict[str, str]]]


class Printed(HTMLParser):
    """The tables of a page: id of the table -> rows of cells; a line break within a cell is written ``|``."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tables: dict[str, list[Row]] = {}
        self._id = ""
        self._rows: list[Row] | None = None
        self._cell: str | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "div" and given.get("class", "").split()[:1] == ["table"]:
            self._id = given.get("id", "")
        elif tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th"):
            self._cell = ""
        elif tag == "br" and self._cell is not None:
            self._cell += "|"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None and self._rows:
            self._rows[-1].append(re.sub(r"[ \n]+", " ", self._cell).strip())
            self._cell = None
        elif tag == "table" and self._rows is not None:
            name = self._id or f"values-{sum(one.startswith('values-') for one in self.tables)}"
            self.tables[name] = self._rows
            self._rows = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data


@dataclass(frozen=True)
class Built:
    """A report's English page, and the files beside it."""

    printed: dict[str, list[Row]]
    data: Data
    asked: bool
    year: int

    def rows(self, table: str) -> list[Row]:
        """The body of a printed table, without its head and without headings over rows."""
        return [row for row in self.printed[table][1:] if len(row) > 1]


@pytest.fixture(scope="module", params=[*WORKSPACES])
def built(request: pytest.FixtureRequest) -> Built:
    root, year = WORKSPACES[request.param]
    setting = gather(Workspace(root), year)
    dataset, ratings = assess(setting, judge(setting, Progress()), Progress())
    report = compose_report(setting, dataset, ratings)
    made = tables(report, dataset, ratings, setting.definitions)
    found = {name: table.csv() for name, table in made.items()}
    found["findings"] = findings_table(dataset, setting.words, report.asked, report.withheld).csv()
    page = environment(setting.folders, setting.words["en"], "print")
    markup = render_template(page, "report/report.html.j2", report=report, fingerprint="0123abcd")
    data = {name: list(csv.DictReader(io.StringIO(content.decode()))) for name, content in found.items()}
    return Built(Printed(markup).tables, data, report.asked, year)


# ---- how values are printed ----


def number(value: str | Decimal | int, places: int = 0, sign: bool = False) -> str:
    if value == "":
        return DASH
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    digits = f"{abs(exact):,.{places}f}".replace(",", "\u202f")
    return digits if exact == 0 else ("\u2212" if exact < 0 else "+" if sign else "") + digits


def places_of(value: str, most: int) -> int:
    return min(len(value.partition(".")[2]), most)


def goal(value: str, decimals: int) -> str:
    return number(value, places_of(value, decimals)) if value else DASH


def grade(method: str, rating: str) -> str:
    return method_of(method).grade(rating).label


def date(day: str) -> str:
    if not day:
        return DASH
    parts = [int(part) for part in day.split("-")]
    named = [str(parts[2])] if len(parts) > 2 else []
    named += [month_name[parts[1]]] if len(parts) > 1 else []
    return "\u00a0".join(named) + (" " if named else "") + str(parts[0])


def listed(items: list[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


class Known:
    """The files, looked up."""

    def __init__(self, built: Built) -> None:
        self.data, self.asked, self.year = built.data, built.asked, built.year
        self.indicators = {row["indicator"]: row for row in self.data["indicators"]}
        self.ratings = {row["indicator"]: row for row in self.data["ratings"]}
        self.units = {row["unit"]: row for row in self.data["units"]}
        self.tasks = [row for row in self.data["tasks"] if row["row"] == row["task"]]
        self.promised = [one for one in self.indicators if self.indicators[one]["context"] == "false"]

    def state(self, state: str) -> str:
        return "no public information found" if state == "not_reported" and not self.asked else STATES[state]

    @property
    def states(self) -> list[str]:
        found = {row["state"] for row in self.tasks}
        return [one for one in STATES if one in found]

    def named(self, indicator: str) -> str:
        row = self.indicators[indicator]
        return f"{row['name_en'] or row['name_zh']} ({row['unit_of_measure_en']})"

    def target(self, indicator: str) -> str:
        """The target as a table prints it; of a band both ends."""
        row, places = self.indicators[indicator], self.decimals(indicator)
        if row["lowest_promised"]:
            return f"{number(row['lowest_promised'], places)}–{number(row['highest_promised'], places)}"
        return goal(self.ratings[indicator]["target"], places)

    def decimals(self, indicator: str) -> int:
        return int(self.indicators[indicator]["decimals"])

    def latest(self, indicator: str, year: int | str, period: str = "Y") -> str:
        wanted = (indicator, str(year), period, "", "true")
        keys = ("indicator", "year", "period", "breakdown", "latest")
        found = (row["value"] for row in self.data["observations"] if tuple(row[key] for key in keys) == wanted)
        return next(found, "")

    def years(self, indicator: str) -> list[int]:
        rows = [one for one in self.data["observations"] if one["indicator"] == indicator and one["period"] == "Y"]
        return sorted({int(one["year"]) for one in rows if int(one["year"]) <= self.year})

    def mark(self, entry: str) -> str:
        return next(row["mark"] for row in self.data["sources"] if row["id"] == entry)

    def counted(self, rows: list[dict[str, str]], nothing: str = "0") -> Row:
        return [str(sum(row["state"] == one for row in rows) or nothing) for one in self.states]


# ---- the tables ----


def summary_indicators(known: Known) -> Iterator[Row]:
    for name in known.promised:
        one, places = known.ratings[name], known.decimals(name)
        attained = number(Decimal(one["attainment"]) * 100, 1) if one["attainment"] else DASH
        yield [
            known.named(name),
            goal(one["baseline"], places),
            number(one["value"], places),
            one["data_year"] or DASH,
            known.target(name),
            attained,
            grade(one["method"], one["rating"]),
        ]


def main_indicators(known: Known) -> Iterator[Row]:
    fragile = {row["indicator"] for row in known.data["sensitivity"] if row["fragile"] == "true"}
    for name in known.promised:
        one, places = known.ratings[name], known.decimals(name)
        attained = number(Decimal(one["attainment"]) * 100, 1) if one["attainment"] else DASH
        schedule = number(Decimal(one["schedule"]) * 100, 1) if one["schedule"] else DASH
        word = grade(one["method"], one["rating"]) + ("|fragile" if name in fragile else "")
        yield [
            known.named(name),
            goal(one["baseline"], places),
            number(one["previous"], places) + (f"|{one['previous_year']}" if one["previous"] else ""),
            number(one["value"], places) + (f"|{one['data_year']}" if one["value"] else ""),
            known.target(name),
            f"{attained}|{schedule}",
            "*",
            word,
        ]


def series(names: Callable[[Known], list[str]]) -> Callable[[Known], Iterator[Row]]:
    def rows(known: Known) -> Iterator[Row]:
        shown = [name for name in names(known) if known.years(name)]
        years = sorted({year for name in shown for year in known.years(name)})
        for name in shown:
            cells = [known.latest(name, year) for year in range(years[0], years[-1] + 1)]
            yield [known.named(name), *(number(cell, known.decimals(name)) for cell in cells)]

    return rows


def grouped(known: Known) -> list[str]:
    return [name for name, row in known.indicators.items() if row["group"]]


def alone(known: Known) -> list[str]:
    return [name for name, row in known.indicators.items() if row["context"] == "true" and not row["group"]]


def states_by_part(known: Known) -> Iterator[Row]:
    for place, part in enumerate(known.data["parts"], 1):
        rows = [row for row in known.tasks if row["part"] == part["part"]]
        yield [f"2.{place} {part['title_en']}", *known.counted(rows), str(len(rows))]
    yield ["All parts", *known.counted(known.tasks), str(len(known.tasks))]
    counts = [sum(row["state"] == one for row in known.tasks) for one in known.states]
    exact = [Decimal(100 * count) / len(known.tasks) for count in counts]
    shares = [int(one) for one in exact]
    for place in sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], n))[: 100 - sum(shares)]:
        shares[place] += 1
    yield ["Share, %", *map(str, shares), "100"]


def by_method(known: Known) -> Iterator[Row]:
    for name in known.promised:
        rows = [row for row in known.data["sensitivity"] if row["indicator"] == name]
        if not rows:
            continue
        words = {
            (row["method"] if row["variant"] in ("chosen", "method") else row["variant"]): grade(
                row["method"], row["rating"]
            )
            for row in rows
        }
        columns = [words.get(key, DASH) for key in ("M1", "M2", "M3", "M4", "lower", "higher")]
        firm = "fragile" if rows[0]["fragile"] == "true" else "firm"
        yield [f"{known.indicators[name]['name_en']} {known.ratings[name]['data_year']}", *columns, firm]


def outlooks(known: Known) -> Iterator[Row]:
    for name in dict.fromkeys(row["indicator"] for row in known.data["trends"]):
        target = [row for row in known.data["goals"] if (row["indicator"], row["kind"]) == (name, "target")][-1]
        places = known.decimals(name)
        cells = [known.named(name), f"{goal(target['value'], places)}|{target['year']}"]
        past: list[str] = []
        for kind in ("linear", "damped"):
            trend = next(row for row in known.data["trends"] if (row["indicator"], row["trend"]) == (name, kind))
            expected = [
                row
                for row in known.data["forecasts"]
                if (row["indicator"], row["trend"], row["year"]) == (name, kind, target["year"])
            ]
            found = expected[0] if expected else {"value": "", "low": "", "high": ""}
            span = f"|{number(found['low'], places)}–{number(found['high'], places)}" if expected else ""
            cells.append(number(found["value"], places) + span)
            met = "met" if trend["met"] == "true" else trend["met_in"] or "not within 50 years"
            cells.append(met)
            past.append(f"{trend['hits']} of {trend['tries']}" if trend["tries"] != "0" else DASH)
        rate = f"|{number(Decimal(trend['needed_rate']) * 100, 1, sign=True)}\u00a0%" if trend["needed_rate"] else ""
        yield [*cells, number(trend["needed_step"], places + 1, sign=True) + rate, "|".join(past)]


def unit_quality(known: Known) -> Iterator[Row]:
    rows = known.data["reporting"]

    def share(done: int, expected: int) -> str:
        part = number(Decimal(100 * done) / expected) if expected else ""
        return f"{part}\u00a0%|{done} of {expected}" if expected else DASH

    for several in [*([row] for row in rows), rows]:
        dated = [row for row in several if row["file"] and row["late"]]
        yield [
            known.units[several[0]["unit"]]["name_en"] if several is not rows else "All units",
            share(sum(bool(row["file"]) for row in several), len(several)),
            share(sum(int(row["rows_filled"]) for row in several), sum(int(row["rows_expected"]) for row in several)),
            share(
                sum(int(row["values_given"]) for row in several), sum(int(row["values_expected"]) for row in several)
            ),
            share(sum(row["late"] == "false" for row in dated), len(dated)),
        ]


def problem_indicators(known: Known) -> Iterator[Row]:
    slow = {
        row["indicator"]
        for row in known.data["sensitivity"]
        if row["variant"] == "chosen" and row["common"] in ("slow", "reverse")
    }
    for name in known.promised:
        one, places = known.ratings[name], known.decimals(name)
        if name not in slow:
            continue
        left = int(one["target_year"]) - int(one["data_year"])
        step = (Decimal(one["target"]) - Decimal(one["value"])) / left if left > 0 else ""
        who = listed([known.units[unit]["name_en"] for unit in known.indicators[name]["reported_by"].split()])
        assumed = "*" if known.indicators[name]["reported_by_assumed"] == "true" else ""
        yield [
            known.named(name),
            f"{number(one['value'], places)}|{one['data_year']}",
            number(one["expected"], places + 1 if places else 0),
            f"{goal(one['target'], places)}|{one['target_year']}",
            number(step, places + 1, sign=True),
            grade(one["method"], one["rating"]),
            (who or DASH) + assumed,
        ]


def all_tasks(known: Known) -> Iterator[Row]:
    for row in known.tasks:
        yield [row["row"], row["number"] or DASH, "*", "*", "*", date(row["completed_on"]), "*"]


def tasks_by_unit(known: Known) -> Iterator[Row]:
    for unit in known.data["units"]:
        ids = unit["tasks"].split()
        if ids and unit["collective"] == "false":
            rows = [row for row in known.tasks if row["row"] in ids]
            yield [unit["name_en"], ", ".join(ids), *known.counted(rows, "·"), str(len(rows))]


def vintages(known: Known) -> Iterator[Row]:
    for name in known.indicators:
        rows = [row for row in known.data["observations"] if row["indicator"] == name]
        rows.sort(key=lambda row: (int(row["year"]), row["period"] != "Y", row["period"], row["breakdown"]))
        for row in rows:
            same = [one for one in rows if all(one[key] == row[key] for key in ("year", "period", "breakdown"))]
            part = "whole year" if row["period"] == "Y" else PARTS[row["period"]]
            yield [
                row["year"],
                part,
                f"{row['vintage']} of {len(same)}",
                number(row["value"], known.decimals(name)),
                row["status"],
                "*",
                "*",
            ]


def metadata(known: Known) -> Iterator[Row]:
    ways = {"1": "should rise", "-1": "should fall", "0": "should keep within a band", "": DASH}
    for name, row in known.indicators.items():
        band = f"within {row['lowest_promised']} and {row['highest_promised']}"
        who = listed([known.units[unit]["name_en"] for unit in row["reported_by"].split()]) or DASH
        yield [
            known.named(name),
            row["decimals"],
            band if row["lowest_promised"] else ways[row["direction"]],
            CHANGES[row["change_told_in"]],
            who + ("*" if row["reported_by_assumed"] == "true" else ""),
            "*",
        ]


def coverage(known: Known) -> Iterator[Row]:
    data = known.data
    asked = {unit for row in known.tasks for unit in row["units"].split()}
    asked |= {unit for row in known.indicators.values() for unit in row["reported_by"].split()}
    asked = {unit for unit in asked if known.units[unit]["collective"] == "false"}
    counts = [row for row in data["inbox"] if row["status"] == "counts"]
    entries = {row["id"]: row["kind"] for row in data["sources"]}
    yield ["*", str(len(known.tasks))]
    yield ["*", str(sum(row["state"] != "not_reported" for row in known.tasks))]
    yield ["*", str(len(known.promised))]
    yield ["*", str(sum(known.ratings[name]["data_year"] == str(known.year) for name in known.promised))]
    if known.asked:
        yield ["*", str(len(asked))]
        yield ["*", str(len({row["unit"] for row in counts} & asked))]
    yield ["*", str(len(counts))]
    yield ["*", str(len(data["statements"]))]
    yield ["*", str(len(data["figures"]))]
    yield ["*", str(len(data["observations"]))]
    yield ["*", str(sum(kind == "public" for kind in entries.values()))]
    yield ["*", str(sum(int(row["count"]) for row in data["left_out"] if row["what"] in ("cell", "file")))]


def reporting(known: Known) -> Iterator[Row]:
    for row in known.data["reporting"]:
        came = "not reported" if not row["file"] else date(row["received"])
        came += ", late" if row["late"] == "true" else ", lateness not known" if row["file"] and not row["late"] else ""
        yield [
            known.units[row["unit"]]["name_en"],
            row["file"] or DASH,
            number(row["number"]),
            came,
            f"{row['rows_filled']} of {row['rows_expected']}",
            f"{row['values_given']} of {row['values_expected']}",
        ]


def findings_by_rule(known: Known) -> Iterator[Row]:
    weights = {"NOTE": "note", "DOUBT": "doubt", "REJECT": "taken out"}
    order = ["reject", "doubt", "note"]
    found = sorted({(order.index(row["severity"]), row["rule"]) for row in known.data["findings"]})
    for place, rule in found:
        several = [row for row in known.data["findings"] if (row["rule"], row["severity"]) == (rule, order[place])]
        yield [rule, "*", weights[order[place].upper()], "*", str(len(several))]


def findings_listed(known: Known) -> Iterator[Row]:
    for row in known.data["findings"]:
        yield [row["rule"], "*", "*", "*"]


def left_out(known: Known) -> Iterator[Row]:
    for row in known.data["left_out"]:
        yield ["*", "*", number(row["count"])]


def decisions(known: Known) -> Iterator[Row]:
    for row in known.data["decisions"]:
        yield ["*", "*", row["reason"], f"{row['office']}, {date(row['decided'])}"]


def method_classes(method: str) -> Callable[[Known], Iterator[Row]]:
    def rows(known: Known) -> Iterator[Row]:
        for row in known.data["methods"]:
            if row["method"] == method:
                yield ["*", row["when"], row["common"].replace("_", " ") or DASH]

    return rows


def task_ways(known: Known) -> Iterator[Row]:
    for row in known.tasks:
        yield [row["row"], "*", date(row["due"]), "*", known.state(row["state"])]


def revisions(known: Known) -> Iterator[Row]:
    for row in known.data["revisions"]:
        places = known.decimals(row["indicator"])
        yield [known.named(row["indicator"]), row["year"], number(row["was"], places), "*", number(row["now"], places)]


def carried(known: Known) -> Iterator[Row]:
    for row in known.tasks:
        for one in known.data["carried"]:
            if one["row"] == row["row"] and one["state"]:
                from_then = f"{one['year']}, no. {one['earlier_row']}"
                yield [row["row"], row["title_en"], from_then, STATES[one["state"]], known.state(row["state"])]


TABLES: Mapping[str, Callable[[Known], Iterator[Row]]] = {
    "table-summary-indicators": summary_indicators,
    "table-indicators-indicators": main_indicators,
    "table-indicators-context": series(alone),
    "table-tasks-states": states_by_part,
    "table-evaluation-index-index_total": series(grouped),
    "table-evaluation-methods": by_method,
    "table-evaluation-outlooks": outlooks,
    "table-evaluation-unit_quality": unit_quality,
    "table-problems-problem_indicators": problem_indicators,
    "table-annex_tasks-tasks": all_tasks,
    "table-annex_tasks-units": tasks_by_unit,
    "table-annex_indicators-vintages": vintages,
    "table-annex_indicators-metadata": metadata,
    "table-annex_quality-coverage": coverage,
    "table-annex_quality-reporting": reporting,
    "table-annex_quality-rules": findings_by_rule,
    "table-annex_quality-findings": findings_listed,
    "table-annex_quality-left_out": left_out,
    "table-annex_quality-decisions": decisions,
    **{f"table-annex_methods-method-{code}": method_classes(code) for code in ("M1", "M2", "M3", "M4")},
    "table-annex_methods-task_ways": task_ways,
    "table-annex_changes-revisions": revisions,
    "table-annex_changes-carried": carried,
}
"""Every table that holds data; in an expected cell ``*`` stands for words that are not counted again."""

WITHOUT_DATA = {"table-annex_methods-task_classes"}
"""What the methods say, of no data."""


def test_every_table_is_recomputed_somewhere(built: Built) -> None:
    unknown = {name for name in built.printed if not name.startswith("values-")} - set(TABLES) - WITHOUT_DATA
    assert unknown == set()


def test_every_table_holds_what_the_files_hold(built: Built) -> None:
    known = Known(built)
    wrong: dict[str, list[tuple[Row, Row]]] = {}
    for name in set(TABLES) & set(built.printed):
        expected, found = list(TABLES[name](known)), built.rows(name)
        assert len(expected) == len(found), name
        different = [(one, other) for one, other in zip(expected, found, strict=True) if not _same(one, other)]
        if different:
            wrong[name] = different
    assert wrong == {}


def _same(expected: Row, found: Row) -> bool:
    """Cell by cell; the marks of a provisional, revised or contested value are no part of it."""
    plain = [re.sub(r"(?<=\d)[prc]+(?=\||$)", "", cell) for cell in found]
    return all(one in ("*", other) for one, other in zip(expected, plain, strict=False))


def test_the_values_beside_each_chart_are_those_of_the_files(built: Built) -> None:
    known = Known(built)
    tables = [rows for name, rows in built.printed.items() if name.startswith("values-")]
    names = [name for name in known.promised if known.years(name)]
    assert len(tables) == len(names)
    for name, (head, values, _) in zip(names, tables, strict=True):
        years = known.years(name)
        assert head[1:] == [str(year) for year in range(years[0], years[-1] + 1)]
        expected = [number(known.latest(name, year), known.decimals(name)) for year in map(int, head[1:])]
        assert [re.sub(r"[prc]+$", "", cell) for cell in values[1:]] == expected


def test_marks_of_sources_lead_to_the_same_entries(built: Built) -> None:
    known = Known(built)
    rows = iter(built.rows("table-annex_indicators-vintages"))
    for name in known.indicators:
        for row in sorted(
            (one for one in known.data["observations"] if one["indicator"] == name),
            key=lambda one: (int(one["year"]), one["period"] != "Y", one["period"], one["breakdown"]),
        ):
            printed = next(rows)
            entries = [one for one in known.data["sources"] if one["mark"] == printed[6]]
            assert {(one["subject"], one["year"], one["value"]) for one in entries} == {
                (name, row["year"], row["value"])
            }
