"""The section of the reconciliation. All claims, documents and data are made up."""

import pandas as pd
import pytest
from aarsmelding import reconcile
from aarsmelding.datasets import paastander
from aarsmelding.numbers import gate
from aarsmelding.reconcile import avstemming
from bs4 import BeautifulSoup

NBSP = "\u00a0"
FRAMES = {
    "moeter": pd.DataFrame({"utvalg": ["a", "a", "b"], "kr": pd.Series([500, 700, 300], dtype="Int64")}),
    "dokumenter": pd.DataFrame({"dokument": ["d1", "d2"], "tittel": ["Oppdiktet <referat> 8-2025", "Brev"]}),
}


def claim(identity: str, stated: str, expression: str | None, **cells: str | None) -> dict[str, str | None]:
    row = {
        "paastand": identity,
        "hva": f"Oppdiktet {identity}",
        "slag": "tall",
        "trykt": stated,
        "verdi": stated,
        "enhet": "møter",
        "toleranse": "0",
        "uttrykk": expression,
        "alvor": "2",
        "kilde": "d1",
        "sted": "Tabell, linje 7",
    }
    return dict.fromkeys(paastander.RAW_COLUMNS, None) | row | cells


def section(*rows: dict[str, str | None]) -> tuple[dict, BeautifulSoup]:
    claims = paastander.clean(pd.DataFrame(list(rows), index=range(2, 2 + len(rows)), dtype="str"))
    records = reconcile.reconcile(claims, FRAMES)
    made = avstemming.fragment(records, claims, FRAMES, 2025)
    return made, BeautifulSoup(made["html"], "html.parser")


def differing(soup: BeautifulSoup) -> list[str]:
    return [str(row["id"]) for row in soup.select("tbody.avvik")]


def cells(soup: BeautifulSoup, identity: str) -> list[str]:
    return [td.get_text() for td in soup.select(f"#{identity} td")]


def test_the_gravest_stands_first_and_the_largest_first_among_equals():
    _, soup = section(
        claim("m.liten", "4", "count(moeter)"),
        claim("m.stor", "30", "count(moeter)"),
        claim("m.alvorlig", "4", "count(moeter)", alvor="1"),
        claim("m.etikett", "99", "count(moeter)", alvor="3"),
        claim("m.ord", "ukjent", "names(moeter.utvalg)", enhet="tekst", toleranse=None),
    )
    ids = ["m-alvorlig", "m-ord", "m-stor", "m-liten", "m-etikett"]
    assert differing(soup) == [f"avstemming-{i}" for i in ids]


def test_a_deviation_says_what_is_stated_what_the_data_say_how_far_and_where():
    _, soup = section(claim("m.sum", "12345", "sum(moeter.kr)", enhet="kr", trykt="12 345 kr"))
    stated, computed, gap, why = cells(soup, "avstemming-m-sum")
    assert stated == "12 345 kr"
    assert computed == f"1{NBSP}500{NBSP}kr"
    assert gap == f"10{NBSP}845{NBSP}kr for høyt"
    sentence = f"Oppgitt 12 345 kr, beregnet 1{NBSP}500{NBSP}kr, 10{NBSP}845{NBSP}kr for høyt."
    assert why == f"{sentence} Oppdiktet <referat> 8-2025, Tabell, linje 7."


def test_a_note_takes_the_place_of_the_composed_sentence():
    _, soup = section(claim("m.a", "2", "count(moeter)", merknad="Oppdiktet forklaring."))
    assert cells(soup, "avstemming-m-a")[3].startswith("Oppdiktet forklaring. ")


@pytest.mark.parametrize(
    ("stated", "tolerance", "expression", "computed", "gap"),
    [
        ("0.5", "0.0005", "share(1, 3)", f"33,3{NBSP}%", "16,7 prosentpoeng for høyt"),
        ("0.25", "0.005", "share(1, 3)", f"33{NBSP}%", "8 prosentpoeng for lavt"),
        ("0.3328", "0.00005", "share(1, 3)", f"33,33{NBSP}%", "0,05 prosentpoeng for lavt"),
        ("0.33", "0", "share(1, 3)", f"33,3{NBSP}%", "0,3 prosentpoeng for lavt"),
    ],
)
def test_shares_are_shown_as_precisely_as_they_are_printed(stated, tolerance, expression, computed, gap):
    _, soup = section(claim("m.andel", stated, expression, enhet="andel", toleranse=tolerance))
    assert cells(soup, "avstemming-m-andel")[1:3] == [computed, gap]


def test_a_wrong_date_and_an_untrue_word_have_no_size():
    _, soup = section(
        claim(
            "m.dag", "2026-04-01", 'date("2025-04-01")', enhet="dato", toleranse=None, trykt="1. april 2026"
        ),
        claim("m.tid", "09:00", '"08:30"', enhet="klokkeslett", toleranse=None),
        claim("m.alle", "true", "count(moeter) == 2", enhet="sann", toleranse=None, trykt="alle"),
    )
    day = f"1.{NBSP}april 2025"
    assert cells(soup, "avstemming-m-dag")[:3] == ["1. april 2026", day, "–"]
    assert cells(soup, "avstemming-m-tid")[1] == "08.30"
    assert cells(soup, "avstemming-m-alle")[:3] == ["alle", "stemmer ikke", "–"]
    assert cells(soup, "avstemming-m-alle")[3].startswith("Oppgitt «alle», dataene sier: stemmer ikke. ")


