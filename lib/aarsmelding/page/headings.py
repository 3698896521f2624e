"""The headings of a section: in order, none twice, and each with an id that links can keep."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy

from bs4 import BeautifulSoup

from aarsmelding.errors import AarsmeldingError
from aarsmelding.page.markup import named, parsed

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NORWEGIAN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def headings_in(html: str | BeautifulSoup) -> list[tuple[int, str]]:
    """Level and text of each heading in `html`, without its anchor mark."""
    found = []
    for each in named(parsed(html), *HEADINGS):
        heading = copy(each)
        for anchor in heading.find_all("a", class_="anchor-link"):
            anchor.decompose()
        found.append((int(heading.name[1]), heading.get_text().strip()))
    return found


class Headings:
    """The headings of one section, cell by cell: no jump in level, none twice."""

    def __init__(self) -> None:
        self.level = 0
        self.seen: set[str] = set()

    def require_next(self, found: Iterable[tuple[int, str]], where: str) -> None:
        """Raise AarsmeldingError where a heading `found` in the next cell does not follow those before it."""
        for level, text in found:
            if level > self.level + 1:
                raise AarsmeldingError(
                    "a heading jumps over a level", f"{where}: «{text}»", "use one # more than above, not two"
                )
            letters = re.sub(r"\W+", "", text.casefold())
            if letters in self.seen:
                raise AarsmeldingError(
                    "a heading stands twice in a section, so links cannot tell them apart",
                    f"{where}: «{text}»",
                    "give one of them another text",
                )
            self.level = level
            self.seen.add(letters)


def slug(text: str) -> str:
    """A heading as a stable, readable id."""
    lowered = text.lower().translate(NORWEGIAN_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", lowered).strip("-")


def settle(soup: BeautifulSoup, section: str) -> list[tuple[int, str, str]]:
    """One level down (the page has the h1), own ids, no anchor marks."""
    found: list[tuple[int, str, str]] = []
    for heading in named(soup, *HEADINGS):
        for anchor in heading.find_all("a", class_="anchor-link"):
            anchor.decompose()
        level = int(heading.name[1]) + 1
        text = heading.get_text().strip()
        heading.name = f"h{level}"
        identity = section if not found else f"{section}-{slug(text)}"
        heading.attrs = {"id": identity}
        found.append((level, identity, text))
    return found
