"""Cleaning of the attendance."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import oppmoete

from tests.datasets.conftest import clean


def attendance(**cells: str) -> pd.DataFrame:
    row = {
        "utvalg": "SSU",
        "dato": "10.12.2025",
        "status": "forfall",
        "part": "fastlege",
        "rolle": "Fastlegerepresentant",
        "antall": "2",
        "antall_vara": "1",
    }
    return clean(oppmoete, row | cells, vocabulary={"utvalg": {"SSU": "ssu"}})


def test_a_role_may_be_held_by_two_of_whom_one_is_a_substitute():
    row = oppmoete.Rows.validate(attendance()).iloc[0]
    assert (row["antall"], row["antall_vara"]) == (2, 1)


def test_more_substitutes_than_persons_are_refused():
    oppmoete.Rows.validate(attendance(antall_vara="2"))
    with pytest.raises(pa.errors.SchemaError, match="among those counted"):
        oppmoete.Rows.validate(attendance(antall_vara="3"))


def test_only_a_guest_on_a_case_has_a_case_number():
    oppmoete.Rows.validate(attendance(status="deltaker_paa_sak", sak_nr="73/25"))
    with pytest.raises(pa.errors.SchemaError, match="have a case number"):
        oppmoete.Rows.validate(attendance(sak_nr="73/25"))
