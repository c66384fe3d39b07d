"""Does a report build by any method, with the words and shapes of that method's classes?"""

import re
from dataclasses import replace

import pytest

from milepost.assess import METHODS, method_of
from milepost.model.rating import CommonClass
from milepost.pipeline.building import assess
from milepost.pipeline.progress import Progress
from tests.pipeline.conftest import Year
from tests.pipeline.pages import composed, markup_of

SHAPES = {
    CommonClass.ACHIEVED: "met",
    CommonClass.ON_TRACK: "on_schedule",
    CommonClass.SLOW: "behind",
    CommonClass.REVERSE: "far_behind",
    None: "not_rated",
}


@pytest.mark.parametrize("code", [one.code for one in METHODS if one.code != "M1"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_by_another_method(harbour: Year, code: str, language: str) -> None:
    setting = replace(harbour.setting, definition=replace(harbour.setting.definition, method=code))
    dataset, ratings = assess(setting, harbour.judged, Progress())
    page = markup_of(setting, composed(setting, dataset, ratings), language)
    assert {one.method for one in ratings.indicators.values()} == {code}
    for rating in ratings.indicators.values():
        grade = method_of(code).grade(rating.standing)
        word = setting.words[language].say(grade.label)
        printed = rf'<span class="mark mark-{SHAPES[grade.common]}">(<a [^>]*>)?{re.escape(word)}(</a>)?</span>'
        assert re.search(printed, page), (grade.code, word)


def test_one_indicator_may_have_a_method_of_its_own(harbour: Year) -> None:
    framework = harbour.setting.definitions.framework
    others = tuple(replace(one, method="M2" if one.id == "oil_spills" else None) for one in framework.indicators)
    definitions = replace(harbour.setting.definitions, framework=replace(framework, indicators=others))
    setting = replace(harbour.setting, definitions=definitions)
    dataset, ratings = assess(setting, harbour.judged, Progress())
    assert {key: one.method for key, one in ratings.indicators.items() if one.method != "M1"} == {"oil_spills": "M2"}
    report = composed(setting, dataset, ratings)
    page = markup_of(setting, report, "en")
    assert "moderate progress" in page
    assert "ahead of expectation" in page
