"""Cleaning of the response rates."""

import pandas as pd
from aarsmelding import datasets
from aarsmelding.datasets import svarprosent
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean

PRINTED = {
    "part": "foretak",
    "part_trykt": "UNN",
    "forrige_aar": "2024",
    "svarprosent_forrige_aar": "92,6 %",
    "aar": "2025",
    "svarprosent": "33,6%",
    "differanse": "59%",
}


def cleaned(**cells: str) -> pd.DataFrame:
    return clean(svarprosent, PRINTED | cells)


def test_one_printed_row_becomes_one_row_per_year():
    rows = cleaned()
    assert rows["aar"].tolist() == [2024, 2025]
    assert rows["andel_svar"].tolist() == [0.926, 0.336]
    assert rows.index.tolist() == [2, 2]


def test_the_difference_is_in_percentage_points_and_stands_on_the_later_year():
    rows = cleaned().set_index("aar")
    assert rows.loc[2025, "differanse_prosentpoeng"] == 59
    assert rows.loc[2025, "differanse_trykt"] == "59%"
    assert pd.isna(rows.loc[2024, "differanse_prosentpoeng"])


def test_a_difference_off_by_a_tenth_is_refused():
    dataset = datasets.get("svarprosent")
    assert not schema_faults(dataset, cleaned(), "made up", 2025)
    faults = schema_faults(dataset, cleaned(differanse="59,1%"), "made up", 2025)
    assert [fault.rule for fault in faults] == ["the printed difference must be that between the two years"]
