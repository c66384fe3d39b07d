"""What was said in earlier years of the tasks that go on in this one?

Nothing is remembered: where the earlier plan and its workbooks are in the workspace, they are read and merged anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from milepost.errors import DefinitionError
from milepost.indicators.definitions import Definitions, find_definitions
from milepost.inputs.exchange import find_exchange
from milepost.inputs.form import STATES, choice_label, form_of
from milepost.merge import merge
from milepost.model.dataset import CarriedOver, Dataset
from milepost.model.editorial import Editorial
from milepost.model.exchange import Exchange
from milepost.pipeline.checking import check_all
from milepost.pipeline.gather import Setting, gather
from milepost.pipeline.progress import Progress
from milepost.pipeline.reading import inbox_files


def carried_over(setting: Setting, progress: Progress) -> Mapping[str, CarriedOver]:
    """Row id of this year -> what was said of it in the earlier year that it continues.

    A task whose earlier year is not in the workspace is left out: then nothing is known of it, and no rule looks at it.

    Args:
        setting: The year.
        progress: Told of each earlier year that is read.

    Raises:
        DefinitionError: If there is any mistake in the definitions of an earlier year.
    """
    found: dict[str, CarriedOver] = {}
    wanted = _wanted(setting)
    for year in earlier_years(setting):
        dataset = _dataset(setting, year, progress)
        for row, earlier in wanted[year].items():
            merged = dataset.rows.get(earlier)
            if merged is not None:
                found[row] = CarriedOver(year, earlier, merged.state, merged.statements)
    return found


def earlier_years(setting: Setting) -> tuple[int, ...]:
    """The earlier years from which tasks go on and that are in the workspace, plan and workbooks."""
    return tuple(year for year in sorted(_wanted(setting)) if _is_here(setting, year))


def _wanted(setting: Setting) -> dict[int, dict[str, str]]:
    """Earlier year -> row id of this year -> id in the plan of that year."""
    wanted: dict[int, dict[str, str]] = {}
    for task in setting.definitions.plan.tasks:
        if task.continues is not None:
            said_year, _, earlier = task.continues.partition("#")
            wanted.setdefault(int(said_year), {})[task.id] = earlier
    return wanted


def states_in_words(setting: Setting, carried: Mapping[str, CarriedOver]) -> Mapping[str, str]:
    """Row id -> last year's state as the form prints it; rows of which nobody said anything are left out."""
    words = tuple(setting.words.values())
    labels = {choice.key: choice_label(choice, words) for choice in STATES}
    return {row: labels[one.state] for row, one in carried.items() if one.state is not None}


def _is_here(setting: Setting, year: int) -> bool:
    plan = setting.workspace.root / "indicators" / "plans" / f"{year}.yaml"
    return plan.exists() and bool(inbox_files(setting.workspace.inputs(year)))


def _dataset(setting: Setting, year: int, progress: Progress) -> Dataset:
    with progress.stage("last year", f"reading what was said in {year}"):
        earlier = _setting(setting, year)
        judged = check_all(earlier, {}, Progress())
        definitions = earlier.definitions
        return merge(
            definitions.plan,
            definitions.framework,
            definitions.units,
            definitions.series,
            earlier.definition,
            earlier.exchange,
            judged.accepted,
        )


def _setting(setting: Setting, year: int) -> Setting:
    """The earlier year by its own report definition; where it has none, by this year's."""
    if year in setting.workspace.years():
        return gather(setting.workspace, year)
    definition = replace(setting.definition, year=year, plan=str(year), deadline=None)
    definitions, exchange = _definitions(setting, year)
    return replace(
        setting,
        definition=definition,
        definitions=definitions,
        exchange=exchange,
        form=form_of(year),
        editorial=Editorial(),
        previous=None,
    )


def _definitions(setting: Setting, year: int) -> tuple[Definitions, Exchange]:
    definitions, mistakes = find_definitions(setting.workspace.root, str(year), setting.definition.languages)
    exchange, more = find_exchange(setting.workspace.root, year)
    if definitions is None or mistakes or more:
        raise DefinitionError(sorted({*mistakes, *more}))
    return definitions, exchange
