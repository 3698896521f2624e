"""A year whose registers of meetings and cases are declared whole. Every figure is made up."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from aarsmelding import catalog, gaps, receipts
from aarsmelding.gaps import reduction
from aarsmelding.notebook import notebooks
from aarsmelding.paths import Project
from bs4 import BeautifulSoup

from tests.conftest import CHECKOUT, Invented, invent, put_rows

KEPT = ("dokumenter", "helsefellesskap", "kommuner", "utvalg")
YEAR = 2031
SECTION = "22_moeteregister"
# Body, day, form, kind, status.
MEETINGS = [
    ["PM", "08.04.2031", "fysisk", "ordinaer", "avholdt"],
    ["SSU", "14.01.2031", "digitalt", "ordinaer", "avholdt"],
    ["SSU", "11.04.2031", "fysisk", "ordinaer", "avholdt"],
    ["SSU", "20.05.2031", "digitalt", "ordinaer", "avlyst"],
    ["SSU", "30.09.2031", "digitalt", "ekstraordinaer", "avholdt"],
    ["FSU Beredskap", "03.04.2031", "hybrid", "ordinaer", "avholdt"],
    ["FSU Beredskap", "04.11.2031", "ukjent", "ukjent", "avholdt"],
    ["Arbeidsutvalget", "05.11.2031", "fysisk", "ordinaer", "avholdt"],
    ["SSU", "15.01.2032", "digitalt", "ordinaer", "forslag"],
]
# Number, type, body, day, points proposed, points decided, is proposal printed, outcome.
CASES = [
    ["01/31", "B", "SSU", "14.01.2031", "1", "1", "Ja", "som_foreslaatt"],
    ["02/31", "O", "SSU", "14.01.2031", "2", "2", "Ja", "endret"],
    ["03/31", "B", "SSU", "11.04.2031", "1", "1", "Ja", "som_foreslaatt"],
    ["04/31", "B", "SSU", "30.09.2031", "1", "1", "Ja", "utsatt"],
    ["05/31", "R", "SSU", "30.09.2031", "", "1", "Nei", "uten_trykt_forslag"],
    ["06/31", "O", "SSU", "30.09.2031", "1", "1", "Ja", "omgjort_til_orientering"],
    ["01/31", "O", "FSU Beredskap", "03.04.2031", "1", "", "Ja", "ikke_publisert"],
    ["01/31", "B", "PM", "08.04.2031", "1", "1", "Ja", "som_foreslaatt"],
    ["01/31", "", "Arbeidsutvalget", "05.11.2031", "", "", "Nei", "ikke_publisert"],
]
# Held meetings and cases of the year before, as published.
BEFORE = [["PM", "1", ""], ["PSU", "", ""], ["SSU", "5", "9"], ["FSU Beredskap", "1", "3"]]
# Of the year itself, as published: planned, cancelled, ordinary, extraordinary, held, cases, by form.
PUBLISHED = ["2031", "SSU", "hoved", "3", "1", "2", "1", "3", "6", "2", "", "1"]


def meeting(body: str, day: str, form: str, kind: str, status: str) -> list[str]:
    return [body, day, "", day, *[""] * 6, form, "", kind, status, "", ""]


def case(number: str, kind: str, body: str, day: str, *rest: str) -> list[str]:
    return [number, f"Sak {number}", "", kind, "", body, day, "", *rest]


def declare(project: Invented, *names: str, whole: bool = True) -> None:
    for name in names:
        raw = project.raw(name)
        receipt, _ = receipts.read_receipt(raw, raw.name)
        replace(receipt, whole_year=whole).write(receipts.receipt_path(raw))


def registers(project: Invented, meetings: list[list[str]] = MEETINGS) -> None:
    put_rows(project.raw("moeter"), [meeting(*row) for row in meetings])
    put_rows(project.raw("saker"), [case(*row) for row in CASES])
    declare(project, "moeter", "saker")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Invented:
    made = invent(tmp_path_factory.mktemp("moeteregister"))
    made.keep(*KEPT)
    shutil.copy(CHECKOUT / "notebooks" / f"{SECTION}.ipynb", made.project.notebooks)
    before = made.project.raw(YEAR - 1)
    before.mkdir()
    stated = [["2030", body, "hoved", *[""] * 4, held, cases, "", "", ""] for body, held, cases in BEFORE]
    put_rows(before / "moeteaktivitet.csv", stated)
    for path in made.project.raw(YEAR).glob("utvalg.*"):
        shutil.copy(path, before)
    registers(made)
    return made


@pytest.fixture(scope="module")
def section(project) -> BeautifulSoup:
    done = project.run("build", "--year", str(YEAR), "--only", "moeteregister")
    assert done.returncode == 0, done.stderr
    return fragment(project.root)


def fragment(root: Path) -> BeautifulSoup:
    made = root / ".build" / str(YEAR) / "fragments" / f"{SECTION}.json"
    return BeautifulSoup(json.loads(made.read_text("utf-8"))["html"], "html.parser")


def facts(section: BeautifulSoup) -> dict[str, str]:
    return {fact["data-fact"].partition(".")[2]: fact["value"] for fact in section.select("[data-fact]")}


def table(section: BeautifulSoup, caption: str) -> list[list[str]]:
    (found,) = [t for t in section.find_all("table") if t.caption.get_text().strip().startswith(caption)]
    return [
        [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]
        for row in found.select("tbody tr")
    ]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("moeter", "6"),
        ("moeter.ssu", "3"),
        ("saker", "8"),
        ("saker.ssu", "6"),
        ("saker_per_moete", "1.3333333333"),
        ("flest_i_en_maaned", "3"),
        ("moeter_avlyst", "1"),
        ("moeter_digitalt", "2"),
        ("moeter_ukjent", "1"),
        ("utfall.som_foreslaatt", "3"),
        ("utfall.utsatt", "1"),
        ("andel_som_foreslaatt", "0.5"),
        ("saker_type.b", "4"),
        ("moeter_aaret_foer", "7"),
        ("moeter_sammenlignet", "6"),
        ("saker_aaret_foer", "12"),
        ("saker_sammenlignet", "7"),
    ],
)
def test_a_number_is_counted_from_the_registers(section, fact, value):
    assert facts(section)[fact] == value


def test_months_forms_types_and_outcomes_are_counted_per_body(section):
    assert table(section, "Møter per måned") == [
        ["januar", "0", "1", "0", "1"],
        ["april", "1", "1", "1", "3"],
        ["september", "0", "1", "0", "1"],
        ["november", "0", "0", "1", "1"],
    ]
    assert table(section, "Møter etter møteform") == [
        ["Partnerskapsmøtet", "0", "0", "1", "0", "0"],
        ["Strategisk samarbeidsutvalg", "2", "0", "1", "0", "1"],
        ["FSU Beredskap", "0", "1", "0", "1", "0"],
    ]
    assert table(section, "Møter og saker per utvalg") == [
        ["Partnerskapsmøtet", "1", "1", "1,0", "1", "0", "0", "0"],
        ["Strategisk samarbeidsutvalg", "3", "6", "2,0", "3", "2", "1", "0"],
        ["FSU Beredskap", "2", "1", "0,5", "0", "1", "0", "0"],
    ]
    assert table(section, "Saker etter utfall") == [
        ["Partnerskapsmøtet", "1", "0", "0", "0", "0", "0"],
        ["Strategisk samarbeidsutvalg", "2", "1", "1", "1", "1", "0"],
        ["FSU Beredskap", "0", "0", "0", "0", "0", "1"],
    ]


def test_the_year_before_stands_beside_it_and_the_break_is_marked(section):
    assert table(section, "Møter og saker i 2030 og 2031") == [
        ["Partnerskapsmøtet", "1", "1", "..", "1"],
        ["Politisk samarbeidsutvalg", "..", "0", "..", "0"],
        ["Strategisk samarbeidsutvalg", "5", "3", "9", "6"],
        ["Faglige samarbeidsutvalg", "1", "2", "3", "1"],
    ]
    text = " ".join(section.get_text().split())
    assert "Antallet møter gikk ned fra 7 til 6, og antallet saker gikk ned fra 12 til 7, på nivåene" in text
    assert "Brudd: 2030 er publiserte tall, 2031 er talt opp fra registrene." in text


def test_without_the_year_before_the_comparison_is_missing_and_the_rest_is_there(project, section):
    aside = project.root / "lagt-bort"
    project.project.raw(YEAR - 1).rename(aside)
    done = project.run("build", "--year", str(YEAR), "--only", "moeteregister")
    aside.rename(project.project.raw(YEAR - 1))
    assert done.returncode == 0, done.stderr
    alone = fragment(project.root)
    assert facts(alone)["moeter"] == "6"
    assert "moeter_aaret_foer" not in facts(alone)
    assert "utvalg for utvalg, året før" in alone.get_text()


@pytest.mark.parametrize("partial", [("moeter",), ("saker",), ("moeter", "saker")])
def test_the_section_is_shown_only_where_both_registers_are_declared_whole(project, partial):
    assert [one.stem for one in reduction.sections_of(project.project, YEAR)] == [SECTION]
    declare(project, *partial, whole=False)
    shown = reduction.sections_of(project.project, YEAR)
    declare(project, *partial)
    assert shown == []


@pytest.mark.parametrize("notebook", notebooks(Project(CHECKOUT)), ids=lambda notebook: notebook.stem)
def test_a_notebook_asks_only_for_what_can_be_declared_whole(notebook):
    asked = gaps.registers_of(notebook)
    assert [name for name in asked if not catalog.can_be_whole(name)] == []
    assert set(asked) <= set(notebook.datasets)


@pytest.fixture
def published(project):
    put_rows(project.raw("moeteaktivitet"), [PUBLISHED])
    yield project
    for path in project.project.raw(YEAR).glob("moeteaktivitet.*"):
        path.unlink()
    registers(project)


def test_whole_registers_that_agree_with_what_is_published_are_accepted(published, command):
    checked = command(published.root, "check", "--year", str(YEAR))
    assert checked.exit_code == 0, checked.error


def test_a_whole_register_that_lacks_a_meeting_is_refused(published, command):
    registers(published, [row for row in MEETINGS if row[1] != "30.09.2031"])
    checked = command(published.root, "check", "--year", str(YEAR))
    assert checked.exit_code == 3
    assert "the register must count as many meetings held as is published" in checked.error
    assert "aar=2031, utvalg=ssu; published 3, in the register 2" in checked.error


def test_a_part_of_a_register_may_lack_a_meeting(published, command):
    registers(published, [row for row in MEETINGS if row[1] != "30.09.2031"])
    declare(published, "moeter", whole=False)
    assert command(published.root, "check", "--year", str(YEAR)).exit_code == 0


def test_a_part_of_a_register_with_more_than_is_published_is_refused(published, command):
    registers(published, [*MEETINGS, ["SSU", "02.12.2031", "fysisk", "ukjent", "avholdt"]])
    declare(published, "moeter", whole=False)
    checked = command(published.root, "check", "--year", str(YEAR))
    assert checked.exit_code == 3
    said = "a register of a part of the year must not count more meetings held than is published"
    assert said in checked.error
    assert "aar=2031, utvalg=ssu; published 3, in the register 4" in checked.error


def test_a_build_refuses_what_a_check_refuses_when_only_the_declaration_changes(published):
    registers(published, [row for row in MEETINGS if row[1] != "30.09.2031"])
    declare(published, "moeter", whole=False)
    assert published.run("build", "--year", str(YEAR)).returncode == 0
    declare(published, "moeter")
    refused = published.run("build", "--year", str(YEAR))
    assert refused.returncode == 3
    assert "published 3, in the register 2" in refused.stderr
