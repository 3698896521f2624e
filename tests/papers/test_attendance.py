"""Attendance lists become counts per role and organisation; nobody on them is ever in a proposal."""

from __future__ import annotations

import csv

import pytest
from aarsmelding.papers import accepting, measure, proposals, propose
from aarsmelding.papers.cells import INFERRED, PRINTED

from .conftest import YEAR, put

HEAD = """\
Møtereferat Oppdiktet samarbeidsutvalg (OSU)

Dato: 12.03.2031
Klokkeslett: 09.00-11.30
Sted: Digitalt via Teams

"""
COLUMNS = ("status", "part", "rolle", "organisasjon", "antall", "antall_vara", "sak_nr")
SURNAMES = ("Oppdiktsen", "Påfunn", "Tulleberg", "Laksaa", "Gjøkeid", "Xhemajli", "Nguyen", "Kari")
ONE_LINE = """\
Til stede:
Medlemmer med stemmerett
Kari Oppdiktsen, kommunalsjef, Bjørnøvik kommune
Ola Påfunn, kommunalsjef, Bjørnøvik kommune, vara for Eva Tulleberg
Blerim Xhemajli, klinikkleder, Kirurgisk klinikk
Medlemmer med møte- og talerett
Linh Nguyen, fastlegerepresentant
Forfall: Siri Gjøkeid (brukerrepresentant, ungdomsrådet)
Deltaker på sak
Mari Laksaa, smittevernoverlege, Bjørnøvik kommune. Sak 14/31
Sekretariatet
Per Påfunn

Sak: 10/31
Tittel: Venterom (B)
Fra: Sekretariatet
"""
WANTED = [
    ("tilstede_stemmerett", "kommune", "Kommunalsjef", "Bjørnøvik kommune", "2", "1", ""),
    ("tilstede_stemmerett", "foretak", "Klinikkleder", "Kirurgisk klinikk", "1", "0", ""),
    ("tilstede_talerett", "fastlege", "Fastlegerepresentant", "", "1", "0", ""),
    ("forfall", "bruker", "Brukerrepresentant", "Ungdomsrådet", "1", "0", ""),
    ("deltaker_paa_sak", "kommune", "Smittevernoverlege", "Bjørnøvik kommune", "1", "0", "14/31"),
    ("sekretariat", "annet", "", "", "1", "0", ""),
]
# As a scanner reads two columns, with g for ø: first every name, then every role.
TWO_LISTS = """\
Til stede:
Medlemmer med stemmerett
Kari Oppdiktsen
Ola Pafunn
Forfall:
Eva Tulleberg

Kommunalsjef, Bjgrngvik kommune
Administrerende direktgr, Bjgrngvik sykehus
Kommunalsjef, Bjgrngvik kommune
"""


def attendance(partnership, path):
    return propose(path, partnership, YEAR).of("oppmoete")


def rows(records):
    return [tuple(record.value(column) for column in COLUMNS) for record in records]


def everything(path, partnership, tmp_path) -> str:
    target = tmp_path / "forslag.csv"
    proposals.write(propose(path, partnership, YEAR), target)
    return target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("apart", [", ", "\t"])
def test_a_list_with_roles_becomes_counts_per_role(partnership, document, apart):
    path = document(HEAD + ONE_LINE.replace(", ", apart))
    found = attendance(partnership, path)
    assert rows(found) == WANTED
    assert {(r.value("utvalg"), r.value("dato")) for r in found} == {("OSU", "12.03.2031")}
    assert found[0].cells["antall"].confidence == PRINTED
    assert found[0].place == "linje 9, linje 10"


def test_names_and_roles_in_lists_of_their_own_are_joined_by_order(partnership, document):
    found = attendance(partnership, document(HEAD + TWO_LISTS))
    assert rows(found) == [
        ("tilstede_stemmerett", "kommune", "Kommunalsjef", "Bjørnøvik kommune", "1", "0", ""),
        ("tilstede_stemmerett", "foretak", "Administrerende direktør", "Bjørnøvik sykehus", "1", "0", ""),
        ("forfall", "kommune", "Kommunalsjef", "Bjørnøvik kommune", "1", "0", ""),
    ]
    assert {record.cells["status"].confidence for record in found} == {INFERRED}


def test_a_list_without_roles_is_a_count(partnership, document):
    found = attendance(
        partnership, document(HEAD + "Forfall: Kari Oppdiktsen, Ola Påfunn\nTil stede: Eva Bø Li\n")
    )
    assert rows(found) == [
        ("forfall", "annet", "", "", "2", "0", ""),
        ("tilstede_stemmerett", "annet", "", "", "1", "0", ""),
    ]
    # The heading does not say who may vote.
    assert found[1].cells["status"].confidence == INFERRED


