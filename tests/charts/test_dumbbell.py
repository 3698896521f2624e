"""Before and after: both numbers written, the change with its sign."""

import pandas as pd
from aarsmelding.charts.dumbbell import dumbbells

from tests.drawn_names import rows

ROWS = ["Ned", "Opp", "Likt"]
BEFORE = pd.Series([0.9, 0.2, 0.5], index=ROWS)
AFTER = pd.Series([0.3, 0.25, 0.5], index=ROWS)


def test_a_row_writes_both_numbers_with_their_period_and_the_change_with_its_sign():
    texts = [text.get_text() for text in dumbbells(BEFORE, AFTER, periods=("før", "nå")).axes[0].texts]
    assert [text for text in texts if text.endswith("prosentpoeng")] == [
        "−60,0 prosentpoeng",
        "+5,0 prosentpoeng",
        "±0,0 prosentpoeng",
    ]
    assert "før: 90,0\u00a0%" in texts
    assert "nå: 25,0\u00a0%" in texts


def test_the_rows_stand_in_the_given_order_from_the_top():
    axes = dumbbells(BEFORE, AFTER, periods=("før", "nå")).axes[0]
    assert rows(axes) == ROWS
    assert axes.yaxis_inverted()


def test_the_numbers_of_a_row_are_written_on_the_outer_sides_of_its_marks():
    axes = dumbbells(BEFORE, AFTER, periods=("før", "nå")).axes[0]
    sides = {text.get_text(): text.get_ha() for text in axes.texts}
    assert (sides["før: 90,0\u00a0%"], sides["nå: 30,0\u00a0%"]) == ("left", "right")
    assert (sides["før: 20,0\u00a0%"], sides["nå: 25,0\u00a0%"]) == ("right", "left")
