"""Numbers of a column are read alike, or the column is refused."""

import pytest
from aarsmelding.receiving import moments, numbers
from aarsmelding.receiving.columns import RawColumn

MONEY = RawColumn("beloep", frozenset({"kroner"}))
SHARE = RawColumn("andel", frozenset({"share"}))


def read(column, *cells, decimal=None):
    given = dict(enumerate(cells))
    found = numbers.understood(column, given, decimal)
    assert not found.problem, found.problem
    return [found.changed.get(place, cell) for place, cell in given.items()]


@pytest.mark.parametrize(
    ("cells", "said", "becomes"),
    [
        (["kr 2 295 000", "-kr 260 043"], None, ["kr 2 295 000", "-kr 260 043"]),
        (["(1 000)", "1000"], None, ["-1000", "1000"]),
        (["\u22121 000", "1 000-"], None, ["-1000", "-1000"]),
        (["1.234", "1.234.567"], None, ["1234", "1234567"]),
        (["1.234", "1,50"], None, ["1234", "1,50"]),
        (["1,234", "1.50"], None, ["1234", "1,50"]),
        (["1,234.00", "5"], None, ["1234", "5"]),
        (["1.234"], ",", ["1234"]),
        (["1234.00"], None, ["1234"]),
        (["12 000,00 kr", "NOK 5"], None, ["12000", "5"]),
        (["1 234,-"], None, ["1234"]),
        (["ikke oppgitt", "*1", "1 m 28 s"], None, ["ikke oppgitt", "*1", "1 m 28 s"]),
        (["12 34", "1 2345"], None, ["12 34", "1 2345"]),
    ],
)
def test_amounts(cells, said, becomes):
    assert read(MONEY, *cells, decimal=said) == becomes


@pytest.mark.parametrize(
    ("cells", "becomes"),
    [
        (["31,7", "7,84 %"], ["31,7", "7,84 %"]),
        (["31.7", "1.234"], ["31,7", "1,234"]),
        (["1,234", "31,7"], ["1,234", "31,7"]),
        (["0.317"], ["0,317"]),
    ],
)
def test_decimals(cells, becomes):
    assert read(SHARE, *cells) == becomes


@pytest.mark.parametrize(
    ("column", "cells", "rows"),
    [
        (MONEY, ["1.234"], (0,)),
        (MONEY, ["5", "1,234", "2,345"], (1, 2)),
        (SHARE, ["1,234"], (0,)),
        (MONEY, ["1.234.567", "1.5"], (0, 1)),
    ],
)
def test_what_nothing_decides_is_a_problem_of_its_rows(column, cells, rows):
    found = numbers.understood(column, dict(enumerate(cells)), None)
    assert found.problem
    assert found.rows == rows
    assert found.changed == {}


@pytest.mark.parametrize(
    ("cells", "becomes"),
    [
        (["13.00", "9:30"], ["13.00", "9:30"]),
        (["0,541666666666667", "0,5"], ["13.00", "12.00"]),
        (["13,3", "9"], ["13.30", "09.00"]),
        (["13.00.00"], ["13.00"]),
    ],
)
def test_times(cells, becomes):
    given = dict(enumerate(cells))
    found = moments.clocks(given)
    assert [found.changed.get(place, cell) for place, cell in given.items()] == becomes


@pytest.mark.parametrize("cells", [["13,75"], ["24"], ["0,5", "13"]])
def test_numbers_that_are_no_times_are_a_problem(cells):
    assert moments.clocks(dict(enumerate(cells))).problem
