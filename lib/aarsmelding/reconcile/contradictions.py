"""Claims that cannot all be right: the same quantity stated with different values."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import pandas as pd

from aarsmelding import norwegian
from aarsmelding.reconcile.expressions import names_used, parsed
from aarsmelding.reconcile.stated import agree, rows, typed


def contradictions(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """The same expression stated with values that cannot all be right.

    Two numbers are at odds when their tolerances do not meet. Returns, in order of expression,
    records with `expression`, `unit` and `claims`, the ids of all that state it.
    """
    computable = claims.dropna(subset=["uttrykk"]).sort_values("paastand")
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows(computable):
        if names_used(row["uttrykk"]):
            same = ast.unparse(parsed(row["uttrykk"]))
            groups.setdefault((same, row["enhet"]), []).append(row)
    return [
        {"expression": expression, "unit": unit, "claims": [row["paastand"] for row in rows]}
        for (expression, unit), rows in sorted(groups.items())
        if any(_at_odds(a, b) for place, a in enumerate(rows) for b in rows[place + 1 :])
    ]


def _at_odds(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    room = sum(0.0 if norwegian.is_missing(row["toleranse"]) else float(row["toleranse"]) for row in (a, b))
    return not agree(typed(a["verdi"], a["enhet"]), typed(b["verdi"], b["enhet"]), room)
