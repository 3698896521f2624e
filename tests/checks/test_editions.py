"""A table that is printed twice."""

import pandas as pd
from aarsmelding.checks.editions import potten_er_lik_i_begge_utgaver


def pot(**amounts):
    rows = [{"aar": 2031, "post": post, "kr": kr, "merknad": "", **WHERE} for post, kr in amounts.items()]
    return pd.DataFrame(rows).astype({"kr": "Int64"})


WHERE = {"post_trykt": "Oppdiktet", "kilde": "oppdiktet", "sted": "linje 1"}


def broken(main, annex):
    return [(each.where, each.found) for each in potten_er_lik_i_begge_utgaver(main, annex)]


def test_editions_that_agree_break_nothing():
    assert broken(pot(rest=5, sum=9), pot(sum=9, rest=5)) == []


def test_a_cell_that_differs_is_named_with_both_values():
    assert broken(pot(rest=5, sum=9), pot(rest=5, sum=8)) == [
        ({"aar": 2031, "post": "sum", "kolonne": "kr"}, "main text 9, annex 8")
    ]


def test_a_value_that_one_edition_lacks_is_no_difference():
    assert broken(pot(rest=None, sum=9), pot(rest=5, sum=9)) == []


def test_a_row_that_one_edition_lacks_is_named():
    assert broken(pot(rest=5, sum=9), pot(sum=9)) == [
        ({"aar": 2031, "post": "rest"}, "the row is in one edition only")
    ]
