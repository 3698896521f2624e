"""A proposal is taken row by row as a person decided, all at once or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aarsmelding import receipts
from aarsmelding.errors import AarsmeldingError, DataRefused, UsageError
from aarsmelding.papers import accepting, proposals, propose, take
from aarsmelding.papers.refusal import PapersRefused
from aarsmelding.paths import Project

from .conftest import AGENDA, MINUTES, YEAR

# Minutes of the first case only, without the attendance list.
ATTENDANCE = "Til stede:" + MINUTES.partition("Til stede:")[2].partition("Sak: 10/31")[0]
FIRST_CASE = MINUTES.partition("Sak: 11/31")[0].replace(ATTENDANCE, "")


@pytest.fixture
def proposal(partnership, document, tmp_path) -> Callable[..., Path]:
    """The proposal of a text as CSV, with `decision` on every row and `edits` made to its text."""

    def write(text: str = AGENDA, decision: str = "ja", name: str = "forslag.csv", **edits: str) -> Path:
        path = tmp_path / name
        proposals.write(propose(document(text), partnership, YEAR), path)
        content = path.read_text(encoding="utf-8-sig")
        content = "\r\n".join(
            decision + line if ";(rad);" in line else line
            for line in content.replace("\r\n", "\n").split("\n")
        )
        for before, after in edits.items():
            assert before in content
            content = content.replace(before, after)
        path.write_text(content, encoding="utf-8-sig", newline="")
        return path

    return write


def rows(project: Project, name: str) -> list[dict[str, str]]:
    with (project.raw(YEAR) / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def everything(project: Project) -> dict[str, bytes]:
    folder = project.root / "data"
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_accepted_rows_are_stored_with_their_receipts(partnership, proposal):
    result = accepting.accept(partnership, proposal(), YEAR)
    assert (result.added["moeter"], result.added["saker"]) == (1, 2)
    assert [(r["utvalg"], r["dato"], r["kilde"]) for r in rows(partnership, "moeter")] == [
        ("OSU", "12.03.2031", "papirer")
    ]
    assert [(r["sak_nr"], r["antall_forslagspunkter"]) for r in rows(partnership, "saker")] == [
        ("10/31", "2"),
        ("11/31", "1"),
    ]
    for name in ("moeter", "saker"):
        receipt, faults = receipts.read_receipt(partnership.raw(YEAR) / f"{name}.csv", name)
        assert receipt is not None
        assert (receipt.documents, faults) == (("papirer",), [])


def test_nothing_is_taken_that_nobody_accepted(partnership, proposal):
    before = everything(partnership)
    with pytest.raises(UsageError, match="no row of the proposal is accepted"):
        accepting.accept(partnership, proposal(decision=""), YEAR)
    assert everything(partnership) == before


def test_a_row_with_nei_is_left_out(partnership, proposal):
    path = proposal(**{"ja;moeter;": "nei;moeter;"})
    result = accepting.accept(partnership, path, YEAR)
    assert (result.refused_by_person, result.added["moeter"]) == (1, 0)
    assert not (partnership.raw(YEAR) / "moeter.csv").exists()


def test_a_cell_with_nei_is_left_blank(partnership, proposal):
    accepting.accept(partnership, proposal(**{";moeter;1;moetested;": "nei;moeter;1;moetested;"}), YEAR)
    assert rows(partnership, "moeter")[0]["moetested"] == ""


def test_the_same_rows_twice_are_refused_and_change_nothing(partnership, proposal):
    path = proposal()
    accepting.accept(partnership, path, YEAR)
    before = everything(partnership)
    with pytest.raises(DataRefused, match="the row is there already"):
        accepting.accept(partnership, path, YEAR)
    assert everything(partnership) == before


def test_a_register_that_is_declared_whole_stays_so(partnership, proposal):
    accepting.accept(partnership, proposal(), YEAR)
    raw = partnership.raw(YEAR) / "saker.csv"
    receipt, _ = receipts.read_receipt(raw, "saker")
    replace(receipt, whole_year=True).write(receipts.receipt_path(raw))
    accepting.accept(partnership, proposal(FIRST_CASE, "oppdater", "referat.csv"), YEAR)
    assert receipts.is_declared_whole(raw)
    assert not receipts.is_declared_whole(partnership.raw(YEAR) / "moeter.csv")


def test_minutes_fill_in_what_the_agenda_left_open(partnership, proposal):
    accepting.accept(partnership, proposal(), YEAR)
    path = proposal(FIRST_CASE, "oppdater", "referat.csv")
    result = accepting.accept(partnership, path, YEAR)
    assert (result.updated["moeter"], result.updated["saker"]) == (1, 1)
    meeting, case = rows(partnership, "moeter")[0], rows(partnership, "saker")[0]
    assert (meeting["status"], meeting["start"]) == ("avholdt", "09.00")
    assert (case["utfall"], case["sakstype_liste"], case["antall_vedtakspunkter"]) == (
        "som_foreslaatt",
        "B",
        "2",
    )
    assert "også papirer" in case["sted"]


def test_what_is_not_known_never_writes_over_what_is(partnership, proposal):
    accepting.accept(partnership, proposal(FIRST_CASE), YEAR)
    agenda = AGENDA.partition("11/31\t")[0] + "SAKSFRAMLEGG\n"
    accepting.accept(partnership, proposal(agenda, "oppdater", "sent.csv"), YEAR)
    assert rows(partnership, "moeter")[0]["status"] == "avholdt"
    assert rows(partnership, "saker")[0]["utfall"] == "som_foreslaatt"


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("'10/31", "okt.31", "Excel may have made a date"),
        ("Felles venterom", "Kari Oppdiktsen sitt", "looks like a person's name"),
        ("Felles venterom", "[utelatt]", "something personal"),
        ("Felles venterom", "ring 41 22 33 44", "looks like a person's name"),
        (";OSU;", ";XYZ;", "unknown name in utvalg"),
        (";ordinaer;", ";tull;", "must be one of"),
        (";'09.00;", ";'12.00;", "must end after it begins"),
        ("ja;saker;", "kanskje;saker;", "not understood"),
        (";saker;2;tittel;", ";saker;2;tull;", "unknown column"),
        (";saker;2;tittel;", ";saker;99;tittel;", "below the line"),
        (";papirer;", ";;", "where it comes from"),
        ("godtatt;", "tull;", "not a proposal"),
    ],
)
def test_a_proposal_with_a_fault_is_refused_whole(partnership, proposal, before, after, problem):
    path = proposal(**{before: after})
    stored = everything(partnership)
    with pytest.raises(AarsmeldingError, match=problem) as refused:
        accepting.accept(partnership, path, YEAR)
    assert everything(partnership) == stored
    assert "Oppdiktsen" not in str(refused.value)


def test_it_survives_norwegian_excel(partnership, proposal):
    path = proposal()
    text = path.read_text(encoding="utf-8-sig")
    path.write_bytes(text.replace("'", "").encode("cp1252"))
    assert accepting.accept(partnership, path, YEAR).added["saker"] == 2
    assert rows(partnership, "saker")[1]["tittel"] == "Felles venterom i Bjørnøvik"


def test_case_numbers_are_kept_from_becoming_dates(partnership, proposal):
    assert ";sak_nr;'10/31;" in proposal().read_text(encoding="utf-8-sig")


def test_a_proposal_is_never_written_over(partnership, document, tmp_path):
    path = document(AGENDA)
    assert take(path, partnership, YEAR)[-1].startswith(f"wrote {tmp_path / 'papirer.forslag.csv'}")
    with pytest.raises(PapersRefused, match="there already"):
        take(path, partnership, YEAR)


def test_a_dry_run_writes_nothing(partnership, proposal):
    before = everything(partnership)
    assert accepting.accept(partnership, proposal(), YEAR, dry_run=True).added["saker"] == 2
    assert everything(partnership) == before


def test_the_two_verbs(partnership, document, tmp_path, command):
    out = tmp_path / "ut.csv"
    told = command(partnership.root, "papers", str(document(AGENDA)), "--year", str(YEAR), "--out", str(out))
    assert (told.exit_code, "saker: 2 rows proposed" in told.output) == (0, True)
    refused = command(partnership.root, "accept", str(out), "--year", str(YEAR))
    assert refused.exit_code == 2
    assert "write ja" in refused.error


def test_receive_takes_papers_for_a_proposal(partnership, document, command):
    papers = document(AGENDA)
    given = ("receive", str(papers), "--year", str(YEAR), "--from", "Sekretariatet")
    before = everything(partnership)
    would = command(partnership.root, *given, "--dry-run")
    assert "would write" in would.output
    assert not papers.with_name(f"{papers.stem}.forslag.csv").exists()
    assert command(partnership.root, *given).exit_code == 0
    assert papers.with_name(f"{papers.stem}.forslag.csv").exists()
    assert everything(partnership) == before
