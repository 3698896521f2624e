"""The functions over the rows of a dataset: counts, sums, the one value, the largest, the names."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from aarsmelding.reconcile.expressions.refusal import listed
from aarsmelding.reconcile.expressions.values import column_kind, kind_of, plain, same

if TYPE_CHECKING:
    from aarsmelding.reconcile.expressions.evaluation import Evaluation


def _count(e: Evaluation, node: ast.Call) -> int:
    if not node.args:
        raise e.refusal("count() lacks a dataset", f"use one of: {listed(e.frames)}")
    return int(e.chosen(node, e.dataset(node.args[0])).sum())


def _reduced(
    name: str, reduce: Callable[[list[Any]], Any], *kinds: str
) -> Callable[[Evaluation, ast.Call], Any]:
    """A function of many values: a filtered column, one list, or several arguments."""

    def function(e: Evaluation, node: ast.Call) -> Any:
        if node.args and isinstance(node.args[0], ast.Attribute) and isinstance(node.args[0].value, ast.Name):
            values = [plain(v) for v in e.values(node)]
        else:
            given = [e.visit(part) for part in e.arguments(node, 1, 99)]
            values = given[0] if len(given) == 1 and isinstance(given[0], list) else given
        if not values:
            raise e.missing(f"{name} of nothing: no row matches, or every value is missing")
        found = {kind_of(value) for value in values}
        if len(found) > 1 or not found <= set(kinds):
            raise e.refusal(
                f"{name} of a {' and a '.join(sorted(found))}", "it takes a " + " or a ".join(kinds)
            )
        return reduce(values)

    return function


def _value(e: Evaluation, node: ast.Call) -> Any:
    if not node.args:
        raise e.refusal("value() lacks a column", "write it as dataset.column")
    dataset, name = e.column(node.args[0])
    rows = np.flatnonzero(e.chosen(node, dataset))
    if len(rows) != 1:
        raise e.refusal(f"{len(rows)} rows match, not one: {ast.unparse(node)}", "add or mend a filter")
    column = e.held(dataset, name)
    if not column.is_there[rows[0]]:
        raise e.missing(f"{dataset}.{name} is missing in the row that matches")
    return plain(column.values[rows[0]])


def _distinct(e: Evaluation, node: ast.Call) -> int:
    return len(e.values(node).unique())


def _names(e: Evaluation, node: ast.Call) -> list[Any]:
    return sorted(plain(v) for v in e.values(node).unique())


def _top(e: Evaluation, node: ast.Call) -> Any:
    """A tie for the last place makes the answer longer, so that no winner is made up."""
    keywords = {k.arg: k.value for k in node.keywords}
    if not node.args or "by" not in keywords:
        raise e.refusal("top() needs a column and by=", "write top(d.label, by=d.number, n=1, …)")
    dataset, label = e.column(node.args[0])
    by_dataset, by = e.column(keywords["by"])
    if by_dataset != dataset:
        raise e.refusal(f"top() mixes {dataset} and {by_dataset}", "take both columns from one dataset")
    n = e.of_kind(keywords["n"], "number") if "n" in keywords else 1
    rows = e.rows(node, dataset, own=("by", "n")).dropna(subset=[label, by])
    if rows[label].duplicated().any():
        raise e.refusal(f"top() finds one {label} in several rows", "add a filter until each is there once")
    if not isinstance(n, int) or n < 1 or column_kind(rows[by]) != "number":
        raise e.refusal("top() needs a number column and n = 1, 2, …", "correct by= or n=")
    if len(rows) < n:
        raise e.missing(f"only {len(rows)} rows match, {n} are asked for")
    ranked = rows.sort_values([by, label], ascending=[False, True])
    chosen = ranked[ranked[by] >= ranked[by].iloc[n - 1]]
    labels = [plain(v) for v in chosen[label]]
    return labels[0] if n == 1 and len(labels) == 1 else labels


def _isin(e: Evaluation, node: ast.Call) -> bool:
    if len(node.args) < 2:
        raise e.refusal("isin() needs a value and a column", 'write isin("5501", dataset.column, …)')
    wanted = e.visit(node.args[0])
    if isinstance(node.args[1], ast.Attribute):
        options = [plain(v) for v in e.values(node, 1)]
    else:
        options = e.of_kind(e.arguments(node, 2, 2)[1], "list")
    kinds = {kind_of(item) for item in options}
    if kinds and kind_of(wanted) not in kinds:
        raise e.refusal(
            f"a {kind_of(wanted)} is looked for among a {listed(kinds)}", "compare like with like"
        )
    return any(same(wanted, item) for item in options if kind_of(item) == kind_of(wanted))


FUNCTIONS: dict[str, Callable[[Evaluation, ast.Call], Any]] = {
    "count": _count,
    "distinct": _distinct,
    "isin": _isin,
    "max": _reduced("max", max, "number", "date", "text"),
    "mean": _reduced("mean", lambda values: sum(values) / len(values), "number"),
    "min": _reduced("min", min, "number", "date", "text"),
    "names": _names,
    "sum": _reduced("sum", sum, "number"),
    "top": _top,
    "value": _value,
}