@pytest.mark.parametrize(
    "text", [ONE_LINE, TWO_LISTS, ONE_LINE.replace(", ", " "), ONE_LINE.replace(", ", " - ")]
)
def test_no_name_of_a_list_reaches_the_proposal(partnership, document, tmp_path, text):
    written = everything(document(HEAD + text), partnership, tmp_path)
    assert ";oppmoete;" in written
    assert [name for name in SURNAMES if name.casefold() in written.casefold()] == []


def test_who_came_for_one_case_is_a_guest(partnership, document):
    text = "Til stede:\nMari Laksaa, smittevernoverlege, Tulleberg. Sak 14/31\n"
    assert rows(attendance(partnership, document(HEAD + text))) == [
        ("deltaker_paa_sak", "annet", "Smittevernoverlege", "", "1", "0", "14/31")
    ]


def test_what_is_no_attendance_list_gives_no_rows(partnership, document):
    case = "Sak: 10/31\nTittel: Venterom (B)\nFra:\nSekretariatet\nKari Oppdiktsen, leder\n\n"
    text = case + "Det var mange til stede og lite forfall.\n"
    assert attendance(partnership, document(HEAD + text)) == []


def test_accepted_counts_are_stored_and_valid(partnership, document, tmp_path):
    everything(document(HEAD + ONE_LINE), partnership, tmp_path)
    path = tmp_path / "forslag.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    decided = ["ja" + line if line.startswith(";oppmoete;") and ";(rad);" in line else line for line in lines]
    path.write_text("\r\n".join(decided), encoding="utf-8-sig")
    assert accepting.accept(partnership, path, YEAR).added["oppmoete"] == len(WANTED)
    with (partnership.raw(YEAR) / "oppmoete.csv").open(encoding="utf-8") as stream:
        assert [tuple(row[column] for column in COLUMNS) for row in csv.DictReader(stream)] == WANTED


def test_counts_are_measured_against_the_transcription(partnership, document, tmp_path):
    first = dict(zip(COLUMNS, WANTED[0], strict=True)) | {"utvalg": "OSU", "dato": "12.03.2031"}
    put(partnership, "oppmoete", [first | {"antall": "3"}])
    document(HEAD + ONE_LINE, "oppdiktet.txt")
    tallies, _ = measure.measure(tmp_path, partnership, YEAR)
    assert (
        tallies["oppmoete", "(rader)"].counts["right"],
        tallies["oppmoete", "(rader)"].counts["extra"],
    ) == (1, 5)
    assert tallies["oppmoete", "antall"].counts["wrong"] == 1


TRUST = {
    "navn": "Det oppdiktede helsefellesskapet",
    "region": "Ytterfjord",
    "foretak": "Oppdiktet universitetssykehus HF",
    "foretak_kortnavn": "OUN",
    "foretak_samisk": "",
}


@pytest.mark.parametrize(
    ("line", "role", "organisation", "is_added"),
    [
        ("Klinikkleder, Medisinsk klinikk", "Klinikkleder", "Medisinsk klinikk, OUN", True),
        ("Klinikkleder, Medisinsk klinikk, OUN", "Klinikkleder", "Medisinsk klinikk, OUN", False),
        ("Pasient- og brukerombudet", "Pasient- og brukerombudet", "Pasient- og brukerombudet", True),
        (
            "Pasient- og brukerombud i Troms",
            "Pasient- og brukerombud",
            "Pasient- og brukerombudet i Troms",
            True,
        ),
        ("Seniorrådgiver NSE", "Seniorrådgiver", "Nasjonalt senter for e-helseforskning (NSE)", False),
        ("Det helsevitenskapelige fakultet, UIT", "", "Det helsevitenskapelige fakultet, UiT", False),
    ],
)
def test_an_organisation_is_written_out_and_what_is_added_says_so(
    partnership, document, line, role, organisation, is_added
):
    put(partnership, "helsefellesskap", [TRUST])
    record = attendance(partnership, document(f"{HEAD}Til stede:\nKari Oppdiktsen\n{line}\n"))[0]
    cell = record.cells["organisasjon"]
    assert (record.value("rolle"), cell.value) == (role, organisation)
    assert ("lagt til" in cell.note) == is_added


def test_substitutes_have_a_heading_of_their_own(partnership, document):
    text = "Følgende varamedlemmer møtte:\nKari Oppdiktsen, kommunalsjef\nForfall:\nOla Påfunn, rådgiver\n"
    assert [
        (r.value("status"), r.value("antall_vara")) for r in attendance(partnership, document(HEAD + text))
    ] == [
        ("tilstede_stemmerett", "1"),
        ("forfall", "0"),
    ]


@pytest.mark.parametrize(
    "end", ["vara for\nEva Tulleberg", "ansattrepresentant i hele den oppdiktede\nkommunen"]
)
def test_a_line_broken_in_two_is_one_person(partnership, document, end):
    line = f"Kari Oppdiktsen, kommunalsjef, Bjørnøvik kommune, {end}\n"
    assert [r.value("antall") for r in attendance(partnership, document(f"{HEAD}Til stede:\n{line}"))] == [
        "1"
    ]
