"""How are the classes of a rating method printed and counted, whichever method it is?"""

from dataclasses import dataclass

from milepost.assess import method_of
from milepost.model.rating import CommonClass, IndicatorRating, Standing
from milepost.reports.counts import tally
from milepost.reports.material import Material

_MARKS = {
    CommonClass.ACHIEVED: "met",
    CommonClass.ON_TRACK: "on_schedule",
    CommonClass.SLOW: "behind",
    CommonClass.REVERSE: "far_behind",
}
"""Shapes for the classes of methods that have words of their own."""


@dataclass(frozen=True, slots=True)
class PrintedGrade:
    """A class of a rating method.

    Attributes:
        code: Word of the method's own scale.
        mark: Which shape stands for it.
        label: Message id of its word; ``""`` where the shape has the same word.
        common: Its place on the common scale; None where there is no rating.
    """

    code: str
    mark: str
    label: str
    common: CommonClass | None

    @property
    def achieved(self) -> bool:
        """True where the target is reached."""
        return self.common is CommonClass.ACHIEVED

    @property
    def short(self) -> bool:
        """True where the indicator is not where it should be."""
        return self.common in (CommonClass.SLOW, CommonClass.REVERSE)


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many indicators are in one class."""

    grade: PrintedGrade
    count: int


@dataclass(frozen=True, slots=True)
class GradeTally:
    """Indicators by class, best first as the methods list them; only classes that occur."""

    total: int
    present: tuple[GradeCount, ...]

    @property
    def met(self) -> int:
        """How many have reached their target."""
        return sum(one.count for one in self.present if one.grade.achieved)

    @property
    def early(self) -> int:
        """How many have reached it before the target year."""
        return sum(one.count for one in self.present if one.grade.code == Standing.MET_EARLY)

    @property
    def short(self) -> int:
        """How many are not where they should be."""
        return sum(one.count for one in self.present if one.grade.short)


def grade_of(rating: IndicatorRating) -> PrintedGrade:
    """The class of a rating, ready to be printed.

    Raises:
        WorkspaceError: If there is no such method.
        KeyError: If the method has no such class.
    """
    return grade_of_class(rating.method, str(rating.standing))


def grade_of_class(code: str, standing: str) -> PrintedGrade:
    """A class of a method, ready to be printed.

    Raises:
        WorkspaceError: If there is no such method.
        KeyError: If the method has no such class.
    """
    method = method_of(code)
    grade = method.grade(standing)
    if method.code == "M1":
        return PrintedGrade(grade.code, str(grade.code), "", grade.common)
    mark = _MARKS[grade.common] if grade.common else "not_rated"
    return PrintedGrade(grade.code, mark, grade.label, grade.common)


_ORDER = tuple(Standing)


def grade_tally(material: Material) -> GradeTally:
    """Count the indicators by class.

    Raises:
        TotalsError: If the classes do not add up to the indicators.
    """
    ratings = [material.ratings.indicators[one.id] for one in material.framework.indicators]
    grades = {(one.method, str(one.standing)): grade_of(one) for one in ratings}
    keys = sorted(grades, key=lambda key: (key[0], _rank(*key)))
    names = tuple("|".join(key) for key in keys)
    counted = tally(names, (f"{one.method}|{one.standing}" for one in ratings), len(ratings), "indicators by rating")
    return GradeTally(
        len(ratings), tuple(GradeCount(grades[key], counted.of(name)) for key, name in zip(keys, names, strict=True))
    )


def _rank(method: str, standing: str) -> int:
    """Place of a class in the legend: M1 has an order of its own, other methods list theirs from the best."""
    if method == "M1":
        return next(n for n, one in enumerate(_ORDER) if one == standing)
    return [one.code for one in method_of(method).grades].index(standing)
