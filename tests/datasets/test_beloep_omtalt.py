"""Amounts in prose: what is printed, and the bounds that its precision gives."""

import pandas as pd
import pytest
from aarsmelding import parse
from aarsmelding.datasets import beloep_omtalt


def cleaned(printed: str) -> tuple[pd.Series, list]:
    row = {"beloep_id": "made_up", "hva": "made up", "aar": "2025", "ordning": "lokal", "mottaker": "made up"}
    row |= {"trykt": printed, "kilde": "made up", "sted": "linje 1"}
    with parse.collecting() as context:
        frame = beloep_omtalt.clean(pd.DataFrame([row], index=[2], dtype="str"))
    return frame.iloc[0], context.faults


@pytest.mark.parametrize(
    ("printed", "amount", "lower", "upper"),
    [
        ("18,8 mill. kroner", 18_800_000, 18_750_000, 18_850_000),
        ("ca. 16 millioner kroner", 16_000_000, 15_500_000, 16_500_000),
        ("omlag ca. 24 millioner kroner", 24_000_000, 23_500_000, 24_500_000),
        ("1,175 millioner kroner", 1_175_000, 1_174_500, 1_175_500),
        ("5 MNOK", 5_000_000, 4_500_000, 5_500_000),
        ("1 million kroner", 1_000_000, 500_000, 1_500_000),
        ("19.412.000 kr", 19_412_000, 19_412_000, 19_412_000),
        ("om lag 5 000 kroner", 5_000, 4_500, 5_500),
    ],
)
def test_the_bounds_follow_the_printed_precision(printed, amount, lower, upper):
    row, faults = cleaned(printed)
    assert (row["beloep_kr"], row["nedre_kr"], row["oevre_kr"]) == (amount, lower, upper)
    assert faults == []


def test_a_range_is_its_own_bounds_and_has_no_single_amount():
    row, _ = cleaned("18-19 millioner")
    assert pd.isna(row["beloep_kr"])
    assert (row["nedre_kr"], row["oevre_kr"]) == (18_000_000, 19_000_000)
    assert row["er_intervall"]


@pytest.mark.parametrize(
    ("printed", "is_rough"),
    [("ca 24 millioner", True), ("om lag 30 mill. kroner", True), ("90 mill.", False)],
)
def test_words_of_approximation_are_noticed(printed, is_rough):
    assert cleaned(printed)[0]["er_omtrentlig"] == is_rough


def test_an_amount_in_an_unknown_form_is_a_fault():
    _, faults = cleaned("noen millioner")
    assert [(fault.column, fault.value) for fault in faults] == [("trykt", "noen")]
