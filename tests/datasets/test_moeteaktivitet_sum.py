"""Cleaning of the stated sums."""

import pandas as pd
import pandera.pandas as pa
import pytest
from aarsmelding.datasets import moeteaktivitet_sum

from tests.datasets.conftest import clean

END = "utvalg_ved_aarets_slutt"


def sums(*stated: tuple[str, str]) -> pd.DataFrame:
    common = {"aar": "2025", "type": "FSU"}
    rows = [common | {"maal": measure, "antall": count} for measure, count in stated]
    return clean(moeteaktivitet_sum, *rows).reset_index(drop=True)


def test_a_word_and_a_figure_may_state_the_same_sum():
    row = sums(("utvalg_i_virksomhet", "Syv"), ("utvalg_i_virksomhet", "7")).iloc[0]
    assert (row["antall"], row["antall_steder"], row["er_samstemt"]) == (7, 2, True)


def test_places_that_disagree_are_refused():
    with pytest.raises(pa.errors.SchemaError, match="state the same one"):
        moeteaktivitet_sum.Rows.validate(sums(("saker", "184"), ("saker", "196")))


def test_permanent_and_temporary_bodies_must_be_all_bodies():
    parts = [(END, "fem"), (f"faste_{END}", "fire")]
    moeteaktivitet_sum.Rows.validate(sums(*parts, (f"midlertidige_{END}", "ett")))
    with pytest.raises(pa.errors.SchemaError, match="make up all bodies"):
        moeteaktivitet_sum.Rows.validate(sums(*parts, (f"midlertidige_{END}", "to")))
