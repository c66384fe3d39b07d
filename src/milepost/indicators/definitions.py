"""What do all definition files together say, and what is wrong in any of them?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from milepost.errors import DefinitionError, WorkspaceError
from milepost.indicators.framework import read_framework
from milepost.indicators.plan import PlanRead, read_plan
from milepost.indicators.sense_of_framework import judge_framework
from milepost.indicators.sense_of_plan import judge_plan
from milepost.indicators.series import read_series
from milepost.indicators.sources import read_sources, unknown_sources
from milepost.indicators.units import UnitNames, read_units
from milepost.model.framework import Framework, PublishedValue, SourceRegister
from milepost.model.places import FilePlace, Mistake
from milepost.model.plan import Plan, Units

FOLDER = "indicators"


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything in ``indicators/`` for one plan.

    Attributes:
        units: All units by id, in the order of the file.
        series: Published values in the order of the file.
    """

    units: Units
    framework: Framework
    series: tuple[PublishedValue, ...]
    plan: Plan
    sources: SourceRegister


def read_definitions(workspace: Path, plan: str, languages: Sequence[str] = ()) -> Definitions:
    """Read all definitions that the plan needs.

    Args:
        workspace: Folder that holds ``indicators/``.
        plan: Name of the plan file without suffix, e.g. ``"2024"``.
        languages: Every text must exist in these languages; none are asked for by default.

    Raises:
        WorkspaceError: If there is no folder ``indicators/``.
        DefinitionError: If there is any mistake in any of the files; it tells them all.
    """
    definitions, mistakes = find_definitions(workspace, plan, languages)
    if mistakes or definitions is None:
        raise DefinitionError(mistakes)
    return definitions


def find_definitions(
    workspace: Path, plan: str, languages: Sequence[str] = (), methods: Collection[str] = ()
) -> tuple[Definitions | None, list[Mistake]]:
    """Read all definitions that the plan needs, and give the mistakes instead of raising them.

    Args:
        workspace: Folder that holds ``indicators/``.
        plan: Name of the plan file without suffix, e.g. ``"2024"``.
        languages: Every text must exist in these languages; none are asked for by default.
        methods: Codes of the rating methods that an indicator may name; any where none are given.

    Raises:
        WorkspaceError: If there is no folder ``indicators/``.
    """
    folder = workspace / FOLDER
    if not folder.is_dir():
        raise WorkspaceError(f'The folder "{FOLDER}" is missing in {workspace}. Start in a workspace, or name one.')
    path = PurePath(FOLDER)
    names, mistakes = read_units(folder / "units.yaml", path / "units.yaml", languages)
    sources, wrong_sources = read_sources(folder / "sources.yaml", path / "sources.yaml", languages)
    mistakes += wrong_sources
    framed, more = read_framework(folder / "framework.yaml", path / "framework.yaml", names, languages)
    mistakes += more
    planned, more = _plan(folder, path, plan, names, languages)
    mistakes += more
    complete = framed.framework if framed and framed.complete else None
    series, more = read_series(folder / "series.csv", path / "series.csv", complete)
    mistakes += more
    named = [(one.place, one.source) for one in series if one.source]
    if framed:
        mistakes += judge_framework(framed, names, methods)
        named += framed.sources()
    if planned:
        mistakes += judge_plan(planned, names, folder / "plans")
        named += planned.sources()
    if not wrong_sources:
        mistakes += unknown_sources(named, sources)
    in_order = sorted(set(mistakes))
    if framed is None or planned is None:
        return None, in_order
    return Definitions(names.units, framed.framework, series, planned.plan, sources), in_order


def plan_names(workspace: Path) -> tuple[str, ...]:
    """Give the names of the plans that are defined, in order."""
    return tuple(sorted(file.stem for file in (workspace / FOLDER / "plans").glob("*.yaml")))


def _plan(
    folder: Path, path: PurePath, plan: str, names: UnitNames, languages: Sequence[str]
) -> tuple[PlanRead | None, list[Mistake]]:
    file, place = folder / "plans" / f"{plan}.yaml", path / "plans" / f"{plan}.yaml"
    if file.exists():
        return read_plan(file, place, names, languages)
    defined = plan_names(folder.parent)
    there = f"the plans defined are {', '.join(defined)}" if defined else "no plan is defined"
    remedy = 'Name one of them (key "plan" of the report), or write the file.'
    return None, [Mistake(FilePlace(place), f"There is no such plan; {there}.", remedy)]
