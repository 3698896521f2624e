"""Every claim reconciled, and the records as a file that other programs read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding import jsonfiles
from aarsmelding.reconcile.computing import Computed, computed
from aarsmelding.reconcile.stated import rows, values
from aarsmelding.reconcile.verdicts import record


def reconcile(
    claims: pd.DataFrame, frames: Mapping[str, pd.DataFrame], known: Computed | None = None
) -> list[dict[str, Any]]:
    """One record per claim (rows of the clean dataset `paastander`), in order of id.

    `frames` are the clean datasets by name, `known` what `computed` gave before. `difference` is the computed
    number minus the stated one. Raises DataRefused with every claim whose expression cannot be understood.
    """
    found = computed(claims, frames) if known is None else known
    stated = values(claims)
    return [
        record(row, stated[row["paastand"]], found.get(row["paastand"]))
        for row in rows(claims.sort_values("paastand"))
    ]


def write(records: list[dict[str, Any]], path: Path, year: int) -> None:
    """The records as `reconciliation.json`."""
    content = {"schema": 1, "year": year, "claims": records}
    jsonfiles.publish(path, content)
