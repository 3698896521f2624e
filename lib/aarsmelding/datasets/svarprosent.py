"""Svarprosent for samhandlingsavvik, per part og år.

Svarprosenten er andelen av avvikene meldt til parten i året som parten har besvart.

Forbehold: Svarprosentene er trykt uten antallene bak for året før. Differansen er trykt uten fortegn og
med prosenttegn; den er her i prosentpoeng. Svar på avvik fra året før er ikke regnet med.
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
    "part",
    "part_trykt",
    "forrige_aar",
    "svarprosent_forrige_aar",
    "aar",
    "svarprosent",
    "differanse",
)
KEY = ("part", "aar")
DERIVED_FROM = ("avvik_register",)
CARRIES_YEAR_BEFORE = True
# Who shall answer a report in each direction.
ANSWERING = {"til_foretak": "foretak", "fra_foretak": "kommuner_og_fastleger"}
# Half of the last printed decimal, in percentage points.
TOLERANCE = 0.05


class Rows(Provenanced):
    """Én rad er én part i ett år."""

    part: str = column(
        "Part",
        "Hvem som skal svare: foretak (avvik til foretaket) eller kommuner_og_fastleger.",
        isin=["foretak", "kommuner_og_fastleger"],
    )
    aar: pd.Int64Dtype = column("År", "Året svarprosenten gjelder.")
    andel_svar: pd.Float64Dtype = column(
        "Svarandel",
        "Svarprosenten slik den er trykt, som andel.",
        "andel",
        in_range={"min_value": 0, "max_value": 1},
    )
    differanse_trykt: str = column(
        "Differanse som trykt", "Differansen med enheten den er trykt med.", nullable=True
    )
    differanse_prosentpoeng: pd.Float64Dtype = column(
        "Differanse",
        "Oppgitt forskjell fra året før, uten fortegn; bare på det siste av de to årene.",
        "prosentpoeng",
        ge=0,
        nullable=True,
    )

    @pa.dataframe_check(error="the printed difference must be that between the two years")
    def differansen_foelger_av_aarene(cls, df: pd.DataFrame) -> pd.Series:
        in_order = df.sort_values("aar")
        change = in_order.groupby("part")["andel_svar"].diff().abs() * 100
        distance = (df["differanse_prosentpoeng"] - change.reindex(df.index)).abs()
        return holds(distance < TOLERANCE)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Two rows per printed row: the year before, then the year with its difference."""
    part = parse.text(raw["part"])
    provenance = raw[["kilde", "sted"]]
    year_before = pd.DataFrame(
        {
            "part": part,
            "aar": parse.year(raw["forrige_aar"]),
            "andel_svar": parse.share(raw["svarprosent_forrige_aar"]),
        }
    ).join(provenance)
    latest = pd.DataFrame(
        {
            "part": part,
            "aar": parse.year(raw["aar"]),
            "andel_svar": parse.share(raw["svarprosent"]),
            "differanse_trykt": parse.text(raw["differanse"]),
            # Percent minus percent: the printed percent sign means percentage points.
            "differanse_prosentpoeng": parse.decimal_number(raw["differanse"].str.removesuffix("%")),
        }
    ).join(provenance)
    return pd.concat([year_before, latest]).sort_index(kind="stable")


def derived(year: int, avvik_register: pd.DataFrame, year_before: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per party that was reported to, and what was known of the year before."""
    own = avvik_register[(avvik_register["aar"] == year) & avvik_register["kommune_nr"].notna()]
    counted = [
        {
            "part": ANSWERING[direction],
            "aar": year,
            "andel_svar": rows["besvart_dato"].count() / len(rows),
            **counting.place(avvik_register=avvik_register),
        }
        for direction, rows in own.groupby("retning", observed=True)
    ]
    known = [] if year_before is None else [year_before[year_before["aar"] == year - 1]]
    carried = [frame[["part", "aar", "andel_svar", "kilde", "sted"]] for frame in known]
    return pd.concat([*carried, pd.DataFrame(counted)])
