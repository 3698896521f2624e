"""The way from a number in the page to its entry in the appendix *Tallgrunnlag*, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup, Tag

from aarsmelding.page import markup
from aarsmelding.page.headings import slug

Record = dict[str, Any]
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
# What `link` changes.
MARKS = re.compile(r"\bdata-(?:fact|cite|valgt)\b")
UNLINKED = re.compile(r"<!--uten lenke (?P<number>\d+)-->")


def entry_id(fact_id: str) -> str:
    """The id of a fact's entry in the appendix."""
    return f"grunnlag-{slug(fact_id)}"


def place_id(fact_id: str) -> str:
    """The id of the first place in the page where a fact stands."""
    return f"tall-{slug(fact_id)}"


def claim_anchor(claim_id: str) -> str:
    """The id of a claim in the section *Avstemming*."""
    return f"avstemming-{slug(claim_id)}"


def linked(
    html: str, facts: Mapping[str, Record], differing: Mapping[str, Sequence[Record]], seen: set[str]
) -> str:
    """`html` with what `link` does to its tree."""
    rest, tables = _without_unlinked(html)
    soup = BeautifulSoup(rest, "html.parser")
    link(soup, facts, differing, seen)
    written = markup.written(soup)
    return UNLINKED.sub(lambda found: tables[int(found["number"])], written) if tables else written


def _without_unlinked(html: str) -> tuple[str, list[str]]:
    """`html` with a mark in place of each table in which there is nothing to link, and these tables.

    Nearly all of the page stands in them, and reading it as a tree is most of the work.
    """
    tables: list[str] = []

    def marked(found: re.Match[str]) -> str:
        if MARKS.search(found[0]) or found[0].count("<table") > 1:
            return found[0]
        tables.append(found[0])
        return f"<!--uten lenke {len(tables) - 1}-->"

    return (html if UNLINKED.search(html) else TABLE.sub(marked, html)), tables


def link(
    soup: BeautifulSoup,
    facts: Mapping[str, Record],
    differing: Mapping[str, Sequence[Record]],
    seen: set[str],
) -> None:
    """Link every fact to its entry, fill in citations, and mark differing facts.

    `differing` has, by fact id, the claims that state another number; `seen` collects the facts
    whose first place is marked already, across sections.
    """
    for element in soup.find_all(lambda tag: tag.name == "data" and tag.has_attr("data-cite")):
        fact = facts[str(element["data-cite"])]
        element.string = fact["display"]
        element["data-fact"], element["value"] = fact["id"], str(fact["value"])
        del element["data-cite"]
    for element in soup.find_all(lambda tag: tag.name == "data" and tag.has_attr("data-fact")):
        # A link inside the control that unfolds something could not be reached by keyboard.
        if element.find_parent("summary"):
            continue
        fact_id = str(element["data-fact"])
        anchor = soup.new_tag("a", attrs={"class": "tall-lenke", "href": f"#{entry_id(fact_id)}"})
        if fact_id not in seen:
            seen.add(fact_id)
            anchor["id"] = place_id(fact_id)
        element.wrap(anchor)
        for claim in differing.get(fact_id, [])[:1]:
            anchor.insert_after(_mark(soup, claim))
    for marker in soup.find_all(lambda tag: tag.has_attr("data-valgt")):
        marker.unwrap()


def _mark(soup: BeautifulSoup, claim: Record) -> Tag:
    mark = soup.new_tag(
        "a",
        attrs={
            "class": "avvik-merke",
            "href": f"#{claim_anchor(claim['id'])}",
            "aria-label": "Publisert med et annet tall, se avstemmingen",
        },
    )
    mark.string = "≠"
    return mark
