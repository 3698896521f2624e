"""One claim held against the data: what is computed, how far off it is, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aarsmelding import norwegian
from aarsmelding.reconcile.expressions import Value
from aarsmelding.reconcile.stated import agree, is_number, number, written

AGREES, DIFFERS, NOT_COMPUTABLE = "agrees", "differs", "not computable"
NOT_STATED = "Tallene det bygger på, er ikke oppgitt i de publiserte dataene."


def record(row: Mapping[str, Any], claimed: Value, computed: Value | None) -> dict[str, Any]:
    """One claim reconciled: what it states, and what its expression comes to; None where data lack it."""
    expression, fact_id, remark, needed = (
        None if norwegian.is_missing(row[name]) else row[name]
        for name in ("uttrykk", "faktum", "merknad", "krever")
    )
    verdict, note = NOT_COMPUTABLE, (needed if expression is None else remark) or ""
    if computed is not None:
        tolerance = 0.0 if norwegian.is_missing(row["toleranse"]) else float(row["toleranse"])
        verdict = AGREES if agree(claimed, computed, tolerance) else DIFFERS
    elif expression is not None:
        note = " ".join(filter(None, (remark, NOT_STATED)))
    difference = number(computed - claimed) if is_number(computed) else None  # type: ignore[arg-type,operator]
    return {
        "id": row["paastand"],
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
