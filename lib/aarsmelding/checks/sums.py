"""Sums and shares that must agree across tables."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aarsmelding.checks import Broken
from aarsmelding.datasets import KnownBreak

ROUNDED_PERCENT = 0.0005 + 1e-9

EXCEPTIONS = (
    KnownBreak(
        check="fsu_saker_summerer",
        where={"maal": "saker"},
        year=2025,
        document="001_f3e3f05cfd8f90b4",
        reason="Summen av saker i FSU-ene er oppgitt til et annet tall enn utvalgenes egne tall gir.",
    ),
    KnownBreak(
        check="tilskudd_summerer_til_potten",
        where={"aar": 2025, "post": "sum_resterende"},
        year=2025,
        document="000_f9a185e3a0c9b334",
        reason="Restsummen er regnet av potten, ikke av prosjektene: det som var innvilget avsluttede "
        "prosjekter året før, er ikke delt ut på nytt og står ikke på noe prosjekt.",
    ),
    *(
        KnownBreak(
            check="tilskudd_summerer_til_potten",
            where={"aar": 2026, "post": "sum_tildelt_prosjekter"},
            year=report_year,
            document="000_f9a185e3a0c9b334",
            reason="Summen som er tildelt prosjektene, er oppgitt én krone lavere enn summen av radene.",
        )
        for report_year in (2025, 2026)
    ),
    KnownBreak(
        check="prosjekt_x_er_de_samme",
        where={"prosjekt_id": "eldreloeftet"},
        year=2025,
        document="001_f3e3f05cfd8f90b4",
        reason="Årsmeldingen kaller to prosjekter prosjekt X, men den nasjonale listen har bare ett av dem.",
    ),
)


def fsu_saker_summerer(
    moeteaktivitet: pd.DataFrame, moeteaktivitet_sum: pd.DataFrame, utvalg: pd.DataFrame
) -> Iterator[Broken]:
    """Meetings and cases of the committees add up to the stated sums."""
    committees = moeteaktivitet.merge(utvalg.loc[utvalg["type"] == "FSU", ["utvalg"]], on="utvalg")
    for measure, column in (("moeter_avholdt", "antall_avholdte"), ("saker", "antall_saker")):
        of_committees = moeteaktivitet_sum.query("type == 'FSU' and maal == @measure")
        for year, stated in of_committees[["aar", "antall"]].itertuples(index=False):
            computed = committees.loc[committees["aar"] == year, column].sum()
            if computed != stated:
                rule = "the committees must add up to the stated sum"
                found = f"stated {stated}, computed {computed}"
                yield Broken("moeteaktivitet_sum", rule, {"maal": measure, "aar": year}, found)


def avvik_summerer(avvik_kommune: pd.DataFrame, avvik_sum: pd.DataFrame) -> Iterator[Broken]:
    """Deviations per municipality add up to the stated totals."""
    sums = avvik_kommune.groupby("retning")[
        ["antall_meldt", "antall_besvart", "antall_besvart_fra_aaret_foer"]
    ].sum()
    sums["medregnet"] = sums["antall_besvart"] + sums["antall_besvart_fra_aaret_foer"]
    latest = avvik_sum[avvik_sum["aar"] == avvik_sum["aar"].max()]
    pairs = {
        "meldt_primaeromraadet": "antall_meldt",
        "besvart": "antall_besvart",
        "besvart_medregnet_fjoraar": "medregnet",
    }
    for row in latest[
        latest["maal"].isin(list(pairs)) & latest["retning"].isin(list(sums.index))
    ].itertuples():
        computed = sums.at[row.retning, pairs[str(row.maal)]]
        if computed != row.antall_avvik:
            rule = "the municipalities must add up to the stated total"
            found = f"stated {row.antall_avvik}, computed {computed}"
            yield Broken("avvik_sum", rule, {"retning": row.retning, "maal": row.maal}, found)


def aarsaker_summerer(avvik_aarsak: pd.DataFrame, avvik_sum: pd.DataFrame) -> Iterator[Broken]:
    """Causes add up to the deviations with a stated cause (or to all, where none is left out)."""
    computed = avvik_aarsak.groupby("retning")["antall_avvik"].sum()
    latest = avvik_sum[avvik_sum["aar"] == avvik_sum["aar"].max()]
    for direction, total in computed.items():
        stated = latest[latest["retning"] == direction]
        with_cause = stated.loc[stated["maal"] == "med_aarsak", "antall_avvik"]
        compared = with_cause if len(with_cause) else stated.loc[stated["maal"] == "meldt", "antall_avvik"]
        if len(compared) and (compared != total).any():
            rule = "the causes must add up to the deviations that have one"
            yield Broken("avvik_aarsak", rule, {"retning": direction}, f"computed {total}")


def opphav_summerer(avvik_opphav: pd.DataFrame, avvik_sum: pd.DataFrame) -> Iterator[Broken]:
    """The origins add up to all deviations reported to the trust."""
    latest = avvik_sum[avvik_sum["aar"] == avvik_sum["aar"].max()]
    stated = latest.query("retning == 'til_foretak' and maal == 'meldt'")["antall_avvik"].unique()
    computed = avvik_opphav["antall_avvik"].sum()
    for total in stated:
        if total != computed:
            rule = "the origins must add up to the reported deviations"
            yield Broken("avvik_opphav", rule, {}, f"stated {total}, computed {computed}")


def svarprosent_foelger_av_tabellen(
    svarprosent: pd.DataFrame, avvik_kommune: pd.DataFrame
) -> Iterator[Broken]:
    """The stated response rate of the year follows from the table of municipalities."""
    sums = avvik_kommune.groupby("retning")[["antall_meldt", "antall_besvart"]].sum()
    direction = {"foretak": "til_foretak", "kommuner_og_fastleger": "fra_foretak"}
    for row in svarprosent[svarprosent["aar"] == svarprosent["aar"].max()].itertuples():
        counted = sums.loc[direction[str(row.part)]]
        computed = counted["antall_besvart"] / counted["antall_meldt"]
        if abs(computed - row.andel_svar) > ROUNDED_PERCENT:
            rule = "the response rate must follow from answers and reports"
            yield Broken("svarprosent", rule, {"part": row.part}, f"computed {computed:.4f}")


def tilskudd_summerer_til_potten(tilskudd: pd.DataFrame, tilskuddspott: pd.DataFrame) -> Iterator[Broken]:
    """Projects add up to the sums printed below their table."""
    columns = {
        "sum_brukt": "brukt_kr",
        "sum_resterende": "ubrukt_kr",
        "sum_ekstra": "forslag_ekstra_kr",
        "sum_tildelt_prosjekter": "innvilget_kr",
    }
    sums = tilskudd.groupby("aar")[list(columns.values())].sum(min_count=1)
    for row in tilskuddspott[tilskuddspott["post"].isin(list(columns))].itertuples():
        year, column = row.aar, columns[str(row.post)]
        computed = sums.at[year, column] if year in sums.index else pd.NA
        if pd.isna(computed) or computed != row.beloep_kr:
            rule = "the projects must add up to the printed sum"
            found = f"printed {row.beloep_kr}, computed {computed}"
            yield Broken("tilskuddspott", rule, {"aar": row.aar, "post": row.post}, found)


def innvilget_er_prisjustert(tilskudd: pd.DataFrame, tilskuddspott: pd.DataFrame) -> Iterator[Broken]:
    """Where the pot is price-adjusted, every project is adjusted by the same ratio, to the krone."""
    pot = tilskuddspott[tilskuddspott["post"] == "utdelt"].set_index("aar")["beloep_kr"]
    adjusted = set(tilskuddspott.loc[tilskuddspott["post"] == "kpi_sum", "aar"])
    granted = tilskudd.set_index(["prosjekt_id", "aar"])["innvilget_kr"]
    for (project, year), amount in granted.items():
        before = granted.get((project, year - 1), pd.NA)
        if year in adjusted and {year, year - 1} <= set(pot.index) and pd.notna(before):
            expected = round(before * pot[year] / pot[year - 1])
            if amount != expected:
                rule = "the grant must be last year's, adjusted as the pot is"
                where = {"prosjekt_id": project, "aar": year}
                yield Broken("tilskudd", rule, where, f"printed {amount}, computed {expected}")


def soeknader_summerer(soeknader: pd.DataFrame, soeknadsbeloep: pd.DataFrame) -> Iterator[Broken]:
    """The years of an application add up to its total."""
    sums = soeknadsbeloep.groupby("soeknad_id")["soekt_kr"].sum()
    for row in soeknader[soeknader["soekt_samlet_kr"].notna()].itertuples():
        if sums.get(row.soeknad_id) != row.soekt_samlet_kr:
            rule = "the years must add up to the total applied for"
            yield Broken(
                "soeknader", rule, {"soeknad_id": row.soeknad_id}, f"computed {sums.get(row.soeknad_id)}"
            )


def prosjekt_x_er_de_samme(prosjekter: pd.DataFrame, prosjekt_x: pd.DataFrame) -> Iterator[Broken]:
    """What the portfolio calls Prosjekt X is on the national list."""
    national = set(prosjekt_x["prosjekt_id"].dropna())
    for project in sorted(set(prosjekter.loc[prosjekter["er_prosjekt_x"], "prosjekt_id"]) - national):
        yield Broken("prosjekter", "a Prosjekt X must be on the national list", {"prosjekt_id": project})
