"""Is a unit found by every name that it goes by?"""

from pathlib import Path, PurePath

import pytest

from milepost.indicators.units import UnitNames, read_units

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names() -> UnitNames:
    found, mistakes = read_units(REPOSITORY / "indicators" / "units.yaml", PurePath("indicators/units.yaml"))
    assert mistakes == []
    return found


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        pytest.param("CNIPA", "CNIPA", id="id"),
        pytest.param("cnipa", "CNIPA", id="id in small letters"),
        pytest.param("国家知识产权局", "CNIPA", id="full name"),
        pytest.param("国知局", "CNIPA", id="short name"),
        pytest.param("国家版权局", "CPD", id="another hat of the same body"),
        pytest.param("银保监会", "NFRA", id="predecessor"),
        pytest.param("State Administration of State Administration of Industry and Commerce", "NGOA", id="alias"),
        pytest.param("ministry  of justice ", "MOJ", id="capitals and spaces"),
        pytest.param("Ministry of Magic", None, id="unknown"),
        pytest.param("局", None, id="a part of a name is no name"),
    ],
)
def test_find(names: UnitNames, name: str, unit: str | None) -> None:
    assert names.find(name) == unit


def test_the_nearest_are_units_and_not_names(names: UnitNames) -> None:
    assert names.near("Ministry of Justise")[0] == "MOJ"
    assert names.near("国家知识产权管理局")[0] == "CNIPA"
    assert names.near("zzzz") == ()
