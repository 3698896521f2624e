"""An attendance list with names is refused whole, told by row and column, and no name is shown or stored."""

import pytest
from aarsmelding.errors import DataRefused
from aarsmelding.receiving import namelists
from aarsmelding.receiving.grid import Sheet

from .conftest import YEAR, book_of

COUNTS = "utvalg;dato;status;part;rolle;organisasjon;antall;antall_vara;sak_nr\n"
LISTS = {
    "navn": ("Navn;Rolle\nKari Oppdiktsen;Leder\n", (1, 0)),
    "etternavn first": ("Deltaker;Rolle\nOppdiktsen, Kari;Leder\n", (1, 0)),
    "role in the cell": ("Til stede;Merknad\nKari Oppdiktsen, leder;-\n", (1, 0)),
    "below a title": ("Møte;\nRolle;Navn på deltaker\nLeder;Kari Oppdiktsen\n", (2, 1)),
    "parts of names": ("Rolle;Etternavn\nLeder;Xhemajli\n", (1, 1)),
}


def sheet_of(text):
    return Sheet("", [line.split(";") for line in text.splitlines()])


@pytest.mark.parametrize("kind", LISTS)
def test_a_name_below_a_header_of_persons_is_found(kind):
    text, place = LISTS[kind]
    assert list(namelists.found_in(sheet_of(text))) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Navn;Nummer\nBjørnøvik kommune;5599\nHelse Nord;1\n",
        "Deltakere;Antall\nTromsø kommune;3\n82;1\n",
        "By;Økter\nKari Oppdiktsen;3\n",
    ],
)
def test_names_of_other_things_are_not(text):
    assert list(namelists.found_in(sheet_of(text))) == []


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx"])
def test_an_attendance_list_is_refused_without_its_names(office, name):
    rows = [["Navn", "Rolle", "Status"], ["Kari Oppdiktsen", "Leder", "Møtt"], ["Per Påfunn", "Vara", "Møtt"]]
    content = book_of(rows) if name.endswith("xlsx") else "\n".join(";".join(row) for row in rows) + "\n"
    with pytest.raises(DataRefused, match="a list of persons") as refused:
        office.deliver(content, name, dataset="oppmoete")
    told = str(refused.value)
    assert "how many there were in each role" in told
    assert [word for word in ("Kari", "Oppdiktsen", "Påfunn") if word in told] == []
    assert not list((office.raw / str(YEAR)).glob("leveranser/*liste*"))


def test_counts_per_role_are_taken(office):
    row = f"SSU;13.12.{YEAR};forfall;kommune;Kommunalsjef;Bjørnøvik kommune;2;1;\n"
    assert office.deliver(COUNTS + row, "oppmoete.csv", dataset="oppmoete").rows == 1
