"""Kommunene i helsefellesskapet.

Kommunenummeret er nøkkelen i alle andre datasett. Skrivemåtene i `navneformer` er de som er brukt i
dokumentene, også feillesninger i skannede dokumenter.

Forbehold: Regionen er oppgitt i dokumentene for noen kommuner og avledet ved utelukkelse for resten.
Samiske og kvenske navn er bare med når de inngikk i det offisielle navnet i utgaven fra 2024.
Plassene i rutekartet er en tegnemåte som prosjektet selv har valgt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, spelt_once

SOURCE = Source(
    publisher="Statistisk sentralbyrå",
    publication="Standard for kommuneinndeling; regionene fra helsefellesskapets dokumenter",
    form="klassifikasjon",
)
TEXT_COLUMNS = (
    "kommune_nr",
    "navn",
    "fylke",
    "fylke_nr",
    "region",
    "region_grunnlag",
    "region_kilde",
    "region_sted",
    "navneformer",
    "navn_samisk",
    "navn_kvensk",
)
TILE_COLUMNS = ("flis_rad", "flis_kolonne")
RAW_COLUMNS = (*TEXT_COLUMNS, *TILE_COLUMNS)
KEY = ("kommune_nr",)


class Rows(Provenanced):
    """Én rad er én kommune."""

    kommune_nr: str = column("Kommunenummer", "Fire siffer, som tekst.", str_matches=r"^\d{4}$")
    navn: str = column("Navn", "Kommunens norske navn.", unique=True)
    fylke: str = column("Fylke", "Fylket kommunen ligger i.")
    fylke_nr: str = column("Fylkesnummer", "To siffer, som tekst.", str_matches=r"^\d{2}$")
    region: str = column("Region", "Kommuneregionen i helsefellesskapet.")
    region_grunnlag: str = column(
        "Grunnlag for region",
        "oppgitt: dokumentet nevner kommunen i regionen; avledet: funnet ved utelukkelse.",
        isin=["oppgitt", "avledet"],
    )
    region_kilde: str = column("Kilde for region", "Dokumentet regionen er hentet fra.")
    region_sted: str = column("Sted for region", "Hvor i dokumentet regionen står.")
    navneformer: str = column("Navneformer", "Skrivemåter i dokumentene, skilt med semikolon.")
    navn_samisk: str = column("Samisk navn", "Samisk del av det offisielle navnet.", nullable=True)
    navn_kvensk: str = column("Kvensk navn", "Kvensk del av det offisielle navnet.", nullable=True)
    flis_rad: pd.Int64Dtype = column(
        "Rad i rutekartet",
        "Rad i et kart der hver kommune er én rute, talt fra nord. Plasseringen er vår egen forenkling av "
        "geografien og står ikke i noe dokument.",
        ge=1,
    )
    flis_kolonne: pd.Int64Dtype = column(
        "Kolonne i rutekartet",
        "Kolonne i det samme kartet, talt fra vest; også den er vår egen forenkling.",
        ge=1,
    )

    @pa.dataframe_check(error="a municipality number begins with the number of its county")
    def fylket_foelger_av_nummeret(cls, df: pd.DataFrame) -> pd.Series:
        return df["kommune_nr"].str[:2] == df["fylke_nr"]

    @pa.dataframe_check(error="a tile of the map must hold one municipality only")
    def flisene_er_entydige(cls, df: pd.DataFrame) -> pd.Series:
        return ~df.duplicated(["flis_rad", "flis_kolonne"], keep=False)

    @pa.dataframe_check(error="a spelling must belong to one municipality only")
    def navneformer_er_entydige(cls, df: pd.DataFrame) -> pd.Series:
        return spelt_once(df["navneformer"])


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Everything but the place in the map is text: a municipality number is a name."""
    columns = {name: parse.text(raw[name]) for name in TEXT_COLUMNS}
    tiles = {name: parse.whole_number(raw[name]) for name in TILE_COLUMNS}
    return pd.DataFrame(columns | tiles | {"kilde": raw["kilde"], "sted": raw["sted"]})
