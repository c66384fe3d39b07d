"""What is a report made of?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from milepost.model.dataset import Dataset, MergedRow, NamedFigure, Statement
from milepost.model.definition import Edition, ReportDefinition
from milepost.model.draft import Draft
from milepost.model.exchange import Decision
from milepost.model.framework import Framework, SourceRegister
from milepost.model.plan import Plan, Units
from milepost.model.rating import Ratings
from milepost.model.states import DerivedState
from milepost.model.text import Text

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


def anchor_of(*parts: object) -> str:
    """Make an id for an anchor out of meanings: ``anchor_of("task", "38", "state")`` is ``task-38-state``.

    Characters that do not belong in an address are written by their number, so that two meanings never share an id.
    """
    words = (str(part) for part in parts if part not in ("", None))
    return "-".join(_UNSAFE.sub(lambda found: f".{ord(found[0]):x}", one) for one in words)


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that chapters are composed from.

    Attributes:
        sources: Who stands behind addresses.
        decisions: What the secretariat decided in the year.
        previous: The kept draft that this report is compared with; None for none.
    """

    definition: ReportDefinition
    plan: Plan
    framework: Framework
    units: Units
    sources: SourceRegister
    dataset: Dataset
    ratings: Ratings
    decisions: tuple[Decision, ...] = ()
    previous: Draft | None = None

    def unit_name(self, unit: str) -> Text:
        """Name of a unit; its id where the definitions do not know it."""
        known = self.units.get(unit)
        return known.name if known else Text({"en": unit})

    def state(self, row: str) -> DerivedState:
        """Derived state of a task or measure."""
        return self.ratings.rows[row].state

    def states(self, rows: Iterable[str]) -> dict[str, DerivedState]:
        """Derived states of several rows that are rated."""
        return {row: self.ratings.rows[row].state for row in rows if row in self.ratings.rows}

    def merged(self, row: str) -> MergedRow | None:
        """What holds for a task or measure."""
        return self.dataset.rows.get(row)

    def withheld(self, statement: Statement) -> bool:
        """True where the words of a statement must not stand in this edition."""
        return statement.restricted and self.definition.edition is Edition.PUBLIC

    def completed_on(self, row: MergedRow) -> date | None:
        """Date of completion, unless only withheld statements give it."""
        given = [one for one in row.statements if one.completed_on == row.completed_on]
        return None if given and all(self.withheld(one) for one in given) else row.completed_on

    @property
    def withheld_rows(self) -> frozenset[tuple[str, str]]:
        """(unit, row) of every statement whose words must not stand in this edition."""
        return frozenset(
            (one.unit, one.row) for row in self.dataset.rows.values() for one in row.statements if self.withheld(one)
        )

    def figures_of(self, row: str) -> tuple[NamedFigure, ...]:
        """The figures of a task or measure that may stand in this edition: those of a withheld statement may not."""
        merged = self.merged(row)
        silent = {one.unit for one in (merged.statements if merged else ()) if self.withheld(one)}
        return tuple(one for one in self.dataset.figures.get(row, ()) if one.unit not in silent)
