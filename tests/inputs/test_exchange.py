"""Is what was issued, received, translated and decided read whole, with every mistake told?"""

import json
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import DefinitionError
from milepost.files.digest import sha256_text
from milepost.inputs.exchange import find_exchange, find_issued, write_issued
from milepost.model.exchange import CellName, DecisionKind, Exchange, Issued, Receipt

HASH = sha256_text("种植芦苇12公顷。")

TRANSLATION = f"""\
- unit: LAKES
  row: 1
  column: text
  source_sha256: {HASH}
  language: en
  text: Reeds were planted on 12 hectares.
  office: Water Board
"""

DECISIONS = """\
- kind: correct
  unit: LAKES
  row: 2a
  column: percent
  typed: 600
  value: 60
  reason: A zero too many; confirmed by telephone.
  office: Water Board
  decided: 2027-02-20
- kind: settle
  row: losses|2026|Y|
  value: 11.50
  reason: The meters of SOUTH are newer.
  office: Water Board
  decided: 2027-02-21
- kind: verify
  unit: LAKES
  row: 1
  typed: ' done'
  reason: Seen on site.
  office: Water Board
  decided: 2027-02-22
- kind: waive
  unit: SOUTH
  rule: F12
  reason: The macro is harmless.
  office: Water Board
  decided: 2027-02-22
"""


def lay_out(root: Path, **files: str) -> Path:
    folder = root / "inputs" / "2026"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        suffix = {"received": "csv", "issued": "json"}.get(name, "yaml")
        (folder / f"{name}.{suffix}").write_text(text, "utf-8")
    return root


def test_nothing_was_exchanged(tmp_path: Path) -> None:
    assert find_exchange(tmp_path, 2026) == (Exchange(), [])
    assert find_exchange(lay_out(tmp_path, translations="", decisions="# none yet\n"), 2026) == (Exchange(), [])


def test_received(tmp_path: Path) -> None:
    text = "file,received,from\nLAKES.xlsx,2027-02-10,LAKES\n'=SOUTH.xlsx,2027-02-11,\n"
    exchange, mistakes = find_exchange(lay_out(tmp_path, received=text), 2026)
    assert mistakes == []
    assert exchange.receipts == {
        "LAKES.xlsx": Receipt("LAKES.xlsx", date(2027, 2, 10), "LAKES", 2),
        "=SOUTH.xlsx": Receipt("=SOUTH.xlsx", date(2027, 2, 11), "", 3),
    }


def test_translations(tmp_path: Path) -> None:
    exchange, mistakes = find_exchange(lay_out(tmp_path, translations=TRANSLATION), 2026)
    assert mistakes == []
    (entry,) = exchange.translations
    assert entry.cell == CellName("LAKES", "1", "text")
    assert (entry.source_sha256, entry.language, entry.office) == (HASH, "en", "Water Board")
    assert entry.words == "Reeds were planted on 12 hectares."
    assert str(entry.place) == "inputs/2026/translations.yaml:1"


