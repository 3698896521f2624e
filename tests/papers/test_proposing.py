"""What is proposed from made-up papers; every expected value was written down before the code ran."""

from __future__ import annotations

import pytest
from aarsmelding.papers import propose
from aarsmelding.papers.cells import INFERRED, MENTIONED, PRINTED, Proposal

from .conftest import AGENDA, MINUTES, YEAR


def values(proposal: Proposal, dataset: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(record.value(column) for column in columns) for record in proposal.of(dataset)]


@pytest.fixture
def agenda(partnership, document) -> Proposal:
    return propose(document(AGENDA), partnership, YEAR)


@pytest.fixture
def minutes(partnership, document) -> Proposal:
    return propose(document(MINUTES), partnership, YEAR)


def test_the_head_gives_the_meeting(agenda):
    columns = ("utvalg", "dato", "start", "slutt", "form", "moetested", "moetetype", "status")
    assert values(agenda, "moeter", *columns) == [
        ("OSU", "12.03.2031", "09.00", "11.30", "digitalt", "Teams", "ordinaer", "planlagt")
    ]


def test_the_list_and_the_papers_give_the_cases(agenda):
    columns = (
        "sak_nr",
        "tittel",
        "sakstype_liste",
        "sakstype_sakshode",
        "utvalg",
        "antall_forslagspunkter",
        "utfall",
    )
    assert values(agenda, "saker", *columns) == [
        ("10/31", "Innkalling og dagsorden", "B", "B", "OSU", "2", "ikke_publisert"),
        ("11/31", "Felles venterom i Bjørnøvik", "O", "O", "OSU", "1", "ikke_publisert"),
    ]


def test_a_presenter_is_a_role_or_an_organisation_never_a_name(agenda):
    assert values(agenda, "saker", "fremlagt_av") == [("Sekretariatet",), ("Bjørnøvik kommune",)]


def test_every_cell_has_a_place_and_a_confidence(agenda):
    cells = [cell for record in agenda.records for cell in record.cells.values()]
    assert all(cell.place.startswith("linje ") and 0 < cell.confidence <= PRINTED for cell in cells)


def test_proposed_and_final_decision_are_compared(minutes):
    assert values(minutes, "saker", "sak_nr", "utfall") == [
        ("10/31", "som_foreslaatt"),
        ("11/31", "endret"),
        ("12/31", "utsatt"),
        ("13/31", "omgjort_til_orientering"),
        ("14/31", "uten_trykt_forslag"),
    ]


def test_misread_words_are_repaired_from_closed_lists_only(minutes):
    case, meeting = minutes.of("saker")[0], minutes.of("moeter")[0]
    assert (case.value("tittel"), case.value("tittel_trykt")) == (
        "Venterom i Bjørnøvik",
        "Venterom i Bjgrngvik",
    )
    assert case.cells["tittel"].confidence < case.cells["tittel_trykt"].confidence
    assert meeting.value("moetested") == "Radhuset i Bjørnøvik"
    assert meeting.value("status") == "avholdt"


def test_the_attendance_list_gives_the_role_behind_a_name(minutes):
    assert minutes.of("saker")[4].value("fremlagt_av") == "Smittevernoverlege, Bjørnøvik kommune"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("SAK 7/2031: Ny bro", "Ny bro"),
        ("PS 7/31 Ny bro", "Ny bro"),
        ("Sak nr. 7/31 – Ny bro", "Ny bro"),
        ("Saksnr: 7/31\nTittel: Ny bro", "Ny bro"),
        ("Sak 7/31\n\nNy bro (orienteringssak)", "Ny bro"),
    ],
)
def test_other_partnerships_write_case_heads_otherwise(partnership, document, head, title):
    opening = "Møte i OSU\nDato: 3. juni 2031\nTid: kl. 10-12\nSted: Bjørnøvik\n\n"
    text = f"{opening}{head}\n\nInnstilling:\nBroen bygges.\n"
    proposal = propose(document(text), partnership, YEAR)
    assert values(proposal, "saker", "tittel", "moete_dato", "har_trykt_forslag") == [
        (title, "03.06.2031", "Ja")
    ]
    assert values(proposal, "moeter", "start", "slutt", "form") == [("10.00", "12.00", "fysisk")]


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("Enstemmig vedtatt som foreslått.", "som_foreslaatt"),
        ("Vedtak i tråd med innstillingen.", "som_foreslaatt"),
        ("Samrøystes vedtatt", "som_foreslaatt"),
        ("Innstillingen ble vedtatt mot to stemmer.", "som_foreslaatt"),
        ("Enstemmig vedtak: Broen bygges.", "som_foreslaatt"),
        ("Broen bygges. Samrøystes vedteke.", "som_foreslaatt"),
        ("Forslaget ble ikke vedtatt.", "endret"),
        ("Saka vert utsett.", "utsatt"),
        ("Saken tas til orientering.", "omgjort_til_orientering"),
        ("Brgen bygges.", "som_foreslaatt"),
        ("Broen bygges ikke.", "endret"),
        ("Saken er utsatt.", "utsatt"),
    ],
)
def test_the_words_of_a_decision_decide(partnership, document, decision, outcome):
    case = "Sak: 7/31\nTittel: Bro (B)\n\nForslag til vedtak:\nBroen bygges.\n\n"
    text = f"Referat OSU\nDato: 03.06.2031\nSted: Teams\n\n{case}Vedtak:\n{decision}\n"
    proposal = propose(document(text), partnership, YEAR)
    assert values(proposal, "saker", "utfall") == [(outcome,)]


