"""What is a rating method?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from milepost.model.definition import Thresholds
from milepost.model.rating import Series, Verdict


@dataclass(frozen=True, slots=True)
class Method:
    """One way to rate an indicator; all texts are message ids.

    Attributes:
        code: Code by which definitions choose it, e.g. ``"M1"``.
        title: Its name.
        summary: What it looks at, in one sentence.
        formula: The arithmetic.
        source: Where formula and thresholds come from.
        rate: The arithmetic as a pure function.
    """

    code: str
    title: str
    summary: str
    formula: str
    source: str
    rate: Callable[[Series, Thresholds], Verdict]
