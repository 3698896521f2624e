"""Cleaning of the municipalities."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import kommuner

from tests.datasets.conftest import clean


def municipalities(*rows: dict[str, str]) -> pd.DataFrame:
    common = {
        "fylke": "Oppdiktet",
        "region": "Oppdiktet",
        "region_grunnlag": "avledet",
        "region_kilde": "made up",
        "region_sted": "linje 1",
    }
    return clean(kommuner, *(common | row for row in rows)).reset_index(drop=True)


NORTH = {
    "kommune_nr": "0301",
    "fylke_nr": "03",
    "navn": "Nord",
    "navneformer": "NORD KOMMUNE;Nord",
    "flis_rad": "1",
    "flis_kolonne": "1",
}
SOUTH = {
    "kommune_nr": "0302",
    "fylke_nr": "03",
    "navn": "Sør",
    "navneformer": "SØR KOMMUNE;Sør",
    "flis_rad": "2",
    "flis_kolonne": "1",
}


def test_a_municipality_number_keeps_its_leading_zero():
    assert kommuner.Rows.validate(municipalities(NORTH, SOUTH))["kommune_nr"].tolist() == ["0301", "0302"]


def test_a_spelling_in_two_cases_is_one_spelling_of_one_municipality():
    kommuner.Rows.validate(municipalities(NORTH | {"navneformer": "NORD;Nord"}, SOUTH))


def test_a_spelling_shared_by_two_municipalities_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="one municipality only"):
        kommuner.Rows.validate(municipalities(NORTH, SOUTH | {"navneformer": "Sør;nord"}))


def test_a_number_from_another_county_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="number of its county"):
        kommuner.Rows.validate(municipalities(NORTH | {"fylke_nr": "18"}, SOUTH))


def test_the_same_column_in_two_rows_is_two_tiles_of_the_map():
    clean = kommuner.Rows.validate(municipalities(NORTH, SOUTH))
    assert clean[["flis_rad", "flis_kolonne"]].values.tolist() == [[1, 1], [2, 1]]


def test_two_municipalities_in_one_tile_of_the_map_are_refused():
    with pytest.raises(pa.errors.SchemaError, match="one municipality only"):
        kommuner.Rows.validate(municipalities(NORTH, SOUTH | {"flis_rad": "1"}))
