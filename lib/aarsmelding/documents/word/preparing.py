"""A part of the report with everything in a form that pandoc, and every Word, can show."""

from __future__ import annotations

from lxml.html import HtmlElement

from aarsmelding.documents import bitmaps, printed, tree
from aarsmelding.documents.columns import put_columns, shape
from aarsmelding.documents.cutting import Chapter, Front
from aarsmelding.documents.word import styles

INCHES_WIDE = 6.3
# The type of Word, with the margins of its cells, is wider than that which the columns are measured for.
WIDER = 1.3
LISTED = ("h2",)


def of_chapter(chapter: Chapter) -> tuple[str, list[str]]:
    """The HTML that pandoc reads of a chapter, and the names of its figures, as `bitmaps.name` gives them."""
    part = tree.read(chapter.html)
    figures = [name for name in map(_as_png, part.iter("img")) if name]
    _prepare(part, set(chapter.linked))
    return tree.written(part), figures


def of_front(front: Front) -> str:
    """Header and contents, without the title: that stands there already, from the metadata."""
    part = tree.read(f"<html>{front.head}<body>{front.header}</body></html>")
    header = tree.first(part, "header")
    contents = printed.contents(front.headings, LISTED)
    if header is not None and contents:
        (listed,) = tree.parts(contents)
        header.addnext(listed)
        title = listed.find("h2")
        title.tag = "p"
        tree.wrap(title, tree.made("div", **{"custom-style": styles.CONTENTS}))
    for heading in list(part.iter("h1")):
        heading.drop_tree()
    _prepare(part, set())
    return tree.written(part)


def _prepare(part: HtmlElement, linked: set[str]) -> None:
    listed = [terms for terms in part.iter("ul") if "begreper" in tree.classes(terms)]
    for term in [term for terms in listed for term in terms.iter("p")]:
        term.tag = "strong" if "verdi" in tree.classes(term) else "span"
        term.tail = f" {term.tail or ''}"
    for cell in (cell for cell in part.iter("th", "td") if "tall" in tree.classes(cell)):
        cell.set("style", "text-align: right")
    for table in part.iter("table"):
        found = shape(table, in_appendix=False, wider=WIDER, on_side=False)
        put_columns(table, [found.width * share / 100 for share in found.columns])
    for cell in [cell for row in part.iter("tr") if "sum" in tree.classes(row) for cell in row]:
        tree.fill(tree.made("strong"), cell)
    for note in [each for each in part.iter("p") if "merknad" in tree.classes(each)]:
        tree.wrap(note, tree.made("div", **{"custom-style": styles.NOTE}))
    for place in [each for each in part.iter("tr", "tbody", "a", "p", "li") if each.get("id") in linked]:
        _anchor(place)
    # Where there is a main element, pandoc leaves out what stands around it.
    for frame in list(part.iter("header", "nav", "main")):
        frame.tag = "div"
        frame.attrib.clear()


def _as_png(image: HtmlElement) -> str:
    """Let a drawing be the bitmap that will lie beside it; its name, empty for another picture."""
    address = image.get("src", "")
    if not address.startswith(bitmaps.SVG):
        return ""
    name = bitmaps.name(address)
    image.set("src", bitmaps.file_name(name))
    image.set("style", f"width: {INCHES_WIDE}in")
    return name


def _anchor(place: HtmlElement) -> None:
    """Move an identity to where pandoc makes a bookmark of it."""
    anchor = tree.made("span", id=place.attrib.pop("id"))
    if place.tag == "a":
        tree.wrap(place, anchor)
        return
    cell = tree.first(place, "th", "td") if place.tag in ("tr", "tbody") else None
    tree.fill(anchor, place if cell is None else cell)
