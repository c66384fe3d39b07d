"""What does a text file hold?"""

from __future__ import annotations

from pathlib import Path, PurePath

from milepost.model.places import FilePlace, Mistake


def read_text(file: Path, path: PurePath, most: int) -> tuple[str | None, list[Mistake]]:
    """Read a text file in UTF-8, with or without a byte order mark.

    Args:
        file: Where the file is.
        path: What to call it: its path relative to the workspace.
        most: Largest size in bytes.

    Returns:
        The text, None where it cannot be read, and then the mistake.
    """
    try:
        if file.stat().st_size > most:
            return None, [_whole(path, f"The file is larger than {most // 1024 // 1024} MB.", "Make it smaller.")]
        content = file.read_bytes()
    except FileNotFoundError:
        return None, [_whole(path, "The file is missing.", "Put it there.")]
    except OSError as refused:
        reason = refused.strerror or str(refused)
        return None, [_whole(path, f"The file cannot be read ({reason}).", "See that it is a file that you may read.")]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        return None, [Mistake(FilePlace(path, line), "The file is not UTF-8 text.", 'Save it again as "UTF-8".')]


def _whole(path: PurePath, problem: str, remedy: str) -> Mistake:
    return Mistake(FilePlace(path), problem, remedy)
