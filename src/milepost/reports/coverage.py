"""What do the data cover: tasks, units, indicators, figures, sources?"""

from dataclasses import dataclass

from milepost.model.states import DerivedState
from milepost.reports.desk import Desk
from milepost.reports.provenance import EntryKind, Place, Printed


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much the report rests on; every count is a figure.

    Attributes:
        tasks, known: Tasks of the plan, and those of which something is known.
        indicators, current: Indicators of the framework, and those with a value about the report year.
        units, answered: Units that were asked and that answered; None where nobody was asked.
        workbooks: Workbooks that count.
        statements, figures, values, public: Statements, figures of tasks, values of indicators, public sources.
        late: Workbooks that came after the deadline; None where nobody was asked or that is not known.
        rejected: Cells and rows that were taken out.
    """

    tasks: Printed
    known: Printed
    indicators: Printed
    current: Printed
    units: Printed | None
    answered: Printed | None
    workbooks: Printed
    statements: Printed
    figures: Printed
    values: Printed
    public: Printed
    late: Printed | None
    rejected: Printed


def coverage(desk: Desk, place: Place, shown: frozenset[str] | None = None) -> Coverage:
    """Count what the data cover.

    Args:
        desk: Material and ledger.
        place: Where the counts are printed.
        shown: Names of the attributes that the place prints as figures; None for all.
    """
    material = desk.material
    dataset, certificates = material.dataset, desk.ledger.certificates
    rows = [task.id for task in material.plan.tasks]
    known = [row for row in rows if material.state(row) is not DerivedState.NOT_REPORTED]
    rated = material.ratings.indicators.values()
    current = [one for one in rated if one.latest is not None and one.latest.year == material.definition.year]

    def count(name: str, meaning: str, value: int) -> Printed:
        if shown is not None and name not in shown:
            return desk.ledger.mention(value)
        return desk.ledger.figure(place, f"coverage-{meaning}", value, "source-coverage-counts")

    asked = {unit for row in rows if row in dataset.rows for unit in dataset.rows[row].asked}
    asked |= {unit for one in material.framework.indicators for unit in one.reported_by if unit in material.units}
    answered = [unit for unit in asked if unit in dataset.submissions]
    late = [one for one in dataset.inbox if one.late and one.status == "counts"]
    rejected = sum(one.count for one in dataset.left_out if one.what in ("cell", "file"))
    told = material.definition.asked
    return Coverage(
        tasks=count("tasks", "tasks", len(rows)),
        known=count("known", "tasks-known", len(known)),
        indicators=count("indicators", "indicators", len(material.framework.indicators)),
        current=count("current", "indicators-current", len(current)),
        units=count("units", "units-asked", len(asked)) if told else None,
        answered=count("answered", "units-answered", len(answered)) if told else None,
        workbooks=count("workbooks", "workbooks", sum(1 for one in dataset.inbox if one.status == "counts")),
        statements=count("statements", "statements", len(certificates.of(EntryKind.STATEMENT))),
        figures=count("figures", "figures", len(certificates.of(EntryKind.FIGURE))),
        values=count("values", "values", len(certificates.of(EntryKind.VALUE))),
        public=count("public", "public-sources", len(certificates.of(EntryKind.PUBLIC))),
        late=count("late", "late", len(late)) if told else None,
        rejected=count("rejected", "rejected", rejected),
    )
