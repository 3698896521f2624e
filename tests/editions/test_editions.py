"""A page per municipality of a made-up year, by the command that a user types."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from aarsmelding import editions
from aarsmelding.errors import AarsmeldingError
from aarsmelding.notebook import Dimension
from bs4 import BeautifulSoup

from tests.conftest import Invented, invent, write_notebook

YEAR = "2031"
HARSTAD, TROMSOE = "5503", "5501"
PER = {"per": "kommuner.kommune_nr", "shown": {"profil.meldt": "Meldte avvik"}}
LOAD = (
    'from aarsmelding import fact, load\n\nkommuner = load("kommuner", year)\n'
    'avvik = load("avvik_kommune", year)'
)
REPORTED = (
    "egen = avvik.query(\"kommune_nr == @kommune_nr and retning == 'til_foretak'\")\n"
    'fact("profil.meldt", egen["antall_meldt"].sum(), "Kommunen meldte {} avvik.", '
    'unit="avvik", period=year, entity=kommune_nr, rows=egen)'
)
COUNTED = 'fact("kommuner.antall", len(kommuner), "Det er {} kommuner.", unit="kommuner", period=year)'
PARAMETERS = f'year = 2031\nkommune_nr = "{TROMSOE}"'


def profile(
    project: Invented, *cells: str, per: dict[str, object] = PER, parameters: str = PARAMETERS
) -> None:
    made = write_notebook(
        project.project.notebooks / "80_profil.ipynb", *cells, title="# Profil", parameters=parameters
    )
    content = json.loads(made.read_text(encoding="utf-8"))
    content["metadata"]["aarsmelding"] = per
    made.write_text(json.dumps(content), encoding="utf-8")


def made(folder: Path) -> Invented:
    project = invent(folder)
    write_notebook(
        project.project.notebooks / "10_kommuner.ipynb",
        LOAD,
        COUNTED,
    )
    profile(project, LOAD, "## Meldt", REPORTED)
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    return made(tmp_path_factory.mktemp("utgaver"))


@pytest.fixture(scope="module")
def report(project) -> Path:
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 0, done.stderr
    return project.project.report(int(YEAR))


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_every_municipality_has_a_page_and_the_report_leads_to_it(report):
    pages = sorted((report / "kommuner").glob("[0-9]*.html"))
    assert len(pages) == 24
    links = {a["href"] for a in page(report / "index.html").select('a[href^="kommuner/"]')}
    assert links == {f"kommuner/{path.name}" for path in pages} | {"kommuner/index.html"}


@pytest.mark.parametrize(
    ("key", "name", "reported"),
    [(TROMSOE, "Tromsø", "101"), (HARSTAD, "Harstad", "59"), ("1806", "Narvik", "34")],
)
def test_a_page_states_the_numbers_of_its_own_row(report, key, name, reported):
    shown = page(report / "kommuner" / f"{key}.html")
    assert shown.h1.text == name
    assert shown.find("data", attrs={"data-fact": "profil.meldt"})["value"] == reported


def test_a_number_leads_to_its_own_evidence(report):
    shown = page(report / "kommuner" / f"{TROMSOE}.html")
    link = shown.find("data").find_parent("a")
    entry = shown.find(id=link["href"][1:])
    assert "linje 630" in entry.text
    assert "linje 631" not in entry.text


def test_headings_go_down_one_at_a_time(report):
    levels = [
        int(h.name[1]) for h in page(report / "kommuner" / f"{TROMSOE}.html").find_all(["h1", "h2", "h3"])
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_overview_shows_each_number_with_a_link_to_its_place(report):
    link = page(report / "kommuner" / "index.html").select_one(f'td a[href^="{TROMSOE}.html#"]')
    assert link.text == "101"
    assert page(report / "kommuner" / f"{TROMSOE}.html").find(id=link["href"].partition("#")[2])


def test_facts_of_all_editions_lie_in_one_file(report):
    facts = json.loads((report / "kommuner" / "facts.json").read_text(encoding="utf-8"))
    values = {edition["key"]: edition["facts"][0]["value"] for edition in facts["editions"]}
    assert len(values) == 24
    assert values[HARSTAD] == 59


@pytest.mark.parametrize("times", [1, 2])
def test_one_edition_can_be_made_alone_also_named_twice(project, report, times):
    done = project.run("build", "--year", YEAR, *["--only", "profil", "--for", HARSTAD] * times)
    assert done.returncode == 0, done.stderr
    assert page(project.root / done.stdout.split(" (")[0]).h1.text == "Harstad"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "profil", "--for", "1902"), "5501 (Tromsø)"),
        (("--only", "kommuner", "--for", TROMSOE), "has no editions"),
        (("--for", TROMSOE), "--only"),
    ],
)
def test_an_unknown_row_is_refused(project, command, options, said):
    refused = command(project.root, "build", "--year", YEAR, *options)
    assert refused.exit_code == 2
    assert said in refused.error


def test_a_new_title_of_a_document_comes_into_the_pages_without_a_kernel(project, report):
    project.edit("dokumenter", 2, "tittel", "En oppdiktet tittel")
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 0, done.stderr
    events = (project.project.build(int(YEAR)) / "events.jsonl").read_text(encoding="utf-8").splitlines()
    told = [event for event in map(json.loads, events) if event.get("edition")]
    assert [event.get("kept") for event in told] == [True] * 24


def test_a_failing_edition_is_named_and_the_report_stays(project, report):
    before = (report / "index.html").read_bytes()
    profile(project, LOAD, "## Meldt", f'assert kommune_nr != "{HARSTAD}"', REPORTED)
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 1
    assert "kommune_nr 5503, Harstad" in done.stderr
    assert (report / "index.html").read_bytes() == before
    profile(project, LOAD, "## Meldt", REPORTED)


def test_a_link_to_nowhere_stops_a_section_and_an_edition(project, report):
    before = (report / "index.html").read_bytes()
    section = project.project.notebooks / "10_kommuner.ipynb"
    whole = section.read_text(encoding="utf-8")
    good = "## Hvem\n\nSe [dem](#kommuner-hvem) og [alle](kommuner/index.html)"
    write_notebook(section, f"{good} og [ingen](#kommuner-hvor).", LOAD, COUNTED)
    profile(project, LOAD, "## Meldt\n\nSe [her](#profil-meldt) og [der](#profil-sendt).", REPORTED)
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 1
    assert "does not have (#kommuner-hvor)\n  where: section kommuner\n" in done.stderr
    assert "does not have (#profil-sendt)\n  where: section profil (Tromsø)\n" in done.stderr
    write_notebook(section, f"{good} og [ingen](kommuner/a.html).", LOAD, COUNTED)
    profile(project, LOAD, "## Meldt\n\nSe [forsiden](../index.html).", REPORTED)
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 1
    assert "report does not have (kommuner/a.html)\n  where: section kommuner\n" in done.stderr
    section.write_text(whole, encoding="utf-8")
    profile(project, LOAD, "## Meldt\n\nSe [her](../index.html) og [der](../forsiden.html).", REPORTED)
    done = project.run("build", "--year", YEAR)
    assert done.returncode == 1
    assert "(../forsiden.html)\n  where: section profil (Tromsø)\n" in done.stderr
    assert (report / "index.html").read_bytes() == before
    profile(project, LOAD, "## Meldt", REPORTED)


@pytest.mark.parametrize(
    ("per", "parameters", "said"),
    [
        ({"per": "kommuner"}, PARAMETERS, "kommuner.kommune_nr"),
        ({"per": "kommuner"}, PARAMETERS, "not clear what the notebook is run once for: kommuner\n"),
        ({"per": "kommuner.kommune_nr", "mappe": "x"}, PARAMETERS, "mappe"),
        ({"per": "komuner.kommune_nr"}, PARAMETERS, "avvik_kommune"),
        ({"per": "kommuner.kommune_nr"}, "year = 2031", "has no parameter 'kommune_nr'"),
        ({"per": "kommuner.kommune_nr", "folder": "../../ut"}, PARAMETERS, "the folder '../../ut'"),
        ({"per": "kommuner.kommune_nr", "folder": "logs"}, PARAMETERS, "the folder 'logs'"),
        (["kommuner.kommune_nr"], PARAMETERS, "cannot be understood: ['kommuner.kommune_nr']"),
        ({"pre": "kommuner.kommune_nr"}, PARAMETERS, "cannot be understood: pre\n"),
        ({"folder": "steder"}, PARAMETERS, "cannot be understood: folder without per\n"),
        ({**PER, "per": 5}, PARAMETERS, "cannot be understood: per is no text (5)\n"),
        ({**PER, "where": None}, PARAMETERS, "cannot be understood: where is no text (None)\n"),
        ({**PER, "shown": ["a"]}, PARAMETERS, "cannot be understood: shown (['a'])\n"),
        ({**PER, "shown": {"a": 5}}, PARAMETERS, "cannot be understood: shown ({'a': 5})\n"),
        ({**PER, "cell_seconds": "tjue"}, PARAMETERS, "cannot be understood: cell_seconds ('tjue')\n"),
    ],
)
def test_metadata_that_cannot_be_understood_is_refused(tmp_path, command, per, parameters, said):
    project = invent(tmp_path)
    profile(project, LOAD, "## Meldt", per=per, parameters=parameters)
    refused = command(project.root, "build", "--year", YEAR)
    assert refused.exit_code == 2
    assert said in refused.error
    assert "  where: notebooks/80_profil.ipynb" in refused.error


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ("81_profil.ipynb", "two notebooks have the same name (profil)"),
        ("81_andre.ipynb", "two notebooks have their pages in the same folder (kommuner)"),
    ],
)
def test_two_notebooks_that_would_take_each_others_place_are_refused(tmp_path, command, copy, said):
    project = invent(tmp_path)
    profile(project, LOAD, "## Meldt", REPORTED)
    notebooks = project.project.notebooks
    (notebooks / copy).write_bytes((notebooks / "80_profil.ipynb").read_bytes())
    refused = command(project.root, "build", "--year", YEAR)
    assert refused.exit_code == 2
    assert said in refused.error
    assert f"  where: notebooks/80_profil.ipynb, notebooks/{copy}\n" in refused.error


def test_a_notebook_named_in_two_ways_is_made_once(project, report):
    done = project.run("build", "--year", YEAR, "--only", "kommuner", "--only", "10_kommuner")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("10_kommuner.ipynb") == 1


BY_KEY = Dimension("ting", "ting", "ting", "", {}, "notebooks/90_ting.ipynb")


def rows(keys: list[object], where: str = "") -> list[object]:
    return [row.key for row in editions.rows(replace(BY_KEY, where=where), pd.DataFrame({"ting": keys}))]


@pytest.mark.parametrize("keys", [["007", "7"], [5, 7], ["utvalg_a", "Utvalg-b"], ["a.b", "ø"], ["x" * 100]])
def test_keys_that_can_be_names_of_pages_are_taken(keys):
    assert rows(keys) == keys


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["a", "../index"], "cannot be the name of a page (../index)"),
        (["a/b"], "cannot be the name of a page"),
        (["a\\b"], "cannot be the name of a page"),
        (["."], "cannot be the name of a page"),
        ([".a"], "cannot be the name of a page"),
        (["index"], "cannot be the name of a page"),
        (["hva?"], "cannot be the name of a page"),
        (["a b"], "cannot be the name of a page"),
        (["a\n"], "cannot be the name of a page"),
        (["x" * 101], "cannot be the name of a page"),
        (["a", "b", "a"], "stands in two rows, and would be one page (a)"),
        (["A", "a"], "stands in two rows, and would be one page (a)"),
        (["a", None], "is missing"),
        ([], "no row of ting is chosen"),
    ],
)
def test_keys_that_cannot_are_refused_with_their_dataset(keys, said):
    with pytest.raises(AarsmeldingError, match=re.escape(said)) as refused:
        rows(keys)
    assert refused.value.where.startswith("notebooks/90_ting.ipynb, metadata: per ting.ting")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("ting ==", "cannot be chosen"),
        ("tong == 'a'", "cannot be chosen: name 'tong' is not defined"),
        ("3", "cannot be chosen: that is a value, and no choice of rows"),
        ("ting == 'x'", "no row of ting is chosen"),
    ],
)
def test_a_choice_that_chooses_nothing_is_refused(where, said):
    with pytest.raises(AarsmeldingError, match=re.escape(said)):
        rows([*"abcde"], where)
