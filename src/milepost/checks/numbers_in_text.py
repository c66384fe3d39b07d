"""Does a number in a text contradict a figure? Only where both clearly speak of the same thing.

A text may leave a figure out and name many numbers that no figure stands for. So a number is held against a figure only
when it has the figure's unit of measure right behind it, agrees with none of the figures, and the words before it are
those of the figure's name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "trillion": 10**12,
    "billion": 10**9,
    "million": 10**6,
    "thousand": 10**3,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_IN_TEXT = re.compile(
    rf"(?P<about>约|近|超过?|逾|超出|about |nearly |over |more than |some )?(?<![\d.,])(?P<number>{_NUMBER})"
    rf"(?P<more>[余多])?\s*(?P<scale>{_SCALE})?(?P<still>[余多])?\s*"
)
_UNIT = re.compile(rf"\s*(?P<number>{_NUMBER})?\s*(?P<scale>{_SCALE})?\s*(?P<base>[^(\[]*)")
_STOPS = re.compile(r"[。；;，,、!?！？（）()：:\n]|\. ")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CALENDAR = frozenset({"年", "月", "日", "年度", "year", "years", "month", "months", "day", "days"})
_CHANGES = re.compile(
    "同比|增长|增加|增幅|上升|较上年|比上年|提高|下降|减少|目标|计划|力争|累计|"
    "increase|rise|rose|grew|growth|fell|down|up by|target|plan|cumulat"
)
_ALIKE = 0.8
"""Share of a name's characters (or words) that must stand in the clause before the number."""

_SHORTEST_NAME = 3
_LOOSE = Decimal("0.1")
"""How far a number that a text calls approximate may be from the figure."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure in full: name, value in the bare unit, the unit, the place of the last digit, years of its period."""

    name: str
    value: Decimal
    base: str
    step: Decimal
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text, in the bare unit: as it stands there, the words before it, whether it is only approximate."""

    said: str
    value: Decimal
    step: Decimal
    before: str
    loose: bool


def measured(name: str, value: Decimal, unit: str, period: str) -> Measured | None:
    """A figure in its bare unit; None where the unit has no words that a text could carry."""
    found = _UNIT.fullmatch(half_width(unit).split("(")[0].split("[")[0])
    if found is None or not found["base"].strip() or found["base"].strip() in _CALENDAR:
        return None
    factor = Decimal((found["number"] or "1").replace(",", "")) * _SCALES.get(found["scale"] or "", 1)
    step = factor.scaleb(min(0, _exponent(value)))
    return Measured(half_width(name), value * factor, found["base"].strip(), step, frozenset(_YEAR.findall(period)))


def mentions(text: str, base: str) -> Iterator[Mention]:
    """The numbers of a text that have the unit ``base`` right behind them."""
    plain = half_width(text)
    for found in _IN_TEXT.finditer(plain):
        rest = plain[found.end() :]
        if not rest.startswith(base) or (base[-1].isascii() and base[-1].isalpha() and rest[len(base) :][:1].isalpha()):
            continue
        digits = Decimal(found["number"].replace(",", ""))
        factor = Decimal(_SCALES.get(found["scale"] or "", 1))
        before = _STOPS.split(plain[: found.start()])[-1]
        loose = bool(found["about"] or found["more"] or found["still"])
        said = plain[found.start("number") : found.end() + len(base)]
        yield Mention(said, digits * factor, factor.scaleb(min(0, _exponent(digits))), before, loose)


def numbers(text: str) -> Iterator[tuple[int, Mention]]:
    """Every number of a text, whatever follows it, and where it begins; ``text`` is plain already."""
    for found in _IN_TEXT.finditer(text):
        digits = Decimal(found["number"].replace(",", ""))
        factor = Decimal(_SCALES.get(found["scale"] or "", 1))
        before = _STOPS.split(text[: found.start()])[-1]
        loose = bool(found["about"] or found["more"] or found["still"])
        said = text[found.start("number") : found.end()]
        yield (
            found.start("number"),
            Mention(said, digits * factor, factor.scaleb(min(0, _exponent(digits))), before, loose),
        )


def agree(mention: Mention, figure: Measured) -> bool:
    """Say whether both are the same at the coarser of the two precisions: 16.87万亿 is 168713亿."""
    difference = abs(mention.value - figure.value)
    if mention.loose:
        return difference <= _LOOSE * abs(figure.value)
    return difference < max(mention.step, figure.step) if difference else True


def contradictions(text: str, figures: Sequence[Measured]) -> Iterator[tuple[Measured, Mention]]:
    """Figures and the numbers of the text that contradict them, each number against one figure at most."""
    for base in dict.fromkeys(figure.base for figure in figures):
        alike = [figure for figure in figures if figure.base == base]
        said = list(mentions(text, base))
        free = [one for one in said if not any(agree(one, figure) for figure in alike)]
        unsaid = [figure for figure in alike if not any(agree(one, figure) for one in said)]
        for mention in free:
            figure = next((one for one in unsaid if _same_thing(one, mention)), None)
            if figure is not None:
                unsaid.remove(figure)
                yield figure, mention


def _same_thing(figure: Measured, mention: Mention) -> bool:
    years = frozenset(_YEAR.findall(mention.before))
    if (years and figure.years and not years & figure.years) or len(figure.name) < _SHORTEST_NAME:
        return False
    if _CHANGES.search(mention.before) and not _CHANGES.search(figure.name):
        return False
    own, there = _parts(figure.name), set(_parts(mention.before))
    return bool(own) and sum(part in there for part in own) >= _ALIKE * len(own)


def _parts(text: str) -> list[str]:
    """Words of a text in letters, characters of one in ideographs."""
    return re.findall(r"[a-z]+|[^\W\da-z_]", text.lower())


def half_width(text: str) -> str:
    """The text in half-width digits and letters, without what stands around it."""
    return unicodedata.normalize("NFKC", text).strip()


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
