import pandas as pd
import pytest
from aarsmelding.charts.rate_blocks import rate_blocks

from tests.drawn_names import rows

OCCASIONS = pd.Series({"Oppdiktet A": 2, "Oppdiktet B": 5})
AMOUNTS = pd.Series({"Oppdiktet A": 30, "Oppdiktet B": 40})
LABELS = pd.Series({"Oppdiktet A": "30 på 2", "Oppdiktet B": "40 på 5"})


@pytest.fixture
def axes():
    return rate_blocks(OCCASIONS, AMOUNTS, labels=LABELS, unit="per gang", mean="snitt").axes[0]


def test_the_area_of_a_block_is_its_amount(axes):
    areas = {block.get_gid(): block.get_width() * block.get_height() for block in axes.patches}
    assert areas == {"Oppdiktet A": 30, "Oppdiktet B": 40}


def test_blocks_stand_in_the_order_given_without_overlap(axes):
    first, second = axes.patches
    assert second.get_y() >= first.get_y() + first.get_height()
    assert rows(axes) == ["Oppdiktet A", "Oppdiktet B"]


def test_the_mean_is_of_all_occasions_not_of_the_rates(axes):
    # 70 in 7 occasions is 10; the mean of the rates 15 and 8 would be 11.5.
    assert [line.get_xdata()[0] for line in axes.lines] == [10]
    assert "snitt 10,0" in [text.get_text().strip() for text in axes.texts]


def test_the_axis_has_whole_numbers_only(axes):
    axes.figure.canvas.draw()
    assert all(float(place).is_integer() for place in axes.get_xticks())
