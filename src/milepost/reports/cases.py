"""Chapter: which cases show how the plan was carried out?"""

from dataclasses import dataclass

from milepost.model.dataset import CaseCard
from milepost.model.text import Text
from milepost.reports.certificates import case_id
from milepost.reports.chosen_cases import ChosenCases, chosen_cases
from milepost.reports.desk import Desk, Heading, Opening
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, PlaceKind, SourceLink
from milepost.reports.sources import read_evidence


@dataclass(frozen=True, slots=True)
class RelatedTask:
    """A task that a case belongs to; ``href`` is ``""`` where the report has no block of it."""

    id: str
    title: Text
    href: str


@dataclass(frozen=True, slots=True)
class CaseBlock:
    """One case.

    Attributes:
        ordinal: Its place in the chapter, from 1.
        unit: Name of the unit that offers it.
        documents: Document numbers and the like named as evidence.
        sources: Its public sources.
        entry: Where its cells are listed.
    """

    card: CaseCard
    ordinal: int
    anchor: str
    unit: Text
    tasks: tuple[RelatedTask, ...]
    documents: tuple[Text, ...]
    sources: tuple[SourceLink, ...]
    entry: SourceLink


@dataclass(frozen=True, slots=True)
class CasesChapter:
    """Typical cases; ``chosen`` says what became of the others."""

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[()]
    chosen: ChosenCases
    cases: tuple[CaseBlock, ...]


def compose(desk: Desk, opening: Opening) -> CasesChapter:
    """Compose the chapter."""
    chosen = chosen_cases(desk.material)
    blocks = tuple(_block(desk, card, n) for n, card in enumerate(chosen.printed, 1))
    outline = tuple(Heading(2, block.anchor, block.card.title, ordinals=(block.ordinal,)) for block in blocks)
    return CasesChapter(opening, outline, (), chosen, blocks)


def _block(desk: Desk, card: CaseCard, ordinal: int) -> CaseBlock:
    material = desk.material
    anchor = anchor_of("case", card.id)
    place = Place(PlaceKind.CASE, anchor, str(ordinal))
    evidence = read_evidence(card.evidence, material.sources)
    titles = {task.id: task.title for task in material.plan.tasks}
    return CaseBlock(
        card=card,
        ordinal=ordinal,
        anchor=anchor,
        unit=material.unit_name(card.unit),
        tasks=tuple(
            RelatedTask(task, titles[task], desk.href("tasks", anchor_of("task", task)))
            for task in card.tasks
            if task in titles
        ),
        documents=evidence.documents,
        sources=tuple(desk.cite_source(place, key) for key in evidence.sources),
        entry=desk.ledger.cite(place, case_id(card)),
    )
