"""How is a form of an older layout read today?

A form that was issued before its layout changed is read by the description of its own layout; its columns then get the
keys that they have today. What the older form did not ask is not missing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from milepost.inputs.cards import Cards
from milepost.inputs.find import Found
from milepost.inputs.form import Form, Sheet


@dataclass(frozen=True, slots=True)
class OlderLayout:
    """One older layout and what became of its columns.

    Attributes:
        form: Year -> the description of the form as it was.
        columns: (sheet key, column key) as it was -> column key of today, for columns that were renamed.
        choices: List -> key as it was -> key of today, for choices that were renamed.
    """

    form: Callable[[int], Form]
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def today(self, sheet: str, column: str) -> str:
        """The key of today for a column of the older layout."""
        return self.columns.get((sheet, column), column)


OLDER: Mapping[int, OlderLayout] = {}
"""Version -> layout, for every accepted version below today's.

When the layout of the form moves on, its description of before is kept and entered here, and its version stays in
``ACCEPTED_LAYOUTS``; a test holds the two against each other.
"""


def todays(older: OlderLayout | None, sheet: Sheet, found: Found) -> Found:
    """A sheet that was found by its own layout, with the keys of today; columns that are not asked any more left out.

    Args:
        older: The layout of the workbook; None where it is today's.
        sheet: The sheet as it is today.
        found: The sheet with the keys of its own layout.
    """
    if older is None:
        return found
    asked = {column.key for column in sheet.columns}
    place = found.place
    if isinstance(place, Cards):
        rows = {(card, older.today(sheet.key, key)): row for (card, key), row in place.rows.items()}
        return replace(found, place=replace(place, rows={one: row for one, row in rows.items() if one[1] in asked}))
    columns = {older.today(sheet.key, key): at for key, at in place.columns.items()}
    unclear = {older.today(sheet.key, key): at for key, at in place.unclear.items()}
    kept = {key: at for key, at in columns.items() if key in asked}
    return replace(found, place=replace(place, columns=kept, unclear=unclear))
