"""Which rating does every indicator and every task of the report have?"""

from __future__ import annotations

from decimal import Decimal

from milepost.assess import cagr_ratio, eurostat, extrapolation, pace, tasks
from milepost.assess.change import change
from milepost.assess.method import Method
from milepost.assess.sensitivity import sensitivity
from milepost.errors import WorkspaceError
from milepost.model.dataset import Dataset, Observation
from milepost.model.definition import ReportDefinition
from milepost.model.framework import Direction, Framework, Indicator
from milepost.model.plan import Plan
from milepost.model.rating import IndicatorRating, Ratings, Series, TaskRating

METHODS: tuple[Method, ...] = (pace.METHOD, cagr_ratio.METHOD, eurostat.METHOD, extrapolation.METHOD)
"""Every method that a definition may choose; a further one is one module and one entry here."""


def method_of(code: str) -> Method:
    """The method with this code.

    Raises:
        WorkspaceError: If there is none.
    """
    for method in METHODS:
        if method.code == code:
            return method
    known = ", ".join(method.code for method in METHODS)
    raise WorkspaceError(f'There is no rating method "{code}" (known: {known}). Correct `method` in the definition.')


def series_of(indicator: Indicator, latest: Observation | None, report_year: int) -> Series:
    """What a method needs to know of an indicator whose latest value is ``latest``."""
    base = indicator.baseline
    return Series(
        base_year=base.year if base else report_year,
        base=base.value if base else None,
        targets=tuple((one.year, one.value) for one in indicator.targets if one.value is not None),
        direction=int(indicator.direction),
        latest_year=latest.year if latest else None,
        latest=latest.value if latest else None,
        report_year=report_year,
        band=indicator.band,
        decimals=indicator.decimals,
        limit=_limit(indicator),
    )


def _limit(indicator: Indicator) -> Decimal | None:
    """The bound that lies in the way of the indicator: the highest value of what rises, the lowest of what falls."""
    if indicator.direction is Direction.BAND:
        return None
    return indicator.bounds[1 if indicator.direction is Direction.RISE else 0]


def rate_indicator(indicator: Indicator, dataset: Dataset, definition: ReportDefinition) -> IndicatorRating:
    """Rate one indicator by its own method or the report's, on its latest whole year up to the report year."""
    method = method_of(indicator.method or definition.method)
    yearly = [one for one in dataset.yearly(indicator.id) if one.year <= definition.year]
    latest = yearly[-1] if yearly else None
    previous = next((one for one in yearly if latest and one.year == latest.year - 1), None)
    moved = change(previous.value, latest.value, indicator.change) if latest and previous else None
    series = series_of(indicator, latest, definition.year)
    verdict = method.rate(series, definition.thresholds)
    firmness = sensitivity(series, method, METHODS, definition.thresholds)
    return IndicatorRating(indicator.id, method.code, verdict, latest, previous, moved, firmness)


def rate_all(plan: Plan, framework: Framework, dataset: Dataset, definition: ReportDefinition) -> Ratings:
    """Rate every indicator of the framework and every task and measure of the plan."""
    calendar = tasks.Calendar(plan.year, plan.issued, definition.cut_off)
    rows: dict[str, TaskRating] = {}
    for row, (task, measure) in plan.rows().items():
        due = (measure.due if measure else None) or task.due
        rows[row] = tasks.rate(dataset.rows[row], due, calendar, definition.thresholds)
    indicators = {one.id: rate_indicator(one, dataset, definition) for one in framework.indicators}
    return Ratings(indicators, rows)
