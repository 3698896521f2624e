import pandas as pd
from aarsmelding.charts.membership import membership_matrix

from tests.drawn_names import notes, rows

MARKS = pd.DataFrame(
    {"A": ["navn", "alle", None], "B": [None, "alle", None], "C": [None, "alle", None]},
    index=["Ett", "Felles", "Tomt"],
)
KINDS = {"navn": "nevnt ved navn", "alle": "gjelder alle"}


def matrix():
    return membership_matrix(
        MARKS,
        row_groups=pd.Series({"Ett": "I gang", "Felles": "I gang", "Tomt": "Ferdig"}),
        column_groups=pd.Series({"A": "Nord", "B": "Nord", "C": "Sør"}),
        kinds=KINDS,
    ).axes[0]


def test_each_kind_has_one_mark_per_cell_that_holds_it():
    assert [len(line.get_xdata()) for line in matrix().lines[:2]] == [1, 3]


def test_counts_stand_at_the_edges_and_none_is_not_written_as_zero():
    texts = notes(matrix())
    assert texts[:6] == ["1", "3", "–", "2", "1", "1"]


def test_every_group_is_named_once():
    axes = matrix()
    assert notes(axes)[6:] == ["Nord", "Sør"]
    assert rows(axes) == [
        "Ett",
        "Felles",
        "Tomt",
        "I gang",
        "Ferdig",
    ]
