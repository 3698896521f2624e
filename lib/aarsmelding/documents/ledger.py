"""The ledger of facts as the printed report has it: numbers that share their sources stand together."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from aarsmelding.documents import tree

# More places or datasets than these are counted.
FIRST = 3
# More of them than may stand: `linje 3, 5–7, 9, 11, 14`.
NUMBERS = re.compile(rf"\d[\d–]*(?:, \d[\d–]*){{{FIRST + 1},}}")
SHORT = (
    "Tall med samme kilder står samlet. Bare de første stedene i hvert dokument er tatt med. Alle stedene, "
    "og uttrykkene tallene er regnet ut med, står på nettsiden, i arbeidsboken tabeller.xlsx og i mappen "
    "tabeller."
)


def shorten(page: HtmlElement, heading: HtmlElement | None, left_out: set[str]) -> None:
    """Turn the tables of facts under `heading` into lists; `left_out` are the claims that are not printed."""
    tables = [each for each in page.iter("table") if "grunnlag" in tree.classes(each)]
    for table in tables:
        frame = tree.frame(table)
        for part in _lists(table, left_out):
            frame.addprevious(part)
        frame.drop_tree()
    opening = tree.next_after(heading, "p") if tables else None
    if opening is not None:
        tree.add_text(opening, f" {SHORT}")


def _lists(table: HtmlElement, left_out: set[str]) -> list[HtmlElement]:
    """For each set of sources a paragraph that names them, and a list of the numbers from them."""
    groups: dict[tuple[str, ...], HtmlElement] = {}
    for places in list(table.iter("details")):
        for summary in places.findall("summary"):
            summary.drop_tree()
        places.text = f"; {places.text or ''}"
        places.append(tree.made("br"))
        places.drop_tag()
    for row in [each for each in table.iter("tr") if each.get("id")]:
        number, text, computed, cited = row
        sources = _sources(computed, cited)
        if sources not in groups:
            groups[sources] = tree.made("ul", **{"class": "tall-liste"})
        groups[sources].append(_entry(row.get("id"), number, text, _fraction(computed), cited, left_out))
    parts: list[HtmlElement] = []
    for sources, numbers in groups.items():
        parts += [tree.made("p", " ".join(sources), **{"class": "kilder"}), numbers]
    return parts


def _sources(computed: HtmlElement, cited: HtmlElement) -> tuple[str, ...]:
    """Datasets, then documents with places, each as one sentence."""
    *_, datasets = tree.direct_texts(computed) or [""]
    texts = [cited.text]
    for part in cited:
        if part.tag == "a":
            break
        texts.append(part.tail)
    places = []
    for place in (text.strip() for text in texts if text):
        if place:
            short = NUMBERS.sub(lambda found: _first(found[0], ", "), place)
            places.append(_first(short, "; ") + ".")
    word = "Datasett" if "," not in datasets else "Datasettene"
    return (f"{word} {_first(datasets.strip(), ', ')}.", *places)


def _first(text: str, mark: str) -> str:
    """The first of what `mark` separates, and how many more there are."""
    parts = text.split(mark)
    return text if len(parts) <= FIRST + 1 else f"{mark.join(parts[:FIRST])} og {len(parts) - FIRST} til"


def _fraction(computed: HtmlElement) -> str:
    """What a share is the share of, such as `23 av 24`; empty for any other number."""
    line = tree.first(computed, "br")
    return "" if line is None else tree.text_before(line).strip().replace(" / ", " av ")


def _entry(
    name: str, number: HtmlElement, text: HtmlElement, fraction: str, cited: HtmlElement, left_out: set[str]
) -> HtmlElement:
    """One number: what it says, and where it is published."""
    entry = tree.made("li")
    link = tree.first(number, "a")
    link = tree.made("a") if link is None else tree.taken(link)
    link.set("id", name)
    link.tail = f" {text.text or ''}"
    entry.extend([link, *text])
    if fraction:
        tree.add_text(entry, f" Andel: {fraction}.")
    claims = [(claim, place in left_out) for claim, place in tree.targets(cited)]
    if agreeing := sum(agrees for _, agrees in claims):
        places = "1 sted" if agreeing == 1 else f"{agreeing} steder"
        tree.add_text(entry, f" Publisert likt: {places}.")
    for claim in (claim for claim, agrees in claims if not agrees):
        place = claim.tail or ""
        tree.add_text(entry, " ")
        entry.append(tree.taken(claim))
        claim.tail = f"{place.rstrip()}."
    return entry
