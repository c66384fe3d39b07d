"""What does a chart look like? Places are computed here, the templates only print them."""

from milepost.render.charts.methods import GradesDrawing, grades_drawing
from milepost.render.charts.outlook import OutlookDrawing, outlook_drawing
from milepost.render.charts.parts import PanelsDrawing, PartBarsDrawing, panels_drawing, part_bars_drawing
from milepost.render.charts.path import PathDrawing, path_drawing
from milepost.render.charts.rows import RowsDrawing, rows_drawing
from milepost.render.charts.spark import SparkDrawing, spark_drawing
from milepost.render.charts.states import (
    BarDrawing,
    GridDrawing,
    PartsDrawing,
    bar_drawing,
    grid_drawing,
    parts_drawing,
)
from milepost.render.charts.waterfall import WaterfallDrawing, waterfall_drawing

__all__ = [
    "BarDrawing",
    "GradesDrawing",
    "GridDrawing",
    "OutlookDrawing",
    "PanelsDrawing",
    "PartBarsDrawing",
    "PartsDrawing",
    "PathDrawing",
    "RowsDrawing",
    "SparkDrawing",
    "WaterfallDrawing",
    "bar_drawing",
    "grades_drawing",
    "grid_drawing",
    "outlook_drawing",
    "panels_drawing",
    "part_bars_drawing",
    "parts_drawing",
    "path_drawing",
    "rows_drawing",
    "spark_drawing",
    "waterfall_drawing",
]
