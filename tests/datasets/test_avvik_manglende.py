"""Cleaning of the list of figures that are missing from the published text."""

import pandas as pd
from aarsmelding import datasets
from aarsmelding.datasets import avvik_manglende
from aarsmelding.schemafaults import schema_faults

MISSING = {
    "hva": "Oppdiktet figur",
    "retning": "fra_foretak",
    "dekkes_av": None,
    "kilde": "made up",
    "sted": "linje 1–3",
}


def faults_of(**cells: str) -> list[str]:
    rows = avvik_manglende.clean(pd.DataFrame([MISSING | cells], index=[2], dtype="str"))
    dataset = datasets.get("avvik_manglende")
    return [fault.column for fault in schema_faults(dataset, rows, "made up", 2025)]


def test_a_figure_that_nothing_replaces_has_no_dataset():
    assert faults_of() == []


def test_an_unknown_direction_is_refused():
    assert faults_of(retning="mellom_kommuner") == ["retning"]
