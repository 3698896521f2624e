"""Cleaning of the participants in the projects."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import prosjektdeltakere

from tests.datasets.conftest import clean

NAMES = {
    "prosjekter": {"dho": "dho", "bedre_i_lag": "bedre_i_lag"},
    "kommuner": {"Storfjord": "5538", "Lyngen": "5536", "Tromsø": "5501"},
    "utvalg": {"FSU psykisk helse og rus": "fsu_psykisk_helse_og_rus"},
}


def cleaned(**cells: str) -> pd.DataFrame:
    row = {
        "prosjekt_id": "dho",
        "sammenheng": "portefoelje",
        "deltakertype": "kommune",
        "deltaker": "Tromsø",
        "grunnlag": "navngitt",
        "trykt": "Tromsø kommune",
    }
    return clean(prosjektdeltakere, row | cells, vocabulary=NAMES)


def test_a_group_becomes_one_row_per_municipality_from_the_same_line():
    rows = cleaned(deltaker="Storfjord;Lyngen", grunnlag="gruppe", antall_oppgitt="2")
    assert rows["kommune_nr"].tolist() == ["5538", "5536"]
    assert rows.index.tolist() == [2, 2]


def test_a_group_smaller_than_its_phrase_states_is_refused():
    rows = cleaned(deltaker="Storfjord;Lyngen", grunnlag="gruppe", antall_oppgitt="6")
    with pytest.raises(pa.errors.SchemaErrors, match="as many members as its phrase states"):
        prosjektdeltakere.Rows.to_schema().validate(rows.reset_index(drop=True), lazy=True)


def test_a_unit_with_a_municipality_in_its_name_is_not_a_municipality():
    rows = cleaned(deltakertype="enhet", deltaker="Hjemmetjenesten Tromsø kommune")
    assert rows["kommune_nr"].isna().all()


def test_a_committee_gets_its_code():
    rows = cleaned(prosjekt_id="bedre_i_lag", deltakertype="utvalg", deltaker="FSU psykisk helse og rus")
    assert rows["utvalg"].tolist() == ["fsu_psykisk_helse_og_rus"]
    assert rows["kommune_nr"].isna().all()
