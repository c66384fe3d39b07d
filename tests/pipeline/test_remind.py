"""Does each unit that is late or has open findings get a letter that lists exactly what is missing?"""

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from milepost.errors import WorkspaceError
from milepost.pipeline.gather import Setting, gather
from milepost.pipeline.judging import Judged
from milepost.pipeline.open_matters import unsettled
from milepost.pipeline.progress import Progress
from milepost.pipeline.reminding import Reminders, remind
from milepost.pipeline.workspace import Workspace
from tests.pipeline.conftest import Year
from tests.workspaces.copies import Ended, copy, tree

DAY = date(2032, 3, 15)


@pytest.fixture
def desk(harbour: Year, tmp_path: Path) -> tuple[Setting, Judged]:
    """A harbour of its own, whose workbooks were judged once for all tests."""
    return gather(Workspace(copy("harbour", tmp_path)), 2031), harbour.judged


@pytest.fixture
def written(desk: tuple[Setting, Judged]) -> Reminders:
    return remind(*desk, DAY, Progress())


def text(reminders: Reminders, unit: str) -> str:
    return (reminders.folder / f"{unit}.txt").read_text("utf-8")


def test_who_gets_a_letter(written: Reminders) -> None:
    assert [(one.unit, one.late) for one in written.units] == [
        ("PORT", False),
        ("CITY", False),
        ("FISH", False),
        ("SHORE", False),
        ("RAIL", True),
    ]
    names = sorted(file.name for file in written.folder.iterdir())
    assert names == sorted(f"{one.unit}.{kind}" for one in written.units for kind in ("docx", "txt"))


def test_a_letter_lists_every_open_finding_and_no_other(desk: tuple[Setting, Judged], written: Reminders) -> None:
    setting, judged = desk
    for one in written.units[:4]:
        found = [finding for finding in unsettled(setting, judged) if finding.unit == one.unit]
        assert one.open_points == len(found) > 0
        letter = text(written, one.unit)
        for words in setting.words.values():
            for finding in found:
                assert finding.message(words) in letter
                assert finding.request(words) in letter
        codes = [part.rpartition("[")[2] for part in letter.split("]")[:-1]]
        assert sorted(codes) == sorted([finding.rule.code for finding in found] * 2), "once in each language"


def test_what_the_office_settled_is_not_asked(written: Reminders) -> None:
    assert "twenty-seven" not in text(written, "PORT"), "the office corrected it"


def test_a_silent_unit_is_told_what_its_form_asks(desk: tuple[Setting, Judged], written: Reminders) -> None:
    letter = text(written, "RAIL")
    assert "to be sent back by 2032-02-15. Nothing has come from your unit so far." in letter
    assert "报送截止日期为2032-02-15，至今尚未收到" in letter
    assert "the form RAIL-2031.xlsx" in letter
    plan = desk[0].definitions.plan
    for task in plan.tasks_of("RAIL"):
        assert f"Task {task.id}" in letter
        assert task.title.said("en") in letter
        assert task.title.said("zh") in letter
    assert "[U01]" not in letter


def test_it_reads_like_a_letter(written: Reminders) -> None:
    english, _, chinese = text(written, "FISH").partition("=" * 72)
    assert english.startswith("Reminder: ")
    assert "To: " in english
    assert "Your form has come (FISH-1.xlsx, submission 1). These points are still open." in english
    assert "To be corrected: until then it is not printed" in english
    assert "say on its sheet “To do 待办” why a value is right" in english
    assert english.rstrip().endswith("2032-03-15")
    assert "报送提醒：" in chinese
    assert "须更正的事项" in chinese
    assert "Reminder" not in chinese


def test_before_the_deadline_nobody_is_late(desk: tuple[Setting, Judged]) -> None:
    early = remind(*desk, date(2032, 2, 15), Progress())
    assert [one.unit for one in early.units] == ["PORT", "CITY", "FISH", "SHORE"]
    assert early.silent == ("RAIL",)


def test_without_a_deadline_nobody_is_called_late(desk: tuple[Setting, Judged]) -> None:
    setting = replace(desk[0], definition=replace(desk[0].definition, deadline=None))
    assert "RAIL" in remind(setting, desk[1], DAY, Progress()).silent


def test_letters_of_an_earlier_day_do_not_stay(desk: tuple[Setting, Judged], written: Reminders) -> None:
    (written.folder / "GONE.txt").write_text("of an earlier day", "utf-8")
    before = tree(written.folder, without=("GONE.txt",))
    assert tree(remind(*desk, DAY, Progress()).folder) == before, "and the same letters are the same bytes"


def test_the_word_document_says_the_same(written: Reminders) -> None:
    document = Document(str(written.folder / "FISH.docx"))
    said = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for line in text(written, "FISH").splitlines():
        words = line.strip().removeprefix("1. ").removeprefix("2. ")
        assert not words or set(words) == {"="} or any(words in part for part in (*said, *cells)), words
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert document.core_properties.created.isoformat()[:10] == "2032-03-15"
    with zipfile.ZipFile(io.BytesIO((written.folder / "FISH.docx").read_bytes())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_libreoffice_opens_it_with_one_language_on_each_page(
    written: Reminders, need_program: Callable[[str], str], tmp_path: Path
) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [need_program("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(written.folder / "FISH.docx")], capture_output=True, timeout=120, check=True)
    with pikepdf.open(tmp_path / "FISH.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_nobody_is_reminded_of_a_report_from_public_sources(desk: tuple[Setting, Judged]) -> None:
    setting = replace(desk[0], definition=replace(desk[0].definition, collection="public_sources"))
    with pytest.raises(WorkspaceError, match=r"^reports/2031\.yaml: this report is compiled from public sources"):
        remind(setting, desk[1], DAY, Progress())
    assert not setting.workspace.letters(2031).exists()


def test_the_command_says_who_is_reminded_and_why(tmp_path: Path, milepost: Callable[..., Ended]) -> None:
    root = copy("meadow", tmp_path)
    assert milepost("-q", "remind", "2030", "--date", "2031-12-31", cwd=root).out == "No unit needs to be reminded.\n"
    (root / "inputs/2030/POND-1.xlsx").unlink()
    end = milepost("-q", "remind", "2030", "--date", "2031-12-31", cwd=root)
    assert (end.status, end.err) == (0, "")
    assert end.out.splitlines() == [
        "POND       nothing received",
        "1 letter in inputs/2030/letters, each as .docx and .txt",
    ]
