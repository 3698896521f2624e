"""Cleaning of the themes."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import fsu_tema

from tests.datasets.conftest import clean


def themes(*places: str) -> pd.DataFrame:
    rows = [
        {
            "utvalg": "FSU",
            "liste": "fokusomraade",
            "rekkefoelge": place,
            "tema": "Oppdiktet",
        }
        for place in places
    ]
    return clean(fsu_tema, *rows, vocabulary={"utvalg": {"FSU": "fsu"}})


def test_the_order_of_the_rows_does_not_matter():
    assert fsu_tema.Rows.validate(themes("2", "1"))["rekkefoelge"].tolist() == [2, 1]


def test_a_list_with_a_place_missing_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="1, 2, 3"):
        fsu_tema.Rows.validate(themes("1", "3"))
