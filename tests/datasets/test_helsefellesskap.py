"""Cleaning of the partnership's particulars."""

import pandas as pd
from aarsmelding.datasets import helsefellesskap


def test_the_date_of_establishment_may_be_written_with_a_month_name():
    cells = dict.fromkeys(helsefellesskap.RAW_COLUMNS, "oppdiktet") | {
        "etablert_dato": "22. april 2021",
        "antall_kommuner": "24",
        "antall_helsefellesskap": "19",
        "kilde": "made up",
        "sted": "linje 1",
    }
    row = helsefellesskap.clean(pd.DataFrame([cells], index=[2], dtype="str")).loc[2]
    assert row["etablert_dato"] == pd.Timestamp("2021-04-22")
    assert row["antall_kommuner"] == 24
