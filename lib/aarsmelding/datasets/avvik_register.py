"""Samhandlingsavvik enkeltvis, slik de står i meldesystemet.

Hver melding har sin dag, sin retning og sine parter. Antall, andeler, måneder og svartid regnes ut av registeret.

Forbehold: Et avvik som er meldt sent i året, kan være besvart etter at registeret ble tatt ut. Fastlegenes
avvik er ført på kommunen. Meldinger fra områder utenfor helsefellesskapet har ingen kommune. Årsak og klinikk
er blanke der meldesystemet ikke har dem.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Kvalitetssystemet i helseforetaket",
    publication="Uttrekk av samhandlingsavvik",
    form="register",
)
RAW_COLUMNS = ("id", "dato", "retning", "fra", "til", "klinikk", "aarsak", "besvart_dato")
KEY = ("avvik_id",)
CATEGORIES = True
DIRECTIONS = ("til_foretak", "fra_foretak")
OUTSIDE = "Utenfor primærområdet"


class Rows(Provenanced):
    """Én rad er ett meldt avvik."""

    avvik_id: str = column("Avvik", "Meldingens nummer i meldesystemet.", unique=True)
    meldt_dato: pd.Timestamp = column("Meldt", "Dagen avviket ble meldt.")
    aar: pd.Int64Dtype = column("År", "Året avviket ble meldt.", "år")
    maaned: pd.Int64Dtype = column("Måned", "Måneden avviket ble meldt, 1–12.", ge=1, le=12)
    retning: str = column(
        "Retning",
        "til_foretak: meldt av kommuner og fastleger; fra_foretak: meldt av helseforetaket.",
        isin=list(DIRECTIONS),
    )
    kommune_nr: str = column(
        "Kommunenummer",
        "Kommunen avviket er meldt fra eller til; blank utenfor primærområdet.",
        str_matches=r"^\d{4}$",
        nullable=True,
    )
    klinikk: str = column("Klinikk", "Klinikken i helseforetaket.", nullable=True)
    aarsak: str = column("Årsak", "Årsaken til avviket.", nullable=True)
    besvart_dato: pd.Timestamp = column("Besvart", "Dagen avviket ble besvart.", nullable=True)
    dager_til_svar: pd.Int64Dtype = column(
        "Dager til svar", "Dager fra avviket ble meldt til det ble besvart.", "dager", nullable=True
    )

    @pa.dataframe_check(error="an answer must not come before the report")
    def besvart_etter_meldt(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["dager_til_svar"] >= 0)

    @pa.dataframe_check(error="the trust reports to a municipality of the partnership")
    def fra_foretak_har_kommune(cls, df: pd.DataFrame) -> pd.Series:
        return (df["retning"] != "fra_foretak") | df["kommune_nr"].notna()


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per report; the municipality is the party that is not the trust."""
    direction = parse.text(raw["retning"])
    to_trust = direction == "til_foretak"
    from_municipality = raw["fra"].where(to_trust & (raw["fra"] != OUTSIDE))
    to_municipality = raw["til"].where(direction == "fra_foretak")
    sent, received = parse.code(from_municipality, "kommuner"), parse.code(to_municipality, "kommuner")
    reported, answered = parse.date_of(raw["dato"]), parse.date_of(raw["besvart_dato"])
    return pd.DataFrame(
        {
            "avvik_id": parse.text(raw["id"]),
            "meldt_dato": reported,
            "aar": reported.dt.year.astype("Int64"),
            "maaned": reported.dt.month.astype("Int64"),
            "retning": direction,
            "kommune_nr": sent.fillna(received),
            "klinikk": parse.text(raw["klinikk"]),
            "aarsak": parse.text(raw["aarsak"]),
            "besvart_dato": answered,
            "dager_til_svar": (answered - reported).dt.days.astype("Int64"),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
