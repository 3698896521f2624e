"""Papers as others write them: what must be proposed was written down before the code ran."""

from __future__ import annotations

from pathlib import Path

import pytest
from aarsmelding.papers import accepting, proposals, propose
from aarsmelding.papers.cells import Proposal
from aarsmelding.paths import Project

from . import shapes
from .conftest import COMMITTEES, YEAR, as_docx, as_pdf, put

OTHER = {"utvalg": "su", "navn": "Oppdikta samarbeidsutval", "kortnavn": "SU", "type": "SSU"}
CASE = ("sak_nr", "tittel", "sakstype_liste", "utfall")
MEETING = ("utvalg", "dato", "start", "slutt", "form", "moetested", "status")
ATTENDED = ("status", "rolle", "organisasjon", "antall")
OPEN = "ikke_publisert"
SURNAMES = ("Oppdiktsen", "Påfunn", "Tulleberg", "Laksaa", "Gjøkeid")


@pytest.fixture
def others(partnership: Project) -> Project:
    put(partnership, "utvalg", [*COMMITTEES, OTHER | {"navneformer": "Oppdikta samarbeidsutval (SU);SU"}])
    return partnership


@pytest.fixture(params=[".txt", ".docx", ".pdf"])
def written(request, others, tmp_path):
    """Propose from the same papers as text, Word and PDF."""

    def read(text: str, bold: tuple[str, ...] = ()) -> Proposal:
        path = tmp_path / f"papirer{request.param}"
        if request.param == ".txt":
            path.write_text(text, encoding="utf-8")
        elif request.param == ".docx":
            as_docx(text, path, bold)
        else:
            as_pdf(text, path)
        return propose(path, others, YEAR)

    return read


