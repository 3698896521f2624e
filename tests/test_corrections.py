"""Declared corrections of errors in a source. All values and reasons are made up."""

from __future__ import annotations

import json
import textwrap

import pandas as pd
import pytest
from aarsmelding import corrections, fact, store, validate
from aarsmelding.numbers import provenance

from tests.conftest import YEAR

# Line 3 of avvik_opphav: Finnmarkssykehusets opptaksområde, 2 deviations.
CORRECTION = """\
- rows: [3]
  column: antall
  is: "2"
  becomes: "3"
  because: Oppdiktet skrivefeil.
  reported: {date: 2031-01-31, to: Oppdiktet avdeling}
"""
FILE = f"data/raw/{YEAR}/avvik_opphav.corrections.yml"


def declare(invented, text: str = CORRECTION, name: str = "avvik_opphav") -> None:
    corrections.path_of(invented.raw(name)).write_text(textwrap.dedent(text), encoding="utf-8")


def clean(invented, name: str = "avvik_opphav"):
    return validate.validate(invented.project, YEAR, name)


def only_fault(invented):
    frame, (fault,) = clean(invented)
    assert frame is None
    return fault


def test_a_declared_cell_has_its_new_value_and_the_raw_file_stays(invented):
    before = invented.raw("avvik_opphav").read_bytes()
    declare(invented)
    frame, faults = clean(invented)
    assert faults == []
    assert frame["antall_avvik"].tolist() == [241, 3, 4]
    assert invented.raw("avvik_opphav").read_bytes() == before


def test_only_the_corrected_row_is_marked_as_such(invented):
    declare(invented)
    frame, _ = clean(invented)
    place = "Vedlegg 6, avvik til UNN, linje 560"
    assert frame["sted"].tolist() == [place, f"{place} (rettet)", place]
    assert corrections.unmarked(frame["sted"][1]) == place


def test_a_fact_of_a_corrected_row_says_so_in_its_place_and_when_it_is_explained(invented, command):
    declare(invented)
    frame, _ = clean(invented)
    corrected = frame[frame["opphav"].str.startswith("Finnmark")]
    (source,) = provenance.places(corrected)
    assert source["place"] == "Vedlegg 6, avvik til UNN (rettet), linje 560"
    stated = fact("avvik.finnmark", 3, unit="avvik", period=YEAR, rows=corrected).as_record()
    known = {**stated, "section": "avvik", "datasets": ["avvik_opphav"], "text": "Det er 3 avvik."}
    ledger = invented.project.report(YEAR) / "facts.json"
    ledger.parent.mkdir(parents=True)
    ledger.write_text(json.dumps({"schema": 1, "year": YEAR, "facts": [known]}), encoding="utf-8")
    said = command(invented.root, "explain", "avvik.finnmark", "--year", str(YEAR)).output
    assert "corrected: row 3, antall: «2» is «3»" in said
    assert "because: Oppdiktet skrivefeil." in said


def test_rows_can_be_chosen_by_what_stands_in_them(invented):
    declare(invented, CORRECTION.replace("[3]", "{opphav: Finnmarkssykehusets opptaksområde}"))
    assert clean(invented)[0]["antall_avvik"].tolist() == [241, 3, 4]


@pytest.mark.parametrize(("found", "becomes"), [("", "7"), ("7", "")])
def test_a_blank_cell_can_be_filled_and_a_filled_one_emptied(tmp_path, found, becomes):
    raw_file = tmp_path / "x.csv"
    raw = pd.DataFrame({"antall": [found or pd.NA], "kilde": "d", "sted": "linje 1"}, index=[3], dtype="str")
    text = CORRECTION.replace('is: "2"', f'is: "{found}"').replace('"3"', f'"{becomes}"')
    corrections.path_of(raw_file).write_text(text, encoding="utf-8")
    corrected, cells, faults = corrections.applied(raw, raw_file, "x.csv")
    assert (faults, len(cells)) == ([], 1)
    assert corrected["antall"].fillna("blank").tolist() == [becomes or "blank"]


def test_a_spelling_in_a_reference_dataset_is_corrected_for_those_that_use_it(invented):
    forms = invented.rows("kommuner")[1][invented.rows("kommuner")[0].index("navneformer")]
    declare(
        invented,
        f"""\
        - rows: [2]
          column: navneformer
          is: "{forms}"
          becomes: "{forms};Oppdiktet skrivemåte"
          because: Oppdiktet.
          reported: {{date: 2031-01-31, to: Oppdiktet avdeling}}
        """,
        "kommuner",
    )
    invented.edit("avvik_kommune", 2, "kommune", "Oppdiktet skrivemåte")
    frame, faults = clean(invented, "avvik_kommune")
    assert faults == []
    assert frame["kommune_nr"].iloc[0] == invented.rows("kommuner")[1][0]


