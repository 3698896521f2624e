"""From clean rows to the documents and places they rest on."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

SPAN = r"\d+(?:\s*[–-]\s*\d+)?"
LINES = re.compile(rf",?\s*linjer?\s*({SPAN}(?:(?:,\s*|\s+og\s+){SPAN})*)")
# Between two places of one row.
APART = "; "


def rows(frame: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """The distinct (`kilde`, `sted`) of `frame`, in its order: what finds the rows again."""
    # As lists: going through a column of texts one by one takes twice as long.
    return tuple(dict.fromkeys(zip(frame["kilde"].tolist(), frame["sted"].tolist(), strict=True)))


def places(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The distinct places of `frame` (columns `kilde`, `sted`), neighbouring lines joined.

    Returns records with `document` and `place`, in order of document and line.
    """
    return places_of(rows(frame))


def places_of(found: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """The same, of what `rows` has found."""
    return [{"document": document, "place": place} for document, place in _joined(found)]


@lru_cache(256)
def _joined(found: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The document and the place of each: several facts rest on the same rows."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for document, place in found:
        for heading, named in _parts(place):
            spans.setdefault((document, heading), []).extend(named)
    by_line = sorted(spans.items(), key=lambda item: (item[0][0], min(item[1])))
    return tuple((document, _described(heading, _join(named))) for (document, heading), named in by_line)


@lru_cache(4096)
def _parts(place: str) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """The heading and the lines of each place that a row names: many facts rest on the same rows."""
    parts = []
    for part in place.split(APART):
        found = lines(part)
        parts.append((LINES.sub("", part).strip(" ,") if found else part, found or ((0, 0),)))
    return tuple(parts)


@lru_cache(8192)
def lines(place: str) -> tuple[tuple[int, int], ...]:
    """Every (first, last) line that a place names, in its order."""
    return tuple(_span(span) for match in LINES.finditer(place) for span in re.findall(SPAN, match[1]))


def _span(text: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers[0], numbers[-1]


def _join(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _described(heading: str, spans: list[tuple[int, int]]) -> str:
    if spans == [(0, 0)]:
        return heading
    ranges = ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)
    return f"{heading}, linje {ranges}" if heading else f"linje {ranges}"
