"""Foreign keys: what one dataset names, the reference dataset has."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aarsmelding.checks import Broken


def _unknown(frame: pd.DataFrame, dataset: str, column: str, known: pd.Series, what: str) -> Iterator[Broken]:
    values = frame[column].dropna()
    for value in sorted(set(values) - set(known)):
        yield Broken(dataset, f"{what} must be in the reference dataset", {column: value})


def kommuner_i_avvik_finnes(avvik_kommune: pd.DataFrame, kommuner: pd.DataFrame) -> Iterator[Broken]:
    """Every municipality with deviations is one of the partnership's."""
    yield from _unknown(avvik_kommune, "avvik_kommune", "kommune_nr", kommuner["kommune_nr"], "municipality")


def kommuner_i_prosjekter_finnes(prosjektdeltakere: pd.DataFrame, kommuner: pd.DataFrame) -> Iterator[Broken]:
    """Every participating municipality is one of the partnership's."""
    known = kommuner["kommune_nr"]
    yield from _unknown(prosjektdeltakere, "prosjektdeltakere", "kommune_nr", known, "municipality")


def prosjekter_i_tilskudd_finnes(tilskudd: pd.DataFrame, prosjekter: pd.DataFrame) -> Iterator[Broken]:
    """Every project with money is in the portfolio."""
    yield from _unknown(tilskudd, "tilskudd", "prosjekt_id", prosjekter["prosjekt_id"], "project")


def prosjekter_i_soeknader_finnes(soeknader: pd.DataFrame, prosjekter: pd.DataFrame) -> Iterator[Broken]:
    """Every application is for a known project."""
    yield from _unknown(soeknader, "soeknader", "prosjekt_id", prosjekter["prosjekt_id"], "project")


def deltakernes_prosjekter_finnes(
    prosjektdeltakere: pd.DataFrame, prosjekter: pd.DataFrame
) -> Iterator[Broken]:
    """Every participant takes part in a known project."""
    known = prosjekter["prosjekt_id"]
    yield from _unknown(prosjektdeltakere, "prosjektdeltakere", "prosjekt_id", known, "project")


def utvalg_i_moeter_finnes(moeter: pd.DataFrame, utvalg: pd.DataFrame) -> Iterator[Broken]:
    """Every meeting is of a known body."""
    yield from _unknown(moeter, "moeter", "utvalg", utvalg["utvalg"], "body")


def utvalg_i_saker_finnes(saker: pd.DataFrame, utvalg: pd.DataFrame) -> Iterator[Broken]:
    """Every case is of a known body."""
    yield from _unknown(saker, "saker", "utvalg", utvalg["utvalg"], "body")


def utvalg_i_aktivitet_finnes(moeteaktivitet: pd.DataFrame, utvalg: pd.DataFrame) -> Iterator[Broken]:
    """Every activity figure is of a known body."""
    yield from _unknown(moeteaktivitet, "moeteaktivitet", "utvalg", utvalg["utvalg"], "body")


def alle_kommuner_er_alle(prosjektdeltakere: pd.DataFrame, kommuner: pd.DataFrame) -> Iterator[Broken]:
    """Where a project names all municipalities, all of them take part."""
    everyone = prosjektdeltakere[prosjektdeltakere["grunnlag"] == "alle_kommuner"]
    for (project, context), rows in everyone.groupby(["prosjekt_id", "sammenheng"]):
        missing = set(kommuner["kommune_nr"]) - set(rows["kommune_nr"])
        if missing:
            where = {"prosjekt_id": project, "sammenheng": context}
            rule = "a project of all municipalities must list all of them"
            yield Broken("prosjektdeltakere", rule, where, "missing: " + ", ".join(sorted(missing)))


def antall_kommuner_stemmer(helsefellesskap: pd.DataFrame, kommuner: pd.DataFrame) -> Iterator[Broken]:
    """The partnership has as many municipalities as it says."""
    stated = helsefellesskap["antall_kommuner"].item()
    if stated != len(kommuner):
        rule = "the stated number of municipalities must be the number of rows in kommuner"
        yield Broken("helsefellesskap", rule, {}, f"stated {stated}, listed {len(kommuner)}")


def innlemmet_i_finnes(utvalg: pd.DataFrame) -> Iterator[Broken]:
    """A committee is merged into a known one."""
    yield from _unknown(utvalg, "utvalg", "innlemmet_i", utvalg["utvalg"], "body")
