"""Where the prose of a section links to: a place in the page, or a file of the report, that must be there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from aarsmelding.errors import AarsmeldingError

PLACE = re.compile(r'\sid="([^"]+)"')
MOST_SHOWN = 3


def places_of(elements: Iterable[Tag]) -> list[str]:
    """The ids that links among `elements` lead to."""
    return [unquote(address[1:]) for address in _addresses(elements) if address.startswith("#")]


def files_of(elements: Iterable[Tag]) -> list[str]:
    """The files, seen from the page, that links among `elements` lead to."""
    parts = [urlsplit(address) for address in _addresses(elements)]
    return [unquote(part.path) for part in parts if part.path and not (part.scheme or part.netloc)]


def _addresses(elements: Iterable[Tag]) -> list[str]:
    return [str(each["href"]) for each in elements if each.name == "a" and each.has_attr("href")]


def require_files(files: Iterable[str], page: Path, report: Path, where: str) -> None:
    """Raise AarsmeldingError for the first of `files` that, seen from `page`, is not in the `report`."""
    for file in files:
        # In letters: a link of the system must not lead out of the folder, and back.
        place = Path(os.path.normpath(page.parent / file))
        if place.is_relative_to(report) and place.is_file():
            continue
        there = (path for path in report.rglob("*") if path.is_file())
        seen = sorted(Path(os.path.relpath(path, page.parent)).as_posix() for path in there)
        near = get_close_matches(file, seen, MOST_SHOWN, cutoff=0.4)
        remedy = f"use one of: {', '.join(near)}" if near else "link to a file of the report"
        raise AarsmeldingError(
            f"a link leads to a file that the report does not have ({file})",
            where,
            remedy,
        )


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
