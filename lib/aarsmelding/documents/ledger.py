"""The ledger of facts as the printed report has it: numbers that share their sources stand together."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString, Tag

from aarsmelding.page import markup

# More places or datasets than these are counted.
FIRST = 3
# More of them than may stand: `linje 3, 5–7, 9, 11, 14`.
NUMBERS = re.compile(rf"\d[\d–]*(?:, \d[\d–]*){{{FIRST + 1},}}")
SHORT = (
    "Tall med samme kilder står samlet. Bare de første stedene i hvert dokument er tatt med. Alle stedene, "
    "og uttrykkene tallene er regnet ut med, står på nettsiden, i arbeidsboken tabeller.xlsx og i mappen "
    "tabeller."
)


def shorten(soup: BeautifulSoup, heading: Tag | None, left_out: set[str]) -> None:
    """Turn the tables of facts under `heading` into lists; `left_out` are the claims that are not printed."""
    tables = [each for each in markup.named(soup, "table") if "grunnlag" in each.get_attribute_list("class")]
    for table in tables:
        frame = table.find_parent(class_="tabell") or table
        for part in _lists(soup, table, left_out):
            frame.insert_before(part)
        frame.decompose()
    opening = heading.find_next_sibling("p") if heading is not None and tables else None
    if opening is not None:
        opening.append(f" {SHORT}")


def _lists(soup: BeautifulSoup, table: Tag, left_out: set[str]) -> list[Tag]:
    """For each set of sources a paragraph that names them, and a list of the numbers from them."""
    groups: dict[tuple[str, ...], Tag] = {}
    for places in table.find_all("details"):
        if places.summary is not None:
            places.summary.decompose()
        places.insert_before("; ")
        places.insert_after(soup.new_tag("br"))
        places.unwrap()
    table.smooth()
    for row in table.find_all("tr", id=True):
        number, text, computed, cited = row.find_all(["th", "td"], recursive=False)
        sources = _sources(computed, cited)
        if sources not in groups:
            groups[sources] = soup.new_tag("ul", attrs={"class": "tall-liste"})
        groups[sources].append(_entry(soup, row, number, text, _fraction(computed), cited, left_out))
    parts: list[Tag] = []
    for sources, numbers in groups.items():
        named = soup.new_tag("p", attrs={"class": "kilder"})
        named.string = " ".join(sources)
        parts += [named, numbers]
    return parts


def _sources(computed: Tag, cited: Tag) -> tuple[str, ...]:
    """Datasets, then documents with places, each as one sentence."""
    *_, datasets = [str(text) for text in computed.find_all(string=True, recursive=False)] or [""]
    places: list[str] = []
    for part in cited.children:
        if getattr(part, "name", None) == "a":
            break
        if isinstance(part, NavigableString) and part.strip():
            short = NUMBERS.sub(lambda found: _first(found[0], ", "), part.strip())
            places.append(_first(short, "; ") + ".")
    word = "Datasett" if "," not in datasets else "Datasettene"
    return (f"{word} {_first(datasets.strip(), ', ')}.", *places)


def _first(text: str, mark: str) -> str:
    """The first of what `mark` separates, and how many more there are."""
    parts = text.split(mark)
    return text if len(parts) <= FIRST + 1 else f"{mark.join(parts[:FIRST])} og {len(parts) - FIRST} til"


def _fraction(computed: Tag) -> str:
    """What a share is the share of, such as `23 av 24`; empty for any other number."""
    before = computed.find("br")
    first = before.previous_sibling if before is not None else None
    if not isinstance(first, NavigableString):
        return ""
    return first.strip().replace(" / ", " av ")


def _entry(
    soup: BeautifulSoup, row: Tag, number: Tag, text: Tag, fraction: str, cited: Tag, left_out: set[str]
) -> Tag:
    """One number: what it says, and where it is published."""
    entry = soup.new_tag("li")
    link = number.a or soup.new_tag("a")
    link["id"] = row["id"]
    entry.extend([link.extract(), " ", *list(text.contents)])
    if fraction:
        entry.append(f" Andel: {fraction}.")
    claims = cited.find_all("a", href=True)
    agreeing = [claim for claim in claims if str(claim["href"]).removeprefix("#") in left_out]
    if agreeing:
        places = "1 sted" if len(agreeing) == 1 else f"{len(agreeing)} steder"
        entry.append(f" Publisert likt: {places}.")
    for claim in claims:
        if claim not in agreeing:
            place = claim.next_sibling
            entry.extend(
                [" ", claim.extract(), str(place).rstrip() if isinstance(place, NavigableString) else "", "."]
            )
    return entry
