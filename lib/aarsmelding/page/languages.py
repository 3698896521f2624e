"""Names in other languages than Norwegian, marked so that a screen reader says them right."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
from bs4 import BeautifulSoup, NavigableString

from aarsmelding.page import markup

NORTHERN_SAMI, KVEN = "se", "fkv"
COLUMNS = {"navn_samisk": NORTHERN_SAMI, "navn_kvensk": KVEN}


def names(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name -> language, for the municipalities that have an official name in another language."""
    if "kommuner" not in frames:
        return {}
    municipalities = frames["kommuner"]
    norwegian = set(municipalities["navn"])
    return {
        str(name): language
        for column, language in COLUMNS.items()
        for name in municipalities[column].dropna()
        if name not in norwegian
    }


def parallels(frames: Mapping[str, pd.DataFrame]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Norwegian name with the official parallel names and their languages, by municipality number."""
    known = names(frames)
    if not known:
        return []
    rows = frames["kommuner"].sort_values("kommune_nr")
    found = [
        (row["navn"], [(row[column], known[row[column]]) for column in COLUMNS if row[column] in known])
        for _, row in rows.iterrows()
    ]
    return [(name, others) for name, others in found if others]


def marked(html: str, known: Mapping[str, str]) -> str:
    """`html` with the `known` names in its text marked with their language."""
    if not any(name in html for name in known):
        return html
    soup = BeautifulSoup(html, "html.parser")
    mark(soup, known)
    return markup.written(soup)


def mark(soup: BeautifulSoup, known: Mapping[str, str]) -> None:
    """Mark the `known` names in the text of `soup` with their language."""
    if not known:
        return
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for text in soup.find_all(string=pattern):
        if text.find_parent(lang=True):
            continue
        pieces = pattern.split(str(text))
        text.replace_with(*(_piece(soup, piece, known) for piece in pieces if piece))


def _piece(soup: BeautifulSoup, piece: str, known: Mapping[str, str]) -> NavigableString:
    if piece not in known:
        return NavigableString(piece)
    name = soup.new_tag("span", attrs={"lang": known[piece]})
    name.string = piece
    return name  # type: ignore[return-value]
