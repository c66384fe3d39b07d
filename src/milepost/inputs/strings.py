"""Which texts do the cells of a workbook share, and how is an escaped character read?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from milepost.inputs.limits import Refused
from milepost.inputs.package import Package
from milepost.model.intake import RefusalKind

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """Decode ``_xHHHH_``, the way Office writes characters that XML cannot hold.

    A character that no text should hold (a control character, half of a pair) becomes the replacement character,
    so that nothing further on can stumble over it.
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(_character, text)
    if _SURROGATE.search(plain):
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _character(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    if (char < " " and char not in "\t\n\r") or char in "\x7f\ufffe\uffff":
        return "\N{REPLACEMENT CHARACTER}"
    return char


def read_strings(package: Package, part: str | None) -> tuple[str, ...]:
    """Read the shared texts: rich text joined, phonetic hints left out, the declared count not trusted.

    Raises:
        Refused: If there are more than the limits allow.
    """
    if part is None or not package.has(part):
        return ()
    limit = package.limits.strings
    found: list[str] = []
    pieces: list[str] = []
    wanted = False
    hints = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal wanted, hints
        if name == "t":
            wanted = not hints
        elif name == "si":
            pieces.clear()
        elif name == "rPh":
            hints += 1

    def end(name: str) -> None:
        nonlocal wanted, hints
        if name == "t":
            wanted = False
        elif name == "si":
            if len(found) >= limit:
                raise Refused(RefusalKind.TOO_MANY_STRINGS, member=part, limit=limit)
            found.append(unescaped("".join(pieces)))
        elif name == "rPh":
            hints -= 1

    def text(data: str) -> None:
        if wanted:
            pieces.append(data)

    crowded = Refused(RefusalKind.TOO_MANY_STRINGS, member=part, limit=package.limits.tags)
    package.walk(part, start, end, text, crowded=crowded)
    return tuple(found)
