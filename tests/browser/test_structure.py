"""The built report as a document, without a browser: what a checker of rules does not see."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag


@pytest.fixture(scope="module")
def page(report) -> BeautifulSoup:
    return BeautifulSoup(report.read_text(encoding="utf-8"), "html.parser")


def named(element: Tag) -> str:
    return element.get_text(" ", strip=True)[:80]


def test_the_language_is_bokmaal_and_the_title_says_what_and_whose_it_is(page):
    assert page.html["lang"] == "nb"
    assert re.fullmatch(r"Årsmelding \d{4} – \S.+", page.title.get_text())


def test_names_in_other_languages_are_marked_with_theirs(page):
    marked = {element.get_text(): element["lang"] for element in page.find_all("span", lang=True)}
    assert marked["Gáivuotna"] == "se"
    assert marked["Kaivuono"] == "fkv"


def test_no_name_in_another_language_stands_unmarked(page):
    letters = re.compile(r"[áčđŋšŧžÁČĐŊŠŦŽ]")
    unmarked = [
        text for text in page.main.find_all(string=letters) if not text.find_parent("span", lang=True)
    ]
    assert unmarked == []


def test_there_is_one_title_and_no_heading_jumps_over_a_level(page):
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_heading_has_a_readable_address(page):
    addresses = [heading.get("id", "") for heading in page.main.find_all(re.compile(r"^h[1-6]$"))]
    assert [address for address in addresses if not re.fullmatch(r"[a-z][a-z0-9_-]*", address)] == []


def test_no_address_stands_twice_and_every_inner_link_leads_somewhere(page):
    addresses = [element["id"] for element in page.find_all(id=True)]
    assert len(set(addresses)) == len(addresses)
    assert {a["href"][1:] for a in page.find_all("a", href=re.compile("^#"))} <= set(addresses)


def test_every_table_has_a_caption_a_named_corner_and_headers_for_rows_and_columns(page):
    tables = page.find_all("table")
    assert len(tables) > 50
    for table in tables:
        assert table.caption.get_text(strip=True)
        assert table.thead.th.get_text(strip=True), named(table)
        assert {th["scope"] for th in table.thead.find_all("th")} == {"col"}, named(table)
        assert {th["scope"] for th in table.tbody.find_all("th")} <= {"row", "rowgroup"}, named(table)
        assert table.tbody.th, named(table)


def test_no_two_tables_that_can_be_scrolled_have_the_same_name(page):
    open_ones = [region for region in page.select("[role=region]") if not region.find_parent("details")]
    names = [region["aria-label"] for region in open_ones]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_figure_has_its_finding_its_alternative_text_and_its_numbers(page):
    figures = page.find_all("figure")
    assert len(figures) > 10
    for figure in figures:
        assert figure.figcaption.get_text(strip=True)
        assert len(figure.img["alt"]) > 40, named(figure)
        assert figure.details.table, named(figure)


def test_nothing_runs_and_nothing_is_styled_in_place(page):
    assert page.find_all(["script", "iframe", "object", "embed", "form"]) == []
    in_place = [
        element.name
        for element in page.find_all(True)
        for name in element.attrs
        if name == "style" or name.startswith("on")
    ]
    assert in_place == []
    assert len(page.find_all("style")) == 1


def test_every_cell_of_a_row_that_a_phone_stacks_has_the_name_of_its_column(page):
    for table in page.select("table.stables"):
        headers = [header.get_text(strip=True) for header in table.thead.find_all("th")]
        for cell in table.select("tbody td:not([colspan])"):
            assert cell["data-navn"] in headers, named(table)


def test_no_long_text_stands_beside_other_columns_in_a_row_that_a_phone_does_not_stack(page):
    for table in page.select("table:not(.stables)"):
        for row in table.tbody.find_all("tr"):
            lengths = sorted(len(cell.get_text(strip=True)) for cell in row.find_all(["th", "td"]))
            assert lengths[-1] <= 60 or sum(lengths[:-1]) <= 30, named(row)


def test_an_expression_is_as_short_as_a_reader_takes_in_and_no_number_is_raw(page):
    tables = page.select("table.grunnlag")
    assert tables
    for table in tables:
        assert max((len(found.get_text()) for found in table.select("td .kode")), default=0) <= 112
        assert table.find_all("td", string=re.compile(r"\d\.\d{3,}")) == []
