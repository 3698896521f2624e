"""Cleaning of the application, point by point."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import samhandlingsrommet

from tests.datasets.conftest import clean


def cleaned(**cells: str) -> pd.DataFrame:
    lists = {"kommuner": {"Bardu": "5520"}}
    return clean(samhandlingsrommet, {"rekkefoelge": "1"} | cells, vocabulary=lists)


def test_a_party_that_is_a_municipality_gets_its_number():
    assert cleaned(type="part", tekst="Bardu kommune").loc[2, "kommune_nr"] == "5520"


def test_a_party_that_is_a_trust_has_no_municipality_number():
    assert pd.isna(cleaned(type="part", tekst="UNN HF").loc[2, "kommune_nr"])


def test_a_two_digit_year_is_in_this_century():
    row = cleaned(type="milepael", tekst="Søknadsprosess", dato="1.3.25").loc[2]
    assert row["dato"] == pd.Timestamp("2025-03-01")


@pytest.mark.parametrize(("end", "accepted"), [("7", True), ("6", False)])
def test_a_horizon_must_end_after_it_begins(end, accepted):
    frame = cleaned(type="tidshorisont", tekst="oppdiktet", maaned_fra="6", maaned_til=end)
    frame = frame.reset_index(drop=True)
    if accepted:
        samhandlingsrommet.Rows.to_schema().validate(frame, lazy=True)
    else:
        with pytest.raises(pa.errors.SchemaErrors, match="must end after it begins"):
            samhandlingsrommet.Rows.to_schema().validate(frame, lazy=True)
