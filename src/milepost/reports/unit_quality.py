"""How completely and how timely did each unit report? Asked only where units were asked."""

from dataclasses import dataclass
from decimal import Decimal

from milepost.model.text import Text
from milepost.reports.annex_quality import UnitReport, unit_reports
from milepost.reports.desk import Desk
from milepost.reports.material import anchor_of
from milepost.reports.provenance import Place, Printed

ENTRY = "source-coverage-counts"


@dataclass(frozen=True, slots=True)
class Share:
    """Some of what was expected, and the share in per cent; None where nothing was expected."""

    done: int
    expected: int
    share: Printed


@dataclass(frozen=True, slots=True)
class UnitQuality:
    """One unit, or all of them together where ``unit`` is None.

    Attributes:
        tasks, values: Rows of the sheets of tasks and indicators that were filled, of those expected.
        in_time: Workbooks in time, of those that came and of which that is known.
        came: Workbooks that count, of those expected.
    """

    unit: Text | None
    came: Share
    tasks: Share
    values: Share
    in_time: Share


def unit_quality(desk: Desk, place: Place) -> tuple[UnitQuality, ...]:
    """Completeness and timeliness of every unit that was asked, and of all together, which comes last.

    Source:
        The reporting rates of DHIS2: completeness is reported / expected, timeliness in time / reported.
    """
    material = desk.material
    if not material.definition.asked:
        return ()
    found = unit_reports(material)
    rows = [_row(desk, place, one.id, one.unit, [one]) for one in found]
    return (*rows, _row(desk, place, "all", None, list(found))) if rows else ()


def _row(desk: Desk, place: Place, name: str, unit: Text | None, several: list[UnitReport]) -> UnitQuality:
    def share(kind: str, done: int, expected: int) -> Share:
        value = Decimal(100) * done / expected if expected else None
        return Share(done, expected, desk.ledger.figure(place, anchor_of("unit", name, kind), value, ENTRY))

    known = [one for one in several if one.file and one.late is not None]
    return UnitQuality(
        unit=unit,
        came=share("came", sum(1 for one in several if one.file), len(several)),
        tasks=share("tasks-complete", sum(one.filled for one in several), sum(one.rows for one in several)),
        values=share("values-complete", sum(one.given for one in several), sum(one.values for one in several)),
        in_time=share("in-time", sum(1 for one in known if not one.late), len(known)),
    )
