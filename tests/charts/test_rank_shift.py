"""Two ranked lists: the line tells by its form whether something moved up or down."""

import pandas as pd
from aarsmelding.charts.rank_shift import rank_shift

LEFT = pd.Series(["9", "8", "7", "6"], index=["lik", "ned", "opp", "bare her"])
RIGHT = pd.Series(["90", "80", "70", "60"], index=["lik", "opp", "ned", "bare der"])


def lines_between(axes) -> dict[tuple[float, float], str]:
    moved = [line for line in axes.lines if len(line.get_xdata()) == 2]
    return {tuple(map(float, line.get_ydata())): line.get_linestyle() for line in moved}


def test_only_what_stands_in_both_lists_has_a_line_from_place_to_place():
    axes = rank_shift(LEFT, RIGHT, headings=("Før", "Nå")).axes[0]
    assert set(lines_between(axes)) == {(1, 1), (2, 3), (3, 2)}


def test_down_is_dashed_and_up_is_thick():
    axes = rank_shift(LEFT, RIGHT, headings=("Før", "Nå")).axes[0]
    assert [places for places, style in lines_between(axes).items() if style == "--"] == [(2, 3)]
    widths = {tuple(map(float, line.get_ydata())): line.get_linewidth() for line in axes.lines}
    assert widths[3, 2] > widths[1, 1]


def test_both_lists_are_written_in_order_with_their_numbers():
    texts = [text.get_text() for text in rank_shift(LEFT, RIGHT, headings=("Før", "Nå")).axes[0].texts]
    assert texts[:5] == ["lik  9", "ned  8", "opp  7", "bare her  6", "90  lik"]
    assert texts[-2:] == ["Før", "Nå"]


def test_what_stands_in_one_list_only_has_an_open_mark():
    axes = rank_shift(LEFT, RIGHT, headings=("Før", "Nå")).axes[0]
    open_marks = [line.get_ydata()[0] for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert open_marks == [4, 4]
