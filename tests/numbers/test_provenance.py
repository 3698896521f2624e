"""From clean rows to the documents and places they rest on."""

import pandas as pd
from aarsmelding.numbers import provenance


def places(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    found = provenance.places(pd.DataFrame(rows, columns=["kilde", "sted"]))
    return [(record["document"], record["place"]) for record in found]


def test_neighbouring_lines_under_one_heading_are_joined():
    rows = [("dok", f"Tabell 1, linje {line}") for line in (12, 10, 11)]
    assert places(*rows) == [("dok", "Tabell 1, linje 10–12")]


def test_lines_apart_are_listed():
    assert places(("dok", "Tabell 1, linje 10"), ("dok", "Tabell 1, linje 20–22")) == [
        ("dok", "Tabell 1, linje 10, 20–22")
    ]


def test_overlapping_spans_become_one():
    assert places(("dok", "A, linje 10–15"), ("dok", "A, linje 12–18")) == [("dok", "A, linje 10–18")]


def test_headings_and_documents_stay_apart():
    rows = [("dok_b", "A, linje 1"), ("dok_a", "B, linje 9"), ("dok_a", "A, linje 2")]
    assert places(*rows) == [("dok_a", "A, linje 2"), ("dok_a", "B, linje 9"), ("dok_b", "A, linje 1")]


def test_a_place_without_a_line_is_kept_as_it_is():
    assert places(("register", "Utgaven fra 2024, kode 5501")) == [
        ("register", "Utgaven fra 2024, kode 5501")
    ]


def test_the_same_place_counts_once():
    assert places(("dok", "A, linje 3"), ("dok", "A, linje 3")) == [("dok", "A, linje 3")]


def test_two_places_of_one_row_keep_their_own_lines():
    assert places(("dok", "Tabell, linje 253; etter forsiden, linje 106–108")) == [
        ("dok", "etter forsiden, linje 106–108"),
        ("dok", "Tabell, linje 253"),
    ]


def test_every_line_that_is_listed_is_kept():
    assert places(("dok", "Avsnitt 5 og 6, linje 136, 201–203 og 209")) == [
        ("dok", "Avsnitt 5 og 6, linje 136, 201–203, 209")
    ]
