"""Do the same inputs make the same bytes, and does the report say what it must and nothing else?"""

import csv
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from tests.pipeline.conftest import Year
from tests.workspaces.copies import Ended, copy, ended, start, tree

HALVES = (
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
)
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Build:
    """One build of the harbour's report in a folder, time zone and hash seed of its own."""

    root: Path
    outside: Path
    end: Ended
    before: dict[str, str]

    @property
    def report(self) -> Path:
        return self.root / "reports/2031"

    def page(self, language: str) -> str:
        return (self.report / f"report.{language}.html").read_text("utf-8")

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.report / name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, ...]:
    """Two builds side by side."""
    started = []
    for number, variables in enumerate(HALVES):
        base = tmp_path_factory.mktemp("built")
        root = copy("harbour", base / ("a/deeper/folder" if number else "b"))
        outside = base / "outside"
        for name in ("home", "scratch"):
            (outside / name).mkdir(parents=True)
        away = {"HOME": str(outside / "home"), "TMPDIR": str(outside / "scratch")}
        before = tree(root)
        started.append((root, outside, before, start("build", cwd=root, variables={**variables, **away})))
    made = [Build(root, outside, ended(process), before) for root, outside, before, process in started]
    for one in made:
        assert one.end.status == 0, one.end.err
    return tuple(made)


@pytest.fixture(scope="module")
def build(builds: tuple[Build, ...]) -> Build:
    return builds[0]


def test_the_same_inputs_make_the_same_bytes(builds: tuple[Build, ...]) -> None:
    first, second = (tree(one.report) for one in builds)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first == second


def test_what_a_build_makes(build: Build) -> None:
    made = set(tree(build.report))
    assert {f"report.{language}.{kind}" for language in LANGUAGES for kind in ("html", "pdf")} <= made
    others = {name for name in made if not name.startswith(("report.", "data/"))}
    assert others == {"build.json", "findings.csv", "dataset.xlsx"}
    assert any(name.startswith("data/") and name.endswith(".csv") for name in made)


def test_nothing_is_written_elsewhere(build: Build) -> None:
    assert tree(build.root, without=("reports/2031", ".cache")) == build.before
    assert sorted(path.name for path in (build.root / "reports").iterdir()) == ["2031", "2031.yaml"]
    assert list((build.outside / "home").iterdir()) == []


def test_nothing_is_left_among_the_temporary_files(build: Build) -> None:
    assert [path.name for path in (build.outside / "scratch").iterdir()] == []


def test_the_record_names_every_input_and_output(build: Build) -> None:
    record = json.loads((build.report / "build.json").read_text("utf-8"))
    made = {name: content for name, content in tree(build.report).items() if name != "build.json"}
    assert record["outputs"] == made
    inputs = {name: content for name, content in build.before.items() if not name.startswith("templates/")}
    recorded = {name: sha for name, sha in record["inputs"].items() if not name.startswith("templates/")}
    assert recorded == inputs
    assert "templates/report/report.html.j2" in record["inputs"]


def test_the_summary_on_the_terminal(build: Build) -> None:
    said = build.end.out
    assert "7 in, 4 count" in said
    assert "tasks      8:" in said
    assert "indicators 4:" in said
    for name in ("report.en.html", "report.en.pdf", "report.zh.html", "report.zh.pdf", "build.json", "findings.csv"):
        assert re.search(rf"^  {re.escape(name)} +[\d.]+ [kM]B", said, re.M), said
    for stage in ("reading 7 workbooks", "checking every cell", "merging", "rating", "deciding", "printing"):
        assert stage in build.end.err


def test_findings_are_listed(build: Build, harbour: Year) -> None:
    assert len(build.rows("findings.csv")) == len(harbour.judged.findings)


def test_a_row_that_is_not_for_the_public_is_nowhere(build: Build) -> None:
    holding = [
        file.name
        for file in build.report.rglob("*")
        if file.suffix in (".html", ".csv", ".json") and "Four of ten sheets" in file.read_text("utf-8")
    ]
    assert holding == []


def test_persons_are_nowhere(build: Build) -> None:
    persons = ("Clerk of", "555-0142", "Head of records", "Head of works", "Harbour master", "City engineer")
    holding = {
        (file.name, person)
        for file in build.report.rglob("*")
        if file.suffix in (".html", ".csv", ".json")
        for person in persons
        if person in file.read_text("utf-8")
    }
    assert holding == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_asks_for_nothing(build: Build, language: str) -> None:
    asked = re.findall(
        r'(?:src|srcset|poster|data)="(?!data:)([^"#]+)"|url\((?!["\']?(?:data:|#))([^)]+)\)', build.page(language)
    )
    links = re.findall(r"<link\b[^>]*>", build.page(language))
    assert (asked, [one for one in links if "href" in one and "data:" not in one]) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_did_not_reach_the_report_is_named(build: Build, language: str) -> None:
    page = build.page(language)
    for words in ("FISH-torn.xlsx", "PORT-1.xlsx", "~$CITY-1.xlsx", "probe broken"):
        assert words in page, words


def text_of(page: str) -> str:
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", bare).split())


def test_words_of_the_english_page(build: Build) -> None:
    text = text_of(build.page("en"))
    for words in (
        "Clean Harbour report 2031",
        "The place opened at the east quay",
        "Three courses were held together with the Shore Laboratory.",
        "渔船泊位废料已清理一半。",  # nobody has translated it
        "Two spills of 2030 had been entered twice.",
        "The laboratory counted two days twice.",  # a decision's reason
    ):
        assert words in text, words


def test_words_of_the_chinese_page(build: Build) -> None:
    text = text_of(build.page("zh"))
    for words in ("2031年清洁港湾监测评估报告", "接收点已在东码头启用", "The gate is ordered."):
        assert words in text, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_report(build: Build, language: str) -> None:
    with pikepdf.open(build.report / f"report.{language}.pdf") as document:
        with document.open_outline() as outline:
            chapters = [str(one.title) for one in outline.root]
        assert len(document.pages) >= 8
        assert len(chapters) >= 6
        assert str(document.Root.Lang).startswith(language)
    said = next(line for line in build.end.out.splitlines() if f"report.{language}.pdf" in line)
    with pikepdf.open(build.report / f"report.{language}.pdf") as document:
        assert said.endswith(f"{len(document.pages)} pages")


def test_no_conflict_is_printed_as_a_value(build: Build) -> None:
    """Of the contested year 2031 the tables hold no value; the page says that units differ."""
    rows = [row for row in build.rows("data/observations.csv") if row["indicator"] == "overflow_days"]
    assert [row["value"] for row in rows if row["year"] == "2031"] == []
    assert [row["value"] for row in rows if row["year"] == "2030"] == ["19"]
    assert "2031: units report different values (14, 17); none is used" in text_of(build.page("en"))


def test_the_fingerprint_is_that_of_the_tables(build: Build) -> None:
    tables = {name: content for name, content in tree(build.report).items() if name.endswith(".csv")}
    joined = "\n".join(f"{name} {content}" for name, content in sorted(tables.items()))
    assert hashlib.sha256(joined.encode()).hexdigest()[:8] in build.page("en")
