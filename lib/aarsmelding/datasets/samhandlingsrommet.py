"""Søknaden «Hvor er samhandlingsrommet?», punkt for punkt.

Parter, forventet nytte, ressurser, milepæler, måling og tidshorisont i søknaden om et forprosjekt, med
intensjonsavtalen og nyttetabellen som fulgte den.

Forbehold: Teksten er egne stikkord, ikke søknadens formuleringer. Nytte er det søkeren venter, ikke målt
effekt. Samme nytte kan stå flere steder i søknaden; tell derfor innenfor én type. De fleste
milepælene er trykt uten dato.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Søkerne bak prosjektet",
    publication="Søknadsskjema om regionalt tilskudd, intensjonsavtale og nyttetabell",
    form="skjema og tabell",
)
RAW_COLUMNS = (
    "type",
    "rekkefoelge",
    "tekst",
    "mottaker",
    "ansvarlig",
    "maaling",
    "forutsetning",
    "maaned_fra",
    "maaned_til",
    "fase",
    "dato",
)
KEY = ("type", "rekkefoelge")
KINDS = {
    "part": "part i søknaden",
    "formaal": "støtte til formålet med ordningen",
    "nytte": "nytte per mottaker",
    "nytteverdi": "vurdering av nytteverdi",
    "nytte_tabell": "nytte i nyttetabellen",
    "maaling": "måling med forutsetning",
    "frigjoering": "bruk av frigjorte ressurser",
    "tidshorisont": "ventet effekt på kort, middels og lang sikt",
    "bruk_av_midler": "bruk av midlene",
    "ressurs": "ressurser partene bidrar med",
    "ansvar": "ansvar for pasientene",
    "involvering": "brukere, tillitsvalgte og vernetjeneste",
    "forpliktelse": "partenes forpliktelser",
    "milepael": "milepæl",
    "dato": "dato eller frist",
    "varighet": "prosjektets lengde",
}
MUNICIPALITY = " kommune"


class Rows(Provenanced):
    """Én rad er ett punkt i søknaden."""

    type: str = column(
        "Type", "; ".join(f"{kind}: {meaning}" for kind, meaning in KINDS.items()) + ".", isin=list(KINDS)
    )
    rekkefoelge: pd.Int64Dtype = column("Rekkefølge", "Plassen innenfor typen.", ge=1)
    tekst: str = column("Stikkord", "Hva punktet gjelder, i egne ord.")
    kommune_nr: str = column(
        "Kommunenummer", "Bare for kommuner som er part.", str_matches=r"^\d{4}$", nullable=True
    )
    mottaker: str = column("Mottaker", "Hvem som får nytten, skilt med semikolon.", nullable=True)
    ansvarlig: str = column("Ansvarlig", "Hvem som har ansvaret, skilt med semikolon.", nullable=True)
    maaling: str = column("Måling", "Hva som skal måles, skilt med semikolon.", nullable=True)
    forutsetning: str = column("Forutsetning", "Hva som må være på plass.", nullable=True)
    maaned_fra: pd.Int64Dtype = column("Fra måned", "Horisontens begynnelse.", "måneder", ge=0, nullable=True)
    maaned_til: pd.Int64Dtype = column("Til måned", "Horisontens slutt.", "måneder", ge=1, nullable=True)
    fase: str = column("Fase", "Prosjektfasen horisonten hører til.", nullable=True)
    dato: pd.Timestamp = column("Dato", "Dato eller frist, der den er oppgitt.", nullable=True)

    @pa.dataframe_check(error="a horizon must end after it begins")
    def horisonten_slutter_etter_start(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["maaned_fra"] < df["maaned_til"])

    @pa.dataframe_check(error="points of a kind must be numbered from one without gaps")
    def punktene_er_fortloepende(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df.groupby("type")["rekkefoelge"].rank(method="first") == df["rekkefoelge"])


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per point; parties that are municipalities get their number."""
    is_municipality = raw["type"].eq("part") & raw["tekst"].str.endswith(MUNICIPALITY)
    words = ["type", "tekst", "mottaker", "ansvarlig", "maaling", "forutsetning", "fase"]
    numbers = ["rekkefoelge", "maaned_fra", "maaned_til"]
    municipality = raw["tekst"].where(is_municipality).str.removesuffix(MUNICIPALITY)
    return pd.DataFrame(
        {
            **{name: parse.text(raw[name]) for name in words},
            **{name: parse.whole_number(raw[name]) for name in numbers},
            "kommune_nr": parse.code(municipality, "kommuner"),
            "dato": parse.date_of(raw["dato"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
