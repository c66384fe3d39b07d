"""Do charts stand where they should, with labels that keep clear of each other?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.render.charts import bar_drawing, grid_drawing, parts_drawing, path_drawing, spark_drawing
from milepost.render.charts.geometry import FRAME, Box, text_width, ticks, wrap
from milepost.render.charts.path import PathDrawing
from milepost.render.charts.states import ORDER
from milepost.render.filters import Printer

D = Decimal


@dataclass(frozen=True)
class Point:
    year: int
    value: Decimal | None
    provisional: bool = False


def series(first: int, *values: str | None) -> list[Point]:
    return [Point(first + n, None if value is None else D(value)) for n, value in enumerate(values)]


def draw(
    points: Sequence[Point],
    baseline: tuple[int, Decimal] | None = None,
    targets: Sequence[tuple[int, Decimal]] = (),
    places: int = 1,
) -> PathDrawing:
    return path_drawing(points, Printer("en").number, baseline=baseline, targets=targets, places=places)


RISING = draw(series(2020, "6.3", "7.5", "9.4", "11.8", "14.0"), (2020, D("6.3")), [(2025, D(12))])


def test_the_path_runs_straight_from_baseline_to_target() -> None:
    assert RISING.path == ((RISING.dots[0].x, RISING.dots[0].y), RISING.target)


def test_interim_targets_bend_the_path() -> None:
    drawn = draw(series(2020, "10"), (2020, D(10)), [(2023, D(11)), (2026, D(20))])
    assert len(drawn.path) == 3
    assert drawn.target == drawn.path[-1]


def test_a_missing_year_parts_the_line() -> None:
    assert [len(run) for run in draw(series(2020, "1", "2", None, "4", "5")).runs] == [2, 2]


def test_a_year_that_is_not_listed_parts_the_line_too() -> None:
    assert [len(run) for run in draw([*series(2020, "1", "2"), *series(2023, "4", "5")]).runs] == [2, 2]


def test_a_provisional_value_is_hollow() -> None:
    drawn = draw([Point(2023, D(1)), Point(2024, D(2), provisional=True)])
    assert [dot.hollow for dot in drawn.dots] == [False, True]


def test_without_a_baseline_the_target_is_a_level() -> None:
    drawn = draw(series(2021, "91.9", "92.3"), None, [(2025, D(85))])
    assert drawn.path == ()
    assert drawn.target is not None
    assert drawn.level == drawn.target[1]


def test_higher_values_stand_higher_and_later_ones_further_right() -> None:
    assert all(a.x < b.x and a.y > b.y for a, b in pairwise(RISING.dots))


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    assert draw(series(2020, "11.60", "13.38"), places=2).starts_at == "11.5"
    assert draw(series(2020, "2180", "8539")).starts_at == ""


def test_the_latest_value_and_the_target_are_always_labelled() -> None:
    kinds = [label.kind for label in RISING.labels]
    assert kinds.count("latest") == 1
    assert kinds.count("target") == 1


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="a chart needs"):
        draw([Point(2020, None)])


@given(
    st.lists(st.one_of(st.none(), st.decimals(-50, 9000, places=1)), min_size=1, max_size=12),
    st.decimals(-50, 9000, places=1),
    st.integers(1, 6),
)
@settings(max_examples=80, deadline=None)
def test_labels_keep_clear(values: list[Decimal | None], target: Decimal, ahead: int) -> None:
    points = [Point(2012 + n, value) for n, value in enumerate(values)]
    drawn = draw(points, None, [(2012 + len(values) + ahead, target)])
    everything = Box(0, 0, drawn.width, drawn.height)
    assert all(label.box.inside(everything) for label in drawn.labels)
    assert not any(a.box.meets(b.box) for a, b in combinations(drawn.labels, 2))
    dots = [Box(dot.x - 3, dot.y - 3, dot.x + 3, dot.y + 3) for dot in drawn.dots]
    assert not any(label.box.meets(dot) for label in drawn.labels for dot in dots)
    assert all(drawn.plot.left <= dot.x <= drawn.plot.right for dot in drawn.dots)
    assert all(drawn.plot.top - 0.1 <= dot.y <= drawn.plot.bottom + 0.1 for dot in drawn.dots)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["6.3", "14.0"], "0 5 10 15", id="from zero where that costs little"),
        pytest.param(["80.05", "82.36"], "80 81 82 83", id="not from zero where it would hide the change"),
        pytest.param(["11.60", "13.38"], "11.5 12 12.5 13 13.5", id="steps of a half"),
        pytest.param(["5", "5"], "4 6", id="one value"),
        pytest.param(["0", "0"], "0 0.25", id="nothing but zero"),
        pytest.param(["-3", "4"], "-4 -2 0 2 4", id="both sides of zero"),
        pytest.param(["2180", "8539"], "0 2500 5000 7500 10000", id="thousands"),
    ],
)
def test_ticks_are_round_and_hold_the_values(values: list[str], expected: str) -> None:
    assert " ".join(f"{tick.normalize():f}" for tick in ticks([D(value) for value in values])) == expected


WORDS = {state: state.replace("_", " ") for state in ORDER}


def test_a_bar_is_divided_by_its_counts_in_the_order_of_the_legend() -> None:
    drawn = bar_drawing([("in_progress", 6), ("completed", 2), ("delayed", 0)], WORDS)
    assert [(segment.state, segment.count) for segment in drawn.segments] == [("completed", 2), ("in_progress", 6)]
    assert [segment.width for segment in drawn.segments] == [FRAME / 4, FRAME * 3 / 4]


def test_a_number_that_does_not_fit_its_segment_goes_to_the_label() -> None:
    drawn = bar_drawing([("completed", 1), ("in_progress", 99)], WORDS)
    assert drawn.segments[0].inside == ""
    assert drawn.labels[0].words == "1 completed"
    assert drawn.labels[1].words == "in progress"


@given(st.dictionaries(st.sampled_from(ORDER), st.integers(1, 40), min_size=1, max_size=7))
@settings(max_examples=80, deadline=None)
def test_labels_of_a_bar_keep_clear(counts: dict[str, int]) -> None:
    drawn = bar_drawing(list(counts.items()), WORDS)
    assert len(drawn.labels) == len(counts)
    assert not any(a.box.meets(b.box) for a, b in combinations(drawn.labels, 2))
    assert all(
        label.box.left >= 0 and label.box.right <= FRAME and label.box.bottom <= drawn.height for label in drawn.labels
    )
    crossed = [
        (label.words, other.words)
        for label in drawn.labels
        for other in drawn.labels
        if label.stem is not None and other.y < label.y and other.box.left < label.stem < other.box.right
    ]
    assert crossed == []


def test_an_empty_bar_is_empty() -> None:
    assert bar_drawing([], WORDS).segments == ()


def test_parts_share_one_scale_and_keep_in_the_frame() -> None:
    drawn = parts_drawing([("A", [("completed", 4)]), ("B", [("completed", 1), ("not_reported", 1)])])
    assert drawn.rows[0].segments[0].width == pytest.approx(drawn.rows[1].segments[0].width * 4, abs=0.05)
    assert all(row.total_x + text_width(row.total) <= FRAME for row in drawn.rows)
    assert drawn.states == ("completed", "not_reported")


def test_a_grid_has_a_cell_for_each_task_and_a_row_for_each_part() -> None:
    drawn = grid_drawing([["not_reported", "completed"], ["delayed"]])
    assert [cell.state for cell in drawn.cells] == ["completed", "not_reported", "delayed"]
    assert len({cell.y for cell in drawn.cells}) == 2
    assert all(cell.x + drawn.cell_width <= drawn.width for cell in drawn.cells)
    assert all(cell.y + drawn.cell_height <= drawn.height for cell in drawn.cells)


def test_a_spark_stays_in_its_word() -> None:
    drawn = spark_drawing(series(2020, "1", "2", None, "9"), D(3))
    assert len(drawn.runs) == 1
    assert drawn.last is not None
    assert 0 < drawn.last[0] < drawn.width
    assert drawn.target is not None


def test_a_spark_of_nothing_is_empty() -> None:
    assert spark_drawing([]).last is None


@pytest.mark.parametrize(
    ("words", "width", "expected"),
    [
        ("short", 100, ("short",)),
        ("prices that pay for it", 80, ("prices that", "pay for it")),
        ("推进装表到户，数据归集", 75, ("推进装表到", "户，数据归集")),
        ("one two three four five six", 50, ("one two", "three…")),
    ],
)
def test_labels_break_at_spaces_and_between_han(words: str, width: float, expected: tuple[str, ...]) -> None:
    broken = wrap(words, width)
    assert broken == expected
