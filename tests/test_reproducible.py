"""Two builds in unlike surroundings give the same bytes. The year and its sections are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import YEAR, invent, write_notebook
from tests.reproducing import (
    CHECKOUT,
    DAYS_LATER,
    ELSEWHERE,
    FAKETIME,
    HERE,
    build,
    copy_inputs,
    differences,
    python,
)

MEETINGS = (
    "import matplotlib.pyplot as plt\nfrom aarsmelding import fact, figure, load, norwegian, table\n\n"
    'moeter = load("moeter", year).dropna(subset="moete_dato")\nopphav = load("avvik_opphav", year)',
    "## Når",
    'fact("moeter.siste", moeter["moete_dato"].max(), "Det siste møtet var {}.", unit="dato", rows=moeter)',
    'table(moeter.set_index("utvalg")[["moete_dato", "form"]], "Møter", headers={"utvalg": "Utvalg"})',
    "## Hvor fra",
    "antall = opphav.set_index('opphav')[['antall_avvik']].assign(andel_av_alle=lambda f: f / f.sum())\n"
    "fig, ax = plt.subplots()\nax.barh(antall.index, antall['antall_avvik'])\n"
    'data = table(antall, "Avvik", headers={"andel_av_alle": "Andel"})\n'
    'figure(fig, "Avvik etter opphav", alt="Stolper.", data=data)',
    "## Forbehold\n\nAlt er diktet opp.",
)
WHERE = "import os, time; print(time.strftime('%Y-%j %H'), hash('a'), os.environ['LC_ALL'])"


# What the section loads, what its clean() translates by, and what the page itself shows.
KEPT = {"avvik_opphav", "dokumenter", "helsefellesskap", "kommuner", "moeter", "paastander", "utvalg"}


def prepared(folder: Path) -> Path:
    folder.mkdir(parents=True)
    invented = invent(folder)
    invented.keep(*KEPT)
    write_notebook(invented.project.notebooks / "10_moeter.ipynb", *MEETINGS, title="# Møtene")
    return folder


@pytest.fixture(scope="module")
def roots(tmp_path_factory) -> dict[str, Path]:
    """The same project in both places, before the first build begins."""
    made = {}
    for where in (HERE, ELSEWHERE):
        made[where.folder] = prepared(tmp_path_factory.mktemp("reproducible") / where.folder)
        copy_inputs(CHECKOUT, made[where.folder], ("lib",))
    return made


@pytest.fixture(scope="module")
def here(roots) -> dict[str, bytes]:
    return build(HERE, roots[HERE.folder], YEAR)


@pytest.fixture(scope="module")
def elsewhere(roots) -> dict[str, bytes]:
    return build(ELSEWHERE, roots[ELSEWHERE.folder], YEAR)


def test_the_two_builds_leave_the_same_files(here, elsewhere):
    assert set(here) == set(elsewhere)
    assert {"index.html", "facts.json", "reconciliation.json", "manifest.json", "tabeller.xlsx"} <= set(here)
    assert {"notebooks/moeter.ipynb", "tabeller/moeter-01-moeter.csv", "tabeller/moeter-02-avvik.csv"} <= set(
        here
    )


def test_every_file_is_the_same_to_the_byte(here, elsewhere):
    assert differences(here, elsewhere) == []


def test_no_file_names_the_folder_it_was_built_in(elsewhere):
    assert [name for name, content in elsewhere.items() if "på en lengre sti".encode() in content] == []


def test_the_surroundings_really_differ(tmp_path):
    one, other = (python(where, tmp_path, "-c", WHERE).stdout.split() for where in (HERE, ELSEWHERE))
    assert [a == b for a, b in zip(one, other, strict=True)][1:] == [False, False, False]


@pytest.mark.skipif(
    not FAKETIME, reason="both builds run on one day; for two, type: apt-get install faketime"
)
def test_the_second_build_is_on_another_day(tmp_path):
    today = "import datetime; print(datetime.date.today().toordinal())"
    one, other = (int(python(where, tmp_path, "-c", today).stdout) for where in (HERE, ELSEWHERE))
    assert other - one in (DAYS_LATER, DAYS_LATER + 1)


def test_a_difference_is_shown_with_its_place():
    found = differences({"a.txt": b"built on Monday", "b": b""}, {"a.txt": b"built on Sunday", "c": b""})
    assert found == [
        "b: in one of the two only",
        "c: in one of the two only",
        "a.txt: from byte 9, 'built on Monday' and 'built on Sunday'",
    ]
