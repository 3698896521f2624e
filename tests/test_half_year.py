"""A year of which little has been received: what cannot be said is named, and nothing fails."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from aarsmelding import datasets, gaps
from aarsmelding.building import pipeline
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.gaps import reduction, wording
from aarsmelding.gaps.citations import Citable
from aarsmelding.gaps.statements import Cell, cut
from aarsmelding.holdings import datasets_of
from aarsmelding.notebook import Notebook, notebooks
from aarsmelding.numbers import gate
from aarsmelding.numbers.lineage import loaded
from aarsmelding.paths import Project
from aarsmelding.validate import validate
from bs4 import BeautifulSoup

from tests.conftest import CHECKOUT, Invented, invent, write_notebook

YEAR = "2031"
GONE = "avvik"
KEPT = ("dokumenter", "helsefellesskap", "kommuner", "saker", "utvalg")
LOAD = (
    "from aarsmelding import cite, fact, highlights, load, say\n\n"
    'saker = load("saker", year)\navvik = load("avvik_kommune", year)\nutvalg = load("utvalg", year)'
)
CASES = 'fact("prove.saker", len(saker), "Vi kjenner {} saker.", unit="saker", period=year)'
DEVIATIONS = (
    'meldt = avvik["antall_meldt"].sum()\n'
    'fact("prove.avvik", meldt, "Det er meldt {} avvik.", unit="avvik", period=year)'
)
MISSING_TITLE = "Samhandlingsavvik per kommune og retning, med antall besvarte"


def left(*cells: str) -> list[str]:
    """What is left of code where the dataset `avvik` is not there."""
    made = [Cell(text) for text in cells]
    cut(made, lambda call: {name for name in loaded(call) if name == GONE})
    return [cell.left for cell in made]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (['a = load("avvik", year)', "table(a)"], ["", ""]),
        (
            ['a = load("avvik", year)\nb = load("moeter", year)\ntable(b)'],
            ['b = load("moeter", year)\ntable(b)'],
        ),
        (['a = load("avvik", year)\nb = load("moeter", year)', "n = a.sum()", "table(n)"], ["", "", ""]),
        (['a = load("avvik", year)', "a = 1", "table(a)"], ["", "a = 1", "table(a)"]),
        (['a = load("avvik", year)\nb = 1', 'b["x"] = a', "table(b)"], ["", "", ""]),
        (['a = load("avvik", year)\nt = say("En.")', 't + say("{n}", n=a)'], ['t = say("En.")', "t"]),
        (['a = load("avvik", year)\nt = say("En.")', 'say("{n}", n=a) + t'], ["", ""]),
        (['a = load("avvik", year)\nb = 1', "highlights(f(a), f(b))"], ["b = 1", "highlights(f(b))"]),
        (['a = load("avvik", year)\nb = 1', "a + b"], ["", ""]),
        (['a = load("avvik", year)\nb = 1', "b + a"], ["", ""]),
        (['a = load("avvik", year)\nb = 1', 'table(b.query("x == @a"))'], ["", ""]),
        (
            ['a = load("avvik", year)\nb = 1\nc = 2', 'table(b.query("x == @c"))'],
            ["b = 1\nc = 2", 'table(b.query("x == @c"))'],
        ),
        (
            ['a = load("avvik", year)\nb = {1: 1}\nb |= {2: 2}', "table(b)"],
            ["b = {1: 1}\nb |= {2: 2}", "table(b)"],
        ),
        (
            ['b = load("moeter", year)\nunused = 1', "table(b)"],
            ['b = load("moeter", year)\nunused = 1', "table(b)"],
        ),
    ],
)
def test_only_what_rests_on_the_missing_dataset_goes(cells, expected):
    assert left(*cells) == expected


@pytest.mark.parametrize(("cited", "lacks"), [("a.b", {"Avvik"}), ("a.c.x", {"Avvik"}), ("a.d", set())])
def test_citing_a_fact_lacks_what_the_fact_lacks(cited, lacks):
    stating = [Cell('n = load("avvik", year)'), Cell('fact("a.b", n)\nfact(f"a.c.{k}", n)\nfact("a.d", 1)')]
    cut(stating, lambda call: {"Avvik"} if loaded(call) else set())
    call = ast.parse(f'cite("{cited}")').body[0].value
    assert Citable([stating], ["moeter"]).lacks(call) == lacks


def with_metadata(path: Path, place: int, words: dict[str, object]) -> None:
    """Give a cell (or the whole notebook, place -1) metadata of ours."""
    content = json.loads(path.read_text(encoding="utf-8"))
    target = content if place < 0 else content["cells"][place]
    target["metadata"]["aarsmelding"] = words
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def half(tmp_path_factory) -> Invented:
    project = invent(tmp_path_factory.mktemp("halvt"))
    project.keep(*KEPT)
    folder = project.project.notebooks
    write_notebook(folder / "10_noe.ipynb", LOAD, CASES, "## Avvik\n\nOm avvikene.", DEVIATIONS)
    rows = write_notebook(
        folder / "20_rader.ipynb",
        LOAD,
        "## Vedtak",
        CASES,
        "## Fjoraaret",
        CASES.replace('saker"', 'fjor"', 1),
        "antall = len(saker)",
        "## Rest",
        'fact("prove.rest", antall, "Resten er {} saker.", unit="saker", period=year)',
        CASES.replace('saker"', 'forfjor"', 1),
    )
    with_metadata(rows, 6, {"needs": {"saker": "aar == @year - 100"}, "called": "Sakene fra fjoraaret"})
    with_metadata(rows, 10, {"needs": {"saker": "aar == @year - 200"}, "called": "Sakene fra forfjor"})
    write_notebook(
        folder / "30_ingenting.ipynb", LOAD, "## Avvik", DEVIATIONS.replace("prove.avvik", "prove.andre")
    )
    write_notebook(
        folder / "40_siterer.ipynb",
        LOAD,
        'highlights(cite("prove.saker", "saker"), cite("prove.avvik", "avvik"))',
    )
    with_metadata(write_notebook(folder / "50_register.ipynb", LOAD, "1"), -1, {"needs": ["avvik_kommune"]})
    with_metadata(write_notebook(folder / "60_helaar.ipynb", LOAD, "1"), -1, {"unless": ["saker"]})
    return project


@pytest.fixture(scope="module")
def page(half) -> BeautifulSoup:
    done = half.run("build", "--year", YEAR)
    assert done.returncode == 0, done.stderr
    text = (half.project.report(int(YEAR)) / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def section(page: BeautifulSoup, name: str) -> str:
    return " ".join(page.find("section", attrs={"aria-labelledby": name}).get_text(" ").split())


def headings(page: BeautifulSoup, name: str) -> list[str]:
    return [h.get_text(" ") for h in page.find("section", attrs={"aria-labelledby": name}).find_all("h3")]


def test_what_can_be_said_is_said_and_the_rest_is_named_once(page):
    text = section(page, "noe")
    assert (
        f"Vi kjenner 36 saker. Noe i denne delen mangler, ikke mottatt per 18. mars 2026: {MISSING_TITLE} "
        "Dette er derfor ikke med ennå: Avvik." in text
    )
    assert text.count("ikke mottatt per") == 1
    assert "Om avvikene" not in text


def test_a_heading_with_nothing_under_it_is_left_out(page):
    assert headings(page, "noe") == []
    assert headings(page, "rader") == ["Vedtak", "Rest"]


def test_code_under_a_heading_that_is_left_out_is_run_where_other_code_rests_on_it(page):
    assert "Resten er 36 saker." in section(page, "rader")


def test_rows_that_are_not_there_are_named_as_the_cell_calls_them(page):
    text = section(page, "rader")
    assert "Vi kjenner 36 saker." in text
    assert "ikke mottatt per 18. mars 2026: Sakene fra fjoraaret Sakene fra forfjor" in text


def test_a_heading_with_something_under_it_is_named_as_not_whole(page):
    text = section(page, "rader")
    assert "Dette er derfor ikke med ennå: Fjoraaret. Dette er bare delvis med: Rest." in text


def test_a_section_without_any_data_is_its_question_and_what_it_waits_for(page):
    text = section(page, "ingenting")
    assert f"Denne delen mangler, ikke mottatt per 18. mars 2026: {MISSING_TITLE}" in text
    assert page.find("section", attrs={"aria-labelledby": "ingenting"}).find("h3") is None


def test_a_fact_that_is_no_longer_stated_is_not_cited(page):
    cited = page.find("section", attrs={"aria-labelledby": "siterer"}).find_all("dt")
    assert [label.text for label in cited] == ["saker"]


def test_a_notebook_is_left_out_of_a_year_that_is_not_for_it(page):
    shown = {part["aria-labelledby"] for part in page.find_all("section", attrs={"aria-labelledby": True})}
    assert {"noe", "rader", "ingenting", "siterer"} <= shown
    assert not shown & {"register", "helaar"}


def test_the_report_says_that_it_is_unfinished_and_how_old_it_is(page):
    assert "(foreløpig)" in page.title.text
    header = " ".join(page.find("header").get_text(" ").split())
    assert "Foreløpig" in header
    assert "18. mars 2026" in header
    missing = page.find(id="datagrunnlag-mangler").find_next("ul").find_all("li")
    assert [item.text for item in missing] == [MISSING_TITLE]


def test_checking_the_year_says_that_what_is_there_keeps_the_rules(half, command):
    assert command(half.root, "check", "--year", YEAR).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"needs": {"moeter": "aar == @year"}, "called": "Møtene"}, "the notebook does not load"),
        ({"needs": {"saker": "aar == @year"}}, "cannot be understood"),
        ({"needs": {"saker": "aar == @year"}, "called": "Sakene", "none": ["saker"]}, "cannot be understood"),
        ({"needs": {"saker": "aar == @year"}, "called": "Sakene", "ingen": "saker"}, "cannot be understood"),
        ({"needs": {"saker": "finnes_ikke == 1"}, "called": "Sakene"}, "the columns are: utvalg"),
    ],
)
def test_needs_that_cannot_be_understood_are_refused(half, command, words, said):
    made = write_notebook(half.project.notebooks / "90_feil.ipynb", LOAD, CASES)
    with_metadata(made, 3, words)
    refused = command(half.root, "build", "--year", YEAR, "--only", "feil")
    made.unlink()
    assert refused.exit_code != 0
    assert said in refused.error
    assert "Traceback" not in refused.error


WHOLE = [
    each for each in notebooks(Project(CHECKOUT)) if gaps.is_shown(each, datasets_of(Project(CHECKOUT), 2025))
]


@pytest.mark.parametrize("notebook", WHOLE, ids=lambda notebook: notebook.stem)
def test_the_needs_of_every_notebook_are_met_by_a_whole_year(notebook):
    asked = [needs for cell in notebook.cells if (needs := gaps.needs_of(notebook, cell))]
    names = {name for needs in asked for name in needs.rows}
    frames = {name: validate(Project(CHECKOUT), 2025, name)[0] for name in names}
    assert [needs for needs in asked if needs.lacking(frames, {"year": 2025})] == []


@pytest.mark.parametrize("notebook", notebooks(Project(CHECKOUT)), ids=lambda notebook: notebook.stem)
def test_the_headings_of_every_notebook_can_be_named_as_missing(notebook):
    headings = [line.lstrip("# ") for text in notebook.prose for line in re.findall(r"(?m)^##+ .+$", text)]
    said = wording.of_parts(["Sakene"], "ikke mottatt ennå", headings, headings[:1])
    assert headings
    assert list(gate.strays(f"<p>{said}</p>", is_typed=True)) == []


def test_the_half_year_is_told_only_until_the_year_is_whole():
    half_year, whole = (set(datasets.names()) - {"moeteaktivitet"}, set(datasets.names()))
    opening = Notebook(Project(CHECKOUT).notebooks / "05_aaret_saa_langt.ipynb")
    assert gaps.is_shown(opening, half_year)
    assert not gaps.is_shown(opening, whole)


def test_an_edition_without_anything_to_show_is_not_made():
    notebook = Notebook(Project(CHECKOUT).notebooks / "50_avvik.ipynb")
    assert reduction.shows_anything(notebook, datasets.names())
    assert not reduction.shows_anything(notebook, ["kommuner", "helsefellesskap"])


def test_an_unreadable_query_says_the_columns():
    frame = validate(Project(CHECKOUT), 2025, "ressurser")[0]
    with pytest.raises(AarsmeldingError, match="the columns are: post"):
        gaps.Needs({"ressurser": ("post ==",)}, "x").lacking({"ressurser": frame}, {})


def test_a_section_that_the_year_leaves_out_cannot_be_asked_for():
    with pytest.raises(UsageError, match="the report of 2025 does not have aaret_saa_langt"):
        pipeline.graph(Project(CHECKOUT), 2025, ("aaret_saa_langt",))


@pytest.mark.parametrize("word", ["needs", "unless", "whole", "published", "counted"])
@pytest.mark.parametrize("said", ["saker", {"saker": 1}, [1]])
def test_metadata_that_name_no_list_of_datasets_are_refused_with_the_form(word, said):
    notebook = Notebook(Project(CHECKOUT).notebooks / "50_avvik.ipynb")
    with pytest.raises(UsageError, match="no list of datasets") as refused:
        gaps._listed(notebook, {word: said}, word)
    assert refused.value.remedy == f'write it as {{"{word}": ["saker"]}}'
