"""Do other programs understand the data package: does the Frictionless library find nothing wrong with it?"""

from pathlib import Path

import pytest

from milepost.render.dataset_book import data_package
from milepost.render.tables import tables
from tests.reports import sample


@pytest.fixture(scope="module", params=[True, False], ids=["asked", "public"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    report, asked = sample.report(request.param), request.param
    made = tables(report, sample.dataset(asked), sample.ratings(asked), sample.definitions())
    for name, table in made.items():
        (folder / f"{name}.csv").write_bytes(table.csv())
    (folder / "datapackage.json").write_bytes(data_package(made, report.definition))
    return folder / "datapackage.json"


def problems(package: Path) -> list[str]:
    from frictionless import Package  # its import is slow, and warns of others

    report = Package(str(package)).validate()
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


@pytest.mark.filterwarnings("ignore")
def test_the_library_finds_nothing_wrong(package: Path) -> None:
    assert problems(package) == []


@pytest.mark.filterwarnings("ignore")
def test_it_would_find_something_wrong(package: Path) -> None:
    table = package.parent / "observations.csv"
    whole = table.read_bytes()
    try:
        table.write_bytes(whole.replace(b"1300.0", b"a lot"))
        assert any("observations" in one and "a lot" in one for one in problems(package))
    finally:
        table.write_bytes(whole)
