"""Two columns of bars with the same rows and the same scale."""

import pandas as pd
from aarsmelding.charts.paired import paired_bars

from tests.drawn_names import notes

VALUES = pd.DataFrame(
    {
        "Til": pd.array([0.5, 0.3, None], dtype="Float64"),
        "Fra": pd.array([0.25, None, 0.7], dtype="Float64"),
    },
    index=["Epikrise", "En årsak med et langt navn som må gå over to linjer", "Annet"],
)


def bar_widths(axes) -> list[float]:
    return [round(float(bar.get_width()), 2) for bar in axes.patches]


def test_the_rows_keep_their_order_and_a_missing_value_has_no_bar():
    left, right = paired_bars(VALUES).axes
    assert (bar_widths(left), bar_widths(right)) == ([0.5, 0.3, 0.0], [0.25, 0.0, 0.7])
    assert left.yaxis_inverted()


def test_both_columns_have_the_same_scale_and_the_same_rows():
    left, right = paired_bars(VALUES).axes
    assert left.get_xlim() == right.get_xlim()
    assert left.get_ylim() == right.get_ylim()


def test_a_missing_value_is_written_as_absent_and_not_as_zero():
    right = paired_bars(VALUES, absent="–").axes[1]
    assert notes(right) == ["25,0\u00a0%", "–", "70,0\u00a0%"]


def test_ready_texts_replace_the_numbers():
    labels = {name: pd.Series(["a", "b", "c"], index=VALUES.index) for name in VALUES}
    left = paired_bars(VALUES, labels=labels).axes[0]
    assert notes(left) == ["a", "b", "–"]


def test_the_two_columns_differ_in_more_than_colour():
    left, right = paired_bars(VALUES).axes
    assert left.patches[0].get_hatch() != right.patches[0].get_hatch()
