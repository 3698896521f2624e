"""The section *Datakvalitet* on a made-up year."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from aarsmelding import corrections
from aarsmelding.numbers import gate
from aarsmelding.numbers.ledger import ledger
from aarsmelding.page import markup
from aarsmelding.quality import examination, section
from bs4 import BeautifulSoup

from tests.conftest import YEAR, Invented, invent

ORIGINS = "Hvor samhandlingsavvikene til helseforetaket er meldt fra"
CORRECTION = """\
- rows: [3]
  column: antall
  is: "2"
  becomes: "2 "
  because: Oppdiktet mellomrom.
  reported: {date: 2031-01-31, to: Oppdiktet avdeling}
"""


def made(invented) -> dict:
    found = examination.examine(invented.project, YEAR)
    assert found.faults == []
    return section.fragment(invented.project, YEAR, found.frames)


def value(record: dict, name: str):
    (found,) = [fact["value"] for fact in record["facts"] if fact["id"] == f"datakvalitet.{name}"]
    return found


def rows(record: dict, caption: str) -> dict[str, list[str]]:
    soup = BeautifulSoup(record["html"], "html.parser")
    (table,) = [t for t in soup.find_all("table") if t.caption.get_text() == caption]
    return {r.th.get_text(): [c.get_text() for c in r.find_all("td")] for r in table.tbody.find_all("tr")}


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Invented:
    """A year that tests leave as it is."""
    return invent(tmp_path_factory.mktemp("som_levert"))


@pytest.fixture(scope="module")
def record(sound) -> dict:
    return made(sound)


def test_a_delivery_is_described_by_its_receipt_its_rows_and_how_complete_it_is(invented):
    invented.renew("avvik_opphav")
    received = rows(made(invented), "Leveransene bak årsmeldingen")
    assert received[ORIGINS] == ["the test, 31.01.2031", "3", "3", "9", "0", "0", "100,0\u00a0%"]
    # 2 printed rows with 2 years each become 4 rows of 5 columns; 4 of the 20 fields are blank.
    rates = received["Svarprosent for samhandlingsavvik, per part og år"]
    assert (rates[1:3], rates[-1]) == (["2", "4"], "80,0\u00a0%")


def test_the_counts_are_those_of_the_datasets(sound, record):
    found = examination.examine(sound.project, YEAR)
    assert value(record, "datasett") == len(found.names) == 38
    assert value(record, "rader") == sum(map(len, found.frames.values()))


def test_the_share_of_filled_fields_follows_from_its_two_counts(record):
    (share,) = [fact for fact in record["facts"] if fact["id"] == "datakvalitet.andel_utfylt"]
    assert share["denominator"] == value(record, "felt")
    assert share["value"] == pytest.approx(share["numerator"] / share["denominator"])
    assert 0 < share["numerator"] < share["denominator"]


def test_without_corrections_the_section_says_that_none_is_made(record):
    text = BeautifulSoup(record["html"], "html.parser").get_text()
    assert "I alt er ingen felt rettet" in text
    assert value(record, "rettede_felt") == 0


def test_a_correction_is_shown_with_what_stood_there_why_and_who_was_told(invented):
    corrections.path_of(invented.raw("avvik_opphav")).write_text(CORRECTION, encoding="utf-8")
    record = made(invented)
    assert value(record, "rettede_felt") == 1
    assert "ett</data> felt rettet før bruk." in record["html"]
    assert rows(record, "Rettede felt")[ORIGINS] == [
        "Vedlegg 6, avvik til UNN, linje 560 (rad 3 i filen)",
        "antall",
        "2",
        "2 ",
        "Oppdiktet mellomrom.",
        "31.\u00a0januar 2031, Oppdiktet avdeling",
    ]
    assert rows(record, "Leveransene bak årsmeldingen")[ORIGINS][4] == "1"


def test_a_break_between_datasets_names_them_by_their_titles(invented, monkeypatch):
    known = SimpleNamespace(reason="Oppdiktet grunn.")
    between = [(("avvik_opphav", "svarprosent"), "Summene er like.", known)]
    monkeypatch.setattr(section, "breaks_between", lambda frames, year: between)
    shown = rows(made(invented), "Steder der kilden bryter sine egne regler")
    titles = f"«{ORIGINS}» og «Svarprosent for samhandlingsavvik, per part og år»"
    assert shown[titles] == ["Summene er like", "Oppdiktet grunn."]


def test_the_gate_the_page_and_the_ledger_take_the_section(sound, record):
    gate.require_vouched(record["html"], "datakvalitet", record["facts"])
    markup.require_fit(record["html"], "datakvalitet")
    frames = examination.examine(sound.project, YEAR).frames
    sources = {
        source["document"]: source["place"] for source in ledger(record["facts"], frames)[0]["sources"]
    }
    assert sources["001_f3e3f05cfd8f90b4"] == "hele dokumentet"


def test_headings_and_tables_of_the_record_are_those_of_the_page(record):
    soup = BeautifulSoup(record["html"], "html.parser")
    headings = [(int(h.name[1]), h["id"], h.get_text()) for h in soup.find_all(["h2", "h3"])]
    assert headings == record["headings"]
    assert [t.caption.get_text() for t in soup.find_all("table")] == [t["caption"] for t in record["tables"]]
