"""Årsverk i sekretariatet og i oppfølgingen av tilskudd, slik de er oppgitt.

Forbehold: Tallene er anslag. Samlet ressursbruk omfatter både sekretariatet og oppfølgingen av
rekrutterings- og samhandlingstilskuddet; tallet i oppsummeringen gjelder sekretariatet. Delene av
foretakets årsverk er ikke oppgitt. En stilling besatt deler av året kan være oppgitt som helt årsverk.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import KnownBreak, Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Årsmelding for helsefellesskapet",
    form="tekst",
)
RAW_COLUMNS = ("post", "trykt", "er_del_av", "er_anslag")
KEY = ("post",)
POSTS = (
    "samlet",
    "kommunal",
    "foretak",
    "felles_tilskuddskoordinator",
    "sekretariat_oppsummering",
)
EXCEPTIONS = (
    KnownBreak(
        check="delene_gir_summen",
        where={"post": "samlet"},
        reason="Samlet er oppgitt til sju årsverk, men delene (1, 4,5 og 1) er til sammen 6,5.",
        year=2025,
        document="001_f3e3f05cfd8f90b4",
    ),
)


class Rows(Provenanced):
    """Én rad er ett oppgitt antall årsverk."""

    post: str = column("Post", "Hva eller hvem årsverkene gjelder.", isin=list(POSTS))
    trykt: str = column("Som trykt", "Tallet slik det står i kilden, ord eller siffer.")
    aarsverk: pd.Float64Dtype = column("Årsverk", "Oppgitt antall årsverk.", "årsverk", ge=0)
    er_del_av: str = column(
        "Del av", "Posten denne er en del av; tomt for en helhet.", isin=list(POSTS), nullable=True
    )
    er_anslag: pd.BooleanDtype = column(
        "Anslag", "Om kilden kaller tallet, eller summen det er en del av, et anslag."
    )

    @pa.dataframe_check(error="the parts must add up to the whole")
    def delene_gir_summen(cls, df: pd.DataFrame) -> pd.Series:
        parts = df.groupby("er_del_av")["aarsverk"].sum()
        return holds(df["aarsverk"] == df["post"].map(parts))

    @pa.dataframe_check(error="a part must belong to a post that is there")
    def helheten_finnes(cls, df: pd.DataFrame) -> pd.Series:
        return df["er_del_av"].isna() | df["er_del_av"].isin(df["post"])


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per statement, number words read as numbers."""
    return pd.DataFrame(
        {
            "post": parse.text(raw["post"]),
            "trykt": parse.text(raw["trykt"]),
            "aarsverk": parse.number_word(raw["trykt"]),
            "er_del_av": parse.text(raw["er_del_av"]),
            "er_anslag": parse.yes_no(raw["er_anslag"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
