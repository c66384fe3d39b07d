"""Is the word that was probably meant found?"""

import pytest

from milepost.files.nearest import instead, nearest, nearest_meant


@pytest.mark.parametrize(
    ("word", "found"),
    [("cnipa", ("CNIPA",)), ("CNPIA", ("CNIPA",)), ("MOFF", ("MOF", "MOFCOM")), ("xyz", ())],
)
def test_nearest(word: str, found: tuple[str, ...]) -> None:
    assert nearest(word, ["CNIPA", "MOF", "MOFCOM", "SPC"]) == found


def test_two_names_of_one_thing_count_once() -> None:
    assert nearest_meant(
        "northern ofice", {"northern office": "N", "northern offices": "N", "southern office": "S"}
    ) == (
        "N",
        "S",
    )


def test_the_remark() -> None:
    assert instead(("a", "b")) == ' (nearest: "a", "b")'
    assert instead(()) == ""
