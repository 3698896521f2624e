"""Cleaning of the amounts applied for, year by year."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import soeknadsbeloep

from tests.datasets.conftest import clean

PROJECTS = {"Felles innsats": "digital_stoette"}


def cleaned(**cells: str) -> pd.DataFrame:
    row = {
        "soeknad_id": "regionalt_2026_digital_stoette",
        "tittel": "Felles innsats",
        "samlet_beloep": "kr 44 737 500",
        "foerste_aar": "2026",
        "beloep_aar_2": "kr 14 912 500",
        "beloep_aar_3": "kr 14 912 500",
        "beloep_aar_4": "kr 14 912 500",
    }
    return clean(soeknadsbeloep, row | cells, vocabulary={"prosjekter": PROJECTS})


def test_a_blank_year_gives_no_row():
    assert cleaned()["aar"].tolist() == [2027, 2028, 2029]


def test_the_years_follow_from_the_first_one_printed():
    assert cleaned(foerste_aar="2031")["aar"].tolist() == [2032, 2033, 2034]


def test_years_that_miss_the_total_by_one_krone_are_refused():
    soeknadsbeloep.Rows.to_schema().validate(cleaned().reset_index(drop=True), lazy=True)
    with pytest.raises(pa.errors.SchemaErrors, match="must add up to its total"):
        frame = cleaned(samlet_beloep="kr 44 737 501").reset_index(drop=True)
        soeknadsbeloep.Rows.to_schema().validate(frame, lazy=True)
