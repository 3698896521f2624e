import pandas as pd
from aarsmelding.charts.ranges import is_inside, stated_ranges

from tests.drawn_names import notes

ROWS = pd.DataFrame(
    {"nedre": [15.5, 23.5, 4.0], "oevre": [16.5, 24.5, 4.0], "beregnet": [16.6, 24.5, 4.0]},
    index=["utenfor", "på grensen", "nøyaktig"],
)


def test_the_bound_itself_is_inside_and_the_first_number_past_it_is_not():
    assert is_inside(ROWS).to_dict() == {"utenfor": False, "på grensen": True, "nøyaktig": True}


def test_a_range_that_misses_the_number_says_so():
    texts = notes(stated_ranges(ROWS, show=str).axes[0])
    assert texts == ["avviker: 16.6", "stemmer: 24.5", "stemmer: 4.0"]


def test_a_range_is_drawn_as_its_distance_from_the_computed_number():
    first = stated_ranges(ROWS).axes[0].lines[0]
    assert [round(float(x), 6) for x in first.get_xdata()] == [-1.1, -0.1]
