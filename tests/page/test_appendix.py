"""The grounds of a number as a reader takes them in: short expressions, Norwegian numbers, few places."""

from __future__ import annotations

import pytest
from aarsmelding.page import appendix
from aarsmelding.page.templates import marked

HARD = "\u00a0"


def test_a_share_is_shown_with_its_two_counts_as_norwegian_numbers():
    assert appendix.fraction(486891.3857703903, 5584197.42) == f"486{HARD}891,4 / 5{HARD}584{HARD}197,4"
    assert appendix.fraction(23, 24) == "23 / 24"
    assert appendix.fraction(None, None) == ""


def test_a_short_expression_is_whole():
    assert appendix.shortened("moeter['antall'].sum()") == "moeter['antall'].sum()"
    longest = "a" * appendix.LONGEST_EXPRESSION
    assert appendix.shortened(longest) == longest


def test_a_long_expression_ends_where_a_call_ends():
    expression = "moeter" + ".query('x')" * 20
    shown = appendix.shortened(expression)
    assert shown.endswith("('x') …")
    assert expression.startswith(shown.removesuffix(" …"))
    assert len(shown) <= appendix.LONGEST_EXPRESSION + 2


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        (["Register, kode 5501", "Register, kode 5503"], ["Register, kode 5501, 5503"]),
        (["Avsnitt 5, linje 3–5", "Avsnitt 5, linje 9"], ["Avsnitt 5, linje 3–5, 9"]),
        (["Avsnitt 5, linje 3", "Avsnitt 6, linje 4"], ["Avsnitt 5, linje 3", "Avsnitt 6, linje 4"]),
        (["forsiden", "hele dokumentet"], ["forsiden", "hele dokumentet"]),
    ],
)
def test_places_that_differ_in_their_last_number_only_stand_as_one(places, shown):
    assert appendix.gathered(places) == shown


def test_many_places_are_folded_after_the_first():
    assert appendix.folded(list("abcde")) == ("a; b; c; d; e", "", 0)
    assert appendix.folded(list("abcdef")) == ("a; b; c", "d; e; f", 3)


def test_a_name_between_backticks_is_code_and_the_rest_is_text():
    assert marked("se `moeter` & <a>") == 'se <span class="kode">moeter</span> &amp; &lt;a&gt;'
    assert marked(None) == ""
