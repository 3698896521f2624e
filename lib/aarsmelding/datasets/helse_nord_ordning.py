"""Tellbare opplysninger om Helse Nords søknadsbaserte tilskuddsordning.

Sammensetningen av tildelingsutvalget, hvor lenge et tiltak kan finansieres, antall kriterier og runder.

Forbehold: Noen tall er trykt, som ord eller siffer. Andre er talt opp fra en liste i dokumentet; det
går fram av kolonnen for opptalt. Samme opplysning kan stå flere steder og er da ført hver gang.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Helse Nord RHF og helsefellesskapets sekretariat",
    publication="Styresak om søknadsbasert ordning, årsmelding og møtepapirer",
    form="løpende tekst",
)
RAW_COLUMNS = ("faktum", "hva", "trykt", "opptalt", "enhet")
KEY = ("faktum", "kilde", "sted")


class Rows(Provenanced):
    """Én rad er én opplysning på ett sted."""

    faktum: str = column("Opplysning", "Kort navn, likt hvert sted opplysningen står.")
    hva: str = column("Hva", "Hva som telles.")
    trykt: str = column("Trykt", "Tallet slik det er trykt, blankt når det er talt opp.", nullable=True)
    antall: pd.Int64Dtype = column("Antall", "Tallet.", "se enhet", ge=0)
    enhet: str = column("Enhet", "Det som telles.")
    er_opptalt: bool = column("Opptalt", "Om tallet er talt opp fra en liste.")

    @pa.dataframe_check(error="the same fact must have the same value wherever it stands")
    def samme_opplysning_samme_verdi(cls, df: pd.DataFrame) -> pd.Series:
        return df["antall"] == df.groupby("faktum")["antall"].transform("first")


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per place; a printed number counts before one counted from a list."""
    printed = parse.whole_number_word(raw["trykt"])
    counted = parse.whole_number(raw["opptalt"])
    return pd.DataFrame(
        {
            "faktum": parse.text(raw["faktum"]),
            "hva": parse.text(raw["hva"]),
            "trykt": parse.text(raw["trykt"]),
            "antall": printed.fillna(counted),
            "enhet": parse.text(raw["enhet"]),
            "er_opptalt": raw["trykt"].isna(),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
