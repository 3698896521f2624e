"""Samhandlingsavvik per kommune og retning, med antall besvarte.

Tabellen viser hvor mange avvik hver kommune har meldt til helseforetaket og mottatt fra det, og hvor
mange som er besvart.

Forbehold: Blankt felt i den trykte tabellen er ikke null, men «ikke oppgitt». Tall bak stjerne er svar
gitt i året på avvik fra året før; de telles for seg og inngår ikke i svarprosenten. Fastlegenes avvik
er ført på kommunen.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import counting, parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Samhandlingsavdelingen i helseforetaket",
    publication="Årsrapport om samhandlingsavvik, vedlegg til årsmeldingen",
)
RAW_COLUMNS = (
    "kommune",
    "meldt_fra_kommune",
    "svar_fra_unn",
    "prosent_svar_fra_unn",
    "meldt_fra_unn",
    "svar_fra_kommune",
    "prosent_svar_fra_kommune",
)
KEY = ("kommune_nr", "retning")
DERIVED_FROM = ("avvik_register", "kommuner")
NOT_APPLICABLE = {"andel_besvart_oppgitt": "antall_meldt == 0"}
DIRECTIONS = {
    "til_foretak": ("meldt_fra_kommune", "svar_fra_unn", "prosent_svar_fra_unn"),
    "fra_foretak": ("meldt_fra_unn", "svar_fra_kommune", "prosent_svar_fra_kommune"),
}
PRINTED_DECIMALS = 0.0005


class Rows(Provenanced):
    """Én rad er én kommune i én retning."""

    kommune_nr: str = column(
        "Kommunenummer", "Kommunen avvikene er meldt fra eller til.", str_matches=r"^\d{4}$"
    )
    retning: str = column(
        "Retning",
        "til_foretak: meldt av kommunen og fastlegene; fra_foretak: meldt av helseforetaket.",
        isin=list(DIRECTIONS),
    )
    antall_meldt: pd.Int64Dtype = column("Meldte avvik", "Avvik meldt i året.", "avvik", ge=0, nullable=True)
    antall_besvart: pd.Int64Dtype = column(
        "Besvarte avvik", "Av årets meldte avvik, de som er besvart.", "avvik", ge=0, nullable=True
    )
    antall_besvart_fra_aaret_foer: pd.Int64Dtype = column(
        "Besvart fra året før", "Svar gitt i året på avvik meldt året før.", "avvik", ge=0, nullable=True
    )
    andel_besvart_oppgitt: pd.Float64Dtype = column(
        "Oppgitt svarandel",
        "Svarprosenten slik den er trykt.",
        "andel",
        in_range={"min_value": 0, "max_value": 1},
        nullable=True,
    )

    @pa.dataframe_check(error="answers must not exceed reports")
    def besvart_hoeyst_meldt(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["antall_besvart"].fillna(0) <= df["antall_meldt"].fillna(0))

    @pa.dataframe_check(error="the printed percentage must follow from answers and reports")
    def oppgitt_andel_stemmer(cls, df: pd.DataFrame) -> pd.Series:
        computed = df["antall_besvart"].fillna(0) / df["antall_meldt"]
        return holds((df["andel_besvart_oppgitt"] - computed).abs() <= PRINTED_DECIMALS + 1e-9)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per printed municipality and direction for which anything is printed."""
    municipality = parse.code(raw["kommune"], "kommuner")
    parts = []
    for direction, (reported, answered, percent) in DIRECTIONS.items():
        plain, from_last_year = parse.starred(raw[answered])
        part = pd.DataFrame(
            {
                "kommune_nr": municipality,
                "retning": direction,
                "antall_meldt": parse.whole_number(raw[reported]),
                "antall_besvart": plain,
                "antall_besvart_fra_aaret_foer": from_last_year,
                "andel_besvart_oppgitt": parse.share(raw[percent]),
                "kilde": raw["kilde"],
                "sted": raw["sted"],
            }
        ).astype({"retning": "str"})
        parts.append(part[raw[[reported, answered, percent]].notna().any(axis=1)])
    return pd.concat(parts)


def derived(year: int, avvik_register: pd.DataFrame, kommuner: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality and direction: without a report in the register it has none.

    How many answers are late is known only where the register has reports of the year before.
    """
    reported = avvik_register[avvik_register["aar"] == year]
    earlier = avvik_register[avvik_register["aar"] == year - 1]
    counts = {
        "antall_meldt": reported,
        "antall_besvart": reported[reported["besvart_dato"].notna()],
        "antall_besvart_fra_aaret_foer": earlier[earlier["besvart_dato"].dt.year == year],
    }
    every = pd.MultiIndex.from_product([kommuner["kommune_nr"], list(DIRECTIONS)], names=list(KEY))
    counted = pd.DataFrame(
        {name: rows.groupby(list(KEY), observed=True).size() for name, rows in counts.items()}, index=every
    )
    counted = counted.fillna(0).astype("Int64")
    if earlier.empty:
        counted["antall_besvart_fra_aaret_foer"] = pd.NA
    whole = counted["antall_meldt"].mask(counted["antall_meldt"] == 0)
    counted["andel_besvart_oppgitt"] = counted["antall_besvart"] / whole
    return counted.reset_index().assign(**counting.place(avvik_register=avvik_register))
