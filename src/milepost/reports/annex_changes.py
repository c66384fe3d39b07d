"""Annex: which figures were revised, and what changed since a draft that was sent out?"""

from dataclasses import dataclass

from milepost.errors import WorkspaceError
from milepost.model.dataset import FormOrigin, Observation
from milepost.model.dates import PartialDate
from milepost.model.framework import Indicator
from milepost.model.states import WHOLE_YEAR
from milepost.model.text import Text
from milepost.reports.certificates import carried_id, value_id
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.drafting import Comparison, compare, draft_of
from milepost.reports.grades import PrintedGrade, grade_of_class
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, PlaceKind, Printed, SourceLink
from milepost.reports.task_blocks import state_figure, task_anchor


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """A value that was published and is now another.

    Attributes:
        period: ``""`` for a whole year, else the part of it.
        was, now: Both vintages, each with where it stands.
        was_published, published: When each became known.
        reason: Why, in the words of the unit; None where none is known.
        unit: Unit that gave the new value; None where it was only published.
    """

    indicator: Indicator
    year: int
    period: str
    breakdown: str
    was: Printed
    was_published: PartialDate | None
    was_entry: SourceLink
    now: Printed
    published: PartialDate | None
    entry: SourceLink
    reason: Text | None
    unit: Text | None


@dataclass(frozen=True, slots=True)
class RatingChange:
    """The rating of an indicator in the draft and now; None where it had or has none."""

    name: Text
    was: PrintedGrade | None
    now: PrintedGrade | None


@dataclass(frozen=True, slots=True)
class CarriedTask:
    """A task that goes on from an earlier year.

    Attributes:
        year, row: That year, and its id in the plan of that year.
        was: The state that held then.
        now: The state that holds.
    """

    id: str
    title: Text
    href: str
    year: int
    row: str
    was: Printed
    now: Printed


@dataclass(frozen=True, slots=True)
class ChangesAnnex:
    """Annex with the changes.

    Attributes:
        compared: What changed since the draft; None where the definition names none.
        changes: How many changes there are in all.
        titles: Row -> title of the task or measure.
        carried: Tasks that go on from an earlier year whose workbooks are in the workspace.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    revisions_table: Exhibit | None
    revisions: tuple[RevisedFigure, ...]
    compared: Comparison | None
    figures_table: Exhibit | None
    states_table: Exhibit | None
    ratings: tuple[RatingChange, ...]
    titles: dict[str, Text]
    carried_table: Exhibit | None
    carried: tuple[CarriedTask, ...]


def compose(desk: Desk, opening: Opening) -> ChangesAnnex:
    """Compose the annex."""
    material = desk.material
    revised = material.dataset.revisions
    table = desk.exhibit(opening, ExhibitKind.TABLE, "revisions") if revised else None
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "revised") if table else None
    revisions = tuple(
        _revised(desk, place, indicator, one.was, one.now)
        for one in revised
        if place and (indicator := material.framework.indicator(one.indicator)) is not None
    )
    compared = None
    if material.previous is not None:
        compared = compare(material.previous, draft_of(material, desk.ledger.certificates))
    figures = desk.exhibit(opening, ExhibitKind.TABLE, "draft_figures") if compared and compared.figures else None
    states = desk.exhibit(opening, ExhibitKind.TABLE, "draft_states") if compared and compared.states else None
    told = [row for row, one in material.dataset.carried.items() if one.state is not None]
    goes_on = desk.exhibit(opening, ExhibitKind.TABLE, "carried") if told else None
    return ChangesAnnex(
        opening=opening,
        outline=(
            Heading(3, "changes-revisions", usual="Revised figures"),
            Heading(3, "changes-draft", usual="Since the draft"),
            Heading(3, "changes-year", usual="Since last year"),
        ),
        exhibits=tuple(one for one in (table, figures, states, goes_on) if one),
        revisions_table=table,
        revisions=revisions,
        compared=compared,
        figures_table=figures,
        states_table=states,
        ratings=_ratings(desk, compared) if compared else (),
        titles={row: (measure or task).title for row, (task, measure) in material.plan.rows().items()},
        carried_table=goes_on,
        carried=_carried(desk, goes_on) if goes_on else (),
    )


def _carried(desk: Desk, table: Exhibit) -> tuple[CarriedTask, ...]:
    place = Place(PlaceKind.TABLE, table.anchor, table.number, "since")
    carried = desk.material.dataset.carried
    return tuple(
        CarriedTask(
            task.id,
            task.title,
            desk.href("tasks", task_anchor(task)),
            earlier.year,
            earlier.row,
            desk.ledger.figure(place, anchor_of("task", task.id, "carried"), str(earlier.state), carried_id(task.id)),
            state_figure(desk, place, task.id),
        )
        for task in desk.material.plan.tasks
        if (earlier := carried.get(task.id)) is not None and earlier.state is not None
    )


def _revised(desk: Desk, place: Place, indicator: Indicator, was: Observation, now: Observation) -> RevisedFigure:
    vintages = desk.material.dataset.observations[indicator.id]
    period = "" if now.period == WHOLE_YEAR else now.period
    before, after = value_id(was, vintages), value_id(now, vintages)
    meaning = anchor_of(indicator.id, now.year, period, now.breakdown)
    speaker = next((one.unit for one in now.origins if isinstance(one, FormOrigin)), None)
    known = desk.ledger.certificates.by_id
    return RevisedFigure(
        indicator=indicator,
        year=now.year,
        period=period,
        breakdown=now.breakdown,
        was=desk.ledger.figure(place, f"{meaning}-was", was.value, before, indicator.decimals),
        was_published=known[before].published,
        was_entry=desk.ledger.cite(place, before),
        now=desk.ledger.figure(place, f"{meaning}-now", now.value, after, indicator.decimals),
        published=known[after].published,
        entry=desk.ledger.cite(place, after),
        reason=now.reason,
        unit=desk.material.unit_name(speaker) if speaker else None,
    )


def _ratings(desk: Desk, compared: Comparison) -> tuple[RatingChange, ...]:
    framework = desk.material.framework
    found = []
    for one in compared.ratings:
        indicator = framework.indicator(one.id)
        name = indicator.name if indicator else Text({"en": one.id})
        found.append(RatingChange(name, _grade(one.was), _grade(one.now)))
    return tuple(found)


def _grade(words: str) -> PrintedGrade | None:
    """The class of a rating that a draft wrote as ``M1 behind``; None for one that this version does not know."""
    method, _, standing = words.partition(" ")
    try:
        return grade_of_class(method, standing)
    except (KeyError, WorkspaceError):
        return None
