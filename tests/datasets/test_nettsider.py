"""Cleaning of the most visited pages; the pages and numbers here are made up."""

import pandas as pd
from aarsmelding import datasets
from aarsmelding.datasets import nettsider
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

FULL = {
    "tabell": "mest_populaere",
    "side": "Forside",
    "sidetittel": "Forside – Et nettsted",
    "visninger": "6,8k",
    "aktive_brukere": "989",
    "antall_hendelser": "14k",
    "fluktfrekvens": "27,4 %",
}
SHORT = {"tabell": "visninger", "side": "Forside", "sidetittel": "Forsi...", "visninger": "6,8k"}


def cleaned(*rows: dict[str, str]) -> pd.DataFrame:
    return clean(nettsider, *rows)


def rules_broken_by(*rows: dict[str, str]) -> set[str]:
    dataset = datasets.get("nettsider")
    return {f.rule for f in schema_faults(dataset, cleaned(*rows), "made up", 2025)}


def test_a_rounded_count_carries_the_interval_it_stands_for():
    row = cleaned(FULL).loc[2]
    events = ["antall_hendelser", "antall_hendelser_nedre", "antall_hendelser_oevre"]
    views = ["antall_visninger", "antall_visninger_nedre", "antall_visninger_oevre"]
    assert row[events].tolist() == [14000, 13500, 14500]
    assert row[views].tolist() == [6800, 6750, 6850]


def test_a_count_printed_in_full_is_sharp():
    users = [
        "antall_aktive_brukere",
        "antall_aktive_brukere_nedre",
        "antall_aktive_brukere_oevre",
    ]
    assert cleaned(FULL).loc[2, users].tolist() == [989, 989, 989]


def test_the_bounce_rate_is_a_share():
    assert cleaned(FULL).loc[2, "andel_flukt"] == 0.274


def test_a_page_in_both_editions_counts_once_from_the_fuller_one():
    assert cleaned(SHORT, FULL)["sidetittel"].tolist() == ["Forside – Et nettsted"]
    assert rules_broken_by(SHORT, FULL) == set()


def test_editions_that_disagree_are_refused():
    assert "the two printed editions must give a page the same views" in rules_broken_by(
        SHORT | {"visninger": "6,9k"}, FULL
    )


def test_a_page_only_in_the_shorter_edition_is_refused():
    assert rules_broken_by(SHORT | {"side": "En annen side"}, FULL) == {"a value must not be missing"}


def test_a_page_cannot_have_more_users_than_views():
    assert rules_broken_by(FULL | {"visninger": "989"}) == set()
    assert rules_broken_by(FULL | {"visninger": "988"}) == {
        "active users of a page must not exceed its views"
    }
