"""How did the rating of one indicator, task or measure come about?"""

from __future__ import annotations

from collections.abc import Iterator

from milepost.assess.explain import computed_explanation, explanation
from milepost.assess.explain_tasks import task_explanation
from milepost.assess.tasks import Calendar
from milepost.errors import WorkspaceError
from milepost.files.nearest import instead, nearest
from milepost.model.dataset import ComputedOrigin, Dataset
from milepost.model.framework import Framework, Indicator
from milepost.model.words import Words
from milepost.pipeline.building import assess
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import judge
from milepost.pipeline.progress import Progress


def explain(setting: Setting, name: str, words: Words, progress: Progress) -> Iterator[str]:
    """Tell how a rating came about: inputs with their cells or sources, arithmetic, thresholds, result, sensitivity.

    Of a computed indicator it is told first how its latest value came about.

    Args:
        setting: The year.
        name: Id of an indicator, a computed series, a task or a measure.
        words: Language of the answer.
        progress: Told of each stage.

    Raises:
        WorkspaceError: If nothing has this id; the text names the nearest ones.
    """
    definitions, definition = setting.definitions, setting.definition
    rows = definitions.plan.rows()
    indicators = {one.id: one for one in definitions.framework.indicators}
    indicators |= {one.id: one for one in definitions.framework.context if one.computed is not None}
    if name not in rows and name not in indicators:
        near = instead(nearest(name, (*indicators, *rows)))
        raise WorkspaceError(f'No indicator, task or measure has the id "{name}"{near}. Use an id of the definitions.')
    dataset, ratings = assess(setting, judge(setting, progress), progress)
    if name in indicators:
        yield from _computed(indicators[name], dataset, definitions.framework, words)
        if indicators[name].context:
            return
        made = explanation(indicators[name], ratings.indicators[name], definition.thresholds, definition.year)
    else:
        task, measure = rows[name]
        calendar = Calendar(definitions.plan.year, definitions.plan.issued, definition.cut_off)
        made = task_explanation(
            (measure or task).title,
            dataset.rows[name],
            ratings.rows[name],
            calendar,
            definition.thresholds,
            asked=definition.asked,
        )
    yield from made.lines(words)


def _computed(indicator: Indicator, dataset: Dataset, framework: Framework, words: Words) -> Iterator[str]:
    """How the latest value of a whole year was computed; nothing where it was not."""
    latest = next(reversed(dataset.yearly(indicator.id)), None)
    origin = next((one for one in latest.origins if isinstance(one, ComputedOrigin)), None) if latest else None
    if indicator.computed is None or (origin is None and not indicator.context):
        return
    named = {one.id: one.name for one in (*framework.indicators, *framework.context)}
    inputs = {one.indicator: one for one in origin.inputs} if origin else {}
    year = latest.year if latest else dataset.year
    yield from computed_explanation(indicator, year, indicator.computed, inputs, named).lines(words)
    if not indicator.context:
        yield ""
