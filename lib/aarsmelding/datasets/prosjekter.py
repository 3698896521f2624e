"""Prosjekter som har fått eller søkt om rekrutterings- og samhandlingstilskudd.

Porteføljen slik den er trykt i årsmeldingen, og søknadene som ikke er med i den. Tabellen er også
navnelisten som alle andre tabeller oversetter prosjektnavn med.

Forbehold: Porteføljen oppgir lokal eller regional tildeling bare for prosjekter under disse to
overskriftene. For prosjekt X og ferdigstilte tiltak er tildelingen utledet av tilskuddsregnskapet
(lokal) eller av søknadsskjemaet (regional). Deltakerne er gjengitt som trykt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Årsmeldingen, tabell over tiltak, og innstilling til prioritering av søknader",
)
RAW_COLUMNS = ("prosjekt_id", "nr", "tittel", "kortnavn", "navneformer", "gruppe_trykt", "tildeling", "hvem")
KEY = ("prosjekt_id",)
GROUPS = {
    "Lokal tildeling": "lokal",
    "Regional tildeling": "regional",
    "Prosjekt X": "prosjekt_x",
    "Ferdigstilte tiltak": "ferdigstilt",
}
GRANTS = {"lokal": "lokal", "regional": "regional"}


class Rows(Provenanced):
    """Én rad er ett prosjekt."""

    prosjekt_id: str = column("Prosjekt", "Prosjektets kode i alle tabeller.", str_matches=r"^[a-z0-9_]+$")
    portefoelje_nr: pd.Int64Dtype = column("Nummer", "Prosjektets nummer i porteføljen.", ge=1, nullable=True)
    tittel: str = column("Tittel", "Tittelen slik den er trykt.")
    kortnavn: str = column("Kortnavn", "Navnet som brukes i rapporten.")
    navneformer: str = column("Navneformer", "Alle skrivemåter i dokumentene, skilt med semikolon.")
    gruppe_trykt: str = column("Trykt gruppe", "Overskriften prosjektet står under.", nullable=True)
    tildeling: str = column(
        "Tildeling", "Lokal eller regional ordning; blankt uten tildeling.", isin=list(GRANTS), nullable=True
    )
    tildeling_grunnlag: str = column(
        "Grunnlag for tildeling",
        "trykt: følger av overskriften; avledet: utledet av andre dokumenter.",
        isin=["trykt", "avledet"],
        nullable=True,
    )
    er_i_portefoelje: bool = column("I porteføljen", "Prosjektet er nummerert i årsmeldingens tabell.")
    er_prosjekt_x: bool = column("Prosjekt X", "Prosjektet står under overskriften Prosjekt X.")
    er_ferdigstilt: bool = column("Ferdigstilt", "Prosjektet står under ferdigstilte tiltak.")
    deltakere_trykt: str = column("Deltakere", "Deltakerne slik de er trykt.", nullable=True)

    @pa.dataframe_check(error="a printed grant heading must agree with the grant")
    def tildeling_foelger_gruppen(cls, df: pd.DataFrame) -> pd.Series:
        headed = df["tildeling_grunnlag"].eq("trykt")
        return ~headed | df["gruppe_trykt"].map(GROUPS).eq(df["tildeling"])

    @pa.dataframe_check(error="portfolio numbers must run from one without gaps")
    def numre_er_fortloepende(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["portefoelje_nr"].rank(method="first") == df["portefoelje_nr"])

    @pa.dataframe_check(error="a spelling must belong to one project only")
    def navneform_hoerer_til_ett_prosjekt(cls, df: pd.DataFrame) -> pd.Series:
        forms = (df["kortnavn"] + ";" + df["navneformer"]).str.casefold().str.split(";").map(set)
        owners = forms.explode().value_counts()
        return forms.map(lambda own: all(owners[form] == 1 for form in own))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per printed project; what the heading says becomes columns of its own."""
    number = parse.whole_number(raw["nr"])
    group = parse.choice(raw["gruppe_trykt"], GROUPS)
    grant = parse.choice(raw["tildeling"], GRANTS)
    basis = pd.Series("avledet", raw.index, dtype="str").mask(group.isin(list(GRANTS)), "trykt")
    return pd.DataFrame(
        {
            "prosjekt_id": raw["prosjekt_id"],
            "portefoelje_nr": number,
            "tittel": parse.text(raw["tittel"]),
            "kortnavn": parse.text(raw["kortnavn"]),
            "navneformer": parse.text(raw["navneformer"]),
            "gruppe_trykt": raw["gruppe_trykt"],
            "tildeling": grant,
            "tildeling_grunnlag": basis.where(grant.notna()),
            "er_i_portefoelje": number.notna(),
            "er_prosjekt_x": group.eq("prosjekt_x"),
            "er_ferdigstilt": group.eq("ferdigstilt"),
            "deltakere_trykt": parse.text(raw["hvem"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
