"""Kildedokumentene som tallene er hentet fra.

Hver rad i de andre datasettene viser til et dokument i denne listen.

Forbehold: Diagrammer og bilder i dokumentene er ikke med. Linjenumrene gjelder tekstutgaven av dokumentet.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Utgiveren av det enkelte dokumentet",
    publication="Publiserte møtepapirer, referater, søknader og klassifikasjoner",
    form="liste",
)
RAW_COLUMNS = ("dokument", "tittel", "utgiver", "dato", "dokumenttype", "antall_linjer")
KEY = ("dokument",)
TYPES = ("moetepapirer", "styresak", "referat", "soeknad", "klassifikasjon")


class Rows(Provenanced):
    """Én rad er ett dokument."""

    dokument: str = column("Dokument", "Dokumentets kjennetegn, brukt som kilde overalt.")
    tittel: str = column("Tittel", "Hva dokumentet er.")
    utgiver: str = column("Utgiver", "Hvem som står bak dokumentet.")
    dokument_dato: pd.Timestamp = column(
        "Dato", "Møtedato, datering, avtaledato eller første gyldige dag, etter hva dokumentet oppgir."
    )
    dokumenttype: str = column("Type", "Hva slags dokument det er.", isin=list(TYPES))
    antall_linjer: pd.Int64Dtype = column(
        "Linjer", "Linjer i tekstutgaven; blank for klassifikasjoner.", "linjer", ge=1, nullable=True
    )

    @pa.dataframe_check(error="a document is its own source")
    def viser_til_seg_selv(cls, df: pd.DataFrame) -> pd.Series:
        return df["dokument"] == df["kilde"]


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per document, dated."""
    return pd.DataFrame(
        {
            "dokument": parse.text(raw["dokument"]),
            "tittel": parse.text(raw["tittel"]),
            "utgiver": parse.text(raw["utgiver"]),
            "dokument_dato": parse.date_of(raw["dato"]),
            "dokumenttype": parse.text(raw["dokumenttype"]),
            "antall_linjer": parse.whole_number(raw["antall_linjer"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
