"""What does a chart look like? Places are computed here, the templates only print them."""

from milepost.render.charts.path import PathDrawing, path_drawing
from milepost.render.charts.spark import SparkDrawing, spark_drawing
from milepost.render.charts.states import (
    BarDrawing,
    GridDrawing,
    PartsDrawing,
    bar_drawing,
    grid_drawing,
    parts_drawing,
)

__all__ = [
    "BarDrawing",
    "GridDrawing",
    "PartsDrawing",
    "PathDrawing",
    "SparkDrawing",
    "bar_drawing",
    "grid_drawing",
    "parts_drawing",
    "path_drawing",
    "spark_drawing",
]
