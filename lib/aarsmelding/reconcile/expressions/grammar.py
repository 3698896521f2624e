"""What can be written at all: the nodes of the language, its operators, and what an expression refers to."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from aarsmelding.reconcile.expressions.refusal import ExpressionError
from aarsmelding.reconcile.expressions.values import same

LONGEST = 4000
REMEDY = "write it as the language of reconcile/expressions allows"

ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: same(a, b),
    ast.NotEq: lambda a, b: not same(a, b),
    ast.Lt: lambda a, b: a < b and not same(a, b),
    ast.LtE: lambda a, b: a < b or same(a, b),
    ast.Gt: lambda a, b: a > b and not same(a, b),
    ast.GtE: lambda a, b: a > b or same(a, b),
}
NODES = (
    ast.Constant,
    ast.List,
    ast.Name,
    ast.Attribute,
    ast.UnaryOp,
    ast.BoolOp,
    ast.BinOp,
    ast.Compare,
    ast.Call,
)
QUERY_NODES = (
    ast.Expression,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.Compare,
    *COMPARISONS,
    ast.In,
    ast.NotIn,
    ast.BinOp,
    *ARITHMETIC,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.List,
)


@lru_cache(4096)
def names_used(expression: str) -> tuple[str, ...]:
    """The datasets that an expression reads, in alphabetical order."""
    named, called = [], set()
    for node in ast.walk(parsed(expression)):
        if isinstance(node, ast.Name):
            named.append(node)
        elif isinstance(node, ast.Call):
            called.add(id(node.func))
    return tuple(sorted({node.id for node in named if id(node) not in called}))


@lru_cache(4096)
def claims_used(expression: str) -> tuple[str, ...]:
    """The ids of other claims that an expression refers to with `claim("…")`."""
    # Most do not, and need not be read for it; Python takes other letters for those of a name.
    if expression.isascii() and "claim" not in expression:
        return ()
    found = {
        str(node.args[0].value)
        for node in ast.walk(parsed(expression))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "claim"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    return tuple(sorted(found))


@lru_cache(4096)
def parsed(expression: str) -> ast.Expression:
    """The tree of an expression. Raises ExpressionError where it is too long or cannot be read."""
    problem = f"the expression is longer than {LONGEST} characters" if len(expression) > LONGEST else ""
    if not problem:
        try:
            return ast.parse(expression.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problem = f"the expression cannot be read: {getattr(error, 'msg', error)}"
    raise ExpressionError(problem, expression[:200], REMEDY)
