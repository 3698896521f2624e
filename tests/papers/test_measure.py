"""Precision and recall, counted by hand for one made-up document."""

from __future__ import annotations

import pytest
from aarsmelding.papers import measure
from aarsmelding.papers.refusal import PapersRefused

from .conftest import AGENDA, YEAR, put


def transcription(project, **changes: str) -> None:
    case = {
        "utvalg": "OSU",
        "moete_dato": "12.03.2031",
        "har_trykt_forslag": "Ja",
        "utfall": "ikke_publisert",
    }
    first = {"sak_nr": "10/31", "tittel": "Innkalling og dagsorden", "fremlagt_av": "Sekretariatet"}
    put(project, "saker", [case | first | changes, case | {"sak_nr": "12/31", "tittel": "En annen"}])
    put(project, "moeter", [])


def test_precision_and_recall_are_those_counted_by_hand(partnership, document, tmp_path):
    # Proposed: 10/31 and 11/31. Transcribed: 10/31 (with another title) and 12/31.
    transcription(partnership, tittel="Dagsorden")
    document(AGENDA, "oppdiktet.txt")
    tallies, differences = measure.measure(tmp_path, partnership, YEAR)
    assert (tallies["saker", "(rader)"].precision, tallies["saker", "(rader)"].recall) == (0.5, 0.5)
    assert (tallies["saker", "tittel"].precision, tallies["saker", "fremlagt_av"].precision) == (0.0, 1.0)
    assert tallies["saker", "sakstype_liste"].counts["extra"] == 1
    assert any("missing saker: ('12/31', 'OSU')" in line for line in differences)
    assert "| saker | tittel | 0.00 | 0.00 | 0 | 1 | 0 | 0 | 0 |" in measure.table(tallies)


def test_a_folder_without_the_documents_is_refused(partnership, tmp_path):
    transcription(partnership)
    with pytest.raises(PapersRefused, match="no document there"):
        measure.measure(tmp_path, partnership, YEAR)


@pytest.mark.parametrize(
    ("name", "said"), [("finnes_ikke", "there is no such folder"), ("oppdiktet.txt", "this is a file")]
)
def test_what_is_no_folder_is_not_measured(name, said, partnership, document, tmp_path, command):
    document(AGENDA, "oppdiktet.txt")
    where = str(tmp_path / name)
    result = command(partnership.root, "papers", where, "--year", str(YEAR), "--measure")
    assert result.exit_code == 2
    assert f"{said}\n  where: {where}" in result.error


def test_a_folder_is_no_meeting_paper(partnership, tmp_path, command):
    result = command(partnership.root, "papers", str(tmp_path), "--year", str(YEAR))
    assert result.exit_code == 3
    assert f"this is a folder\n  where: {tmp_path}\n" in result.error
    result = command(partnership.root, "accept", "/", "--year", str(YEAR))
    assert "there is no such proposal\n  where: /\n" in result.error