@pytest.mark.parametrize(
    ("stated", "unit", "expression", "computed", "gap"),
    [
        ("2026", "år", "2024", "2024", f"2{NBSP}år for sent"),
        ("2023", "år", "2024", "2024", f"1{NBSP}år for tidlig"),
        ("4", "år", "3", "3", "1 for høyt"),
        ("5", "måned", "4", "april", f"1{NBSP}måned for sent"),
        ("6", "måned", "4", "april", f"2{NBSP}måneder for sent"),
        ("7", "side", "9", "9", "2 for lavt"),
        ("59", "prosentpoeng", "58", "58 prosentpoeng", "1 prosentpoeng for høyt"),
    ],
)
def test_a_difference_is_said_in_words_that_fit_the_unit(stated, unit, expression, computed, gap):
    _, soup = section(claim("m.navn", stated, expression, enhet=unit))
    assert cells(soup, "avstemming-m-navn")[1:3] == [computed, gap]


def test_what_agrees_is_folded_and_grouped_by_document():
    _, soup = section(
        claim("m.b", "3", "count(moeter)", kilde="d2"),
        claim("m.a", "3", "count(moeter)"),
        claim("m.c", "3", "count(moeter)", kilde="ukjent"),
    )
    (folded,) = soup.select("details")
    titles = [document.get_text() for document in folded.select("caption cite")]
    assert titles == ["Oppdiktet <referat> 8-2025", "Brev", "ukjent"]
    assert not differing(soup)
    assert "Ingen påstander avviker fra dataene." in soup.get_text()


def test_what_agrees_in_one_document_stands_in_the_order_of_its_lines():
    _, soup = section(
        claim("m.a", "3", "count(moeter)", sted="linje 100"),
        claim("m.b", "3", "count(moeter)", sted="linje 20–25"),
    )
    assert [th.get_text() for th in soup.select("details th[scope=row]")] == [
        "Oppdiktet m.b",
        "Oppdiktet m.a",
    ]


def test_what_cannot_be_known_says_what_is_needed():
    _, soup = section(claim("m.a", "3", None, krever="Et oppdiktet register"))
    (folded,) = soup.select("details")
    assert [td.get_text() for td in folded.select("td")] == ["3", "Et oppdiktet register", "Tabell, linje 7"]


def test_the_counts_are_facts_of_the_ledger():
    made, soup = section(
        claim("m.a", "3", "count(moeter)"),
        claim("m.b", "4", "count(moeter)", sted="linje 9–12"),
        claim("m.c", "5", "count(moeter)", kilde="d2"),
        claim("m.d", "5", None, krever="Mer"),
    )
    values = {fact["id"].split(".")[1]: fact["value"] for fact in made["facts"]}
    assert values == {"paastander": 4, "stemmer": 1, "avviker": 2, "ikke_beregnbare": 1}
    total, _, differ, _ = made["facts"]
    assert (total["unit"], total["period"], total["section"]) == ("påstander", "2025", "avstemming")
    assert total["datasets"] == ["moeter", "paastander"]
    assert differ["sources"] == [
        {"document": "d1", "place": "linje 9–12"},
        {"document": "d2", "place": "linje 7"},
    ]
    assert total["text"] == (
        "Vi har ført opp 4 påstander: 1 stemmer med dataene, 2 avviker, "
        "og 1 kan ikke regnes ut av det som er publisert."
    )
    assert soup.select_one('data[data-fact="avstemming.avviker"]')["value"] == "2"


def test_a_quantity_with_two_values_is_shown_with_all_its_places():
    _, soup = section(
        claim("m.a", "3", "count(moeter)"),
        claim("m.b", "4", "count(moeter)", kilde="d2"),
        claim("m.c", "3", "count(moeter)", sted="linje 9"),
    )
    table = soup.select_one("#avstemming-motsagt").find_next("table")
    assert [[td.get_text() for td in row.select("td")] for row in table.select("tbody tr")] == [
        ["3 (stemmer)", "Oppdiktet <referat> 8-2025: Tabell, linje 7; linje 9"],
        ["4", "Brev: Tabell, linje 7"],
    ]


def test_the_page_is_in_order_headings_captions_scopes_and_unique_ids():
    made, soup = section(
        claim("m.a", "3", "count(moeter)"),
        claim("m.b", "4", "count(moeter)"),
        claim("m.c", "1", None, krever="x"),
    )
    found = [(int(h.name[1]), h["id"], h.get_text()) for h in soup.select("h2, h3, h4")]
    assert found == [tuple(heading) for heading in made["headings"]]
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert all(table.caption for table in soup.select("table"))
    assert all(th.has_attr("scope") for th in soup.select("th"))
    assert made["section"] == made["headings"][0][1] == "avstemming"


def test_every_number_in_the_prose_is_vouched_for():
    made, _ = section(
        claim("m.a", "3", "count(moeter)"),
        claim("m.b", "4", "count(moeter)"),
        claim("m.c", "1", None, krever="x"),
    )
    assert list(gate.strays(made["html"])) == []
