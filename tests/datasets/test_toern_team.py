"""Cleaning of the roles in the teams."""

import pandas as pd
import pytest
from aarsmelding.datasets import toern_team
from aarsmelding.errors import DataRefused

from tests.datasets.conftest import clean


def role(**cells: str) -> pd.Series:
    row = {"prosjekt": "Bedre i lag", "rad_nr": "1"} | cells
    return clean(toern_team, row, vocabulary={"prosjekter": {"Bedre i lag": "bedre_i_lag"}}).loc[2]


def test_a_profession_stays_where_it_is():
    row = role(rolle="Leder styringsgruppe", yrkesgruppe="Seksjonsleder")
    assert (row["rolle"], row["yrkesgruppe"]) == ("Leder styringsgruppe", "Seksjonsleder")
    assert pd.isna(row["status"])


def test_a_remark_in_the_profession_column_is_a_status():
    row = role(rolle="Prosjektleder", yrkesgruppe="Skal utlyses")
    assert row["status"] == "skal_utlyses"
    assert pd.isna(row["yrkesgruppe"])


def test_a_remark_in_parentheses_leaves_the_role():
    row = role(rolle="Representant for NAV (Rekruttering pågår)", yrkesgruppe="Rådgiver")
    assert (row["rolle"], row["status"]) == ("Representant for NAV", "rekruttering_paagaar")
    assert row["yrkesgruppe"] == "Rådgiver"


def test_an_upper_limit_leaves_the_role_and_becomes_a_number():
    printed = "Koordinatorer i DPS-områdene, inntil 4 personer. (Rekruttering til arbeidsgruppa pågår)"
    row = role(rolle=printed)
    assert (row["rolle"], row["antall_hoeyst"]) == ("Koordinatorer i DPS-områdene", 4)


def test_a_role_printed_without_a_name_stays_without():
    row = role(virksomhet="Statsforvalter", yrkesgruppe="Rådgiver")
    assert pd.isna(row["rolle"])
    assert pd.isna(row["antall_hoeyst"])


def test_an_unknown_remark_is_refused():
    with pytest.raises(DataRefused, match="Skal utlyses"):
        role(rolle="Prosjektleder (oppdiktet merknad)")
