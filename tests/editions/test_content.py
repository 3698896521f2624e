"""The pages of municipalities and committees: values that a person counted in the raw files of 2025."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from aarsmelding import notebook, sections, store
from aarsmelding.page.fragments import Fragment, fragment
from aarsmelding.paths import Project
from aarsmelding.validate import validate
from bs4 import BeautifulSoup

from tests import conftest

CHECKOUT = Project(conftest.CHECKOUT)
YEAR = 2025
TROMSOE, STORFJORD, TJELDSUND, LOEDINGEN = "5501", "5538", "5512", "1851"
MENTAL_HEALTH, CHILDREN, PATHWAYS = "fsu_psykisk_helse_og_rus", "fsu_barn_og_unge", "fsu_pasientforloep"
EDITIONS = [("kommuneprofil", key) for key in (TROMSOE, STORFJORD, TJELDSUND, LOEDINGEN)]
EDITIONS += [("fsu_rapport", key) for key in (MENTAL_HEALTH, CHILDREN, PATHWAYS)]
# What code leaves where it forgot that something can be missing.
LEFTOVERS = re.compile(r"\b(?:nan|None|NaT|<NA>|True|False|Series|dtype)\b|\{|\}|0 av 0\b|[a-zæøå]_[a-zæøå]")
Open = Callable[[str, str], Fragment]

FACTS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "kommuneprofil",
        TROMSOE,
        {
            "avvik_til": 101,
            "avvik_til_plassering": 1,
            "avvik_til_kommuner": 16,
            "avvik_til_andel": round(101 / 241, 10),
            "besvart_av_foretak": 32,
            "avvik_fra": 24,
            "avvik_fra_plassering": 1,
            "avvik_fra_kommuner": 12,
            "besvart_av_kommunen": 3,
            "andel_besvart_av_kommunen": 0.125,
            "prosjekter": 7,
            # Palliation, work exchange and Eldreløftet: 4 590 000 + 6 630 000 + 5 766 100.
            "prosjektene_disponibelt": 16_986_100,
            "prosjektene_brukt": 5_410_043,
        },
    ),
    (
        "kommuneprofil",
        STORFJORD,
        {
            # Eleven have more than one; Dyrøy, Gratangen, Skjervøy and Sørreisa have one as well.
            "avvik_til": 1,
            "avvik_til_plassering": 12,
            "avvik_til_delt": 4,
            # 24, 9, 7, 7 and 4 are more; Bardu has two as well.
            "avvik_fra": 2,
            "avvik_fra_plassering": 6,
            "avvik_fra_delt": 1,
            "besvart_av_foretak": 1,
            "svarandel_kommunen_oppgitt": 0,
            "prosjekter": 3,
            "prosjektene_disponibelt": 10_368_300,
        },
    ),
    (
        "kommuneprofil",
        LOEDINGEN,
        {
            "prosjekter": 1,
            # Seven have the one project that is for all.
            "prosjekter_plassering": 18,
            "prosjekter_delt": 6,
            "fjoraarets_besvart_av_foretak": 2,
            "opplysninger_oppgitt": 0,
        },
    ),
    (
        "fsu_rapport",
        MENTAL_HEALTH,
        {
            "moeter": 4,
            "saker": 30,
            # 37 + 17 + 54 + 14 + 30 + 6 + 38
            "saker_andel": round(30 / 196, 10),
            "saker_plassering": 4,
            "saker_per_moete": 7.5,
            "moeter_uten_tidspunkt": 1,
            "tema": 14,
            "beloep": 1_175_000,
            "soeknad_sendt": "2025-02-28",
            "vedtak_dato": "2025-10-09",
            "nedlagt_dato": "2026-01-01",
        },
    ),
    (
        "fsu_rapport",
        CHILDREN,
        {"moeter": 2, "saker": 14, "moeter_uten_tidspunkt": 1, "tema": 7, "vedtak_dato": "2025-10-09"},
    ),
    (
        "fsu_rapport",
        PATHWAYS,
        # 14 + 30 + 6
        {"saker_overtatt": 50, "oppstart_dato": "2026-01-01", "opplysninger_oppgitt": 0},
    ),
]
NOT_STATED = [
    ("kommuneprofil", LOEDINGEN, "avvik_til"),
    ("kommuneprofil", LOEDINGEN, "avvik_fra"),
    # Three deviations, and a blank where the answers are counted.
    ("kommuneprofil", TJELDSUND, "besvart_av_foretak"),
    ("fsu_rapport", PATHWAYS, "moeter"),
    ("fsu_rapport", PATHWAYS, "saker"),
    ("fsu_rapport", CHILDREN, "beloep"),
]
SENTENCES = [
    ("kommuneprofil", TROMSOE, "Av 16 kommuner med tall er Tromsø nr. 1, regnet fra flest til færrest."),
    ("kommuneprofil", TROMSOE, "Tromsø kommune står på listen."),
    ("kommuneprofil", STORFJORD, "Storfjord kommune (Omasvuotna på samisk og Omasvuono på kvensk)"),
    ("kommuneprofil", STORFJORD, "nr. 12, regnet fra flest til færrest, på delt plass med fire andre."),
    ("kommuneprofil", STORFJORD, "Storfjord kommune sto bak et felles svar"),
    ("kommuneprofil", STORFJORD, "under medianen for avvik meldt til UNN og på medianen for avvik meldt fra"),
    ("kommuneprofil", TJELDSUND, "Hvor mange UNN har besvart, står blankt"),
    ("kommuneprofil", LOEDINGEN, "Dokumentene sier lite om Lødingen kommune."),
    ("kommuneprofil", LOEDINGEN, "Lødingen er med i 1 av 16 prosjekter, bare fordi prosjektet gjelder alle"),
    ("kommuneprofil", LOEDINGEN, "Av åtte slags opplysninger om en kommune er ingen oppgitt"),
    ("fsu_rapport", MENTAL_HEALTH, "Utvalget har egen årsrapport, vedlegg 4 til årsmeldingen."),
    ("fsu_rapport", MENTAL_HEALTH, "er tatt inn i et annet utvalg, FSU Pasientforløp."),
    ("fsu_rapport", PATHWAYS, "Det er ikke oppgitt møter eller saker for FSU Pasientforløp i 2025."),
    ("fsu_rapport", PATHWAYS, "SSU vedtok å opprette FSU Pasientforløp 9. oktober 2025."),
    ("fsu_rapport", PATHWAYS, "tar over for FSU Barn og unge, FSU Psykisk helse og rus og FSU Digital"),
    ("fsu_rapport", PATHWAYS, "Utvalget har ingen egen årsrapport blant vedleggene."),
]


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Open:
    """An edition of the real notebooks on the real data, run once, held to the gate."""
    project = Project(tmp_path_factory.mktemp("utgaver"))
    shutil.copytree(CHECKOUT.raw(YEAR), project.raw(YEAR))
    shutil.copytree(CHECKOUT.notebooks, project.notebooks)
    for name in {name for source in notebook.editions(project) for name in source.datasets}:
        frame, faults = validate(project, YEAR, name)
        assert frame is not None, faults
        store.write(frame, project.dataset(YEAR, name))

    @cache
    def made(name: str, key: str) -> Fragment:
        source = notebook.section(project, name)
        assert source.dimension is not None
        executed = project.root / "executed" / f"{key}.ipynb"
        sections.run(project, source, {"year": YEAR, source.dimension.column: key}, executed)
        return fragment(executed, name)

    return made


def read_aloud(page: Fragment) -> str:
    """Its text as it reads, without the spaces that markup brings."""
    return " ".join(BeautifulSoup(page.html, "html.parser").get_text().split())


@pytest.mark.parametrize(("name", "key", "values"), FACTS, ids=[key for _, key, _ in FACTS])
def test_a_page_states_what_the_sources_say(edition, name, key, values):
    stated = {fact["id"].partition(".")[2]: fact["value"] for fact in edition(name, key).facts}
    assert {what: stated.get(what) for what in values} == values


@pytest.mark.parametrize(("name", "key", "what"), NOT_STATED)
def test_what_is_not_published_is_not_a_number(edition, name, key, what):
    assert f"{name}.{what}" not in {fact["id"] for fact in edition(name, key).facts}


@pytest.mark.parametrize(("name", "key", "sentence"), SENTENCES)
def test_the_sentences_fit_the_one_they_are_about(edition, name, key, sentence):
    assert sentence in read_aloud(edition(name, key))


@pytest.mark.parametrize(("name", "key"), EDITIONS)
def test_the_text_has_nothing_that_only_code_understands(edition, name, key):
    assert LEFTOVERS.findall(read_aloud(edition(name, key))) == []


@pytest.mark.parametrize(("name", "key"), EDITIONS)
def test_no_table_is_empty(edition, name, key):
    bodies = BeautifulSoup(edition(name, key).html, "html.parser").select("tbody")
    assert all(body.select("td") for body in bodies)


@pytest.mark.parametrize(("name", "key"), EDITIONS)
def test_a_fact_says_whom_it_is_about(edition, name, key):
    assert {fact["entity"] for fact in edition(name, key).facts} <= {key, ""}


def test_every_committee_has_a_page_and_nothing_else_has():
    source = notebook.section(CHECKOUT, "fsu_rapport")
    frame, _ = validate(CHECKOUT, YEAR, "utvalg")
    chosen = frame.query(source.dimension.where)
    assert len(chosen) == 9
    assert chosen["navn"].str.startswith("FSU ").all()
