"""One expression walked node by node, from its text to its value."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from aarsmelding.reconcile.expressions import columnfunctions, filters, valuefunctions
from aarsmelding.reconcile.expressions.grammar import ARITHMETIC, COMPARISONS, NODES, parsed
from aarsmelding.reconcile.expressions.refusal import listed
from aarsmelding.reconcile.expressions.scope import Mask, Scope
from aarsmelding.reconcile.expressions.values import Value, kind_of, same

FUNCTIONS = {**columnfunctions.FUNCTIONS, **valuefunctions.FUNCTIONS}


class Evaluation(Scope):
    """One walk through one expression."""

    def result(self) -> Value:
        try:
            value = self.visit(parsed(self.expression).body)
        except RecursionError:
            raise self.refusal("the expression is nested too deeply", "write it more simply") from None
        if value is None:
            raise self.refusal("None is not a value", "use it only in column=None")
        return value

    def visit(self, node: ast.expr) -> Any:
        visitor = getattr(self, f"_{type(node).__name__.lower()}", None)
        if visitor is None or type(node) not in NODES:
            raise self.refusal(
                f"{type(node).__name__} is not part of the language: {ast.unparse(node)[:80]}",
                "use numbers, texts, lists, + - * /, comparisons, and or not, and: " + listed(FUNCTIONS),
            )
        value = visitor(node)
        if isinstance(value, float) and not math.isfinite(value):
            raise self.refusal("the result is not a finite number", "check the amounts in the expression")
        return value

    def of_kind(self, node: ast.expr, *kinds: str) -> Any:
        value = self.visit(node)
        if kind_of(value) not in kinds:
            raise self.refusal(
                f"{ast.unparse(node)} is a {kind_of(value)}", "a " + " or ".join(kinds) + " is needed here"
            )
        return value

    # The visitors, one for each node type in NODES.

    def _constant(self, node: ast.Constant) -> Any:
        if node.value is not None and not isinstance(node.value, (bool, int, float, str)):
            raise self.refusal(f"{node.value!r} is not a value", "use a number, a text, True or False")
        return node.value

    def _list(self, node: ast.List) -> list[Any]:
        return [self.visit(item) for item in node.elts]

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.frames:
            raise self.refusal(
                f"the dataset {node.id} is not a value",
                f'ask for something of it: count({node.id}, column="x")',
            )
        raise self.refusal(
            f"unknown name {node.id}",
            f"put texts in quotes; functions: {listed(FUNCTIONS)}; datasets: {listed(self.frames)}",
        )

    def _attribute(self, node: ast.Attribute) -> Any:
        dataset, column = self.column(node)
        raise self.refusal(
            f"the column {dataset}.{column} is not one value",
            f"choose how: sum, min, max, mean, value, distinct, names or top({dataset}.{column}, …)",
        )

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not):
            return not self.of_kind(node.operand, "truth value")
        value = self.of_kind(node.operand, "number")
        if isinstance(node.op, (ast.USub, ast.UAdd)):
            return -value if isinstance(node.op, ast.USub) else value
        raise self.refusal(f"unknown operator in {ast.unparse(node)}", "use - or not")

    def _boolop(self, node: ast.BoolOp) -> bool:
        wanted = isinstance(node.op, ast.And)
        values = [self.of_kind(part, "truth value") for part in node.values]
        return all(values) if wanted else any(values)

    def _binop(self, node: ast.BinOp) -> Any:
        if type(node.op) not in ARITHMETIC:
            raise self.refusal(f"unknown operator in {ast.unparse(node)[:80]}", "use + - * or /")
        left, right = self.of_kind(node.left, "number", "date"), self.of_kind(node.right, "number", "date")
        kinds = (kind_of(left), kind_of(right))
        if kinds == ("date", "date") and isinstance(node.op, ast.Sub):
            return (left - right).days
        if kinds != ("number", "number"):
            raise self.refusal(f"{ast.unparse(node)} mixes dates and numbers", "dates can only be subtracted")
        try:
            return ARITHMETIC[type(node.op)](left, right)
        except ZeroDivisionError:
            raise self.missing(f"{ast.unparse(node)} divides by zero") from None
        except OverflowError:
            raise self.refusal("the result is too large", "check the amounts in the expression") from None

    def _compare(self, node: ast.Compare) -> bool:
        operands = [self.visit(part) for part in (node.left, *node.comparators)]
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        found = [self._compared(left, sign, right) for left, sign, right in pairs]
        return all(found)

    def _compared(self, left: Any, sign: ast.cmpop, right: Any) -> bool:
        if isinstance(sign, (ast.In, ast.NotIn)) and isinstance(right, list):
            return any(kind_of(left) == kind_of(item) and same(left, item) for item in right) == isinstance(
                sign, ast.In
            )
        if type(sign) not in COMPARISONS:
            raise self.refusal(
                f"the comparison {type(sign).__name__} is not allowed here",
                "use == != < <= > >=, and `in` only with a list",
            )
        if kind_of(left) != kind_of(right):
            raise self.refusal(
                f"a {kind_of(left)} ({left!r}) is compared with a {kind_of(right)} ({right!r})",
                "compare like with like; municipality numbers are texts",
            )
        if not isinstance(sign, (ast.Eq, ast.NotEq)) and kind_of(left) in ("truth value", "list"):
            raise self.refusal(f"a {kind_of(left)} is neither larger nor smaller", "use == or !=")
        return COMPARISONS[type(sign)](left, right)

    def _call(self, node: ast.Call) -> Any:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function not in FUNCTIONS:
            raise self.refusal(
                f"unknown function {ast.unparse(node.func)[:80]}", "use one of: " + listed(FUNCTIONS)
            )
        if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
            raise self.refusal("* and ** are not part of the language", "write the arguments out")
        return FUNCTIONS[function](self, node)

    # Arguments.

    def arguments(self, node: ast.Call, fewest: int, most: int) -> Sequence[ast.expr]:
        """The positional arguments of a function that takes no filter."""
        if node.keywords or not fewest <= len(node.args) <= most:
            wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            raise self.refusal(
                f"{ast.unparse(node)[:80]} has the wrong arguments", f"it takes {wanted} plain argument(s)"
            )
        return node.args

    def chosen(self, node: ast.Call, dataset: str, place: int = 1, own: Sequence[str] = ()) -> Mask:
        """Which rows the query (positional argument number `place`) and the keywords let through."""
        frame = self.frames[dataset]
        if len(node.args) > place + 1:
            raise self.refusal(
                f"{ast.unparse(node)[:80]} has too many arguments", "join the queries with and"
            )
        found = np.ones(len(frame), dtype=bool)
        for query in node.args[place:]:
            found &= filters.queried(self, frame, dataset, self.of_kind(query, "text"))
        for keyword in node.keywords:
            if keyword.arg not in own:
                name = self.known_column(dataset, str(keyword.arg))
                found &= filters.matching(self, dataset, name, self.visit(keyword.value))
        return found

    def rows(self, node: ast.Call, dataset: str, own: Sequence[str] = ()) -> pd.DataFrame:
        """The rows that the filters of a function of a column let through."""
        return self.frames[dataset][self.chosen(node, dataset, own=own)]

    def values(self, node: ast.Call, place: int = 0) -> ExtensionArray:
        """The values that are there in a filtered column."""
        if len(node.args) <= place:
            raise self.refusal(f"{ast.unparse(node)[:80]} lacks a column", "write it as dataset.column")
        dataset, name = self.column(node.args[place])
        column = self.held(dataset, name)
        return column.values[self.chosen(node, dataset, place + 1) & column.is_there]
