"""What lies beside the report in tables, so that all that it prints can be recomputed?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from milepost.assess.forecast import Outlook
from milepost.model.dataset import CaseCard
from milepost.model.exchange import Decision
from milepost.reports.annex_quality import UnitReport, unit_reports
from milepost.reports.chosen_cases import chosen_cases
from milepost.reports.drafting import Comparison, compare, draft_of
from milepost.reports.expectations import outlook_of
from milepost.reports.material import Material
from milepost.reports.provenance import Certificates


@dataclass(frozen=True, slots=True)
class Beside:
    """What the tables need and no other room has.

    Attributes:
        outlooks: Forecasts by indicator, of those whose past allows one.
        reporting: Who reported and how completely; empty where nobody was asked.
        cases: The cases that may be printed, in their order.
        comparison: What changed since the kept draft; None where there is none.
        decisions: What the secretariat decided in the year.
    """

    outlooks: Mapping[str, Outlook] = field(default_factory=dict)
    reporting: tuple[UnitReport, ...] = ()
    cases: tuple[CaseCard, ...] = ()
    comparison: Comparison | None = None
    decisions: tuple[Decision, ...] = ()


def beside(material: Material, certificates: Certificates) -> Beside:
    """Gather what lies beside the report, whichever chapters are printed."""
    found = ((one.id, outlook_of(one, material)) for one in material.framework.indicators)
    previous = material.previous
    return Beside(
        outlooks={name: one for name, one in found if one is not None},
        reporting=unit_reports(material) if material.definition.asked else (),
        cases=chosen_cases(material).printed,
        comparison=compare(previous, draft_of(material, certificates)) if previous is not None else None,
        decisions=material.decisions,
    )
