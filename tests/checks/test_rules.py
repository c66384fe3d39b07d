"""Does every rule let pass what is right and find what is wrong, once and nothing else beside it?"""

import pytest

from milepost.checks import RULES
from tests.checks.scenes import GOOD, SCENES, Scene

SUMMARY = "U03"
"""The share of filled cells is told beside the finding on the empty cell itself."""

TOLD_TWICE = {"X01", "X02", "X03", "X07", "F21", "F38"}
"""Each of the two that differ is told, and each of the rows over which cells were merged."""


def test_a_complete_form_has_no_finding() -> None:
    assert GOOD.codes() == []


def test_every_rule_has_a_pair_of_scenes() -> None:
    assert list(SCENES) == [rule.code for rule in RULES]


BESIDE = {"F06": {"U01"}, "F23": {"S02"}, "F24": {"S02"}, "U03": {"T13"}, "U04": {"I05"}}
"""Findings that are right beside another one: a missing number is asked for, and so are the empty cell and the form."""


@pytest.mark.parametrize(("code", "scene"), [(code, pair[0]) for code, pair in SCENES.items()], ids=list(SCENES))
def test_passes(code: str, scene: Scene) -> None:
    assert code not in scene.codes()


@pytest.mark.parametrize(("code", "scene"), [(code, pair[1]) for code, pair in SCENES.items()], ids=list(SCENES))
def test_fails_once_and_nothing_follows(code: str, scene: Scene) -> None:
    codes = [one for one in scene.codes() if one != SUMMARY or code == SUMMARY]
    assert codes.count(code) == (2 if code in TOLD_TWICE else 1)
    assert set(codes) - {code} <= BESIDE.get(code, set())
