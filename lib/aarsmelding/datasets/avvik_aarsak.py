"""Registrerte årsaker til samhandlingsavvik, per retning.

Hver årsak har to former: slik den er trykt, og en lesbar form der tankestrek, mellomrom og
skrivefeil er rettet, slik at samme årsak heter det samme i begge retninger.

Forbehold: Avvik uten oppgitt årsak er ikke med. Årsaker som ligner hverandre i samme tabell, er ikke
slått sammen. At en årsak ikke er nevnt, betyr ikke at den er oppgitt til null.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import counting, parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Samhandlingsavdelingen i helseforetaket",
    publication="Årsrapport om samhandlingsavvik, vedlegg til årsmeldingen",
)
RAW_COLUMNS = ("retning", "aarsak_trykt", "aarsak", "antall")
KEY = ("retning", "aarsak")
DERIVED_FROM = ("avvik_register",)


class Rows(Provenanced):
    """Én rad er én årsak i én retning."""

    retning: str = column(
        "Retning",
        "til_foretak: meldt av kommuner og fastleger; fra_foretak: meldt av helseforetaket.",
        isin=["til_foretak", "fra_foretak"],
    )
    aarsak: str = column("Årsak", "Årsaken i lesbar form, lik i begge retninger.")
    aarsak_trykt: str = column("Årsak som trykt", "Årsaken slik den står i kilden.")
    antall_avvik: pd.Int64Dtype = column("Avvik", "Avvik i året med denne årsaken.", "avvik", ge=0)

    @pa.dataframe_check(error="a cause that is printed has a report")
    def trykt_aarsak_har_avvik(cls, df: pd.DataFrame) -> pd.Series:
        return (df["antall_avvik"] > 0) | counting.is_counted(df)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per printed cause."""
    return pd.DataFrame(
        {
            "retning": parse.text(raw["retning"]),
            "aarsak": parse.text(raw["aarsak"]),
            "aarsak_trykt": parse.text(raw["aarsak_trykt"]),
            "antall_avvik": parse.whole_number(raw["antall"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )


def derived(year: int, avvik_register: pd.DataFrame) -> pd.DataFrame:
    """One row per direction and cause that the register has in any direction, for the partnership's reports."""
    own = avvik_register[(avvik_register["aar"] == year) & avvik_register["kommune_nr"].notna()]
    causes = sorted(own["aarsak"].dropna().unique())
    every = pd.MultiIndex.from_product([["fra_foretak", "til_foretak"], causes], names=list(KEY))
    counted = own.groupby(list(KEY), observed=True).size().reindex(every, fill_value=0)
    rows = counted.rename("antall_avvik").reset_index()
    return rows.assign(aarsak_trykt=rows["aarsak"], **counting.place(avvik_register=avvik_register))
