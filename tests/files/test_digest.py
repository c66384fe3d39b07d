"""Does the same content always have the same checksum?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.files.digest import canonical_json, sha256_bytes, sha256_file, sha256_json, sha256_text

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_known_values(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert (sha256_bytes(b""), sha256_text("abc"), sha256_file(tmp_path / "abc")) == (EMPTY, ABC, ABC)


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    content = bytes(range(256)) * 12345
    (tmp_path / "large").write_bytes(content)
    assert sha256_file(tmp_path / "large") == sha256_bytes(content)


def test_canonical_json() -> None:
    value = {"b": [Decimal("4.0"), 1, None, True], "a": {"zh": "湖", "due": date(2024, 5, 11)}}
    assert canonical_json(value) == '{"a":{"due":"2024-05-11","zh":"湖"},"b":["4.0",1,null,true]}'
    assert sha256_json({"a": 1, "b": 2}) == sha256_json({"b": 2, "a": 1})
    assert sha256_json(Decimal("4.0")) != sha256_json(Decimal("4"))


def test_what_is_not_plain_is_refused() -> None:
    with pytest.raises(TypeError, match="set is no plain value"):
        canonical_json({"a": {1}})
