"""Trafikken på nettstedet: nøkkeltall, hendelser, kilder, byer, land og målgrupper.

Tall over tusen er trykt avrundet (14k, 6,8k). Hvert tall har derfor tre kolonner: tallet som trykt, og
nedre og øvre grense for det tallet kan være. Nedre grense er med i intervallet, øvre ikke. Et tall som
er trykt fullt ut, er skarpt: de tre er like.

Forbehold: Av hver liste er bare de øverste radene publisert, så listene summerer ikke til helheten.
Tabellen over byer er trykt to ganger og telles én gang. Navn er trykt avkortet. Et tall trykt uten
desimal (3k) er regnet som avrundet til hele tusen. By og land er slik måleverktøyet plasserer
brukerne.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Oversikt over trafikk på nettstedet, vedlegg til årsmeldingen",
)
RAW_COLUMNS = ("tabell", "utgave", "navn", "maal", "trykt", "status")
KEY = ("tabell", "maal", "navn")
TABLES = (
    "noekkeltall",
    "hendelser",
    "kilde_foerste_bruker",
    "kilde_oekt",
    "by",
    "maalgruppe",
    "land",
    "plattform",
    "maaned",
    "dag",
)
DURATION = "engasjementstid_sekunder"
UNITS = {
    "hendelser": "hendelser",
    "viktige_hendelser": "hendelser",
    "aktive_brukere": "brukere",
    "nye_brukere": "brukere",
    "oekter": "økter",
    DURATION: "sekunder",
}
STATUS = {"ingen data": "ingen_data"}
MINUTES_SECONDS = r"^(\d+) m (\d+) s$"


class Rows(Provenanced):
    """Én rad er ett tall i én av tabellene."""

    tabell: str = column("Tabell", "Hvilken tabell tallet står i.", isin=list(TABLES))
    navn: str = column("Navn", "Raden i tabellen, slik den er trykt.")
    maal: str = column("Mål", "Hva tallet måler.", isin=list(UNITS))
    enhet: str = column("Enhet", "Enheten tallet er i.")
    status: str = column(
        "Status",
        "oppgitt, eller ingen_data når kilden sier at data ikke finnes.",
        isin=["oppgitt", *STATUS.values()],
    )
    trykt: str = column("Som trykt", "Tallet slik det står i kilden.", nullable=True)
    antall: pd.Int64Dtype = column(
        "Antall",
        "Tallet som trykt, i enheten på raden.",
        "som oppgitt på raden",
        ge=0,
        nullable=True,
    )
    antall_nedre: pd.Int64Dtype = column(
        "Nedre grense", "Det minste tallet kan være.", "som oppgitt på raden", ge=0, nullable=True
    )
    antall_oevre: pd.Int64Dtype = column(
        "Øvre grense",
        "Øvre grense for tallet; ikke med når det er avrundet.",
        "som oppgitt på raden",
        ge=0,
        nullable=True,
    )

    @pa.dataframe_check(error="a number must be there exactly where the status says so")
    def status_stemmer(cls, df: pd.DataFrame) -> pd.Series:
        return df["antall"].notna() == df["status"].eq("oppgitt")

    @pa.dataframe_check(error="the two printed editions of a table must be equal")
    def utgavene_er_enige(cls, df: pd.DataFrame) -> pd.Series:
        return ~df.duplicated(list(KEY), keep=False)

    @pa.dataframe_check(error="the listed events must not exceed the key figure for events")
    def hendelsene_hoeyst_noekkeltallet(cls, df: pd.DataFrame) -> pd.Series:
        listed = df.loc[df["tabell"].eq("hendelser"), "antall_nedre"].sum()
        is_total = df["tabell"].eq("noekkeltall") & df["maal"].eq("hendelser")
        return holds(~is_total | (df["antall_oevre"] >= listed))


def _seconds(printed: pd.Series) -> pd.Series:
    """`1 m 28 s` -> 88; what has another form is left for the number rule to refuse."""
    minutes, seconds = (
        parse.whole_number(printed.str.replace(MINUTES_SECONDS, group, regex=True))
        for group in (r"\1", r"\2")
    )
    return minutes * 60 + seconds


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per number; a row printed alike in two editions counts once."""
    measure = parse.text(raw["maal"])
    is_duration = measure.eq(DURATION)
    seconds = _seconds(raw["trykt"].where(is_duration))
    counts = parse.rounded_count(raw["trykt"].mask(is_duration))
    numbers = pd.DataFrame(
        {
            "tabell": parse.text(raw["tabell"]),
            "navn": parse.text(raw["navn"]),
            "maal": measure,
            "enhet": parse.choice(measure, UNITS),
            "status": parse.choice(raw["status"], STATUS).fillna("oppgitt"),
            "trykt": parse.text(raw["trykt"]),
            "antall": counts["verdi"].fillna(seconds),
            "antall_nedre": counts["nedre"].fillna(seconds),
            "antall_oevre": counts["oevre"].fillna(seconds),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
    return numbers[~_repeats_another_edition(numbers, raw["utgave"])]


def _repeats_another_edition(numbers: pd.DataFrame, edition: pd.Series) -> pd.Series:
    content = [*KEY, "trykt"]
    is_later_edition = parse.whole_number(edition).gt(1).fillna(False).astype(bool)
    return is_later_edition & numbers.duplicated(content, keep="first")
