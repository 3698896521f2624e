"""Sentences and the facts that they carry. The numbers are made up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact
from aarsmelding.prose import cite, say

CASES = fact("o.saker", 37, unit="saker")


def ids(part) -> list[str]:
    return [record["id"] for record in part._repr_mimebundle_()[MIME]]


def html(part) -> str:
    return part._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    "part", [37, 3.5, np.int64(37), pd.NA, None, True, [CASES], pd.Series([37])], ids=repr
)
def test_a_part_is_a_fact_or_a_word(part):
    with pytest.raises(
        AarsmeldingError, match=r"the part «n» of the sentence is (.|\n)*neither a fact nor a"
    ):
        say("Det ble {n} saker.", n=part)


def test_a_sentence_inside_a_sentence_brings_its_facts():
    inner = say("av {saker} saker", saker=CASES)
    assert ids(say("Det er {n} {resten}.", n=fact("o.n", 3, unit="saker"), resten=inner)) == [
        "o.n",
        "o.saker",
    ]


def test_a_fact_with_a_label_must_have_a_place_for_its_number_to_be_a_sentence():
    labelled = fact("o.saker", 37, "saker behandlet", unit="saker")
    with pytest.raises(
        AarsmeldingError, match=r"the sentence of the fact o\.saker has no place for its number"
    ):
        html(labelled)
    with pytest.raises(AarsmeldingError, match="has no place for its number"):
        html(say("Slik.") + labelled)


@pytest.mark.parametrize("sentence", ["Det ble {saker} saker.", "Det ble {} av {} saker."])
def test_a_fact_stands_once_and_without_a_name_in_its_own_sentence(sentence):
    with pytest.raises(AarsmeldingError, match="has no place for its number"):
        html(fact("o.saker", 37, sentence, unit="saker"))


def test_a_loose_brace_is_refused_in_our_words():
    with pytest.raises(AarsmeldingError, match="the sentence cannot be read: "):
        say("Det ble {saker saker.", saker=CASES)


def test_braces_that_are_text_stay():
    assert "{37}" in str(say("Det ble {{{n}}}.", n=CASES))


def test_the_text_of_a_fact_is_the_whole_sentence_it_stands_in():
    sentence = say("{hvem} har {n} saker.", hvem="SSU", n=CASES)
    (record,) = sentence._repr_mimebundle_()[MIME]
    assert record["text"] == "SSU har 37 saker."


def test_a_citation_is_no_fact_of_the_section():
    assert ids(say("Det var {n}.", n=cite("o.saker"))) == []


def test_a_fact_alone_is_shown_as_its_number():
    assert html(CASES) == '<p><data class="fakta" data-fact="o.saker" value="37">37</data></p>'