def test_a_correction_of_what_has_been_mended_is_refused(invented):
    declare(invented, CORRECTION.replace('"2"', '"5"'))
    fault = only_fault(invented)
    assert fault.rule == "a declared correction no longer applies: the cell is not «5»"
    assert (fault.file, fault.row, fault.column, fault.value) == (
        f"data/raw/{YEAR}/avvik_opphav.csv",
        3,
        "antall",
        "2",
    )
    assert FILE in fault.remedy


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("[3]", "[9]", "a correction names a row that is not there"),
        ("[3]", "[1]", "a correction names a row that is not there"),
        ("[3]", "{opphav: Et annet}", "a correction names rows that are not there"),
        ("[3]", "{finnes: ikke}", "a correction names an unknown column"),
        ("[3]", "tre", "rows cannot be understood"),
        ("[3]", "[]", "rows cannot be understood"),
        ("[3]", "[3, 3]", "a row stands twice in a correction"),
        ("column: antall", "column: finnes_ikke", "a correction names an unknown column"),
        ("column: antall", "column: sted", "where a row stands is not corrected here"),
        ('becomes: "3"', 'becomes: "2"', "a correction must change the cell"),
        ("because: Oppdiktet skrivefeil.", "because:", "a correction says why, and to whom it was reported"),
        ("Oppdiktet avdeling", "noen@example.org", "a correction names no person"),
        ("2031-01-31", "2031-02-31", "the date of a report must exist"),
        ("2031-01-31, to", "2031-01-31, til", "reported has exactly the fields date and to"),
        (
            "because",
            "fordi",
            "a correction has exactly the fields rows, column, is, becomes, because, reported",
        ),
        ('is: "2"', 'is: "2"\n  is: "3"', "the corrections cannot be read as YAML"),
        ("- rows: [3]", "- rows: [3", "the corrections cannot be read as YAML"),
        (CORRECTION, "[]", "there must be at least one correction"),
        (CORRECTION, CORRECTION + CORRECTION, "a cell is corrected twice"),
    ],
)
def test_what_cannot_be_meant_is_refused(invented, before, after, rule):
    assert before in CORRECTION
    declare(invented, CORRECTION.replace(before, after))
    fault = only_fault(invented)
    assert fault.rule == rule
    assert fault.remedy


def test_a_corrected_value_must_keep_the_rules_too(invented):
    declare(invented, CORRECTION.replace('becomes: "3"', "becomes: mange"))
    fault = only_fault(invented)
    assert (fault.rule, fault.row, fault.value) == ("must be a whole number", 3, "mange")


def test_corrections_that_belong_to_no_raw_file_are_refused(invented, command):
    declare(invented, name="finnes_ikke")
    done = command(invented.root, "check", "--year", str(YEAR))
    assert done.exit_code == 3
    assert "the corrections belong to no raw file" in done.error
    assert "finnes_ikke.corrections.yml" in done.error


def test_a_build_stops_where_a_correction_no_longer_applies(invented, notebook_file):
    notebook_file(
        invented.project.notebooks / "20_opphav.ipynb",
        'from aarsmelding import fact, load\n\nopphav = load("avvik_opphav", year)',
        'fact("avvik.alle", opphav["antall_avvik"].sum(), "Det er {} avvik.", unit="avvik", rows=opphav)',
    )
    declare(invented)
    assert invented.run("build", "--year", str(YEAR), "--only", "opphav").returncode == 0
    assert store.read(invented.project, YEAR, "avvik_opphav")["antall_avvik"].sum() == 248
    corrections.path_of(invented.raw("avvik_opphav")).unlink()
    assert invented.run("build", "--year", str(YEAR), "--only", "opphav").returncode == 0
    assert store.read(invented.project, YEAR, "avvik_opphav")["antall_avvik"].sum() == 247
    declare(invented, CORRECTION.replace('"2"', '"5"'))
    stopped = invented.run("build", "--year", str(YEAR), "--only", "opphav")
    assert stopped.returncode == 3
    assert "no longer applies" in stopped.stderr
