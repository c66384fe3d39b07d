"""How is a good workbook turned into one that nobody thought of? Always the same way for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.inputs.packages import zipped

TOKENS = (
    "", " ", "-1", "0", "1", "1e999", "1E-999", "-1e308", "99999999999999999999", "0.1.2", "NaN", "true", "１２", "二",
    "A1", "A1048577", "XFE1", "$A$1", "A1:B2", "A:A", "a" * 300, "_x0000_", "_xD800_", "_xFFFF_", "&amp;", "&#9;",
    "s", "d", "e", "str", "inlineStr", "../../x.xml", "/", "#REF!", "\u202e", "\ufeff", "2024-02-30", "45473", "=1+1",
)  # fmt: skip
"""What stands where something else is expected."""

_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r'"[^"<>]*"')
_TEXT = re.compile(r">[^<>]+<")


# -- in the bytes of the file ----------------------------------------------------------------------------------------


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def lose(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 2, 16, 512)) :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    end = at + chance.choice((1, 30, 700))
    return data[:end] + data[at:end] + data[end:]


def overwrite(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice((1, 4, 60))
    return data[:at] + chance.randbytes(length) + data[at + length :]


IN_BYTES = (flip_bits, lose, cut, repeat, overwrite)


# -- in the parts, whose zip is whole --------------------------------------------------------------------------------


def _somewhere(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return chance.choice(found) if found else None


def other_value(text: str, chance: random.Random) -> str:
    found = _somewhere(_VALUE, text, chance)
    return f'{text[: found.start()]}"{chance.choice(TOKENS)}"{text[found.end() :]}' if found else text


def other_text(text: str, chance: random.Random) -> str:
    found = _somewhere(_TEXT, text, chance)
    return f"{text[: found.start()]}>{chance.choice(TOKENS)}<{text[found.end() :]}" if found else text


def lost_tag(text: str, chance: random.Random) -> str:
    found = _somewhere(_TAG, text, chance)
    return text[: found.start()] + text[found.end() :] if found else text


def repeated_piece(text: str, chance: random.Random) -> str:
    """From one tag to another, twice: often well-formed, and then rows or cells stand twice."""
    tags = [found.start() for found in _TAG.finditer(text)]
    if len(tags) < 3:
        return text
    first = chance.randrange(len(tags) - 2)
    last = min(first + chance.randrange(1, 12), len(tags) - 1)
    piece = text[tags[first] : tags[last]]
    return text[: tags[last]] + piece + text[tags[last] :]


def lost_piece(text: str, chance: random.Random) -> str:
    tags = [found.start() for found in _TAG.finditer(text)]
    if len(tags) < 3:
        return text
    first = chance.randrange(len(tags) - 2)
    return text[: tags[first]] + text[tags[min(first + chance.randrange(1, 12), len(tags) - 1)] :]


def other_letter(text: str, chance: random.Random) -> str:
    at = chance.randrange(max(len(text), 1))
    return text[:at] + chance.choice("<>&\"'/=0Aa完\x01") + text[at + 1 :]


IN_TEXT: tuple[Callable[[str, random.Random], str], ...] = (
    other_value, other_value, other_text, other_text, lost_tag, repeated_piece, lost_piece, other_letter,
)  # fmt: skip


def in_parts(members: dict[str, bytes], chance: random.Random) -> bytes:
    """Change one to three parts; now and then leave one out, or exchange two."""
    changed = dict(members)
    names = list(changed)
    if chance.random() < 0.1:
        one, other = chance.choice(names), chance.choice(names)
        changed[one], changed[other] = changed[other], changed[one]
    elif chance.random() < 0.1:
        del changed[chance.choice(names)]
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice([one for one in names if one in changed])
        text = changed[name].decode("utf-8", "replace")
        changed[name] = chance.choice(IN_TEXT)(text, chance).encode("utf-8", "replace")
    return zipped(changed)
