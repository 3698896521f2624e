"""A chapter, and the front, as WeasyPrint lays them out with `print.css`; no other style applies."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml.html import HtmlElement

from aarsmelding.documents import pictures, printed, tree
from aarsmelding.documents.columns import fit
from aarsmelding.documents.cutting import Chapter, Front
from aarsmelding.documents.pdftags import ELSEWHERE

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
    part = for_print(chapter.html)
    own = {place for place, _ in tree.places(part)}
    _lead_elsewhere(part, chapter.names.keys() - own)
    return Paper(tree.written(part), chapter.names, _languages(part), chapter.listed)


def of_front(front: Front) -> Paper:
    """Header and contents, to which the style sheet adds page numbers."""
    part = for_print(front.header or "<p>")
    header = tree.first(part, "header")
    if header is None:
        return Paper("")
    header.set("data-rapport", front.title)
    contents = printed.contents(front.headings, LISTED)
    return Paper(f"{tree.written(header)}{contents}", front.names, _languages(part))


def for_print(html: str) -> HtmlElement:
    """A part of the report with tables that fit, and without what only a screen has a use for."""
    part = tree.read(html)
    for picture in part.iter("img"):
        picture.set("src", pictures.for_print(picture.get("src", "")))
    for element in part.iter():
        for name in ("tabindex", "role", "aria-label", "style"):
            element.attrib.pop(name, None)
    for element in list(part.iter("data", "cite")):
        element.drop_tag()
    for span in list(part.iter("span")):
        # WeasyPrint does not say the language of a part: `pdftags` knows those parts as the only spans.
        if not span.get("lang"):
            span.tag = "x-span"
    for note in (each for each in part.iter("p") if "merknad" in tree.classes(each)):
        above = note.getprevious()
        if above is not None and "tabell" in tree.classes(above):
            tree.add_class(above, "med-merknad")
    for table in part.iter("table"):
        fit(table, in_appendix=any("vedlegg" in tree.classes(each) for each in table.iterancestors()))
    for shown in part.iter():
        if shown.tag != "figure" and "samlet" not in tree.classes(shown):
            continue
        before = shown.getprevious()
        # A note belongs to the table above it, and may stand without what follows.
        if before is not None and before.tag == "p" and "merknad" not in tree.classes(before):
            tree.add_class(before, "foran")
    return part


def _languages(part: HtmlElement) -> list[str]:
    """The language of each part that has its own, in order."""
    return [span.get("lang") for span in part.iter("span") if span.get("lang")]


def _lead_elsewhere(part: HtmlElement, others: Set[str]) -> None:
    """Write the links of a chapter to places in `others` so that they can be joined with it later."""
    for link, place in tree.targets(part):
        if place in others:
            link.set("href", ELSEWHERE + quote(place))
