"""Every claim reconciled, and the records as a file that other programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding.errors import DataRefused
from aarsmelding.reconcile.computing import Computed, computed, fault
from aarsmelding.reconcile.ledger import FactError
from aarsmelding.reconcile.stated import rows, values
from aarsmelding.reconcile.verdicts import record


def reconcile(
    claims: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    facts: Iterable[Mapping[str, Any]],
    known: Computed | None = None,
) -> list[dict[str, Any]]:
    """One record per claim (rows of the clean dataset `paastander`), in order of id.

    `frames` are the clean datasets by name, `facts` the records of the ledger, `known` what `computed` gave
    before. `difference` is the computed number minus the stated one. Raises DataRefused with every claim
    whose expression cannot be understood, or with every one whose fact is not in the ledger.
    """
    found = computed(claims, frames) if known is None else known
    ledger = {str(fact["id"]): fact for fact in facts}
    stated = values(claims)
    records, faults = [], []
    for row in rows(claims.sort_values("paastand")):
        identity = row["paastand"]
        try:
            records.append(record(row, stated[identity], found.get(identity), ledger))
        except FactError as error:
            faults.append(fault(row, error))
    if faults:
        raise DataRefused(faults)
    return records


def write(records: list[dict[str, Any]], path: Path, year: int) -> None:
    """The records as `reconciliation.json`."""
    content = {"schema": 1, "year": year, "claims": records}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
