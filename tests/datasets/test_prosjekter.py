"""Cleaning of the list of projects."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import prosjekter

from tests.datasets.conftest import clean

PROJECT = {
    "prosjekt_id": "vannhjulet",
    "nr": "1",
    "tittel": "Et oppdiktet prosjekt",
    "kortnavn": "Vannhjulet",
    "navneformer": "Et oppdiktet prosjekt;Vannhjullet",
    "gruppe_trykt": "Lokal tildeling",
    "tildeling": "lokal",
}
OTHER = PROJECT | {"prosjekt_id": "dammen", "nr": "2", "kortnavn": "Dammen", "navneformer": "Demningen"}


def cleaned(*projects: dict) -> pd.DataFrame:
    return clean(prosjekter, *projects)


def broken_checks(frame: pd.DataFrame) -> set[str]:
    with pytest.raises(pa.errors.SchemaErrors) as refusal:
        prosjekter.Rows.to_schema().validate(frame.reset_index(drop=True), lazy=True)
    return {error.check.name for error in refusal.value.schema_errors}


def test_a_heading_that_names_the_grant_is_the_basis_of_it():
    assert cleaned(PROJECT)["tildeling_grunnlag"].tolist() == ["trykt"]


def test_under_prosjekt_x_the_grant_is_derived():
    row = cleaned(PROJECT | {"gruppe_trykt": "Prosjekt X"}).loc[2]
    assert (row["tildeling"], row["tildeling_grunnlag"], row["er_prosjekt_x"]) == ("lokal", "avledet", True)


def test_an_application_without_a_number_is_outside_the_portfolio():
    row = cleaned(PROJECT | {"nr": None, "gruppe_trykt": None, "tildeling": None}).loc[2]
    assert not row["er_i_portefoelje"]
    assert not row["er_ferdigstilt"]
    assert pd.isna(row["tildeling_grunnlag"])


def test_a_gap_in_the_portfolio_numbers_is_refused():
    assert broken_checks(cleaned(PROJECT, OTHER | {"nr": "3"})) == {"numre_er_fortloepende"}


def test_a_spelling_shared_by_two_projects_is_refused():
    shared = OTHER | {"navneformer": "Demningen;VANNHJULLET"}
    assert broken_checks(cleaned(PROJECT, shared)) == {"navneform_hoerer_til_ett_prosjekt"}


def test_a_local_heading_over_a_regional_grant_is_refused():
    assert broken_checks(cleaned(PROJECT | {"tildeling": "regional"})) == {"tildeling_foelger_gruppen"}
