"""Which numbers in the secretariat's own words do the data not hold?"""

from __future__ import annotations

from milepost.checks.own_words import unsupported
from milepost.model.places import Mistake
from milepost.pipeline.gather import Setting
from milepost.reports.report import Report


def doubtful_numbers(setting: Setting, report: Report) -> tuple[Mistake, ...]:
    """The numbers of ``inputs/YEAR/editorial/`` that stand in no value of the report's data, by file and line."""
    terms = [words for text in setting.definition.terms.values() for words in text.by_language.values()]
    return tuple(sorted(set(unsupported(setting.editorial, report.numbers, ("task", "tasks", "任务", *terms)))))
