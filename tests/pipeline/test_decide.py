"""Does ``decide`` find what waits for a decision, and write entries that hold once a person has written the reason?"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.errors import DefinitionError, WorkspaceError
from milepost.files.digest import sha256_text
from milepost.model.dataset import Dataset
from milepost.model.exchange import DecisionKind
from milepost.model.rating import Ratings
from milepost.pipeline.building import assess
from milepost.pipeline.deciding import Decided, Wanted, decide
from milepost.pipeline.gather import gather
from milepost.pipeline.judging import Judged
from milepost.pipeline.open_matters import Matter, matters
from milepost.pipeline.progress import Progress
from milepost.pipeline.workspace import Workspace
from tests.pipeline.conftest import Year
from tests.workspaces.copies import Ended, copy, tree

DAY = date(2032, 3, 12)
OXYGEN = "oxygen|2031|Y|"


@dataclass(frozen=True)
class Desk:
    """A harbour of its own, whose workbooks were judged once for all tests."""

    root: Path
    judged: Judged

    @property
    def file(self) -> Path:
        return self.root / "inputs/2031/decisions.yaml"

    @property
    def text(self) -> str:
        return self.file.read_text("utf-8")

    def open(self) -> tuple[Matter, ...]:
        setting = gather(Workspace(self.root), 2031, drafts=True)
        return matters(setting, self.judged, setting.words["en"])

    def kinds(self) -> list[tuple[str, str, str, str]]:
        return [(str(one.kind), one.unit, one.row, one.rule) for one in self.open()]

    def make(self, kind: str, **more: str) -> Decided:
        setting = gather(Workspace(self.root), 2031, drafts=True)
        found = matters(setting, self.judged, setting.words["en"])
        return decide(setting, self.judged, found, Wanted(DecisionKind(kind), **more), DAY)

    def write_out(self, value: str = "") -> None:
        """Do what is left to a person."""
        text = self.text.replace('"TODO: write why"', '"By letter."')
        text = text.replace('"TODO: write which office decided"', '"The Office"')
        self.file.write_text(text.replace('"TODO: write the value that holds"', value), "utf-8")

    def merged(self) -> tuple[Dataset, Ratings]:
        return assess(gather(Workspace(self.root), 2031), self.judged, Progress())


@pytest.fixture
def desk(harbour: Year, tmp_path: Path) -> Desk:
    return Desk(copy("harbour", tmp_path), harbour.judged)


# -- what waits ------------------------------------------------------------------------------------------------------


def test_what_waits_is_listed_once(desk: Desk) -> None:
    found = desk.kinds()
    assert ("correct", "FISH", OXYGEN, "I05") in found
    assert ("waive", "SHORE", "bathing_days|2031|Y|", "H01") in found
    assert ("settle", "", "overflow_days|2031|Y|", "") in found
    assert not [one for one in found if one[2].startswith("oil_spills")], "the office corrected it"
    assert not [one for one in found if one[2] == "overflow_days|2030|Y|"], "the office settled it"
    assert not [one for one in found if one[3] in ("F01", "U01", "X01")], "nothing that only a unit can put right"
    assert len(set(found)) == len(found)


def test_every_command_that_is_shown_works(desk: Desk) -> None:
    for one in desk.open():
        words = shlex.split(one.command(2031))
        assert words[:2] == ["decide", "2031"]
        given = dict(zip(words[2::2], words[3::2], strict=True))
        kind = given.pop("--kind")
        given.pop("--value", None)
        desk.make(kind, **{key.removeprefix("--"): value for key, value in given.items()})
    assert desk.open() == (), "each has its entry now"
    desk.write_out("1")
    for text in ("value: 1", "value: 14"):
        content = desk.text.replace("value: 1\n", f"{text}\n")
        desk.file.write_text(content, "utf-8")
    assert len(gather(Workspace(desk.root), 2031).exchange.decisions) > 6


# -- the skeleton ----------------------------------------------------------------------------------------------------


def test_the_skeleton_holds_all_but_what_a_person_must_write(desk: Desk) -> None:
    before = desk.text
    made = desk.make("correct", unit="FISH", row=OXYGEN, column="value", value="7.1")
    after = desk.text
    assert after == f"{before}\n{made.entry}"
    assert made.entry.splitlines() == [
        "# '[FISH-1.xlsx]Indicators 指标数据'!H5",
        "# typed: probe broken",
        "- kind: correct",
        '  unit: "FISH"',
        f'  row: "{OXYGEN}"',
        '  column: "value"',
        f"  typed_sha256: {sha256_text('probe broken')}",
        '  value: "7.1"',
        '  reason: "TODO: write why"',
        '  office: "TODO: write which office decided"',
        "  decided: 2032-03-12",
    ]
    assert made.missing == ("reason", "office")


def test_until_the_reason_is_written_nothing_is_built(desk: Desk, milepost: Callable[..., Ended]) -> None:
    desk.make("correct", unit="FISH", row=OXYGEN, column="value")
    with pytest.raises(DefinitionError) as told:
        gather(Workspace(desk.root), 2031)
    said = [(one.place.line, one.problem, one.remedy) for one in told.value.mistakes]
    assert [problem for _, problem, _ in said] == [
        f'The decision is not written yet: "{key}" says TODO.' for key in ("value", "reason", "office")
    ]
    lines = desk.text.splitlines()
    assert ["TODO" in lines[line - 1] for line, _, _ in said] == [True, True, True]
    end = milepost("check", "2031", cwd=desk.root)
    assert end.status == 2
    assert end.err.count("inputs/2031/decisions.yaml:") == 3


def test_a_correction_holds_once_it_is_written(desk: Desk) -> None:
    desk.make("correct", unit="FISH", row=OXYGEN, column="value", value="7.1")
    desk.write_out()
    value = desk.merged()[0].latest("oxygen", 2031)
    assert value is not None
    assert value.value == Decimal("7.1")
    assert ("correct", "FISH", OXYGEN, "I05") not in desk.kinds()


def test_a_waived_finding_is_no_longer_listed(desk: Desk) -> None:
    made = desk.make("waive", unit="SHORE", rule="H01")
    assert '  row: "bathing_days|2031|Y|"' in made.entry
    assert "  rule: H01" in made.entry
    desk.write_out()
    assert "H01" not in {one.rule for one in desk.open()}
    assert [one.rule for one in gather(Workspace(desk.root), 2031).exchange.decisions][-1] == "H01"


def test_a_conflict_is_settled(desk: Desk) -> None:
    desk.make("settle", row="overflow_days|2031|Y|", value="14")
    desk.write_out()
    value = desk.merged()[0].latest("overflow_days", 2031)
    assert value is not None
    assert value.value == 14


def test_a_completion_is_verified(desk: Desk) -> None:
    before = desk.merged()[1].rows["1a"].verified
    desk.make("verify", unit="CITY", row="1a")
    desk.write_out()
    assert (before, desk.merged()[1].rows["1a"].verified) == (False, True)


def test_a_file_that_is_not_there_is_begun(desk: Desk) -> None:
    desk.file.unlink()
    desk.make("waive", unit="SHORE", rule="H01")
    assert desk.text.startswith("# What the office decided in 2031")
    desk.write_out()
    assert len(gather(Workspace(desk.root), 2031).exchange.decisions) == 1


def test_comments_and_order_stay(desk: Desk) -> None:
    text = desk.text.rstrip("\n") + "\n# the last word, without an end of line"
    desk.file.write_text(text, "utf-8")
    desk.make("waive", unit="SHORE", rule="H01")
    assert desk.text.startswith(text + "\n\n# ")


# -- what cannot be decided ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        pytest.param("waive", {"unit": "FISH", "rule": "H01"}, "nothing open fits", id="no such finding"),
        pytest.param("waive", {}, "open matters fit", id="several findings"),
        pytest.param("settle", {"row": "oxygen|2031|Y|"}, "nothing open fits", id="no conflict there"),
        pytest.param(
            "settle",
            {"row": "overflow_days|2031|Y|", "value": "15"},
            r"none of the values reported \(14, 17\)",
            id="15",
        ),
        pytest.param(
            "correct", {"unit": "RAIL", "row": "8", "column": "state"}, "no submission of", id="a silent unit"
        ),
        pytest.param("correct", {"unit": "FISH", "row": "99", "column": "state"}, 'no row "99"', id="no such row"),
        pytest.param("correct", {"unit": "FISH", "row": "6", "column": "x"}, 'no column "x" .it has', id="no column"),
        pytest.param("cancel", {"unit": "FISH", "row": "6"}, "not cancelled. There is nothing to cancel", id="a state"),
        pytest.param("verify", {"unit": "FISH", "row": "6", "value": "x"}, "takes no value", id="a value too much"),
        pytest.param("verify", {"unit": "PORT", "row": "3"}, "decided here already", id="decided before"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(
    desk: Desk, kind: str, more: dict[str, str], says: str
) -> None:
    before = tree(desk.root)
    with pytest.raises(WorkspaceError, match=says):
        desk.make(kind, **more)
    assert tree(desk.root) == before


@pytest.mark.parametrize(
    "text", ["[]\n", "[{kind: settle, row: a|1|Y|, value: 1, reason: r, office: o, decided: 2032-01-01}]"]
)
def test_a_file_that_takes_no_entry_is_left_and_the_entry_is_shown(desk: Desk, text: str) -> None:
    desk.file.write_text(text, "utf-8")
    with pytest.raises(WorkspaceError, match=r"(?s)takes no entry at its end\. Add it by hand:.*- kind: waive"):
        desk.make("waive", unit="SHORE", rule="H01")
    assert desk.text == text


# -- the command -----------------------------------------------------------------------------------------------------


def test_the_command_lists_and_writes(desk: Desk, milepost: Callable[..., Ended]) -> None:
    listed = milepost("-q", "decide", "2031", "--unit", "FISH", cwd=desk.root)
    assert listed.status == 0, listed.err
    lines = listed.out.splitlines()
    assert lines[0].startswith("REJECT FISH Oxygen in the water 2031: “probe broken” is not a number.")
    assert lines[1].strip() == f"decide 2031 --unit FISH --row '{OXYGEN}' --column value --kind correct --value VALUE"
    words = ["decide", "2031", "--unit", "FISH", "--row", OXYGEN, "--column", "value", "--kind", "correct"]
    end = milepost("-q", *words, "--value", "7.1", "--date", "2032-03-12", cwd=desk.root)
    assert (end.status, end.out.splitlines()[2]) == (0, "- kind: correct")
    assert "yet to be written there: reason, office" in end.err
    assert "Oxygen" not in milepost("-q", "decide", "2031", cwd=desk.root).out
    assert "decided here already" in milepost("-q", *words, cwd=desk.root).refused()


def test_where_nothing_waits_it_says_so(tmp_path: Path, milepost: Callable[..., Ended]) -> None:
    end = milepost("-q", "decide", "2030", "--rule", "X99", cwd=copy("meadow", tmp_path))
    assert (end.status, end.out) == (0, "Nothing waits for a decision.\n")
