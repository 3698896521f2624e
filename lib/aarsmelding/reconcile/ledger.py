"""A claim whose quantity is a fact of the report: the two must be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from aarsmelding.datasets.paastander import DATE
from aarsmelding.errors import AarsmeldingError, DataRefused
from aarsmelding.reconcile.computing import Computed, fault
from aarsmelding.reconcile.expressions import Value
from aarsmelding.reconcile.stated import agree, is_number, rows, typed, written

# The ledger has units that only differ in how the number is shown.
SAME_UNIT = {"mill. kr": "kr", "hel prosent": "andel"}
# As precisely as the ledger keeps a share.
ROUNDED = 1e-6


def require_facts(claims: pd.DataFrame, found: Computed, facts: Iterable[Mapping[str, Any]]) -> None:
    """Refuse claims that name a fact which is not what their expression gives: the two are not linked.

    `claims` are rows of the clean dataset `paastander`, `found` is what `computed` gave, `facts` are the
    records of the ledger. Raises DataRefused with every such claim.
    """
    ledger = {str(fact["id"]): fact for fact in facts}
    faults = []
    for row in rows(claims[claims["faktum"].notna()].sort_values("paastand")):
        computed = found.get(row["paastand"])
        try:
            if computed is not None:
                _require_same(row["faktum"], ledger, computed, row["enhet"])
        except AarsmeldingError as error:
            faults.append(fault(row, error, "faktum"))
    if faults:
        raise DataRefused(faults)


def _require_same(fact_id: str, ledger: Mapping[str, Mapping[str, Any]], computed: Value, unit: str) -> None:
    if fact_id not in ledger:
        raise AarsmeldingError(
            f"the fact {fact_id} is not in the ledger",
            fact_id,
            "correct the id, or leave `faktum` blank; `facts.json` has every fact",
        )
    fact = ledger[fact_id]
    value = typed(str(fact["value"]), DATE) if isinstance(computed, date) else fact["value"]
    if is_number(value) != is_number(computed) or not agree(value, computed, ROUNDED):
        raise AarsmeldingError(
            f"the fact {fact_id} is {value!r}, but the expression gives {written(computed)!r}",
            fact_id,
            "name the fact that is the same quantity, or correct the expression",
        )
    fact_unit = SAME_UNIT.get(fact["unit"], fact["unit"])
    if is_number(value) and fact_unit != unit:
        raise AarsmeldingError(
            f"the fact {fact_id} is in {fact_unit}, the claim in {unit}",
            fact_id,
            "give the claim the unit of the fact, or name another fact",
        )
