"""Do the steps of a waterfall lead from one level to the other, each where the one before it ended?"""

from decimal import Decimal

import pytest

from milepost.render.charts import waterfall_drawing
from milepost.render.filters import Printer

D = Decimal
STEPS = [("Woods", D("-0.4")), ("Rivers with a rather long name of their own", D("0.6")), ("Poll", D("0.0"))]


def test_each_step_begins_where_the_one_before_ended() -> None:
    printed = Printer("en").number
    drawn = waterfall_drawing(STEPS, printed, previous=("2030", D("103.5")), latest=("2031", D("103.7")))
    first, woods, rivers, poll, last = drawn.rows
    assert [row.kind for row in drawn.rows] == ["level", "down", "up", "up", "level"]
    assert [row.printed for row in drawn.rows] == ["103.5", "−0.4", "+0.6", "0.0", "103.7"]
    assert (first.join, woods.x + woods.width) == (first.x, pytest.approx(first.x, abs=0.02))
    assert (woods.join, rivers.x) == (woods.x, woods.x)
    assert poll.width == 0
    assert last.x == pytest.approx(rivers.x + rivers.width, abs=0.02)
    assert last.join is None
    assert rivers.width == pytest.approx(1.5 * woods.width, abs=0.05)
    assert all(0 < row.x <= drawn.width for row in drawn.rows)
    assert drawn.starts_at == drawn.ticks[0].words


def test_steps_that_do_not_add_up_are_not_drawn() -> None:
    with pytest.raises(ValueError, match="do not lead"):
        waterfall_drawing(STEPS, Printer("en").number, previous=("2030", D("103.5")), latest=("2031", D("103.8")))
