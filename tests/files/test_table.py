"""Is CSV read by its names and lines, and written so that a spreadsheet takes nothing for a formula?"""

from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.files.table import CsvValue, csv_text, read_table

NAME = PurePath("inputs/2031/received.csv")
COLUMNS = ("file", "from")


def table(tmp_path: Path, text: str | bytes) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    file = tmp_path / "table.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    rows, mistakes = read_table(file, NAME, COLUMNS, ["note"])
    return [(row.place.line, dict(row.cells)) for row in rows], [str(one) for one in mistakes]


def test_rows_know_their_lines(tmp_path: Path) -> None:
    text = '\ufefffrom,file\r\nNorth,"a\nb.xlsx"\r\n\r\n , \r\n  South ,c.xlsx\r\n'
    assert table(tmp_path, text) == (
        [(2, {"from": "North", "file": "a\nb.xlsx"}), (6, {"from": "South", "file": "c.xlsx"})],
        [],
    )


def test_a_column_that_need_not_be_there(tmp_path: Path) -> None:
    assert table(tmp_path, "file,from,note\na,b,c\n") == ([(2, {"file": "a", "from": "b", "note": "c"})], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ": The file is empty. Begin with file,from.", id="empty"),
        pytest.param(
            "a.xlsx,North\n", ":1: The first line does not name the columns. Begin with file,from.", id="none"
        ),
        pytest.param("file\na\n", ':1: The column "from" is missing. The first line is file,from,note.', id="missing"),
        pytest.param("file,from,nite\n", ':1: The column "nite" is not known here (nearest: "note").', id="unknown"),
        pytest.param("file,from,file\n", ':1: The column "file" stands twice. Keep one.', id="twice"),
        pytest.param("file,from\na\n", ":2: The row has 1 cells where the first line names 2 columns.", id="few"),
        pytest.param("file,from\na,b\na,b,c\n", ":3: The row has 3 cells where the first line", id="many"),
        pytest.param('file,from\na,b\n"a,b\n', ":3: The row cannot be read", id="open quote"),
        pytest.param('file,from\n"a"b,c\n', ":2: The row cannot be read", id="quote within"),
        pytest.param(b"file,from\na,\xff\n", ":2: The file is not UTF-8 text.", id="not UTF-8"),
    ],
)
def test_mistakes(tmp_path: Path, text: str | bytes, expected: str) -> None:
    _, mistakes = table(tmp_path, text)
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"{NAME}{expected}")


def test_a_broken_row_does_not_hide_the_others(tmp_path: Path) -> None:
    rows, mistakes = table(tmp_path, "file,from\na\nb,c\nd\n")
    assert [line for line, _ in rows] == [3]
    assert len(mistakes) == 2


def test_writing() -> None:
    rows: list[tuple[CsvValue, ...]] = [
        ("plain", Decimal("-4.0"), None),
        ("a, b", 12, True),
        ('say "x"', date(2024, 5, 11), False),
        ("two\nlines", Decimal("1E+3"), 0),
    ]
    assert csv_text(["name", "value", "flag"], rows) == (
        'name,value,flag\nplain,-4.0,\n"a, b",12,true\n"say ""x""",2024-05-11,false\n"two\nlines",1000,0\n'
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1", "－1"])
def test_a_formula_is_written_as_text(text: str) -> None:
    assert csv_text(["x"], [[text]]).partition("\n")[2].lstrip('"').startswith("'")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip).filter(bool))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "again.csv"
    file.write_text(csv_text(["file", "from"], [[text, "x"]]), "utf-8", newline="")
    rows, mistakes = read_table(file, NAME, COLUMNS)
    assert mistakes == []
    assert [row["file"] for row in rows] == [text]


def test_a_row_must_fit() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells does not fit 2 columns"):
        csv_text(["a", "b"], [["x"]])
