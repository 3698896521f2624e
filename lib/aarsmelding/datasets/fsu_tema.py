"""Temaer og saker de faglige samarbeidsutvalgene arbeidet med.

Listene er de årsmeldingen og utvalgenes årsrapporter selv setter opp, i samme rekkefølge.

Forbehold: Listene er eksempler, ikke alle saker; `moeteaktivitet` har antallet saker. Det samme temaet
kan stå både i årsmeldingen og i utvalgets årsrapport.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og de faglige samarbeidsutvalgene",
    publication="Årsmeldingen, avsnitt 5, og utvalgenes årsrapporter",
    form="lister og prosa",
)
RAW_COLUMNS = ("utvalg", "liste", "rekkefoelge", "tema")
KEY = ("utvalg", "liste", "rekkefoelge")
LISTS = ("fokusomraade", "behandlet_sak", "oevrig_sak", "hovedaktivitet")


class Rows(Provenanced):
    """Én rad er ett tema i én liste for ett utvalg."""

    utvalg: str = column("Utvalg", "Utvalget som har arbeidet med temaet.")
    liste: str = column(
        "Liste",
        "fokusomraade: i årsmeldingen; hovedaktivitet, behandlet_sak og oevrig_sak: oppgitte aktiviteter og saker.",
        isin=list(LISTS),
    )
    rekkefoelge: pd.Int64Dtype = column("Rekkefølge", "Plassen i listen.", ge=1)
    tema: str = column("Tema", "Temaet eller sakens tittel slik det er trykt.")

    @pa.dataframe_check(error="the places in a list are 1, 2, 3 and so on")
    def listen_er_sammenhengende(cls, df: pd.DataFrame) -> pd.Series:
        ordered = df.sort_values("rekkefoelge").groupby(["utvalg", "liste"]).cumcount() + 1
        return (df["rekkefoelge"] == ordered.reindex(df.index)).astype(bool)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Themes as printed, in their printed order."""
    return pd.DataFrame(
        {
            "utvalg": parse.code(raw["utvalg"], "utvalg"),
            "liste": parse.text(raw["liste"]),
            "rekkefoelge": parse.whole_number(raw["rekkefoelge"]),
            "tema": parse.text(raw["tema"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
