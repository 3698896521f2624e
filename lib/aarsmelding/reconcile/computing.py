"""What the claims' expressions come to: from the data alone, before there are facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.errors import AarsmeldingError, DataRefused, Fault
from aarsmelding.reconcile.expressions import Found, NotComputable, Value, claims_used, evaluate
from aarsmelding.reconcile.memory import Memory
from aarsmelding.reconcile.stated import is_number, rows, values

FILE = "paastander.csv"
Computed = dict[str, Value | None]


def computed(
    claims: pd.DataFrame, frames: Mapping[str, pd.DataFrame], memory: Memory | None = None
) -> Computed:
    """What the expression of each claim comes to, by id; None where the data lack it. `memory` saves work.

    Raises DataRefused with every claim whose expression cannot be understood.
    """
    stated = values(claims)
    known, found = Found(), Computed()
    faults = []
    for row in rows(claims.sort_values("paastand")):
        if norwegian.is_missing(row["uttrykk"]):
            continue
        try:
            found[row["paastand"]] = _value(row, frames, stated, known, memory)
        except AarsmeldingError as error:
            faults.append(fault(row, error))
    if faults:
        raise DataRefused(faults)
    return found


def fault(row: Mapping[str, Any], error: AarsmeldingError, column: str = "uttrykk") -> Fault:
    """What is wrong with a claim, and where it stands."""
    return Fault(
        file=FILE,
        column=column,
        rule=f"the claim {row['paastand']}: {error.problem}",
        value=row["uttrykk"],
        remedy=error.remedy,
    )


def _value(
    row: Mapping[str, Any],
    frames: Mapping[str, pd.DataFrame],
    stated: Mapping[str, Value],
    known: Found,
    memory: Memory | None,
) -> Value | None:
    expression, claimed = row["uttrykk"], stated[row["paastand"]]
    if row["paastand"] in claims_used(expression):
        raise AarsmeldingError("it is held against itself", expression, "compute it from the data instead")

    def compute() -> Value | None:
        try:
            value = evaluate(expression, frames, stated, known)
        except NotComputable:
            return None
        return norwegian.listing([str(item) for item in value]) if isinstance(value, list) else value

    value = compute() if memory is None else memory.value(expression, stated, compute)
    if value is not None and not _alike(value, claimed):
        raise AarsmeldingError(
            f"it states {claimed!r}, but its expression gives {value!r}",
            expression,
            "let value, unit and expression be of one kind: number, text, date or truth value",
        )
    return value


def _alike(value: Value, claimed: Value) -> bool:
    if is_number(value) or is_number(claimed):
        return is_number(value) and is_number(claimed)
    return type(value) is type(claimed)
