"""A chapter, and the front, as WeasyPrint lays them out with `print.css`; no other style applies."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from urllib.parse import quote

from bs4 import BeautifulSoup

from aarsmelding.documents import pictures, printed
from aarsmelding.documents.cutting import Chapter, Front
from aarsmelding.documents.pdftags import ELSEWHERE
from aarsmelding.page import markup
from aarsmelding.page.columns import add_class, fit

LISTED = ("h2", "h3")


@dataclass(frozen=True)
class Paper:
    """What is drawn by itself: its HTML, what its link targets are called, its parts in other languages.

    `places` are those of its elements that the front leads to.
    """

    html: str
    names: dict[str, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def of_chapter(chapter: Chapter) -> Paper:
    soup = for_print(chapter.html)
    own = markup.by_id(soup).keys()
    _lead_elsewhere(soup, chapter.names.keys() - own)
    return Paper(str(soup), chapter.names, printed.languages(soup), chapter.listed)


def of_front(front: Front) -> Paper:
    """Header and contents, to which the style sheet adds page numbers."""
    soup = for_print(front.header)
    header = soup.find("header")
    if header is None:
        return Paper("")
    header["data-rapport"] = front.title
    contents = printed.contents(front.headings, LISTED)
    return Paper(f"{header}{contents or ''}", front.names, printed.languages(soup))


def for_print(html: str) -> BeautifulSoup:
    """A part of the report with tables that fit, and without what only a screen has a use for."""
    soup = BeautifulSoup(html, "lxml")
    for picture in soup.find_all("img", src=True):
        picture["src"] = pictures.for_print(str(picture["src"]))
    for element in markup.elements(soup):
        for name in ("tabindex", "role", "aria-label", "style"):
            element.attrs.pop(name, None)
    for element in markup.named(soup, "data", "cite"):
        element.unwrap()
    for span in soup.find_all("span"):
        # WeasyPrint does not say the language of a part: `pdftags` knows those parts as the only spans.
        if not span.get("lang"):
            span.name = "x-span"
    for note in soup.find_all("p", class_="merknad"):
        above = note.find_previous_sibling()
        if above is not None and "tabell" in above.get_attribute_list("class"):
            add_class(above, "med-merknad")
    for table in soup.find_all("table"):
        fit(soup, table, in_appendix=table.find_parent(class_="vedlegg") is not None)
    for shown in markup.elements(soup):
        if shown.name != "figure" and "samlet" not in printed.classes(shown):
            continue
        before = shown.find_previous_sibling()
        # A note belongs to the table above it, and may stand without what follows.
        if before is not None and before.name == "p" and "merknad" not in before.get_attribute_list("class"):
            add_class(before, "foran")
    return soup


def _lead_elsewhere(soup: BeautifulSoup, others: Set[str]) -> None:
    """Write the links of a chapter to places in `others` so that they can be joined with it later."""
    for link in soup.find_all("a", href=True):
        target = str(link["href"])
        if target.startswith("#") and target[1:] in others:
            link["href"] = ELSEWHERE + quote(target[1:])
