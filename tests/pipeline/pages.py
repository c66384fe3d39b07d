"""How does a test get the pages of a workspace without printing them?"""

from milepost.model.dataset import Dataset
from milepost.model.rating import Ratings
from milepost.pipeline.building import compose_report
from milepost.pipeline.gather import Setting
from milepost.render.environment import environment, render_template
from milepost.reports.report import Report


def composed(setting: Setting, dataset: Dataset, ratings: Ratings) -> Report:
    """What is on the page."""
    return compose_report(setting, dataset, ratings)


def markup_of(setting: Setting, report: Report, language: str, medium: str = "screen") -> str:
    """The page of one language, without its style."""
    made = environment(setting.folders, setting.words[language], medium)
    values = {"report": report, "fingerprint": "0123abcd", "editorial": setting.editorial}
    return render_template(made, "report/report.html.j2", **values)
