"""Annex: how good are the data: who reported, what was found, what was left out, what was decided?"""

from dataclasses import dataclass
from datetime import date
from string import Formatter

from milepost.model.dataset import FormOrigin, LeftOut
from milepost.model.exchange import Decision
from milepost.model.finding import Severity
from milepost.model.states import WHOLE_YEAR
from milepost.model.submission import Submission
from milepost.model.text import Text
from milepost.reports.abouts import About, about
from milepost.reports.coverage import Coverage, coverage
from milepost.reports.desk import Desk, Exhibit, ExhibitKind, Heading, Opening
from milepost.reports.material import Material
from milepost.reports.notes import Note, note_of
from milepost.reports.provenance import Place, PlaceKind

MOST_LISTED = 120
"""Up to so many findings are printed one by one; above, notes are only counted. All of them are in the data."""


@dataclass(frozen=True, slots=True)
class UnitReport:
    """Who reported, and how completely (only where units were asked).

    Attributes:
        file: Workbook that counts; ``""`` where none came.
        late: Against the deadline; None where that is not known.
        rows, filled: Rows of tasks and measures of its form, and those with a state.
        values, given: Indicators that it reports, and those that it gave a value for.
        id: Of the unit.
    """

    unit: Text
    file: str
    number: int | None
    received: date | None
    late: bool | None
    rows: int
    filled: int
    values: int
    given: int
    id: str


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was met; ``facts`` are the names of the facts that its sentence holds."""

    code: str
    severity: str
    says: str
    facts: tuple[str, ...]
    count: int
    units: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A finding of the list, and what it is about."""

    note: Note
    about: About


@dataclass(frozen=True, slots=True)
class FollowedUnit:
    """How many findings on a unit's earlier workbook its next one closed, answered or ignored."""

    unit: Text
    older: str
    newer: str
    closed: int
    answered: int
    ignored: int


@dataclass(frozen=True, slots=True)
class LeftLine:
    """What did not reach the report; ``about`` is None for a place in a file."""

    left: LeftOut
    about: About | None


@dataclass(frozen=True, slots=True)
class UntranslatedText:
    """A text printed in its own language: whose it is, what it is about, and in which column it stands."""

    unit: Text
    about: About
    column: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision; ``unit`` is None where a conflict between units was settled."""

    unit: Text | None
    about: About
    decision: Decision


@dataclass(frozen=True, slots=True)
class QualityAnnex:
    """Annex on the quality of the data.

    Attributes:
        units: Empty where nobody was asked.
        rules: Findings by rule.
        listed: Findings printed one by one; ``unlisted`` how many are not.
        superseded: Files that do not count.
        followed: What became of the findings on workbooks that were sent again.
    """

    opening: Opening
    outline: tuple[Heading, ...]
    exhibits: tuple[Exhibit, ...]
    coverage: Coverage
    coverage_table: Exhibit
    units_table: Exhibit | None
    units: tuple[UnitReport, ...]
    rules_table: Exhibit | None
    rules: tuple[RuleCount, ...]
    listed_table: Exhibit | None
    listed: tuple[ListedNote, ...]
    unlisted: int
    left_table: Exhibit | None
    left_out: tuple[LeftLine, ...]
    untranslated: tuple[tuple[str, tuple[UntranslatedText, ...]], ...]
    decisions_table: Exhibit | None
    decisions: tuple[DecisionLine, ...]
    superseded: tuple[tuple[str, str], ...]
    followed: tuple[FollowedUnit, ...] = ()


def compose(desk: Desk, opening: Opening) -> QualityAnnex:
    """Compose the annex."""
    material = desk.material
    hidden = material.withheld_rows  # a finding may quote what it is about
    findings = [one for one in material.dataset.findings if (one.unit, one.row_id) not in hidden]
    notes = tuple(note_of(one, material.units) for one in findings)
    told = tuple(
        ListedNote(note, about(one.row_id or one.subject, material)) for note, one in zip(notes, findings, strict=True)
    )
    listed = told if len(told) <= MOST_LISTED else tuple(one for one in told if one.note.severity != "note")

    def table(key: str, wanted: object) -> Exhibit | None:
        return desk.exhibit(opening, ExhibitKind.TABLE, key) if wanted else None

    covered = desk.exhibit(opening, ExhibitKind.TABLE, "coverage")
    units = unit_reports(material) if material.definition.asked else ()
    left_out, decisions = material.dataset.left_out, material.decisions
    tables = {
        "reporting": table("reporting", units),
        "rules": table("rules", notes),
        "findings": table("findings", listed),
        "left_out": table("left_out", left_out),
        "decisions": table("decisions", decisions),
    }
    printed = (covered, *(one for one in tables.values() if one))
    return QualityAnnex(
        opening=opening,
        outline=tuple(Heading(3, one.anchor, usual=HEADINGS[one.key]) for one in printed),
        exhibits=printed,
        coverage=coverage(desk, Place(PlaceKind.TABLE, covered.anchor, covered.number)),
        coverage_table=covered,
        units_table=tables["reporting"],
        units=units,
        rules_table=tables["rules"],
        rules=_by_rule(notes, material),
        listed_table=tables["findings"],
        listed=listed,
        unlisted=len(notes) - len(listed),
        left_table=tables["left_out"],
        left_out=tuple(
            LeftLine(one, about(one.where, material) if one.what == "indicator" else None) for one in left_out
        ),
        untranslated=_untranslated(material),
        decisions_table=tables["decisions"],
        decisions=tuple(
            DecisionLine(
                material.unit_name(one.cell.unit) if one.cell.unit else None, about(one.cell.row, material), one
            )
            for one in decisions
        ),
        superseded=tuple((one.file, one.status) for one in material.dataset.inbox if one.status != "counts"),
        followed=tuple(
            FollowedUnit(
                material.unit_name(one.unit), one.older, one.newer, len(one.closed), len(one.answered), len(one.ignored)
            )
            for one in material.dataset.followed
        ),
    )


HEADINGS = {
    "coverage": "What the data cover",
    "reporting": "Who reported",
    "rules": "Findings by rule",
    "findings": "Findings one by one",
    "left_out": "What was left out",
    "decisions": "Decisions",
}
"""Message ids of the headings, by table."""


def _by_rule(notes: tuple[Note, ...], material: Material) -> tuple[RuleCount, ...]:
    """Findings by rule, the gravest first, then by code."""
    groups: dict[tuple[str, str], list[Note]] = {}
    for one in notes:
        groups.setdefault((one.code, one.severity), []).append(one)
    order = [severity.name.lower() for severity in sorted(Severity, reverse=True)]
    ranked = sorted(groups.items(), key=lambda pair: (order.index(pair[0][1]), pair[0][0]))
    return tuple(
        RuleCount(code, severity, found[0].says, _facts(found[0].says), len(found), _named(found, material))
        for (code, severity), found in ranked
    )


def _facts(sentence: str) -> tuple[str, ...]:
    """Names of the facts in a sentence."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(sentence) if name))


