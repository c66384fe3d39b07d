"""Which of the cases that units offer are printed?"""

from dataclasses import dataclass

from milepost.model.dataset import CaseCard
from milepost.model.definition import Edition
from milepost.reports.material import Material


@dataclass(frozen=True, slots=True)
class ChosenCases:
    """Cases by what becomes of them.

    Attributes:
        printed: In the order of printing.
        withheld: Ids that the definition names and that may not stand in this edition.
        missing: Ids that the definition names and that no unit offers.
        offered: How many cards there are in all.
    """

    printed: tuple[CaseCard, ...]
    withheld: tuple[str, ...]
    missing: tuple[str, ...]
    offered: int


def chosen_cases(material: Material) -> ChosenCases:
    """Choose the cases: those that the definition lists, else all; in a public edition only those marked for it."""
    offered = {card.id: card for card in material.dataset.cases}
    public = material.definition.edition is Edition.PUBLIC
    named = material.definition.cases
    wanted = [name for name in named if name in offered] if named else list(offered)
    may = [name for name in wanted if offered[name].publish or not public]
    return ChosenCases(
        printed=tuple(offered[name] for name in may),
        withheld=tuple(name for name in wanted if name not in may) if named else (),
        missing=tuple(name for name in named if name not in offered),
        offered=len(offered),
    )
