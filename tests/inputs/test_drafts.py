"""Is a draft kept whole, and what is told of one that cannot be read?"""

import json
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import WorkspaceError
from milepost.inputs.drafts import draft_path, find_draft, keep_draft
from milepost.model.draft import Draft, DraftFigure

DRAFT = Draft(
    name="spring",
    year=2031,
    cut_off=date(2032, 3, 1),
    fingerprint="0123abcd",
    figures={"a-2030": DraftFigure("12.60", {"en": "A", "zh": "甲"}, "a", 2030), "f": DraftFigure("3", {}, "1")},
    states={"1": "completed"},
    ratings={"a": "M1 behind"},
    texts={"1 WAT text": "0" * 64},
)


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    assert keep_draft(tmp_path, DRAFT).as_posix() == "inputs/2031/drafts/spring.json"
    assert find_draft(tmp_path, 2031, "spring") == (DRAFT, [])


def test_the_same_draft_is_the_same_bytes(tmp_path: Path) -> None:
    keep_draft(tmp_path / "a", DRAFT)
    keep_draft(tmp_path / "b", DRAFT)
    assert (tmp_path / "a" / draft_path(2031, "spring")).read_bytes() == (
        tmp_path / "b" / draft_path(2031, "spring")
    ).read_bytes()


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "ein Entwurf", "x" * 65])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceError, match="cannot name a draft"):
        draft_path(2031, name)
    draft, (mistake,) = find_draft(tmp_path, 2031, name)
    assert draft is None
    assert mistake.remedy == "Correct `previous`."


def test_a_draft_that_is_missing_says_how_to_keep_one(tmp_path: Path) -> None:
    draft, (mistake,) = find_draft(tmp_path, 2031, "spring")
    assert draft is None
    assert str(mistake) == (
        "inputs/2031/drafts/spring.json: The file is missing. Keep the draft with: milepost build 2031 --keep spring"
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"layout": 2}',
        "[" * 100_000,
        json.dumps({"layout": 1, "year": 2031, "cut_off": "soon"}),
        json.dumps({"layout": 1, "year": 2031, "cut_off": "2032-03-01", "fingerprint": 3}),
    ],
    ids=["empty", "a list", "nothing", "another layout", "deep", "no day", "a number for words"],
)
def test_a_file_that_is_no_draft_is_told_and_never_a_traceback(tmp_path: Path, content: str) -> None:
    file = tmp_path / draft_path(2031, "spring")
    file.parent.mkdir(parents=True)
    file.write_text(content)
    draft, (mistake,) = find_draft(tmp_path, 2031, "spring")
    assert draft is None
    assert mistake.problem == "This is no kept draft, or one of a layout that this version does not know."
