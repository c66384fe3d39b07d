"""Do hostile files cost nobody but themselves when a whole year is read in worker processes?"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from milepost.inputs.form import Form
from milepost.model.intake import Refusal, RefusalKind
from milepost.model.submission import Submission
from milepost.model.words import Words
from milepost.pipeline.reading import read_all
from tests.hostile.inbox import Inbox, entries, inbox, languages, setting
from tests.hostile.watch import CUSTOMIZED

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The log of what worker processes do that reading must not do: net, other programs, changes of files."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "sitecustomize.py").write_text(CUSTOMIZED, encoding="utf-8")
    log = folder / "log"
    log.touch()
    variables = {
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), str(ROOT / "src")]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCH_LOG": str(log),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        yield log


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Inbox:
    return inbox(tmp_path_factory.mktemp("inbox"))


@pytest.fixture(scope="module")
def answers(box: Inbox, watched: Path) -> tuple[Submission | Refusal, ...]:
    """Every file of the inbox, read as a build reads it."""
    year = setting()
    watched.write_text("", encoding="utf-8")
    return tuple(read_all(box.files, year.form, languages(year)))


def test_hostile_batch_answers_in_order(box: Inbox, answers: Sequence[Submission | Refusal]) -> None:
    assert [one.file for one in answers] == [file.name for file in box.files]


def test_hostile_batch_gives_the_verdicts_of_files_alone(box: Inbox, answers: Sequence[Submission | Refusal]) -> None:
    wrong = [
        (case.name, answer)
        for case, answer in zip(box.cases, answers, strict=True)
        if case is not None and (answer.kind if isinstance(answer, Refusal) else None) != case.refused
    ]
    assert wrong == []


def test_hostile_batch_is_decided_by_counting_never_by_the_worker(answers: Sequence[Submission | Refusal]) -> None:
    assert [one for one in answers if isinstance(one, Refusal) and one.kind.value.startswith("worker_")] == []


def test_hostile_batch_leaves_good_forms_alone(box: Inbox, answers: Sequence[Submission | Refusal]) -> None:
    good = [answer for case, answer in zip(box.cases, answers, strict=True) if case is None]
    assert len(good) >= 10
    first = good[0]
    assert isinstance(first, Submission)
    assert first.stamp is not None
    assert first.remarks == ()
    assert all(isinstance(one, Submission) and entries(one) == entries(first) for one in good)


def test_hostile_batch_touches_nothing_else(box: Inbox, answers: Sequence[Submission | Refusal], watched: Path) -> None:
    assert len(answers) == len(box.files)
    assert watched.read_text(encoding="utf-8") == ""
    folder = box.files[0].parent
    assert sorted(file for file in folder.rglob("*") if file.is_file()) == sorted(box.files)


def reach_out(path: str, form: Form, words: Sequence[Words]) -> Refusal:
    with socket.socket() as line:
        line.settimeout(0.1)
        line.connect_ex(("127.0.0.1", 9))
    Path(path + ".copy").write_text("a", encoding="utf-8")
    return Refusal(Path(path).name, RefusalKind.NOT_A_ZIP)


def test_hostile_watch_hears_workers(tmp_path: Path, watched: Path) -> None:
    year = setting()
    before = watched.read_text(encoding="utf-8")
    list(read_all([tmp_path / "a.xlsx"], year.form, languages(year), reach_out))
    heard = watched.read_text(encoding="utf-8")
    watched.write_text(before, encoding="utf-8")
    assert "socket.connect" in heard
    assert "a.xlsx.copy" in heard
