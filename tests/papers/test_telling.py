"""Meetings that running text, lists and plans tell of; each sentence is one convention."""

from __future__ import annotations

import pytest
from aarsmelding.papers import propose
from aarsmelding.papers.cells import MENTIONED, PRINTED

from .conftest import AGENDA, COMMITTEES, YEAR, put

GROUP = {"utvalg": "bg", "navn": "Styringsgruppe for broer", "kortnavn": "Brogruppa", "type": "annet"}
PM = {"utvalg": "pm", "navn": "Partnerskapsmøtet", "kortnavn": "PM", "type": "PM"}
HEADED = "Årsrapport 2030\n\nFSU Fjellmedisin har hatt mye å gjøre.\n\n"


@pytest.fixture
def told(partnership, document):
    """The meetings that a text tells of, beside the one that it is papers for."""
    put(partnership, "utvalg", [*COMMITTEES, GROUP, PM])

    def read(text: str) -> list:
        papers = AGENDA.replace("Teksten er diktet opp.", f"Tekst.\n\n{text}\n")
        return propose(document(papers), partnership, YEAR).of("moeter")[1:]

    return read


def days(records) -> list[tuple[str, str]]:
    return [(r.value("utvalg"), r.value("dato") or r.value("maaned")) for r in records]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jf. FSU Fjellmedisin 06.02.31.", [("FSU Fjellmedisin", "06.02.2031")]),
        ("Saken ble drøftet i møtet 5. februar.", [("OSU", "05.02.2031")]),
        ("FSU Fjellmedisin hadde møte i januar.", [("FSU Fjellmedisin", "2031-01")]),
        ("I mai ble det holdt et møte i FSU Fjellmedisin.", [("FSU Fjellmedisin", "2031-05")]),
        ("OSU hadde i 2030 to møter (april og juni).", [("OSU", "2030-04"), ("OSU", "2030-06")]),
        (
            "OSU vedtok mai 2030 én ting, og vedtok juni samme år en annen.",
            [("OSU", "2030-05"), ("OSU", "2030-06")],
        ),
        ("OSU hadde møter 3. mai og 4. juni 2030.", [("OSU", "03.05.2030"), ("OSU", "04.06.2030")]),
        ("Det var partnerskapsmøte 10. april 2030.", [("PM", "10.04.2030")]),
        ("Godkjent i OSU 9. januar 2031", [("OSU", "09.01.2031")]),
        ("FSU Fjellmedisin drøftet det på møte 8. mai i år.", [("FSU Fjellmedisin", "08.05.2031")]),
    ],
)
def test_a_sentence_tells_of_a_meeting(told, text, found):
    records = told(text)
    assert days(records) == found
    assert {record.confidence for record in records} == {MENTIONED}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Utvalget vedtok 27.02.30 å bygge.", ("FSU Fjellmedisin", "27.02.2030")),
        ("Første møte i utvalget ble avholdt 28. januar.", ("FSU Fjellmedisin", "28.01.2030")),
        ("I november var det et fysisk møte.", ("FSU Fjellmedisin", "2030-11")),
        (
            "Vi fikk en styringsgruppe. Gruppen hadde første møte 07.11.30.",
            ("Styringsgruppe for broer", "07.11.2030"),
        ),
    ],
)
def test_a_report_says_whose_and_which_year_in_its_heading(told, text, found):
    assert days(told(HEADED + text)) == [found]


def test_how_all_meetings_of_a_report_were_held_is_said_once(told):
    text = "Det ble avholdt fire møter, samtlige digitalt.\n\nUtvalget hadde møte 5. mai."
    assert [(r.value("form"), r.value("form_trykt")) for r in told(HEADED + text)] == [
        ("digitalt", "digitalt")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Møtet i OSU 4. mai ble avlyst.",
        "Møtet i OSU hadde frist innen 4. mai.",
        "Etter møtet i OSU trer planen i kraft 1. januar 2032.",
        "Det ble sendt brev datert 1. mars om møtet i OSU.",
        "Vi gikk på tur 17. mai.",
        "Det åpnes for frammøte 27. april da mange vil delta på Partnerskapsmøtet.",
    ],
)
def test_a_date_that_is_no_meeting_is_left(told, text):
    assert told(text) == []


PLAN = """\
Møteplan 2032

- 29. januar kl. 12.00-14.00
- Torsdag 12. februar
- 3. mars, Bjørnøvik
FSU Fjellmedisin: 12.04.32, 13.05.32 og 14.06.32
FSU Fjellmedisin\t01.09.\t05.10.
- 4. april ble det fint vær i Bjørnøvik, og det er en hel setning om noe ganske annet
"""


def test_a_plan_may_be_a_list_or_have_a_row_per_committee(told):
    records = told(PLAN)
    assert days(records) == [
        ("OSU", "29.01.2032"),
        ("OSU", "12.02.2032"),
        ("OSU", "03.03.2032"),
        ("FSU Fjellmedisin", "12.04.2032"),
        ("FSU Fjellmedisin", "13.05.2032"),
        ("FSU Fjellmedisin", "14.06.2032"),
        ("FSU Fjellmedisin", "01.09.2032"),
        ("FSU Fjellmedisin", "05.10.2032"),
    ]
    assert (records[0].value("start"), records[0].cells["start"].confidence) == ("12.00", PRINTED)
    assert [r.value("dato_trykt") for r in records[1:4]] == ["Torsdag 12. februar", "3. mars", "12.04.32"]
