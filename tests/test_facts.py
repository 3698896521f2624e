"""Numbers with an identity, and the sentences they stand in. The numbers are made up."""

from datetime import date

import pandas as pd
import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact, facts_of
from aarsmelding.prose import cite, say

HARD = "\u00a0"


def html(part) -> str:
    return part._repr_mimebundle_()["text/html"]


def records(part) -> list[dict]:
    return part._repr_mimebundle_()[MIME]


@pytest.mark.parametrize(
    ("value", "unit", "shown", "kept"),
    [
        (79, "saker", "79", 79),
        (12_345, "visninger", f"12{HARD}345", 12_345),
        (0.336, "andel", f"33,6{HARD}%", 0.336),
        (0.5, "hel prosent", f"50{HARD}%", 0.5),
        (2_295_000, "kr", f"2{HARD}295{HARD}000{HARD}kr", 2_295_000),
        (18_000_000, "mill. kr", f"18,0{HARD}mill.{HARD}kr", 18_000_000),
        (-0.59, "prosentpoeng", "59,0 prosentpoeng", -0.59),
        (4.5, "årsverk", "4,5", 4.5),
        (7.0, "årsverk", "7", 7),
        (date(2025, 4, 10), "dato", f"10.{HARD}april 2025", "2025-04-10"),
        ("Tromsø", "navn", "Tromsø", "Tromsø"),
    ],
)
def test_the_unit_decides_what_is_read_and_the_value_stays_machine_readable(value, unit, shown, kept):
    made = fact("oppdiktet.tall", value, unit=unit)
    assert (made.display, made.value) == (shown, kept)


def test_a_pandas_number_becomes_a_plain_one():
    made = fact("oppdiktet.tall", pd.Series([3], dtype="Int64").sum(), unit="saker")
    assert type(made.value) is int


def test_a_small_number_may_be_a_word_but_its_value_is_a_number():
    made = fact("oppdiktet.tall", 7, unit="møter", as_word=True)
    assert (made.display, made.value) == ("sju", 7)


def test_one_as_a_word_has_the_gender_of_its_unit():
    made = [fact("oppdiktet.tall", 1, unit=unit, as_word=True).display for unit in ("møter", "saker")]
    assert made == ["ett", "én"]


def test_the_facts_of_a_year_are_about_it_unless_they_say_otherwise():
    made = facts_of(2031)
    assert made("oppdiktet.tall", 7, unit="møter").period == "2031"
    assert made("oppdiktet.tall", 7, unit="møter", period=2032).period == "2032"
    assert made("oppdiktet.tall", 7, unit="møter", period=None).period == ""


@pytest.mark.parametrize("value", [None, pd.NA, float("nan"), pd.NaT], ids=str)
def test_a_missing_value_cannot_be_stated(value):
    with pytest.raises(AarsmeldingError, match=r"the fact oppdiktet\.tall has no value"):
        fact("oppdiktet.tall", value, unit="saker")


def test_an_unknown_unit_is_refused_with_the_known_ones():
    with pytest.raises(AarsmeldingError, match=r"unknown unit 'stykk'(.|\n)*use one of: andel, avvik"):
        fact("oppdiktet.tall", 1, unit="stykk")


def test_a_share_is_computed_from_its_part_and_whole():
    made = fact("oppdiktet.andel", of=(1, 4), unit="andel")
    assert (made.value, made.numerator, made.denominator) == (0.25, 1, 4)


def test_a_share_that_does_not_follow_from_its_part_and_whole_is_refused():
    with pytest.raises(AarsmeldingError, match=r"is 0\.3, but 1 of 4 is 0\.25"):
        fact("oppdiktet.andel", 0.3, of=(1, 4), unit="andel")


def test_a_share_of_nothing_is_refused():
    with pytest.raises(AarsmeldingError, match="divides 1 by 0"):
        fact("oppdiktet.andel", of=(1, 0), unit="andel")


def test_a_total_must_be_the_sum_of_its_parts():
    parts = [fact(f"oppdiktet.del_{n}", n, unit="saker") for n in (2, 3)]
    assert fact("oppdiktet.sum", 5, unit="saker", sum_of=parts).sum_of == (
        "oppdiktet.del_2",
        "oppdiktet.del_3",
    )
    with pytest.raises(AarsmeldingError, match=r"is 6, but its parts .* add up to 5"):
        fact("oppdiktet.sum", 6, unit="saker", sum_of=parts)


def test_the_rows_of_a_fact_become_its_sources():
    rows = pd.DataFrame({"kilde": ["dok", "dok"], "sted": ["Tabell, linje 1", "Tabell, linje 2"]})
    made = fact("oppdiktet.tall", 2, unit="saker", rows=rows)
    assert made.sources == ({"document": "dok", "place": "Tabell, linje 1–2"},)


def test_a_fact_alone_is_the_sentence_it_states():
    made = fact("oppdiktet.saker", 79, "Møtet tok {} saker.", unit="saker", period=2031)
    assert html(made) == (
        '<p>Møtet tok <data class="fakta" data-fact="oppdiktet.saker" value="79">79</data> saker.</p>'
    )
    (record,) = records(made)
    assert (record["id"], record["value"], record["unit"], record["period"], record["text"]) == (
        "oppdiktet.saker",
        79,
        "saker",
        "2031",
        "Møtet tok 79 saker.",
    )


def test_a_sentence_carries_all_its_facts():
    sentence = say(
        "{moeter} møter og {saker} saker.",
        moeter=fact("oppdiktet.moeter", 3, unit="møter"),
        saker=fact("oppdiktet.saker", 37, unit="saker"),
    )
    assert str(sentence) == "3 møter og 37 saker."
    assert [record["id"] for record in records(sentence)] == ["oppdiktet.moeter", "oppdiktet.saker"]


def test_a_word_chosen_from_the_data_is_marked_and_escaped():
    assert html(say("Tallet {endring}.", endring="økte <mye>")) == (
        "<p>Tallet <span data-valgt>økte &lt;mye&gt;</span>.</p>"
    )


@pytest.mark.parametrize("parts", [{}, {"saker": 1, "moeter": 2}, {"moter": 1}], ids=str)
def test_a_sentence_and_its_parts_must_match(parts):
    with pytest.raises(AarsmeldingError, match="the sentence and its parts do not match"):
        say("{saker} saker.", **parts)


def test_sentences_added_together_are_one_paragraph():
    one = fact("oppdiktet.a", 1, "Det er {} sak.", unit="saker")
    two = say("Og {b} møter.", b=fact("oppdiktet.b", 2, unit="møter"))
    together = one + two + say("Slutt.")
    assert html(together).count("<p>") == 1
    assert [record["id"] for record in records(together)] == ["oppdiktet.a", "oppdiktet.b"]
    assert together._repr_mimebundle_()["text/plain"] == "Det er 1 sak. Og 2 møter. Slutt."


def test_html_in_a_sentence_or_a_name_is_escaped():
    made = fact("oppdiktet.navn", "A & <B>", "Størst er {} & co.", unit="navn")
    assert "A &amp; &lt;B&gt;</data> &amp; co." in html(made)
    assert 'value="A &amp; &lt;B&gt;"' in html(made)


def test_a_cited_fact_is_left_open_until_the_report_is_joined():
    sentence = say("Som nevnt var det {saker} saker.", saker=cite("oppdiktet.saker"))
    assert 'data-cite="oppdiktet.saker"></data>' in html(sentence)
    assert records(sentence) == []
