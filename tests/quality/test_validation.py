"""The validation report as the owner of the data gets it, on a made-up year."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from aarsmelding.errors import AarsmeldingError, Fault, UsageError
from aarsmelding.page import markup
from aarsmelding.quality import examination, validation
from bs4 import BeautifulSoup

from tests.conftest import YEAR, invent

HEADING = re.compile(r"^h[1-6]$")


def report(invented, *only: str) -> BeautifulSoup:
    found = examination.examine(invented.project, YEAR)
    html = validation.page(invented.project, YEAR, found, only)
    return BeautifulSoup(html, "html.parser")


def rows(page: BeautifulSoup, caption: str) -> list[list[str]]:
    (table,) = [t for t in page.find_all("table") if t.caption.get_text() == caption]
    return [[c.get_text("\n") for c in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")]


@pytest.fixture(scope="module")
def refused(tmp_path_factory) -> BeautifulSoup:
    invented = invent(tmp_path_factory.mktemp("avvist"))
    invented.edit("avvik_opphav", 3, "antall", "mange")
    invented.edit("kommuner", 4, "kommune_nr", "55012")
    return report(invented)


def test_sound_data_are_said_to_be_sound(invented):
    page = report(invented)
    assert page.select_one(".undertittel").get_text() == "Alt er i orden"
    verdicts = {row[1] for row in rows(page, "Datasett og resultat")}
    assert verdicts == {"Godkjent"}


def test_a_fault_is_shown_with_rule_column_row_value_and_what_to_do(refused):
    assert refused.select_one(".undertittel").get_text() == "Noe må rettes"
    assert rows(refused, "Feil i avvik_opphav.csv") == [
        [
            "Må være et helt tall",
            "antall",
            "rad 3: «mange»",
            "1",
            "Skriv bare sifre, for eksempel 241, eller la feltet stå tomt",
        ]
    ]


def test_each_dataset_has_its_own_verdict(refused):
    verdicts = {row[0]: row[1:] for row in rows(refused, "Datasett og resultat")}
    # 3 rows in the file, 9 rules, 1 fault.
    assert verdicts["Hvor samhandlingsavvikene til helseforetaket er meldt fra"] == ["Avvist", "3", "9", "1"]
    assert verdicts["Svarprosent for samhandlingsavvik, per part og år"][0] == "Godkjent"


def test_a_rule_that_could_not_be_tried_says_on_what_it_waits(refused):
    tried = {row[0]: row[2] for row in rows(refused, "Regler mellom datasettene")}
    origins = "Opphavene summerer seg til alle avvik som er meldt til helseforetaket."
    assert tried[origins] == "Nei, ikke før dette er rettet: avvik_opphav"
    assert tried["Alle saker er behandlet av et kjent utvalg."] == "Ja"


def test_five_values_are_shown_and_the_rest_counted():
    faults = [
        Fault("data/raw/2031/x.csv", "must be a year", "", "aar", row, f"v{row}") for row in range(2, 9)
    ]
    (group,) = validation._groups(faults)
    assert group["places"] == [f"rad {row}: «v{row}»" for row in range(2, 7)]
    assert (group["hidden"], group["count"]) == (2, 7)


@pytest.mark.parametrize(
    "value",
    ["noen@example.org", "tlf 12 34 56 78", "412 34 567", "+4712345678", "01010112345", "010101 12345"],
)
def test_what_may_be_personal_is_never_shown(value):
    fault = Fault("data/raw/2031/x.csv", "must be a year", "", "aar", 2, value)
    assert validation._place(fault) == "rad 2: (verdien er skjult)"


@pytest.mark.parametrize("value", ["kr 12 345 678", "18842816", "123456789012", "2031-01-31"])
def test_a_number_that_is_no_persons_is_shown(value):
    assert value in validation._place(Fault("data/raw/2031/x.csv", "must be a year", "", "aar", 2, value))


def test_the_page_holds_what_every_page_of_ours_holds(refused):
    assert refused.html["lang"] == "nb"
    levels = [int(heading.name[1]) for heading in refused.find_all(HEADING)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    markup.require_fit(str(refused.main), "the validation report")
    assert all(table.tbody.th for table in refused.find_all("table"))
    addresses = [element["id"] for element in refused.find_all(id=True)]
    assert len(set(addresses)) == len(addresses)
    assert {a["href"] for a in refused.find_all("a")} <= {f"#{address}" for address in addresses}


def test_the_page_asks_for_nothing_from_outside(refused):
    assert refused.find_all(["script", "img", "iframe"]) == []
    assert all(link["href"].startswith("data:") for link in refused.find_all("link"))


def test_only_what_was_asked_for_is_in_the_report(invented):
    invented.edit("avvik_opphav", 3, "antall", "mange")
    page = report(invented, "svarprosent")
    assert [row[1] for row in rows(page, "Datasett og resultat")] == ["Godkjent"]
    assert "mange" not in page.main.get_text()


def test_the_command_writes_the_page_and_refuses_the_data(invented, command, tmp_path):
    invented.edit("avvik_opphav", 3, "antall", "mange")
    out = tmp_path / "kontroll.html"
    done = command(invented.root, "check", "--year", str(YEAR), "--html", str(out))
    assert done.exit_code == 3
    assert "must be a whole number" in done.error
    assert "Må være et helt tall" in out.read_text(encoding="utf-8")
    again = command(invented.root, "check", "--year", str(YEAR), "--html", str(out), "--only", "svarprosent")
    assert again.exit_code == 0
    assert "mange" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["tilskudd.csv", "annet.html", "finnes/ikke/x.html"])
def test_nothing_but_an_earlier_report_is_written_over(tmp_path, name):
    path = tmp_path / name
    if path.parent == tmp_path:
        path.write_text("verdifullt", encoding="utf-8")
    before = path.read_bytes() if path.exists() else None
    with pytest.raises((UsageError, AarsmeldingError)):
        validation.write("<p>ny</p>", path)
    assert (path.read_bytes() if path.exists() else None) == before
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_an_unknown_dataset_is_refused_with_the_known_ones(invented, command):
    done = command(invented.root, "check", "--year", str(YEAR), "--only", "finnes_ikke")
    assert done.exit_code == 2
    assert "svarprosent" in done.error
