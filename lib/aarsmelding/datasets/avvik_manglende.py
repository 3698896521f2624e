"""Figurer om samhandlingsavvik som kilden viser til, men som ikke er med i den publiserte teksten.

Forbehold: Figurene kan ikke gjenskapes fra teksten. Der et annet datasett gir de samme tallene, står
navnet på det.
"""

from __future__ import annotations

import pandas as pd

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Samhandlingsavdelingen i helseforetaket",
    publication="Årsrapport om samhandlingsavvik, vedlegg til årsmeldingen",
    form="figur",
)
RAW_COLUMNS = ("hva", "retning", "dekkes_av")
KEY = ("hva",)
DERIVED_FROM = ("avvik_register",)


class Rows(Provenanced):
    """Én rad er én figur som mangler."""

    hva: str = column("Hva", "Hva figuren skulle vise.")
    retning: str = column(
        "Retning",
        "til_foretak: meldt av kommuner og fastleger; fra_foretak: meldt av helseforetaket.",
        isin=["til_foretak", "fra_foretak"],
    )
    dekkes_av: str = column(
        "Dekkes av", "Datasettet som gir de samme tallene; tomt når ingen gjør det.", nullable=True
    )


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per missing figure."""
    return pd.DataFrame(
        {
            "hva": parse.text(raw["hva"]),
            "retning": parse.text(raw["retning"]),
            "dekkes_av": parse.text(raw["dekkes_av"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )


def derived(year: int, avvik_register: pd.DataFrame) -> pd.DataFrame:
    """No row: a register refers to no figure, so none is missing."""
    return pd.DataFrame()
