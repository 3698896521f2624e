"""Oppmøte i strategisk samarbeidsutvalg, etter rolle.

Datasettet er talt opp fra listen over tilstedeværende og forfall i det publiserte referatet.

Forbehold: Referatet er skannet, og navn og roller står i hver sin liste; rollene er knyttet til status
etter rekkefølgen. Bare roller og organisasjoner er tatt med.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Referat fra strategisk samarbeidsutvalg, liste over oppmøte",
    form="liste",
)
TEXT_COLUMNS = ("status", "part", "rolle", "organisasjon", "sak_nr")
RAW_COLUMNS = (
    "utvalg",
    "dato",
    "status",
    "part",
    "rolle",
    "organisasjon",
    "antall",
    "antall_vara",
    "sak_nr",
)
KEY = ("utvalg", "moete_dato", "status", "part", "rolle", "organisasjon")
STATUSES = ("tilstede_stemmerett", "tilstede_talerett", "forfall", "deltaker_paa_sak", "sekretariat")
PARTIES = (
    "kommune",
    "foretak",
    "fastlege",
    "bruker",
    "statsforvalter",
    "ombud",
    "ansatt",
    "utdanning",
    "ks",
    "annet",
)


class Rows(Provenanced):
    """Én rad er én rolle i én organisasjon, med én status på ett møte."""

    utvalg: str = column("Utvalg", "Utvalget som møttes.")
    moete_dato: pd.Timestamp = column("Møtedato", "Dagen møtet ble holdt.")
    status: str = column(
        "Status", "Til stede, forfall, deltaker på en sak eller sekretariat.", isin=list(STATUSES)
    )
    part: str = column("Part", "Hvilken part rollen hører til.", isin=list(PARTIES))
    rolle: str = column("Rolle", "Stillingen eller vervet.", nullable=True)
    organisasjon: str = column("Organisasjon", "Kommunen, klinikken eller organisasjonen.", nullable=True)
    antall: pd.Int64Dtype = column("Antall", "Personer i rollen.", "personer", ge=1)
    antall_vara: pd.Int64Dtype = column(
        "Herav vara", "Av disse, de som er oppført som vara.", "personer", ge=0
    )
    sak_nr: str = column("Sak", "Saken en deltaker på sak var med på.", nullable=True)

    @pa.dataframe_check(error="substitutes are among those counted")
    def vara_hoeyst_antall(cls, df: pd.DataFrame) -> pd.Series:
        return (df["antall_vara"] <= df["antall"]).astype(bool)

    @pa.dataframe_check(error="those who took part in a case, and only they, have a case number")
    def sak_bare_for_deltaker_paa_sak(cls, df: pd.DataFrame) -> pd.Series:
        return df["sak_nr"].notna() == df["status"].eq("deltaker_paa_sak")


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Roles as listed, counts typed."""
    return pd.DataFrame(
        {
            "utvalg": parse.code(raw["utvalg"], "utvalg"),
            "moete_dato": parse.date_of(raw["dato"]),
            "antall": parse.whole_number(raw["antall"]),
            "antall_vara": parse.whole_number(raw["antall_vara"]),
        }
        | {name: parse.text(raw[name]) for name in TEXT_COLUMNS}
        | {"kilde": raw["kilde"], "sted": raw["sted"]}
    )
