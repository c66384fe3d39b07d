"""Which time does a figure speak of?"""

import re
from dataclasses import dataclass

from milepost.model.dates import PartialDate

_PART = re.compile(r"(\d{4})-((?:H|Q|M)\d{1,2}(?:-(?:H|Q|M)\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class Period:
    """A time: a day, month or year; from one to another; a part of a year; or words that could not be read.

    Attributes:
        first: The day, month or year, or the beginning.
        last: The end; None where there is one date only.
        part: Part of the year ``first``, e.g. ``"H1"``, ``"Q1-Q3"``, ``"M1-M11"``; ``""`` for none.
        last_part: Part of the year ``last``; ``""`` for none.
        words: What was written, where it is none of these.
    """

    first: PartialDate | None = None
    last: PartialDate | None = None
    part: str = ""
    last_part: str = ""
    words: str = ""

    @property
    def whole_year(self) -> bool:
        """True for one year as a whole."""
        return self.first is not None and self.last is None and not self.part and self.first.month is None


def read_period(written: str) -> Period:
    """Read a period: ``2030``, ``2030-06``, ``2030-06-30``, ``2030-H1``, ``2030-Q1-Q3``, ``2029/2030`` and the like."""
    written = written.strip()
    first, slash, last = written.partition("/")
    try:
        begin, part = _moment(first)
        if not slash:
            return Period(begin, part=part)
        end, last_part = _moment(last)
        return Period(begin, end, part, last_part)
    except ValueError:
        return Period(words=written)


def _moment(written: str) -> tuple[PartialDate, str]:
    """A date, or a year with a part of it.

    Raises:
        ValueError: If it is neither.
    """
    found = _PART.fullmatch(written)
    return (PartialDate(int(found[1])), found[2]) if found else (PartialDate.parse(written), "")
