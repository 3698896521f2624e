"""Deltakere i prosjektene, én for én.

Kommuner, foretak, enheter og utvalg som er oppgitt som deltakere, i porteføljen og i søknadene. Grupper
som «24 kommunene» og «Nord-Troms (6 kommuner)» er løst opp i kommunene de består av.

Forbehold: En enhet er ført under sitt eget navn og gir ikke foretaket eller kommunen en egen rad, med
mindre kommunen også er nevnt. Samme prosjekt kan ha ulike deltakere i ulike sammenhenger; tell derfor
innenfor én sammenheng. Kommunene i Midt-Troms i listen over prosjekt X er løst opp etter søknaden.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Årsmeldingen, tabell over tiltak, og søknader om tilskudd og til Tørn samhandling",
    form="tabell og tekst",
)
RAW_COLUMNS = (
    "prosjekt_id",
    "sammenheng",
    "deltakertype",
    "deltaker",
    "grunnlag",
    "antall_oppgitt",
    "trykt",
)
KEY = ("prosjekt_id", "sammenheng", "deltakertype", "deltaker")
CONTEXTS = ["portefoelje", "toern", "soeknad_2025", "prosjekt_x"]
KINDS = ["kommune", "foretak", "enhet", "utvalg", "annet"]
BASES = ["navngitt", "alle_kommuner", "gruppe"]


class Rows(Provenanced):
    """Én rad er én deltaker i ett prosjekt i én sammenheng."""

    prosjekt_id: str = column("Prosjekt", "Prosjektet deltakeren er med i.")
    sammenheng: str = column(
        "Sammenheng",
        "portefoelje: årsmeldingen; toern: søknad til Tørn; soeknad_2025: søknad om tilskudd; "
        "prosjekt_x: nasjonal liste.",
        isin=CONTEXTS,
    )
    deltakertype: str = column("Deltakertype", "Hva slags deltaker det er.", isin=KINDS)
    deltaker: str = column("Deltaker", "Navnet på deltakeren.")
    kommune_nr: str = column("Kommunenummer", "Bare for kommuner.", str_matches=r"^\d{4}$", nullable=True)
    utvalg: str = column("Utvalg", "Utvalgets kode, bare for utvalg.", nullable=True)
    grunnlag: str = column(
        "Grunnlag",
        "navngitt: nevnt ved navn; alle_kommuner og gruppe: del av en gruppe som er løst opp.",
        isin=BASES,
    )
    antall_oppgitt: pd.Int64Dtype = column(
        "Oppgitt antall", "Antall kommuner gruppen oppgis å ha.", "kommuner", ge=1, nullable=True
    )
    trykt: str = column("Trykt", "Den trykte formuleringen deltakeren er hentet fra.")

    @pa.dataframe_check(error="a group must have as many members as its phrase states")
    def gruppen_har_oppgitt_antall(cls, df: pd.DataFrame) -> pd.Series:
        members = df.groupby(["prosjekt_id", "sammenheng", "grunnlag"])["deltaker"].transform("count")
        return holds(df["antall_oppgitt"] == members)

    @pa.dataframe_check(error="municipalities, and only they, have a municipality number")
    def kommuner_har_nummer(cls, df: pd.DataFrame) -> pd.Series:
        return df["deltakertype"].eq("kommune") == df["kommune_nr"].notna()

    @pa.dataframe_check(error="committees, and only they, have a committee code")
    def utvalg_har_kode(cls, df: pd.DataFrame) -> pd.Series:
        return df["deltakertype"].eq("utvalg") == df["utvalg"].notna()


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per participant: a list of municipalities in one cell becomes as many rows."""
    participants = raw.assign(deltaker=raw["deltaker"].str.split(";")).explode("deltaker")
    names = parse.text(participants["deltaker"])
    kind = parse.choice(participants["deltakertype"], {kind: kind for kind in KINDS})
    return pd.DataFrame(
        {
            "prosjekt_id": parse.code(participants["prosjekt_id"], "prosjekter"),
            "sammenheng": participants["sammenheng"],
            "deltakertype": kind,
            "deltaker": names,
            "kommune_nr": parse.code(names.where(kind.eq("kommune")), "kommuner"),
            "utvalg": parse.code(names.where(kind.eq("utvalg")), "utvalg"),
            "grunnlag": participants["grunnlag"],
            "antall_oppgitt": parse.whole_number(participants["antall_oppgitt"]),
            "trykt": parse.text(participants["trykt"]),
            "kilde": participants["kilde"],
            "sted": participants["sted"],
        }
    )
