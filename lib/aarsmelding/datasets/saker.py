"""Saker i utvalgene, med forslag og utfall der referatet er publisert.

Datasettet har sakene i de publiserte møtepapirene og det publiserte referatet, sakene på partnerskapsmøtets
program, og eldre saker som dokumentene viser til.

Forbehold: Registeret er bare fullstendig når kvitteringen sier at det har hele året. Utfallet er vurdert ved
å sammenligne trykt forslag med trykt vedtak. For møter uten publisert referat er utfallet ikke_publisert.
Titler fra det skannede referatet er rettet for lesefeil; `tittel_trykt` har den opprinnelige formen. For de
eldste sakene er tittelen ikke oppgitt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og Helse Nord RHF",
    publication="Møtepapirer, referat, program og styresak",
    form="register satt sammen av flere dokumenter",
)
RAW_COLUMNS = (
    "sak_nr",
    "tittel",
    "tittel_trykt",
    "sakstype_liste",
    "sakstype_sakshode",
    "utvalg",
    "moete_dato",
    "fremlagt_av",
    "antall_forslagspunkter",
    "antall_vedtakspunkter",
    "har_trykt_forslag",
    "utfall",
)
KEY = ("utvalg", "sak_nr")
CAN_BE_WHOLE = True
CASE_TYPES = {"B": "B", "O": "O", "R": "R", "BESLUTNINGSSAKER": "B"}
OUTCOMES = (
    "som_foreslaatt",
    "endret",
    "utsatt",
    "omgjort_til_orientering",
    "uten_trykt_forslag",
    "ikke_publisert",
)


class Rows(Provenanced):
    """Én rad er én sak."""

    utvalg: str = column("Utvalg", "Utvalget eller organet som behandler saken.")
    sak_nr: str = column("Saksnummer", "Løpenummer og år, slik utvalget skriver det.")
    aar: pd.Int64Dtype = column("År", "Året i saksnummeret.")
    loepenr: pd.Int64Dtype = column("Løpenummer", "Nummeret i året, foran året i saksnummeret.", ge=1, le=999)
    tittel: str = column("Tittel", "Sakens tittel, rettet for lesefeil.", nullable=True)
    tittel_trykt: str = column("Tittel som trykt", "Tittelen slik den står i dokumentet.", nullable=True)
    sakstype_liste: str = column(
        "Sakstype i sakslisten",
        "B beslutning, O orientering, R referat.",
        isin=["B", "O", "R"],
        nullable=True,
    )
    sakstype_sakshode: str = column(
        "Sakstype i saken",
        "Typen bak tittelen i saksframlegg eller referat.",
        isin=["B", "O", "R"],
        nullable=True,
    )
    moete_dato: pd.Timestamp = column("Møtedato", "Blank når bare måneden er oppgitt.", nullable=True)
    fremlagt_av: str = column("Fremlagt av", "Rollen eller organisasjonen bak saken.", nullable=True)
    antall_forslagspunkter: pd.Int64Dtype = column(
        "Punkter i forslaget", "Punkter i det trykte forslaget til vedtak.", "punkter", ge=1, nullable=True
    )
    antall_vedtakspunkter: pd.Int64Dtype = column(
        "Punkter i vedtaket", "Punkter i det trykte vedtaket.", "punkter", ge=1, nullable=True
    )
    har_trykt_forslag: pd.BooleanDtype = column("Trykt forslag", "Om forslaget til vedtak er trykt.")
    utfall: str = column("Utfall", "Hvordan det ble med forslaget.", isin=list(OUTCOMES))

    @pa.dataframe_check(error="a printed proposal has points, and only a printed one has")
    def forslag_har_punkter(cls, df: pd.DataFrame) -> pd.Series:
        return df["har_trykt_forslag"].astype(bool) == df["antall_forslagspunkter"].notna()

    @pa.dataframe_check(error="a published decision has points, and only a published one has")
    def vedtak_har_punkter(cls, df: pd.DataFrame) -> pd.Series:
        return df["utfall"].ne("ikke_publisert") == df["antall_vedtakspunkter"].notna()

    @pa.dataframe_check(error="an outcome other than uten_trykt_forslag needs a printed proposal")
    def utfall_foelger_av_forslaget(cls, df: pd.DataFrame) -> pd.Series:
        without = df["utfall"].eq("uten_trykt_forslag")
        return df["utfall"].eq("ikke_publisert") | (without != df["har_trykt_forslag"].astype(bool))

    @pa.dataframe_check(error="the list and the case must give the same type")
    def sakstypene_er_like(cls, df: pd.DataFrame) -> pd.Series:
        both = df["sakstype_liste"].notna() & df["sakstype_sakshode"].notna()
        return ~both | (df["sakstype_liste"] == df["sakstype_sakshode"])

    @pa.dataframe_check(error="the case numbers of a meeting must follow each other")
    def loepenumrene_er_sammenhengende(cls, df: pd.DataFrame) -> pd.Series:
        step = df.sort_values("loepenr").groupby(["utvalg", "moete_dato"])["loepenr"].diff()
        return holds(step.reindex(df.index) == 1)

    @pa.dataframe_check(error="the year of the case number must be the year of the meeting")
    def aaret_er_moeteaaret(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["aar"] == df["moete_dato"].dt.year.astype("Int64"))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Case numbers of both kinds, `58/25` and `83-2024`, split into number and year."""
    number = parse.text(raw["sak_nr"]).str.replace("–", "-")
    parts = number.str.split(r"[/-]", regex=True, expand=True).reindex(columns=[0, 1]).astype("str")
    year = parts[1].where(parts[1].str.len() == 4, "20" + parts[1])
    has_day = raw["moete_dato"].str.contains(r"\d\.", na=False)
    return pd.DataFrame(
        {
            "utvalg": parse.code(raw["utvalg"], "utvalg"),
            "sak_nr": number,
            "aar": parse.year(year.rename("sak_nr")),
            "loepenr": parse.whole_number(parts[0].rename("sak_nr")),
            "tittel": parse.text(raw["tittel"]),
            "tittel_trykt": parse.text(raw["tittel_trykt"]),
            "sakstype_liste": parse.choice(raw["sakstype_liste"], CASE_TYPES),
            "sakstype_sakshode": parse.choice(raw["sakstype_sakshode"], CASE_TYPES),
            "moete_dato": parse.date_of(raw["moete_dato"].where(has_day)),
            "fremlagt_av": parse.text(raw["fremlagt_av"]),
            "antall_forslagspunkter": parse.whole_number(raw["antall_forslagspunkter"]),
            "antall_vedtakspunkter": parse.whole_number(raw["antall_vedtakspunkter"]),
            "har_trykt_forslag": parse.yes_no(raw["har_trykt_forslag"]),
            "utfall": parse.text(raw["utfall"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
