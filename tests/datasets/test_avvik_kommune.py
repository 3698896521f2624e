"""Cleaning of the deviations per municipality."""

import pandas as pd
from aarsmelding.datasets import avvik_kommune

from tests.datasets.conftest import clean

MUNICIPALITIES = {"TROMSØ KOMMUNE": "5501", "KVÆFJORD KOMMUNE": "5510"}


def cleaned(**cells: str) -> pd.DataFrame:
    rows = clean(avvik_kommune, cells, vocabulary={"kommuner": MUNICIPALITIES})
    return rows.set_index("retning")


def test_both_directions_become_rows_of_their_own():
    rows = cleaned(
        kommune="TROMSØ KOMMUNE",
        meldt_fra_kommune="101",
        svar_fra_unn="32",
        prosent_svar_fra_unn="31,7",
        meldt_fra_unn="24",
        svar_fra_kommune="3",
    )
    assert rows["kommune_nr"].tolist() == ["5501", "5501"]
    assert rows.loc["til_foretak", "antall_besvart"] == 32
    assert rows.loc["til_foretak", "andel_besvart_oppgitt"] == 0.317
    assert rows.loc["fra_foretak", "antall_meldt"] == 24


def test_a_star_marks_an_answer_to_last_years_deviation():
    rows = cleaned(kommune="KVÆFJORD KOMMUNE", svar_fra_kommune="*1", prosent_svar_fra_kommune="0,0")
    assert pd.isna(rows.loc["fra_foretak", "antall_besvart"])
    assert rows.loc["fra_foretak", "antall_besvart_fra_aaret_foer"] == 1


def test_a_direction_with_nothing_printed_gives_no_row():
    rows = cleaned(kommune="KVÆFJORD KOMMUNE", meldt_fra_kommune="4", svar_fra_unn="4")
    assert rows.index.tolist() == ["til_foretak"]
