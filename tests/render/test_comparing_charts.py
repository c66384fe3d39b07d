"""Do the charts that compare keep inside their frame, and say what they show?"""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from milepost.model.dataset import Observation
from milepost.render.charts import grades_drawing, outlook_drawing, rows_drawing
from milepost.render.charts.geometry import FRAME


def printed(value: Decimal, places: int = 0) -> str:
    return f"{value:.{places}f}"


def test_values_of_one_year_on_one_scale() -> None:
    drawn = rows_drawing(
        [("A long name of an index " * 3, Decimal("121.3")), ("B", Decimal("112.4"))],
        printed,
        compare=Decimal("116.3"),
        places=1,
    )
    assert [row.printed for row in drawn.rows] == ["121.3", "112.4"]
    assert drawn.compare is not None
    assert drawn.rows[1].x < drawn.compare.at < drawn.rows[0].x < FRAME
    assert drawn.starts_at != ""
    assert all(len(row.lines) <= 2 for row in drawn.rows)


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        rows_drawing([], printed)


def test_ratings_by_several_methods() -> None:
    cells = [("achieved", "met", True, False), ("slow", "moderate progress", False, True), ("", "–", False, False)]
    drawn = grades_drawing([("An indicator", True, cells), ("Another", False, cells)], ["M1\nPace", "M2", "higher"])
    assert [words for _, _, words in drawn.heads] == ["M1", "Pace", "M2", "higher"]
    boxes = drawn.rows[0].boxes
    assert [box.common for box in boxes] == ["achieved", "slow", ""]
    assert (boxes[0].chosen, boxes[1].changes) == (True, True)
    assert boxes[-1].x + boxes[-1].width <= FRAME
    assert drawn.rows[0].y < drawn.rows[1].y


@dataclass(frozen=True)
class Item:
    series: tuple[Observation, ...]
    target: tuple[int, Decimal]


def test_trends_beside_each_other() -> None:
    values = tuple(
        Observation("a", year, Decimal(number), "final", ())
        for year, number in ((2020, 6), (2021, 7), (2023, 9), (2024, 11))
    )
    item = Item(values, (2026, Decimal(20)))
    course = [(2025, Decimal(12), Decimal(10), Decimal(14)), (2026, Decimal(14), Decimal(10), Decimal(18))]
    drawn = outlook_drawing(
        [("One", item, course, course, 0), ("Two", item, [], [], 1), ("Three", item, course, [], 0)], printed
    )
    first, second, third = drawn.panels
    assert (first.x, third.x) == (0, 0)
    assert second.x > 0
    assert [len(run) for run in first.runs] == [2, 2], "a missing year parts the line"
    assert len(first.band) == 5
    assert (second.band, second.linear) == ((), ())
    assert second.target_words == "20.0"
    assert all(
        0 <= x <= FRAME and 0 <= y <= drawn.height for panel in drawn.panels for x, y in (*panel.band, panel.target)
    )
