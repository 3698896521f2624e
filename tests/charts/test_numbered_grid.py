import pandas as pd
from aarsmelding.charts.numbered_grid import numbered_grid

from tests.drawn_names import notes

KINDS = {"B": "beslutning", "O": "orientering", "R": "referat"}


def made_up_items() -> pd.DataFrame:
    """Made-up cases: twenty-one unknown and three known of two kinds."""
    return pd.DataFrame(
        {
            "group": ["ukjent"] * 21 + ["møtet"] * 3,
            "number": range(1, 25),
            "kind": [None] * 21 + ["B", "O", "B"],
        }
    )


def test_every_item_is_a_square_with_its_number_and_kind():
    axes = numbered_grid(made_up_items(), KINDS, unknown="ikke kjent").axes[0]
    assert len(axes.patches) == 24
    texts = notes(axes)
    assert texts[0] == "1"
    assert texts[21:] == ["22\nB", "23\nO", "24\nB"]


def test_a_group_wraps_after_twenty_and_the_next_begins_on_a_new_line():
    axes = numbered_grid(made_up_items(), KINDS, unknown="ikke kjent").axes[0]
    corners = [(int(square.get_x()), round(square.get_y(), 2)) for square in axes.patches]
    assert corners[0] == (0, 0.0)
    assert corners[19] == (19, 0.0)
    assert corners[20] == (0, 1.35)
    assert corners[21][0] == 0
    assert corners[21][1] > corners[20][1] + 1.35


def test_the_legend_names_the_kinds_there_are_and_the_unknown():
    legend = numbered_grid(made_up_items(), KINDS, unknown="ikke kjent").axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == [
        "B: beslutning",
        "O: orientering",
        "ikke kjent",
    ]


def test_without_unknown_items_the_legend_does_not_name_them():
    known = made_up_items().dropna(subset="kind")
    legend = numbered_grid(known, KINDS, unknown="ikke kjent").axes[0].get_legend()
    assert "ikke kjent" not in [text.get_text() for text in legend.get_texts()]
