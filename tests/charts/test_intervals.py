"""Rounded counts: the whisker goes over what the number can be."""

import pandas as pd
from aarsmelding.charts.intervals import intervals

from tests.drawn_names import notes, rows

COUNTS = pd.DataFrame(
    {"antall": [14_000, 654], "nedre": [13_500, 654], "oevre": [14_500, 654]}, index=["Rundt", "Skarpt"]
)


def whiskers(axes) -> list[list[float]]:
    return [list(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 3]


def marks(axes) -> dict[float, str]:
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    return {float(dot.get_xdata()[0]): dot.get_markerfacecolor() for dot in dots}


def test_only_a_rounded_number_has_a_whisker_and_it_goes_from_limit_to_limit():
    assert whiskers(intervals(COUNTS).axes[0]) == [[13_500, 14_500]]


def test_only_a_rounded_number_is_said_to_be_about():
    texts = notes(intervals(COUNTS, about="ca.").axes[0])
    assert texts == ["ca. 14\u00a0000", "654"]


def test_the_mark_of_a_rounded_number_is_open_and_of_a_sharp_one_filled():
    faces = marks(intervals(COUNTS).axes[0])
    assert faces[14_000] == "white"
    assert faces[654] != "white"


def test_the_first_row_is_on_top():
    axes = intervals(COUNTS).axes[0]
    assert axes.yaxis_inverted()
    assert rows(axes) == ["Rundt", "Skarpt"]
