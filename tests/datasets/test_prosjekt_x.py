"""Cleaning of the list of national pilots."""

import pandas as pd
from aarsmelding import parse
from aarsmelding.datasets import prosjekt_x


def test_only_the_partnerships_own_pilot_is_looked_up_among_its_projects():
    raw = pd.DataFrame(
        {
            "rekkefoelge": ["1", "2"],
            "tittel": ["Eldre Agder", "Hvor er samhandlingsrommet?"],
            "parter": ["made up", "made up"],
            "er_egen": ["Nei", "Ja"],
            "kilde": ["made up", "made up"],
            "sted": ["linje 1", "linje 2"],
        },
        index=[2, 3],
        dtype="str",
    )
    projects = {"Hvor er samhandlingsrommet?": "samhandlingsrommet"}
    with parse.collecting(vocabulary={"prosjekter": projects}) as context:
        pilots = prosjekt_x.clean(raw)
    assert not context.faults
    assert pilots["er_egen"].tolist() == [False, True]
    assert pd.isna(pilots.loc[2, "prosjekt_id"])
    assert pilots.loc[3, "prosjekt_id"] == "samhandlingsrommet"
