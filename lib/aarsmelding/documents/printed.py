"""The page made ready for paper: contents with page numbers, everything unfolded, tables that fit."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from aarsmelding.documents import APPENDICES, appendices, dividing, pictures
from aarsmelding.page import markup
from aarsmelding.page.columns import add_class, fit

# The same picture for a narrow screen.
NARROW = re.compile(r"<source\b[^>]*>")
SCREEN_CLASSES = {"hopp", "nedlasting"}
HEADING = re.compile(r"^h[1-6]$")
LISTED = ("h2", "h3")
# Characters: a section with less, and with nothing shown, fills but a part of a page.
BRIEF = 900


def for_paper(html: str) -> BeautifulSoup:
    """The page as a document that WeasyPrint lays out with `print.css`; no other style applies."""
    soup = read(html)
    left_out(soup)
    unfold(soup)
    for picture in soup.find_all("img", src=True):
        picture["src"] = pictures.for_print(str(picture["src"]))
    for definitions in soup.find_all("dl"):
        as_list(soup, definitions)
    for element in markup.elements(soup):
        for name in ("tabindex", "role", "aria-label", "style"):
            element.attrs.pop(name, None)
    for element in markup.named(soup, "data", "cite"):
        element.unwrap()
    for span in soup.find_all("span"):
        # WeasyPrint does not say the language of a part: `pdftags` knows those parts as the only spans.
        if not span.get("lang"):
            span.name = "x-span"
    headings = [heading for name, heading in markup.by_id(soup).items() if name in APPENDICES]
    added = [h.parent for h in headings if h.parent is not None and h.parent.name == "section"]
    for appendix in added:
        add_class(appendix, "vedlegg")
    for note in soup.find_all("p", class_="merknad"):
        above = note.find_previous_sibling()
        if above is not None and "tabell" in above.get_attribute_list("class"):
            add_class(above, "med-merknad")
    for table in soup.find_all("table"):
        fit(soup, table, in_appendix=table.find_parent(class_="vedlegg") is not None)
    for shown in markup.elements(soup):
        if shown.name != "figure" and "samlet" not in classes(shown):
            continue
        before = shown.find_previous_sibling()
        # A note belongs to the table above it, and may stand without what follows.
        if before is not None and before.name == "p" and "merknad" not in before.get_attribute_list("class"):
            add_class(before, "foran")
    for section in soup.find_all("section"):
        if len(_text(section)) < BRIEF and not section.find(["table", "figure", "h3"]):
            add_class(section, "kort")
    dividing.divide(soup, added)
    header = soup.find("header")
    if header is not None:
        header["data-rapport"] = title(soup)
    contents(soup, LISTED)
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
    for element in soup.find_all("picture"):
        element.unwrap()
    for element in [*navigation, *markup.named(soup, "style", "script", "link", "template")]:
        element.decompose()
    for link in soup.find_all("a", href=True):
        target, around = str(link["href"]), link.parent
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
    for details in soup.find_all("details"):
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


def contents(soup: BeautifulSoup, levels: tuple[str, ...]) -> None:
    """A contents list after the title; on paper the style sheet adds the page numbers."""
    listed = [h for h in markup.named(soup, *levels) if h.get("id")]
    header = soup.find("header")
    if not listed or header is None:
        return
    nav = soup.new_tag("nav", attrs={"class": "innhold"})
    title = soup.new_tag("h2")
    title.string = "Innhold"
    entries = soup.new_tag("ol")
    for heading in listed:
        entry = soup.new_tag("li", attrs={"class": f"nivaa-{heading.name}"})
        link = soup.new_tag("a", attrs={"href": f"#{heading['id']}"})
        link.string = heading.get_text(" ", strip=True)
        entry.append(link)
        entries.append(entry)
    nav.extend([title, entries])
    header.insert_after(nav)


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
