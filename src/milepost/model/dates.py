"""How exactly is a date known?"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2024``, ``2024-01`` or ``2024-01-26``.

        Raises:
            ValueError: If the text has another shape or names no day of the calendar.
        """
        found = _SHAPE.fullmatch(text)
        if found is None:
            raise ValueError(f'"{text}" is not a date such as 2024, 2024-01 or 2024-01-26')
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    @property
    def last_day(self) -> date:
        """The last day that the date may mean: what is known "in January" is known for certain by the 31st."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """ISO notation as far as the date is known."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
