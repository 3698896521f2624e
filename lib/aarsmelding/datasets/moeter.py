"""Møter med kjent dag eller måned, og møteplanen for neste år.

Registeret tar med hvert møte som et dokument tidfester, i helsefellesskapets utvalg og i organer utenfor.
Datoer som er trykt feil, er beholdt i en egen kolonne ved siden av den riktige.

Forbehold: Registeret er bare fullstendig når kvitteringen sier at det har hele året; ellers har
`moeteaktivitet` de oppgitte antallene. Møter som bare er omtalt som holdt siden forrige møte, er ikke med.
Der bare måneden er kjent, er datoen blank.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import KnownBreak, Provenanced, Source, column

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og Helse Nord RHF",
    publication="Møtepapirer, referat, årsmelding og styresak",
    form="register satt sammen av flere dokumenter",
)
RAW_COLUMNS = (
    "utvalg",
    "dato",
    "maaned",
    "dato_trykt",
    "dato_avvikende_trykt",
    "start",
    "slutt",
    "formoete_start",
    "formoete_slutt",
    "form_trykt",
    "form",
    "moetested",
    "moetetype",
    "status",
    "tillegg_trykt",
    "ogsaa_omtalt",
)
KEY = ("utvalg", "aar", "maaned", "moete_dato")
CAN_BE_WHOLE = True
CLOCKS = ("start", "slutt", "formoete_start", "formoete_slutt")
TEXT_COLUMNS = (
    "dato_trykt",
    "dato_avvikende_trykt",
    "form_trykt",
    "form",
    "moetested",
    "moetetype",
    "status",
    "tillegg_trykt",
    "ogsaa_omtalt",
)
# The plan is printed the year before and in force the year after: both reports have its rows.
EXCEPTIONS = tuple(
    KnownBreak(
        check="formoetet_slutter_foer_moetet",
        where={"utvalg": "ssu", "moete_dato": pd.Timestamp("2026-11-13")},
        reason="Møteplanen lar formøtet vare til 12.50, mens hovedmøtet begynner 12.30.",
        year=report_year,
        document="000_f9a185e3a0c9b334",
    )
    for report_year in (2025, 2026)
)


def clock_time(title: str, description: str) -> str:
    return column(title, description, "klokkeslett", str_matches=r"^\d{2}:\d{2}$", nullable=True)


class Rows(Provenanced):
    """Én rad er ett møte."""

    utvalg: str = column("Utvalg", "Organet som møtes.")
    aar: pd.Int64Dtype = column("År", "Året møtet er i.")
    maaned: pd.Int64Dtype = column(
        "Måned", "Måneden møtet er i, 1–12.", in_range={"min_value": 1, "max_value": 12}
    )
    moete_dato: pd.Timestamp = column("Dato", "Møtedagen; blank når bare måneden er kjent.", nullable=True)
    dato_presisjon: str = column("Presisjon", "Om dagen eller bare måneden er kjent.", isin=["dag", "maaned"])
    dato_trykt: str = column("Dato som trykt", "Datoen slik den står i dokumentet.")
    dato_avvikende_trykt: str = column(
        "Avvikende dato",
        "Feil eller ufullstendig dato for samme møte, slik den er trykt et annet sted.",
        nullable=True,
    )
    start_kl: str = clock_time("Start", "Når møtet begynner.")
    slutt_kl: str = clock_time("Slutt", "Når møtet slutter.")
    formoete_start_kl: str = clock_time("Formøte, start", "Når formøtet begynner.")
    formoete_slutt_kl: str = clock_time("Formøte, slutt", "Når formøtet slutter.")
    form_trykt: str = column("Møteform som trykt", "Møteformen slik den står i dokumentet.", nullable=True)
    form: str = column(
        "Møteform", "Digitalt, fysisk eller begge deler.", isin=["digitalt", "fysisk", "hybrid", "ukjent"]
    )
    moetested: str = column("Møtested", "Hvor møtet holdes.", nullable=True)
    moetetype: str = column(
        "Møtetype", "Ordinært eller ekstraordinært.", isin=["ordinaer", "ekstraordinaer", "ukjent"]
    )
    status: str = column(
        "Status",
        "avholdt, avlyst, planlagt (innkalt eller kunngjort) eller forslag (til møteplan), etter dokumentet.",
        isin=["avholdt", "avlyst", "planlagt", "forslag"],
    )
    tillegg_trykt: str = column(
        "Tillegg", "Annet som er trykt om møtet: lunsj, lengde, kveldsprogram.", nullable=True
    )
    ogsaa_omtalt: str = column("Også omtalt", "Andre steder som omtaler møtet.", nullable=True)

    @pa.dataframe_check(error="the day is known exactly where the precision says so")
    def presisjonen_foelger_av_datoen(cls, df: pd.DataFrame) -> pd.Series:
        return df["moete_dato"].notna() == df["dato_presisjon"].eq("dag")

    @pa.dataframe_check(error="the day in the printed date is the day of the meeting")
    def trykt_dag_stemmer(cls, df: pd.DataFrame) -> pd.Series:
        printed = df["dato_trykt"].str.extract(r"(\d{1,2})", expand=False).astype("Float64")
        return ((printed == df["moete_dato"].dt.day) | df["moete_dato"].isna()).fillna(False).astype(bool)

    @pa.dataframe_check(error="a meeting must end after it begins")
    def moetet_slutter_etter_start(cls, df: pd.DataFrame) -> pd.Series:
        return (df["start_kl"] < df["slutt_kl"]) | df["start_kl"].isna() | df["slutt_kl"].isna()

    @pa.dataframe_check(error="a preparatory meeting must end before the meeting begins")
    def formoetet_slutter_foer_moetet(cls, df: pd.DataFrame) -> pd.Series:
        return (df["formoete_slutt_kl"] <= df["start_kl"]) | df["formoete_slutt_kl"].isna()


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Day, month and year apart, so that a meeting known by month only keeps its month."""
    day = parse.date_of(raw["dato"])
    first_of_month = parse.date_of(raw["maaned"] + "-01")
    known = day.fillna(first_of_month)
    return pd.DataFrame(
        {
            "utvalg": parse.code(raw["utvalg"], "utvalg"),
            "aar": known.dt.year.astype("Int64"),
            "maaned": known.dt.month.astype("Int64"),
            "moete_dato": day,
            "dato_presisjon": day.notna().map({True: "dag", False: "maaned"}).astype("str"),
        }
        | {f"{name}_kl": parse.clock(raw[name]) for name in CLOCKS}
        | {name: parse.text(raw[name]) for name in TEXT_COLUMNS}
        | {"kilde": raw["kilde"], "sted": raw["sted"]}
    )
