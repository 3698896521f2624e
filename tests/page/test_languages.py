"""Names in other languages, on made-up municipalities."""

import pandas as pd
from aarsmelding.page.languages import marked, names, parallels

FRAMES = {
    "kommuner": pd.DataFrame(
        {
            "kommune_nr": ["9902", "9901"],
            "navn": ["Oppdiktet", "Diktefjord"],
            "navn_samisk": ["Diktavuotna", "Oppdiktet"],
            "navn_kvensk": [None, "Tiktavuono"],
        }
    )
}
KNOWN = {"Diktavuotna": "se", "Tiktavuono": "fkv"}


def test_each_name_has_its_language_and_a_norwegian_one_has_none():
    assert names(FRAMES) == KNOWN


def test_without_municipalities_there_are_no_names():
    assert names({}) == {}
    assert parallels({}) == []


def test_the_names_stand_beside_the_norwegian_one_by_municipality_number():
    assert parallels(FRAMES) == [
        ("Diktefjord", [("Tiktavuono", "fkv")]),
        ("Oppdiktet", [("Diktavuotna", "se")]),
    ]


def test_a_name_in_the_text_is_marked_with_its_language():
    assert marked("<p>Oppdiktet – Diktavuotna, <b>Tiktavuono</b>.</p>", KNOWN) == (
        '<p>Oppdiktet – <span lang="se">Diktavuotna</span>, <b><span lang="fkv">Tiktavuono</span></b>.</p>'
    )


def test_a_name_inside_a_word_or_an_attribute_is_left_alone():
    html = '<p title="Diktavuotna">Diktavuotnas</p>'
    assert marked(html, KNOWN) == html


def test_a_name_that_is_marked_already_is_not_marked_twice():
    html = '<p><span lang="se">Diktavuotna</span></p>'
    assert marked(html, KNOWN) == html
