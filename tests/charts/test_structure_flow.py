import pandas as pd
import pytest
from aarsmelding.charts.structure_flow import RIGHT, structure_flow
from matplotlib.patches import FancyBboxPatch

LINKS = pd.DataFrame(
    [
        ("Oppdiktet A", "Oppdiktet A", "fortsetter"),
        ("Oppdiktet B", "Samlet", "tas inn i"),
        ("Oppdiktet C", "Samlet", "tas inn i"),
        ("Oppdiktet D", None, "avviklet"),
        (None, "Ny", "nytt"),
    ],
    columns=["before", "after", "kind"],
)


@pytest.fixture
def axes():
    return structure_flow(LINKS, headings=("Før", "Etter")).axes[0]


def heights(axes, text):
    return [t.get_position()[1] for t in axes.texts if t.get_text() == text]


def test_every_unit_before_and_after_has_one_box(axes):
    boxes = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    assert len([box for box in boxes if box.get_x() < RIGHT]) == 4
    assert len([box for box in boxes if box.get_x() > RIGHT]) == 3


def test_what_is_merged_meets_at_the_middle_of_its_parts(axes):
    assert heights(axes, "Samlet") == [1.5]
    merged = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert [line.get_ydata()[-1] for line in merged] == [1.5, 1.5]


def test_what_continues_stands_on_its_own_line(axes):
    assert heights(axes, "Oppdiktet A") == [0, 0]


def test_what_ends_has_a_cross_and_no_box_after(axes):
    assert [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "x"] == [3]
    assert len(heights(axes, "Oppdiktet D")) == 1


def test_only_what_comes_from_nothing_has_a_dashed_frame(axes):
    dashed = [patch for patch in axes.patches if patch.get_linestyle() == "--"]
    assert len(dashed) == 1
    assert heights(axes, "Ny") == [4]


def test_the_words_stand_on_the_lines(axes):
    texts = [text.get_text() for text in axes.texts]
    assert texts.count("tas inn i") == 2
    assert {"fortsetter", "avviklet", "nytt", "Før", "Etter"} <= set(texts)
