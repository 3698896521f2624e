"""The page made ready for documents: shortened, unfolded, without what only a screen has a use for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup, Tag

from aarsmelding.documents import APPENDICES, appendices, dividing
from aarsmelding.page import markup
from aarsmelding.page.columns import add_class

# The same picture for a narrow screen.
NARROW = re.compile(r"<source\b[^>]*>")
SCREEN_CLASSES = {"hopp", "nedlasting"}
HEADING = re.compile(r"^h[1-6]$")
LISTED = ("h2", "h3")
# Characters: a section with less, and with nothing shown, fills but a part of a page.
BRIEF = 900


def whole(html: str) -> BeautifulSoup:
    """The page as every document has it, before it is cut into chapters."""
    soup = read(html)
    left_out(soup)
    unfold(soup)
    for definitions in markup.named(soup, "dl"):
        as_list(soup, definitions)
    headings = [heading for name, heading in markup.by_id(soup).items() if name in APPENDICES]
    added = [h.parent for h in headings if h.parent is not None and h.parent.name == "section"]
    for appendix in added:
        add_class(appendix, "vedlegg")
    for section in markup.named(soup, "section"):
        if len(_text(section)) < BRIEF and not section.find(["table", "figure", "h3"]):
            add_class(section, "kort")
    dividing.divide(soup, added)
    return soup


def read(html: str) -> BeautifulSoup:
    """The page as a tree with the appendices that documents have.

    Trees are what takes the time here, so that what nobody looks at is taken away before.
    """
    soup = BeautifulSoup(appendices.lightened(NARROW.sub("", html)), "lxml")
    appendices.shorten(soup)
    return soup


def left_out(soup: BeautifulSoup) -> None:
    """Without what only a screen has a use for: navigation, links to it, and links to files beside it."""
    navigation = [element for element in markup.elements(soup) if _is_for_screens(element)]
    gone = {str(part["id"]) for nav in navigation for part in [nav, *nav.find_all(id=True)] if part.get("id")}
    for element in markup.named(soup, "picture"):
        element.unwrap()
    for element in [*navigation, *markup.named(soup, "style", "script", "link", "template")]:
        element.decompose()
    for link in markup.named(soup, "a"):
        target, around = str(link.get("href", "#")), link.parent
        if target.removeprefix("#") in gone:
            alone = around is not None and around.name == "p" and _text(around) == _text(link)
            (around if alone and around else link).decompose()
        elif not target.startswith(("#", "https:", "http:", "mailto:")):
            link.unwrap()


def _is_for_screens(element: Tag) -> bool:
    return element.name == "nav" or not SCREEN_CLASSES.isdisjoint(classes(element))


def classes(element: Tag) -> list[str]:
    """The classes of an element, also of one that `add_class` has given some."""
    return " ".join(element.get_attribute_list("class")).split() if "class" in element.attrs else []


def _text(element: Tag) -> str:
    return re.sub(r"\s+", " ", element.get_text(" ", strip=True))


def unfold(soup: BeautifulSoup) -> None:
    """Everything folded stands open; what names the fold becomes a heading where no caption says it."""
    for details in markup.named(soup, "details"):
        summary = details.find("summary")
        details.name = "div"
        details.attrs.pop("open", None)
        if details.parent is not None and details.parent.name == "figure":
            add_class(details, "bak-figur")
            details.parent.insert_after(details.extract())
        if summary is None:
            continue
        first = summary.find_next_sibling()
        if first is not None and (first.name == "table" or "tabell" in first.get_attribute_list("class")):
            summary.decompose()
            continue
        above = details.find_previous(HEADING)
        summary.name = f"h{min(6, int(above.name[1]) + (above.name != 'h4'))}" if above else "h2"
        summary.attrs = {}


def as_list(soup: BeautifulSoup, definitions: Tag) -> None:
    """A list of terms as a plain list, whose items read value first where the page shows it first."""
    value_first = "noekkeltall" in definitions.get_attribute_list("class")
    items: list[list[Tag]] = []
    for part in definitions.find_all(["dt", "dd"]):
        if part.name == "dt" or not items:
            items.append([])
        items[-1].append(part)
    for part in definitions.find_all(["dt", "dd"]):
        part.extract()
    definitions.clear()
    definitions.name = "ul"
    add_class(definitions, f"begreper antall-{len(items)}")
    for item in items:
        entry = soup.new_tag("li")
        for part in reversed(item) if value_first else item:
            part.attrs = {"class": "navn" if part.name == "dt" else "verdi"}
            part.name = "p"
            entry.append(part)
        definitions.append(entry)


def headings(soup: BeautifulSoup) -> list[list[str]]:
    """The headings that contents can list: level, place and text of each."""
    found = [h for h in markup.named(soup, *LISTED) if h.get("id")]
    return [[h.name, str(h["id"]), h.get_text(" ", strip=True)] for h in found]


def contents(headings: Iterable[Sequence[str]], levels: tuple[str, ...]) -> Tag | None:
    """The list of those `headings` that have one of `levels`; None where there are none."""
    soup = BeautifulSoup("", "html.parser")
    nav = soup.new_tag("nav", attrs={"class": "innhold"})
    title = soup.new_tag("h2")
    title.string = "Innhold"
    entries = soup.new_tag("ol")
    for level, place, text in (each for each in headings if each[0] in levels):
        entry = soup.new_tag("li", attrs={"class": f"nivaa-{level}"})
        link = soup.new_tag("a", attrs={"href": f"#{place}"})
        link.string = text
        entry.append(link)
        entries.append(entry)
    nav.extend([title, entries])
    return nav if entries.contents else None


def title(soup: BeautifulSoup) -> str:
    return soup.title.get_text(strip=True) if soup.title else "Årsmelding"


def author(soup: BeautifulSoup) -> str:
    sender = soup.find(class_="avsender")
    return sender.get_text(" ", strip=True) if sender else ""


def languages(soup: Tag) -> list[str]:
    """The language of each part that has its own, in order."""
    return [str(part["lang"]) for part in soup.find_all("span", lang=True)]


def targets(soup: BeautifulSoup) -> dict[str, str]:
    """What each place that a link can lead to is called: its heading, its row header, or its text."""
    names: dict[str, str] = {}
    for identity, element in markup.by_id(soup).items():
        named = element if HEADING.match(element.name) or element.name == "a" else element.find("th")
        above = named or element.find_previous(HEADING)
        names[identity] = _text(above or element)[:120]
    return names
