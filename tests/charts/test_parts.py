"""Parts end to end against stated totals."""

import pandas as pd
from aarsmelding.charts.parts import parts_against_totals

from tests.drawn_names import notes, rows

PARTS = pd.Series([1.0, 4.5, 1.0], index=["Vi", "De", "Felles"])
TOTALS = pd.Series([7.0, 6.5, 6.0], index=["Høyere", "Likt", "Lavere"])


def drawn():
    return parts_against_totals(PARTS, TOTALS, sum_label="Sum", unit="Årsverk").axes[0]


def test_the_parts_are_drawn_end_to_end_and_the_totals_from_zero():
    spans = [(bar.get_x(), bar.get_width()) for bar in drawn().patches]
    assert spans == [(0, 1.0), (1.0, 4.5), (5.5, 1.0), (0, 7.0), (0, 6.5), (0, 6.0)]


def test_each_total_is_written_with_its_distance_from_the_sum_of_the_parts():
    texts = notes(drawn())
    assert texts[-3:] == ["7 (+0,5)", "6,5 (±0)", "6 (−0,5)"]
    assert "= 6,5" in texts


def test_every_part_is_named_at_its_bar():
    assert {"Vi", "De", "Felles"} <= {text.get_text() for text in drawn().texts}


def test_the_sum_stands_above_the_totals():
    assert rows(drawn()) == ["Sum", "Høyere", "Likt", "Lavere"]
    assert drawn().yaxis_inverted()
