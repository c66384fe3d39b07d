"""Does what came by mail reach the year's folder whole, under its name, recorded, and never over another file?"""

import hashlib
import re
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import DefinitionError, WorkspaceError
from milepost.inputs.register import enter, recorded
from milepost.model.exchange import Receipt
from milepost.pipeline.gather import gather
from milepost.pipeline.progress import Progress
from milepost.pipeline.receiving import Taken, receive
from milepost.pipeline.watching import watch
from milepost.pipeline.workspace import Workspace
from tests.pipeline.conftest import year_of
from tests.workspaces.copies import Ended, copy, tree

DAY = date(2032, 2, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A harbour whose units have sent nothing yet."""
    found = copy("harbour", tmp_path)
    for file in (found / "inputs/2031").iterdir():
        if file.is_file() and file.name != "issued.json":
            file.unlink()
    return found


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """The attachments as they came."""
    folder = tmp_path / "mail"
    folder.mkdir()
    for file in (copy("harbour", tmp_path / "sent") / "inputs/2031").iterdir():
        if file.suffix == ".xlsx":
            file.rename(folder / file.name)
    return folder


def came(root: Path, *files: Path, sender: str = "", day: date = DAY) -> tuple[Taken, ...]:
    return receive(gather(Workspace(root), 2031), files, day, sender, Progress())


def inbox(root: Path) -> list[str]:
    files = (file.name for file in (root / "inputs/2031").iterdir() if file.is_file())
    return sorted(name for name in files if name != "issued.json")


def register(root: Path) -> list[str]:
    return (root / "inputs/2031/received.csv").read_text("utf-8").splitlines()


# -- names -----------------------------------------------------------------------------------------------------------


def test_a_form_is_named_after_its_stamp_and_number(root: Path, mail: Path) -> None:
    (mail / "PORT-2.xlsx").rename(mail / "附件 final (3).xlsx")
    (taken,) = came(root, mail / "附件 final (3).xlsx", sender="clerk@port")
    assert (taken.file, taken.sent_as, taken.unit, taken.number) == ("PORT-2.xlsx", "附件 final (3).xlsx", "PORT", 2)
    assert inbox(root) == ["PORT-2.xlsx", "received.csv"]
    assert register(root) == ["file,received,from", "PORT-2.xlsx,2032-02-20,clerk@port"]
    content = (root / "inputs/2031/PORT-2.xlsx").read_bytes()
    assert content == (mail / "附件 final (3).xlsx").read_bytes(), "the mail stays where it is"
    assert taken.sha256 == hashlib.sha256(content).hexdigest()


def test_findings_are_counted_as_check_counts_them(root: Path, mail: Path) -> None:
    (taken,) = came(root, mail / "PORT-2.xlsx", sender="PORT")
    told = [one.rule.code for one in year_of(root).judged.findings if one.where.workbook == "PORT-2.xlsx"]
    assert [one.rule.code for one in taken.findings] == [code for code in told if code[0] not in "UX"]
    assert "I05" in told


def test_the_same_bytes_are_taken_once(root: Path, mail: Path) -> None:
    again = mail / "again.xlsx"
    again.write_bytes((mail / "CITY-1.xlsx").read_bytes())
    first, second = came(root, mail / "CITY-1.xlsx", again)
    (third,) = came(root, again, day=date(2032, 3, 1))
    assert [one.known for one in (first, second, third)] == [False, True, True]
    assert {one.file for one in (first, second, third)} == {"CITY-1.xlsx"}
    assert inbox(root) == ["CITY-1.xlsx", "received.csv"]
    assert register(root)[1:] == ["CITY-1.xlsx,2032-02-20,"]


def test_a_file_that_was_put_there_by_hand_is_entered(root: Path, mail: Path) -> None:
    by_hand = root / "inputs/2031/from the city.xlsx"
    by_hand.write_bytes((mail / "CITY-1.xlsx").read_bytes())
    (taken,) = came(root, by_hand, sender="CITY")
    assert (taken.known, taken.file) == (True, "from the city.xlsx")
    assert register(root)[1:] == ["from the city.xlsx,2032-02-20,CITY"]


def test_another_file_with_the_same_number_gets_the_next_free_name(root: Path, mail: Path) -> None:
    before = (mail / "PORT-1.xlsx").read_bytes()
    changed = mail / "changed.xlsx"
    changed.write_bytes(before + b"\0")
    one, two = came(root, mail / "PORT-1.xlsx", changed)
    assert (one.file, two.file, two.rival) == ("PORT-1.xlsx", "PORT-1 (2).xlsx", "PORT-1.xlsx")
    assert (root / "inputs/2031/PORT-1.xlsx").read_bytes() == before
    statuses = {one.file: one.status for one in year_of(root).judged.accepted.inbox}
    assert statuses == {"PORT-1.xlsx": "disputed", "PORT-1 (2).xlsx": "disputed"}


def test_what_cannot_be_read_is_kept_under_its_own_name(root: Path, mail: Path) -> None:
    (taken,) = came(root, mail / "FISH-torn.xlsx", sender="FISH")
    assert (taken.file, taken.accepted, [one.rule.code for one in taken.findings]) == ("FISH-torn.xlsx", False, ["F01"])
    assert inbox(root) == ["FISH-torn.xlsx", "received.csv"]


def test_a_form_from_another_unit_keeps_the_name_that_shows_it(root: Path, mail: Path) -> None:
    (mail / "CITY-1.xlsx").rename(mail / "FISH.xlsx")
    (taken,) = came(root, mail / "FISH.xlsx")
    assert (taken.file, [one.rule.code for one in taken.findings]) == ("FISH.xlsx", ["F05"])
    assert [one.rule.code for one in year_of(root).judged.findings if one.where.workbook == "FISH.xlsx"] == ["F05"]


def test_the_sender_is_held_against_the_stamp(root: Path, mail: Path) -> None:
    (mail / "CITY-1.xlsx").rename(mail / "report.xlsx")
    (taken,) = came(root, mail / "report.xlsx", sender="FISH")
    assert (taken.file, [one.rule.code for one in taken.findings]) == ("report.xlsx", ["F05"])
    assert [one.rule.code for one in year_of(root).judged.findings if one.where.workbook == "report.xlsx"] == ["F05"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("decisions.yaml", "decisions.yaml.txt", id="a file of the office"),
        pytest.param("received.csv", "received.csv.txt", id="the register itself"),
        pytest.param("notes.md", "notes.md.txt", id="what check would not look at"),
        pytest.param(".hidden.xlsx", "hidden.xlsx", id="hidden"),
        pytest.param('a"b\n|c.pdf', "a_b__c.pdf", id="characters that no name should have"),
        pytest.param("长" * 80 + ".xlsx", "长" * 80 + ".xlsx", id="Chinese"),
        pytest.param("x" * 200 + ".xlsx", "x" * 115 + ".xlsx", id="too long"),
    ],
)
def test_own_names_are_fit_for_the_folder(root: Path, mail: Path, name: str, kept: str) -> None:
    (mail / name).write_text("- kind: waive\n", "utf-8")
    (taken,) = came(root, mail / name)
    assert taken.file == kept
    assert (root / "inputs/2031" / kept).is_file()
    assert kept in {one.file for one in year_of(root).judged.accepted.inbox}, "check says what became of it"


@pytest.mark.parametrize("name", ["~$CITY-1.xlsx", ".~lock.CITY-1.xlsx#"])
def test_a_lock_file_is_left_where_it_lies(root: Path, mail: Path, name: str) -> None:
    (mail / name).write_bytes(b"\x05Clerk")
    (taken,) = came(root, mail / name)
    assert (taken.file, [one.rule.code for one in taken.findings]) == ("", ["F02"])
    assert inbox(root) == []


def test_two_attachments_of_one_name(root: Path, mail: Path) -> None:
    other = mail / "other"
    other.mkdir()
    (mail / "FISH-1.xlsx").rename(other / "form.xlsx")
    (mail / "CITY-1.xlsx").rename(mail / "form.xlsx")
    assert [one.file for one in came(root, mail / "form.xlsx", other / "form.xlsx")] == ["CITY-1.xlsx", "FISH-1.xlsx"]


# -- what became of several ------------------------------------------------------------------------------------------


def test_status_says_what_became_of_each(root: Path, mail: Path, milepost: Callable[..., Ended]) -> None:
    changed = mail / "changed.xlsx"
    changed.write_bytes((mail / "CITY-1.xlsx").read_bytes() + b"\0")
    cut = mail / "PORT-3.xlsx"
    cut.write_bytes((mail / "PORT-2.xlsx").read_bytes()[:5_000])
    came(root, mail / "CITY-1.xlsx", changed, mail / "PORT-1.xlsx", mail / "PORT-2.xlsx", cut)
    end = milepost("-q", "status", "2031", cwd=root)
    lines = end.out.splitlines()
    (port,) = (line for line in lines if line.startswith("PORT"))
    assert "PORT-1.xlsx (superseded), PORT-2.xlsx (counts), PORT-3.xlsx (unreadable)" in port
    assert "           PORT-3.xlsx: The file cannot be read: its end is missing. [F01] PORT-2.xlsx counts." in lines
    (city,) = (line for line in lines if line.startswith("CITY"))
    assert "CITY-1 (2).xlsx (disputed), CITY-1.xlsx (disputed)" in city
    told = [line.strip() for line in lines if line.startswith("           CITY-1")]
    assert [line.partition(":")[0] for line in told] == ["CITY-1 (2).xlsx", "CITY-1.xlsx"]
    assert all("Neither counts. [F21]" in line for line in told)


# -- the register ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"", b"file,received,from\nA.xlsx,2032-02-20,PORT\n", id="an empty file"),
        pytest.param(
            b"file,received,from\nB.xlsx,2032-02-01,CITY",
            b"file,received,from\nB.xlsx,2032-02-01,CITY\nA.xlsx,2032-02-20,PORT\n",
            id="no end of line",
        ),
        pytest.param(
            b"\xef\xbb\xbffrom,file,received\r\nCITY,B.xlsx,2032-02-01\r\n\r\n",
            b"\xef\xbb\xbffrom,file,received\r\nCITY,B.xlsx,2032-02-01\r\n\r\nPORT,A.xlsx,2032-02-20\r\n",
            id="as Excel saves it, in another order",
        ),
        pytest.param(
            b"file,received,from\nA.xlsx,2032-01-01,by hand\n",
            b"file,received,from\nA.xlsx,2032-01-01,by hand\n",
            id="there already",
        ),
    ],
)
def test_what_stands_in_the_register_stays(tmp_path: Path, before: bytes, after: bytes) -> None:
    file = tmp_path / "received.csv"
    file.write_bytes(before) if before else None
    enter(file, [Receipt("A.xlsx", DAY, "PORT", 0)])
    assert file.read_bytes() == after
    assert "A.xlsx" in recorded(file)


def test_a_sender_cannot_break_the_register(root: Path, mail: Path) -> None:
    came(root, mail / "CITY-1.xlsx", sender='=1+1, "the clerk"\nof the city')
    receipt = gather(Workspace(root), 2031).exchange.receipts["CITY-1.xlsx"]
    assert receipt.sender == '=1+1, "the clerk"\nof the city'
    assert "\"'=1+1" in "\n".join(register(root))


def test_a_register_that_cannot_be_read_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "received.csv"
    file.write_text("name,day\nA,B\n", "utf-8")
    with pytest.raises(DefinitionError):
        enter(file, [Receipt("A.xlsx", DAY, "PORT", 0)])
    assert file.read_text("utf-8") == "name,day\nA,B\n"


def test_a_file_that_is_not_there_stops_before_anything_is_done(root: Path, mail: Path) -> None:
    before = tree(root)
    with pytest.raises(WorkspaceError, match=r"gone\.xlsx: there is no such file"):
        came(root, mail / "CITY-1.xlsx", mail / "gone.xlsx")
    assert tree(root) == before


def test_two_at_the_same_time_lose_nothing(root: Path, mail: Path) -> None:
    files = [mail / "CITY-1.xlsx", mail / "FISH-1.xlsx"]
    threads = [threading.Thread(target=came, args=(root, file)) for file in files]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert inbox(root) == ["CITY-1.xlsx", "FISH-1.xlsx", "received.csv"]
    assert sorted(register(root)[1:]) == ["CITY-1.xlsx,2032-02-20,", "FISH-1.xlsx,2032-02-20,"]


# -- a drop folder ---------------------------------------------------------------------------------------------------


def test_a_file_is_taken_once_it_is_whole(tmp_path: Path) -> None:
    taken: list[list[str]] = []
    steps = iter(
        [
            lambda: (tmp_path / "a.xlsx").write_bytes(b"one"),
            lambda: (tmp_path / "a.xlsx").write_bytes(b"one and two"),  # still being written
            lambda: (tmp_path / "b.xlsx").write_bytes(b"b"),
            lambda: (tmp_path / "~$a.xlsx").write_bytes(b"lock"),
            lambda: (tmp_path / "c.xlsx.part").write_bytes(b"half"),
            lambda: (tmp_path / "b.xlsx").write_bytes(b"b, corrected"),
            lambda: None,
            lambda: (tmp_path / "a.xlsx").unlink(),
        ]
    )
    watch(tmp_path, lambda files: taken.append([file.name for file in files]), 7, 9, lambda seconds: next(steps)())
    assert taken == [["a.xlsx"], ["b.xlsx"], ["b.xlsx"]]


def test_watching_a_folder(root: Path, mail: Path, milepost: Callable[..., Ended]) -> None:
    end = milepost("receive", "--watch", str(mail), "--every", "0", "--times", "2", "--date", "2032-02-20", cwd=root)
    assert end.status == 0, end.err
    assert end.out.count("  SHA-256: ") == 6
    assert inbox(root) == [
        "CITY-1.xlsx", "FISH-1.xlsx", "FISH-torn.xlsx", "PORT-1.xlsx", "PORT-2.xlsx", "SHORE-1.xlsx", "received.csv",
    ]  # fmt: skip
    again = milepost("receive", "--watch", str(mail), "--every", "0", "--times", "2", cwd=root)
    assert again.out.count("The same bytes came before") == 6
    assert len(register(root)) == 7


# -- the receipt -----------------------------------------------------------------------------------------------------


def test_the_receipt_can_be_mailed_back(root: Path, mail: Path, milepost: Callable[..., Ended]) -> None:
    (mail / "FISH-1.xlsx").rename(mail / "form.xlsx")
    words = ["receive", str(mail / "form.xlsx"), "--from", "FISH", "--date", "2032-02-20"]
    end = milepost("-q", *words, cwd=root)
    assert (end.status, end.err) == (0, "")
    told = dict(re.findall(r"^  (.+?): (.+)$", end.out, re.M))
    assert end.out.startswith("Receipt 收件回执\n")
    assert told["File 文件"] == "FISH-1.xlsx"
    assert told["Sent as 原文件名"] == "form.xlsx"
    assert re.fullmatch(r"[0-9a-f]{64}", told["SHA-256"])
    assert told["Unit 责任单位"].startswith("FISH ")
    assert (told["Submission number 报送次数"], told["Received 收到日期"]) == ("1", "2032-02-20")
    assert told["What we found 审核结果"].startswith("1 REJECT (not printed until it is corrected 更正前不载入报告), ")


def test_the_receipt_says_what_is_wrong_with_the_file(root: Path, mail: Path, milepost: Callable[..., Ended]) -> None:
    end = milepost("-q", "receive", str(mail / "FISH-torn.xlsx"), cwd=root)
    assert end.status == 0
    assert "not accepted as a form" in end.out
    assert "The file cannot be read: its end is missing" in end.out
    assert "文件无法读取" in end.out
    assert "What we found" not in end.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["receive"], "Name the files that came", id="nothing"),
        pytest.param(["receive", "gone.xlsx"], "gone.xlsx: there is no such file", id="a file that is not there"),
        pytest.param(["receive", "--watch", "gone"], "no such folder to watch", id="a folder that is not there"),
        pytest.param(["receive", "x", "--watch", "."], "Name the files that came", id="both"),
        pytest.param(["receive", "x", "--year", "2040"], "no definition for 2040", id="another year"),
    ],
)
def test_what_cannot_be_done_is_said(root: Path, milepost: Callable[..., Ended], words: list[str], says: str) -> None:
    end = milepost(*words, cwd=root)
    assert end.status == 2
    assert says in end.err
    assert "Traceback" not in end.err
