"""Which rows of a dataset are meant: by the values of a column, or by a query."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pandas as pd

from aarsmelding.reconcile.expressions.grammar import LONGEST, QUERY_NODES
from aarsmelding.reconcile.expressions.refusal import listed
from aarsmelding.reconcile.expressions.scope import Mask, Scope
from aarsmelding.reconcile.expressions.values import column_kind, kind_of


def matching(scope: Scope, dataset: str, column: str, wanted: Any) -> Mask:
    """Which values of a column are `wanted`: one value, one of a list, or None where it is missing."""
    known = (dataset, column, repr(wanted))
    masks = scope.found.masks
    if known not in masks:
        masks[known] = _matching(scope, dataset, column, wanted)
    return masks[known]


def _matching(scope: Scope, dataset: str, name: str, wanted: Any) -> Mask:
    column = scope.held(dataset, name)
    if wanted is None:
        return ~column.is_there
    kind = column_kind(column.values)
    values = wanted if isinstance(wanted, list) else [wanted]
    options = [_as_kind(scope, value, kind, f"{dataset}.{name}") for value in values]
    if None in options:
        raise scope.refusal("None in a list of values", "ask for column=None by itself")
    found = np.zeros(len(column.is_there), dtype=bool)
    # What is not there compares as anything or nothing.
    there = column.values[column.is_there]
    for option in options:
        found[column.is_there] |= np.asarray(there == option, dtype=bool)
    return found


def _as_kind(scope: Scope, value: Any, kind: str, column: str) -> Any:
    if kind == "date" and isinstance(value, str):
        value = scope.day(value)
    if value is not None and kind_of(value) != kind:
        raise scope.refusal(f"{column} holds a {kind}, not a {kind_of(value)} ({value!r})", f"give a {kind}")
    return pd.Timestamp(value) if kind == "date" and value is not None else value


def queried(scope: Scope, frame: pd.DataFrame, dataset: str, query: str) -> Mask:
    """For which rows of `frame` `query` holds. Raises ExpressionError for any other words."""
    if any(sign in query for sign in ("@", "__", "`")) or len(query) > LONGEST:
        raise scope.refusal(f"the query {query[:80]!r} is refused", "leave out @, __ and backticks")
    try:
        tree = ast.parse(query.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise scope.refusal(f"the query {query[:80]!r} cannot be read", "write: column > 10") from None
    named = set()
    for part in ast.walk(tree):
        if isinstance(part, ast.Name):
            named.add(scope.known_column(dataset, part.id))
        elif not isinstance(part, QUERY_NODES) or (isinstance(part, ast.Constant) and part.value is None):
            raise scope.refusal(
                f"{ast.unparse(part)[:80]} is not allowed in a query",
                "use columns, numbers, texts, lists, comparisons, in, and or not, + - * /",
            )
    for part in ast.walk(tree):
        if isinstance(part, ast.Compare):
            _require_like_with_like(scope, part, frame, dataset)
    try:
        # As frame.eval(…), which would look through all columns for each query.
        columns = {name: frame[name] for name in named}
        found = pd.eval(query.strip(), engine="python", resolvers=[columns], local_dict={}, global_dict={})
        return found.fillna(False).to_numpy(dtype=bool)
    except Exception as error:  # pandas raises a dozen kinds here; all mean the same to the author
        raise scope.refusal(
            f"the query {query[:80]!r} does not work: {str(error)[:120]}",
            f"compare like with like; columns of {dataset}: {listed(map(str, frame.columns))}",
        ) from None


def _require_like_with_like(scope: Scope, node: ast.Compare, frame: pd.DataFrame, dataset: str) -> None:
    """Pandas finds no row where text is compared with a number, which would pass for a count of zero."""
    items = [i for o in (node.left, *node.comparators) for i in (o.elts if isinstance(o, ast.List) else [o])]
    kinds = {kind_of(item.value) for item in items if isinstance(item, ast.Constant)}
    columns = {column_kind(frame[item.id]) for item in items if isinstance(item, ast.Name)}
    if "date" in columns:
        kinds -= {"text"}
    if len(kinds | columns) > 1:
        raise scope.refusal(
            f"{ast.unparse(node)} compares a {' with a '.join(sorted(kinds | columns))}",
            f"compare like with like in {dataset}; municipality numbers are texts",
        )
