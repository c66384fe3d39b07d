"""Does a workbook that nobody thought of give a value or a refusal, never an error?"""

from __future__ import annotations

import random
from functools import cache

import pytest

from milepost.inputs.read import read_submission
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal
from milepost.model.submission import Submission
from milepost.model.workbook import RawWorkbook
from tests.hostile import markups
from tests.hostile.inbox import FORM, languages, setting
from tests.hostile.mutate import IN_BYTES, in_parts
from tests.inputs.packages import members, zipped


@cache
def small() -> bytes:
    """A small workbook with a part of every kind."""
    return zipped(markups.everything())


def is_answered(data: bytes, seed: int) -> RawWorkbook | Refusal:
    answer = read_workbook(data, file=f"{seed}.xlsx")
    assert isinstance(answer, RawWorkbook | Refusal)
    assert answer.file == f"{seed}.xlsx"
    return answer


@pytest.mark.parametrize("start", range(0, 500, 100))
def test_hostile_bytes_turned_at_random(start: int) -> None:
    for seed in range(start, start + 100):
        chance = random.Random(seed)
        is_answered(chance.choice(IN_BYTES)(small(), chance), seed)


@pytest.mark.parametrize("start", range(0, 500, 100))
def test_hostile_parts_changed_at_random(start: int) -> None:
    parts = members(small())
    for seed in range(start, start + 100):
        is_answered(in_parts(parts, random.Random(seed)), seed)


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_hostile_forms_changed_at_random_are_read_as_submissions(start: int) -> None:
    year = setting()
    parts = members(FORM.read_bytes())
    for seed in range(start, start + 20):
        book = is_answered(in_parts(parts, random.Random(seed)), seed)
        if isinstance(book, RawWorkbook):
            assert isinstance(read_submission(book, year.form, languages(year)), Submission)


def test_hostile_changes_leave_some_workbooks_readable_and_refuse_others() -> None:
    """Else the changes would be too small or too large to find anything."""
    parts = members(small())
    answers = [is_answered(in_parts(parts, random.Random(seed)), seed) for seed in range(100)]
    refused = [one.kind for one in answers if isinstance(one, Refusal)]
    assert 10 < len(refused) < 90
    assert len(set(refused)) >= 3
