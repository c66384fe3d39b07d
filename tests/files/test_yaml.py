"""Is YAML read strictly, with the line of everything in it?"""

from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath

import pytest

from milepost.files.yaml import YamlFile, read_yaml
from milepost.model.places import Mistake

NAME = PurePath("indicators/some.yaml")


def read(tmp_path: Path, text: str | bytes) -> tuple[YamlFile | None, list[Mistake]]:
    file = tmp_path / "some.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(file, NAME)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("-3", -3),
        ("4.0", Decimal("4.0")),
        ("12.60", Decimal("12.60")),
        ("1.10", Decimal("1.10")),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 31, "9" * 31),
        ("'12'", "12"),
        ("2024-05-11", date(2024, 5, 11)),
        ("2024-02-30", "2024-02-30"),
        ("2024-05", "2024-05"),
        ("true", True),
        ("No", False),
        ("'no'", "no"),
        ("y", "y"),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        ("100%", "100%"),
        ("2021年=100", "2021年=100"),
    ],
)
def test_what_a_word_means(tmp_path: Path, written: str, meant: object) -> None:
    found, mistakes = read(tmp_path, f"key: {written}\n")
    assert mistakes == []
    assert found is not None
    assert isinstance(found.value, dict)
    value = found.value["key"]
    assert (type(value), value, str(value)) == (type(meant), meant, str(meant))


def test_places(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path, "# a comment\nparts:\n  - id: 1\n    tasks:\n      - {id: 3,\n         units: [A,\n B]}\n"
    )
    assert found is not None
    steps: list[tuple[tuple[str | int, ...], int]] = [
        ((), 2),
        (("parts",), 2),
        (("parts", 0), 3),
        (("parts", 0, "tasks", 0, "units"), 6),
        (("parts", 0, "tasks", 0, "units", 1), 7),
        (("parts", 0, "tasks", 9), 4),
        (("parts", 0, "title"), 3),
        (("parts", 0, "id", "deeper"), 3),
    ]
    assert [(way, found.place(*way).line) for way, _ in steps] == steps
    assert str(found.place("parts", 0)) == "indicators/some.yaml:3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", ':3: The key "a" stands here a second time, first on line 1.', id="twice"),
        pytest.param("a:\n  NO: 3\n", ":2: The key NO is not text: YAML reads it as a truth value.", id="truth"),
        pytest.param("a:\n  2024: 3\n", ":2: The key 2024 is not text: YAML reads it as a number.", id="number"),
        pytest.param(
            "a:\n  2024-01-01: 3\n", ":2: The key 2024-01-01 is not text: YAML reads it as a date.", id="date"
        ),
        pytest.param("a:\n  ~: 3\n", ":2: The key ~ is not text: YAML reads it as nothing.", id="nothing"),
        pytest.param("a:\n  ? [x, y]\n  : 3\n", ":2: A key is not a single word.", id="list as a key"),
        pytest.param("a: &x 1\n", ':1: "&x" marks the entry for repeating.', id="anchor"),
        pytest.param("a: !!python/object:os.system x\n", "The tag ", id="tag"),
        pytest.param("a: 1\n---\nb: 2\n", ":2: A second document begins here.", id="second document"),
        pytest.param("a: [1, 2\nb: 3\n", "This is not YAML", id="open bracket"),
        pytest.param("a: 'x\n", "This is not YAML", id="open quote"),
        pytest.param("a: 1\n\tb: 2\n", "The line holds a tab", id="tab"),
        pytest.param("a: b: c\n", ":1: This is not YAML", id="two colons"),
        pytest.param("a: \x07\n", "", id="control character"),
        pytest.param(b"a: \xff\xfe\n", ":1: The file is not UTF-8 text.", id="not UTF-8"),
        pytest.param("a: 1\nb: \u00e9\n".encode("latin-1"), ":2: The file is not UTF-8 text.", id="Latin-1"),
        pytest.param(
            "[" * 100 + "]" * 100, ":1: The file cannot be read: entries stand more than 40 levels", id="deep"
        ),
        pytest.param("{a: " * 5000, ":1: ", id="deeper"),
    ],
)
def test_mistakes(tmp_path: Path, text: str | bytes, expected: str) -> None:
    _, mistakes = read(tmp_path, text)
    assert len(mistakes) == 1
    assert expected in str(mistakes[0])
    assert str(mistakes[0]).startswith("indicators/some.yaml")


def test_an_alias_is_refused_and_never_followed(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{key}: &{key} [*{was}, *{was}]\n" for was, key in zip("abcdefg", "bcdefgh", strict=True)
    )
    found, mistakes = read(tmp_path, bomb)
    assert found is not None
    assert found.value == {"a": ["x", "x"]} | {key: [None, None] for key in "bcdefgh"}
    assert len(mistakes) == 8 + 14


def test_all_mistakes_of_a_file_at_once(tmp_path: Path) -> None:
    found, mistakes = read(tmp_path, "no: 1\na: 1\na: 2\non: 3\n")
    assert [one.place.line for one in mistakes] == [1, 3, 4]
    assert found is not None
    assert found.value == {"a": 1}


def test_a_byte_order_mark_and_other_line_ends(tmp_path: Path) -> None:
    found, mistakes = read(tmp_path, "\ufeffa: 1\r\nb: 2\r\n")
    assert mistakes == []
    assert found is not None
    assert found.value == {"a": 1, "b": 2}
    assert found.place("b").line == 2


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing but a comment\n") == (YamlFile(NAME, None), [])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert [str(one) for one in read_yaml(tmp_path / "some.yaml", NAME)[1]] == [
        "indicators/some.yaml: The file is missing. Put it there."
    ]
    (tmp_path / "some.yaml").mkdir()
    assert "The file cannot be read" in str(read_yaml(tmp_path / "some.yaml", NAME)[1][0])


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    with file.open("wb") as stream:
        stream.truncate(9 * 1024 * 1024)
    assert "larger than 8 MB" in str(read_yaml(file, NAME)[1][0])
