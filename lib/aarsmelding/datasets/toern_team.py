"""Roller i prosjektteamene i søknadene til Tørn samhandling.

Teamets sammensetning slik den er satt opp i hver søknad: rolle, virksomhet og yrkesgruppe, uten navn.

Forbehold: Tabellene er foreløpige planer. Det som i den trykte tabellen står om rekruttering, under rolle
eller yrkesgruppe, er flyttet til status. Enkelte rader er trykt uten navn på rollen. En rad kan stå for flere
personer; da er høyeste antall oppgitt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Søkerne til Tørn samhandling",
    publication="Søknader om deltakelse i Tørn samhandling, teamets sammensetning",
)
RAW_COLUMNS = ("prosjekt", "rad_nr", "rolle", "virksomhet", "yrkesgruppe")
KEY = ("prosjekt_id", "rad_nr")
STATUSES = {
    "Skal utlyses": "skal_utlyses",
    "Fra arbeidsgruppe": "fra_arbeidsgruppe",
    "Innhentes når søknad avklares": "innhentes_senere",
    "Rekruttering pågående": "rekruttering_paagaar",
    "Rekruttering pågår": "rekruttering_paagaar",
    "Rekruttering til arbeidsgruppa pågår": "rekruttering_paagaar",
}
IN_PARENTHESES = r"\(([^)]*)\)\s*$"
AT_MOST = r",?\s*inntil (\d+) personer\.?"


class Rows(Provenanced):
    """Én rad er én rolle i ett team."""

    prosjekt_id: str = column("Prosjekt", "Prosjektet som søker.")
    rad_nr: pd.Int64Dtype = column("Rad", "Rollens plass i den trykte tabellen.", ge=1)
    rolle: str = column("Rolle", "Rollen i teamet, uten merknader.", nullable=True)
    virksomhet: str = column("Virksomhet", "Virksomheten rollen hører til.", nullable=True)
    yrkesgruppe: str = column("Yrkesgruppe", "Yrkesgruppe eller stilling.", nullable=True)
    status: str = column(
        "Status",
        "Hvor langt besetting av rollen er kommet.",
        isin=sorted(set(STATUSES.values())),
        nullable=True,
    )
    antall_hoeyst: pd.Int64Dtype = column(
        "Høyeste antall", "Flest personer rollen kan ha, der det er oppgitt.", "personer", ge=1, nullable=True
    )

    @pa.dataframe_check(error="the rows of a team must be numbered from one without gaps")
    def radene_er_fortloepende(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df.groupby("prosjekt_id")["rad_nr"].rank(method="first") == df["rad_nr"])


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per role; remarks about recruitment and numbers leave the columns they are printed in."""
    remark = raw["rolle"].str.extract(IN_PARENTHESES, expand=False).rename("rolle")
    role = raw["rolle"].str.replace(IN_PARENTHESES, "", regex=True)
    profession_is_status = raw["yrkesgruppe"].isin(list(STATUSES))
    return pd.DataFrame(
        {
            "prosjekt_id": parse.code(raw["prosjekt"], "prosjekter"),
            "rad_nr": parse.whole_number(raw["rad_nr"]),
            "rolle": parse.text(role.str.replace(AT_MOST, "", regex=True)),
            "virksomhet": parse.text(raw["virksomhet"]),
            "yrkesgruppe": parse.text(raw["yrkesgruppe"].mask(profession_is_status)),
            "status": parse.choice(remark.fillna(raw["yrkesgruppe"].where(profession_is_status)), STATUSES),
            "antall_hoeyst": parse.whole_number(role.str.extract(AT_MOST, expand=False).rename("rolle")),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
