"""Does ``docs/methods.md`` say what the methods do: every section that the code names, every class, every example?"""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.assess import METHODS, method_of
from milepost.assess.method import Method
from milepost.assess.sensitivity import sensitivity
from milepost.model.definition import Thresholds
from milepost.model.rating import Series

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "methods.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (M\d+): [^\n]+\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
USUAL = Thresholds()
EXAMPLE = Series(2020, Decimal(100), ((2025, Decimal(200)),), 1, 2023, Decimal(145), 2023)


def test_every_source_in_the_code_is_a_section() -> None:
    named = {
        (path.name, section)
        for path in (ROOT / "src").rglob("*.py")
        for words in re.findall(r"methods (M\d+(?:(?:, | and | to )M\d+)*)", path.read_text("utf-8"))
        for section in re.findall(r"M\d+", words)
    }
    assert {section for _, section in named} >= {f"M{number}" for number in range(1, 9)}
    assert [one for one in sorted(named) if one[1] not in SECTIONS] == []


def rows(section: str) -> list[str]:
    return [line for line in SECTIONS[section].splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.code)
def test_the_classes_are_those_of_the_code(method: Method) -> None:
    bounds = {key: f"{float(value):g}" for key, value in method.bounds(USUAL).items()}
    classes = [
        f"| {one.label} | {one.when.format(**bounds)} | {one.common.replace('_', ' ') if one.common else '–'} |"
        for one in method.grades
    ]
    assert rows(method.code) == classes
    assert f"## {method.code}: {method.title}\n" in PAGE


@pytest.mark.parametrize("method", METHODS, ids=lambda one: one.code)
def test_the_example_is_what_the_code_says(method: Method) -> None:
    verdict = method.rate(EXAMPLE, USUAL)
    (told,) = re.findall(r"^Example: .*?: ([a-z ]+)(?:, score ([\d.]+))?\.$", SECTIONS[method.code], re.M | re.S)
    assert told[0] == method.grade(verdict.standing).label
    assert not told[1] or told[1] == f"{verdict.score:.2f}"


def test_the_numbers_of_the_examples() -> None:
    pace, ratio, extrapolated = (method_of(code).rate(EXAMPLE, USUAL) for code in ("M1", "M2", "M4"))
    assert f"A = {pace.attainment}, E = {pace.schedule}, L = −{-(pace.lead or 0)}:" in SECTIONS["M1"].replace("\n", " ")
    growth, needed = (f"{ratio.steps[key]:.4f}" for key in ("growth", "needed"))
    said = f"CAGR(145, 100, 3) = {growth}, CAGR(200, 100, 5) = {needed}, R = {ratio.measure:.3f}:"
    assert said in SECTIONS["M2"]
    projected = extrapolated.steps["projected"]
    assert f"vT = 145 · {1 + float(growth):.4f}² = {projected:.1f}, q = {extrapolated.measure:.3f}:" in SECTIONS["M4"]


def test_the_example_of_sensitivity() -> None:
    found = sensitivity(EXAMPLE, method_of("M1"), METHODS, USUAL)
    assert (found.common, found.fragile, len(found.methods)) == ("slow", False, 3)
    assert [one.value for one in found.roundings] == [Decimal("144.5"), Decimal("145.5")]
