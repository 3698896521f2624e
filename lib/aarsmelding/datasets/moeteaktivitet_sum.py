"""Oppgitte summer for utvalgene.

Summene er slik årsmeldingen og møteplanen oppgir dem. De er ikke regnet ut, og kan avvike fra tallene for
hvert utvalg i `moeteaktivitet`.

Forbehold: Årsmeldingen regner med et utvalg som først startet året etter, i antallet ved årets slutt.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import counting, parse
from aarsmelding.datasets import Provenanced, Source, column, holds, joined_places

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Årsmeldingen, avsnitt 1, 5, 8 og 9, og forslag til møteplan",
    form="prosa",
)
RAW_COLUMNS = ("aar", "type", "maal", "antall")
KEY = ("aar", "type", "maal")
DERIVED_FROM = ("moeter", "saker", "utvalg")
MEASURES = (
    "moeter_avholdt",
    "saker",
    "utvalg_i_virksomhet",
    "utvalg_ved_aarets_start",
    "utvalg_ved_aarets_slutt",
    "faste_utvalg_ved_aarets_slutt",
    "midlertidige_utvalg_ved_aarets_slutt",
    "moeter_planlagt",
    "moeter_planlagt_fysiske",
    "moeter_minst_etter_vedtektene",
)


class Rows(Provenanced):
    """Én rad er én oppgitt sum for én type utvalg i ett år."""

    aar: pd.Int64Dtype = column("År", "Året summen gjelder.")
    type: str = column("Type utvalg", "Utvalgene summen gjelder.", isin=["FSU", "SSU", "PSU", "PM"])
    maal: str = column("Mål", "Hva som er talt.", isin=list(MEASURES))
    antall: pd.Int64Dtype = column("Antall", "Summen slik den er oppgitt.", "møter, saker eller utvalg", ge=0)
    antall_steder: pd.Int64Dtype = column("Steder", "Steder i dokumentet som oppgir summen.", "steder", ge=1)
    er_samstemt: pd.BooleanDtype = column("Samstemt", "Om alle stedene oppgir samme sum.")

    @pa.dataframe_check(error="every place that states a sum must state the same one")
    def stedene_er_enige(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["er_samstemt"])

    @pa.dataframe_check(error="permanent and temporary bodies make up all bodies at the end of the year")
    def faste_og_midlertidige_er_alle(cls, df: pd.DataFrame) -> pd.Series:
        total = "utvalg_ved_aarets_slutt"
        wide = df.pivot(index=["aar", "type"], columns="maal", values="antall").reindex(
            columns=list(MEASURES)
        )
        wide = wide.astype("Int64")
        parts = wide[f"faste_{total}"] + wide[f"midlertidige_{total}"]
        adds_up = holds(parts == wide[total])
        return pd.Series(adds_up.reindex(pd.MultiIndex.from_frame(df[["aar", "type"]])).to_numpy(), df.index)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per sum, however many places state it."""
    stated = pd.DataFrame(
        {
            "aar": parse.year(raw["aar"]),
            "type": parse.text(raw["type"]),
            "maal": parse.text(raw["maal"]),
            "antall": parse.whole_number_word(raw["antall"]),
            "kilde": raw["kilde"],
            "sted": raw["sted"],
            "linje": raw.index,
        }
    )
    return joined_places(stated, KEY, ["antall"])


def derived(year: int, moeter: pd.DataFrame, saker: pd.DataFrame, utvalg: pd.DataFrame) -> pd.DataFrame:
    """Meetings held and cases per type of body in the partnership."""
    types = utvalg.loc[utvalg["type"] != "annet"].set_index("utvalg")["type"]
    held = moeter[(moeter["aar"] == year) & (moeter["status"] == "avholdt")]
    counted = {
        "moeter_avholdt": (held, counting.place(moeter=moeter)),
        "saker": (saker[saker["aar"] == year], counting.place(saker=saker)),
    }
    return pd.DataFrame(
        [
            {
                "aar": year,
                "type": kind,
                "maal": measure,
                "antall": rows["utvalg"].map(types).eq(kind).sum(),
                "antall_steder": 1,
                "er_samstemt": True,
                **place,
            }
            for measure, (rows, place) in counted.items()
            for kind in sorted(types.unique())
        ]
    )
