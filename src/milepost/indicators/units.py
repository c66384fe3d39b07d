"""Which bodies report, and by which names are they known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from milepost.files.fields import Id, Said, Words
from milepost.files.nearest import instead, nearest_meant
from milepost.files.shape import Shape, needed, shaped
from milepost.files.yaml import read_yaml
from milepost.model.places import FilePlace, Mistake
from milepost.model.plan import Unit, Units
from milepost.model.text import Text


class UnitEntry(Shape):
    """One body of ``units.yaml``."""

    id: Id = needed("")
    name: Said = needed(Text())
    aliases: tuple[Words, ...] = ()
    group: Words | None = None


class UnitsFile(Shape):
    """``units.yaml``: the bodies that report, and the phrases that a plan prints in a body's place."""

    units: tuple[UnitEntry, ...] = needed(())
    collective: tuple[UnitEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Finds a unit by its id, its name or another name, whatever the capitals and spaces.

    Attributes:
        units: All units by id.
        meant: Name as compared -> id.
        complete: False where an entry could not be understood: then a name that is not found need not be wrong.
    """

    units: Units
    meant: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True

    def find(self, name: str) -> str | None:
        """Give the id of the unit that goes by ``name``; None where there is none."""
        return name if name in self.units else self.meant.get(_compared(name))

    def near(self, name: str) -> tuple[str, ...]:
        """Give the ids of the units whose names look most like ``name``."""
        return nearest_meant(_compared(name), self.meant)

    def unknown(self, place: FilePlace, name: str) -> Iterator[Mistake]:
        """Tell that no unit goes by ``name``; nothing where the unit may stand in an entry that was not understood."""
        if not self.complete:
            return
        problem = f'The unit "{name}" is not in units.yaml{instead(self.near(name))}.'
        yield Mistake(place, problem, "Correct the name, or add the unit or an alias there.")


def read_units(file: Path, path: PurePath, languages: Sequence[str] = ()) -> tuple[UnitNames, list[Mistake]]:
    """Read ``units.yaml``.

    Args:
        file: Where the file is.
        path: Its path relative to the workspace.
        languages: Every name must exist in these languages.

    Returns:
        The units in the file's order, with their names, and every mistake found.
    """
    read, mistakes = read_yaml(file, path)
    if read is None:
        return UnitNames({}, complete=False), mistakes
    content, more = shaped(read, UnitsFile, languages)
    mistakes += more
    if content is None:
        return UnitNames({}, complete=False), mistakes
    entries = [(one, False) for one in content.units] + [(one, True) for one in content.collective]
    if not content.units and not content.has("units") and content.understood("units"):
        mistakes.append(Mistake(content.place("units"), "There is no unit.", "Write at least one that reports."))
    units: dict[str, Unit] = {}
    first: dict[str, FilePlace] = {}
    for entry, collective in entries:
        if entry.id in first:
            problem = f'The id "{entry.id}" stands here a second time, first on line {first[entry.id].line}.'
            mistakes.append(Mistake(entry.place("id"), problem, "Give each unit an id of its own."))
        elif entry.id:
            first[entry.id] = entry.place("id")
            units[entry.id] = Unit(entry.id, entry.name, entry.aliases, collective, entry.group)
    complete = bool(content.units) and content.whole and all(entry.id for entry, _ in entries)
    return UnitNames(units, _meanings(entries, first, mistakes), complete), mistakes


def _meanings(
    entries: Sequence[tuple[UnitEntry, bool]], ids: Mapping[str, FilePlace], mistakes: list[Mistake]
) -> dict[str, str]:
    """Gather all names; the same one for two units is a mistake, since a plan that uses it would mean either."""
    meant = {_compared(one): one for one in ids}
    for entry in (one for one, _ in entries if one.id):
        for name, place in _names(entry):
            holder = meant.setdefault(_compared(name), entry.id)
            if holder != entry.id:
                problem = f'The name "{name}" of {entry.id} is also a name of {holder}.'
                mistakes.append(Mistake(place, problem, "Leave it to one of them."))
    return meant


def _names(entry: UnitEntry) -> list[tuple[str, FilePlace]]:
    names = [(name, entry.place("name", language)) for language, name in entry.name.by_language.items()]
    return names + [(name, entry.place("aliases", at)) for at, name in enumerate(entry.aliases)]


def _compared(name: str) -> str:
    return "".join(name.casefold().split())
