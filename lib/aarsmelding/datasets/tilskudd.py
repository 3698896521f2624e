"""Lokale rekrutterings- og samhandlingsmidler per prosjekt og år.

Regnskapet viser for hvert prosjekt hva det søkte om, fikk innvilget, tok med seg fra året før,
disponerte og brukte. Det siste året er et forslag til fordeling.

Forbehold: Forbruk ut året er prosjektenes anslag, ikke regnskap. Beløp det er søkt om, gjelder
alltid den første utlysningen. Det siste året er innvilget beløp prisjustert, og ubrukte midler
overføres ikke. Hovedteksten trykker der et ord i stedet for ubrukt beløp; beløpet er da blankt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Saksframlegg til strategisk samarbeidsutvalg om lokalt tilskudd, hovedteksten",
)
AMOUNTS = (
    "soekt",
    "innvilget",
    "ubrukt_fra_aaret_foer",
    "disponibelt",
    "brukt_per_1_okt",
    "brukt_resten_av_aaret",
    "brukt",
    "ubrukt",
    "forskjell_soekt_disponibelt",
    "forslag_ekstra",
)
RAW_COLUMNS = ("aar", "prosjekt", *AMOUNTS, "overfoeres", "status")
KEY = ("prosjekt_id", "aar")
STATUS = {
    "Videreført": "viderefoert",
    "Videreføres": "viderefoeres",
    "Viderføres": "viderefoeres",
    "Avsluttet": "avsluttet",
}
STATUS_CODES = sorted(set(STATUS.values()))


class Rows(Provenanced):
    """Én rad er ett prosjekt i ett år."""

    prosjekt_id: str = column("Prosjekt", "Prosjektet i porteføljen.")
    aar: pd.Int64Dtype = column("År", "Året midlene disponeres i.", "år")
    soekt_kr: pd.Int64Dtype = column(
        "Søkt", "Beløpet det ble søkt om ved første utlysning.", "kr", ge=0, nullable=True
    )
    innvilget_kr: pd.Int64Dtype = column(
        "Innvilget", "Innvilget for året, det siste året med prisjustering.", "kr", ge=0
    )
    ubrukt_fra_aaret_foer_kr: pd.Int64Dtype = column(
        "Ubrukt fra året før", "Ubrukt beløp ved inngangen til året.", "kr", ge=0, nullable=True
    )
    er_ubrukt_overfoert: pd.BooleanDtype = column(
        "Overført", "Om ubrukte midler fra året før følger prosjektet.", nullable=True
    )
    disponibelt_kr: pd.Int64Dtype = column("Disponibelt", "Det prosjektet kan bruke i året.", "kr", ge=0)
    brukt_per_1_okt_kr: pd.Int64Dtype = column(
        "Brukt per 1. oktober", "Rapportert forbruk til og med 1. oktober.", "kr", ge=0, nullable=True
    )
    brukt_resten_av_aaret_kr: pd.Int64Dtype = column(
        "Brukt resten av året", "Anslått forbruk etter 1. oktober.", "kr", ge=0, nullable=True
    )
    brukt_kr: pd.Int64Dtype = column("Brukt", "Forbruk i hele året.", "kr", ge=0, nullable=True)
    ubrukt_kr: pd.Int64Dtype = column("Ubrukt", "Ubrukt ved utgangen av året.", "kr", ge=0, nullable=True)
    forskjell_soekt_disponibelt_kr: pd.Int64Dtype = column(
        "Søkt minus disponibelt", "Negativt når mer er disponibelt enn det ble søkt om.", "kr", nullable=True
    )
    forslag_ekstra_kr: pd.Int64Dtype = column(
        "Forslag til ekstra", "Foreslått ekstra tildeling for året.", "kr", ge=0, nullable=True
    )
    status: str = column("Status", "Prosjektets status ved årets slutt.", isin=STATUS_CODES, nullable=True)
    status_ubrukt: str = column(
        "Ord for ubrukt", "Ordet som er trykt i stedet for ubrukt beløp.", isin=STATUS_CODES, nullable=True
    )

    @pa.dataframe_check(error="available = granted + what is carried over")
    def disponibelt_er_innvilget_pluss_overfoert(cls, df: pd.DataFrame) -> pd.Series:
        carried = df["ubrukt_fra_aaret_foer_kr"].where(df["er_ubrukt_overfoert"].fillna(False), 0)
        return holds(df["disponibelt_kr"] == df["innvilget_kr"] + carried)

    @pa.dataframe_check(error="unspent from last year = what the project had unspent last year")
    def ubrukt_fra_foer_er_fjoraarets_ubrukt(cls, df: pd.DataFrame) -> pd.Series:
        last_year = df[["prosjekt_id", "aar", "ubrukt_kr"]].assign(aar=df["aar"] + 1)
        found = df[["prosjekt_id", "aar"]].merge(
            last_year.drop_duplicates(["prosjekt_id", "aar"]), how="left"
        )
        return holds(df["ubrukt_fra_aaret_foer_kr"] == found["ubrukt_kr"].set_axis(df.index))

    @pa.dataframe_check(error="unspent = available - spent")
    def ubrukt_er_disponibelt_minus_brukt(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["ubrukt_kr"] == df["disponibelt_kr"] - df["brukt_kr"])

    @pa.dataframe_check(error="spent = by 1 October + rest of the year")
    def brukt_er_sum_av_to_deler(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["brukt_kr"] == df["brukt_per_1_okt_kr"] + df["brukt_resten_av_aaret_kr"])

    @pa.dataframe_check(error="difference = applied for - available")
    def forskjell_er_soekt_minus_disponibelt(cls, df: pd.DataFrame) -> pd.Series:
        difference = df["soekt_kr"] - df["disponibelt_kr"]
        return holds(df["forskjell_soekt_disponibelt_kr"] == difference)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per printed row; a word in the place of the unspent amount becomes `status_ubrukt`."""
    unspent_before = raw["ubrukt_fra_aaret_foer"]
    is_word = unspent_before.isin(list(STATUS))
    amounts = raw.assign(ubrukt_fra_aaret_foer=unspent_before.mask(is_word))
    return pd.DataFrame(
        {
            "prosjekt_id": parse.code(raw["prosjekt"], "prosjekter"),
            "aar": parse.year(raw["aar"]),
            **{f"{name}_kr": parse.kroner(amounts[name]) for name in AMOUNTS},
            "er_ubrukt_overfoert": parse.yes_no(raw["overfoeres"]),
            "status": parse.choice(raw["status"], STATUS),
            "status_ubrukt": parse.choice(unspent_before.where(is_word), STATUS),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
