"""Which datasets a cell rests on, followed through the notebook's own assignments."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def datasets_by_cell(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """For each code cell, the datasets its names go back to through `load("…")` calls.

    An assignment passes on what its right-hand side rests on; everything a cell reads counts.
    """
    known: dict[str, set[str]] = {}
    result = []
    for source in cells:
        touched: set[str] = set()
        for statement in ast.parse(source).body:
            found = _rests_on(statement, known)
            touched |= found
            for name in _assigned(statement):
                known[name] = found | (known.get(name, set()) if _adds(statement) else set())
        result.append(tuple(sorted(touched)))
    return result


def _rests_on(statement: ast.stmt, known: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found |= known.get(node.id, set())
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "load"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(str(node.args[0].value))
    return found


def _assigned(statement: ast.stmt) -> set[str]:
    stored = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    if isinstance(statement, ast.Assign):
        # frame["column"] = … changes frame.
        for target in statement.targets:
            while isinstance(target, (ast.Subscript, ast.Attribute)):
                target = target.value
            if isinstance(target, ast.Name):
                stored.add(target.id)
    return stored


def _adds(statement: ast.stmt) -> bool:
    is_item = isinstance(statement, ast.Assign) and not isinstance(statement.targets[0], ast.Name)
    return isinstance(statement, ast.AugAssign) or is_item
