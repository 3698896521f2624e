"""The tile map: one tile per municipality, numbers written in it."""

import pandas as pd
import pytest
from aarsmelding.charts.tiles import tile_map
from matplotlib.colors import to_hex
from matplotlib.figure import Figure


@pytest.fixture
def drawn() -> Figure:
    tiles = pd.DataFrame(
        {
            "navn": ["Nord", "Sør", "Tom"],
            "flis_rad": [1, 2, 2],
            "flis_kolonne": [2, 1, 2],
            "til": pd.array([90, 1, None], dtype="Int64"),
            "fra": pd.array([None, 2, None], dtype="Int64"),
        }
    )
    return tile_map(tiles, values={"til": "til", "fra": "fra"}, key="Forklaring")


def test_every_tile_has_its_name_and_both_numbers_and_what_is_missing_is_not_zero(drawn):
    texts = [text.get_text() for text in drawn.axes[0].texts]
    assert texts == ["Nord", "til 90", "fra ..", "Sør", "til 1", "fra 2", "Tom", "til ..", "fra .."]


def test_row_one_is_drawn_above_row_two_and_column_one_to_the_left(drawn):
    corners = [patch.get_xy() for patch in drawn.axes[0].patches]
    assert corners == [(1, 0), (0, 1), (1, 1)]
    assert drawn.axes[0].yaxis_inverted()


def test_only_a_tile_without_any_number_has_a_dashed_edge_and_it_is_white(drawn):
    north, south, empty = drawn.axes[0].patches
    assert [patch.get_linestyle() == "-" for patch in (north, south)] == [True, True]
    assert empty.get_linestyle() != "-"
    assert to_hex(empty.get_facecolor()) == "#ffffff"


def test_the_text_on_a_dark_tile_is_white_and_on_a_pale_one_dark(drawn):
    colours = {text.get_text(): text.get_color() for text in drawn.axes[0].texts}
    assert (colours["til 90"], colours["til 1"]) == ("#ffffff", "#1a1a1a")
