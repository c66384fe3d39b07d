"""Does a plan come out as its file says?"""

from pathlib import Path

from milepost.indicators import read_definitions
from milepost.model.plan import Responsibility, Role
from tests.indicators.small import change, lay_out

PLAN = "indicators/plans/2026.yaml"


def test_roles(tmp_path: Path) -> None:
    plan = read_definitions(lay_out(tmp_path), "2026").plan
    shores, birds, leaks = plan.tasks
    assert birds.responsible == (Responsibility("NORTH", Role.LEAD), Responsibility("SOUTH", Role.JOINT))
    assert shores.responsible == (Responsibility("LAKES"), Responsibility("OTHERS"))
    assert leaks.units == ("NORTH",)


def test_the_lead_keeps_its_place_where_it_stands_among_the_units(tmp_path: Path) -> None:
    change(lay_out(tmp_path), PLAN, ("units: [SOUTH]", "units: [SOUTH, NORTH]"))
    birds = read_definitions(tmp_path, "2026").plan.tasks[1]
    assert birds.responsible == (Responsibility("SOUTH", Role.JOINT), Responsibility("NORTH", Role.LEAD))


def test_tasks_with_and_without_sections(tmp_path: Path) -> None:
    lakes, pipes = read_definitions(lay_out(tmp_path), "2026").plan.parts
    assert [section.id for section in lakes.sections] == ["1.1"]
    assert [section.id for section in pipes.sections] == [None]


def test_ids_are_text_as_written(tmp_path: Path) -> None:
    change(lay_out(tmp_path), PLAN, ("id: 1.1", "id: 1.10"), ("id: 3", "id: 007"))
    plan = read_definitions(tmp_path, "2026").plan
    assert plan.parts[0].sections[0].id == "1.10"
    assert plan.tasks[2].id == "007"


def test_a_unit_by_another_name_is_the_same_plan(tmp_path: Path) -> None:
    before = read_definitions(lay_out(tmp_path), "2026").plan.checksum
    change(tmp_path, PLAN, ("[north bureau]", "[北方局]"))
    assert read_definitions(tmp_path, "2026").plan.checksum == before
