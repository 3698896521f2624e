"""Cleaning of the list of source documents."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import dokumenter

from tests.datasets.conftest import clean


def document(**cells: str) -> pd.DataFrame:
    row = {
        "dokument": "oppdiktet_1",
        "tittel": "Oppdiktet referat",
        "utgiver": "Oppdiktet utgiver",
        "dato": "28.02.25",
        "dokumenttype": "referat",
        "kilde": "oppdiktet_1",
    }
    return clean(dokumenter, row | cells)


def test_a_two_digit_year_is_in_this_century():
    assert document()["dokument_dato"].tolist() == [pd.Timestamp("2025-02-28")]


def test_a_document_that_is_not_its_own_source_is_refused():
    dokumenter.Rows.validate(document())
    with pytest.raises(pa.errors.SchemaError, match="its own source"):
        dokumenter.Rows.validate(document(kilde="et_annet"))
