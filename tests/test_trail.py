"""From a number in the page to its entry and back. The facts are made up."""

from __future__ import annotations

import pytest
from aarsmelding import trail
from aarsmelding.facts import fact
from aarsmelding.prose import cite, say
from bs4 import BeautifulSoup

CASES = fact("avvik.meldt", 247, "Det ble {} avvik.", unit="avvik")
FACTS = {"avvik.meldt": {**CASES.as_record(), "text": "x"}}


def linked(part, differing=None, seen=None) -> BeautifulSoup:
    html = part if isinstance(part, str) else part._repr_mimebundle_()["text/html"]
    return BeautifulSoup(
        trail.linked(html, FACTS, differing or {}, set() if seen is None else seen), "html.parser"
    )


def test_a_fact_links_to_its_entry_and_is_the_place_to_come_back_to():
    link = linked(CASES).a
    assert (link["href"], link["id"]) == ("#grunnlag-avvik-meldt", "tall-avvik-meldt")
    assert (link["href"][1:], link["id"]) == (trail.entry_id("avvik.meldt"), trail.place_id("avvik.meldt"))
    assert (link.data["value"], link.get_text()) == ("247", "247")


def test_only_the_first_place_of_a_fact_in_the_page_has_the_id():
    seen: set[str] = set()
    page = [linked(CASES, seen=seen), linked(CASES + CASES, seen=seen)]
    links = [link for part in page for link in part.select("a.tall-lenke")]
    assert [link.get("id") for link in links] == ["tall-avvik-meldt", None, None]


def test_a_citation_is_filled_in_from_the_ledger():
    data = linked(say("Det var {n}.", n=cite("avvik.meldt"))).data
    assert (data.get_text(), data["value"], data["data-fact"]) == ("247", "247", "avvik.meldt")
    assert not data.has_attr("data-cite")
    assert data.parent.name == "a"


def test_a_chosen_word_stands_as_plain_text():
    assert linked(say("Tallet {ord} til {n}.", ord="økte", n=CASES)).p.get_text() == "Tallet økte til 247."
    assert linked(say("Tallet {ord}.", ord="økte")).span is None


@pytest.mark.parametrize("claims", [0, 1, 2])
def test_a_number_that_was_published_otherwise_has_one_mark_that_leads_there(claims):
    differing = {"avvik.meldt": [{"id": f"aarsmelding.avvik_{n}"} for n in range(claims)]}
    marks = linked(CASES, differing).select("a.avvik-merke")
    assert [mark["href"] for mark in marks] == ["#avstemming-aarsmelding-avvik-0"][:claims]
    assert all(mark["aria-label"] for mark in marks)


def test_a_fact_in_the_control_that_unfolds_something_is_not_a_link():
    folded = linked(f"<details><summary>{CASES.__html__()}</summary>{CASES.__html__()}</details>")
    assert folded.summary.a is None
    assert folded.find("a")["id"] == "tall-avvik-meldt"
