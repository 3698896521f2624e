"""Utvalgene i helsefellesskapet, og andre organer som går igjen i dokumentene.

Kjennetegnet i `utvalg` er nøkkelen i alle datasett om møter, saker og deltakelse.

Forbehold: Opplysninger som ikke er oppgitt, står blanke. Organer av typen annet hører ikke til den
faste strukturen. Der bare måneden for oppstart er oppgitt, er datoen blank.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, spelt_once

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Årsmeldingen, avsnittene om utvalgene, og møtepapirer",
    form="prosa",
)
RAW_COLUMNS = (
    "utvalg",
    "navn",
    "kortnavn",
    "type",
    "navneformer",
    "er_aktiv_ved_aarets_start",
    "er_aktiv_ved_aarets_slutt",
    "status_etter_aaret",
    "innlemmet_i",
    "vedtak_dato",
    "oppstart",
    "nedlagt",
    "har_egen_aarsrapport",
    "vedlegg_nr",
)
KEY = ("utvalg",)
TYPES = ("PM", "PSU", "SSU", "FSU", "annet")
STATUSES = ("viderefoert", "innlemmet", "avviklet", "nytt", "midlertidig")
TEXT_COLUMNS = (
    "utvalg",
    "navn",
    "kortnavn",
    "type",
    "navneformer",
    "status_etter_aaret",
    "innlemmet_i",
    "oppstart",
)
FLAGS = ("er_aktiv_ved_aarets_start", "er_aktiv_ved_aarets_slutt", "har_egen_aarsrapport")


class Rows(Provenanced):
    """Én rad er ett utvalg eller annet organ."""

    utvalg: str = column("Utvalg", "Utvalgets kjennetegn.", str_matches=r"^[a-z_]+$")
    navn: str = column("Navn", "Utvalgets navn.", unique=True)
    kortnavn: str = column("Kortnavn", "Kort navn til tabeller og figurer.", unique=True)
    type: str = column("Type", "Nivået i strukturen; annet er organer utenfor den.", isin=list(TYPES))
    navneformer: str = column("Navneformer", "Skrivemåter i dokumentene, skilt med semikolon.")
    er_aktiv_ved_aarets_start: pd.BooleanDtype = column(
        "Aktivt ved årets start", "Om utvalget var i virksomhet da året begynte.", nullable=True
    )
    er_aktiv_ved_aarets_slutt: pd.BooleanDtype = column(
        "Regnet med ved årets slutt",
        "Om utvalget er regnet med i strukturen ved utgangen av året.",
        nullable=True,
    )
    status_etter_aaret: str = column(
        "Status etter året",
        "Hva som skjedde med utvalget i eller etter året.",
        isin=list(STATUSES),
        nullable=True,
    )
    innlemmet_i: str = column("Innlemmet i", "Utvalget som tok over.", nullable=True)
    vedtak_dato: pd.Timestamp = column(
        "Vedtatt", "Dagen utvalget ble vedtatt opprettet eller innlemmet i et annet.", nullable=True
    )
    oppstart: str = column("Oppstart som trykt", "Oppgitt oppstart, dag eller måned.", nullable=True)
    oppstart_dato: pd.Timestamp = column("Oppstart", "Oppstart når dagen er oppgitt.", nullable=True)
    nedlagt_dato: pd.Timestamp = column("Nedlagt", "Dagen utvalget er oppgitt nedlagt fra.", nullable=True)
    har_egen_aarsrapport: pd.BooleanDtype = column(
        "Egen årsrapport", "Om utvalget har en årsrapport blant vedleggene.", nullable=True
    )
    vedlegg_nr: pd.Int64Dtype = column(
        "Vedlegg", "Nummeret på vedlegget med årsrapporten.", ge=1, nullable=True
    )

    @pa.dataframe_check(error="the bodies that every partnership has are called pm, psu and ssu")
    def faste_organer_har_faste_navn(cls, df: pd.DataFrame) -> pd.Series:
        is_fixed = df["type"].isin(["PM", "PSU", "SSU"])
        return ~is_fixed | (df["utvalg"] == df["type"].str.lower())

    @pa.dataframe_check(error="a body that became part of another names it, and no other body does")
    def innlemmet_i_kjent_utvalg(cls, df: pd.DataFrame) -> pd.Series:
        is_merged = df["status_etter_aaret"].eq("innlemmet").fillna(False).astype(bool)
        return is_merged == df["innlemmet_i"].isin(df["utvalg"])

    @pa.dataframe_check(error="a report of its own is an annex with a number")
    def aarsrapport_har_vedlegg(cls, df: pd.DataFrame) -> pd.Series:
        return df["har_egen_aarsrapport"].fillna(False).astype(bool) == df["vedlegg_nr"].notna()

    @pa.dataframe_check(error="a spelling must belong to one body only")
    def navneformer_er_entydige(cls, df: pd.DataFrame) -> pd.Series:
        return spelt_once(df["navneformer"])


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Text, flags and dates; a start known by month only keeps its text and gets no date."""
    has_day = raw["oppstart"].str.contains(r"\d\.", na=False)
    closed = raw["nedlagt"].str.replace(r"(?<=\d) (?=\d{4}$)", ".", regex=True)
    return pd.DataFrame(
        {name: parse.text(raw[name]) for name in TEXT_COLUMNS}
        | {name: parse.yes_no(raw[name]) for name in FLAGS}
        | {
            "vedtak_dato": parse.date_of(raw["vedtak_dato"]),
            "oppstart_dato": parse.date_of(raw["oppstart"].where(has_day)),
            "nedlagt_dato": parse.date_of(closed),
            "vedlegg_nr": parse.whole_number(raw["vedlegg_nr"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
