"""Cleaning of the web statistics; the numbers here are made up."""

import pandas as pd
import pytest
from aarsmelding import datasets
from aarsmelding.datasets import nettrafikk
from aarsmelding.errors import DataRefused
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

CITY = {
    "tabell": "by",
    "utgave": "1",
    "navn": "Et sted",
    "maal": "aktive_brukere",
    "trykt": "710",
    "status": None,
}
DURATION = CITY | {"tabell": "noekkeltall", "maal": "engasjementstid_sekunder", "trykt": "1 m 28 s"}
TOTAL = CITY | {"tabell": "noekkeltall", "maal": "hendelser", "trykt": "45k"}
NO_DATA = CITY | {
    "tabell": "plattform",
    "maal": "viktige_hendelser",
    "trykt": None,
    "status": "ingen data",
}


def cleaned(*rows: dict[str, str]) -> pd.DataFrame:
    return clean(nettrafikk, *rows)


def rules_broken_by(*rows: dict[str, str]) -> set[str]:
    dataset = datasets.get("nettrafikk")
    return {f.rule for f in schema_faults(dataset, cleaned(*rows), "made up", 2025)}


def test_a_duration_is_read_in_seconds():
    row = cleaned(DURATION).loc[2]
    assert row[["antall", "antall_nedre", "antall_oevre"]].tolist() == [88, 88, 88]
    assert row["enhet"] == "sekunder"


def test_a_duration_in_another_form_is_refused():
    with pytest.raises(DataRefused) as refusal:
        cleaned(DURATION | {"trykt": "88 sek"})
    assert {fault.value for fault in refusal.value.faults} == {"88 sek"}


def test_a_rounded_number_carries_its_interval():
    row = cleaned(TOTAL).loc[2]
    assert row[["antall", "antall_nedre", "antall_oevre"]].tolist() == [45000, 44500, 45500]


def test_a_table_printed_twice_counts_once():
    rows = cleaned(CITY, CITY | {"utgave": "2"})
    assert rows["sted"].tolist() == ["linje 2"]


def test_editions_that_disagree_are_refused():
    assert "the two printed editions of a table must be equal" in rules_broken_by(
        CITY, CITY | {"utgave": "2", "trykt": "711"}
    )


def test_no_data_is_neither_zero_nor_left_out():
    row = cleaned(NO_DATA).loc[2]
    assert pd.isna(row["antall"])
    assert row["status"] == "ingen_data"


def test_a_blank_that_the_source_does_not_explain_is_refused():
    assert rules_broken_by(NO_DATA) == set()
    assert rules_broken_by(CITY | {"trykt": None}) == {
        "a number must be there exactly where the status says so"
    }


def test_listed_events_must_fit_in_the_key_figure():
    event = CITY | {"tabell": "hendelser", "maal": "hendelser"}
    assert rules_broken_by(TOTAL, event | {"trykt": "45500"}) == set()
    assert rules_broken_by(TOTAL, event | {"trykt": "45501"}) == {
        "the listed events must not exceed the key figure for events"
    }
