"""Tables in house style, on made-up frames."""

import numpy as np
import pandas as pd
import pytest
from aarsmelding.disclosure.marks import NOT_APPLICABLE, SUPPRESSED
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, fact
from aarsmelding.prose import say
from aarsmelding.tables import table
from bs4 import BeautifulSoup

HARD = "\u00a0"
FRAME = pd.DataFrame(
    {"antall_meldt": pd.array([12_345, None], "Int64"), "region": ["Nord", "Sør"]},
    index=pd.Index(["Oppdiktet", "Sum"], name="navn"),
)


def soup(frame: pd.DataFrame = FRAME, caption: str = "Oppdiktet tabell", **given) -> BeautifulSoup:
    return BeautifulSoup(table(frame, caption, **given).html, "html.parser")


def cells(frame: pd.DataFrame, **given) -> list[str]:
    return [cell.get_text() for cell in soup(frame, **given).find_all("td")]


def one(column: str, *values, dtype=None) -> pd.DataFrame:
    index = pd.RangeIndex(len(values), name="navn")
    return pd.DataFrame({column: pd.Series(list(values), index=index, dtype=dtype)})


def test_the_caption_names_the_table_and_its_scrolling_region():
    made = soup(caption="Avvik <og> svar")
    assert made.caption.get_text() == "Avvik <og> svar"
    assert made.div["aria-label"] == "Avvik <og> svar"
    assert made.div["tabindex"] == "0"


def test_every_header_has_a_scope():
    made = soup()
    assert [header["scope"] for header in made.thead.find_all("th")] == ["col", "col", "col"]
    assert [row.th["scope"] for row in made.tbody.find_all("tr")] == ["row", "row"]


def test_the_corner_names_the_row_headers():
    assert soup(headers={"navn": "Kommune"}).thead.th.get_text() == "Kommune"


def test_a_column_has_the_title_that_its_dataset_gives_it():
    assert soup().thead.find_all("th")[1].get_text() == "Meldte avvik"


def test_a_column_of_money_says_so_in_its_header():
    headers = soup(one("brukt_kr", 1, dtype="Int64")).thead.find_all("th")
    assert headers[1].get_text() == "Brukt (kr)"


def test_numbers_are_set_to_the_right_and_words_are_not():
    made = soup()
    assert [("tall" in th.get("class", [])) for th in made.thead.find_all("th")] == [False, True, False]
    assert [("tall" in td.get("class", [])) for td in made.tbody.tr.find_all("td")] == [True, False]


def test_a_missing_value_is_two_dots_and_a_note_says_what_they_mean():
    made = soup()
    assert made.tbody.find_all("tr")[1].td.get_text() == ".."
    assert "«..» betyr at tallet ikke er oppgitt." in made.find(class_="merknad").get_text()


def test_a_whole_table_needs_no_note():
    assert soup(FRAME.head(1)).find(class_="merknad") is None


def test_the_source_and_the_note_stand_below():
    below = soup(FRAME.head(1), note="Oppdiktet merknad.", source="årsmeldingen").find(class_="merknad")
    assert below.get_text() == "Oppdiktet merknad. Kilde: årsmeldingen"


def test_the_total_row_is_set_apart():
    rows = soup(total="Sum").tbody.find_all("tr")
    assert [("sum" in row.get("class", [])) for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("column", "value", "dtype", "text"),
    [
        ("brukt_kr", 1_500_000, "Int64", f"1{HARD}500{HARD}000"),
        ("andel_svar", 0.336, "Float64", f"33,6{HARD}%"),
        ("moete_dato", pd.Timestamp(2025, 4, 10), None, "10.04.2025"),
        ("er_anslag", True, "boolean", "Ja"),
        ("har_egen_aarsrapport", False, "boolean", "Nei"),
        ("stemmer", np.False_, "object", "Nei"),
        ("antall_meldt", 12_345, "Int64", f"12{HARD}345"),
        ("aarsverk", 4.5, "Float64", "4,5"),
        ("aarsverk", 7.0, "Float64", "7"),
        ("er_anslag", None, "boolean", ".."),
    ],
)
def test_the_name_of_a_column_decides_how_it_is_shown(column, value, dtype, text):
    assert cells(one(column, value, dtype=dtype)) == [text]