def test_decisions(tmp_path: Path) -> None:
    exchange, mistakes = find_exchange(lay_out(tmp_path, decisions=DECISIONS), 2026)
    assert mistakes == []
    correct, settle, verify, waive = exchange.decisions
    assert (correct.kind, correct.cell, correct.value) == (
        DecisionKind.CORRECT,
        CellName("LAKES", "2a", "percent"),
        "60",
    )
    assert correct.typed_sha256 == sha256_text("600")
    assert (settle.cell, settle.typed_sha256, settle.value) == (CellName("", "losses|2026|Y|", "value"), "", "11.50")
    assert (verify.cell, verify.typed_sha256) == (CellName("LAKES", "1", "state"), sha256_text(" done"))
    assert (waive.cell, waive.rule, waive.typed_sha256) == (CellName("SOUTH", "", ""), "F12", "")
    assert waive.decided == date(2027, 2, 22)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("received", "file,received,from\na.xlsx,10.2.,A\n", 'csv:2: "received": "10.2."', id="day"),
        pytest.param("received", "file,received,from\na.xlsx,,A\n", 'csv:2: "received": "" is no day', id="no day"),
        pytest.param("received", "file,received,from\n,2027-02-10,A\n", "csv:2: The row names no file.", id="no file"),
        pytest.param("received", "file,received,form\n", 'csv:1: The column "form" is not known', id="f"),
        pytest.param(
            "received",
            "file,received,from\na.xlsx,2027-02-10,A\na.xlsx,2027-02-11,A\n",
            'csv:3: The file "a.xlsx" stands here a second time, first on line 2.',
            id="file twice",
        ),
        pytest.param("translations", TRANSLATION + TRANSLATION, "yaml:8: The same text is", id="twice"),
        pytest.param("translations", TRANSLATION.replace(HASH, "12"), 'yaml:4: "source_sha256": "12"', id="hash"),
        pytest.param("translations", TRANSLATION.replace("language: en", "language: no"), "yaml:5:", id="Norwegian"),
        pytest.param("translations", TRANSLATION.replace("row: 1", "rows: 1"), 'yaml:2: The key "rows"', id="key"),
        pytest.param("translations", "a: 1\n", "yaml:1: The file is no list.", id="no list"),
        pytest.param("translations", "- word\n", "yaml:1: This is no group of keys.", id="no entry"),
        pytest.param("decisions", DECISIONS.replace("correct", "corect"), '(nearest: "correct")', id="kind"),
        pytest.param("decisions", DECISIONS.replace("  value: 60\n", ""), 'yaml:1: A decision to correct', id="v"),
        pytest.param("decisions", DECISIONS.replace("  typed: 600\n", ""), "yaml:1: The decision does not", id="t"),
        pytest.param("decisions", DECISIONS.replace("rule: F12", "rule: F12\n  value: 3"), 'no "value"', id="alien"),
        pytest.param("decisions", DECISIONS.replace("2027-02-20", "soon"), 'yaml:9: "decided": "soon" is', id="date"),
        pytest.param("decisions", DECISIONS.replace("  reason: Seen on site.\n", ""), '"reason" is', id="reason"),
        pytest.param("issued", "{", "json:1: This is not JSON", id="broken register"),
        pytest.param("issued", "[]", "json: The entries are not those of a register", id="another register"),
        pytest.param("issued", '{"issued": [{"unit": "A"}]}', "json: The entries are not those", id="half an entry"),
        pytest.param("issued", "[" * 100_000, "json", id="deep register"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, name: str, text: str, expected: str) -> None:
    _, mistakes = find_exchange(lay_out(tmp_path, **{name: text}), 2026)
    found = [str(one) for one in mistakes if expected in str(one)]
    assert len(found) == 1
    assert found[0].startswith(f"inputs/2026/{name}.")


def test_all_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    lay_out(
        tmp_path,
        received="file,received,from\na.xlsx,soon,A\n",
        translations=TRANSLATION.replace(HASH, "12"),
        decisions=DECISIONS.replace("kind: verify", "kind: settle"),
        issued="?",
    )
    places = [str(one.place).removeprefix("inputs/2026/") for one in find_exchange(tmp_path, 2026)[1]]
    assert places == ["decisions.yaml:16", "decisions.yaml:17", "decisions.yaml:19", "issued.json:1",
                      "received.csv:2", "translations.yaml:4"]  # fmt: skip


def issued(unit: str, day: int, locked: dict[str, str]) -> Issued:
    return Issued(unit, 1, date(2027, 1, day), "ab" * 32, locked, f"{unit}.xlsx")


def test_a_second_issue_adds_and_never_removes(tmp_path: Path) -> None:
    file = tmp_path / "inputs" / "2026" / "issued.json"
    first = {"LAKES": issued("LAKES", 5, {"tasks!1!title": "种植"}), "SOUTH": issued("SOUTH", 5, {})}
    write_issued(file, first)
    once = file.read_bytes()
    write_issued(file, first)
    assert file.read_bytes() == once
    later = issued("LAKES", 9, {"tasks!1!title": "种植芦苇"})
    write_issued(file, {"LAKES": later})
    exchange, mistakes = find_exchange(tmp_path, 2026)
    assert mistakes == []
    assert exchange.issued == {"LAKES": later, "SOUTH": first["SOUTH"]}
    assert find_issued(file, Path("issued.json"))[0] == (first["LAKES"], first["SOUTH"], later)
    assert "种植芦苇" in file.read_text("utf-8")
    assert len(json.loads(file.read_bytes())["issued"]) == 3


def test_a_broken_register_is_not_overwritten(tmp_path: Path) -> None:
    file = lay_out(tmp_path, issued="{") / "inputs" / "2026" / "issued.json"
    with pytest.raises(DefinitionError, match=r"inputs/2026/issued\.json:1"):
        write_issued(file, {"LAKES": issued("LAKES", 5, {})})
    assert file.read_text() == "{"
