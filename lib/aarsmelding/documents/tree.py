"""A part of the page as a tree of lxml, which is read and searched in a tenth of the time that others take.

The text after an element belongs to it here (its tail), and stays where it is when the element goes.
"""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.html import HtmlElement

PARSER = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
# Control characters, such as tables copied from elsewhere have; lxml takes no text with one.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Asked of the library as a whole: a walk over all elements takes ten times as long.
CLASSED = etree.XPath("descendant-or-self::*[@class]")
NAMED = etree.XPath("descendant-or-self::*[@id != '']")
LEADING = etree.XPath("descendant-or-self::a[starts-with(@href, '#')]")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read(text: str) -> HtmlElement:
    """The `html` element of a page; characters that no document can hold are spaces in it."""
    return html.document_fromstring(UNFIT.sub(" ", text), parser=PARSER)


def parts(text: str) -> list[HtmlElement]:
    """The elements that `text` consists of, outside any page."""
    return list(html.fragments_fromstring(text, no_leading_text=True, parser=PARSER))


def written(element: HtmlElement) -> str:
    """An element as HTML, without the text after it: as XML too, for links are escaped in plain HTML."""
    for each in element.iter():
        if not len(each) and each.text is None and each.tag not in html.defs.empty_tags:
            each.text = ""
    return str(html.tostring(element, method="xml", encoding="unicode", with_tail=False))


def made(name: str, text: str | None = None, **attributes: str) -> HtmlElement:
    element = PARSER.makeelement(name, attributes)
    element.text = text
    return element


def taken(element: HtmlElement) -> HtmlElement:
    """The element, out of its tree."""
    element.drop_tree()
    element.tail = None
    return element


def wrap(element: HtmlElement, frame: HtmlElement) -> None:
    """Put `frame` around an element."""
    element.addprevious(frame)
    frame.tail, element.tail = element.tail, None
    frame.append(element)


def fill(frame: HtmlElement, element: HtmlElement) -> None:
    """Put `frame` around all that is in an element."""
    frame.text, element.text = element.text, None
    frame.extend(list(element))
    element.append(frame)


def strings(element: HtmlElement) -> list[str]:
    """The texts in an element, without the space around them; none that is only space."""
    return [text for part in element.itertext() if (text := part.strip())]


def text(element: HtmlElement) -> str:
    """All that an element says, on one line."""
    return re.sub(r"\s+", " ", " ".join(strings(element)))


def add_text(element: HtmlElement, text: str) -> None:
    """Write `text` at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def text_before(element: HtmlElement) -> str:
    """The text between an element and what stands before it."""
    before = element.getprevious()
    return str((element.getparent().text if before is None else before.tail) or "")


def direct_texts(element: HtmlElement) -> list[str]:
    """The texts that stand in an element itself."""
    return [part for part in (element.text, *(child.tail for child in element)) if part]


def first(element: HtmlElement | None, *names: str) -> HtmlElement | None:
    """The first element of one of these names in `element`."""
    return None if element is None else next(element.iterdescendants(*names), None)


def next_after(element: HtmlElement | None, *names: str) -> HtmlElement | None:
    """The next sibling of one of these names."""
    return None if element is None else next(element.itersiblings(*names), None)


def above(element: HtmlElement | None, *names: str) -> HtmlElement | None:
    """The nearest element of one of these names that `element` is in."""
    return None if element is None else next(element.iterancestors(*names), None)


def frame(table: HtmlElement) -> HtmlElement:
    """What holds a table, which is the table itself where nothing does."""
    return next((each for each in table.iterancestors() if "tabell" in classes(each)), table)


def classes(element: HtmlElement) -> list[str]:
    return str(element.get("class", "")).split()


def add_class(element: HtmlElement, name: str) -> None:
    element.set("class", " ".join([*classes(element), name]))


def of_class(element: HtmlElement, *names: str) -> list[HtmlElement]:
    """The elements in `element`, and itself, that have one of these classes."""
    return [each for each in CLASSED(element) if not set(names).isdisjoint(classes(each))]


def places(element: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """The elements in `element`, and itself, that have an id, after it."""
    return [(str(each.get("id")), each) for each in NAMED(element)]


def targets(element: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """The links in `element`, and the places of the page that they lead to."""
    return [(link, str(link.get("href"))[1:]) for link in LEADING(element)]
