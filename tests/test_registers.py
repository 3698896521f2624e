"""A year with a register of deviations beside one with published sums only. Every figure is made up."""

from __future__ import annotations

import shutil

import pytest
from aarsmelding import datasets
from bs4 import BeautifulSoup

from tests.built_sections import built, facts, table, text
from tests.conftest import CHECKOUT, Invented, invent, put_rows

KEPT = ("dokumenter", "helsefellesskap", "kommuner", "utvalg")
YEAR = 2031
REGISTER = [
    ["A-1", "03.02.2031", "til_foretak", "Tromsø kommune", "UNN", "Medisin", "Epikrise", "13.02.2031"],
    ["A-2", "04.02.2031", "til_foretak", "Tromsø kommune", "UNN", "Medisin", "Epikrise", ""],
    ["A-3", "05.06.2031", "til_foretak", "Utenfor primærområdet", "UNN", "", "", "25.06.2031"],
    ["A-4", "06.06.2031", "fra_foretak", "UNN", "Harstad kommune", "Kirurgi", "Transport", "07.06.2031"],
    ["A-5", "07.02.2031", "fra_foretak", "UNN", "Harstad kommune", "Kirurgi", "Transport", ""],
]
# What was published the year before, as sums only.
SUMS = [["til_foretak", "2030", "meldt", "", "9"], ["fra_foretak", "2030", "meldt", "", "1"]]
PLACE = ["oppdiktet", "linje 1"]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    made = invent(tmp_path_factory.mktemp("register"))
    made.keep(*KEPT)
    shutil.copy(CHECKOUT / "notebooks" / "52_avvik_register.ipynb", made.project.notebooks)
    put_rows(made.raw("avvik_register"), REGISTER)
    before = made.project.raw(YEAR - 1)
    before.mkdir()
    put_rows(before / "avvik_sum.csv", SUMS)
    return made


@pytest.fixture(scope="module")
def section(project) -> BeautifulSoup:
    return built(project.root, YEAR, "avvik_register")["avvik_register"]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("meldt", "5"),
        ("andel_besvart", "0.6"),
        ("svartid_kortest", "1"),
        ("svartid_lengst", "20"),
        ("flest_i_en_maaned", "3"),
        ("meldt_aaret_foer", "10"),
    ],
)
def test_a_number_is_counted_from_the_register(section, fact, value):
    assert facts(section)[fact] == value


def test_months_answers_municipalities_and_causes_are_counted(section):
    assert table(section, "Meldte avvik per måned") == [["februar", "2", "1"], ["juni", "1", "1"]]
    assert table(section, "Meldte og besvarte") == [
        ["Meldt til UNN", "3", "2", "15", "66,7 %"],
        ["Meldt fra UNN", "2", "1", "1", "50,0 %"],
    ]
    assert table(section, "Avvik per kommune") == [["Tromsø", "2", "0"], ["Harstad", "0", "2"]]
    assert table(section, "Avvik etter årsak") == [["Epikrise", "2", "0"], ["Transport", "0", "2"]]


def test_the_year_before_stands_beside_it_and_the_break_is_marked(section):
    assert table(section, "Meldte avvik i 2030 og 2031") == [
        ["Meldt til UNN", "9", "3", "−6"],
        ["Meldt fra UNN", "1", "2", "1"],
    ]
    break_said = "Antallet gikk ned fra 10 til 5. Brudd: 2030 er publiserte summer, 2031 er enkeltmeldinger."
    assert break_said in text(section)


def test_without_the_year_before_the_comparison_is_missing_and_the_rest_is_there(project, section):
    aside = project.root / "lagt-bort"
    project.project.raw(YEAR - 1).rename(aside)
    alone = built(project.root, YEAR, "avvik_register")["avvik_register"]
    aside.rename(project.project.raw(YEAR - 1))
    assert facts(alone)["meldt"] == "5"
    assert "meldt_aaret_foer" not in facts(alone)
    assert "oppgitt i tekst og tabell, året før" in alone.get_text()


def test_register_and_sums_of_the_same_year_are_reconciled(project, command):
    header = list(datasets.get("avvik_kommune").raw_columns)
    row = ["Tromsø kommune", "3", "1", "33,3", "", "", "", *PLACE]
    other = ["Harstad kommune", "", "", "", "2", "1", "50,0", "oppdiktet", "linje 2"]
    project.put("avvik_kommune", [header, row, other])
    refused = command(project.root, "check", "--year", str(YEAR))
    for path in project.project.raw(YEAR).glob("avvik_kommune.*"):
        path.unlink()
    assert refused.exit_code == 3
    assert "the register must count as many reports as is published" in refused.error
    assert "kommune_nr=5501, retning=til_foretak; published 3, in the register 2" in refused.error
    assert "5503" not in refused.error
