"""Which claims stand together in the section, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aarsmelding import parse
from aarsmelding.numbers import provenance
from aarsmelding.reconcile.verdicts import AGREES, DIFFERS

GRAVITY = {
    1: "Alvorlige avvik: tall, summer, beløp og andeler som leseren stoler på",
    2: "Misvisende avvik: enheter, antall og datoer",
    3: "Mindre avvik: avrunding, overskrifter og skrivemåte",
}


def by_gravity(rows: Mapping[str, dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What differs as captioned tables, gravest first, and in each the largest difference first."""
    differing = sorted((row for row in rows.values() if row["verdict"] == DIFFERS), key=_largest_first)
    tables = [
        (text, [row for row in differing if row["gravity"] == level]) for level, text in GRAVITY.items()
    ]
    return [(caption, found) for caption, found in tables if found]


def _largest_first(row: Mapping[str, Any]) -> tuple[float, str]:
    return (-row["size"], row["id"])


def by_document(rows: Mapping[str, dict[str, Any]], verdict: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The claims with `verdict`, for each document as its text has them."""
    documents: dict[str, list[dict[str, Any]]] = {}
    for row in rows.values():
        if row["verdict"] == verdict:
            documents.setdefault(row["document"], []).append(row)
    return [
        (found[0]["document_title"], sorted(found, key=_in_reading_order))
        for _, found in sorted(documents.items())
    ]


def _in_reading_order(row: Mapping[str, Any]) -> tuple[int, str]:
    lines = provenance.lines(row["place"])
    return (lines[0][0] if lines else 0, row["id"])


def conflicts_of(
    contradicted: list[dict[str, Any]], rows: Mapping[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Contradictions as the table shows them: for each quantity its values, for each value its places."""
    found = []
    for group in contradicted:
        members = [rows[identity] for identity in group["claims"]]
        by_value: dict[str, list[dict[str, Any]]] = {}
        for row in members:
            by_value.setdefault(parse.normal(row["machine"][0]).casefold(), []).append(row)
        most_said_first = sorted(by_value.values(), key=lambda same: (-len(same), same[0]["id"]))
        found.append(
            {
                "what": members[0]["what"],
                "shown": next((row["shown"] for row in members if row["shown"]), ""),
                "values": [
                    {
                        "printed": same[0]["printed"],
                        "agrees": same[0]["verdict"] == AGREES,
                        "places": _places(same),
                    }
                    for same in most_said_first
                ],
            }
        )
    return found


def _places(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Document and places, one pair for each document."""
    titles = {row["document"]: row["document_title"] for row in rows}
    places: dict[str, list[str]] = {}
    frame = pd.DataFrame([{"kilde": row["document"], "sted": row["place"]} for row in rows])
    for found in provenance.places(frame):
        places.setdefault(found["document"], []).append(found["place"])
    return [(titles[document], "; ".join(found)) for document, found in places.items()]
