"""Cleaning of the claims. All rows are made up."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding import parse
from aarsmelding.datasets import paastander
from aarsmelding.errors import DataRefused


def claims(**cells: str | None) -> pd.DataFrame:
    row = dict.fromkeys(paastander.RAW_COLUMNS, None) | {
        "paastand": "oppdiktet.saker.tabell",
        "hva": "Oppdiktede saker",
        "slag": "tall",
        "trykt": "1 234,5",
        "verdi": "1234.5",
        "enhet": "saker",
        "toleranse": "0.05",
        "uttrykk": "count(saker)",
        "alvor": "1",
        "kilde": "oppdiktet",
        "sted": "linje 1",
    }
    return paastander.clean(pd.DataFrame([row | cells], index=[2], dtype="str"))


def test_the_value_stays_text_and_the_tolerance_becomes_a_number():
    row = claims().iloc[0]
    assert (row["verdi"], row["toleranse"], row["alvor"]) == ("1234.5", 0.05, 1)
    paastander.Rows.validate(claims())


def test_a_tolerance_that_is_no_number_is_a_fault():
    with pytest.raises(DataRefused):
        claims(toleranse="litt")
    with parse.collecting() as context:
        claims(toleranse="litt")
    assert [(fault.column, fault.row, fault.value) for fault in context.faults] == [("toleranse", 2, "litt")]


@pytest.mark.parametrize(
    "cells",
    [
        {"verdi": "-3"},
        {"verdi": "2025-02-28", "enhet": "dato", "toleranse": None},
        {"verdi": "true", "enhet": "sann", "toleranse": None},
        {"verdi": "Oppdiktet navn", "enhet": "tekst", "toleranse": None},
        {"verdi": "08:30", "enhet": "klokkeslett", "toleranse": None},
        {"uttrykk": None, "krever": "Et oppdiktet register"},
        {"faktum": "oppdiktet.saker"},
    ],
)
def test_each_kind_of_value_is_accepted_in_its_form(cells):
    paastander.Rows.validate(claims(**cells))


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"verdi": "1234,5"}, "form of its unit"),
        ({"verdi": "mange"}, "form of its unit"),
        ({"verdi": "28.02.2025", "enhet": "dato", "toleranse": None}, "form of its unit"),
        ({"verdi": "2025-02-30", "enhet": "dato", "toleranse": None}, "form of its unit"),
        ({"verdi": "8.30", "enhet": "klokkeslett", "toleranse": None}, "form of its unit"),
        ({"verdi": "ja", "enhet": "sann", "toleranse": None}, "form of its unit"),
        ({"toleranse": None}, "a number has a tolerance"),
        ({"verdi": "ord", "enhet": "tekst"}, "a number has a tolerance"),
        ({"toleranse": "-1"}, "greater_than_or_equal_to"),
        ({"krever": "Mer"}, "exactly one of"),
        ({"uttrykk": None}, "exactly one of"),
        ({"uttrykk": None, "krever": "Mer", "faktum": "a.b"}, "also has an expression"),
        ({"slag": "gjetning"}, "isin"),
        ({"alvor": "4"}, "isin"),
        ({"paastand": "Store.Bokstaver"}, "str_matches"),
        ({"paastand": "uten_punktum"}, "str_matches"),
    ],
)
def test_a_claim_that_breaks_the_form_is_refused(cells, rule):
    with pytest.raises(pa.errors.SchemaError, match=rule):
        paastander.Rows.validate(claims(**cells))
