"""Every reason for which something is left out can be said in every language of the engine."""

import pytest

from milepost.merge import dataset, observations
from milepost.templates.folders import template_folders
from milepost.templates.words import read_words

REASONS = [
    dataset.REJECTED,
    observations.DIFFERS,
    observations.UNDECIDED,
    observations.LATER,
    observations.NOT_YET_PUBLIC,
]


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_has_a_translation(reason: str) -> None:
    assert read_words(template_folders(), "zh").has(reason)
