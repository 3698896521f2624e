"""De mest besøkte sidene på nettstedet, med visninger, brukere og hendelser.

Tall over tusen er trykt avrundet (14k, 6,8k). Hvert antall har derfor tre kolonner: tallet som trykt,
og nedre og øvre grense for det tallet kan være. Nedre grense er med i intervallet, øvre ikke. Et tall
som er trykt fullt ut, er skarpt: de tre er like.

Forbehold: Bare de sju øverste sidene er publisert. Sidetitlene er trykt avkortet. Et tall trykt uten
desimal (4k) er regnet som avrundet til hele tusen. Brukere kan ikke summeres over sider, for samme
bruker kan ha vært innom flere.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import Provenanced, Source, column

SOURCE = Source(
    publisher="Sekretariatet i helsefellesskapet",
    publication="Oversikt over trafikk på nettstedet, vedlegg til årsmeldingen",
)
RAW_COLUMNS = (
    "tabell",
    "side",
    "sidetittel",
    "visninger",
    "aktive_brukere",
    "antall_hendelser",
    "fluktfrekvens",
)
KEY = ("side",)
COUNTS = {
    "antall_visninger": "visninger",
    "antall_aktive_brukere": "aktive_brukere",
    "antall_hendelser": "antall_hendelser",
}
FULL_EDITION = "mest_populaere"
EDITIONS = {name: name for name in ("visninger", FULL_EDITION)}


def _count(title: str, description: str, unit: str) -> Any:
    return column(title, description, unit, ge=0)


class Rows(Provenanced):
    """Én rad er én side."""

    side: str = column("Side", "Sidens navn uten navnet på nettstedet.")
    sidetittel: str = column("Sidetittel", "Sidetittelen slik den er trykt.")
    antall_visninger: pd.Int64Dtype = _count("Visninger", "Visninger, som trykt.", "visninger")
    antall_visninger_nedre: pd.Int64Dtype = _count(
        "Visninger, nedre grense", "Minste mulige antall visninger.", "visninger"
    )
    antall_visninger_oevre: pd.Int64Dtype = _count(
        "Visninger, øvre grense",
        "Øvre grense for visninger; ikke med når tallet er avrundet.",
        "visninger",
    )
    antall_aktive_brukere: pd.Int64Dtype = _count("Aktive brukere", "Aktive brukere, som trykt.", "brukere")
    antall_aktive_brukere_nedre: pd.Int64Dtype = _count(
        "Aktive brukere, nedre grense", "Minste mulige antall aktive brukere.", "brukere"
    )
    antall_aktive_brukere_oevre: pd.Int64Dtype = _count(
        "Aktive brukere, øvre grense",
        "Øvre grense for aktive brukere; ikke med når tallet er avrundet.",
        "brukere",
    )
    antall_hendelser: pd.Int64Dtype = _count("Hendelser", "Hendelser, som trykt.", "hendelser")
    antall_hendelser_nedre: pd.Int64Dtype = _count(
        "Hendelser, nedre grense", "Minste mulige antall hendelser.", "hendelser"
    )
    antall_hendelser_oevre: pd.Int64Dtype = _count(
        "Hendelser, øvre grense",
        "Øvre grense for hendelser; ikke med når tallet er avrundet.",
        "hendelser",
    )
    andel_flukt: pd.Float64Dtype = column(
        "Fluktfrekvens",
        "Andel økter som ble forlatt uten engasjement.",
        "andel",
        in_range={"min_value": 0, "max_value": 1},
    )

    @pa.dataframe_check(error="the two printed editions must give a page the same views")
    def utgavene_er_enige(cls, df: pd.DataFrame) -> pd.Series:
        return ~df.duplicated("side", keep=False)

    @pa.dataframe_check(error="active users of a page must not exceed its views")
    def brukere_hoeyst_visninger(cls, df: pd.DataFrame) -> pd.Series:
        return df["antall_aktive_brukere_nedre"] <= df["antall_visninger_oevre"]


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per page, from the fuller edition.

    A row of the shorter edition goes only if the fuller one has the same views for the page;
    otherwise it stays and breaks the schema.
    """
    edition = parse.choice(raw["tabell"], EDITIONS)
    pages = pd.DataFrame({"side": parse.text(raw["side"]), "sidetittel": parse.text(raw["sidetittel"])})
    for name, printed in COUNTS.items():
        counts = parse.rounded_count(raw[printed])
        pages[name] = counts["verdi"]
        pages[f"{name}_nedre"], pages[f"{name}_oevre"] = counts["nedre"], counts["oevre"]
    pages["andel_flukt"] = parse.share(raw["fluktfrekvens"])
    pages[["kilde", "sted"]] = raw[["kilde", "sted"]]

    is_full = edition.eq(FULL_EDITION)
    views = pd.MultiIndex.from_frame(pages[["side", "antall_visninger"]])
    return pages[is_full | ~views.isin(views[is_full])]
