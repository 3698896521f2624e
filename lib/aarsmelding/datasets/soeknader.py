"""Søknader fra helsefellesskapet til regionalt tilskudd og til Tørn samhandling.

Søknadene som ble lagt fram for prioritering, med sekretariatets innstilling og forslaget til vedtak.

Forbehold: Prioriteringen er innstilling og forslag; endelig vedtak er ikke publisert. Strek i stedet for
et tall betyr at søknaden ikke er gitt prioritet. Prosjekteier er bare oppgitt i søknadene til Tørn, og
disse oppgir ikke beløp.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Innstilling til prioritering av søknader, med søknader og forslag til vedtak",
)
RAW_COLUMNS = (
    "soeknad_id",
    "ordning",
    "aar",
    "tittel",
    "tittel_forslag",
    "prioritet_innstilt",
    "prioritet_forslag",
    "samlet_beloep",
    "prosjekteier",
)
KEY = ("soeknad_id",)
SCHEMES = {
    "Regionalt rekrutterings- og samhandlingstilskudd": "regionalt_tilskudd",
    "Tørn samhandling": "toern",
}
NO_PRIORITY = "-"


class Rows(Provenanced):
    """Én rad er én søknad."""

    soeknad_id: str = column("Søknad", "Søknadens kode.", str_matches=r"^[a-z0-9_]+$")
    prosjekt_id: str = column("Prosjekt", "Prosjektet søknaden gjelder.")
    ordning: str = column("Ordning", "Ordningen det er søkt til.", isin=list(SCHEMES.values()))
    aar: pd.Int64Dtype = column("År", "Året for søknadsrunden.", "år")
    tittel: str = column("Tittel", "Tittelen slik den er trykt i innstillingen eller søknaden.")
    tittel_forslag: str = column("Tittel i forslaget", "Tittelen i forslaget til vedtak.", nullable=True)
    innstilling: str = column(
        "Innstilling",
        "prioritert: gitt et nummer; uten_prioritet: strek i stedet for nummer; ikke_innstilt: ingen tabell.",
        isin=["prioritert", "uten_prioritet", "ikke_innstilt"],
    )
    prioritet_innstilt: pd.Int64Dtype = column(
        "Innstilt prioritet", "Sekretariatets prioritering.", ge=1, nullable=True
    )
    prioritet_forslag_vedtak: pd.Int64Dtype = column(
        "Foreslått prioritet", "Prioriteringen i forslaget til vedtak.", ge=1, nullable=True
    )
    soekt_samlet_kr: pd.Int64Dtype = column(
        "Samlet søkt beløp", "Beløpet det er søkt om i alle år.", "kr", ge=0, nullable=True
    )
    prosjekteier: str = column("Prosjekteier", "Eieren slik den er oppgitt i søknaden.", nullable=True)

    @pa.dataframe_check(error="the proposal must follow the recommendation")
    def forslaget_foelger_innstillingen(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["prioritet_innstilt"] == df["prioritet_forslag_vedtak"])

    @pa.dataframe_check(error="priorities within a scheme must run from one without gaps or ties")
    def prioriteter_er_fortloepende(cls, df: pd.DataFrame) -> pd.Series:
        round_ = df.groupby(["ordning", "aar"])["prioritet_forslag_vedtak"]
        return holds(round_.rank(method="first") == df["prioritet_forslag_vedtak"]) & ~(
            df["prioritet_forslag_vedtak"].notna()
            & df.duplicated(["ordning", "aar", "prioritet_forslag_vedtak"], keep=False)
        )


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per application; a dash for a priority is an answer, a blank is none."""
    printed = raw["prioritet_innstilt"].str.strip()
    dash = printed.eq(NO_PRIORITY).fillna(False).astype(bool)
    recommendation = (
        pd.Series("prioritert", raw.index, dtype="str")
        .mask(dash, "uten_prioritet")
        .mask(printed.isna(), "ikke_innstilt")
    )
    return pd.DataFrame(
        {
            "soeknad_id": raw["soeknad_id"],
            "prosjekt_id": parse.code(raw["tittel"], "prosjekter"),
            "ordning": parse.choice(raw["ordning"], SCHEMES),
            "aar": parse.year(raw["aar"]),
            "tittel": parse.text(raw["tittel"]),
            "tittel_forslag": parse.text(raw["tittel_forslag"]),
            "innstilling": recommendation,
            "prioritet_innstilt": parse.whole_number(printed.mask(dash)),
            "prioritet_forslag_vedtak": parse.whole_number(raw["prioritet_forslag"]),
            "soekt_samlet_kr": parse.kroner(raw["samlet_beloep"]),
            "prosjekteier": parse.text(raw["prosjekteier"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
