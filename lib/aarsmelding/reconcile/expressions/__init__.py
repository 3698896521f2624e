"""A small, closed language over clean datasets: what a published statement ought to equal.

An expression is read with `ast` and walked node by node. Only what stands in this folder can be said:
numbers, texts, lists, arithmetic, comparisons, `and or not`, the functions in `FUNCTIONS`, and
`dataset` or `dataset.column` as their first argument. Everything else is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from aarsmelding.reconcile.expressions.evaluation import Evaluation
from aarsmelding.reconcile.expressions.grammar import claims_used, names_used, parsed
from aarsmelding.reconcile.expressions.refusal import ExpressionError, NotComputable
from aarsmelding.reconcile.expressions.scope import Found
from aarsmelding.reconcile.expressions.values import Value

__all__ = [
    "ExpressionError",
    "Found",
    "NotComputable",
    "Value",
    "claims_used",
    "evaluate",
    "names_used",
    "parsed",
]


def evaluate(
    expression: str,
    frames: Mapping[str, pd.DataFrame],
    claims: Mapping[str, Value],
    found: Found | None = None,
) -> Value:
    """The value of `expression` over `frames` (clean datasets by name) and `claims` (value by id).

    `found` (empty at first) makes the next expression over the same `frames` faster.

    Raises ExpressionError, naming what is unknown and what is known, or NotComputable where a value
    is missing in the data or a whole is zero.
    """
    return Evaluation(expression, frames, claims, found or Found()).result()
