"""Frister og viktige datoer i tilskuddsordningene.

Søknadsfrister, oversendelser, rapportering, behandling og evaluering slik dokumentene oppgir dem. En
dato som nevnes flere steder, er ført hvert sted under samme navn.

Forbehold: Noen datoer er trykt uten år; året er da lest av sammenhengen. Når bare måned, årstid eller
år er oppgitt, er datoen blank. To steder oppgis et annet år for en frist enn resten av dokumentet; de
er beholdt som trykt. Frister som bare er foreslått i høringssvar, er merket som det.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from aarsmelding import parse
from aarsmelding.datasets import KnownBreak, Provenanced, Source, column, holds
from aarsmelding.datasets.regional_tildeling import REGIONS

SOURCE = Source(
    publisher="Helsefellesskapets sekretariat og Helse Nord RHF",
    publication="Møtepapirer, årsmelding, protokoll, styresak og søknad",
    form="løpende tekst",
)
RAW_COLUMNS = ("frist", "hva", "ordning", "slag", "fra", "til", "trykt", "aar_lest", "gjentas")
KEY = ("frist", "kilde", "sted")
SCHEMES = {
    "lokal": "lokal",
    "regional": "regional",
    "lokal og regional": "lokal_og_regional",
    "Tørn samhandling": "toern",
}
KINDS = {
    "søknadsfrist": "soeknadsfrist",
    "høringsfrist": "hoeringsfrist",
    "foreslått frist": "foreslaatt_frist",
    "søknad sendt": "soeknad_sendt",
    "utlysning": "utlysning",
    "tildeling": "tildeling",
    "rapportering": "rapportering",
    "behandling": "behandling",
    "evaluering": "evaluering",
    "gjennomføring": "gjennomfoering",
}
ACTORS = {
    "SSU": "ssu",
    "arbeidsutvalget": "arbeidsutvalg_rs",
    "tildelingsutvalget": "tildelingsutvalg_rs",
    "helsefellesskapet": "helsefellesskap",
    "søkere": "soekere",
    "prosjektene": "prosjekter",
    "helseforetaket": "helseforetak",
    "høringsinstansene": "hoeringsinstanser",
    **{name.removesuffix(" RHF"): code for name, code in REGIONS.items()},
    "KS": "ks",
    "departementet": "departement",
}
SEASONS = {"våren": "vaar", "vår": "vaar", "høsten": "hoest", "høst": "hoest"}
WORD_BEFORE_YEAR = r"([a-zæøå]+)(?: \d{4})?$"

EXCEPTIONS = tuple(
    KnownBreak(
        check="samme_frist_samme_dato",
        where=where,
        reason=reason,
        year=report_year,
        document="001_f3e3f05cfd8f90b4",
    )
    for report_year in (2025, 2026)
    for where, reason in (
        (
            {"frist": "regional_oversendelse_2026_vaar", "trykt": "1. april 2025"},
            "Saksframlegget oppgir 2025, men saken er fra mars 2026 og forslaget til vedtak sier 2026.",
        ),
        (
            {"frist": "toern_2026", "trykt": "1. april 2025"},
            "Saksframlegget oppgir 2025, men to andre steder i samme sak sier 2026.",
        ),
    )
)


class Rows(Provenanced):
    """Én rad er én omtale av en frist eller dato."""

    frist: str = column("Frist", "Kort navn, likt hvert sted fristen står.")
    hva: str = column("Hva", "Hva som skal skje eller skjedde.")
    ordning: str = column("Ordning", "Ordningen fristen hører til.", isin=list(SCHEMES.values()))
    slag: str = column("Slag", "Hva slags frist eller hendelse.", isin=list(KINDS.values()))
    fra: str = column("Fra", "Hvem som leverer eller handler.", isin=list(ACTORS.values()), nullable=True)
    til: str = column("Til", "Hvem som mottar.", isin=list(ACTORS.values()), nullable=True)
    trykt: str = column("Trykt", "Datoen slik den er trykt.")
    dato: pd.Timestamp = column("Dato", "Datoen, blank når dag eller år ikke er gitt.", nullable=True)
    aar: pd.Int64Dtype = column("År", "Året, trykt eller lest av sammenhengen.", "år", nullable=True)
    maaned: pd.Int64Dtype = column("Måned", "Måneden som tall.", ge=1, le=12, nullable=True)
    aarstid: str = column("Årstid", "Når bare årstid er oppgitt.", isin=["vaar", "hoest"], nullable=True)
    er_aar_trykt: bool = column("År trykt", "Om året står sammen med datoen.")
    er_aarlig: bool = column("Årlig", "Om fristen gjentas hvert år.")

    @pa.dataframe_check(error="one deadline must have the same date wherever it stands")
    def samme_frist_samme_dato(cls, df: pd.DataFrame) -> pd.Series:
        # The date most often given is taken as meant, so that the odd one out is what breaks.
        usual = df.groupby("frist")["dato"].agg(lambda dates: dates.mode().min())
        return holds((df["dato"] == df["frist"].map(usual)).where(df["dato"].notna()))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per mention; as much of the date as is printed or can be read from the context."""
    printed = parse.text(raw["trykt"])
    is_yearly = parse.choice(raw["gjentas"], {"årlig": True}, "boolean").fillna(False).astype(bool)
    whole = printed.str.cat(raw["aar_lest"].fillna(""), sep=" ").str.strip().rename("trykt")
    has_day = whole.str.contains(r"^\d{1,2}\.", regex=True).astype(bool)
    date = parse.date_of(whole.where(has_day & ~is_yearly))
    word = whole.str.extract(WORD_BEFORE_YEAR, expand=False).rename("trykt")
    is_season = word.isin(list(SEASONS))
    year_only = whole.mask(has_day).str.extract(r"(\S+)$", expand=False)
    year = parse.year(year_only.where(year_only.ne(word)).rename("trykt"))
    return pd.DataFrame(
        {
            "frist": parse.text(raw["frist"]),
            "hva": parse.text(raw["hva"]),
            "ordning": parse.choice(raw["ordning"], SCHEMES),
            "slag": parse.choice(raw["slag"], KINDS),
            "fra": parse.choice(raw["fra"], ACTORS),
            "til": parse.choice(raw["til"], ACTORS),
            "trykt": printed,
            "dato": date,
            "aar": date.dt.year.astype("Int64").fillna(year),
            "maaned": date.dt.month.astype("Int64").fillna(
                parse.choice(word.mask(is_season | date.notna()), parse.MONTHS, "Int64")
            ),
            "aarstid": parse.choice(word.where(is_season), SEASONS),
            "er_aar_trykt": raw["aar_lest"].isna() & ~is_yearly & (date.notna() | year.notna()),
            "er_aarlig": is_yearly,
            "kilde": raw["kilde"],
            "sted": raw["sted"],
        }
    )
