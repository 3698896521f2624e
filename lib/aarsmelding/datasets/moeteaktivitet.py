"""Møter og saker i året, utvalg for utvalg.

Tallene er de årsmeldingen oppgir for hvert utvalg. Når samme tall står flere steder, i hovedteksten og i
utvalgets egen årsrapport, er det ett tall her, og datasettet kontrollerer at stedene er enige.

Forbehold: Blankt betyr at tallet ikke er oppgitt, ikke at det er null. Møteform er bare oppgitt for noen
utvalg. Et utvalg som ble vedtatt i året, men startet senere, står med blanke tall.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import counting, parse
from aarsmelding.checks.meetings import MEETINGS
from aarsmelding.datasets import Provenanced, Source, column, holds, joined_places

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat",
    publication="Årsmeldingen, avsnittene om utvalgene, og utvalgenes egne årsrapporter",
    form="prosa",
)
COUNTS = {
    "planlagt": "antall_planlagte",
    "avlyst": "antall_avlyste",
    "ordinaere": "antall_ordinaere",
    "ekstraordinaere": "antall_ekstraordinaere",
    "avholdt": "antall_avholdte",
    "saker": "antall_saker",
    "digitale": "antall_digitale",
    "hybride": "antall_hybride",
    "fysiske": "antall_fysiske",
}
RAW_COLUMNS = ("aar", "utvalg", "plassering", *COUNTS)
KEY = ("aar", "utvalg")
DERIVED_FROM = ("moeter", "saker", "utvalg")
PLACES = ("hoved", "oppsummering", "vedlegg")


def meetings(title: str, description: str) -> pd.Int64Dtype:
    return column(title, description, "møter", ge=0, nullable=True)


class Rows(Provenanced):
    """Én rad er ett utvalg i ett år."""

    aar: pd.Int64Dtype = column("År", "Året tallene gjelder.")
    utvalg: str = column("Utvalg", "Utvalgets kjennetegn.")
    antall_planlagte: pd.Int64Dtype = meetings("Planlagte møter", "Møter på møteplanen.")
    antall_avlyste: pd.Int64Dtype = meetings("Avlyste møter", "Planlagte møter som ble avlyst.")
    antall_ordinaere: pd.Int64Dtype = meetings("Ordinære møter", "Avholdte møter på møteplanen.")
    antall_ekstraordinaere: pd.Int64Dtype = meetings(
        "Ekstraordinære møter", "Avholdte møter utenom møteplanen."
    )
    antall_avholdte: pd.Int64Dtype = meetings("Avholdte møter", "Alle avholdte møter.")
    antall_saker: pd.Int64Dtype = column("Saker", "Behandlede saker.", "saker", ge=0, nullable=True)
    antall_digitale: pd.Int64Dtype = meetings("Digitale møter", "Avholdte møter som var digitale.")
    antall_hybride: pd.Int64Dtype = meetings(
        "Hybride møter", "Digitale møter der det også var mulig å møte fysisk."
    )
    antall_fysiske: pd.Int64Dtype = meetings("Fysiske møter", "Avholdte møter som var fysiske.")
    antall_steder: pd.Int64Dtype = column(
        "Steder", "Steder i dokumentene som oppgir tall for utvalget.", "steder", ge=1
    )
    er_samstemt: pd.BooleanDtype = column("Samstemt", "Om alle steder som oppgir samme tall, er enige.")

    @pa.dataframe_check(error="every place that states a number must state the same one")
    def stedene_er_enige(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["er_samstemt"])

    @pa.dataframe_check(error="meetings held are the ordinary and the extraordinary ones")
    def avholdt_er_ordinaere_og_ekstraordinaere(cls, df: pd.DataFrame) -> pd.Series:
        return holds(df["antall_avholdte"] == df["antall_ordinaere"] + df["antall_ekstraordinaere"])

    @pa.dataframe_check(error="planned meetings are the ordinary ones held and those cancelled")
    def planlagt_er_ordinaere_og_avlyste(cls, df: pd.DataFrame) -> pd.Series:
        ordinary = df["antall_ordinaere"].fillna(df["antall_avholdte"])
        return holds(df["antall_planlagte"] == ordinary + df["antall_avlyste"])

    @pa.dataframe_check(error="where the form of the meetings is stated, it is stated for all of them")
    def formene_dekker_alle_moeter(cls, df: pd.DataFrame) -> pd.Series:
        forms = df[["antall_digitale", "antall_hybride", "antall_fysiske"]].sum(axis=1, min_count=1)
        return holds(df["antall_avholdte"] == forms)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per body: the first stated value of each count, main text before annex."""
    place = parse.choice(raw["plassering"], {name: PLACES.index(name) for name in PLACES}, "Int64")
    stated = pd.DataFrame(
        {"aar": parse.year(raw["aar"]), "utvalg": parse.code(raw["utvalg"], "utvalg"), "plass": place}
        | {new: parse.whole_number_word(raw[old]) for old, new in COUNTS.items()}
        | {"kilde": raw["kilde"], "sted": raw["sted"], "linje": raw.index}
    ).sort_values("plass", kind="stable")
    return joined_places(stated, KEY, list(COUNTS.values()))


def derived(year: int, moeter: pd.DataFrame, saker: pd.DataFrame, utvalg: pd.DataFrame) -> pd.DataFrame:
    """One row per body of the partnership, as where it is published: without any row, it had no meeting.

    Where the form or the type of a meeting is unknown, so is how many there are of each.
    """
    rows = []
    for body in utvalg.loc[utvalg["type"] != "annet", "utvalg"]:
        taken_place = moeter.query("aar == @year and utvalg == @body and status in ['avholdt', 'avlyst']")
        cases = saker[(saker["aar"] == year) & (saker["utvalg"] == body)]
        counts = {
            column: pd.NA if len(taken_place.query(possible)) else len(taken_place.query(chosen))
            for column, (_, chosen, possible) in MEETINGS.items()
        }
        rows.append(
            {
                "aar": year,
                "utvalg": body,
                **counts,
                "antall_planlagte": counts["antall_ordinaere"] + counts["antall_avlyste"],
                "antall_saker": len(cases),
                "antall_steder": 1,
                "er_samstemt": True,
                **counting.place(moeter=moeter, saker=saker),
            }
        )
    return pd.DataFrame(rows)
