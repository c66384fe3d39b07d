"""How did the rating of one indicator, task or measure come about?"""

from __future__ import annotations

from collections.abc import Iterator

from milepost.assess.explain import explanation
from milepost.assess.explain_tasks import task_explanation
from milepost.assess.tasks import Calendar
from milepost.errors import WorkspaceError
from milepost.files.nearest import instead, nearest
from milepost.model.words import Words
from milepost.pipeline.building import assess
from milepost.pipeline.gather import Setting
from milepost.pipeline.judging import judge
from milepost.pipeline.progress import Progress


def explain(setting: Setting, name: str, words: Words, progress: Progress) -> Iterator[str]:
    """Tell how a rating came about: inputs with their cells or sources, arithmetic, thresholds, result, sensitivity.

    Args:
        setting: The year.
        name: Id of an indicator, task or measure.
        words: Language of the answer.
        progress: Told of each stage.

    Raises:
        WorkspaceError: If nothing has this id; the text names the nearest ones.
    """
    definitions, definition = setting.definitions, setting.definition
    rows = definitions.plan.rows()
    indicators = {one.id: one for one in definitions.framework.indicators}
    if name not in rows and name not in indicators:
        near = instead(nearest(name, (*indicators, *rows)))
        raise WorkspaceError(f'No indicator, task or measure has the id "{name}"{near}. Use an id of the definitions.')
    dataset, ratings = assess(setting, judge(setting, progress), progress)
    if name in indicators:
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
