"""A column parsed by its different values gives what it gives row by row."""

from itertools import cycle, islice

import pandas as pd
import pytest
from aarsmelding import errors, large, parse

NAMES = {"Fjordby": "9901", "FJORDBY KOMMUNE": "9901", "Dalbygd": "9902"}
PARSERS = {
    "text": (parse.text, ["a  b", "\u00a0c", "d", " ", "e\tf", "g\u2009h "]),
    "whole_number": (parse.whole_number, ["1 234", "-4", "4,5", "x"]),
    "share": (parse.share, ["31,7", "7 %", "7 prosent"]),
    "date_of": (parse.date_of, ["10.12.2025", "2025-12-10", "31.02.2025"]),
    "yes_no": (parse.yes_no, ["ja", "Nei", "kanskje"]),
    "starred": (parse.starred, ["*1", "2", " *3", "**"]),
    "rounded_count": (parse.rounded_count, ["14k", "6,8k", "989", "k"]),
    "choice": (lambda s: parse.choice(s, {"a": "y", "b": "x"}), ["a", "b", "c"]),
    "code": (lambda s: parse.code(s, "kommuner"), ["Fjordby", "fjordby kommune", "Dalbygd", "Storby"]),
}


def parsed(function, series: pd.Series):
    with parse.collecting("made_up.csv", lambda name: NAMES) as context:
        result = function(series)
    frame = pd.concat(result, axis="columns") if isinstance(result, tuple) else pd.DataFrame(result)
    return frame, sorted(context.faults, key=lambda fault: fault.row), context.asked


@pytest.mark.parametrize("dtype", ["str", "category"])
@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_gives_the_same_values_and_faults(name, dtype, monkeypatch):
    function, values = PARSERS[name]
    series = pd.Series([*islice(cycle([*values, None]), 17)], index=range(3, 37, 2), name="x", dtype="str")
    expected, faults, asked = parsed(function, series)
    monkeypatch.setattr(large, "MANY_ROWS", 0)
    found, faults_found, asked_found = parsed(function, series.astype(dtype))
    assert (faults_found, asked_found) == (faults, asked)
    assert faults or name == "text"
    pd.testing.assert_frame_equal(found.astype(expected.dtypes.to_dict()), expected)


def test_text_of_categories_is_categories_in_alphabetical_order():
    series = pd.Series(["b", "a", None, "b"], name="x", dtype="category")
    assert parse.text(series).cat.categories.tolist() == ["a", "b"]


def test_codes_of_two_columns_have_the_same_categories():
    with parse.collecting(vocabulary=lambda name: NAMES):
        one, other = (parse.code(pd.Series([v], dtype="category"), "kommuner") for v in ("Dalbygd", None))
    assert one.dtype == other.dtype
    assert other.fillna(one).tolist() == ["9902"]


def test_a_value_refused_in_many_rows_is_listed_in_the_first_and_counted(monkeypatch):
    monkeypatch.setattr(errors, "KEPT_FAULTS", 2)
    series = pd.Series(["x", "1"] * 5, name="x", dtype="category")
    _, faults, _ = parsed(parse.whole_number, series)
    assert [(fault.row, fault.others) for fault in faults] == [(0, 0), (2, 3)]
