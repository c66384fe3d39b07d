"""Annex: where does every figure of the report come from?"""

from dataclasses import dataclass

from milepost.model.text import Text
from milepost.reports.desk import Desk, Heading, Opening
from milepost.reports.indicator_rows import indicator_anchor
from milepost.reports.periods import Period, read_period
from milepost.reports.provenance import Entry, EntryKind, SourceLink, Use
from milepost.reports.task_blocks import task_anchor


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry with the marks of what it rests on and the places that use it.

    Attributes:
        unit: Name of the unit that speaks; None where none does.
        period: Time that a figure speaks of; None for other entries.
        cites: Public sources behind it.
        made_from: Entries that it is computed from.
        uses: Where it is used.
        cited_by: Entries that rest on it, where no other place uses it.
    """

    entry: Entry
    unit: Text | None
    period: Period | None
    cites: tuple[SourceLink, ...]
    made_from: tuple[SourceLink, ...]
    uses: tuple[Use, ...]
    cited_by: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Entries about one indicator or task: ``id`` of the task, or name of the indicator in ``title``."""

    title: Text
    task: str
    href: str
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """A workbook: whose it is and its checksum."""

    unit: Text
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SourcesAnnex:
    """Annex with the sources."""

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[()]
    workbooks: tuple[WorkbookLine, ...]
    indicators: tuple[EntryGroup, ...]
    tasks: tuple[EntryGroup, ...]
    cases: tuple[EntryLine, ...]
    public: tuple[EntryLine, ...]
    computed: tuple[EntryLine, ...]


def compose(desk: Desk, opening: Opening) -> SourcesAnnex:
    """Compose the annex; it must come last, when it is known where each entry is used."""
    certificates = desk.ledger.certificates
    workbooks, indicators, tasks = _workbooks(desk), _indicators(desk), _tasks(desk)
    cases = tuple(_line(desk, one) for one in certificates.of(EntryKind.CASE))
    public = tuple(_line(desk, one) for one in certificates.of(EntryKind.PUBLIC))
    computed = tuple(_line(desk, one) for one in certificates.of(EntryKind.COMPUTED))
    found = zip(HEADINGS.items(), (workbooks, indicators, tasks, cases, public, computed), strict=True)
    outline = tuple(Heading(3, f"sources-{key}", usual=usual) for (key, usual), lines in found if lines)
    return SourcesAnnex(opening, outline, (), workbooks, indicators, tasks, cases, public, computed)


HEADINGS = {
    "workbooks": "Workbooks",
    "indicators": "Values of indicators",
    "tasks": "Statements and figures",
    "cases": "Cases",
    "public": "Public sources",
    "computed": "Computed figures",
}
"""Message ids of the headings, by kind of entry."""


def _line(desk: Desk, entry: Entry) -> EntryLine:
    known = desk.ledger.certificates.by_id

    def links(anchors: tuple[str, ...]) -> tuple[SourceLink, ...]:
        return tuple(SourceLink(known[one].mark, f"#{one}") for one in anchors)

    uses = desk.ledger.uses(entry.id)
    resting = () if uses else tuple(one.id for one in known.values() if entry.id in (*one.cites, *one.made_from))
    speaks = entry.kind in (EntryKind.STATEMENT, EntryKind.FIGURE, EntryKind.CASE)
    return EntryLine(
        entry,
        desk.material.unit_name(entry.unit) if speaks else None,
        read_period(entry.period) if entry.kind is EntryKind.FIGURE else None,
        links(entry.cites),
        links(entry.made_from),
        uses,
        links(resting),
    )


def _workbooks(desk: Desk) -> tuple[WorkbookLine, ...]:
    """The workbooks that count, in the order of the units."""
    material = desk.material
    return tuple(
        WorkbookLine(material.unit_name(unit), one.file, one.sha256)
        for unit, one in material.dataset.submissions.items()
    )


def _indicators(desk: Desk) -> tuple[EntryGroup, ...]:
    framework = desk.material.framework
    entries = desk.ledger.certificates.of(EntryKind.GOAL, EntryKind.VALUE)
    groups = (
        EntryGroup(
            one.name,
            "",
            "" if one.context else desk.href("indicators", indicator_anchor(one)),
            tuple(_line(desk, entry) for entry in entries if entry.subject == one.id),
        )
        for one in (*framework.indicators, *framework.context)
    )
    return tuple(group for group in groups if group.lines)


def _tasks(desk: Desk) -> tuple[EntryGroup, ...]:
    entries = desk.ledger.certificates.of(EntryKind.STATEMENT, EntryKind.FIGURE)
    groups = (
        EntryGroup(
            task.title,
            task.id,
            desk.href("tasks", task_anchor(task)),
            tuple(_line(desk, entry) for entry in entries if entry.subject in task.row_ids),
        )
        for task in desk.material.plan.tasks
    )
    return tuple(group for group in groups if group.lines)
