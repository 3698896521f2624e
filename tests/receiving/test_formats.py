"""The same made-up grants in the shapes that offices make: read alike, or refused with a reason."""

import datetime as dt

import pytest
from aarsmelding.errors import AarsmeldingError, DataRefused, UsageError
from aarsmelding.receiving.body import Hidden
from aarsmelding.receiving.extracting import Choices

from .conftest import HEADER, ROWS, YEAR, book_of, ods_of, text_of

TABLE = [HEADER, *ROWS]
SPENT = [None, "Sum", None, 1246000, None, 1246000, None, None, 246000, 1000000]


def merged_header(sheet):
    sheet.insert_rows(1)
    sheet["G1"] = "Brukt"
    sheet["G2"], sheet["H2"] = "per 1. oktober", "resten av året"
    sheet.merge_cells("G1:H1")


def another_table_below(sheet):
    for row in ([], ["Merknader til tallene"], [], ["Kommune", "Folketall"], ["Oppdiktet", 12]):
        sheet.append(row)


def another_table_beside(sheet):
    for row, cells in enumerate((["Kode", "Forklaring"], ["V", "Videreføres"]), start=1):
        for column, cell in enumerate(cells, start=17):
            sheet.cell(row, column, cell)


def a_formula(sheet):
    sheet["D2"] = "=1000000+234000"


