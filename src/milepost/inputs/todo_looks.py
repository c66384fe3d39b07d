"""How do the cells of a To do sheet look, in a workbook that has formats of its own?"""

from __future__ import annotations

from dataclasses import dataclass

from milepost.inputs.limits import Limits
from milepost.inputs.splice import CannotPatchError, Edit, Element, elements, grown, prefix_of, spliced
from milepost.inputs.workbook_style import BLUE, GREY, HAIR, INK, LOCKED_TINT, WHITE

LINK = "FF0B5CAD"


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a cell's look is made of.

    Attributes:
        points: Size of the type.
        colour: Of the type, alpha, red, green and blue in hexadecimal.
        fill: Of the cell; ``""`` for none.
        across: ``left`` or ``center``.
        down: ``top`` or ``center``.
        wrapped: False where a long text runs on over the cells beside it.
        text: True where every entry is text, whatever it begins with.
        open: True where the unit writes.
    """

    points: float = 11
    colour: str = INK
    bold: bool = False
    underlined: bool = False
    fill: str = ""
    boxed: bool = True
    across: str = "left"
    down: str = "top"
    wrapped: bool = True
    text: bool = False
    open: bool = False


TITLE = Look(16, BLUE, bold=True, boxed=False, down="center", wrapped=False)
HINT = Look(11, GREY, boxed=False)
HEAD = Look(11, WHITE, bold=True, fill=BLUE, across="center", down="center")
HIDDEN = Look(8, GREY, boxed=False, wrapped=False)
WORDS = Look(fill=LOCKED_TINT)
CENTRED = Look(fill=LOCKED_TINT, across="center")
LEADS = Look(colour=LINK, underlined=True, fill=LOCKED_TINT)
ANSWER = Look(fill=WHITE, text=True, open=True)


def tinted(colour: str) -> Look:
    """A centred cell in the colour of a severity (red, green, blue)."""
    return Look(bold=True, fill=f"FF{colour}", across="center")


class Looks:
    """The formats of a workbook, to which those of the sheet are added; one that is there already is used again."""

    def __init__(self, data: bytes, part: str, limits: Limits, typeface: str) -> None:
        """Read the formats; ``typeface`` is the face of the sheet.

        Raises:
            CannotPatchError: If there are none.
        """
        root = elements(data, part, limits)
        self._data, self._p, self._face = data, prefix_of(data, root.start), typeface
        self._lists: dict[str, Element] = {}
        for name in ("fonts", "fills", "borders", "cellXfs"):
            found = root.child(name)
            if found is None or not found.children:
                raise CannotPatchError("it has no cell formats")
            self._lists[name] = found
        self._new: dict[str, list[bytes]] = {name: [] for name in self._lists}
        self._known = {
            name: {
                data[child.start : child.end]: len(found.children) - 1 - at
                for at, child in enumerate(reversed(found.children))
            }
            for name, found in self._lists.items()
        }

    def number(self, look: Look) -> int:
        """Number of the format with a look."""
        p = self._p
        font, fill = self._font(look), self._fill(look.fill)
        border = self._entry("borders", _border(p) if look.boxed else _no_border(p))
        return self._entry("cellXfs", _format(p, look, font, fill, border))

    def patched(self) -> bytes:
        """The part with the formats that were asked for."""
        edits: list[Edit] = []
        for name, new in self._new.items():
            if new:
                listed = self._lists[name]
                edits += grown(self._data, listed, b"".join(new), len(listed.children) + len(new))
        return spliced(self._data, edits)

    def _font(self, look: Look) -> int:
        p = self._p
        marks = f"<{p}b/>" * look.bold + f"<{p}u/>" * look.underlined
        body = f'<{p}sz val="{look.points:g}"/><{p}color rgb="{look.colour}"/><{p}name val="{self._face}"/>'
        return self._entry("fonts", f"<{p}font>{marks}{body}</{p}font>")

    def _fill(self, colour: str) -> int:
        p = self._p
        if not colour:
            return 0  # by the standard the first fill is none
        inside = f'<{p}fgColor rgb="{colour}"/><{p}bgColor rgb="{colour}"/>'
        return self._entry("fills", f'<{p}fill><{p}patternFill patternType="solid">{inside}</{p}patternFill></{p}fill>')

    def _entry(self, name: str, content: str) -> int:
        known, written = self._known[name], content.encode("ascii")
        if written not in known:
            known[written] = len(self._lists[name].children) + len(self._new[name])
            self._new[name].append(written)
        return known[written]


def _border(p: str) -> str:
    sides = "".join(
        f'<{p}{side} style="thin"><{p}color rgb="{HAIR}"/></{p}{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<{p}border>{sides}<{p}diagonal/></{p}border>"


def _no_border(p: str) -> str:
    sides = "".join(f"<{p}{side}/>" for side in ("left", "right", "top", "bottom", "diagonal"))
    return f"<{p}border>{sides}</{p}border>"


def _format(p: str, look: Look, font: int, fill: int, border: int) -> str:
    numbers = f'numFmtId="{49 if look.text else 0}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
    applied = "".join(
        f' apply{what}="1"' for what in ("NumberFormat", "Font", "Fill", "Border", "Alignment", "Protection")
    )
    alignment = f'<{p}alignment horizontal="{look.across}" vertical="{look.down}" wrapText="{look.wrapped:d}"/>'
    protection = f'<{p}protection locked="{not look.open:d}"/>'
    return f"<{p}xf {numbers}{applied}>{alignment}{protection}</{p}xf>"
