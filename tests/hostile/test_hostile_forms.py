"""Is a form that was blown up still read as the form, and what stood in it as before?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from milepost.inputs.worker import read_form
from milepost.model.submission import Submission
from tests.hostile.case import Case, content
from tests.hostile.forms import CASES
from tests.hostile.inbox import FORM, languages, setting


@cache
def read(path: Path) -> Submission:
    year = setting()
    answer = read_form(str(path), year.form, languages(year))
    assert isinstance(answer, Submission), answer
    return answer


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_hostile_form_is_read_as_before(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "CITY-1.xlsx"
    path.write_bytes(content(case))
    before, after = read(FORM), read(path)
    assert after.stamp == before.stamp
    for key, sheet in before.sheets.items():
        rows = {row.id: row for row in reversed(after.sheets[key].rows)}  # the first of each id
        for row in sheet.rows:
            assert {name: cell.value for name, cell in rows[row.id].cells.items()} == {
                name: cell.value for name, cell in row.cells.items()
            }
