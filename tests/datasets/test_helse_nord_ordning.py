"""Countable facts of the regional scheme."""

import pandas as pd
from aarsmelding import parse
from aarsmelding.datasets import helse_nord_ordning


def cleaned(*values: tuple[str | None, str | None]) -> pd.DataFrame:
    rows = [
        {"faktum": "made_up", "hva": "made up", "trykt": printed, "opptalt": counted, "enhet": "punkter"}
        for printed, counted in values
    ]
    raw = pd.DataFrame(rows, index=range(2, 2 + len(rows)), dtype="str").assign(
        kilde="made up", sted="linje 1"
    )
    with parse.collecting():
        return helse_nord_ordning.clean(raw)


def test_a_number_word_a_digit_and_a_count_are_the_same_number():
    rows = cleaned(("fire", None), ("4", None), (None, "4"))
    assert rows["antall"].tolist() == [4, 4, 4]
    assert rows["er_opptalt"].tolist() == [False, False, True]


def test_a_fact_with_two_values_is_noticed():
    rows = cleaned(("Åtte", None), (None, "7"))
    assert helse_nord_ordning.Rows.samme_opplysning_samme_verdi(rows).tolist() == [True, False]
