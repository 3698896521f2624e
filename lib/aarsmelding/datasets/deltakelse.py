"""Deltakere, medlemmer og plasser i utvalgene.

Tallene er oppgitt i dokumentene eller talt opp i en trykt navneliste; `grunnlag` sier hvilket.

Forbehold: Partnerskapsmøtets styremedlemmer er oppgitt sammen med administrerende direktør, som ikke er
regnet med i tallet her. Påmeldte er talt på en gitt dag før møtet. Gruppene overlapper.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og Helse Nord RHF",
    publication="Årsmeldingen med vedlegg, møtepapirer og styresak",
    form="prosa og navnelister",
)
RAW_COLUMNS = ("utvalg", "aar", "dato", "gruppe", "antall", "antall_mulige", "er_omtrentlig", "grunnlag")
KEY = ("utvalg", "aar", "gruppe")


class Rows(Provenanced):
    """Én rad er én gruppe i ett utvalg i ett år."""

    utvalg: str = column("Utvalg", "Utvalget; blank når tallet gjelder alle utvalg.", nullable=True)
    aar: pd.Int64Dtype = column("År", "Året tallet gjelder, for et møte møteåret.")
    gjelder_dato: pd.Timestamp = column("Dato", "Dagen tallet gjelder, når den er oppgitt.", nullable=True)
    gruppe: str = column("Gruppe", "Hvem som er talt.", str_matches=r"^[a-z_]+$")
    antall: pd.Int64Dtype = column("Antall", "Personer, plasser eller kommuner i gruppen.", "deltakere", ge=0)
    antall_mulige: pd.Int64Dtype = column(
        "Av mulige", "Hele gruppen som tallet er en del av.", "deltakere", ge=0, nullable=True
    )
    er_omtrentlig: pd.BooleanDtype = column("Omtrentlig", "Om dokumentet oppgir tallet som omtrentlig.")
    grunnlag: str = column(
        "Grunnlag", "Om tallet er oppgitt eller talt opp i en liste.", isin=["oppgitt", "opptalt"]
    )

    @pa.dataframe_check(error="a part must not be larger than the whole")
    def antall_hoeyst_mulige(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["antall"] <= df["antall_mulige"])


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Counts from digits or number words."""
    return pd.DataFrame(
        {
            "utvalg": parse.code(raw["utvalg"], "utvalg"),
            "aar": parse.year(raw["aar"]),
            "gjelder_dato": parse.date_of(raw["dato"]),
            "gruppe": parse.text(raw["gruppe"]),
            "antall": parse.whole_number_word(raw["antall"]),
            "antall_mulige": parse.whole_number_word(raw["antall_mulige"]),
            "er_omtrentlig": parse.yes_no(raw["er_omtrentlig"]),
            "grunnlag": parse.text(raw["grunnlag"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
