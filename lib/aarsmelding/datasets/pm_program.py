"""Programmet for partnerskapsmøtet, time for time.

Programmet er en foreløpig skisse. Overskrifter med egne klokkeslett er rader for seg.

Forbehold: Klokkeslettene er som trykt, også der en overskrift og postene under den ikke stemmer overens.
Innledernes navn er utelatt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import KnownBreak, Provenanced, Source, column

SOURCE = Source(
    publisher="Programkomiteen for partnerskapsmøtet",
    publication="Foreløpig program, vedlegg til møtepapirene",
    form="tabell",
)
RAW_COLUMNS = ("rekkefoelge", "dato", "start", "slutt", "type", "tittel", "sak_nr")
KEY = ("rekkefoelge",)
HEADINGS = ("dag", "seksjon")
ITEMS = ("sak", "tema", "dialog", "pause", "maaltid", "registrering", "avslutning")
EXCEPTIONS = (
    KnownBreak(
        check="seksjonene_overlapper_ikke",
        where={"type": "seksjon", "start_kl": "09:40"},
        reason="Overskriften over beslutningssakene varer til 09.45, mens prisutdelingen begynner 09.40.",
        year=2025,
        document="001_f3e3f05cfd8f90b4",
    ),
)


def clock_time(title: str, description: str) -> str:
    return column(title, description, "klokkeslett", str_matches=r"^\d{2}:\d{2}$", nullable=True)


def begins_after_the_one_before(program: pd.DataFrame, selected: pd.Series) -> pd.Series:
    """Whether each selected row begins no earlier than the selected one before it ends."""
    timed = selected & program["start_kl"].notna() & program["slutt_kl"].notna()
    rows = program[timed].sort_values("rekkefoelge")
    previous_end = rows.groupby("program_dato")["slutt_kl"].shift()
    in_order = (rows["start_kl"] >= previous_end) | previous_end.isna()
    return in_order.reindex(program.index, fill_value=True)


class Rows(Provenanced):
    """Én rad er én post eller én overskrift i programmet."""

    rekkefoelge: pd.Int64Dtype = column("Rekkefølge", "Plassen i programmet.", ge=1)
    program_dato: pd.Timestamp = column("Dato", "Dagen posten står på.")
    start_kl: str = clock_time("Start", "Når posten begynner.")
    slutt_kl: str = clock_time("Slutt", "Når posten slutter.")
    type: str = column("Type", "dag og seksjon er overskrifter; resten er poster.", isin=[*HEADINGS, *ITEMS])
    tittel: str = column("Tittel", "Tittelen i kortform.")
    sak_nr: str = column("Saksnummer", "Saken posten gjelder.", nullable=True)

    @pa.dataframe_check(error="an item must end after it begins")
    def posten_slutter_etter_start(cls, df: pd.DataFrame) -> pd.Series:
        return (df["start_kl"] < df["slutt_kl"]) | df["start_kl"].isna() | df["slutt_kl"].isna()

    @pa.dataframe_check(error="items of a day must not overlap")
    def postene_overlapper_ikke(cls, df: pd.DataFrame) -> pd.Series:
        return begins_after_the_one_before(df, df["type"].isin(ITEMS))

    @pa.dataframe_check(error="sections of a day must not overlap")
    def seksjonene_overlapper_ikke(cls, df: pd.DataFrame) -> pd.Series:
        return begins_after_the_one_before(df, df["type"].eq("seksjon"))

    @pa.dataframe_check(error="cases, and only cases, have a case number")
    def bare_saker_har_nummer(cls, df: pd.DataFrame) -> pd.Series:
        return df["sak_nr"].notna() == df["type"].eq("sak")


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Clock times typed; an item without times keeps none."""
    return pd.DataFrame(
        {
            "rekkefoelge": parse.whole_number(raw["rekkefoelge"]),
            "program_dato": parse.date_of(raw["dato"]),
            "start_kl": parse.clock(raw["start"]),
            "slutt_kl": parse.clock(raw["slutt"]),
            "type": parse.text(raw["type"]),
            "tittel": parse.text(raw["tittel"]),
            "sak_nr": parse.text(raw["sak_nr"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
