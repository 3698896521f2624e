import pandas as pd
import pytest
from aarsmelding.charts.area_columns import area_columns

PARTS = pd.DataFrame(
    {
        "gruppe": ["Lav", "Høy", "Høy"],
        "del": [None, "nederst", "øverst"],
        "sum": [60.0, 20.0, 40.0],
        "hoeyde": [2.0, 10.0, 20.0],
    }
)


def test_the_area_of_a_column_is_its_sum():
    axes = area_columns(PARTS).axes[0]
    areas = [bar.get_width() * bar.get_height() for container in axes.containers for bar in container]
    assert areas == pytest.approx([60, 20, 40])


def test_parts_are_stacked_and_named_and_whole_columns_are_not():
    axes = area_columns(PARTS).axes[0]
    bottoms = [bar.get_y() for container in axes.containers for bar in container]
    assert bottoms == [0, 0, 10]
    texts = [text.get_text().split("\n")[0] for text in axes.texts]
    assert texts == ["Lav", "nederst", "øverst", "Høy"]
