import pandas as pd
from aarsmelding.charts.dots import dot_panels
from matplotlib.text import Annotation

from tests.drawn_names import rows

SPENT = pd.DataFrame({"Brukt": [1.0, 2.0], "Til rådighet": [4.0, 2.0]}, index=["Over", "Under"])
PLANNED = pd.DataFrame({"Brukt": [None, None], "Til rådighet": [5.0, None]}, index=["Over", "Under"])


def test_a_missing_value_has_no_mark():
    first, second = dot_panels({"I fjor": SPENT, "Neste år": PLANNED}).axes
    assert [len(line.get_xdata()) for line in first.lines] == [2, 2]
    assert [len(line.get_xdata()) for line in second.lines] == [0, 1]


def test_the_first_row_is_on_top_and_a_note_stands_beside_its_row():
    axes = dot_panels({"I fjor": SPENT}, notes={"I fjor": pd.Series({"Under": "alt"})}).axes[0]
    assert rows(axes) == ["Over", "Under"]
    assert axes.yaxis_inverted()
    assert [(note.get_text(), note.xy) for note in axes.texts if isinstance(note, Annotation)] == [
        ("alt", (2.0, 1))
    ]


def test_marks_of_the_same_value_can_both_be_seen():
    dot, ring = dot_panels({"": SPENT}).axes[0].lines
    assert ring.get_markerfacecolor() == "none"
    assert ring.get_markersize() > dot.get_markersize()
