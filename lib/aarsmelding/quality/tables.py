"""The tables of *Datakvalitet*: what was received, what was corrected, where a source breaks its rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.corrections import Corrected
from aarsmelding.quality import wording
from aarsmelding.quality.deliveries import Delivery, broken_rule
from aarsmelding.tables import Table, table


def received_table(received: Sequence[Delivery]) -> Table:
    """One row for each delivery: from whom and when, how much of it was used, what it was held to."""
    rows = [
        {
            "datasett": each.dataset.title,
            "fra": _from(each),
            "lest": each.rows_received,
            "brukt": each.rows,
            "regler": each.rules,
            "rettet": len(each.corrected),
            "kjente": len(each.breaks),
            "andel_utfylt": each.filled / each.cells if each.cells else None,
        }
        for each in received
    ]
    headers = {
        "datasett": "Datasett",
        "fra": "Utgiver og dato mottatt",
        "lest": "Rader i filen",
        "brukt": "Rader brukt",
        "regler": "Regler",
        "rettet": "Rettet",
        "kjente": "Avvik",
        "andel_utfylt": "Utfylt",
    }
    note = (
        "En rad i filen kan bli til flere rader i datasettet eller til ingen. «Rettet» er felt som er "
        "rettet, «Avvik» er kjente avvik i kilden, og «Utfylt» er andelen felt med verdi. Hvor mye som "
        "mangler i hver kolonne, står under Datagrunnlag."
    )
    frame = pd.DataFrame(rows, columns=list(headers)).set_index("datasett")
    return table(frame, "Leveransene bak årsmeldingen", headers=headers, note=note)


def _from(each: Delivery) -> str | None:
    if each.receipt is None:
        return None
    return f"{each.receipt.published_by}, {norwegian.short_date(each.receipt.received)}"


def corrected_table(corrected: Sequence[tuple[Delivery, Corrected]]) -> Table:
    """The corrected cells: where they stand, what stood there, what it became, why, who was told."""
    headers = {
        "datasett": "Datasett",
        "sted": "Sted",
        "kolonne": "Kolonne",
        "staar": "Står i kilden",
        "rettet": "Rettet til",
        "hvorfor": "Hvorfor",
        "meldt": "Meldt",
    }
    rows = [
        (
            each.dataset.title,
            f"{cell.place} (rad {cell.row} i filen)",
            cell.declared.column,
            cell.declared.found or "(tomt)",
            cell.declared.becomes or "(tomt)",
            cell.declared.because,
            f"{norwegian.long_date(cell.declared.reported_on)}, {cell.declared.reported_to}",
        )
        for each, cell in corrected
    ]
    frame = pd.DataFrame(rows, columns=list(headers), dtype="str").set_index("datasett")
    return table(frame, "Rettede felt", headers=headers)


def known_rows(received: Sequence[Delivery], between: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Declared breaks as text: datasets, rule, reason."""
    own = [
        (each.dataset.title, broken_rule(each.dataset, known), known.reason)
        for each in received
        for known in each.breaks
    ]
    titles = {each.dataset.name: each.dataset.title for each in received}
    shared = [
        (norwegian.listing([f"«{titles.get(name, name)}»" for name in names]), rule, known.reason)
        for names, rule, known in between
    ]
    return [(title, _sentence(rule), reason) for title, rule, reason in own + shared]


def _sentence(rule: str) -> str:
    text = wording.norwegian(rule).text
    return text[:1].upper() + text[1:].rstrip(".")


def known_table(known: Sequence[tuple[str, str, str]]) -> Table:
    """The declared breaks, as `known_rows` gives them."""
    headers = {"datasett": "Datasett", "regel": "Regel som brytes", "hvorfor": "Hva kilden sier"}
    frame = pd.DataFrame(known, columns=list(headers), dtype="str").set_index("datasett")
    return table(frame, "Steder der kilden bryter sine egne regler", headers=headers)
