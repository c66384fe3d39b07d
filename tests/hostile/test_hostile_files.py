"""Is each hostile, broken or odd file named for what it is, or read right, without touching anything else?"""

import pickle
import re
from collections import Counter
from pathlib import Path

import pytest

from milepost.checks import refused
from milepost.inputs.xlsx import read_workbook
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.workbook import RawWorkbook
from milepost.pipeline.judging import context_of
from tests.hostile.case import Case, content
from tests.hostile.gathered import CASES
from tests.hostile.inbox import languages, setting
from tests.hostile.watch import watching

ALSO_IN_CHINESE = {"xlsx", "xlsb"}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_hostile_file(case: Case) -> None:
    data = content(case)
    with watching() as heard:
        answer = read_workbook(data, file=case.file or "north.xlsx")
    assert heard == []
    assert pickle.loads(pickle.dumps(answer)) == answer
    if case.refused is not None:
        assert isinstance(answer, Refusal)
        assert answer.kind is case.refused
        assert answer.file == (case.file or "north.xlsx")
        assert all(len(str(fact)) <= 300 for fact in answer.facts.values()), "a fact must fit into a sentence"
    else:
        assert isinstance(answer, RawWorkbook), answer
        assert case.reads is not None
        assert case.reads(answer)


def test_hostile_files_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len([case for case in CASES if case.refused is not None]) >= 90
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []


def test_hostile_files_show_every_kind_of_refusal_but_those_of_system_and_worker() -> None:
    elsewhere = {RefusalKind.UNREADABLE_FILE, RefusalKind.FILE_NAME} | {
        kind for kind in RefusalKind if kind.value.startswith("worker_")
    }
    assert set(RefusalKind) - {case.refused for case in CASES} == elsewhere


@pytest.mark.parametrize("kind", RefusalKind)
def test_hostile_refusal_says_what_the_file_is_and_what_to_do(kind: RefusalKind) -> None:
    year = setting()
    found = refused(Refusal("north.xlsx", kind, {"member": "xl/a.xml", "limit": 250}), context_of(year))
    said = {words.language: f"{found.message(words)} {found.request(words)}" for words in languages(year)}
    assert len(set(said.values())) == len(said) == 2
    assert set(re.findall(r"\b[a-z]{4,}\b", said["zh"])) <= ALSO_IN_CHINESE


def test_hostile_watch_hears_what_is_forbidden(tmp_path: Path) -> None:
    with watching() as heard:
        (tmp_path / "a").write_text("a")
        (tmp_path / "a").read_text()
    assert len(heard) == 1
