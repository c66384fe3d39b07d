"""Is a file or folder always either the old one or the new one, whole?"""

import errno
import os
import stat
from pathlib import Path

import pytest

from milepost.errors import WorkspaceError
from milepost.files.replace import finish_swap, fresh_folder, swap_folder, write_file, write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def make(folder: Path, content: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(content)
    return folder


def test_write_file_makes_folders_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "out.json"
    write_file(file, b"one")
    write_text(file, "二\n")
    assert file.read_bytes() == "二\n".encode()
    assert names(file.parent) == ["out.json"]


def test_permissions_stay(tmp_path: Path) -> None:
    file = tmp_path / "out"
    write_file(file, b"one")
    usual = tmp_path / "usual"
    usual.write_bytes(b"")
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    file.chmod(0o640)
    write_file(file, b"two")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full. Make room and start again."),
        (errno.EROFS, "the folder is read-only. Use a folder that can be written to."),
        (errno.EACCES, "you may not write there."),
        (errno.EIO, "Input/output error."),
    ],
)
def test_a_refusal_is_one_clear_line_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    file = tmp_path / "out"
    write_file(file, b"old")

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(WorkspaceError) as told:
        write_file(file, b"new")
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    assert str(file) in str(told.value)
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["out"]


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("I am a file")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write_file(tmp_path / "a" / "out", b"x")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        fresh_folder(tmp_path / "a" / "2024")


def test_swap(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "2024"
    for content in ("first", "second"):
        new = fresh_folder(folder)
        (new / "page.html").write_text(content)
        assert content != "second" or (folder / "page.html").read_text() == "first"
        swap_folder(new, folder)
        assert (folder / "page.html").read_text() == content
        assert names(folder.parent) == ["2024"]


def test_a_fresh_folder_is_empty_whatever_an_earlier_build_left(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    (fresh_folder(folder) / "half.html").write_text("half")
    assert names(fresh_folder(folder)) == []


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "2024", "old")
    new = fresh_folder(folder)
    true_rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == new:
            raise OSError(errno.ENOSPC, "No space left on device")
        return true_rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(WorkspaceError, match="the disk is full"):
        swap_folder(new, folder)
    assert (folder / "page.html").read_text() == "old"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"2024": "old", ".2024.new": "half"}, "old", id="broken off while building"),
        pytest.param({".2024.old": "old", ".2024.new": "new"}, "new", id="between the two moves: completed"),
        pytest.param({".2024.old": "old"}, "old", id="the new one is gone: undone"),
        pytest.param({"2024": "new", ".2024.old": "old"}, "new", id="the old one is not removed yet"),
        pytest.param({"2024": "old"}, "old", id="nothing was going on"),
        pytest.param({}, None, id="nothing there"),
        pytest.param({".2024.new": "half"}, None, id="the first build, broken off"),
    ],
)
def test_finish_swap(tmp_path: Path, before: dict[str, str], after: str | None) -> None:
    for name, content in before.items():
        make(tmp_path / name, content)
    finish_swap(tmp_path / "2024")
    assert names(tmp_path) == (["2024"] if after else [])
    if after:
        assert (tmp_path / "2024" / "page.html").read_text() == after


def test_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "2024", "old")

    def refuse(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WorkspaceError, match=r"cannot be written: the folder is read-only\."):
        fresh_folder(folder)
    assert (folder / "page.html").read_text() == "old"
