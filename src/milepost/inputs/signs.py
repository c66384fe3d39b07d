"""By what are rows and units known where their own names are lost?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from milepost.inputs.folding import same
from milepost.inputs.rows import indicator_rows, is_asked, task_rows
from milepost.model.exchange import Issued
from milepost.model.framework import Framework
from milepost.model.plan import Plan, Units
from milepost.model.words import Words

TITLES: Mapping[str, tuple[str, ...]] = {"tasks": ("title",), "indicators": ("name", "data_year", "breakdown")}
"""Sheet -> the locked columns that together say what a row is about."""

Title = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What the forms of a year say in their locked cells.

    Attributes:
        units: Name of a unit, folded -> ids of the units that go by it.
        titles: Unit id -> sheet key -> row id -> what the row may say of itself, folded.
    """

    units: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, Mapping[str, frozenset[Title]]]] = field(default_factory=dict)

    def rows(self, sheet: str, unit: str) -> Mapping[str, frozenset[Title]]:
        """Row id -> what the row may say of itself, in a sheet of a unit; of all units where it is not known whose."""
        if unit in self.titles:
            return self.titles[unit].get(sheet, {})
        found: dict[str, frozenset[Title]] = {}
        for sheets in self.titles.values():
            for row, said in sheets.get(sheet, {}).items():
                found[row] = found.get(row, frozenset()) | said
        return found

    def unit_of(self, names: Iterable[str], rows: Collection[str]) -> str:
        """The one unit that a form without a stamp can be of; ``""`` where none or several can.

        Args:
            names: What the form says of its unit.
            rows: Row ids of its tasks and indicators.
        """
        named = {unit for name in names for unit in self.units.get(same(name), ())}
        known = {unit: {row for sheet in sheets.values() for row in sheet} for unit, sheets in self.titles.items()}
        fitting = {unit for unit, own in known.items() if rows and set(rows) <= own}
        if not named:
            return _only(fitting)
        # A task may have left the plan since: some of the rows are enough beside the name.
        return _only({unit for unit in named if not rows or set(rows) & known.get(unit, set())})


NO_SIGNS = Signs()
"""Nothing is known of what the forms say."""


def _only(units: Collection[str]) -> str:
    return next(iter(units)) if len(units) == 1 else ""


def title_of(sheet: str, texts: Mapping[str, str | None]) -> Title:
    """What a row says of itself, folded; empty where the first of its columns is."""
    said = tuple(same(texts.get(column) or "") for column in TITLES.get(sheet, ()))
    return said if said and said[0] else ()


def signs_of(
    plan: Plan, framework: Framework, units: Units, year: int, words: Sequence[Words], issued: Mapping[str, Issued]
) -> Signs:
    """Gather the signs: from the definitions of today in every language, and from what was issued.

    Args:
        plan: The year's task list.
        framework: The indicators.
        units: All units.
        year: Report year.
        words: Languages of the form.
        issued: Unit id -> what it was sent.
    """
    names: dict[str, set[str]] = {}
    titles: dict[str, dict[str, dict[str, frozenset[Title]]]] = {}
    for unit in units.values():
        said = [unit.name.said(one.language) for one in words]
        for name in (unit.id, *unit.name.by_language.values(), *unit.aliases, "".join(dict.fromkeys(said))):
            names.setdefault(same(name), set()).add(unit.id)
        if unit.collective or not is_asked(plan, framework, unit.id):
            continue
        own: dict[str, dict[str, frozenset[Title]]] = {"tasks": {}, "indicators": {}}
        for one in words:
            for sheet, rows in (
                ("tasks", task_rows(plan, unit.id, [one])),
                ("indicators", indicator_rows(framework, unit.id, year, (), [one])),
            ):
                for row in rows:
                    _add(own[sheet], sheet, row.id, {key: str(value) for key, value in row.prefilled.items()})
        titles[unit.id] = own
    for sent in issued.values():
        for sheet in TITLES:
            for identity, texts in _rows_issued(sent, sheet).items():
                _add(titles.setdefault(sent.unit, {}).setdefault(sheet, {}), sheet, identity, texts)
    return Signs({name: frozenset(found) for name, found in names.items()}, titles)


def _add(rows: dict[str, frozenset[Title]], sheet: str, row: str, texts: Mapping[str, str]) -> None:
    title = title_of(sheet, texts)
    rows[row] = rows.get(row, frozenset()) | ({title} if title else frozenset())


def _rows_issued(sent: Issued, sheet: str) -> dict[str, dict[str, str]]:
    """Row id -> column -> text of the locked cells of a sheet, as issued."""
    found: dict[str, dict[str, str]] = {}
    for key, text in sent.locked.items():
        name, _, rest = key.partition("!")
        row, _, column = rest.rpartition("!")
        if name == sheet:
            found.setdefault(row, {})[column] = text
    return found