def test_a_format_may_be_given():
    assert cells(one("antall_meldt", 5, dtype="Int64"), formats={"antall_meldt": lambda v: f"{v} stk"}) == [
        "5 stk"
    ]


def test_html_in_a_cell_or_header_is_escaped():
    frame = pd.DataFrame({"region": ["<b>&"]}, index=pd.Index(["<i>"], name="navn"))
    made = table(frame, "Oppdiktet").html
    assert "&lt;b&gt;&amp;" in made and "&lt;i&gt;" in made
    assert "<b>" not in made and "<i>" not in made


def test_html_in_a_line_below_is_escaped_and_the_fact_of_another_stays_one():
    assert soup(FRAME.head(1), source="<b>A & B").find(class_="merknad").get_text() == "Kilde: <b>A & B"
    note = say("Av {alle}.", alle=fact("oppdiktet.meldt", 12_345, unit="avvik"))
    below = soup(FRAME.head(1), note=note, source="<b>A & B").find(class_="merknad")
    assert below.get_text() == f"Av 12{HARD}345. Kilde: <b>A & B"
    assert [tag.name for tag in below.find_all()] == ["data"]


def test_suppressed_and_impossible_numbers_are_signs_of_a_numeric_column_and_notes_explain_them():
    made = soup(one("antall_meldt", SUPPRESSED, NOT_APPLICABLE, 7, dtype="object"))
    assert [(cell.get_text(), cell["class"]) for cell in made.find_all("td")] == [
        (":", ["tall"]),
        (".", ["tall"]),
        ("7", ["tall"]),
    ]
    assert made.find(class_="merknad").get_text() == (
        "«:» betyr at tallet er så lite at det er skjermet, eller at det ville røpet et slikt tall. "
        "«.» betyr at tallet ikke kan finnes."
    )


def test_a_cell_may_be_a_fact():
    made = table(
        FRAME,
        "Oppdiktet tabell",
        facts={("Oppdiktet", "antall_meldt"): fact("oppdiktet.meldt", 12_345, unit="avvik")},
    )
    shown = BeautifulSoup(made.html, "html.parser").td.data
    assert (shown["data-fact"], shown["value"]) == ("oppdiktet.meldt", "12345")
    assert [record["id"] for record in made._repr_mimebundle_()[MIME]] == ["oppdiktet.meldt"]


@pytest.mark.parametrize("caption", ["", "  "])
def test_a_table_without_a_caption_is_refused(caption):
    with pytest.raises(AarsmeldingError, match="a table must have a caption"):
        table(FRAME, caption)


def test_a_table_whose_row_headers_have_no_name_is_refused():
    with pytest.raises(AarsmeldingError, match="the row headers of a table must have a name"):
        table(FRAME.rename_axis(None), "Oppdiktet")


def test_a_column_that_no_dataset_has_needs_a_header():
    with pytest.raises(AarsmeldingError, match="there is no header for the columns oppdiktet_kolonne"):
        table(one("oppdiktet_kolonne", 1), "Oppdiktet")
    assert table(one("oppdiktet_kolonne", 1), "Oppdiktet", headers={"oppdiktet_kolonne": "Oppdiktet"})


def stacked(*columns: list[str]) -> BeautifulSoup:
    frame = pd.DataFrame(dict(zip("abc", columns, strict=False)), index=pd.RangeIndex(1, 2, name="nr"))
    return soup(frame, headers={"nr": "Nr.", "a": "Tema", "b": "Utvalg", "c": "Antall"})


@pytest.mark.parametrize(
    ("columns", "is_stacked"),
    [((["x" * 51], ["y" * 20]), True), ((["x" * 50], ["y" * 20]), False), ((["x" * 51], ["y" * 19]), False)],
)
def test_a_row_with_a_long_text_beside_others_can_be_stacked_on_a_narrow_screen(columns, is_stacked):
    assert (stacked(*columns).table.get("class") == ["stables"]) is is_stacked


def test_in_a_row_that_can_be_stacked_every_cell_has_the_name_of_its_column():
    made = stacked(["x" * 60], ["y" * 30], ["7"])
    assert [cell["data-navn"] for cell in made.find_all("td")] == ["Tema", "Utvalg", "Antall"]
    assert [cell.attrs for cell in soup().find_all("td") if "data-navn" in cell.attrs] == []
