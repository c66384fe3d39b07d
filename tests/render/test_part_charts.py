"""Do the bars and small charts of the parts stand where their values say, inside the frame?"""

from decimal import Decimal

import pytest

from milepost.render.charts import panels_drawing, part_bars_drawing
from milepost.render.charts.parts import COLUMNS

D = Decimal
ROWS = [("Oak", D(90), "90.0"), ("Elm", D(45), "45.0"), ("Box", None, "x")]


def test_bars_are_as_long_as_their_values() -> None:
    drawn = part_bars_drawing(ROWS)
    oak, elm, box = drawn.rows
    assert oak.width == pytest.approx(2 * elm.width, abs=0.02)
    assert (box.width, box.printed) == (0, "x")
    assert {row.x for row in drawn.rows} == {drawn.zero}
    assert max(row.x + row.width for row in drawn.rows) < drawn.width
    assert (drawn.reference, drawn.reference_words) == (None, "")


def test_the_whole_stands_among_the_parts() -> None:
    drawn = part_bars_drawing(ROWS, reference=D("67.5"), reference_words="whole: 67.5")
    oak, elm, _ = drawn.rows
    assert drawn.reference == pytest.approx((oak.x + oak.width + elm.x + elm.width) / 2, abs=0.02)
    assert (drawn.reference_words, drawn.reference_anchor) == ("whole: 67.5", "end")


def test_what_is_below_zero_goes_to_the_left() -> None:
    drawn = part_bars_drawing([("Oak", D(10), "10"), ("Elm", D(-5), "−5")])
    oak, elm = drawn.rows
    assert elm.x + elm.width == pytest.approx(drawn.zero, abs=0.02)
    assert oak.x == drawn.zero
    assert oak.width == pytest.approx(2 * elm.width, abs=0.02)


def test_bars_without_a_value() -> None:
    with pytest.raises(ValueError, match="need a value"):
        part_bars_drawing([("Box", None, "x")])
    assert part_bars_drawing([("Box", D(0), "0")]).rows[0].width == 0


def lines(*values: int | None) -> list[tuple[int, Decimal | None]]:
    return [(2028 + n, None if value is None else D(value)) for n, value in enumerate(values)]


def test_small_charts_share_one_scale_and_stay_in_the_frame() -> None:
    rows = [(f"Part {n}", lines(10 + n, 20 + n, 30 + n), "1") for n in range(31)]
    drawn = panels_drawing(rows, whole=lines(15, 25, 35))
    assert len({panel.top for panel in drawn.panels}) == 6
    assert len({panel.left for panel in drawn.panels}) == COLUMNS
    for panel in drawn.panels:
        for x, y in (spot for run in (*panel.runs, *panel.whole) for spot in run):
            assert panel.left <= x <= panel.left + drawn.panel <= drawn.width + 0.01
            assert panel.top <= y <= panel.top + drawn.base <= drawn.height
    first, last = drawn.panels[0], drawn.panels[30]
    assert first.runs[0][2][1] - first.top > last.runs[0][2][1] - last.top


def test_amounts_are_held_against_their_first_value() -> None:
    drawn = panels_drawing([("Small", lines(10, 11), "+10 %"), ("Large", lines(1000, 1100), "+10 %")], relative=True)
    small, large = drawn.panels
    assert [y for _, y in small.runs[0]] == [y for _, y in large.runs[0]]
    assert (drawn.low, drawn.high) == (100, 110)


def test_a_gap_parts_the_line_and_a_missing_end_has_no_dot() -> None:
    drawn = panels_drawing([("Gap", lines(10, 12, None, 14, 15), "15"), ("End", lines(10, 12, 13, 14, None), "x")])
    assert [len(panel.runs) for panel in drawn.panels] == [2, 1]
    assert drawn.panels[1].last is None
    with pytest.raises(ValueError, match="need a value"):
        panels_drawing([("None", lines(None, None), "–")])
    assert panels_drawing([("Zero", lines(0, 5), "5"), ("One", lines(1, 1), "")], relative=True).panels[0].runs == ()
