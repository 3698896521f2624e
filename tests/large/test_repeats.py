"""Rows that stand twice."""

import pandas as pd
import pytest
from aarsmelding.large.repeats import repeated


@pytest.mark.parametrize(
    ("a", "b", "again"),
    [
        ("xyz", "111", []),
        ("xyx", "121", [2]),
        ("xxyy", "1212", []),
        ("xx", ["9", "10"], []),
        ("xx", ["10", "9"], []),
        ("xxx", ["9", "10", "9"], [2]),
        ("xx", ["9", "9"], [1]),
        ("xxxyy", "11211", [1, 4]),
        ([None, None, "x"], "111", [1]),
        ([None, "x", None], ["1", "1", None], []),
    ],
)
@pytest.mark.parametrize("dtype", ["str", "category"])
def test_a_row_repeats_an_earlier_one_only_if_all_its_values_do(a, b, again, dtype):
    frame = pd.DataFrame({"a": pd.Series(list(a), dtype=dtype), "b": pd.Series(list(b), dtype="str")})
    assert repeated(frame).tolist() == again == [*frame.index[frame.duplicated()]]
