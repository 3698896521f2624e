"""Countable facts of the regional scheme."""

import pandas as pd
from aarsmelding.datasets import helse_nord_ordning

from tests.datasets.conftest import clean


def cleaned(*values: tuple[str | None, str | None]) -> pd.DataFrame:
    rows = [
        {"faktum": "made_up", "hva": "made up", "trykt": printed, "opptalt": counted, "enhet": "punkter"}
        for printed, counted in values
    ]
    return clean(helse_nord_ordning, *rows)


def test_a_number_word_a_digit_and_a_count_are_the_same_number():
    rows = cleaned(("fire", None), ("4", None), (None, "4"))
    assert rows["antall"].tolist() == [4, 4, 4]
    assert rows["er_opptalt"].tolist() == [False, False, True]


def test_a_fact_with_two_values_is_noticed():
    rows = cleaned(("Åtte", None), (None, "7"))
    assert helse_nord_ordning.Rows.samme_opplysning_samme_verdi(rows).tolist() == [True, False]
