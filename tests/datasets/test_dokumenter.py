"""Cleaning of the list of source documents."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import dokumenter


def document(**cells: str) -> pd.DataFrame:
    row = dict.fromkeys(dokumenter.RAW_COLUMNS, None) | {
        "dokument": "oppdiktet_1",
        "tittel": "Oppdiktet referat",
        "utgiver": "Oppdiktet utgiver",
        "dato": "28.02.25",
        "dokumenttype": "referat",
        "kilde": "oppdiktet_1",
        "sted": "linje 1",
    }
    return dokumenter.clean(pd.DataFrame([row | cells], index=[2], dtype="str"))


def test_a_two_digit_year_is_in_this_century():
    assert document()["dokument_dato"].tolist() == [pd.Timestamp("2025-02-28")]


def test_a_document_that_is_not_its_own_source_is_refused():
    dokumenter.Rows.validate(document())
    with pytest.raises(pa.errors.SchemaError, match="its own source"):
        dokumenter.Rows.validate(document(kilde="et_annet"))
