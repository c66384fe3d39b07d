"""What is a rating method?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from milepost.assess.workings import Step
from milepost.model.definition import Thresholds
from milepost.model.rating import CommonClass, Series, Verdict


@dataclass(frozen=True, slots=True)
class Grade:
    """One class of a method.

    Attributes:
        code: Word of the method's own scale, the ``standing`` of its verdicts.
        label: Message id of the word that is printed.
        when: Message id of the condition; bounds in braces.
        common: Its place on the common scale, None where there is no rating.
    """

    code: str
    label: str
    when: str
    common: CommonClass | None


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
        grades: Its classes, in the order in which they are decided.
        bounds: The numbers for the braces of the grades' conditions.
        common: The class of a verdict on the common scale (methods M5); None where it is no rating.
        workings: The arithmetic of a verdict with its numbers put in, as far as it went.
    """

    code: str
    title: str
    summary: str
    formula: str
    source: str
    rate: Callable[[Series, Thresholds], Verdict]
    grades: tuple[Grade, ...]
    bounds: Callable[[Thresholds], Mapping[str, Decimal | float]]
    common: Callable[[Verdict], CommonClass | None]
    workings: Callable[[Series, Verdict], tuple[Step, ...]]

    def grade(self, standing: str) -> Grade:
        """The class with this word.

        Raises:
            KeyError: If the method has no such class.
        """
        for grade in self.grades:
            if grade.code == standing:
                return grade
        raise KeyError(standing)


def by_grade(grades: tuple[Grade, ...]) -> Callable[[Verdict], CommonClass | None]:
    """The common class of a verdict, where its grade alone decides it."""
    return partial(_common_of, {grade.code: grade.common for grade in grades})


def _common_of(table: Mapping[str, CommonClass | None], verdict: Verdict) -> CommonClass | None:
    """Look the class up; a function of the module, so that a method can travel to another process."""
    return table[verdict.standing]
