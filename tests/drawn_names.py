"""The texts of a drawn figure, told apart: names of rows, names of columns, and what is not a name."""

from __future__ import annotations

from aarsmelding.charts.labels import COLUMN, ROW
from matplotlib.axes import Axes


def rows(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_gid() == ROW]


def columns(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_gid() == COLUMN]


def notes(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_gid() not in (ROW, COLUMN)]
