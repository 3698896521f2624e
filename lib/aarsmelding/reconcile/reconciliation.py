"""Every claim reconciled, and the records as a file that other programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aarsmelding.errors import AarsmeldingError, DataRefused, Fault
from aarsmelding.reconcile.expressions import Masks
from aarsmelding.reconcile.ledger import FactError
from aarsmelding.reconcile.stated import values
from aarsmelding.reconcile.verdicts import record

FILE = "paastander.csv"


def before_facts(claims: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """The records of the claims that name no fact: they need not wait for the sections, which state those.

    Raises DataRefused with every claim, of all, whose expression cannot be understood.
    """
    records = reconcile(claims.assign(faktum=None), frames, ())
    named = set(claims.loc[claims["faktum"].notna(), "paastand"])
    return [record for record in records if record["id"] not in named]


def reconcile(
    claims: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    facts: Iterable[Mapping[str, Any]],
    known: Iterable[dict[str, Any]] = (),
) -> list[dict[str, Any]]:
    """One record per claim (rows of the clean dataset `paastander`), in order of id.

    `frames` are the clean datasets by name, `facts` the records of the ledger, `known` records that
    were made before. `difference` is the computed number minus the stated one. Raises DataRefused with
    every claim whose expression cannot be understood or whose fact is not in the ledger.
    """
    made = {record["id"]: record for record in known}
    ledger = {str(fact["id"]): fact for fact in facts}
    stated = values(claims)
    masks: Masks = {}
    records, faults = [], []
    for row in claims.sort_values("paastand").to_dict("records"):
        try:
            own = made.get(row["paastand"])
            records.append(own or record(row, frames, ledger, stated, masks))
        except AarsmeldingError as error:
            faults.append(
                Fault(
                    file=FILE,
                    column="faktum" if isinstance(error, FactError) else "uttrykk",
                    rule=f"the claim {row['paastand']}: {error.problem}",
                    value=row["uttrykk"],
                    remedy=error.remedy,
                )
            )
    if faults:
        raise DataRefused(faults)
    return records


def write(records: list[dict[str, Any]], path: Path, year: int) -> None:
    """The records as `reconciliation.json`."""
    content = {"schema": 1, "year": year, "claims": records}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
