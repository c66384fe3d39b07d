"""Are the workbooks of the made-up units what their facts say, byte for byte?"""

import zipfile
from pathlib import Path

import pytest

from tests.workspaces import fill
from tests.workspaces.copies import HERE, YEARS


def content(file: Path) -> object:
    """The bytes of a file; of a workbook those of its parts, since another zlib may pack them in another way."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as package:
            return [(one.filename, package.read(one)) for one in package.infolist()]
    return file.read_bytes() if not file.name.endswith("torn.xlsx") else file.stat().st_size


@pytest.mark.parametrize("name", fill.NAMES)
def test_the_script_makes_what_is_kept(name: str, tmp_path: Path) -> None:
    kept = HERE / name / "inputs" / str(YEARS[name])
    made = fill.fill(HERE / name, tmp_path)
    by_hand = {"decisions.yaml"}
    assert {file.name for file in made} | by_hand >= {one.name for one in kept.iterdir() if one.is_file()}
    differing = [file.name for file in made if content(file) != content(kept / file.name)]
    assert not differing, "run python tests/workspaces/fill.py: the form has changed since these were made"


def test_the_form_of_a_year_after_another_says_what_was_said_then(tmp_path: Path) -> None:
    kept = HERE / "orchard" / "inputs" / "2029"
    made = fill.fill(HERE / "orchard", tmp_path, "facts-2029.yaml")
    assert [file.name for file in made if content(file) != content(kept / file.name)] == []
    assert fill.last_states(HERE / "orchard", 2030) == {
        "1": "in progress 推进中",
        "2": "completed 已完成",
        "4": "continuing 持续推进",
    }
    assert fill.last_states(HERE / "orchard", 2029) == {}


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = (fill.fill(HERE / "meadow", tmp_path / one) for one in ("a", "b"))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
