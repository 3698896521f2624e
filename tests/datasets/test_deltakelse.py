"""Cleaning of participants and seats."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding import parse
from aarsmelding.datasets import deltakelse


def group(**cells: str) -> pd.DataFrame:
    row = dict.fromkeys(deltakelse.RAW_COLUMNS, None) | {
        "aar": "2025",
        "gruppe": "oppdiktet",
        "er_omtrentlig": "Nei",
        "grunnlag": "oppgitt",
        "kilde": "made up",
        "sted": "linje 1",
    }
    with parse.collecting(vocabulary={"utvalg": {"SSU": "ssu"}}):
        return deltakelse.clean(pd.DataFrame([row | cells], dtype="str"))


def test_a_number_word_is_a_count_and_a_missing_body_stays_blank():
    row = deltakelse.Rows.validate(group(antall="Ni")).iloc[0]
    assert row["antall"] == 9
    assert pd.isna(row["utvalg"])


def test_all_may_take_part_but_not_more_than_all():
    deltakelse.Rows.validate(group(antall="24", antall_mulige="24"))
    with pytest.raises(pa.errors.SchemaError, match="larger than the whole"):
        deltakelse.Rows.validate(group(antall="25", antall_mulige="24"))
