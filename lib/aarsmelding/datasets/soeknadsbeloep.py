"""Søkte beløp per år i søknadene til regionalt tilskudd.

Beløpene i tabellen som følger sekretariatets innstilling, fordelt på årene det er søkt for.

Forbehold: Et blankt år i tabellen betyr at det ikke er søkt for året, og gir ingen rad. Beløpene er
søkt, ikke innvilget.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Innstilling til prioritering av søknader på regionalt tilskudd",
)
# The printed headings are years, which change from one report to the next: only the first is data.
YEAR_COLUMNS = tuple(f"beloep_aar_{place}" for place in range(1, 6))
RAW_COLUMNS = ("soeknad_id", "tittel", "samlet_beloep", "foerste_aar", *YEAR_COLUMNS)
KEY = ("soeknad_id", "aar")


class Rows(Provenanced):
    """Én rad er ett år i én søknad."""

    soeknad_id: str = column("Søknad", "Søknadens kode.", str_matches=r"^[a-z0-9_]+$")
    prosjekt_id: str = column("Prosjekt", "Prosjektet søknaden gjelder.")
    aar: pd.Int64Dtype = column("År", "Året beløpet gjelder.", "år")
    soekt_kr: pd.Int64Dtype = column("Søkt beløp", "Beløpet det er søkt om for året.", "kr", ge=0)
    soekt_samlet_kr: pd.Int64Dtype = column(
        "Samlet søkt beløp", "Beløpet det er søkt om i alle år, slik det er trykt.", "kr", ge=0
    )

    @pa.dataframe_check(error="the years of an application must add up to its total")
    def aarene_summerer_til_samlet(cls, df: pd.DataFrame) -> pd.Series:
        return df.groupby("soeknad_id")["soekt_kr"].transform("sum") == df["soekt_samlet_kr"]


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per application and year with an amount."""
    first_year = parse.year(raw["foerste_aar"])
    common = pd.DataFrame(
        {
            "soeknad_id": raw["soeknad_id"],
            "prosjekt_id": parse.code(raw["tittel"], "prosjekter"),
            "soekt_samlet_kr": parse.kroner(raw["samlet_beloep"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
    parts = [
        common.assign(aar=first_year + place, soekt_kr=parse.kroner(raw[name]))[raw[name].notna()]
        for place, name in enumerate(YEAR_COLUMNS)
    ]
    return pd.concat(parts)
