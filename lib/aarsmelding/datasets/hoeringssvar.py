"""Høringssvar til den søknadsbaserte ordningen i Helse Nord.

Tabellen viser hvem som svarte, hva de ga innspill til, og hvordan de stilte seg til søknadsfristen.

Forbehold: Svarene er sammenfattet av Helse Nord, og bare om det er gitt innspill, er ført her.
Standpunktet til søknadsfristen er lest av sammenfatningen; et svar som både spør og foreslår, er ført
som forslag. Et felles svar fra flere kommuner er ett svar og har ikke kommunenummer.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column, holds

SOURCE = Source(
    publisher="Helse Nord RHF",
    publication="Styresak om søknadsbasert ordning, sammenfatning av innspill",
)
INPUTS = {
    "har_innspill_prioritering": "innspill_prioritering",
    "har_innspill_frist": "innspill_frist",
    "har_innspill_struktur": "innspill_struktur",
    "har_andre_innspill": "andre_innspill",
}
RAW_COLUMNS = ("avsender", "gruppe", "avsendertype", "kommune", *INPUTS.values(), "standpunkt_frist")
KEY = ("avsender",)
GROUPS = {
    "Innspill fra kommuner:": "kommuner",
    "Innspill fra helseforetakene": "helseforetak",
    "Andre innspill": "andre",
}
SENDERS = ("kommune", "interkommunalt", "foretak", "andre")
POSITIONS = {
    "støtter": "stoetter",
    "foreslår annen": "foreslaar_annen",
    "spørsmål": "spoersmaal",
    "ikke svart": "ikke_svart",
}


class Rows(Provenanced):
    """Én rad er ett høringssvar."""

    avsender: str = column("Avsender", "Den som svarte, slik navnet er trykt.")
    gruppe: str = column("Gruppe", "Overskriften svaret står under.", isin=list(GROUPS.values()))
    avsendertype: str = column("Avsendertype", "Hva slags organisasjon som svarte.", isin=list(SENDERS))
    kommune_nr: str = column(
        "Kommunenummer", "Bare for kommuner i helsefellesskapet.", str_matches=r"^\d{4}$", nullable=True
    )
    har_innspill_prioritering: pd.BooleanDtype = column(
        "Prioritering", "Innspill til prioriterte tiltak og kriterier."
    )
    har_innspill_frist: pd.BooleanDtype = column("Søknadsfrist", "Innspill til tidspunkt for søknadsfrister.")
    har_innspill_struktur: pd.BooleanDtype = column(
        "Erfaringsdeling", "Innspill til regionale strukturer for læring."
    )
    har_andre_innspill: pd.BooleanDtype = column("Andre innspill", "Innspill ut over det som ble etterspurt.")
    standpunkt_frist: str = column(
        "Standpunkt til fristen", "Holdning til foreslått søknadsfrist.", isin=list(POSITIONS.values())
    )

    @pa.dataframe_check(error="a position on the deadline goes with an input on it, and only then")
    def standpunkt_har_innspill(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["har_innspill_frist"] == (df["standpunkt_frist"] != "ikke_svart"))

    @pa.dataframe_check(error="only a municipality has a municipality number")
    def bare_kommuner_har_kommunenummer(cls, df: pd.DataFrame) -> pd.Series:
        return df["kommune_nr"].isna() | (df["avsendertype"] == "kommune")

    @pa.dataframe_check(error="an answer must hold at least one input")
    def svar_har_innspill(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df[list(INPUTS)].any(axis=1))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per sender."""
    return pd.DataFrame(
        {
            "avsender": parse.text(raw["avsender"]),
            "gruppe": parse.choice(raw["gruppe"], GROUPS),
            "avsendertype": parse.choice(raw["avsendertype"], {name: name for name in SENDERS}),
            "kommune_nr": parse.code(raw["kommune"], "kommuner"),
            **{name: parse.yes_no(raw[printed]) for name, printed in INPUTS.items()},
            "standpunkt_frist": parse.choice(raw["standpunkt_frist"].fillna("ikke svart"), POSITIONS),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
