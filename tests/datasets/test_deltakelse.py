"""Cleaning of participants and seats."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import deltakelse

from tests.datasets.conftest import clean


def group(**cells: str) -> pd.DataFrame:
    row = {
        "aar": "2025",
        "gruppe": "oppdiktet",
        "er_omtrentlig": "Nei",
        "grunnlag": "oppgitt",
    }
    return clean(deltakelse, row | cells, vocabulary={"utvalg": {"SSU": "ssu"}})


def test_a_number_word_is_a_count_and_a_missing_body_stays_blank():
    row = deltakelse.Rows.validate(group(antall="Ni")).iloc[0]
    assert row["antall"] == 9
    assert pd.isna(row["utvalg"])


def test_all_may_take_part_but_not_more_than_all():
    deltakelse.Rows.validate(group(antall="24", antall_mulige="24"))
    with pytest.raises(pa.errors.SchemaError, match="larger than the whole"):
        deltakelse.Rows.validate(group(antall="25", antall_mulige="24"))
