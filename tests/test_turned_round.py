"""The real sections on turned-round data: every sentence that states a relation turns with it.

The figures below are made up. Each expected sentence was written down from them; the one it replaces is
what the committed ledger has of the published figures.
"""

from __future__ import annotations

import json
import re
import shutil

import pytest
from aarsmelding.paths import Project
from bs4 import BeautifulSoup

from tests import conftest
from tests.built_sections import built, text
from tests.conftest import made_up_receipt, set_cells

CHECKOUT = Project(conftest.CHECKOUT)
YEAR = 2025
SECTIONS = ("sammendrag", "fsu", "avvik", "ressurser")

# Dataset, line, column, what is printed, what is put there instead.
TURNED = [
    # Response rates of the two years change places.
    ("svarprosent", 2, "svarprosent_forrige_aar", "92,6 %", "33,6 %"),
    ("svarprosent", 2, "svarprosent", "33,6%", "92,6%"),
    ("svarprosent", 3, "svarprosent_forrige_aar", "35,5%", "23,3%"),
    ("svarprosent", 3, "svarprosent", "23,3%", "35,5%"),
    # More deviations to the trust the year before than this year, and fewer from it.
    ("avvik_sum", 7, "trykt", "240", "250"),
    ("avvik_sum", 16, "trykt", "108", "50"),
    # Tromsø and Harstad change places in the table of municipalities.
    ("avvik_kommune", 2, "kommune", "TROMSØ KOMMUNE", "HARSTAD KOMMUNE"),
    ("avvik_kommune", 3, "kommune", "HARSTAD KOMMUNE", "TROMSØ KOMMUNE"),
    # The committee with most cases and the one with fewest change places; the stated sum is too high.
    ("moeteaktivitet", 10, "saker", "54", "6"),
    ("moeteaktivitet", 16, "saker", "6", "54"),
    ("moeteaktivitet_sum", 6, "antall", "184", "205"),
    ("moeteaktivitet_sum", 14, "antall", "184", "205"),
    # The municipalities have the largest part, and the stated total is lower than the sum of the parts.
    ("ressurser", 2, "trykt", "sju", "seks"),
    ("ressurser", 3, "trykt", "ett", "4,5"),
    ("ressurser", 4, "trykt", "4,5", "ett"),
    # Every project spent nothing until October and a krone after it, less than the year before.
    *(
        ("tilskudd", line, column, before, after)
        for line, until_october, later, spent, unspent, left in (
            (11, "kr 900 000", "kr 600 000", "kr 1 500 000", "kr 3 090 000", "kr 4 589 999"),
            (12, "kr 822 043", "kr 528 000", "kr 1 350 043", "kr 5 279 957", "kr 6 629 999"),
            (13, "kr 300 000", "kr 156 068", "kr 456 068", "kr 456 068", "kr 912 135"),
            (14, "kr 2 060 000", "kr 500 000", "kr 2 560 000", "kr 3 206 100", "kr 5 766 099"),
            (15, "kr 546 255", "kr 470 500", "kr 1 016 755", "kr 8 809 245", "kr 9 825 999"),
            (16, "kr 55 814", "kr 1 855 350", "kr 1 911 164", "kr 1 827 136", "kr 3 738 299"),
            (17, "kr 1 100 000", "kr 600 000", "kr 1 700 000", "kr 922 650", "kr 2 622 649"),
        )
        for column, before, after in (
            ("brukt_per_1_okt", until_october, "kr 0"),
            ("brukt_resten_av_aaret", later, "kr 1"),
            ("brukt", spent, "kr 1"),
            ("ubrukt", unspent, left),
        )
    ),
]


@pytest.fixture(scope="module")
def turned(tmp_path_factory) -> dict[str, str]:
    """The prose of each section on the turned-round data, its white space made ordinary."""
    project = Project(tmp_path_factory.mktemp("snudd"))
    shutil.copytree(CHECKOUT.raw(YEAR), project.raw(YEAR))
    shutil.copytree(CHECKOUT.notebooks, project.notebooks)
    for name in {change[0] for change in TURNED}:
        raw_file = project.raw(YEAR) / f"{name}.csv"
        set_cells(raw_file, *(change[1:] for change in TURNED if change[0] == name))
        made_up_receipt(raw_file)
    return {name: prose(section) for name, section in built(project.root, YEAR, *SECTIONS).items()}


def prose(section: BeautifulSoup) -> str:
    for table in section.find_all("table"):
        table.decompose()
    return text(section)


@pytest.fixture(scope="module")
def published() -> str:
    """Every sentence with a fact in it, as the committed ledger has them."""
    ledger = json.loads((CHECKOUT.report(YEAR) / "facts.json").read_text("utf-8"))
    return re.sub(r"\s+", " ", " ".join(fact["text"] for fact in ledger["facts"]))


# Section, what is published, what the turned-round data say.
SENTENCES = [
    ("avvik", "Antall avvik til UNN økte fra 240 til 247.", "Antall avvik til UNN gikk ned fra 250 til 247."),
    ("avvik", "Antallet fra UNN gikk ned fra 108 til 60.", "Antallet fra UNN økte fra 50 til 60."),
    ("avvik", "samlede tallet gikk ned fra 348 til 307", "samlede tallet økte fra 300 til 307"),
    ("avvik", "svarandelen 59,0 prosentpoeng lavere for UNN", "svarandelen 59,0 prosentpoeng høyere for UNN"),
    ("avvik", "flest fra Tromsø (101), Harstad (59)", "flest fra Harstad (101), Tromsø (59)"),
    ("avvik", "flest til Tromsø (24)", "flest til Harstad (24)"),
    (
        "fsu",
        "FSU Fastlegerådet behandlet flest saker, 54",
        "FSU Digital samhandling behandlet flest saker, 54",
    ),
    (
        "fsu",
        "FSU Akuttmedisin hadde flest saker i hvert",
        "FSU Digital samhandling hadde flest saker i hvert",
    ),
    ("fsu", "oppgir 184 saker i alt, færre enn utvalgene", "oppgir 205 saker i alt, flere enn utvalgene"),
    ("fsu", "12 flere enn oppgitt", "9 færre enn oppgitt"),
    ("ressurser", "4,5 årsverk, ligger hos UNN", "4,5 årsverk, ligger hos kommunene"),
]
# These stand in sentences without a fact of their own, or whose facts another section states.
TITLES = [
    ("sammendrag", "meldte færre avvik til Universitetssykehuset Nord-Norge HF (UNN) enn året før"),
    ("sammendrag", "Andelen som fikk svar, økte fra"),
    ("sammendrag", "brukte mindre enn året før"),
    ("avvik", "som er besvart, gikk ikke ned hos noen av partene"),
    ("avvik", "Svarandelen økte mest for UNN"),
    ("fsu", "FSU Digital samhandling behandlet flest saker, FSU Digital samhandling flest i hvert møte"),
    ("ressurser", "Delene gir 6,5 årsverk, mer enn det som er oppgitt samlet"),
]


@pytest.mark.parametrize(("section", "before", "after"), SENTENCES, ids=lambda text: text[:40])
def test_a_sentence_turns_round_with_its_data(turned, published, section, before, after):
    assert before in published
    assert after in turned[section]
    assert before not in turned[section]


@pytest.mark.parametrize(("section", "after"), TITLES, ids=lambda text: text[:40])
def test_a_title_turns_round_with_its_data(turned, section, after):
    assert after in turned[section]
