"""Which indicators have a past that allows a forecast, and what does it say?"""

from milepost.assess.forecast import Outlook, Question, outlook
from milepost.model.dataset import Observation
from milepost.model.framework import Indicator
from milepost.reports.material import Material


def yearly(indicator: Indicator, material: Material) -> tuple[Observation, ...]:
    """The latest vintage of each whole year up to the report year."""
    year = material.definition.year
    return tuple(one for one in material.dataset.yearly(indicator.id) if one.year <= year)


def outlook_of(indicator: Indicator, material: Material) -> Outlook | None:
    """Forecast an indicator from its yearly values up to the report year; None where its past allows none."""
    target = indicator.target
    if target is None or target.value is None:
        return None
    question = Question(target.year, target.value, int(indicator.direction), indicator.decimals, indicator.bounds)
    return outlook({one.year: one.value for one in yearly(indicator, material)}, question)
