"""Names, addresses and numbers of persons never reach a proposal, wherever they stand."""

from __future__ import annotations

import pytest
from aarsmelding.papers import propose
from aarsmelding.papers.cells import Proposal
from aarsmelding.papers.lists import lists_of
from aarsmelding.papers.persons import LEFT_OUT, Persons

from .conftest import AGENDA, MINUTES, YEAR


def everything(proposal: Proposal) -> str:
    cells = [cell for record in proposal.records for cell in record.cells.items()]
    return (
        "\n".join(f"{name} {cell.value} {cell.note} {cell.place}" for name, cell in cells) + proposal.document
    )


@pytest.mark.parametrize(
    ("where", "person"),
    [
        ("Tittel: Felles venterom i Bjørnøvik (O)", "Tittel: Permisjon for Kari Oppdiktsen (O)"),
        ("Sted: Digitalt via Teams", "Sted: Hjemme hos Ola Bråten Nilsen"),
        ("Fra: Bjørnøvik kommune v/Per Påfunn", "Fra: Klinikkleder Anne-Grethe Tull"),
        ("Fra: Bjørnøvik kommune v/Per Påfunn", "Fra: kari.oppdiktsen@tull.example"),
        ("11/31\tFelles venterom i Bjørnøvik\tO", "11/31\tRing Kari på 41 22 33 44\tO"),
        ("Tittel: Felles venterom i Bjørnøvik (O)", "Tittel: Klage 130331 12345 fra Eva Brå (O)"),
        ("Fra: Bjørnøvik kommune v/Per Påfunn", "Frå: Sakshandsamar Tull Påfunn"),
        ("Teksten er diktet opp.", "Namn\tRolle\nKari Oppdiktsen\tMøteleiar\nOla Nilsen\tReferent"),
        ("Teksten er diktet opp.", "Møteleiar: Tull Påfunn\n\nSak 12/31 Brev frå Tull Påfunn\nVedtak: Ja."),
        ("Teksten er diktet opp.", "Sak\tAnsvarleg\n12/31 Ny bru\tPer Påfunn\n13/31 Ny veg\tEva Brå"),
        ("Teksten er diktet opp.", "Prosjekt\tSum\nLønn Ola Nilsen\tkr 2 000\nBil\tkr 4 000"),
    ],
)
def test_no_name_gets_through(partnership, document, where, person):
    assert where in AGENDA
    found = everything(propose(document(AGENDA.replace(where, person)), partnership, YEAR))
    for word in (
        "Kari",
        "Oppdiktsen",
        "Ola",
        "Nilsen",
        "Per",
        "Påfunn",
        "Tull",
        "tull.example",
        "41 22",
        "Eva",
        "Brå",
    ):
        assert f" {word}" not in found.replace("\n", " "), (word, found)


def test_names_in_the_attendance_list_are_known_in_the_whole_document(partnership, document):
    # Neither word is a common given name: only the list tells that they are a person.
    text = MINUTES.replace("Kari Oppdiktsen\n", "Zyx Wvutsen\n").replace(
        "Tittel: Benk (B)", "Tittel: Benk til Zyx Wvutsen (B)"
    )
    found = everything(propose(document(text), partnership, YEAR))
    assert "Zyx" not in found
    assert f"Benk til {LEFT_OUT}" in found


@pytest.mark.parametrize(
    "given_away",
    [
        "Møteleiar Zyx Wvutsen",
        "Sakshandsamar Zyx Wvutsen",
        "Frammøtte:\nZyx Wvutsen, rådgjevar",
        "Følgende medlemmer hadde meldt forfall:\nNavn\tFunksjon\nZyx Wvutsen\tMedlem",
        "Deltakere på møtet:\n- Zyx Wvutsen (rådgiver)",
    ],
)
def test_a_name_that_is_given_away_once_is_left_out_everywhere(partnership, document, given_away):
    head = "Møteprotokoll OSU\nDato: 12.03.2031\nTid: 09.00-10.00\n"
    text = f"{head}\n{given_away}\n\nSak 12/31 Benk til Zyx Wvutsen\n"
    found = everything(propose(document(text), partnership, YEAR))
    assert "Zyx" not in found
    assert f"Benk til {LEFT_OUT}" in found


def test_a_file_named_after_a_person_gets_another_id(partnership, document):
    path = document(AGENDA, "Referat_Kari_Oppdiktsen.txt")
    assert propose(path, partnership, YEAR).document.startswith("dokument_")


@pytest.mark.parametrize(
    "text",
    [
        "Bjørnøvik kommune",
        "FSU Fjellmedisin",
        "Felles venterom i Bjørnøvik",
        "Prosjekt Bedre Bjelker",
        "Årsmelding 2031",
    ],
)
def test_what_is_no_person_is_kept(partnership, text):
    assert Persons(lists_of(partnership, YEAR)).without(text) == text
