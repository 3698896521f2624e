"""Cleaning of the causes of deviations."""

import pandas as pd
from aarsmelding import parse
from aarsmelding.datasets import avvik_aarsak

PRINTED = {
    "retning": "til_foretak",
    "aarsak_trykt": "Medisiner/reseptor - mangelfull/manglende",
    "aarsak": "Medisiner/resepter – mangelfull/manglende",
    "antall": "7",
    "kilde": "made up",
    "sted": "linje 1",
}


def test_the_printed_and_the_readable_cause_are_both_kept():
    row = avvik_aarsak.clean(pd.DataFrame([PRINTED], index=[2], dtype="str")).loc[2]
    assert row["aarsak_trykt"] == "Medisiner/reseptor - mangelfull/manglende"
    assert row["aarsak"] == "Medisiner/resepter – mangelfull/manglende"
    assert row["antall_avvik"] == 7


def test_a_count_in_words_is_refused_with_its_row():
    raw = pd.DataFrame([PRINTED | {"antall": "noen"}], index=[9], dtype="str")
    with parse.collecting() as context:
        avvik_aarsak.clean(raw)
    assert [(fault.row, fault.column, fault.value) for fault in context.faults] == [(9, "antall", "noen")]
