"""Reconciled claims with what the section shows of them, as Norwegian text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from aarsmelding.page import trail
from aarsmelding.reconcile.display import MOST_DECIMALS, decimals_of, display, gap_of, is_label
from aarsmelding.reconcile.verdicts import DIFFERS


def titles_of(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The documents' titles by id, where the year has them."""
    if "dokumenter" not in frames:
        return {}
    documents = frames["dokumenter"]
    return dict(zip(documents["dokument"], documents["tittel"], strict=True))


def row_of(record: Mapping[str, Any], claim: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """A record with what the template shows of it, as Norwegian text."""
    decimals = decimals_of(record["stated"], record["unit"], claim["toleranse"])
    computed, difference = record["computed"], record["difference"]
    shown = "" if computed is None else display(computed, record["unit"], decimals)
    # A difference that the rounding hides would make the row contradict itself.
    while record["verdict"] == DIFFERS and difference and decimals < MOST_DECIMALS:
        if shown != display(record["stated"], record["unit"], decimals):
            break
        decimals += 1
        shown = display(computed, record["unit"], decimals)
    gap = ""
    if difference:
        gap = gap_of(difference, record["unit"], decimals, is_label(record["stated"], record["unit"]))
    return {
        **record,
        "anchor": trail.claim_anchor(record["id"]),
        "what": claim["hva"],
        "printed": claim["trykt"],
        "document_title": titles.get(record["document"], record["document"]),
        "gravity": int(claim["alvor"]),
        "machine": (_machine(record["stated"]), _machine(computed)),
        "shown": shown,
        "gap": gap,
        "size": _relative_size(record),
        "sentence": record["note"] or _composed(claim["trykt"], shown, gap),
    }


def _machine(value: Any) -> str:
    """As JSON has it, but a text without its quotes."""
    return value if isinstance(value, str) else json.dumps(value)


def _relative_size(record: Mapping[str, Any]) -> float:
    """A wrong date, word or truth value is wholly wrong; a number by its part of the larger one."""
    if record["difference"] is None or is_label(record["stated"], record["unit"]):
        return 1.0
    largest = max(abs(record["stated"]), abs(record["computed"]))
    return abs(record["difference"]) / largest if largest else 0.0


def _composed(printed: str, shown: str, gap: str) -> str:
    if gap:
        return f"Oppgitt {printed}, beregnet {shown}, {gap}."
    return f"Oppgitt «{printed}», dataene sier: {shown}." if shown else ""
