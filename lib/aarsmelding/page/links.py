"""Where the prose of a section links to: a place in the same page, which must be there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from html import unescape
from urllib.parse import unquote

from bs4 import Tag

from aarsmelding.errors import AarsmeldingError

PLACE = re.compile(r'\sid="([^"]+)"')
MOST_SHOWN = 3


def places_of(elements: Iterable[Tag]) -> list[str]:
    """The ids that links among `elements` lead to."""
    addresses = (str(each["href"]) for each in elements if each.name == "a" and each.has_attr("href"))
    return [unquote(address[1:]) for address in addresses if address.startswith("#")]


def require_there(places: Iterable[str], page: str, where: str) -> None:
    """Raise AarsmeldingError for the first of `places` that the HTML `page` does not have."""
    wanted = list(places)
    there = [unescape(found) for found in PLACE.findall(page)] if wanted else []
    for place in wanted:
        if place in there:
            continue
        near = get_close_matches(place, there, MOST_SHOWN, cutoff=0.4)
        known = ", ".join(f"#{each}" for each in near)
        raise AarsmeldingError(
            f"a link leads to a place that the page does not have (#{place})",
            where,
            f"use one of: {known}" if known else "copy the address of a heading from the page",
        )
