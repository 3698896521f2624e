"""Tables as CSV files and as a workbook, on made-up tables; the workbook is read by another library."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from aarsmelding.downloads import exports, workbook
from aarsmelding.facts import fact
from aarsmelding.figures import Picture
from aarsmelding.norwegian import number, percent
from aarsmelding.page import recordtables
from aarsmelding.page.fragments import fragment
from aarsmelding.prose import as_sentence, say
from aarsmelding.tabledata import MIME, Column, TableData
from aarsmelding.tables import table
from nbformat import v4, write

HARD = "\u00a0"
FRAME = pd.DataFrame(
    {
        "antall_meldt": pd.array([12_345, None, 7], "Int64"),
        "brukt_kr": pd.array([2_295_000, 0, 2_295_000], "Int64"),
        "andel_svar": pd.array([0.336, 1.0, None], "Float64"),
        "moete_dato": pd.to_datetime(["2031-01-07", None, "2031-12-31"]),
        "er_anslag": pd.array([True, None, False], "boolean"),
        "region": ["Nord", "=1+1", "Sør"],
    },
    index=pd.Index(["Oppdiktet", "-5 til 5", "Sum"], name="navn"),
)
HEADERS = dict(
    zip(["navn", *FRAME], ["Navn", "Meldt", "Brukt", "Andel", "Dato", "Anslag", "Region"], strict=True)
)
MADE = table(FRAME, "Oppdiktet tabell", headers=HEADERS, total="Sum", note="Oppdiktet.", source="ingen").data


def one(values, shown=None, name="Hva", dtype=None) -> tuple[Column, list]:
    """The only column of a table, as data."""
    frame = pd.DataFrame({name: pd.Series(values, dtype=dtype)}).rename_axis("Nr.")
    made = table(frame, "Oppdiktet", headers={name: "Hva"}, formats={name: shown} if shown else None).data
    return made.columns[1], [row[1] for row in made.rows]


def csv_lines(tmp_path, *tables: TableData) -> list[str]:
    named = exports.named(("oppdiktet", "Oppdiktet", data) for data in tables)
    exports.write(named, tmp_path)
    return (tmp_path / named[0].file).read_bytes().decode("utf-8-sig").split("\r\n")


def book(*tables: TableData, section: str = "oppdiktet") -> openpyxl.Workbook:
    named = exports.named((section, "Det oppdiktede", data) for data in tables)
    return openpyxl.load_workbook(io.BytesIO(workbook.workbook(named, "Tabeller", "Ingen", 2031)))


def below_header(*tables: TableData) -> list:
    return list(book(*tables).worksheets[1].iter_rows(min_row=workbook.HEADER_ROW + 2))


# What a column is


@pytest.mark.parametrize(
    ("name", "values", "dtype", "column", "cells"),
    [
        ("antall_meldt", [3, None], "Int64", Column("Hva", "tall"), [3, None]),
        ("antall_meldt", [10_000, 9], "Int64", Column("Hva", "tall", 0, True), [10_000, 9]),
        ("brukt_kr", [500], "Int64", Column("Hva", "kr", 0, True), [500]),
        ("andel_svar", [0.3363, None], "Float64", Column("Hva", "andel", 1), [0.3363, None]),
        ("differanse_aar", [-0.59, 0.0002], "Float64", Column("Hva", "tall", 1), [-59, 0.02]),
        ("aarsverk", [4.5, 7.0], "Float64", Column("Hva", "tall", 1), [4.5, 7]),
        ("aar", [2031], "int64", Column("Hva", "tall"), [2031]),
        ("er_anslag", [True, None], "boolean", Column("Hva"), ["Ja", None]),
        ("region", ["Nord", None], "object", Column("Hva"), ["Nord", None]),
    ],
)
def test_a_column_keeps_its_values_in_the_unit_the_reader_sees(name, values, dtype, column, cells):
    assert one(values, name=name, dtype=dtype) == (column, cells)


def test_dates_are_dates_also_as_row_headers():
    frame = pd.DataFrame({"Sak": ["a"]}, index=pd.to_datetime(["2031-01-07"]).rename("moete_dato"))
    made = table(frame, "Oppdiktet", headers={"moete_dato": "Dato"}).data
    assert (made.columns[0], made.rows[0]) == (Column("Dato", "dato"), ("2031-01-07", "a"))


@pytest.mark.parametrize(
    ("shown", "values", "column", "cells"),
    [
        (percent, [0.336], Column("Hva", "andel", 1), [0.336]),
        (lambda v: percent(v, 0), [0.336], Column("Hva", "andel"), [0.336]),
        (lambda v: number(v, 2), [1234.567], Column("Hva", "tall", 2), [1234.567]),
        (lambda v: number(v / 1000, 1), [1234.0], Column("Hva", "tall", 1), [1.2]),
        (lambda v: f"{v:.0f}{HARD}stk", [5.0], Column("Hva"), ["5 stk"]),
        (lambda v: percent(v) if v < 1 else number(v), [0.5, 5.0], Column("Hva"), ["50,0 %", "5"]),
    ],
    ids=["share", "whole per cent", "decimals", "thousands", "words", "two units"],
)
def test_a_format_of_the_cell_decides_what_travels(shown, values, column, cells):
    assert one(values, shown) == (column, cells)


def test_a_table_of_a_cell_reaches_the_section_also_from_under_a_figure(tmp_path):
    made = table(FRAME, "Oppdiktet tabell", headers=HEADERS, total="Sum", note="Oppdiktet.", source="ingen")
    picture = Picture(as_sentence("Oppdiktet"), "Ingenting.", "<svg/>", table(FRAME, "Bak", headers=HEADERS))
    cells = [v4.new_markdown_cell("# Oppdiktet", id="a")]
    for place, part in enumerate((made, picture)):
        output = v4.new_output("execute_result", data=part._repr_mimebundle_())
        cells.append(v4.new_code_cell("1", outputs=[output], id=f"b{place}"))
    write(v4.new_notebook(cells=cells), tmp_path / "50_oppdiktet.ipynb")
    first, second = fragment(tmp_path / "50_oppdiktet.ipynb", "oppdiktet").as_record()["tables"]
    assert TableData.from_record(first) == MADE
    assert second["caption"] == "Bak"


def test_a_caption_with_a_number_travels_as_text():
    caption = say("Av {n} rader", n=fact("oppdiktet.rader", 12_345, unit="rader"))
    assert table(FRAME, caption, headers=HEADERS)._repr_mimebundle_()[MIME]["caption"] == "Av 12 345 rader"


# CSV


def test_a_csv_file_is_as_norwegian_excel_opens_it(tmp_path):
    assert csv_lines(tmp_path, MADE) == [
        "Navn;Meldt;Brukt;Andel;Dato;Anslag;Region",
        "Oppdiktet;12345;2295000;0,336;07.01.2031;Ja;Nord",
        "'-5 til 5;;0;1;;;'=1+1",
        "Sum;7;2295000;;31.12.2031;Nei;Sør",
        "",
    ]


def test_a_csv_file_says_that_it_is_utf8(tmp_path):
    exports.write(exports.named([("oppdiktet", "Oppdiktet", MADE)]), tmp_path)
    assert (tmp_path / "tabeller/oppdiktet-01-oppdiktet-tabell.csv").read_bytes()[:3] == b"\xef\xbb\xbf"


def test_a_csv_file_keeps_semicolons_and_lines_inside_a_cell(tmp_path):
    data = TableData("Oppdiktet", (Column("A"), Column("B")), (("a;b", 'c "d"\ne'),))
    text = "\r\n".join(csv_lines(tmp_path, data))
    assert text == 'A;B\r\n"a;b";"c ""d""\ne"\r\n'


@pytest.mark.parametrize("text", ["=1+1", "+47", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1"])
def test_a_text_that_looks_like_a_formula_is_made_harmless(text):
    assert exports.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["1-5", "– faste", "a=b", "", "Nord"])
def test_another_text_is_left_alone(text):
    assert exports.harmless(text) == text


def test_a_negative_number_is_still_a_number():
    assert exports.csv_text(-48, Column("Endring", "tall")) == "-48"
    assert exports.csv_text(-0.5, Column("Endring", "tall", 1)) == "-0,5"


def test_a_header_that_looks_like_a_formula_is_made_harmless(tmp_path):
    data = TableData("Oppdiktet", (Column("=A1"),), (("a",),))
    assert csv_lines(tmp_path, data)[0] == "'=A1"


def test_the_list_of_files_has_caption_note_and_source(tmp_path):
    exports.write(exports.named([("oppdiktet", "Det oppdiktede", MADE)]), tmp_path)
    lines = (tmp_path / exports.CONTENTS).read_text(encoding="utf-8-sig").splitlines()
    assert lines == [
        "Del;Tabell;Fil;Ark i arbeidsboken;Merknad;Kilde;Rader",
        "Det oppdiktede;Oppdiktet tabell;oppdiktet-01-oppdiktet-tabell.csv;oppdiktet-01;"
        f"Oppdiktet. {exports.EMPTY_CELL};ingen;3",
    ]


# Names


def test_files_are_counted_within_their_section_and_named_after_the_caption():
    captions = [("moeter", "Møter i år"), ("moeter", "Hvem møtte?"), ("avvik", "Svar")]
    tables = [(section, section, TableData(caption, (), ())) for section, caption in captions]
    assert [export.file for export in exports.named(tables)] == [
        "tabeller/moeter-01-moeter-i-aar.csv",
        "tabeller/moeter-02-hvem-moette.csv",
        "tabeller/avvik-01-svar.csv",
    ]


def test_a_long_caption_is_cut_between_words():
    export = exports.named([("a", "A", TableData("Ord " * 30, (), ()))])[0]
    assert export.file == f"tabeller/a-01-{'-'.join(['ord'] * 15)}.csv"


def test_sheets_have_different_names_also_where_sections_begin_alike():
    long = "en_seksjon_med_et_altfor_langt_navn"
    tables = [(f"{long}_{end}", end, TableData("A", (), ())) for end in "ab"]
    names = [export.sheet for export in exports.named(tables)]
    assert len(set(names)) == 2
    assert [len(name) <= exports.LONGEST_SHEET_NAME for name in names] == [True, True]


# The workbook


def test_a_workbook_has_a_sheet_for_each_table_and_a_list_with_links_first():
    made = book(MADE, MADE)
    assert made.sheetnames == ["Innhold", "oppdiktet-01", "oppdiktet-02"]
    row = made["Innhold"][5]
    assert [cell.value for cell in row] == ["oppdiktet-01", "Det oppdiktede", "Oppdiktet tabell"]
    assert row[0].hyperlink.location == "'oppdiktet-01'!A1"
    assert made["oppdiktet-01"]["A2"].hyperlink.location == "'Innhold'!A1"


def test_numbers_and_dates_in_a_workbook_are_typed():
    cells = below_header(MADE)[0]
    assert [cell.value for cell in cells] == [
        "Oppdiktet",
        12_345,
        2_295_000,
        0.336,
        datetime(2031, 1, 7),
        "Ja",
        "Nord",
    ]
    assert [cell.number_format for cell in cells[1:5]] == ["#,##0", "#,##0", "0.0 %", "dd.mm.yyyy"]


def test_a_text_in_a_workbook_is_never_a_formula():
    cells = [cell for row in below_header(MADE) for cell in row]
    assert [(cell.value, cell.data_type) for cell in cells if str(cell.value)[:1] in "=-"] == [
        ("-5 til 5", "s"),
        ("=1+1", "s"),
    ]


def test_a_sheet_has_its_caption_its_frozen_header_its_note_and_its_source():
    sheet = book(MADE).worksheets[1]
    assert sheet["A1"].value == "Oppdiktet tabell"
    assert [cell.value for cell in sheet[4]][:2] == ["Navn", "Meldt"]
    assert sheet.freeze_panes == "A5"
    assert [sheet["A9"].value, sheet["A10"].value] == [f"Oppdiktet. {exports.EMPTY_CELL}", "Kilde: ingen"]


def test_what_is_not_stated_is_an_empty_cell_and_not_zero():
    assert [cell.value for cell in below_header(MADE)[1]][1:5] == [None, 0, 1, None]


def test_the_total_row_of_a_sheet_is_set_apart():
    rows = below_header(MADE)
    assert [row[0].font.bold for row in rows[:3]] == [False, False, True]


def test_a_text_longer_than_a_cell_may_be_is_cut_in_the_workbook_only(tmp_path):
    data = TableData("Oppdiktet", (Column("A"),), (("a" * 40_000,),))
    assert len(below_header(data)[0][0].value) == 32_767
    assert len(csv_lines(tmp_path, data)[1]) == 40_000


def test_a_workbook_holds_no_time_but_the_last_day_of_the_year():
    content = workbook.workbook(exports.named([("a", "A", MADE)]), "Tabeller", "Ingen", 2031)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert len({entry.date_time for entry in archive.infolist()}) == 1
    core = archive.read("docProps/core.xml").decode()
    assert core.count("2031-12-31T00:00:00Z") == 2


# Tables that no cell made

CLAIM = {
    "id": "oppdiktet.a",
    "what": "Oppdiktet",
    "printed": "12,5 %",
    "stated": 0.125,
    "computed": 0.25,
    "difference": 0.125,
    "unit": "andel",
    "shown": f"25{HARD}%",
    "sentence": "Oppdiktet forklaring.",
    "document_title": "Brev",
    "place": "linje 7",
}


def test_a_claim_has_its_values_as_numbers_and_as_printed():
    (row,) = recordtables.claims("Avvik", [CLAIM]).rows
    assert row == (
        "Oppdiktet",
        "12,5 %",
        0.125,
        0.25,
        0.125,
        "andel",
        "Oppdiktet forklaring.",
        "Brev",
        "linje 7",
        "oppdiktet.a",
    )


def test_a_claim_about_a_truth_or_a_date_has_words():
    claim = {
        **CLAIM,
        "stated": True,
        "computed": "2031-01-07",
        "difference": None,
        "shown": f"7.{HARD}januar 2031",
    }
    (row,) = recordtables.claims("Avvik", [claim]).rows
    assert row[1:5] == ("12,5 %", "12,5 %", "7. januar 2031", None)


def test_contradictions_have_a_row_for_each_value_and_document():
    conflict = {
        "what": "Antall",
        "shown": "7",
        "values": [
            {"printed": "sju", "agrees": True, "places": [("Brev", "linje 1"), ("Referat", "linje 2")]},
            {"printed": "åtte", "agrees": False, "places": [("Brev", "linje 3")]},
        ],
    }
    (record,) = recordtables.reconciliation([], [conflict], [], [])
    assert [row[1:] for row in record["rows"]] == [
        ["sju", "Ja", "7", "Brev", "linje 1"],
        ["sju", "Ja", "7", "Referat", "linje 2"],
        ["åtte", "Nei", "7", "Brev", "linje 3"],
    ]


def test_claims_that_agree_are_one_table_in_the_order_of_the_page():
    groups = [("Brev", [CLAIM]), ("Referat", [{**CLAIM, "what": "Annet"}])]
    (record,) = recordtables.reconciliation([], [], groups, [])
    assert [row[0] for row in record["rows"]] == ["Oppdiktet", "Annet"]


def test_the_ledger_has_a_row_for_each_fact_with_its_value():
    fact_record = {
        **fact("oppdiktet.andel", of=(1, 4), unit="andel", period=2031).as_record(),
        "text": "En fjerdedel.",
        "section": "oppdiktet",
        "datasets": ["a", "b"],
        "formula": "",
        "sources": [{"document": "d", "place": "linje 1"}, {"document": "d", "place": "linje 2"}],
    }
    (row,) = recordtables.ledger([fact_record], {"oppdiktet": "Oppdiktet"}).rows
    assert row == (
        "oppdiktet.andel",
        "Oppdiktet",
        "25,0 %",
        0.25,
        "andel",
        "2031",
        None,
        1,
        4,
        "En fjerdedel.",
        None,
        "a, b",
        "d: linje 1; d: linje 2",
    )


@pytest.mark.parametrize(
    ("words", "lines"), [("", 1), ("1234 6789", 1), ("1234 67890", 2), ("1234\t67", 2), ("12345678901", 2)]
)
def test_a_row_is_as_high_as_the_lines_of_its_longest_text(words, lines):
    assert workbook._lines(words, 9) == lines
