"""The page made ready for documents: shortened, unfolded, without what only a screen has a use for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from lxml.html import HtmlElement

from aarsmelding.documents import APPENDICES, appendices, dividing, tree

# The same picture for a narrow screen.
NARROW = re.compile(r"<source\b[^>]*>")
SCREEN_CLASSES = {"hopp", "nedlasting"}
LISTED = ("h2", "h3")
# Characters: a section with less, and with nothing shown, fills but a part of a page.
BRIEF = 900


def whole(html: str) -> HtmlElement:
    """The page as every document has it, before it is cut into chapters."""
    page = read(html)
    left_out(page)
    unfold(page)
    for definitions in list(page.iter("dl")):
        as_list(definitions)
    above = [place.getparent() for name, place in tree.places(page) if name in APPENDICES]
    added = [section for section in above if section is not None and section.tag == "section"]
    for appendix in added:
        tree.add_class(appendix, "vedlegg")
    for section in page.iter("section"):
        if len(tree.text(section)) < BRIEF and tree.first(section, "table", "figure", "h3") is None:
            tree.add_class(section, "kort")
    dividing.divide(added)
    return page


def read(html: str) -> HtmlElement:
    """The page as a tree with the appendices that documents have.

    What nobody looks at is taken away before.
    """
    page = tree.read(appendices.lightened(NARROW.sub("", html)))
    appendices.shorten(page)
    return page


def left_out(page: HtmlElement) -> None:
    """Without what only a screen has a use for: navigation, links to it, and links to files beside it."""
    navigation = [*page.iter("nav"), *tree.of_class(page, *SCREEN_CLASSES)]
    gone = {place for part in navigation for place, _ in tree.places(part)}
    for picture in list(page.iter("picture")):
        picture.drop_tag()
    for element in {*navigation, *page.iter("style", "script", "link", "template")}:
        element.drop_tree()
    for link in list(page.iter("a")):
        target, around = link.get("href", "#"), link.getparent()
        if target.removeprefix("#") in gone:
            alone = around.tag == "p" and tree.text(around) == tree.text(link)
            (around if alone else link).drop_tree()
        elif not target.startswith(("#", "https:", "http:", "mailto:")):
            link.drop_tag()


def unfold(page: HtmlElement) -> None:
    """Everything folded stands open; what names the fold becomes a heading where no caption says it."""
    level = 1
    for element in list(page.iter()):
        if element.tag == "details":
            _open(element, level)
        # Also what `_open` has just made one.
        if element.tag in tree.HEADINGS:
            level = int(element.tag[1])


def _open(details: HtmlElement, level: int) -> None:
    """Let `details` stand open; a heading before it is of this `level`."""
    details.tag = "div"
    details.attrib.pop("open", None)
    around = details.getparent()
    if around.tag == "figure":
        tree.add_class(details, "bak-figur")
        around.addnext(tree.taken(details))
    summary = tree.first(details, "summary")
    if summary is None:
        return
    following = summary.getnext()
    if following is not None and (following.tag == "table" or "tabell" in tree.classes(following)):
        summary.drop_tree()
        return
    summary.tag = f"h{min(6, level + (level != 4))}"
    summary.attrib.clear()


def as_list(definitions: HtmlElement) -> None:
    """A list of terms as a plain list, whose items read value first where the page shows it first."""
    value_first = "noekkeltall" in tree.classes(definitions)
    items: list[list[HtmlElement]] = []
    for part in list(definitions.iter("dt", "dd")):
        if part.tag == "dt" or not items:
            items.append([])
        items[-1].append(tree.taken(part))
    for rest in list(definitions):
        definitions.remove(rest)
    definitions.tag, definitions.text = "ul", None
    tree.add_class(definitions, f"begreper antall-{len(items)}")
    for item in items:
        entry = tree.made("li")
        for part in reversed(item) if value_first else item:
            name = "navn" if part.tag == "dt" else "verdi"
            part.attrib.clear()
            part.set("class", name)
            part.tag = "p"
            entry.append(part)
        definitions.append(entry)


def headings(page: HtmlElement) -> list[list[str]]:
    """The headings that contents can list: level, place and text of each."""
    found = [heading for heading in page.iter(*LISTED) if heading.get("id")]
    return [[each.tag, str(each.get("id")), " ".join(tree.strings(each))] for each in found]


def contents(headings: Iterable[Sequence[str]], levels: tuple[str, ...]) -> str:
    """The list of those `headings` that have one of `levels`, as HTML; empty where there are none."""
    entries = [
        f'<li class="nivaa-{level}"><a href="#{escape(place)}">{escape(text)}</a></li>'
        for level, place, text in headings
        if level in levels
    ]
    return f'<nav class="innhold"><h2>Innhold</h2><ol>{"".join(entries)}</ol></nav>' if entries else ""


def title(page: HtmlElement) -> str:
    named = tree.first(page, "title")
    return "Årsmelding" if named is None else "".join(tree.strings(named))


def author(page: HtmlElement) -> str:
    return " ".join(text for sender in tree.of_class(page, "avsender")[:1] for text in tree.strings(sender))


def targets(page: HtmlElement) -> dict[str, str]:
    """What each place that a link can lead to is called: its heading, its row header, or its text."""
    names: dict[str, str] = {}
    above: HtmlElement | None = None
    for element in page.iter():
        is_heading = element.tag in tree.HEADINGS
        if name := element.get("id"):
            named = element if is_heading or element.tag == "a" else tree.first(element, "th")
            called = next(each for each in (named, above, element) if each is not None)
            names[name] = tree.text(called)[:120]
        above = element if is_heading else above
    return names