def _named(notes: list[Note], material: Material) -> tuple[Text, ...]:
    """The units that notes are about, each once."""
    return tuple(material.unit_name(unit) for unit in dict.fromkeys(one.unit for one in notes if one.unit))


def _untranslated(material: Material) -> tuple[tuple[str, tuple[UntranslatedText, ...]], ...]:
    """Language -> texts that are printed in another one, each with the name of its unit."""
    return tuple(
        (
            language,
            tuple(
                UntranslatedText(material.unit_name(one.unit), about(one.row, material), one.column) for one in texts
            ),
        )
        for language, texts in material.dataset.untranslated.items()
        if texts
    )


def _given(submission: Submission, unit: str, material: Material) -> frozenset[str]:
    """Indicators that a unit gave a value for; a value of the report year that was taken out is none."""
    dataset, year = material.dataset, material.definition.year
    numbers = {row.id.split("|")[0] for row in submission.rows("indicators") if row.number_of("value") is not None}
    held = {
        one.indicator
        for series in dataset.observations.values()
        for one in series
        if one.year == year and any(isinstance(origin, FormOrigin) and origin.unit == unit for origin in one.origins)
    }
    disputed = {one.indicator for one in dataset.conflicts if one.year == year}
    refused = {
        one.row_id.split("|")[0]
        for one in dataset.findings
        if one.unit == unit
        and one.severity is Severity.REJECT
        and one.row_id.split("|")[1:3] == [str(year), WHOLE_YEAR]
    }
    return frozenset(held | (numbers - (refused - disputed)))


def unit_reports(material: Material) -> tuple[UnitReport, ...]:
    """Every unit that was asked, in the order of the definitions."""
    dataset = material.dataset
    made: list[UnitReport] = []
    for unit in material.units.values():
        rows = [row for task in material.plan.tasks_of(unit.id) for row in task.row_ids]
        values = [one.id for one in material.framework.reported_by(unit.id)]
        if unit.collective or not (rows or values):
            continue
        counting = next((one for one in dataset.inbox if one.unit == unit.id and one.status == "counts"), None)
        said = [
            row
            for row in rows
            if row in dataset.rows and any(one.unit == unit.id for one in dataset.rows[row].statements)
        ]
        submission = dataset.submissions.get(unit.id)
        given = _given(submission, unit.id, material) if submission else frozenset()
        made.append(
            UnitReport(
                unit=unit.name,
                file=counting.file if counting else "",
                number=counting.number if counting else None,
                received=counting.received if counting else None,
                late=counting.late if counting else None,
                rows=len(rows),
                filled=len(said),
                values=len(values),
                given=sum(1 for one in values if one in given),
                id=unit.id,
            )
        )
    return tuple(made)
