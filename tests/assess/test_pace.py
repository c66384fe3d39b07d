"""Method M1: the two published tables, every class, every bound."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.assess import pace
from milepost.model.definition import Thresholds
from milepost.model.rating import Series, Standing

D = Decimal
USUAL = Thresholds()


def series(base: str | None, latest: str | None, target: str, year: int = 2023, direction: int = 1) -> Series:
    """A path from 2020 to 2025."""
    return Series(
        base_year=2020,
        base=D(base) if base else None,
        targets=((2025, D(target)),),
        direction=direction,
        latest_year=year if latest else None,
        latest=D(latest) if latest else None,
        report_year=2024,
    )


END_OF_2023 = [
    ("hv_patents", "6.3", "11.8", "12", "96.5", Standing.AHEAD),
    ("overseas_grants", "4.0", "5.3", "9.0", "26", Standing.FAR_BEHIND),
    ("pledge", "2180", "8539.9", "3200", "623.5", Standing.MET_EARLY),
    ("royalties", "3194.4", "3765.2", "3500", "186.8", Standing.MET_EARLY),
    ("pii_share", "11.6", "13.04", "13.0", "102.9", Standing.MET_EARLY),
    ("copyright_share", "7.39", "7.44", "7.5", "45.5", Standing.BEHIND),
    ("satisfaction", "80.05", "82.04", "82", "102.1", Standing.MET_EARLY),
]


@pytest.mark.parametrize(("name", "base", "latest", "target", "attainment", "standing"), END_OF_2023)
def test_the_table_of_the_end_of_2023(
    name: str, base: str, latest: str, target: str, attainment: str, standing: Standing
) -> None:
    verdict = pace.rate(series(base, latest, target), USUAL)
    assert verdict.standing == standing, name
    assert verdict.attainment is not None
    digits = D("1") if "." not in attainment else D("0.1")
    assert (verdict.attainment * 100).quantize(digits) == D(attainment)
    assert verdict.schedule == D("0.6")


def test_a_target_that_is_met_needs_no_baseline() -> None:
    verdict = pace.rate(series(None, "91.9", "85"), USUAL)
    assert (verdict.standing, verdict.attainment) == (Standing.MET_EARLY, None)


REPORT_YEAR_2024 = [
    ("hv_patents", "6.3", "14.0", "12", 2024, Standing.MET_EARLY),
    ("overseas_grants", "4.0", "5.3", "9.0", 2023, Standing.FAR_BEHIND),
    ("pledge", "2180", "8539.9", "3200", 2023, Standing.MET_EARLY),
    ("royalties", "3194.4", "3987.1", "3500", 2024, Standing.MET_EARLY),
    ("pii_share", "11.6", "13.38", "13.0", 2024, Standing.MET_EARLY),
    ("copyright_share", "7.39", "7.44", "7.5", 2023, Standing.BEHIND),
    ("satisfaction", "80.05", "82.36", "82", 2024, Standing.MET_EARLY),
    ("acceptance", None, "91.9", "85", 2023, Standing.MET_EARLY),
]


@pytest.mark.parametrize(("name", "base", "latest", "target", "year", "standing"), REPORT_YEAR_2024)
def test_the_table_of_the_report_year_2024(
    name: str, base: str | None, latest: str, target: str, year: int, standing: Standing
) -> None:
    assert pace.rate(series(base, latest, target, year), USUAL).standing == standing, name


@pytest.mark.parametrize(
    ("latest", "standing"),
    [
        ("7.445", Standing.ON_SCHEDULE),  # the lead is exactly -10
        ("7.4449", Standing.BEHIND),
        ("7.423", Standing.BEHIND),  # exactly -30
        ("7.4229", Standing.FAR_BEHIND),
        ("7.467", Standing.ON_SCHEDULE),  # exactly +10
        ("7.4671", Standing.AHEAD),
        ("7.5", Standing.MET_EARLY),
    ],
)
def test_each_bound_belongs_to_the_milder_class(latest: str, standing: Standing) -> None:
    assert pace.rate(series("7.39", latest, "7.5"), USUAL).standing == standing


def test_after_the_target_year_a_value_is_met_or_missed() -> None:
    assert pace.rate(series("1", "5", "5", 2025), USUAL).standing == Standing.MET
    assert pace.rate(series("1", "4.9", "5", 2025), USUAL).standing == Standing.MISSED
    assert pace.rate(series(None, "4.9", "5", 2026), USUAL).standing == Standing.MISSED


@pytest.mark.parametrize(
    ("given_series", "reason"),
    [
        (series(None, "3", "5"), pace.NO_BASELINE),
        (series("5", "5", "5", direction=-1, year=2020), None),
        (series("1", "0.9", "5", 2020), pace.TOO_EARLY),
        (series("5", "4", "5"), pace.NO_PROMISE),
    ],
)
def test_what_cannot_be_rated_says_why(given_series: Series, reason: str | None) -> None:
    verdict = pace.rate(given_series, USUAL)
    if reason is None:
        assert verdict.standing == Standing.MET_EARLY
    else:
        assert (verdict.standing, verdict.reason) == (Standing.NOT_RATED, reason)


def test_no_value_is_no_data() -> None:
    assert pace.rate(series("1", None, "5"), USUAL).standing == Standing.NO_DATA


def test_interim_targets_bend_the_path() -> None:
    bent = Series(2020, D(0), ((2022, D(80)), (2025, D(100))), 1, 2022, D(60), 2024)
    verdict = pace.rate(bent, USUAL)
    assert (verdict.expected, verdict.lead, verdict.standing) == (D(80), D(-20), Standing.BEHIND)


@pytest.mark.parametrize(
    ("value", "year", "standing"),
    [
        ("2.5", 2023, Standing.MET_EARLY),
        ("2", 2025, Standing.MET),
        ("3.1", 2025, Standing.MISSED),
        ("3.1", 2023, Standing.NOT_RATED),
    ],
)
def test_a_band(value: str, year: int, standing: Standing) -> None:
    band = Series(2020, D(1), ((2025, D(3)),), 0, year, D(value), 2025, band=(D(2), D(3)))
    assert pace.rate(band, USUAL).standing == standing


CLASSES = [Standing.FAR_BEHIND, Standing.BEHIND, Standing.ON_SCHEDULE, Standing.AHEAD, Standing.MET_EARLY]
amounts = st.decimals(min_value=-1000, max_value=1000, places=3)


@given(amounts, amounts, amounts, amounts)
def test_a_better_value_never_rates_lower_and_falling_mirrors_rising(base: D, target: D, one: D, other: D) -> None:
    if target <= base:
        return
    low, high = sorted((one, other))
    rising = [pace.rate(Series(2020, base, ((2025, target),), 1, 2023, y, 2024), USUAL) for y in (low, high)]
    assert CLASSES.index(Standing(rising[0].standing)) <= CLASSES.index(Standing(rising[1].standing))
    falling = pace.rate(Series(2020, -base, ((2025, -target),), -1, 2023, -low, 2024), USUAL)
    assert (falling.standing, falling.lead) == (rising[0].standing, rising[0].lead)
