"""Where does something stand in a chart: scales, ticks, boxes and the width of words?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

FRAME = 616.0
"""Width of the text frame in user units: 163 mm at 96 per inch, so that one unit is one pixel of the printed page."""

LABEL = 11.33
"""Size of labels, 8.5 pt."""

_HAN_FROM = 0x2E80
_LATIN_WIDTH = 0.53


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Say whether two boxes overlap, or come nearer than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inside(self, other: "Box") -> bool:
        """Say whether this box lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Say whether a straight line runs through the box (Liang and Barsky's clipping)."""
        (x0, y0), (x1, y1) = start, end
        low, high = 0.0, 1.0
        for run, near, far in ((x1 - x0, self.left - x0, self.right - x0), (y1 - y0, self.top - y0, self.bottom - y0)):
            if run == 0:
                if near > 0 or far < 0:
                    return False
                continue
            first, last = sorted((near / run, far / run))
            low, high = max(low, first), min(high, last)
        return low <= high


def text_width(words: str, size: float = LABEL) -> float:
    """Estimate the width of a label: a Han character takes one em, any other 0.53."""
    return size * sum(1.0 if ord(char) >= _HAN_FROM else _LATIN_WIDTH for char in words)


def wrap(words: str, width: float, size: float = LABEL, lines: int = 2) -> tuple[str, ...]:
    """Break a label into lines, at spaces and between Han characters; what is too much is cut with an ellipsis."""
    broken: list[str] = []
    line = ""
    for token in _tokens(words):
        if line and text_width((line + token).rstrip(), size) > width:
            broken.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    broken.append(line.rstrip())
    if len(broken) <= lines:
        return tuple(broken)
    last = broken[lines - 1]
    while last and text_width(last + "…", size) > width:
        last = last[:-1]
    return (*broken[: lines - 1], last.rstrip() + "…")


def _tokens(words: str) -> Iterable[str]:
    """Give what may not be broken: Latin words with the space after them, single Han characters with closing marks."""
    token = ""
    for char in words:
        han = ord(char) >= _HAN_FROM
        if token and (
            char in "，。、；：！？）》”’〕" or (not han and not token.endswith(" ") and not _is_han(token[-1]))
        ):
            token += char
            continue
        if token:
            yield token
        token = char
    if token:
        yield token


def _is_han(char: str) -> bool:
    return ord(char) >= _HAN_FROM


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values to places."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: Decimal | int | float) -> float:
        """Give the place of a value, to a hundredth of a unit."""
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)


def ticks(values: Sequence[Decimal | int], wanted: int = 4) -> tuple[Decimal, ...]:
    """Choose round ticks around the values; from zero when that costs less than half of the height.

    Args:
        values: What is to be shown; at least one.
        wanted: About how many steps.
    """
    low, high = float(min(values)), float(max(values))
    if low >= 0 and low <= high * 0.45:
        low = 0.0
    elif high <= 0 and high >= low * 0.45:
        high = 0.0
    span = (high - low) or abs(high) or 1.0
    rough = span / wanted
    power = 10.0 ** floor(log10(rough))
    factor = next(step for step in (1, 2, 2.5, 5, 10) if step * power >= rough * 0.999)
    step = Decimal(str(factor)) * Decimal(10) ** floor(log10(rough))
    first = (Decimal(str(low)) / step).to_integral_value("ROUND_FLOOR")
    last = (Decimal(str(high)) / step).to_integral_value("ROUND_CEILING")
    if first == last:
        last += 1
    return tuple(step * n for n in range(int(first), int(last) + 1))


def places_of(values: Iterable[Decimal]) -> int:
    """Count the decimal places that a row of ticks needs."""
    most = 0
    for value in values:
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int):
            most = max(most, -exponent)
    return most
