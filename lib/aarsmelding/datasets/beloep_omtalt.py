"""Beløp som dokumentene nevner i løpende tekst.

Hver gang et beløp nevnes, er det ført én gang, slik at tekst kan holdes mot tabell.

Forbehold: Grensene følger av hvor nøyaktig beløpet er trykt: «18,8 mill.» kan være alt fra 18,75 til
18,85 millioner. Kroner skrevet helt ut regnes som eksakte; står det «om lag» foran, er siste siffer
som ikke er null, det usikre. Et vedtatt rundt beløp får likevel grenser. Et beløp trykt som «fra–til»
har bare grenser. Året er det beløpet gjelder eller ble tildelt i, lest av sammenhengen.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og Helse Nord RHF",
    publication="Møtepapirer, årsmelding, protokoll og styresak",
    form="løpende tekst",
)
RAW_COLUMNS = ("beloep_id", "hva", "aar", "ordning", "mottaker", "trykt")
KEY = ("beloep_id",)
SCHEMES = {
    "lokal": "lokal",
    "regional": "regional",
    "lokal og regional": "lokal_og_regional",
    "nasjonal": "nasjonal",
}
MILLION = 1_000_000
APPROXIMATELY = r"^(?:omlag |om lag )?(?:ca\.? )?"
MILLION_UNIT = r" ?(?:mill\.|millioner|million|MNOK)(?: kron(?:er|ene))?$"


class Rows(Provenanced):
    """Én rad er én omtale av et beløp."""

    beloep_id: str = column("Id", "Kort navn på omtalen.")
    hva: str = column("Hva", "Hva beløpet er.")
    aar: pd.Int64Dtype = column("År", "Året beløpet gjelder eller ble tildelt i.", "år")
    ordning: str = column("Ordning", "Tilskuddsordningen beløpet hører til.", isin=list(SCHEMES.values()))
    mottaker: str = column("Mottaker", "Hvem som får eller har midlene.")
    trykt: str = column("Trykt", "Beløpet slik det er trykt.")
    beloep_kr: pd.Int64Dtype = column(
        "Beløp", "Beløpet i tall, blankt for fra–til.", "kr", ge=0, nullable=True
    )
    nedre_kr: pd.Int64Dtype = column("Nedre grense", "Minste beløp som kan være ment.", "kr", ge=0)
    oevre_kr: pd.Int64Dtype = column("Øvre grense", "Største beløp som kan være ment.", "kr", ge=0)
    er_omtrentlig: bool = column("Omtrentlig", "Om teksten sier «ca.» eller «om lag».")
    er_intervall: bool = column("Fra–til", "Om beløpet er trykt som fra–til.")

    @pa.dataframe_check(error="the amount must lie within its bounds")
    def beloep_innenfor_grenser(cls, df: pd.DataFrame) -> pd.Series:
        inside = (df["nedre_kr"] <= df["beloep_kr"]) & (df["beloep_kr"] <= df["oevre_kr"])
        return holds(inside) & holds(df["nedre_kr"] <= df["oevre_kr"])

    @pa.dataframe_check(error="only an amount printed as from-to has no single value")
    def bare_intervall_mangler_beloep(cls, df: pd.DataFrame) -> pd.Series:
        return df["beloep_kr"].isna() == df["er_intervall"]


def _step(printed: pd.Series, amount: pd.Series, is_million: pd.Series, is_rough: pd.Series) -> pd.Series:
    """The unit of the last digit that counts, in kroner; 0 for an exact amount."""
    decimals = printed.str.extract(r",(\d+)", expand=False).str.len().fillna(0).astype(int)
    zeros = amount.astype("str").str.extract(r"[1-9](0*)$", expand=False).str.len().fillna(0).astype(int)
    exact_or_rough = (10**zeros).where(is_rough, 0)
    return (MILLION // 10**decimals).where(is_million, exact_or_rough)


def _million(number: pd.Series) -> pd.Series:
    return (parse.decimal_number(number) * MILLION).round().astype("Int64")


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per mention, with the bounds that its printed precision gives."""
    printed = parse.text(raw["trykt"])
    is_rough = printed.str.contains(r"^(?:om ?lag|ca)", regex=True).astype(bool)
    is_million = printed.str.contains(MILLION_UNIT, regex=True).astype(bool)
    number = printed.str.replace(APPROXIMATELY, "", regex=True).str.replace(MILLION_UNIT, "", regex=True)
    is_range = is_million & number.str.contains(r"\d[-–]\d", regex=True).astype(bool)
    ends = number.where(is_million).str.extract(r"^([^-–]+)(?:[-–](.+))?$")
    lower, upper = _million(ends[0].rename("trykt")), _million(ends[1].rename("trykt"))
    written_out = parse.kroner(number.mask(is_million).str.replace(".", " ", regex=False))
    amount = lower.where(is_million, written_out)
    half = _step(number, amount, is_million, is_rough).mask(is_range, 0) // 2
    return pd.DataFrame(
        {
            "beloep_id": parse.text(raw["beloep_id"]),
            "hva": parse.text(raw["hva"]),
            "aar": parse.year(raw["aar"]),
            "ordning": parse.choice(raw["ordning"], SCHEMES),
            "mottaker": parse.text(raw["mottaker"]),
            "trykt": printed,
            "beloep_kr": amount.mask(is_range),
            "nedre_kr": amount - half,
            "oevre_kr": upper.where(is_range, amount) + half,
            "er_omtrentlig": is_rough,
            "er_intervall": is_range,
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
