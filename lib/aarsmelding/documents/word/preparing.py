"""A part of the report with everything in a form that pandoc, and every Word, can show."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from aarsmelding.documents import bitmaps, printed
from aarsmelding.documents.cutting import Chapter, Front
from aarsmelding.documents.word import styles
from aarsmelding.page import markup
from aarsmelding.page.columns import put_columns, shape

INCHES_WIDE = 6.3
# The type of Word, with the margins of its cells, is wider than that which the columns are measured for.
WIDER = 1.3
LISTED = ("h2",)


def of_chapter(chapter: Chapter) -> tuple[str, list[str]]:
    """The HTML that pandoc reads of a chapter, and the names of its figures, as `bitmaps.name` gives them."""
    soup = BeautifulSoup(chapter.html, "lxml")
    figures = [name for name in map(_as_png, soup.find_all("img")) if name]
    _prepare(soup, set(chapter.linked))
    return str(soup), figures


def of_front(front: Front) -> str:
    """Header and contents, without the title: that stands there already, from the metadata."""
    soup = BeautifulSoup(f"<html>{front.head}<body>{front.header}</body></html>", "lxml")
    contents = printed.contents(front.headings, LISTED)
    header = soup.find("header")
    if header is not None and contents is not None:
        header.insert_after(contents)
        for title in contents.find_all("h2"):
            title.name = "p"
            title.wrap(soup.new_tag("div", attrs={"custom-style": styles.CONTENTS}))
    for heading in soup.find_all("h1"):
        heading.decompose()
    _prepare(soup, set())
    return str(soup)


def _prepare(soup: BeautifulSoup, linked: set[str]) -> None:
    listed = [terms for terms in soup.find_all("ul") if "begreper" in printed.classes(terms)]
    for part in (part for terms in listed for part in terms.find_all("p")):
        part.name = "strong" if "verdi" in part["class"] else "span"
        part.insert_after(" ")
    for cell in [each for each in markup.named(soup, "th", "td") if "tall" in printed.classes(each)]:
        cell["style"] = "text-align: right"
    for table in soup.find_all("table"):
        found = shape(table, in_appendix=False, wider=WIDER, on_side=False)
        put_columns(soup, table, [found.width * share / 100 for share in found.columns])
    sums = soup.find_all("tr", class_="sum")
    for cell in [cell for row in sums for cell in row.find_all(True, recursive=False)]:
        strong = soup.new_tag("strong")
        strong.extend(list(cell.contents))
        cell.append(strong)
    for note in soup.find_all("p", class_="merknad"):
        note.wrap(soup.new_tag("div", attrs={"custom-style": styles.NOTE}))
    for place in [each for each in markup.named(soup, "tr", "tbody", "a", "p", "li") if each.has_attr("id")]:
        if place["id"] in linked:
            _anchor(soup, place)
    # Where there is a main element, pandoc leaves out what stands around it.
    for frame in markup.named(soup, "header", "nav", "main"):
        frame.name = "div"
        frame.attrs = {}


def _as_png(image: Tag) -> str:
    """Let a drawing be the bitmap that will lie beside it; its name, empty for another picture."""
    address = str(image.get("src", ""))
    if not address.startswith(bitmaps.SVG):
        return ""
    name = bitmaps.name(address)
    image["src"] = bitmaps.file_name(name)
    image["style"] = f"width: {INCHES_WIDE}in"
    return name


def _anchor(soup: BeautifulSoup, place: Tag) -> None:
    """Move an identity to where pandoc makes a bookmark of it."""
    anchor = soup.new_tag("span", attrs={"id": str(place["id"])})
    del place["id"]
    if place.name == "a":
        place.wrap(anchor)
        return
    first = place.find(["th", "td"]) if place.name in ("tr", "tbody") else place
    first = first or place
    anchor.extend([child.extract() for child in list(first.contents)])
    first.append(anchor)
