"""Do totals agree, and do shares add up to a hundred?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.assess import rate_all
from milepost.model.rating import Ratings
from milepost.model.states import DerivedState
from milepost.reports.counts import TotalsError, check_parts, largest_remainder, tally, tally_states
from milepost.reports.report import compose
from milepost.reports.tasks import TasksChapter
from tests.reports import sample


@given(st.lists(st.integers(0, 500), min_size=1, max_size=15))
def test_shares_add_up_to_a_hundred_and_stay_within_one_of_the_exact_share(counts: list[int]) -> None:
    shares = largest_remainder(counts)
    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    assert all(abs(share - 100 * count / total) < 1 for share, count in zip(shares, counts, strict=True) if total)
    assert all(share == 0 for share, count in zip(shares, counts, strict=True) if count == 0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((1, 1, 1), (34, 33, 33), id="of equal remainders the first gets what is left"),
        pytest.param((8, 13, 20, 9, 1, 10), (13, 21, 33, 15, 2, 16), id="the largest remainders are rounded up"),
        pytest.param((0, 0), (0, 0), id="nothing to share"),
    ],
)
def test_largest_remainder(counts: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert largest_remainder(counts) == expected


def test_a_state_outside_the_legend_is_refused() -> None:
    with pytest.raises(TotalsError, match="1 were counted, but there are 2"):
        tally(("a", "b"), ["a", "c"], 2, "things")


def test_a_task_without_a_state_is_refused() -> None:
    with pytest.raises(TotalsError, match="totals of tasks"):
        tally_states(["1", "2"], {"1": DerivedState.COMPLETED}, "tasks")


def test_parts_that_do_not_add_up_are_refused() -> None:
    whole = tally_states(["1", "2"], dict.fromkeys(["1", "2"], DerivedState.COMPLETED), "tasks")
    half = tally_states(["1"], {"1": DerivedState.COMPLETED}, "tasks")
    check_parts(whole, [half, half])
    with pytest.raises(TotalsError):
        check_parts(whole, [half])


def test_a_report_whose_ratings_miss_a_task_is_not_made() -> None:
    definition, data = sample.definition(), sample.dataset()
    ratings = rate_all(sample.PLAN, sample.FRAMEWORK, data, definition)
    short = Ratings(ratings.indicators, {row: one for row, one in ratings.rows.items() if row != "6"})
    with pytest.raises((TotalsError, KeyError)):
        compose(definition, sample.PLAN, sample.FRAMEWORK, sample.UNITS, sample.REGISTER, data, short)


@pytest.mark.parametrize("asked", [True, False])
def test_the_table_of_states_adds_up_in_both_directions(asked: bool) -> None:
    chapter = next(one for one in sample.report(asked).chapters if isinstance(one, TasksChapter))
    for row in (*chapter.rows, chapter.total):
        assert sum(int(str(cell.count.value)) for cell in row.cells) == row.total.value
    for place in range(len(chapter.states)):
        column = [int(str(row.cells[place].count.value)) for row in chapter.rows]
        assert sum(column) == chapter.total.cells[place].count.value
    assert chapter.total.total.value == len(sample.PLAN.tasks)
    assert sum(cell.share for cell in chapter.total.cells) == 100


def test_an_unknown_state_of_one_task_changes_the_totals() -> None:
    data = sample.dataset()
    rows = {**data.rows, "5": replace(data.rows["5"], state=None, statements=())}
    chapter = next(
        one for one in sample.report(data=replace(data, rows=rows)).chapters if isinstance(one, TasksChapter)
    )
    assert chapter.tally.of(DerivedState.NOT_REPORTED) == 2
