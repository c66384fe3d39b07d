"""What does a chapter need while it is composed: material, ledger, numbers of tables, the other chapters?"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from milepost.model.text import Text
from milepost.reports.certificates import public_id
from milepost.reports.material import Material
from milepost.reports.provenance import Ledger, Place, SourceLink
from milepost.reports.sources import name_source


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below a chapter's own, for the contents.

    Attributes:
        level: 2 a part or block, 3 a section.
        anchor: Id of the place.
        title: Words of the definitions; None where ``usual`` says them.
        usual: Message id of the words; ``""`` where ``title`` says them.
        ordinals: Position among its neighbours, outermost first, e.g. (2, 1); empty for none.
    """

    level: int
    anchor: str
    title: Text | None = None
    usual: str = ""
    ordinals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """How a chapter begins.

    Attributes:
        key: Kind of the chapter.
        anchor: Id of the chapter.
        number: Its number, ``"1"``, or letter, ``"A"``; ``""`` for a chapter without.
        annex: True for an annex.
        wide: True where it is printed across the page.
        usual: Message id of its usual title.
        title: Title that the definition gives instead; None for the usual one.
    """

    key: str
    anchor: str
    number: str
    annex: bool
    wide: bool
    usual: str
    title: Text | None = None


class ExhibitKind(StrEnum):
    """Table or figure."""

    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A numbered table or figure.

    Attributes:
        kind: Table or figure.
        key: Which one it is; its title is made from it in the templates.
        anchor: Id of the place.
        number: As printed, e.g. ``"2"`` or ``"C.1"``.
        about: What its title speaks of, besides the chapter's values; None for nothing.
    """

    kind: ExhibitKind
    key: str
    anchor: str
    number: str
    about: object = None


@dataclass(slots=True)
class Desk:
    """Material and ledger, the count of tables and figures so far, and which chapters there are."""

    material: Material
    ledger: Ledger
    chapters: frozenset[str]
    _numbers: Counter[tuple[ExhibitKind, str]] = field(default_factory=Counter)

    def exhibit(self, opening: Opening, kind: ExhibitKind, key: str, about: object = None, name: str = "") -> Exhibit:
        """Number a table or figure: 1, 2, 3 through the chapters, C.1, C.2 in an annex.

        Args:
            opening: The chapter.
            kind: Table or figure.
            key: Which one it is.
            about: What its title speaks of.
            name: Put into the anchor where a chapter has several of one key.
        """
        row = opening.number if opening.annex else ""
        self._numbers[kind, row] += 1
        number = f"{row}.{self._numbers[kind, row]}" if row else str(self._numbers[kind, row])
        anchor = "-".join(part for part in (kind.value, opening.key, key, name) if part)
        return Exhibit(kind, key, anchor, number, about)

    def href(self, chapter: str, anchor: str) -> str:
        """A link to a place of another chapter; ``""`` where the report does not print it."""
        return f"#{anchor}" if chapter in self.chapters else ""

    def cite_source(self, place: Place, key: str) -> SourceLink:
        """Refer to a public source by what the definitions or a unit call it."""
        return self.ledger.cite(place, public_id(name_source(key, self.material.sources).key))
