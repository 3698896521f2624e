"""Small counts of a made-up table with published sums."""

from datetime import date

import pandas as pd
import pytest
from aarsmelding.disclosure import suppression
from aarsmelding.disclosure.marks import NOT_APPLICABLE, SUPPRESSED
from aarsmelding.disclosure.rules import Rule, Total
from aarsmelding.errors import AarsmeldingError

# Reported 2 + 40 + 7 = 49 in the north, 30 + 0 = 30 in the south; answered at most reported.
COUNTS = pd.DataFrame(
    {
        "sted": ["a", "b", "c", "d", "e"],
        "del": ["nord", "nord", "nord", "soer", "soer"],
        "meldt": pd.array([2, 40, 7, 30, 0], dtype="Int64"),
        "besvart": pd.array([1, 12, 7, pd.NA, 0], dtype="Int64"),
        "andel": pd.array([0.5, 0.3, 1.0, pd.NA, pd.NA], dtype="Float64"),
    }
)
SUMS = pd.DataFrame({"del": ["nord", "soer"], "antall": pd.array([49, 30], dtype="Int64")})


def rule(limit: int, *totals: Total, columns: tuple[str, ...] = ("meldt",), **given) -> Rule:
    return Rule("oppdiktet", columns, limit, "testen", date(2031, 1, 1), "oppdiktet", totals=totals, **given)


NORTH = Total("meldt", "`del` == 'nord'", "summer", "antall", "`del` == 'nord'")


def hidden(given: Rule) -> dict[str, list[str]]:
    found = suppression.mask(COUNTS, given, {"summer": SUMS})
    return {column: COUNTS.loc[found[column], "sted"].tolist() for column in found}


@pytest.mark.parametrize(("limit", "places"), [(1, []), (2, []), (3, ["a"]), (8, ["a", "c"])])
def test_counts_above_zero_and_below_the_limit_are_hidden(limit, places):
    assert hidden(rule(limit)) == {"meldt": places}


def test_the_smallest_count_of_the_same_sum_goes_too():
    assert hidden(rule(3, NORTH)) == {"meldt": ["a", "c"]}


def test_an_answer_that_would_give_a_report_away_goes_too():
    # Between 7 answers and 7 of the rest of the sum there is nothing left to guess.
    given = rule(3, NORTH, columns=("meldt", "besvart"), at_most={"besvart": "meldt"})
    assert hidden(given) == {"meldt": ["a", "c"], "besvart": ["a", "c"]}


def test_a_share_goes_with_the_counts_it_tells_about():
    shown = suppression.suppressed(COUNTS, rule(3, derived=("andel",)), {})
    assert shown["andel"].tolist()[:3] == [SUPPRESSED, 0.3, 1.0]


def test_zero_and_missing_are_neither_hidden_nor_alike():
    shown = suppression.suppressed(COUNTS, rule(3, columns=("meldt", "besvart")), {})
    assert shown["meldt"].tolist() == [SUPPRESSED, 40, 7, 30, 0]
    assert shown["besvart"].isna().tolist() == [False, False, False, True, False]


def test_what_is_computed_from_a_suppressed_count_is_suppressed():
    shown = suppression.suppressed(COUNTS, rule(3), {})
    by_part = shown.groupby("del")["meldt"].sum()
    assert by_part["nord"] is SUPPRESSED
    assert by_part["soer"] == 30
    assert shown["meldt"].sum() is SUPPRESSED
    assert (100 - shown.loc[0, "meldt"] / 7) is SUPPRESSED


def test_no_comparison_holds_for_a_mark():
    assert not SUPPRESSED < 3
    assert not SUPPRESSED >= 3
    assert SUPPRESSED != NOT_APPLICABLE


def test_a_sum_that_does_not_hold_is_refused():
    wrong = Total("meldt", "", "summer", "antall", "`del` == 'nord'")
    with pytest.raises(AarsmeldingError, match="adds up to 79, not to the 49"):
        hidden(rule(3, wrong))


def test_a_count_that_nothing_can_hide_stops():
    only_sum = Total("meldt", "sted == 'a'", "to", "antall", "")
    with pytest.raises(AarsmeldingError, match="can be worked out"):
        suppression.mask(COUNTS, rule(3, only_sum), {"to": pd.DataFrame({"antall": [2]})})
