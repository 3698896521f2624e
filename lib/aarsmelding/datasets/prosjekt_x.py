"""Nasjonale utprøvinger under Prosjekt X.

Utprøvingene som var lansert da saken ble lagt fram, med partene slik de er trykt.

Forbehold: Listen viser status på det tidspunktet saken ble skrevet. Årsmeldingen har sin egen gruppe
Prosjekt X; de to holdes sammen i avstemmingen.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Saksframlegg om Prosjekt X",
    form="punktliste",
)
RAW_COLUMNS = ("rekkefoelge", "tittel", "parter", "er_egen")
KEY = ("rekkefoelge",)


class Rows(Provenanced):
    """Én rad er én utprøving."""

    rekkefoelge: pd.Int64Dtype = column("Rekkefølge", "Plassen i den trykte listen.", ge=1)
    tittel: str = column("Tittel", "Tittelen på utprøvingen.", unique=True)
    parter: str = column("Parter", "Partene slik de er trykt.")
    er_egen: bool = column("Egen", "Utprøvingen hører til dette helsefellesskapet.")
    prosjekt_id: str = column("Prosjekt", "Prosjektet i porteføljen, bare for egne.", nullable=True)

    @pa.dataframe_check(error="the list must be numbered from one without gaps")
    def listen_er_fortloepende(cls, df: pd.DataFrame) -> pd.Series:
        return df["rekkefoelge"].rank(method="first") == df["rekkefoelge"]


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per pilot; only the partnership's own is looked up among its projects."""
    own = parse.yes_no(raw["er_egen"]).fillna(False).astype(bool)
    return pd.DataFrame(
        {
            "rekkefoelge": parse.whole_number(raw["rekkefoelge"]),
            "tittel": parse.text(raw["tittel"]),
            "parter": parse.text(raw["parter"]),
            "er_egen": own,
            "prosjekt_id": parse.code(raw["tittel"].where(own), "prosjekter"),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
