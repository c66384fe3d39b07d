"""Does every command say what it should, to people and to programs, and end with the right status?"""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest

from milepost import __version__
from milepost.checks.catalogue import RULES
from milepost.cli import cli
from tests.workspaces.copies import Ended, copy, run, tree

COMMANDS = tuple(sorted(cli.commands))
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both workspaces."""
    folder = tmp_path_factory.mktemp("cli")
    for name in ("harbour", "meadow"):
        copy(name, folder)
    return folder


RUNS = {
    "plain": ["check", "2031", "--strict"],
    "quiet": ["-q", "check", "2031", "--strict"],
    "verbose": ["-v", "check", "2031", "--strict"],
    "not strict": ["check", "2031"],
    "as JSON": ["-q", "check", "2031", "--json"],
    "in Chinese": ["-q", "check", "2031", "--language", "zh"],
    "status": ["-q", "status", "2031"],
}
"""Commands on the harbour."""


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """How each of ``RUNS`` ended, two at a time, each in a workspace of its own."""
    folders = {name: copy("harbour", tmp_path_factory.mktemp("runs")) for name in RUNS}
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(RUNS, pool.map(lambda name: run(*RUNS[name], cwd=folders[name]), RUNS), strict=True))


@pytest.fixture(scope="module")
def harbour(both: Path) -> Path:
    return both / "harbour"


@pytest.fixture(scope="module")
def meadow(both: Path) -> Path:
    return both / "meadow"


# -- help ------------------------------------------------------------------------------------------------------------


def test_help_names_every_command(tmp_path: Path) -> None:
    end = run("--help", cwd=tmp_path)
    assert (end.status, end.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in end.out] == []
    for option in ("--workspace", "-q, --quiet", "-v, --verbose", "--version"):
        assert option in end.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"], prog_name="milepost", standalone_mode=False) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: milepost {name} ")
    help_of = cli.commands[name].help
    assert help_of, "every command says what it does"
    assert " ".join(help_of.split()) in " ".join(said.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    options = [one for one in cli.commands[name].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).out == f"milepost, version {__version__}\n"


def test_help_does_not_wait_for_the_engine() -> None:
    loaded = (
        "import sys, milepost.cli; print(sorted({'pandas', 'weasyprint', 'openpyxl', 'jinja2'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["bild"], "No such command 'bild'", id="no such command"),
        pytest.param(["check"], "Missing argument 'YEAR'", id="no year"),
        pytest.param(["check", "last"], "'last' is not a valid integer", id="a year in words"),
        pytest.param(["check", "31"], "31 is not in the range", id="a year that is none"),
        pytest.param(["issue", "2030", "--date", "1.12."], "'1.12.' does not match", id="a date in another form"),
        pytest.param(["check", "2030", "--language", "fr"], 'no language "fr" (it has en)', id="another language"),
        pytest.param(["--loud", "status", "2030"], "No such option", id="no such option"),
    ],
)
def test_words_that_are_not_understood(meadow: Path, words: list[str], says: str) -> None:
    end = run(*words, cwd=meadow)
    assert (end.status, end.out) == (2, "")
    assert says in end.err
    assert "Traceback" not in end.err


# -- where the workspace is ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "folder", "home"),
    [
        pytest.param([], "meadow", "", id="in it"),
        pytest.param([], "meadow/inputs/2030", "", id="in a folder of it"),
        pytest.param(["--workspace", "meadow"], "", "", id="named by a path from here"),
        pytest.param([], "", "meadow", id="the home of the door"),
        pytest.param(["--workspace", "../meadow"], "harbour", "", id="named in another one"),
    ],
)
def test_the_workspace_is_found(both: Path, words: list[str], folder: str, home: str) -> None:
    assert defined(*words, cwd=both / folder, home=both / home if home else None) == "2030"


def defined(*words: str, cwd: Path, home: Path | None = None) -> str:
    """Say which year the workspace defines that a command finds: asked for another one, it names that year."""
    variables = {"MILEPOST_HOME": str(home)} if home else {}
    line = run(*words, "status", "2099", cwd=cwd, variables=variables).refused()
    (year,) = set(re.findall(r"\b20\d\d\b", line)) - {"2099"}
    return year


def test_the_nearest_workspace_comes_before_the_home(harbour: Path, meadow: Path) -> None:
    assert defined(cwd=harbour, home=meadow) == "2031"


def test_no_workspace(tmp_path: Path) -> None:
    line = run("status", "2030", cwd=tmp_path).refused()
    assert "no workspace here or above" in line
    assert "--workspace" in line
    assert "this is no workspace" in run("--workspace", str(tmp_path), "status", "2030", cwd=tmp_path).refused()
    assert "this is no workspace" in run("--workspace", "nowhere", "status", "2030", cwd=tmp_path).refused()


# -- rules -----------------------------------------------------------------------------------------------------------


def test_rules(tmp_path: Path) -> None:
    end = run("rules", cwd=tmp_path)
    assert (end.status, end.err) == (0, "")
    codes = [line.split()[0] for line in end.out.splitlines() if line and not line.startswith(" ")]
    assert codes == [rule.code for rule in RULES]


def test_rules_as_json_are_a_list(tmp_path: Path) -> None:
    rules = json.loads(run("rules", "--json", cwd=tmp_path).out)
    assert isinstance(rules, list)
    assert [one["code"] for one in rules] == [rule.code for rule in RULES]
    assert {one["severity"] for one in rules} <= {"NOTE", "DOUBT", "REJECT"}
    for key in ("says", "asks", "passes", "fails"):
        assert [one["code"] for one in rules if not one[key]] == []


# -- check -----------------------------------------------------------------------------------------------------------


def test_check_lists_findings_by_unit(ends: dict[str, Ended]) -> None:
    end = ends["not strict"]
    assert end.status == 0, end.err
    heads = [line.partition(" ")[0].rstrip(":") for line in end.out.splitlines() if not line.startswith(" ")]
    assert heads[:5] == ["PORT", "CITY", "FISH", "SHORE", "RAIL"]
    assert "  REJECT Oxygen in the water 2031: “probe broken” is not a number." in end.out
    assert "'[FISH-1.xlsx]Indicators 指标数据'!H5 [I05]" in end.out
    assert "returned with notes in inputs/2031/returned" in end.out


def test_check_as_json_says_the_same(ends: dict[str, Ended]) -> None:
    end = ends["as JSON"]
    assert (end.status, end.err) == (0, "")
    findings = json.loads(end.out)["findings"]
    told = [line for line in ends["plain"].out.splitlines() if line.startswith("  ")]
    assert len(findings) == len(told)
    for finding, line in zip(findings, told, strict=True):
        assert line.split()[0] == finding["severity"]
        assert line.endswith(f"[{finding['code']}]")
        assert finding["message"] in line
        assert finding["request"] in line
    (broken,) = (one for one in findings if one["code"] == "I05" and one["unit"] == "FISH")
    place = {key: broken[key] for key in ("workbook", "sheet", "cell", "row", "column", "subject")}
    assert place == {
        "workbook": "FISH-1.xlsx",
        "sheet": "Indicators 指标数据",
        "cell": "H5",
        "row": "oxygen|2031|Y|",
        "column": "value",
        "subject": "oxygen 2031",
    }


def test_check_in_the_other_language(ends: dict[str, Ended]) -> None:
    end = ends["in Chinese"]
    assert (end.status, end.err) == (0, "")
    assert "probe broken" in end.out
    assert "is not a number" not in end.out
    assert "水中溶解氧" in end.out


@pytest.mark.parametrize("name", ["plain", "quiet", "verbose"])
def test_strict_ends_with_1_where_something_is_rejected(ends: dict[str, Ended], name: str) -> None:
    end = ends[name]
    assert end.status == 1
    assert end.out == ends["not strict"].out, "what is said beside it never changes the answer"
    assert bool(end.err) is (name != "quiet")
    assert ("PORT-1.xlsx" in end.err) is (name == "verbose"), "each file is named"


def test_strict_ends_with_0_where_nothing_is(meadow: Path) -> None:
    assert run("-q", "check", "2030", "--strict", cwd=meadow) == Ended(
        0, "MILL (MILL-1.xlsx): none\nPOND (POND-1.xlsx): none\n2 workbooks, 0 findings: none\n", ""
    )


# -- status ----------------------------------------------------------------------------------------------------------


def test_status_says_where_each_unit_stands(ends: dict[str, Ended]) -> None:
    end = ends["status"]
    assert (end.status, end.err) == (0, "")
    lines = {line.split()[0]: line for line in end.out.splitlines()}
    assert "PORT-1.xlsx (superseded), PORT-2.xlsx (counts)" in lines["PORT"]
    assert "FISH-1.xlsx (counts)" in lines["FISH"]
    assert "nothing received" in lines["RAIL"]
    assert "REJECT" in lines["FISH"]
    assert lines["4"] == "4 of 5 units have answered."


def test_status_writes_nothing(meadow: Path) -> None:
    before = tree(meadow)
    run("status", "2030", cwd=meadow)
    assert tree(meadow) == before


def test_status_of_a_report_from_public_sources_says_nothing_of_silence(tmp_path: Path) -> None:
    root = copy("harbour", tmp_path)
    definition = root / "reports/2031.yaml"
    lines = definition.read_text("utf-8").replace("collection: units", "collection: public_sources").splitlines()
    definition.write_text("\n".join(one for one in lines if not one.startswith("deadline")), "utf-8")
    for command in ("status", "check"):
        end = run("-q", command, "2031", cwd=root)
        assert end.status == 0, end.err
        assert "RAIL" not in end.out
        for word in ("answered", "late", "nothing received", "has not sent", "deadline", "Send the form"):
            assert word not in end.out, (command, word)
    assert "no unit was asked" in run("-q", "status", "2031", cwd=root).out


# -- issue -----------------------------------------------------------------------------------------------------------


def test_issue(tmp_path: Path) -> None:
    root = copy("meadow", tmp_path)
    end = run("issue", "2030", "--date", "2030-12-24", cwd=root)
    assert end.status == 0, end.err
    assert end.out == "2 forms in inputs/2030/issued, entered in inputs/2030/issued.json\n"
    assert sorted(file.name for file in (root / "inputs/2030/issued").iterdir()) == ["MILL-2030.xlsx", "POND-2030.xlsx"]
    register = json.loads((root / "inputs/2030/issued.json").read_text("utf-8"))["issued"]
    assert [one["issued"] for one in register] == ["2030-12-01"] * 2 + ["2030-12-24"] * 2


# -- the program -----------------------------------------------------------------------------------------------------


def test_a_reader_that_stops_reading_is_no_error(harbour: Path) -> None:
    command = f'"{sys.executable}" -P -m milepost -q rules | head -n 1'
    ended = subprocess.run(
        ["sh", "-c", command],
        cwd=harbour,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=True,
    )
    assert ended.stdout.startswith(RULES[0].code)
    assert ended.stderr == ""


def test_words_outside_ascii_reach_a_terminal_that_has_none(harbour: Path) -> None:
    end = run(
        "-q", "check", "2031", cwd=harbour, variables={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert end.status == 0, end.err
    assert "指标数据" in end.out


def test_the_impact_of_each_rule(tmp_path: Path) -> None:
    root = copy("harbour", tmp_path)
    told = run("-q", "rules", "--impact", "2031", cwd=root)
    assert told.status == 0
    assert "T10  DOUBT   submissions: 2 of 7, findings: 2" in told.out.splitlines()
    records = json.loads(run("-q", "rules", "--impact", "2031", "--json", cwd=root).out)
    by_code = {one["code"]: one for one in records}
    assert by_code["T10"] == {"code": "T10", "severity": "DOUBT", "submissions": 2, "findings": 2}
    assert by_code["T01"]["submissions"] == 0
