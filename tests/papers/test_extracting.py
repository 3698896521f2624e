"""PDF, Word and text give the same proposal; garbage gives one of our errors and nothing else."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest
from aarsmelding.papers import extracting, propose, reading
from aarsmelding.papers.cells import Proposal
from aarsmelding.papers.extracting import extract
from aarsmelding.papers.lines import LONGEST_LINE
from aarsmelding.papers.refusal import PapersRefused

from .conftest import AGENDA, YEAR, as_docx, as_pdf

MUTATIONS = int(os.environ.get("MUTATIONS", "6"))


def content(proposal: Proposal) -> list[tuple[str, dict[str, str]]]:
    return [(r.dataset, {name: cell.value for name, cell in r.cells.items()}) for r in proposal.records]


def test_pdf_and_word_give_what_the_text_gives(partnership, document, tmp_path):
    told = content(propose(document(AGENDA), partnership, YEAR))
    assert content(propose(as_docx(AGENDA, tmp_path / "papirer.docx"), partnership, YEAR)) == told
    pdf = propose(as_pdf(AGENDA, tmp_path / "papirer.pdf"), partnership, YEAR)
    assert content(pdf) == told
    assert pdf.records[0].place.startswith("side 1, linje")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_every_usual_encoding(tmp_path, encoding):
    path = tmp_path / "papirer.txt"
    path.write_bytes(AGENDA.replace("\n", "\r\n").encode(encoding))
    assert extract(path)[0].text == "Møte 2-2031 Oppdiktet samarbeidsutvalg (OSU)"


@pytest.mark.parametrize(
    ("name", "bytes_", "problem"),
    [
        ("bilde.jpg", b"x", "meeting papers are read from"),
        ("tom.txt", b" \n", "holds no text"),
        ("binaer.txt", b"Dato\0\0\0" * 9, "damaged"),
        ("ikke.pdf", b"%PDF-1.7 tull", "damaged"),
        ("ikke.docx", b"PK tull", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, name, bytes_, problem):
    path = tmp_path / name
    path.write_bytes(bytes_)
    with pytest.raises(PapersRefused, match=problem):
        extract(path)


def test_a_pdf_with_a_form_is_read_and_one_with_a_password_refused(partnership, tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    form = as_pdf(AGENDA, tmp_path / "skjema.pdf", pdf_forms=True)
    assert len(propose(form, partnership, YEAR).of("saker")) == 2
    with pikepdf.open(form) as opened:
        opened.save(tmp_path / "laast.pdf", encryption=pikepdf.Encryption(owner="eier", user="bruker"))
        opened.save(tmp_path / "skrivevern.pdf", encryption=pikepdf.Encryption(owner="eier", user=""))
    with pytest.raises(PapersRefused, match="protected by a password"):
        extract(tmp_path / "laast.pdf")
    assert len(propose(tmp_path / "skrivevern.pdf", partnership, YEAR).of("saker")) == 2


def test_a_word_file_of_many_tables_is_read(partnership, tmp_path):
    path = as_docx(AGENDA + "\n" + "a\tb\n\n" * 300, tmp_path / "tabeller.docx")
    assert len(propose(path, partnership, YEAR).of("saker")) == 2


def test_a_text_without_line_ends_is_read_in_pieces(partnership, document):
    path = document(AGENDA + "møte i OSU 3. mars 2031 " * 4000)
    assert max(len(line.text) for line in extract(path)) <= LONGEST_LINE
    assert [r.value("dato") for r in propose(path, partnership, YEAR).of("moeter")] == [
        "12.03.2031",
        "03.03.2031",
    ]


@pytest.mark.parametrize("text", ["(" * 20_000, "\t" * 20_000, "1 " * 20_000, "Aa " * 20_000, "a: " * 20_000])
def test_a_text_of_nothing_but_signs_changes_nothing(partnership, document, text):
    found = propose(document(AGENDA + text), partnership, YEAR)
    assert (len(found.of("moeter")), len(found.of("saker"))) == (1, 2)


def test_bounds_are_held(tmp_path, monkeypatch):
    path = tmp_path / "stor.txt"
    path.write_text("Dato: 1\n", encoding="utf-8")
    monkeypatch.setattr(extracting, "MOST_CHARACTERS", 8)
    assert len(extract(path)) == 2
    monkeypatch.setattr(extracting, "MOST_CHARACTERS", 7)
    with pytest.raises(PapersRefused, match="too much text"):
        extract(path)
    monkeypatch.setattr(extracting, "MOST_BYTES", 7)
    with pytest.raises(PapersRefused, match="larger than"):
        extract(path)


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "bombe.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 2000)
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1999)
    monkeypatch.setattr(reading, "limit", lambda: None)
    assert reading.main(path) == {"refused": "bomb"}


def test_a_reader_that_hangs_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(extracting, "SECONDS", 0.05)
    with pytest.raises(PapersRefused, match="could not be read within"):
        extract(as_docx(AGENDA, tmp_path / "papirer.docx"))


def mutated(original: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(original)
    if seed % 3 == 0:
        return bytes(changed[: chance.randrange(len(changed))])
    for _ in range(chance.choice((1, 20, 400))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".txt"])
def test_a_damaged_file_is_read_or_refused(partnership, tmp_path, suffix, monkeypatch):
    makers = {".pdf": as_pdf, ".docx": as_docx, ".txt": lambda text, path: path.write_text(text) and path}
    original = makers[suffix](AGENDA, tmp_path / f"hel{suffix}").read_bytes()
    monkeypatch.setattr(extracting, "_in_own_process", _in_this_process)
    monkeypatch.setattr(reading, "limit", lambda: None)
    outcomes = []
    for seed in range(MUTATIONS):
        path = tmp_path / f"skadet{suffix}"
        path.write_bytes(mutated(original, seed))
        try:
            outcomes.append(propose(path, partnership, YEAR).document)
        except PapersRefused as refused:
            outcomes.append(refused.problem)
    assert len(outcomes) == MUTATIONS


def _in_this_process(path: Path) -> list:
    """Many files in a short time; the process of their own has a test of its own."""
    answer = reading.main(path)
    if "refused" in answer:
        raise extracting._refused(path, answer["refused"])
    return [extracting.Line(number, text, page) for page, number, text in answer["lines"]]
