"""Cleaning of where the deviations come from; the areas here are made up."""

import pandas as pd
from aarsmelding import datasets
from aarsmelding.datasets import avvik_opphav
from aarsmelding.schemafaults import schema_faults

from tests.datasets.conftest import clean


def cleaned(*is_primary: str) -> pd.DataFrame:
    rows = [
        {
            "opphav": f"Område {n}",
            "er_primaeromraade": answer,
            "antall": "2",
        }
        for n, answer in enumerate(is_primary)
    ]
    return clean(avvik_opphav, *rows)


def test_the_primary_area_is_marked():
    assert cleaned("Ja", "Nei")["er_primaeromraade"].tolist() == [True, False]


def test_there_is_exactly_one_primary_area():
    dataset = datasets.get("avvik_opphav")
    assert not schema_faults(dataset, cleaned("Ja", "Nei"), "made up", 2025)
    for areas in (("Nei", "Nei"), ("Ja", "Ja")):
        rules = {f.rule for f in schema_faults(dataset, cleaned(*areas), "made up", 2025)}
        assert rules == {"exactly one origin must be the primary area"}
