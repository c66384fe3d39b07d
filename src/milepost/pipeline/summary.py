"""What does the terminal say at the end of a build?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from milepost.model.states import DerivedState
from milepost.pipeline.building import Built
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import by_severity


def summary(setting: Setting, built: Built, seconds: Mapping[str, float]) -> Iterator[str]:
    """What a build made: units in, findings, tasks by state, files with sizes, seconds per stage."""
    plan = setting.definitions.plan
    yield f"Report {setting.year} in {setting.workspace.relative(built.folder)}"
    yield f"  workbooks  {len(built.judged.accepted.inbox)} in, {len(built.dataset.submissions)} count"
    yield f"  findings   {by_severity(built.judged.findings)}"
    states = Counter(built.ratings.rows[task.id].state for task in plan.tasks)
    told = ", ".join(f"{states[state]} {_state(state, setting)}" for state in DerivedState if states[state])
    yield f"  tasks      {len(plan.tasks)}: {told}"
    standings = Counter(one.standing for one in built.ratings.indicators.values())
    yield f"  indicators {len(built.ratings.indicators)}: " + ", ".join(
        f"{count} {standing.replace('_', ' ')}" for standing, count in standings.items()
    )
    pages = dict(built.pages)
    for name, size in built.files:
        language = name.removeprefix("report.").removesuffix(".pdf")
        note = f", {pages[language]} pages" if name.endswith(".pdf") and language in pages else ""
        yield f"  {name:<26}{_size(size):>9}{note}"
    if built.kept:
        yield f"  draft      {built.kept}; to compare with it, write previous: {PurePath(built.kept).stem}"
    for mistake in built.doubtful:
        yield f"  own words  {mistake}"
    told = ", ".join(f"{stage} {spent:.1f}" for stage, spent in seconds.items())
    yield f"  seconds    {sum(seconds.values()):.1f}: {told}"


def _state(state: DerivedState, setting: Setting) -> str:
    if state is DerivedState.NOT_REPORTED and not setting.definition.asked:
        return "no public information found"
    return state.replace("_", " ")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
