"""Numbers, money, dates and lists as Norwegian text."""

from datetime import date

import pandas as pd
import pytest
from aarsmelding import norwegian
from aarsmelding.units import UNITS

from tests.conftest import SHOWING

HARD = "\u00a0"
MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (9_999, 0, "9999"),
        (10_000, 0, f"10{HARD}000"),
        (9_999.96, 1, f"10{HARD}000,0"),
        (-12_345.6, 1, f"{MINUS}12{HARD}345,6"),
        (31.7, 1, "31,7"),
    ],
)
def test_thousands_are_grouped_from_ten_thousand_with_a_hard_space(value, decimals, text):
    assert norwegian.number(value, decimals) == text


def test_money_is_grouped_from_one_thousand():
    assert norwegian.kroner(999) == f"999{HARD}kr"
    assert norwegian.kroner(1_000) == f"1{HARD}000{HARD}kr"
    assert norwegian.kroner(2_295_000) == f"2{HARD}295{HARD}000{HARD}kr"


def test_a_table_of_money_leaves_the_unit_to_the_header():
    assert norwegian.kroner(2_295_000, unit=False) == f"2{HARD}295{HARD}000"


def test_millions_keep_their_decimal():
    assert norwegian.million_kroner(18_000_000) == f"18,0{HARD}mill.{HARD}kr"


def test_a_share_is_shown_in_percent_with_a_hard_space():
    assert norwegian.percent(0.336) == f"33,6{HARD}%"
    assert norwegian.percent(0.05, 0) == f"5{HARD}%"
    assert norwegian.percent(0.336, unit=False) == "33,6"


def test_a_difference_of_shares_is_in_percentage_points_without_a_sign():
    assert norwegian.percentage_points(0.336 - 0.926) == "59,0 prosentpoeng"


@pytest.mark.parametrize(("value", "text"), [(1, "én"), (7, "sju"), (12, "tolv"), (13, "13"), (0, "ingen")])
def test_whole_numbers_up_to_twelve_may_be_words(value, text):
    assert norwegian.word(value) == text


def test_one_of_a_neuter_is_ett():
    assert [norwegian.word(1, counted) for counted in ("møter", "saker", "")] == ["ett", "én", "én"]
    assert norwegian.word(2, "møter") == "to"


def test_a_noun_is_singular_of_one_only():
    assert [norwegian.noun(count, "sak", "saker") for count in (0, 1, 2)] == ["saker", "sak", "saker"]


def test_what_is_neuter_is_a_unit():
    assert set(UNITS) >= norwegian.NEUTER


def test_what_is_not_a_small_whole_number_is_never_a_word():
    assert norwegian.word(-1) == f"{MINUS}1"
    assert norwegian.word(4.7) == "5"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(2.5, 0, "3"), (6.25, 1, "6,3"), (6.24, 1, "6,2"), (-2.5, 0, f"{MINUS}3"), (-0.4, 0, "0")],
)
def test_half_is_rounded_away_from_zero_and_nothing_is_minus_zero(value, decimals, text):
    assert norwegian.number(value, decimals) == text


def test_a_share_is_rounded_as_its_decimal_digits_say():
    assert norwegian.percent(0.575, 0) == f"58{HARD}%"


def test_a_date_is_written_out_in_prose_and_short_in_tables():
    assert norwegian.long_date(date(2025, 1, 7)) == f"7.{HARD}januar 2025"
    assert norwegian.short_date(date(2025, 1, 7)) == "07.01.2025"


@pytest.mark.parametrize("function", SHOWING)
@pytest.mark.parametrize("value", [None, pd.NA, float("nan"), pd.NaT], ids=str)
def test_a_missing_value_is_two_dots(function, value):
    assert function(value) == ".."


def test_a_list_ends_in_og():
    assert norwegian.listing(["Tromsø"]) == "Tromsø"
    assert norwegian.listing(["Tromsø", "Harstad", "Narvik"]) == "Tromsø, Harstad og Narvik"
    assert norwegian.listing([]) == "ingen"


def test_the_data_chooses_the_word_for_a_change():
    words = ("økte", "gikk ned", "var uendret")
    assert norwegian.change_word(1, 2, *words) == "økte"
    assert norwegian.change_word(2, 1, *words) == "gikk ned"
    assert norwegian.change_word(2, 2, *words) == "var uendret"