def test_a_meeting_plan_gives_its_rows(partnership, document):
    text = (
        "Forslag: Møteplan Oppdiktet samarbeidsutvalg 2032\n"
        "29. januar\tFormøte 12.00-12.50 Hovedmøte 13.00-15.30\tDigitalt\n"
        "7 juni\tFormøte 10.30-11.30 Lunsj 11.30-12.00 Hovedmøte 12.00-15.30\tFysisk Bjørnøvik\n"
    )
    columns = ("dato", "formoete_start", "start", "slutt", "form", "moetested", "status", "tillegg_trykt")
    assert values(propose(document(text), partnership, YEAR), "moeter", *columns) == [
        ("29.01.2032", "12.00", "13.00", "15.30", "digitalt", "", "forslag", ""),
        ("07.06.2032", "10.30", "12.00", "15.30", "fysisk", "Bjørnøvik", "forslag", "Lunsj 11.30-12.00"),
    ]


def test_what_is_only_mentioned_is_unsure(partnership, document):
    text = AGENDA.replace(
        "Teksten er diktet opp.", "Referatet fra møtet i FSU Fjellmedisin 05.02.2031 (sak 3/30) er godkjent."
    )
    proposal = propose(document(text), partnership, YEAR)
    told = proposal.of("moeter")[1]
    assert (told.value("utvalg"), told.value("dato"), told.confidence) == (
        "FSU Fjellmedisin",
        "05.02.2031",
        MENTIONED,
    )
    assert ("3/30",) in values(proposal, "saker", "sak_nr")


def test_money_tables_are_shown_but_belong_to_no_dataset(partnership, document):
    text = AGENDA + "\nProsjekt\tSøkt\tInnvilget\nBenk\tkr 2 000\tkr 1 500\nLampe\tkr 300\t-kr 20\n"
    rows = propose(document(text), partnership, YEAR).of("pengetabell")
    assert [(r.value("Prosjekt"), r.value("Innvilget")) for r in rows] == [
        ("Benk", "kr 1 500"),
        ("Lampe", "-kr 20"),
    ]


def test_money_is_never_taken_for_a_phone_number(partnership, document):
    text = AGENDA + "\nProsjekt\tSum\nA\tkr 22 334 455\nB\tkr 40 300 200\n"
    rows = propose(document(text), partnership, YEAR).of("pengetabell")
    assert [r.value("Sum") for r in rows] == ["kr 22 334 455", "kr 40 300 200"]


def test_a_document_without_meetings_is_refused(partnership, document):
    from aarsmelding.papers.refusal import PapersRefused

    with pytest.raises(PapersRefused, match="no meeting, case or money table"):
        propose(document("En oppdiktet tekst om ingenting.\n"), partnership, YEAR)


@pytest.mark.parametrize(("words", "rows"), [("er avholdt", 2), ("hadde frist innen", 1)])
def test_a_limit_is_no_meeting(partnership, document, words, rows):
    text = AGENDA.replace("Teksten er diktet opp.", f"Møtet i FSU Fjellmedisin {words} 05.02.2031, sier vi.")
    assert len(propose(document(text), partnership, YEAR).of("moeter")) == rows


def test_a_row_broken_over_lines_is_less_sure(partnership, document):
    rows = "29. januar\tHovedmøte 13.00-15.30\tDigitalt\n3. mars\tHovedmøte\tDigitalt\n09.00-10.00\n"
    text = f"Møteplan Oppdiktet samarbeidsutvalg 2032\n{rows}"
    plan = propose(document(text), partnership, YEAR).of("moeter")
    assert [record.value("start") for record in plan] == ["13.00", "09.00"]
    assert [record.cells["start"].confidence for record in plan] == [PRINTED, INFERRED]
