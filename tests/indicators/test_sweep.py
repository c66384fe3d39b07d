"""Whatever is wrong in whichever line: is it always told as a mistake, and never as anything else?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from milepost.reports.definition import find_report
from tests.indicators.small import FILES, lay_out, write

VALUE = re.compile(r"( *(?:- )?[\w-]+: *)(.*)\n")


def spoilt(line: str) -> Iterator[str]:
    """Give a line left out, doubled, cut off, and with things in it that do not belong there."""
    yield from ("", line + line, line[: len(line) // 2] + "\n")
    if found := VALUE.fullmatch(line):
        for value in ("[]", "no", "-1", "{a: {b: c}}", "[1, [2]]", "'\\0'"):
            yield f"{found[1]}{value}\n"


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_every_file(tmp_path: Path, name: str) -> None:
    lay_out(tmp_path)
    lines = FILES[name].splitlines(keepends=True)
    told = 0
    for at, line in enumerate(lines):
        for other in spoilt(line):
            write(tmp_path, name, "".join([*lines[:at], other, *lines[at + 1 :]]))
            _, _, mistakes = find_report(tmp_path, 2026)
            told += bool(mistakes)
            assert all(one.problem and one.remedy for one in mistakes)
            assert all((tmp_path / one.place.path).exists() for one in mistakes)
            assert "Input should" not in str(mistakes), "a sentence of the library, not ours"
    assert told > len(lines)
