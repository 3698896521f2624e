"""Helsefellesskapet: navn, partnere og nøkkelopplysninger.

Opplysningene presenterer helsefellesskapet i rapporten og sier hvor mange kommuner det skal ha.

Forbehold: Det samiske navnet på helseforetaket er gjengitt slik det er trykt.
"""

from __future__ import annotations

import pandas as pd

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Årsmeldingen, forside og innledning",
    form="prosa",
)
RAW_COLUMNS = (
    "navn",
    "region",
    "foretak",
    "foretak_kortnavn",
    "foretak_samisk",
    "etablert_dato",
    "antall_kommuner",
    "antall_helsefellesskap",
    "nettside",
)
KEY = ("navn",)


class Rows(Provenanced):
    """Én rad er ett helsefellesskap."""

    navn: str = column("Navn", "Helsefellesskapets fulle navn.")
    region: str = column("Område", "Området helsefellesskapet dekker.")
    foretak: str = column("Helseforetak", "Helseforetaket i partnerskapet.")
    foretak_kortnavn: str = column("Kortnavn", "Helseforetakets kortnavn.")
    foretak_samisk: str = column(
        "Samisk navn", "Helseforetakets samiske navn slik det er trykt.", nullable=True
    )
    etablert_dato: pd.Timestamp = column("Etablert", "Dagen helsefellesskapet ble etablert.")
    antall_kommuner: pd.Int64Dtype = column("Kommuner", "Kommuner i partnerskapet.", "kommuner", ge=1)
    antall_helsefellesskap: pd.Int64Dtype = column(
        "Helsefellesskap i landet", "Helsefellesskap opprettet i hele landet.", "helsefellesskap", ge=1
    )
    nettside: str = column("Nettside", "Helsefellesskapets nettsted.", nullable=True)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Names as printed, the date and the counts typed."""
    named = ("navn", "region", "foretak", "foretak_kortnavn", "foretak_samisk", "nettside")
    return pd.DataFrame(
        {name: parse.text(raw[name]) for name in named}
        | {
            "etablert_dato": parse.date_of(raw["etablert_dato"]),
            "antall_kommuner": parse.whole_number(raw["antall_kommuner"]),
            "antall_helsefellesskap": parse.whole_number(raw["antall_helsefellesskap"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
