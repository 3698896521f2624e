"""Tall og andre tellbare påstander i de publiserte dokumentene.

Hvert tall, hver sum, dato, andel, enhet, overskrift og hvert «alle» eller «flest» er ført én gang for
hvert sted det står, sammen med regnestykket som skal gi det samme av dataene. Avstemmingen regner det
ut og viser hva som stemmer.

Forbehold: Verdien er lest av teksten, og slingringsmonnet følger av hvor nøyaktig den er trykt: «18,8
mill.» kan være alt fra 18,75 til 18,85 millioner. Hvor alvorlig et avvik er, er en vurdering. En
påstand som ikke kan regnes ut av det som er publisert, sier i stedet hva som trengs.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og Helse Nord RHF",
    publication="Møtepapirer, årsmelding, protokoll og styresak",
    form="tabeller og løpende tekst",
)
RAW_COLUMNS = (
    "paastand",
    "hva",
    "slag",
    "trykt",
    "verdi",
    "enhet",
    "toleranse",
    "uttrykk",
    "faktum",
    "krever",
    "alvor",
    "merknad",
)
KEY = ("paastand",)
KINDS = (
    "tall",
    "telling",
    "sum",
    "differanse",
    "andel",
    "dato",
    "ukedag",
    "tid",
    "rekkefoelge",
    "mengde",
    "enhet",
    "fortegn",
    "overskrift",
    "utgave",
    "tekst",
)
TEXT, TRUTH, DATE, CLOCK = "tekst", "sann", "dato", "klokkeslett"
ID = r"^[a-z0-9_]+(\.[a-z0-9_]+)+$"
NUMBER = r"-?\d+(\.\d+)?"
# Other units than these hold numbers; text may be anything.
PATTERNS = {
    TEXT: r".+",
    TRUTH: r"true|false",
    DATE: r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    CLOCK: r"([01]\d|2[0-3]):[0-5]\d",
}


class Rows(Provenanced):
    """Én rad er én påstand på ett sted i et dokument."""

    paastand: str = column("Påstand", "Kort navn på påstanden og stedet.", str_matches=ID)
    hva: str = column("Hva", "Hva som er oppgitt.")
    slag: str = column("Slag", "Hva slags påstand det er.", isin=list(KINDS))
    trykt: str = column("Trykt", "Tallet, datoen eller ordet slik det er trykt.")
    verdi: str = column("Verdi", "Det samme i maskinlesbar form, med desimalpunktum og ISO-dato.")
    enhet: str = column("Enhet", "Enheten verdien har: «sann» for ja og nei, «tekst» for ord.")
    toleranse: pd.Float64Dtype = column(
        "Slingringsmonn", "Så mye kan verdien avvike fordi den er avrundet på trykk.", ge=0, nullable=True
    )
    uttrykk: str = column("Regnestykke", "Det verdien skal være lik, regnet av datasettene.", nullable=True)
    faktum: str = column("Faktum", "Tallet i denne årsmeldingen som svarer til påstanden.", nullable=True)
    krever: str = column("Krever", "Hva som trengs når påstanden ikke kan regnes ut.", nullable=True)
    alvor: pd.Int64Dtype = column(
        "Alvor", "1 er alvorlig, 2 misvisende, 3 mindre, dersom påstanden er feil.", isin=[1, 2, 3]
    )
    merknad: str = column("Merknad", "Forklaring på et avvik, eller en forutsetning.", nullable=True)

    @pa.dataframe_check(error="exactly one of uttrykk and krever is filled in")
    def uttrykk_eller_krever(cls, df: pd.DataFrame) -> pd.Series:
        return df["uttrykk"].notna() != df["krever"].notna()

    @pa.dataframe_check(error="a claim that names its fact also has an expression")
    def faktum_har_uttrykk(cls, df: pd.DataFrame) -> pd.Series:
        return df["faktum"].isna() | df["uttrykk"].notna()

    @pa.dataframe_check(
        error="the value must have the form of its unit: date, time, true or false, number with point"
    )
    def verdi_passer_til_enhet(cls, df: pd.DataFrame) -> pd.Series:
        fits = is_number(df) & df["verdi"].str.fullmatch(NUMBER)
        for unit, pattern in PATTERNS.items():
            fits |= (df["enhet"] == unit) & df["verdi"].str.fullmatch(pattern)
        dates = df["verdi"].where(df["enhet"] == DATE)
        is_real_day = pd.to_datetime(dates, format="%Y-%m-%d", errors="coerce").notna()
        return holds(fits & (is_real_day | (df["enhet"] != DATE)))

    @pa.dataframe_check(error="a number has a tolerance (0 where it is exact), and nothing else has")
    def toleranse_for_tall(cls, df: pd.DataFrame) -> pd.Series:
        return df["toleranse"].notna() == is_number(df)


def is_number(claims: pd.DataFrame) -> pd.Series:
    """Which claims state a number."""
    return ~claims["enhet"].isin(list(PATTERNS))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per claim; the value stays text, since its unit says what it is."""
    # The tolerance is not a printed number: it is entered with a decimal point, like the value.
    tolerance = raw["toleranse"].str.replace(".", ",", regex=False)
    typed = {
        "toleranse": parse.decimal_number(tolerance),
        "alvor": parse.whole_number(raw["alvor"]),
        "kilde": raw["kilde"],
        "sted": raw["sted"],
    }
    return pd.DataFrame({name: parse.text(raw[name]) for name in RAW_COLUMNS} | typed)
