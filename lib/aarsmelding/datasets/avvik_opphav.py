"""Hvor samhandlingsavvikene til helseforetaket er meldt fra.

Forbehold: Tallene omfatter avvik fra både kommuner og fastleger. Områdene er foretakenes
opptaksområder; hvilke kommuner utenfor primærområdet som har meldt, er ikke oppgitt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import counting, parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Samhandlingsavdelingen i helseforetaket",
    publication="Årsrapport om samhandlingsavvik, vedlegg til årsmeldingen",
    form="tekst",
)
RAW_COLUMNS = ("opphav", "er_primaeromraade", "antall")
KEY = ("opphav",)
DERIVED_FROM = ("avvik_register",)
AREAS = {"Primærområdet": True, "Utenfor primærområdet": False}


class Rows(Provenanced):
    """Én rad er ett opptaksområde."""

    opphav: str = column("Opphav", "Opptaksområdet avvikene er meldt fra.")
    er_primaeromraade: pd.BooleanDtype = column("Primærområde", "Om området er foretakets eget primærområde.")
    antall_avvik: pd.Int64Dtype = column("Avvik", "Avvik meldt til foretaket i året.", "avvik", ge=0)

    @pa.dataframe_check(error="exactly one origin must be the primary area")
    def ett_primaeromraade(cls, df: pd.DataFrame) -> pd.Series:
        return pd.Series(df["er_primaeromraade"].sum() == 1, index=df.index)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per origin."""
    return pd.DataFrame(
        {
            "opphav": parse.text(raw["opphav"]),
            "er_primaeromraade": parse.yes_no(raw["er_primaeromraade"]),
            "antall_avvik": parse.whole_number(raw["antall"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )


def derived(year: int, avvik_register: pd.DataFrame) -> pd.DataFrame:
    """The primary area, and everything outside it as one: the register does not name the other areas."""
    own = avvik_register[(avvik_register["aar"] == year) & (avvik_register["retning"] == "til_foretak")]
    parts = {area: own[own["kommune_nr"].notna() == is_inside] for area, is_inside in AREAS.items()}
    return pd.DataFrame(
        [
            {
                "opphav": area,
                "er_primaeromraade": AREAS[area],
                "antall_avvik": len(rows),
                **counting.place(avvik_register=avvik_register),
            }
            for area, rows in parts.items()
        ]
    )
