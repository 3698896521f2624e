"""Cleaning of the themes."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding import parse
from aarsmelding.datasets import fsu_tema


def themes(*places: str) -> pd.DataFrame:
    rows = [
        {
            "utvalg": "FSU",
            "liste": "fokusomraade",
            "rekkefoelge": place,
            "tema": "Oppdiktet",
            "kilde": "made up",
            "sted": "linje 1",
        }
        for place in places
    ]
    with parse.collecting(vocabulary={"utvalg": {"FSU": "fsu"}}):
        return fsu_tema.clean(pd.DataFrame(rows, dtype="str"))


def test_the_order_of_the_rows_does_not_matter():
    assert fsu_tema.Rows.validate(themes("2", "1"))["rekkefoelge"].tolist() == [2, 1]


def test_a_list_with_a_place_missing_is_refused():
    with pytest.raises(pa.errors.SchemaError, match="1, 2, 3"):
        fsu_tema.Rows.validate(themes("1", "3"))
