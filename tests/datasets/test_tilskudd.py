"""Cleaning and identities of the grant money per project."""

import pandas as pd
import pytest
from aarsmelding.datasets import get, tilskudd
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

PROJECTS = {"Paljasjon": "palliasjon", "Palliasjon": "palliasjon", "Hospitering": "hospitering"}
LAST_YEAR = {
    "aar": "2024",
    "prosjekt": "Paljasjon",
    "soekt": "kr 2 700 000",
    "innvilget": "kr 2 295 000",
    "disponibelt": "kr 2 295 000",
    "brukt": "kr 0",
    "ubrukt": "kr 2 295 000",
    "status": "Videreført",
}
THIS_YEAR = {
    "aar": "2025",
    "prosjekt": "Palliasjon",
    "innvilget": "kr 2 295 000",
    "ubrukt_fra_aaret_foer": "kr 2 295 000",
    "overfoeres": "Ja",
    "disponibelt": "kr 4 590 000",
    "brukt_per_1_okt": "kr 900 000",
    "brukt_resten_av_aaret": "kr 600 000",
    "brukt": "kr 1 500 000",
    "ubrukt": "kr 3 090 000",
    "status": "Viderføres",
}
NEXT_YEAR = {
    "aar": "2026",
    "prosjekt": "Hospitering",
    "soekt": "kr 3 315 000",
    "innvilget": "kr 3 575 043",
    "ubrukt_fra_aaret_foer": "Videreføres",
    "overfoeres": "Nei",
    "disponibelt": "kr 3 575 043",
    "forskjell_soekt_disponibelt": "-kr 260 043",
    "forslag_ekstra": "kr 0",
}


def cleaned(*rows: dict[str, str]) -> pd.DataFrame:
    return clean(tilskudd, *rows, vocabulary={"prosjekter": PROJECTS})


def broken_rules(*rows: dict[str, str]) -> list[str]:
    faults = schema_faults(get("tilskudd"), cleaned(*rows), "tilskudd.csv", 2025)
    return [fault.rule for fault in faults]


def test_spellings_of_one_project_are_the_same_project():
    assert cleaned(LAST_YEAR, THIS_YEAR)["prosjekt_id"].tolist() == ["palliasjon", "palliasjon"]


def test_a_word_in_the_place_of_an_amount_leaves_the_amount_blank():
    row = cleaned(NEXT_YEAR).iloc[0]
    assert pd.isna(row["ubrukt_fra_aaret_foer_kr"])
    assert row["status_ubrukt"] == "viderefoeres"
    assert pd.isna(row["status"])


def test_a_printed_zero_is_zero_and_a_blank_is_missing():
    row = cleaned(LAST_YEAR).iloc[0]
    assert row["brukt_kr"] == 0
    assert pd.isna(row["brukt_per_1_okt_kr"])


def test_a_minus_before_kr_is_a_negative_amount():
    assert cleaned(NEXT_YEAR)["forskjell_soekt_disponibelt_kr"].tolist() == [-260_043]


def test_two_spellings_of_a_status_are_one_status():
    assert cleaned(THIS_YEAR)["status"].tolist() == ["viderefoeres"]


def test_the_printed_rows_keep_every_identity():
    assert broken_rules(LAST_YEAR, THIS_YEAR, NEXT_YEAR) == []


@pytest.mark.parametrize(
    ("column", "one_krone_off", "rule"),
    [
        ("disponibelt", "kr 4 590 001", "available = granted + what is carried over"),
        ("ubrukt", "kr 3 090 001", "unspent = available - spent"),
        ("brukt_per_1_okt", "kr 900 001", "spent = by 1 October + rest of the year"),
        (
            "ubrukt_fra_aaret_foer",
            "kr 2 295 001",
            "unspent from last year = what the project had unspent last year",
        ),
    ],
)
def test_one_krone_off_breaks_the_identity(column, one_krone_off, rule):
    assert rule in broken_rules(LAST_YEAR, THIS_YEAR | {column: one_krone_off})


def test_the_difference_is_applied_for_minus_available():
    off = NEXT_YEAR | {"forskjell_soekt_disponibelt": "kr 260 043"}
    assert broken_rules(off) == ["difference = applied for - available"]


def test_what_is_not_carried_over_is_not_available():
    kept = {"ubrukt_fra_aaret_foer": "kr 2 295 000", "overfoeres": "Nei"}
    rules = broken_rules(LAST_YEAR, THIS_YEAR | kept)
    assert rules == ["available = granted + what is carried over"]
