"""How does a cell get a fill and keep everything else of its format?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from milepost.inputs.limits import Limits
from milepost.inputs.splice import CannotPatchError, Edit, Element, elements, grown, prefix_of, spliced, with_attributes
from milepost.model.finding import Severity

FILLS: Mapping[Severity, str] = MappingProxyType(
    {Severity.NOTE: "DDEBF7", Severity.DOUBT: "FFE699", Severity.REJECT: "F8CBAD"}
)
"""Colour of a cell with a finding, red, green and blue in hexadecimal."""

_NO_COLOUR = {"indexed": "64"}
_COLOUR_KEYS = ("auto", "indexed", "rgb", "theme", "tint")
_MOST_FORMATS = 64_000  # Excel's own limit is 65,490


class Fills:
    """The formats of a workbook, to which formats with a fill are added as they are asked for.

    A solid fill shows its foreground colour only; the colour that the cell had before is kept as its background
    colour, which no program shows, so that the fill can be taken away again.
    """

    def __init__(self, data: bytes, part: str, limits: Limits, colours: frozenset[str], *, trusted: bool) -> None:
        """Read the formats.

        Args:
            data: The styles part.
            part: Its name.
            limits: What is counted.
            colours: The colours that cells are filled with here.
            trusted: Whether background colours are those that were written.
        """
        self._data = data
        self._colours = frozenset(f"FF{colour}" for colour in colours)
        self._trusted = trusted
        root = elements(data, part, limits)
        fills, formats = root.child("fills"), root.child("cellXfs")
        if fills is None or formats is None or not formats.children:
            raise CannotPatchError("it has no cell formats")
        self._fills = fills
        self._formats = formats
        self._prefix = prefix_of(data, fills.start)
        self._new_fills: list[bytes] = []
        self._new_formats: list[bytes] = []
        self._known: dict[tuple[int, str, bool], int] = {}
        self._fill_numbers: dict[bytes, int] = {}

    def filled(self, base: int, colour: str, *, again: bool) -> int:
        """Number of a format like ``base`` but filled with one of the colours.

        Args:
            base: The cell's format.
            colour: The colour.
            again: Whether the cell was filled here earlier: then the colour it had before that is kept.
        """
        ours = again and self._is_ours(base)
        key = (base, colour, ours)
        if key not in self._known:
            before = self._before(base) if ours else self._shown(base)
            self._known[key] = self._format(base, self._solid({"rgb": f"FF{colour}"}, before or _NO_COLOUR))
        return self._known[key]

    def restored(self, base: int) -> int:
        """Number of a format like ``base`` but with the colour that it had before it was filled here."""
        if not self._is_ours(base):
            return base  # somebody else filled it since
        key = (base, "", True)
        if key not in self._known:
            before = self._before(base)
            self._known[key] = self._format(base, self._solid(before, _NO_COLOUR) if before else 0)
        return self._known[key]

    def patched(self) -> bytes:
        """The part with the formats that were asked for."""
        fills, formats = self._new_fills, self._new_formats
        edits: list[Edit] = []
        if fills:
            edits += grown(self._data, self._fills, b"".join(fills), len(self._fills.children) + len(fills))
        if formats:
            edits += grown(self._data, self._formats, b"".join(formats), len(self._formats.children) + len(formats))
        return spliced(self._data, edits)

    def _base(self, number: int) -> Element:
        formats = self._formats.children
        return formats[number] if number < len(formats) else formats[0]

    def _fill_of(self, number: int) -> Element | None:
        written = self._base(number).attributes.get("fillId", "0")
        index = int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0
        fills = self._fills.children
        return fills[index] if index < len(fills) else None

    def _is_ours(self, number: int) -> bool:
        return self._shown(number).get("rgb", "").upper() in self._colours

    def _before(self, number: int) -> dict[str, str]:
        """The colour that was kept as background colour; none where the cell was not filled before."""
        fill = self._fill_of(number)
        background = None if fill is None else next((e for e in fill.below() if e.name == "bgColor"), None)
        kept = _colour(background) if self._trusted else {}
        return {} if kept == _NO_COLOUR else kept

    def _shown(self, number: int) -> dict[str, str]:
        """The colour of a solid fill as its attributes; none where the cell is not filled."""
        fill = self._fill_of(number)
        pattern = fill.child("patternFill") if fill is not None else None
        if pattern is None or pattern.attributes.get("patternType") != "solid":
            return {}
        return _colour(pattern.child("fgColor"))

    def _solid(self, front: dict[str, str], back: dict[str, str]) -> int:
        p = self._prefix

        def colour(name: str, attributes: dict[str, str]) -> bytes:
            return with_attributes(f"<{p}{name}/>".encode(), **attributes)

        inside = colour("fgColor", front) + colour("bgColor", back)
        content = f'<{p}fill><{p}patternFill patternType="solid">'.encode() + inside
        content += f"</{p}patternFill></{p}fill>".encode()
        if content not in self._fill_numbers:
            self._fill_numbers[content] = len(self._fills.children) + len(self._new_fills)
            self._new_fills.append(content)
        return self._fill_numbers[content]

    def _format(self, base: int, fill: int) -> int:
        element = self._base(base)
        number = len(self._formats.children) + len(self._new_formats)
        if number >= _MOST_FORMATS:
            raise CannotPatchError("it has more cell formats than Excel allows")
        tag = with_attributes(self._data[element.start : element.opened], fillId=str(fill), applyFill="1")
        self._new_formats.append(tag + self._data[element.opened : element.end])
        return number


def _colour(element: Element | None) -> dict[str, str]:
    attributes = element.attributes if element is not None else {}
    return {key: attributes[key] for key in _COLOUR_KEYS if key in attributes}
