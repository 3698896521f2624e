"""Rows that stand twice."""

import pandas as pd
import pytest
from aarsmelding.large.columns import cells
from aarsmelding.large.repeats import _end_unlike, repeated


@pytest.mark.parametrize(
    ("a", "b", "again"),
    [
        ("xyz", "111", []),
        ("xyx", "121", [2]),
        ("xxyy", "1212", []),
        ("xxx", ["nummer 10", "nummer 9", "nummer 10"], [2]),
        ("xx", ["en av ti deler", "to av ti deler"], []),
        ("xxxx", ["ab", "b", "", "ab"], [3]),
        ("xxx", ["å", "ø", "å"], [2]),
        ("xxxyy", "11211", [1, 4]),
        ([None, None, "x"], "111", [1]),
        ([None, "x", None], ["1", "1", None], []),
    ],
)
@pytest.mark.parametrize("dtype", ["str", "category"])
def test_a_row_repeats_an_earlier_one_only_if_all_its_values_do(a, b, again, dtype):
    frame = pd.DataFrame({"a": pd.Series(list(a), dtype=dtype), "b": pd.Series(list(b), dtype="str")})
    assert repeated(frame).tolist() == again == [*frame.index[frame.duplicated()]]


def test_texts_with_unlike_ends_are_known_to_differ():
    assert _end_unlike(cells(pd.Series(["nummer 9", "nummer 10", "9", "", "99", "a" * 99], dtype="str")))
    assert not _end_unlike(cells(pd.Series(["en av ti deler", "to av ti deler"], dtype="str")))
    assert not _end_unlike(cells(pd.Series(["b", "ab", "b"], dtype="str")))
    assert not _end_unlike(cells(pd.Series(["b", "", "a", ""], dtype="str")))
    assert _end_unlike(cells(pd.Series(["b", "b", "ab"], dtype="str").iloc[1:]))
