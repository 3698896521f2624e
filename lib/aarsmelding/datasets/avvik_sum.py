"""Samlede tall for samhandlingsavvik, slik de er oppgitt i tekst og tabell.

Samme tall kan være oppgitt flere steder; hvert sted er en egen rad.

Forbehold: Tabellen over alle kommuner har to sumlinjer. Den ene teller svar på årets avvik, den andre
regner med svar gitt i året på avvik fra året før. Sumlinjene gjelder kommunene i foretakets
primærområde og er ført som det.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pandera.pandas as pa

from aarsmelding import counting, norwegian, parse
from aarsmelding.datasets import KnownBreak, Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Samhandlingsavdelingen i helseforetaket",
    publication="Årsrapport om samhandlingsavvik, vedlegg til årsmeldingen",
    form="tekst og tabell",
)
RAW_COLUMNS = ("retning", "aar", "maal", "endringsord", "trykt")
KEY = ("retning", "aar", "maal", "sted")
DERIVED_FROM = ("avvik_register",)
CARRIES_YEAR_BEFORE = True
DIRECTIONS = ("til_foretak", "fra_foretak")
SIGNS = {"økning": 1, "nedgang": -1}
CHANGE = "endring_fra_fjoraar"
COUNTS = (
    "meldt",
    "meldt_primaeromraadet",
    "meldt_utenfor_primaeromraadet",
    "meldt_oevrige_kommuner",
    "med_aarsak",
    "uten_aarsak",
    "besvart",
    "besvart_medregnet_fjoraar",
    CHANGE,
)
SHARES = {
    "andel_besvart": "besvart",
    "andel_besvart_medregnet_fjoraar": "besvart_medregnet_fjoraar",
}
PRINTED_DECIMALS = 0.0005
EXCEPTIONS = (
    KnownBreak(
        check="endringen_foelger_av_aarene",
        where={"retning": "begge", "aar": 2025, "maal": CHANGE},
        reason="Nedgangen er oppgitt til 44, men 307 avvik i 2025 mot 240 og 108 i 2024 er 41 færre.",
        year=2025,
        document="001_f3e3f05cfd8f90b4",
    ),
)


def _stated(df: pd.DataFrame, direction: str, measure: str) -> pd.Series:
    """The first statement of a quantity, by year."""
    rows = df[df["retning"].eq(direction) & df["maal"].eq(measure)]
    return rows.drop_duplicates("aar").set_index("aar")["antall_avvik"]


def _equals(df: pd.DataFrame, direction: str, measure: str, by_year: pd.Series) -> pd.Series:
    concerned = df["retning"].eq(direction) & df["maal"].eq(measure)
    return holds(~concerned | df["antall_avvik"].eq(df["aar"].map(by_year)))


class Rows(Provenanced):
    """Én rad er ett samlet tall på ett sted i kilden."""

    retning: str = column(
        "Retning",
        "til_foretak: meldt av kommuner og fastleger; fra_foretak: meldt av helseforetaket; begge: summen.",
        isin=[*DIRECTIONS, "begge"],
    )
    aar: pd.Int64Dtype = column("År", "Året tallet gjelder.")
    maal: str = column(
        "Mål",
        "Hva tallet teller: meldte avvik (i alt, i primærområdet, utenfor det, fra øvrige kommuner), "
        "med eller uten årsak, besvarte (også medregnet svar på fjorårets), endring fra året før.",
        isin=[*COUNTS, *SHARES],
    )
    trykt: str = column("Som trykt", "Tallet slik det står i kilden.")
    antall_avvik: pd.Int64Dtype = column(
        "Avvik", "Tallet når målet er et antall; nedgang er negativ.", "avvik", nullable=True
    )
    andel_svar: pd.Float64Dtype = column(
        "Svarandel",
        "Tallet når målet er en andel besvarte.",
        "andel",
        in_range={"min_value": 0, "max_value": 1},
        nullable=True,
    )

    @pa.dataframe_check(error="a statement must have one number, and a change its direction")
    def ett_tall_per_utsagn(cls, df: pd.DataFrame) -> pd.Series:
        return df["antall_avvik"].notna() ^ df["andel_svar"].notna()

    @pa.dataframe_check(error="the same quantity must be stated with the same number everywhere")
    def gjentatte_tall_er_like(cls, df: pd.DataFrame) -> pd.Series:
        values = df["antall_avvik"].astype("Float64").fillna(df["andel_svar"])
        first = values.groupby([df["retning"], df["aar"], df["maal"]]).transform("first")
        return holds(values == first)

    @pa.dataframe_check(error="both directions together must be the sum of the two")
    def retningene_gir_summen(cls, df: pd.DataFrame) -> pd.Series:
        to, from_ = (_stated(df, direction, "meldt") for direction in DIRECTIONS)
        return _equals(df, "begge", "meldt", to + from_)

    @pa.dataframe_check(error="reported must be inside plus outside the primary area")
    def omraadene_gir_summen(cls, df: pd.DataFrame) -> pd.Series:
        inside, outside = (
            _stated(df, "til_foretak", f"meldt_{area}")
            for area in ("primaeromraadet", "utenfor_primaeromraadet")
        )
        return _equals(df, "til_foretak", "meldt", inside + outside)

    @pa.dataframe_check(error="reported must be those with plus those without a cause")
    def aarsakene_gir_summen(cls, df: pd.DataFrame) -> pd.Series:
        known, unknown = (_stated(df, "til_foretak", m) for m in ("med_aarsak", "uten_aarsak"))
        return _equals(df, "til_foretak", "meldt_primaeromraadet", known + unknown)

    @pa.dataframe_check(error="the stated change must be this year minus last year")
    def endringen_foelger_av_aarene(cls, df: pd.DataFrame) -> pd.Series:
        to, from_ = (_stated(df, direction, "meldt") for direction in DIRECTIONS)
        total = to + from_
        return _equals(df, "begge", CHANGE, total - total.rename(lambda year: year + 1))

    @pa.dataframe_check(error="the printed percentage must follow from answers and reports")
    def andelen_foelger_av_antallene(cls, df: pd.DataFrame) -> pd.Series:
        agrees = pd.Series(True, index=df.index)
        for direction in DIRECTIONS:
            reported = _stated(df, direction, "meldt_primaeromraadet")
            for measure, answered in SHARES.items():
                computed = df["aar"].map(_stated(df, direction, answered) / reported)
                concerned = df["retning"].eq(direction) & df["maal"].eq(measure)
                distance = (df["andel_svar"] - computed).abs()
                agrees &= holds(~concerned | (distance <= PRINTED_DECIMALS + 1e-9))
        return agrees


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per statement; a change gets its sign from the word beside the number."""
    is_share = raw["maal"].isin(SHARES)
    is_change = raw["maal"].eq(CHANGE)
    sign = parse.choice(raw["endringsord"], SIGNS, dtype="Int64").where(is_change, 1)
    return pd.DataFrame(
        {
            "retning": parse.text(raw["retning"]),
            "aar": parse.year(raw["aar"]),
            "maal": parse.text(raw["maal"]),
            "trykt": parse.text(raw["trykt"]),
            "antall_avvik": parse.whole_number(raw["trykt"].mask(is_share)) * sign,
            "andel_svar": parse.share(raw["trykt"].where(is_share)),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )


def derived(year: int, avvik_register: pd.DataFrame, year_before: pd.DataFrame | None = None) -> pd.DataFrame:
    """The sums that follow from single reports, and the reports of the year before as they were known."""
    own = avvik_register[avvik_register["aar"] == year]
    counted = [_counted(avvik_register, own, year, "begge", "meldt")]
    for direction in DIRECTIONS:
        reported = own[own["retning"] == direction]
        inside = reported[reported["kommune_nr"].notna()]
        parts = {
            "meldt": reported,
            "meldt_primaeromraadet": inside,
            "med_aarsak": inside[inside["aarsak"].notna()],
            "uten_aarsak": inside[inside["aarsak"].isna()],
            "besvart": inside[inside["besvart_dato"].notna()],
        }
        if direction == "til_foretak":
            parts["meldt_utenfor_primaeromraadet"] = reported[reported["kommune_nr"].isna()]
        counted += [_counted(avvik_register, rows, year, direction, maal) for maal, rows in parts.items()]
        if len(inside):
            share = len(parts["besvart"]) / len(inside)
            row = _counted(avvik_register, inside, year, direction, "andel_besvart")
            stated = {"trykt": norwegian.percent(share), "antall_avvik": pd.NA, "andel_svar": share}
            counted.append(row | stated)
    carried = [] if year_before is None else [year_before.query("aar == @year - 1 and maal == 'meldt'")]
    return pd.concat([*carried, pd.DataFrame(counted)])


def _counted(
    register: pd.DataFrame, rows: pd.DataFrame, year: int, direction: str, measure: str
) -> dict[str, Any]:
    return {
        "retning": direction,
        "aar": year,
        "maal": measure,
        "trykt": str(len(rows)),
        "antall_avvik": len(rows),
        **counting.place(avvik_register=register),
    }
