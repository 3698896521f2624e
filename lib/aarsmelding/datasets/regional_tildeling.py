"""Rekrutterings- og samhandlingstilskudd fordelt på helseregionene.

Tabellen viser tildelingen til hver helseregion, i alt og per innbygger. For Helse Nord er også de to
delene trykt: bevilgningen i saldert budsjett og økningen i revidert nasjonalbudsjett.

Forbehold: De to delene står uten navn over Helse Nords sum og skal ikke legges til den. Hvilken del
som er hvilken, går fram av teksten. Beløp er avrundet til 0,1 million, og per innbygger til hele kroner.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helse Nord RHF",
    publication="Styresak om søknadsbasert ordning for rekrutterings- og samhandlingstilskudd",
)
RAW_COLUMNS = ("helseregion", "budsjettdel", "tildelt_mill_kroner", "kroner_per_innbygger")
KEY = ("helseregion", "budsjettdel")
REGIONS = {
    "Helse Sør-Øst RHF": "helse_soer_oest",
    "Helse Vest RHF": "helse_vest",
    "Helse Midt-Norge RHF": "helse_midt_norge",
    "Helse Nord RHF": "helse_nord",
}
PARTS = {
    "sum": "sum",
    "saldert budsjett": "saldert_budsjett",
    "revidert nasjonalbudsjett": "revidert_nasjonalbudsjett",
}
MILLION = 1_000_000


def parts_make_sum(df: pd.DataFrame, amount: str) -> pd.Series:
    """Whether each sum equals its parts; a region without printed parts has nothing to break."""
    is_sum = df["budsjettdel"] == "sum"
    parts = df[~is_sum].groupby("helseregion")[amount].sum()
    return holds(
        (df[amount] == df["helseregion"].map(parts)).where(is_sum & df["helseregion"].isin(parts.index))
    )


class Rows(Provenanced):
    """Én rad er én helseregions tildeling, eller en del av den."""

    helseregion: str = column("Helseregion", "Det regionale helseforetaket.", isin=list(REGIONS.values()))
    budsjettdel: str = column(
        "Budsjettdel", "Hele tildelingen eller en del av den.", isin=list(PARTS.values())
    )
    tildelt_kr: pd.Int64Dtype = column("Tildelt", "Tildelingen til helseregionen.", "kr", ge=0)
    per_innbygger_kr: pd.Int64Dtype = column("Per innbygger", "Tildelingen per innbygger.", "kr", ge=0)

    @pa.dataframe_check(error="the parts must make up the sum")
    def deler_gir_sum(cls, df: pd.DataFrame) -> pd.Series:
        return parts_make_sum(df, "tildelt_kr")

    @pa.dataframe_check(error="the parts per inhabitant must make up the sum")
    def deler_per_innbygger_gir_sum(cls, df: pd.DataFrame) -> pd.Series:
        return parts_make_sum(df, "per_innbygger_kr")


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per printed row; a row without a name belongs to the next region that has one."""
    millions = parse.decimal_number(raw["tildelt_mill_kroner"])
    return pd.DataFrame(
        {
            "helseregion": parse.choice(raw["helseregion"].bfill(), REGIONS),
            "budsjettdel": parse.choice(raw["budsjettdel"].fillna("sum"), PARTS),
            "tildelt_kr": (millions * MILLION).round().astype("Int64"),
            "per_innbygger_kr": parse.kroner(raw["kroner_per_innbygger"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
