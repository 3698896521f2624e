"""A claim whose quantity is a fact of the report: the two must be the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aarsmelding.datasets.paastander import DATE
from aarsmelding.errors import AarsmeldingError
from aarsmelding.reconcile.expressions import Value
from aarsmelding.reconcile.stated import agree, is_number, typed, written

# The ledger has units that only differ in how the number is shown.
SAME_UNIT = {"mill. kr": "kr", "hel prosent": "andel"}


class FactError(AarsmeldingError):
    """The claim's fact is the matter, not its expression."""


def from_ledger(fact_id: str, ledger: Mapping[str, Mapping[str, Any]], computed: Value, unit: str) -> Value:
    """The fact's value, which must be what the expression gives: else the two are not linked."""
    if fact_id not in ledger:
        raise FactError(
            f"the fact {fact_id} is not in the ledger",
            fact_id,
            "correct the id, or leave `faktum` blank; `facts.json` has every fact",
        )
    fact = ledger[fact_id]
    value = typed(str(fact["value"]), DATE) if isinstance(computed, date) else fact["value"]
    if is_number(value) != is_number(computed) or not agree(value, computed, 1e-6):
        raise FactError(
            f"the fact {fact_id} is {value!r}, but the expression gives {written(computed)!r}",
            fact_id,
            "name the fact that is the same quantity, or correct the expression",
        )
    fact_unit = SAME_UNIT.get(fact["unit"], fact["unit"])
    if is_number(value) and fact_unit != unit:
        raise FactError(
            f"the fact {fact_id} is in {fact_unit}, the claim in {unit}",
            fact_id,
            "give the claim the unit of the fact, or name another fact",
        )
    return value
