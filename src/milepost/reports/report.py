"""What is on every page of the report? Values without words of any language; templates say them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from milepost.assess.explanation import Explanation
from milepost.checks.own_words import Known
from milepost.errors import WorkspaceError
from milepost.model.dataset import Dataset
from milepost.model.definition import ChapterChoice, ReportDefinition
from milepost.model.draft import Draft
from milepost.model.exchange import Decision
from milepost.model.framework import Framework, SourceRegister
from milepost.model.plan import Plan, Units
from milepost.model.rating import Ratings
from milepost.reports import (
    annex_changes,
    annex_indicators,
    annex_methods,
    annex_quality,
    annex_sources,
    annex_tasks,
    cases,
    evaluation,
    front,
    indicators,
    problems,
    summary,
    tasks,
)
from milepost.reports.annex_changes import ChangesAnnex
from milepost.reports.annex_indicators import IndicatorDataAnnex
from milepost.reports.annex_methods import MethodsAnnex
from milepost.reports.annex_quality import QualityAnnex
from milepost.reports.annex_sources import SourcesAnnex
from milepost.reports.annex_tasks import TaskTableAnnex
from milepost.reports.beside import Beside, beside
from milepost.reports.cases import CasesChapter
from milepost.reports.certificates import certificates
from milepost.reports.desk import Desk, Exhibit, Opening
from milepost.reports.drafting import draft_of
from milepost.reports.evaluation import EvaluationChapter
from milepost.reports.explanations import indicator_explanations, task_explanations
from milepost.reports.front import Cover, Imprint, Preface
from milepost.reports.indicators import IndicatorsChapter
from milepost.reports.known_numbers import known_numbers
from milepost.reports.material import Material
from milepost.reports.problems import ProblemsChapter
from milepost.reports.provenance import Entry, Ledger
from milepost.reports.summary import SummaryChapter
from milepost.reports.tasks import TasksChapter

Chapter = (
    SummaryChapter
    | IndicatorsChapter
    | TasksChapter
    | EvaluationChapter
    | CasesChapter
    | ProblemsChapter
    | TaskTableAnnex
    | IndicatorDataAnnex
    | QualityAnnex
    | SourcesAnnex
    | MethodsAnnex
    | ChangesAnnex
)


@dataclass(frozen=True, slots=True)
class ChapterKind:
    """A kind of chapter that a definition can choose.

    Attributes:
        key: Its name in the definition.
        usual: Message id of its usual title.
        compose: Makes its values.
        letter: Letter of an annex; ``""`` for a chapter.
        numbered: False for a chapter without a number.
        wide: True where it is printed across the page.
    """

    key: str
    usual: str
    compose: Callable[[Desk, Opening], Chapter]
    letter: str = ""
    numbered: bool = True
    wide: bool = False


CHAPTERS: tuple[ChapterKind, ...] = (
    ChapterKind("summary", "Summary", summary.compose, numbered=False),
    ChapterKind("indicators", "Overall progress toward the goals", indicators.compose),
    ChapterKind("tasks", "Implementation of the plan", tasks.compose),
    ChapterKind("evaluation", "Evaluation", evaluation.compose),
    ChapterKind("cases", "Typical cases", cases.compose),
    ChapterKind("problems", "Problems and next steps", problems.compose),
    ChapterKind("annex_tasks", "Task table", annex_tasks.compose, "A", wide=True),
    ChapterKind("annex_indicators", "Indicator data", annex_indicators.compose, "B"),
    ChapterKind("annex_quality", "Data quality", annex_quality.compose, "C"),
    ChapterKind("annex_sources", "Sources", annex_sources.compose, "D"),
    ChapterKind("annex_methods", "Methods", annex_methods.compose, "E"),
    ChapterKind("annex_changes", "Changes", annex_changes.compose, "F"),
)
"""Every kind of chapter in the usual order; a further one is one module and one line here."""

LAST = "annex_sources"
"""Composed after all others, wherever it is printed: it says where each entry is used."""


@dataclass(frozen=True, slots=True)
class Report:
    """The report.

    Attributes:
        asked: True where the units were asked; False for a report compiled from public sources.
        chapters: In the order of printing.
        exhibits: All tables and figures, in the order of printing.
        entries: All entries of the sources, whether the annex is printed or not.
        draft: What the report says, for a later comparison.
        explanations: How each rating came about: ``indicator-ID`` and ``task-ID`` -> explanation.
        numbers: Every number that the report prints or that its data hold.
        beside: What lies beside the report in tables.
        withheld: (unit, row) of statements that the edition may not show.
    """

    definition: ReportDefinition
    plan: Plan
    framework: Framework
    asked: bool
    cover: Cover
    imprint: Imprint
    preface: Preface
    chapters: tuple[Chapter, ...]
    exhibits: tuple[Exhibit, ...]
    entries: tuple[Entry, ...]
    withheld: frozenset[tuple[str, str]]
    draft: Draft
    explanations: Mapping[str, Explanation]
    numbers: tuple[Known, ...]
    beside: Beside


def compose(
    definition: ReportDefinition,
    plan: Plan,
    framework: Framework,
    units: Units,
    sources: SourceRegister,
    dataset: Dataset,
    ratings: Ratings,
    decisions: tuple[Decision, ...] = (),
    previous: Draft | None = None,
) -> Report:
    """Decide what is on every page.

    Raises:
        TotalsError: If totals do not agree.
        WorkspaceError: If the definition chooses a chapter that does not exist, or one twice.
    """
    material = Material(definition, plan, framework, units, sources, dataset, ratings, decisions, previous)
    chosen = definition.chapters or tuple(ChapterChoice(kind.key) for kind in CHAPTERS)
    openings = _openings(chosen)
    keys = frozenset(opening.key for _, opening in openings)
    ledger = Ledger(certificates(material), LAST in keys)
    desk = Desk(material, ledger, keys)
    first = (front.cover(desk), front.imprint(desk), front.preface(desk))
    made = {opening.key: kind.compose(desk, opening) for kind, opening in openings if kind.key != LAST}
    made.update({opening.key: kind.compose(desk, opening) for kind, opening in openings if kind.key == LAST})
    chapters = tuple(made[opening.key] for _, opening in openings)
    exhibits = tuple(one for chapter in chapters for one in chapter.exhibits)
    return Report(
        definition,
        plan,
        framework,
        definition.asked,
        *first,
        chapters,
        exhibits,
        ledger.certificates.entries,
        material.withheld_rows,
        draft_of(material, ledger.certificates),
        indicator_explanations(material, ledger.certificates) | task_explanations(material),
        known_numbers(material, ledger),
        beside(material, ledger.certificates),
    )


def _openings(chosen: tuple[ChapterChoice, ...]) -> list[tuple[ChapterKind, Opening]]:
    """Number the chosen chapters in the order of the definition."""
    kinds = {kind.key: kind for kind in CHAPTERS}
    keys = [choice.key for choice in chosen]
    unknown = [key for key in keys if key not in kinds]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if unknown or twice:
        what = f"no chapter is called {', '.join(unknown)}" if unknown else f"{', '.join(twice)} is chosen twice"
        raise WorkspaceError(f"chapters of the report: {what}. Known chapters: {', '.join(kinds)}.")
    made: list[tuple[ChapterKind, Opening]] = []
    count = 0
    for choice in chosen:
        kind = kinds[choice.key]
        count += 1 if kind.numbered and not kind.letter else 0
        number = kind.letter or (str(count) if kind.numbered else "")
        anchor = kind.key.replace("_", "-")
        made.append((kind, Opening(kind.key, anchor, number, bool(kind.letter), kind.wide, kind.usual, choice.title)))
    return made
