"""Potten av lokale rekrutterings- og samhandlingsmidler per år.

Tallene over og under prosjekttabellene: hva helsefellesskapet fikk, hadde igjen fra året før, brukte
og foreslår å fordele.

Forbehold: Forbruket de to siste årene bygger på prosjektenes anslag. Beløpet for tilskuddskoordinator
er budsjettert. Posten «sum_ekstra» er trykt med en ledetekst som kan leses som resten etter ekstra
tildeling; beløpet er summen av ekstra tildelinger.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds, once_per_frame

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Saksframlegg til strategisk samarbeidsutvalg om lokalt tilskudd, hovedteksten",
)
RAW_COLUMNS = ("aar", "post", "post_trykt", "verdi")
KEY = ("aar", "post")
POSTS = (
    "utdelt",
    "restsum",
    "tilskuddskoordinator",
    "total",
    "kpi_prosent",
    "kpi_sum",
    "sum_brukt",
    "sum_resterende",
    "sum_tildelt_prosjekter",
    "sum_foer_ekstra",
    "sum_ekstra",
    "sum_resterende_disponibelt",
)
PRINTED_DECIMALS = 0.00005


@once_per_frame
def by_year(df: pd.DataFrame) -> pd.DataFrame:
    """The amounts as a table with a row per year and a column per post."""
    table = df.pivot_table(index="aar", columns="post", values="beloep_kr", aggfunc="first")
    return table.reindex(columns=pd.Index(POSTS)).sort_index()


def since_base_year(df: pd.DataFrame) -> pd.DataFrame:
    """Handed out per year, now and in the year that the printed label counts from."""
    now = by_year(df)["utdelt"]
    label = df.loc[df["post"] == "kpi_prosent"].set_index("aar")["post_trykt"]
    base_year = label.str.extract(r"(\d{4})", expand=False).astype("Int64")
    return pd.DataFrame({"now": now, "base": base_year.map(now)})


def follows(df: pd.DataFrame, post: str, expected: pd.Series) -> pd.Series:
    """Whether the rows of `post` hold what the other posts of their year lead to expect."""
    same = df["beloep_kr"] == df["aar"].map(expected)
    return holds(same.where(df["post"] == post))


class Rows(Provenanced):
    """Én rad er én post i ett år."""

    aar: pd.Int64Dtype = column("År", "Året posten gjelder.", "år")
    post: str = column("Post", "Posten i oppstillingen.", isin=list(POSTS))
    post_trykt: str = column("Trykt ledetekst", "Ledeteksten slik den er trykt.")
    beloep_kr: pd.Int64Dtype = column("Beløp", "Beløpet, blankt for prosent.", "kr", ge=0, nullable=True)
    andel: pd.Float64Dtype = column("Andel", "Prosenten som andel, blank for beløp.", "andel", nullable=True)

    @pa.dataframe_check(error="a post must have either an amount or a percentage")
    def beloep_eller_andel(cls, df: pd.DataFrame) -> pd.Series:
        return df["beloep_kr"].notna() ^ df["andel"].notna()

    @pa.dataframe_check(error="total = handed out + left from last year - grant coordinator")
    def total_er_utdelt_pluss_rest(cls, df: pd.DataFrame) -> pd.Series:
        table = by_year(df)
        optional = table[["restsum", "tilskuddskoordinator"]].fillna(0)
        expected = table["utdelt"] + optional["restsum"] - optional["tilskuddskoordinator"]
        return follows(df, "total", expected)

    @pa.dataframe_check(error="left = total - spent")
    def resterende_er_total_minus_brukt(cls, df: pd.DataFrame) -> pd.Series:
        table = by_year(df)
        return follows(df, "sum_resterende", table["total"] - table["sum_brukt"])

    @pa.dataframe_check(error="left from last year = what last year had left")
    def restsum_er_fjoraarets_resterende(cls, df: pd.DataFrame) -> pd.Series:
        left = by_year(df)["sum_resterende"]
        return follows(df, "restsum", left.set_axis(left.index + 1))

    @pa.dataframe_check(error="price adjustment = handed out - handed out in the base year")
    def kpi_sum_er_oekning_siden_start(cls, df: pd.DataFrame) -> pd.Series:
        handed_out = since_base_year(df)
        return follows(df, "kpi_sum", handed_out["now"] - handed_out["base"])

    @pa.dataframe_check(error="price adjustment in percent must follow from the amounts")
    def kpi_prosent_stemmer(cls, df: pd.DataFrame) -> pd.Series:
        handed_out = since_base_year(df)
        growth = df["aar"].map(handed_out["now"] / handed_out["base"] - 1)
        close = (df["andel"] - growth).abs() <= PRINTED_DECIMALS + 1e-9
        return holds(close.where(df["post"] == "kpi_prosent"))

    @pa.dataframe_check(error="before extra = total - allotted to projects")
    def foer_ekstra_er_total_minus_tildelt(cls, df: pd.DataFrame) -> pd.Series:
        table = by_year(df)
        return follows(df, "sum_foer_ekstra", table["total"] - table["sum_tildelt_prosjekter"])

    @pa.dataframe_check(error="left to dispose of = before extra - extra")
    def disponibelt_er_foer_ekstra_minus_ekstra(cls, df: pd.DataFrame) -> pd.Series:
        table = by_year(df)
        expected = table["sum_foer_ekstra"] - table["sum_ekstra"]
        return follows(df, "sum_resterende_disponibelt", expected)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per printed figure, split into amounts and percentages."""
    is_percent = raw["verdi"].str.endswith("%").fillna(False).astype(bool)
    return pd.DataFrame(
        {
            "aar": parse.year(raw["aar"]),
            "post": parse.choice(raw["post"], {post: post for post in POSTS}),
            "post_trykt": parse.text(raw["post_trykt"]),
            "beloep_kr": parse.kroner(raw["verdi"].mask(is_percent)),
            "andel": parse.share(raw["verdi"].where(is_percent)),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