SHAPES = {
    "norwegian excel": (text_of(TABLE).encode("cp1252"), "a.csv"),
    "utf-8 with mark and hard spaces": (text_of(TABLE, space="\u00a0").encode("utf-8-sig"), "a.csv"),
    "thin spaces, lf": (text_of(TABLE, end="\n", space="\u2009").encode(), "a.csv"),
    "comma": (text_of(TABLE, ",").encode(), "a.csv"),
    "tab, utf-16": (text_of(TABLE, "\t").encode("utf-16"), "a.tsv"),
    "excel's hint": (("sep=;\r\n" + text_of(TABLE)).encode("cp1252"), "a.csv"),
    "comment lines above": (("# Oppdiktet\r\n# 2031\r\n\r\n" + text_of(TABLE)).encode(), "a.csv"),
    "no last line break": (text_of(TABLE).rstrip().encode(), "a.csv"),
    "header on every page": (text_of([*TABLE[:2], HEADER, *TABLE[2:]]).encode(), "a.csv"),
    "brackets, minus and ,-": (text_of(TABLE).replace("kr 1 000 000", "1 000 000,-").encode(), "a.csv"),
    "decimals of nothing": (text_of(TABLE).replace("kr 1 234 000", "1 234 000,00").encode(), "a.csv"),
    "xlsx": (book_of(TABLE), "a.xlsx"),
    "xlsx with another name": (book_of(TABLE), "a.csv"),
    "title above": (book_of([["Tilskudd 2031"], [], *TABLE]), "a.xlsx"),
    "text in the cells": (book_of([HEADER, *[[str(c) if c else c for c in row] for row in ROWS]]), "a.xlsx"),
    "merged header": (book_of(TABLE, merged_header), "a.xlsx"),
    "totals and footnote": (book_of([*TABLE, SPENT, [], ["* Foreløpige tall"]]), "a.xlsx"),
    "table beside": (book_of(TABLE, another_table_beside), "a.xlsx"),
    "columns shuffled": (book_of([row[::-1] for row in TABLE]), "a.xlsx"),
    "an empty row between": (book_of([*TABLE[:2], [], *TABLE[2:]]), "a.xlsx"),
    "ods": (ods_of(TABLE), "a.ods"),
    "capitals and no norwegian letters": (
        book_of([[h.upper().replace("Ø", "O").replace("Å", "A") for h in HEADER], *ROWS]),
        "a.xlsx",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_table_is_read_from_every_shape(office, shape):
    content, name = SHAPES[shape]
    outcome = office.deliver(content, name)
    assert (outcome.dataset, outcome.rows) == ("tilskudd", 2)
    first, second = office.rows()
    assert [
        first[c] for c in ("prosjekt_id", "aar", "soekt_kr", "innvilget_kr", "brukt_kr", "ubrukt_kr")
    ] == [
        "ernaering",
        2031,
        1500000,
        1234000,
        234000,
        1000000,
    ]
    assert [second[c] for c in ("prosjekt_id", "soekt_kr", "ubrukt_fra_aaret_foer_kr", "status")] == [
        "palliasjon",
        12345,
        None,
        "avsluttet",
    ]
    assert first["kilde"] == outcome.identity


def test_points_between_thousands_are_refused_until_somebody_says_so(office):
    content = text_of(TABLE, space=".")
    with pytest.raises(DataRefused, match="may divide thousands or decimals"):
        office.deliver(content, "a.csv")
    office.deliver(content, "a.csv", choices=Choices(decimal=","))
    assert office.rows()[0]["innvilget_kr"] == 1234000


@pytest.mark.parametrize("unit", ["(1000 kr)", "i hele tusen", "(mill. kr)", "[tkr]"])
def test_amounts_in_thousands_are_not_taken_for_kroner(office, unit):
    header = [h.replace("Innvilget", f"Innvilget {unit}") for h in HEADER]
    with pytest.raises(AarsmeldingError, match=r"thousands or millions|column"):
        office.deliver(book_of([header, *ROWS]))


def test_a_row_says_where_in_the_delivery_it_stands(office):
    office.deliver(book_of([["Tilskudd"], [], *TABLE]))
    assert [row["sted"] for row in office.rows()] == ["Ark «Tilskudd», rad 4", "Ark «Tilskudd», rad 5"]


def hide(kind):
    def change(sheet):
        if kind == "row":
            sheet.row_dimensions[3].hidden = True
        else:
            sheet.column_dimensions["L"].hidden = True

    return change


@pytest.mark.parametrize("kind", ["row", "column"])
def test_what_is_hidden_is_refused_until_somebody_says_what_is_meant(office, kind):
    content = book_of(TABLE, hide(kind))
    with pytest.raises(AarsmeldingError, match="hidden"):
        office.deliver(content)
    assert office.deliver(content, dry_run=True, hidden=Hidden.INCLUDE).rows == 2
    skipped = office.deliver(content, hidden=Hidden.SKIP)
    assert skipped.rows == (1 if kind == "row" else 2)
    assert any("left out" in note and "hidden" in note for note in skipped.notes)


def test_a_hidden_row_in_ods_is_found(office):
    content = ods_of(TABLE, ["", "", 'table:visibility="filter"'])
    with pytest.raises(AarsmeldingError, match="hidden"):
        office.deliver(content, "a.ods")


def refusals(**changed):
    """Named shapes that must be refused: (content, name, words of the message)."""
    wrong_total = [*SPENT[:8], 246001, *SPENT[9:]]
    comment = [[*HEADER, "Kommentar"], *[[*row, "Avtalt i møte"] for row in ROWS]]
    dated = [HEADER, [2031, dt.date(2031, 3, 1), *ROWS[0][2:]]]
    lines = text_of(TABLE)
    return {
        "totals that do not add up": (book_of([*TABLE, wrong_total]), "a.xlsx", "totals row is not the sum"),
        "a free-text column": (book_of(comment), "a.xlsx", "does not have holds text"),
        "text without a header": (book_of([HEADER, [*ROWS[0], "se vedlegg"]]), "a.xlsx", "no header"),
        "a formula nobody computed": (book_of(TABLE, a_formula), "a.xlsx", "no stored value"),
        "a date where none belongs": (book_of(dated), "a.xlsx", "made a date of the cell"),
        "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "web page"),
        "a row cut off": (lines[: lines.rindex(";Avsluttet")].encode(), "a.csv", "cells, the header"),
        "a row cut off after its first cell": ((lines + "2031").encode(), "a.csv", "one cell only"),
        "wrong encoding": (text_of(TABLE).encode("cp850"), "a.csv", "encoding"),
        "read twice": (text_of(TABLE).encode().decode("cp1252").encode(), "a.csv", "wrong encoding"),
        "not text": (bytes(range(256)) * 20, "a.csv", "not text|web page|encoding"),
        "no rows": (text_of([HEADER]).encode(), "a.csv", "no rows"),
        "no table": (b"a;b\r\n1;2\r\n", "a.csv", "no header row"),
        "the same column twice": (
            book_of([[*HEADER, "Søkt"], [*ROWS[0], 5]]),
            "a.xlsx",
            "two columns are both",
        ),
        "a group heading in the middle": (
            book_of([HEADER, ROWS[0], ["Nye"], ROWS[1]]),
            "a.xlsx",
            "one cell only",
        ),
        "quotes that do not match": (lines.replace("Ernæring", '"Ernæring').encode(), "a.csv", "quotes"),
        "an unknown project": (
            book_of([HEADER, [2031, "Oppdiktet", *ROWS[0][2:]]]),
            "a.xlsx",
            "unknown name",
        ),
    }


@pytest.mark.parametrize("shape", refusals())
def test_what_cannot_be_read_right_is_refused_and_nothing_is_stored(office, shape):
    content, name, words = refusals()[shape]
    before = sorted(office.raw.rglob("*"))
    with pytest.raises(AarsmeldingError, match=words):
        office.deliver(content, name)
    assert sorted(office.raw.rglob("*")) == before


def test_a_fault_names_the_row_of_the_delivery(office):
    wrong = [2031, "Palliasjon", *ROWS[1][2:]]
    wrong[3] = 11999
    with pytest.raises(DataRefused) as refused:
        office.deliver(book_of([["Tittel"], [], HEADER, ROWS[0], wrong]))
    assert {(fault.file, fault.row) for fault in refused.value.faults} == {("tilskudd.xlsx", 5)}


def test_several_tables_of_one_dataset_are_refused_by_place(office):
    def second_sheet(sheet):
        copy = sheet.parent.create_sheet("Kopi")
        for row in TABLE:
            copy.append(row)

    content = book_of(TABLE, second_sheet)
    with pytest.raises(AarsmeldingError, match="«Kopi», row 1"):
        office.deliver(content)
    assert office.deliver(content, sheet="Kopi").rows == 2


def test_a_table_of_another_dataset_below_is_not_part_of_it(office):
    below = [[], ["Opphav", "Er primærområde", "Antall"], ["Nord", "Ja", 3]]
    outcome = office.deliver(book_of([*TABLE, *below]), dataset="tilskudd")
    assert outcome.rows == len(ROWS)


def test_the_nearest_datasets_are_named(office):
    with pytest.raises(AarsmeldingError, match="nearest: tilskuddspott lacks post_trykt, verdi"):
        office.deliver("År;Post;Noe;Mer\r\n2031;2;3;4\r\n", "a.csv")


DATES = "Utvalg;År;Dato;Gruppe;Antall;Antall mulige;Er omtrentlig;Grunnlag\r\n"


def attendance(*days, number="12"):
    rows = [
        f"SSU;{year};{day};deltakere_totalt;{number};;Nei;oppgitt\r\n"
        for year, day in enumerate(days, start=2031)
    ]
    return DATES + "".join(rows)


@pytest.mark.parametrize(
    ("days", "said", "read"),
    [
        (["03.04.2031", "25.04.2031"], None, ["2031-04-03", "2031-04-25"]),
        (["03/04/2031", "04/25/2031"], None, ["2031-03-04", "2031-04-25"]),
        (["03.04.2031", "05.06.2031"], "day", ["2031-04-03", "2031-06-05"]),
        (["03.04.31", "25.04.31"], None, ["2031-04-03", "2031-04-25"]),
        (["2031-04-03", "20310425"], None, ["2031-04-03", "2031-04-25"]),
        (["47941", "47963"], None, ["2031-04-03", "2031-04-25"]),
    ],
)
def test_dates_are_decided_by_the_whole_column(office, days, said, read):
    office.deliver(attendance(*days), "a.csv", choices=Choices(first_in_dates=said))
    assert [str(row["gjelder_dato"].date()) for row in office.rows("deltakelse")] == read


@pytest.mark.parametrize("days", [["03.04.2031", "05.06.2031"], ["25.04.2031", "04/25/2031"]])
def test_dates_that_nothing_decides_are_refused(office, days):
    with pytest.raises(DataRefused, match=r"cannot be told apart|the day first and others"):
        office.deliver(attendance(*days), "a.csv")


def test_the_receipt_says_who_when_and_what(office):
    import yaml

    content = book_of(TABLE)
    outcome = office.deliver(content, "../Mine tall (ny).xlsx".replace("../", ""))
    folder = office.project.raw(YEAR) / "leveranser"
    stored, receipt = sorted(folder.iterdir())
    assert stored.read_bytes() == content
    assert stored.name == f"{outcome.identity.removeprefix('leveranse_')}-Mine-tall-ny.xlsx"
    said = yaml.safe_load(receipt.read_text(encoding="utf-8"))
    assert (said["delivered_by"], said["size"], list(said["datasets"])) == (
        "Den oppdiktede avdelingen",
        len(content),
        ["tilskudd"],
    )
    assert not any(folder.parent.parent.glob(".*"))


def test_a_text_file_has_no_sheets(office):
    with pytest.raises(UsageError, match="has no sheets") as refused:
        office.deliver(text_of([HEADER, *ROWS]), sheet="Ark1")
    assert refused.value.where == "--sheet"
