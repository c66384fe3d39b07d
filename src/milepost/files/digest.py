"""Which short number stands for a content? SHA-256 of bytes, files, texts and plain values."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

_CHUNK = 1 << 20


def sha256_bytes(content: bytes) -> str:
    """Give the SHA-256 of some bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_text(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, exactly as it stands, spaces and line ends included."""
    return sha256_bytes(text.encode("utf-8"))


def sha256_file(path: Path) -> str:
    """Give the SHA-256 of a file without reading it into memory at once."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def canonical_json(value: object) -> str:
    """Write a plain value as JSON in the one way that gives the same bytes everywhere.

    Keys are sorted, nothing is spaced, text is not escaped; a number stands as it was written (``4.0`` is not ``4``),
    a day as ISO text.

    Raises:
        TypeError: If the value holds something that is neither plain, a Decimal nor a date.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def sha256_json(value: object) -> str:
    """Give the SHA-256 over the canonical JSON of a plain value."""
    return sha256_text(canonical_json(value))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")
