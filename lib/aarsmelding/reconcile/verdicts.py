"""One claim held against the data: what is computed, how far off it is, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.errors import AarsmeldingError
from aarsmelding.reconcile.expressions import Masks, NotComputable, Value, claims_used, evaluate
from aarsmelding.reconcile.ledger import from_ledger
from aarsmelding.reconcile.stated import agree, is_number, number, written

AGREES, DIFFERS, NOT_COMPUTABLE = "agrees", "differs", "not computable"
NOT_STATED = "Tallene det bygger på, er ikke oppgitt i de publiserte dataene."


def record(
    row: Mapping[str, Any],
    frames: Mapping[str, pd.DataFrame],
    ledger: Mapping[str, Mapping[str, Any]],
    stated: Mapping[str, Value],
    masks: Masks | None = None,
) -> dict[str, Any]:
    """One claim reconciled; `masks` as for `evaluate`.

    Raises AarsmeldingError where it cannot be understood.
    """
    identity, claimed = row["paastand"], stated[row["paastand"]]
    expression, fact_id, remark, needed = (
        None if norwegian.is_missing(row[name]) else row[name]
        for name in ("uttrykk", "faktum", "merknad", "krever")
    )
    computed: Value | None = None
    verdict, note = NOT_COMPUTABLE, needed or ""
    if expression is not None:
        note = remark or ""
        try:
            computed = _computed(identity, expression, frames, stated, claimed, masks)
            tolerance = 0.0 if norwegian.is_missing(row["toleranse"]) else float(row["toleranse"])
            if fact_id is not None:
                computed = from_ledger(fact_id, ledger, computed, row["enhet"])
            verdict = AGREES if agree(claimed, computed, tolerance) else DIFFERS
        except NotComputable:
            note = " ".join(filter(None, (remark, NOT_STATED)))
    difference = number(computed - claimed) if is_number(computed) else None  # type: ignore[arg-type,operator]
    return {
        "id": identity,
        "document": row["kilde"],
        "place": row["sted"],
        "stated": written(claimed),
        "unit": row["enhet"],
        "fact": fact_id or expression or "",
        "computed": None if computed is None else written(computed),
        "difference": difference,
        "verdict": verdict,
        "note": note,
    }


def _computed(
    identity: str,
    expression: str,
    frames: Mapping[str, pd.DataFrame],
    stated: Mapping[str, Value],
    claimed: Value,
    masks: Masks | None,
) -> Value:
    if identity in claims_used(expression):
        raise AarsmeldingError("it is held against itself", expression, "compute it from the data instead")
    value = evaluate(expression, frames, stated, masks)
    if isinstance(value, list):
        value = norwegian.listing([str(item) for item in value])
    if is_number(value) != is_number(claimed) or (not is_number(value) and type(value) is not type(claimed)):
        raise AarsmeldingError(
            f"it states {claimed!r}, but its expression gives {value!r}",
            expression,
            "let value, unit and expression be of one kind: number, text, date or truth value",
        )
    return value
