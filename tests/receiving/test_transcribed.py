"""A receipt is written for a raw file of the checkout, and names documents that are there."""

from __future__ import annotations

import pytest
from aarsmelding import receipts

from tests.conftest import YEAR

LISTED = ("000_f9a185e3a0c9b334", "ssb_klass_131")
GOOD = ("--document", LISTED[0])


@pytest.fixture
def lying(invented):
    """Every file of the made-up checkout, as it is now."""
    return lambda: {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()}


def test_the_command_writes_a_receipt_that_fits(invented, command):
    raw = invented.raw("tilskudd")
    raw.write_bytes(raw.read_bytes() + b"\n")
    named = [word for document in (*LISTED, LISTED[0]) for word in ("--document", document)]
    assert command(invented.root, "receipt", str(raw), *named).exit_code == 0
    found, faults = receipts.read_receipt(raw, "tilskudd.csv")
    assert (found.documents, faults) == (LISTED, [])


def test_a_document_that_only_the_rows_name_is_one(invented, command):
    # As of a delivery, which is its own document.
    raw = invented.raw("moeteaktivitet")
    invented.edit("moeteaktivitet", 2, "kilde", "leveranse_0a1b2c3d")
    assert command(invented.root, "receipt", str(raw), "--document", "leveranse_0a1b2c3d").exit_code == 0


@pytest.mark.parametrize("document", ["finnes_ikke", "000_f9a185e3a0c9b33", "navn"])
def test_an_unknown_document_is_refused_before_anything_is_written(document, invented, command, lying):
    before = lying()
    result = command(invented.root, "receipt", str(invented.raw("tilskudd")), *GOOD, "--document", document)
    assert result.exit_code == 2
    assert f"there is no document {document!r} in {YEAR}" in result.error
    assert all(known in result.error for known in LISTED)
    assert lying() == before


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("data/raw/2031/finnes_ikke.csv", "there is no such file"),
        ("data/raw/2031", "this is a folder"),
        ("README.md", "this is no raw file of the checkout"),
        ("tilskudd.csv", "this is no raw file of the checkout"),
        ("2031/tilskudd.csv", "this is no raw file of the checkout"),
        ("data/raw/2031/tilskudd.receipt.yml", "this is no raw file of the checkout"),
        ("data/raw/2031/bilde.png", "this is no raw file of the checkout"),
        ("data/raw/2031/leveranser/tilskudd.csv", "this is no raw file of the checkout"),
        ("data/raw/2031/oppdiktet.csv", "there is no dataset 'oppdiktet'"),
        ("annet/data/raw/2031/tilskudd.csv", "this is no raw file of the checkout"),
    ],
)
def test_only_a_raw_file_of_the_checkout_has_a_receipt(file, said, invented, command, lying, monkeypatch):
    for path in ("README.md", "tilskudd.csv", "2031/tilskudd.csv", "annet/data/raw/2031/tilskudd.csv"):
        (invented.root / path).parent.mkdir(parents=True, exist_ok=True)
        (invented.root / path).write_text("navn,antall\n")
    for path in ("bilde.png", "oppdiktet.csv", "leveranser/tilskudd.csv"):
        (invented.project.raw(YEAR) / path).parent.mkdir(exist_ok=True)
        (invented.project.raw(YEAR) / path).write_bytes(b"\x89PNG")
    monkeypatch.chdir(invented.root)
    before = lying()
    result = command(invented.root, "receipt", file, *GOOD)
    assert result.exit_code == 2
    assert said in result.error
    assert lying() == before


def test_what_is_no_table_of_its_dataset_is_refused(invented, command, lying):
    invented.raw("tilskudd").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    before = lying()
    result = command(invented.root, "receipt", str(invented.raw("tilskudd")), *GOOD)
    assert result.exit_code == 3
    assert "data/raw/2031/tilskudd.csv" in result.error
    assert lying() == before
