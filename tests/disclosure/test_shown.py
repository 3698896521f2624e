"""What a reader sees where there is no number: four signs for four things, and nothing of the number."""

import pandas as pd
import pytest
from aarsmelding import fact, norwegian, say, table
from aarsmelding.disclosure.marks import NOT_APPLICABLE, SUPPRESSED
from bs4 import BeautifulSoup

from tests.conftest import SHOWING


@pytest.mark.parametrize("show", SHOWING)
@pytest.mark.parametrize(("value", "sign"), [(SUPPRESSED, ":"), (pd.NA, ".."), (NOT_APPLICABLE, ".")])
def test_a_sign_stands_alone(show, value, sign):
    assert show(value) == sign


def test_a_table_has_four_different_signs_and_says_what_three_of_them_mean():
    frame = pd.DataFrame(
        {"Antall": [0, SUPPRESSED, pd.NA, NOT_APPLICABLE]}, index=pd.Index(list("abcd"), name="Sted")
    )
    made = table(frame, "Oppdiktet")
    soup = BeautifulSoup(made.html, "html.parser")
    assert [cell.text for cell in soup.select("tbody td")] == ["0", ":", "..", "."]
    assert all("tall" in cell["class"] for cell in soup.select("tbody td"))
    assert [word in made.html for word in ("skjermet", "ikke er oppgitt", "ikke kan finnes")] == [True] * 3
    assert [row[1] for row in made.data.rows] == [0, ":", None, "."]


def test_a_sentence_shows_the_sign_and_the_ledger_keeps_no_number():
    stated = say("Det kom {antall} avvik.", antall=fact("x.avvik", SUPPRESSED, unit="avvik"))
    assert str(stated) == "Det kom : avvik."
    assert stated.records()[0]["value"] == ":"


def test_a_share_of_a_suppressed_count_is_suppressed():
    assert fact("x.andel", of=(SUPPRESSED, 40), unit="andel").display == ":"


def test_no_word_says_how_a_suppressed_count_changed():
    assert norwegian.change_word(SUPPRESSED, 12, "økte", "gikk ned", "var uendret") == ":"