def values(proposal: Proposal, dataset: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [tuple(record.value(column) for column in columns) for record in proposal.of(dataset)]


SHAPES = [
    pytest.param(
        shapes.NOTICE,
        ("OSU", "12.03.2031", "09.00", "11.30", "fysisk", "Rådhuset i Bjørnøvik", "planlagt"),
        [
            ("10/31", "Godkjenning av innkalling", "B", OPEN),
            ("11/31", "Felles venterom i Bjørnøvik", "O", OPEN),
            ("12/31", "Eventuelt", "", OPEN),
        ],
        id="notice with a table of cases",
    ),
    pytest.param(
        shapes.PROTOCOL,
        ("OSU", "12.03.2031", "09.00", "11.30", "digitalt", "Teams", "avholdt"),
        [
            ("12/2031", "Godkjenning av protokoll", "", "som_foreslaatt"),
            ("13/2031", "Felles venterom", "", "utsatt"),
            ("14/2031", "Smittevern", "", "uten_trykt_forslag"),
            ("15/2031", "Ny bro", "", "omgjort_til_orientering"),
            ("16/2031", "Ny benk", "", "som_foreslaatt"),
        ],
        id="minutes with innstilling and vedtak",
    ),
    pytest.param(
        shapes.REPORT,
        ("FSU Fjellmedisin", "05.02.2031", "12.00", "13.30", "digitalt", "Teams", "avholdt"),
        [("5-2031", "Ny bro", "", "uten_trykt_forslag"), ("6-2031", "Eventuelt", "", OPEN)],
        id="report with the date in its title",
    ),
    pytest.param(
        shapes.NYNORSK,
        ("SU", "12.03.2031", "09.00", "11.30", "fysisk", "Rådhuset i Bjørnøvik", "avholdt"),
        [
            ("3/31", "Godkjenning av innkalling og sakliste", "", "som_foreslaatt"),
            ("4/31", "Felles venterom", "", "utsatt"),
            ("5/31", "Ny bru", "", "endret"),
        ],
        id="nynorsk",
    ),
    pytest.param(
        shapes.TIMED,
        ("OSU", "12.03.2031", "09.00", "11.30", "digitalt", "Teams", "planlagt"),
        [
            ("24/2031", "Godkjenning av innkalling", "", OPEN),
            ("25/2031", "Felles venterom", "", OPEN),
            ("26/2031", "Ny bro", "", OPEN),
        ],
        id="agenda with times",
    ),
    pytest.param(
        shapes.YEAR_FIRST,
        ("OSU", "12.03.2031", "09.00", "11.30", "digitalt", "Digitalt", "planlagt"),
        [
            ("14/2031", "Godkjenning av innkalling", "B", OPEN),
            ("15/2031", "Felles venterom", "O", OPEN),
        ],
        id="case numbers with the year first",
    ),
    pytest.param(
        shapes.MUNICIPAL,
        ("OSU", "12.03.2031", "09.00", "11.00", "fysisk", "Rådhuset", "avholdt"),
        [
            ("01-31", "GODKJENNING AV PROTOKOLL", "", "som_foreslaatt"),
            ("02-31", "Ny bro", "", "endret"),
        ],
        id="minutes with a head set as a table",
    ),
    pytest.param(
        shapes.REGION,
        ("OSU", "07.11.2031", "09.00", "14.30", "fysisk", "Bjørnøvik rådhus", "avholdt"),
        [
            ("47/31", "Godkjenning, møteinnkalling og saksliste", "", OPEN),
            ("48/31", "Ny bru", "", "uten_trykt_forslag"),
        ],
        id="a date without a year",
    ),
]


@pytest.mark.parametrize(("text", "meeting", "cases"), SHAPES)
def test_papers_of_others_are_proposed_right(written, text, meeting, cases):
    proposal = written(text)
    assert values(proposal, "moeter", MEETING) == [meeting]
    assert values(proposal, "saker", CASE) == cases
    assert {record.value("moete_dato") for record in proposal.of("saker")} == {meeting[1]}
    cells = [cell for record in proposal.records for cell in record.cells.values()]
    assert all(cell.place and 0 < cell.confidence < 1 for cell in cells)


def test_headings_that_are_only_bold_divide_the_cases(written):
    cases = values(
        written(shapes.BOLD, shapes.BOLD_LINES), "saker", ("sak_nr", "tittel", "har_trykt_forslag")
    )
    assert cases == [("24/2031", "Ny bro", "Ja"), ("25/2031", "Felles venterom", "Ja")]


def test_who_presents_is_read_from_the_column_for_it(written):
    assert values(written(shapes.TIMED), "saker", ("fremlagt_av",)) == [
        ("",),
        ("Bjørnøvik kommune",),
        ("FSU Fjellmedisin",),
    ]


@pytest.mark.parametrize(
    ("text", "attended"),
    [
        (
            shapes.REPORT,
            [
                ("tilstede_stemmerett", "Kommunalsjef", "Bjørnøvik kommune", "1"),
                ("tilstede_stemmerett", "Klinikkleder", "Kirurgisk klinikk", "1"),
                ("tilstede_stemmerett", "Fastlegerepresentant", "", "1"),
                ("forfall", "Brukerrepresentant", "", "1"),
            ],
        ),
        (
            shapes.NYNORSK,
            [
                ("tilstede_stemmerett", "Kommunalsjef", "Bjørnøvik kommune", "1"),
                ("tilstede_stemmerett", "Klinikkleiar", "Kirurgisk klinikk", "1"),
                ("tilstede_stemmerett", "Brukarrepresentant", "", "1"),
                ("forfall", "Fastlegerepresentant", "", "1"),
            ],
        ),
        (
            shapes.MUNICIPAL,
            [
                ("tilstede_stemmerett", "Kommunalsjef", "Bjørnøvik kommune", "1"),
                ("tilstede_talerett", "Seniorrådgiver", "KS Nord-Norge", "1"),
                ("sekretariat", "Spesialrådgiver", "Bjørnøvik kommune", "1"),
                ("forfall", "Klinikkleder", "Kirurgisk klinikk", "1"),
            ],
        ),
        (shapes.REGION, [("tilstede_stemmerett", "", "", "14"), ("forfall", "", "", "2")]),
    ],
    ids=["bullets", "nynorsk", "table", "counts"],
)
def test_attendance_is_counted_and_nobody_is_named(written, text, attended):
    proposal = written(text)
    assert values(proposal, "oppmoete", ATTENDED) == attended
    said = "\n".join(
        f"{cell.value} {cell.note} {cell.place}" for r in proposal.records for cell in r.cells.values()
    )
    assert [name for name in SURNAMES if name.casefold() in said.casefold()] == []


def test_a_number_with_the_year_first_is_turned_and_says_so(others, tmp_path: Path):
    path = tmp_path / "papirer.txt"
    path.write_text(shapes.YEAR_FIRST, encoding="utf-8")
    cell = propose(path, others, YEAR).of("saker")[0].cells["sak_nr"]
    assert (cell.value, cell.note) == ("14/2031", "trykt med året først")


@pytest.mark.parametrize(("text", "meeting", "cases"), SHAPES)
def test_what_is_proposed_can_be_accepted_as_it_is(others, document, tmp_path, text, meeting, cases):
    path = tmp_path / "forslag.csv"
    proposals.write(propose(document(text), others, YEAR), path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join("ja" + line if ";(rad);" in line else line for line in lines), encoding="utf-8")
    assert accepting.accept(others, path, YEAR, dry_run=True).added["saker"] == len(cases)
