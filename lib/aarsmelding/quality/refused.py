"""Deliveries that were refused before one came that could be used, as the receipts of those remember them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from aarsmelding import datasets, norwegian
from aarsmelding.facts import Fact
from aarsmelding.paths import Project
from aarsmelding.prose import Sentence, say
from aarsmelding.quality import wording
from aarsmelding.receiving import deliveries
from aarsmelding.receiving.deliveries import Turned
from aarsmelding.tables import Table, table

HEADERS = {"datasett": "Datasett", "dag": "Dag", "brutt": "Hva som var galt"}


def refused(project: Project, year: int) -> list[tuple[str, Turned]]:
    """Title of the dataset and the refusal, for each that came before what the year's data come from."""
    used = deliveries.current(project, year)
    return [
        (datasets.get(name).title, turned)
        for name, receipt in sorted(used.items())
        for turned in receipt.datasets[name].refused
    ]


def sentence(count: Fact) -> Sentence:
    return say(
        "I alt er {antall} {ord} avvist før det kom en som kunne brukes. Ingenting av dem er tatt inn.",
        antall=count,
        ord=norwegian.noun(float(count.value), "leveranse", "leveranser"),
    )


def refused_table(found: Sequence[tuple[str, Turned]]) -> Table:
    """When each was refused, and which rules it broke; of each dataset the oldest first."""
    rows = [
        (title, norwegian.long_date(date.fromisoformat(turned.date)), "; ".join(map(_said, turned.rules)))
        for title, turned in found
    ]
    frame = pd.DataFrame(rows, columns=list(HEADERS), dtype="str").set_index("datasett")
    return table(frame, "Avviste leveranser", headers=HEADERS)


def _said(rule: str) -> str:
    column, colon, rest = rule.partition(": ")
    if colon and column.isidentifier():
        return f"{column}: {wording.norwegian(rest).text}"
    return wording.norwegian(rule).text
