"""What an outsider can find out, on tables that a person worked out by hand."""

import numpy as np
import pytest
from aarsmelding.disclosure.intervals import Known, intervals

# Two rows and two columns of a table with all its margins: 1 2 | 3, 4 5 | 9, 5 7 | 12.
TABLE = np.array([1.0, 2.0, 4.0, 5.0])
MARGINS = (([0, 1], 3.0), ([2, 3], 9.0), ([0, 2], 5.0), ([1, 3], 7.0))


def hidden(*cells: int) -> np.ndarray:
    return np.isin(np.arange(4), cells)


def test_a_single_hidden_cell_of_a_sum_is_known():
    assert intervals(TABLE, hidden(0), Known(MARGINS[:1])) == {0: (1, 1)}


def test_two_hidden_cells_of_a_sum_are_known_between_nothing_and_the_rest():
    found = intervals(TABLE, hidden(0, 1), Known(MARGINS[:1]))
    assert found == {0: (0, 3), 1: (0, 3)}


def test_a_second_margin_gives_away_what_the_first_one_kept():
    assert intervals(TABLE, hidden(0, 1), Known(MARGINS))[0] == pytest.approx((1, 1))


def test_a_whole_rectangle_is_only_limited_by_its_smallest_margin():
    found = intervals(TABLE, hidden(0, 1, 2, 3), Known(MARGINS))
    assert found[0] == pytest.approx((0, 3))
    assert found[3] == pytest.approx((4, 7))


def test_what_never_exceeds_a_shown_count_is_known_to_be_at_most_that():
    assert intervals(TABLE, hidden(0), Known((), [(0, 1)])) == {0: (0, 2)}


def test_what_a_shown_count_never_exceeds_is_known_to_be_at_least_that():
    least, most = intervals(TABLE, hidden(1), Known((), [(0, 1)]))[1]
    assert (least, most) == (1, np.inf)
