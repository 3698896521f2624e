"""The widths of columns, on made-up tables: what is broken, and what is not."""

from __future__ import annotations

import pytest
from aarsmelding.documents.columns import GAP, UPRIGHT, shape, width
from lxml import html
from lxml.html import HtmlElement

WIDE_WORD = "helsefellesskapssamarbeid"


def made(headers: list[str], cells: list[str]) -> HtmlElement:
    head = "".join(f"<th>{header}</th>" for header in headers)
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return html.fragment_fromstring(f"<table><tr>{head}</tr><tr>{body}</tr></table>")


def ems(table: HtmlElement, **given) -> list[float]:
    found = shape(table, in_appendix=False, **given)
    return [UPRIGHT * found.width / 100 * share / 100 for share in found.columns]


@pytest.mark.parametrize("wider", [1.0, 1.3])
def test_in_a_wider_type_every_column_still_has_room_for_its_longest_word(wider):
    headers = ["Sak", "Type", "Forslag", "Utfall"]
    table = made(headers, ["68/25", "B", "En lang tittel som går over flere linjer " * 4, "Vedtatt"])
    for header, room in zip(headers, ems(table, wider=wider, on_side=False), strict=True):
        assert room >= wider * (width(header) + GAP) - 0.01


def test_where_not_all_words_have_room_the_longest_are_broken_and_the_short_stay_whole():
    headers = ["Type", "Antall", *[WIDE_WORD] * 12]
    rooms = ems(made(headers, ["B", "12", *["x"] * 12]), on_side=False)
    assert sum(rooms) == pytest.approx(UPRIGHT, rel=0.01)
    assert rooms[0] >= width("Type") + GAP - 0.01
    assert rooms[1] >= width("Antall") + GAP - 0.01
    assert rooms[2] < width(WIDE_WORD)
