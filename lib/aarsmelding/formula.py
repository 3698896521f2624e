"""How a fact was computed, read from the notebook: the expression behind its value."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

DEPTH = 4


def formulas(cells: Sequence[str]) -> list[tuple[re.Pattern[str], str]]:
    """For each `fact(id, value, …)` in `cells`: a pattern of its id and the expression of its value.

    Names are replaced by what they were assigned, a few levels deep; datasets keep their names.
    """
    assigned: dict[str, ast.expr] = {}
    found = []
    for source in cells:
        for statement in ast.parse(source).body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                assigned[statement.targets[0].id] = statement.value
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fact":
                    found.append((_id_pattern(node), _expression(node, assigned)))
    return found


def formula_of(fact_id: str, known: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """The expression behind `fact_id`, or an empty text."""
    return next((text for pattern, text in known if pattern.fullmatch(fact_id)), "")


def _id_pattern(call: ast.Call) -> re.Pattern[str]:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant):
        return re.compile(re.escape(str(first.value)))
    if isinstance(first, ast.JoinedStr):
        parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in first.values)
        return re.compile("".join(parts))
    return re.compile("(?!)")


class _Inlined(ast.NodeTransformer):
    def __init__(self, assigned: dict[str, ast.expr], depth: int) -> None:
        self.assigned, self.depth = assigned, depth

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self.assigned.get(node.id)
        if self.depth == 0 or value is None or _is_load(value):
            return node
        copy = ast.parse(ast.unparse(value), mode="eval").body
        return _Inlined({k: v for k, v in self.assigned.items() if k != node.id}, self.depth - 1).visit(copy)


def _is_load(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load"


def _expression(call: ast.Call, assigned: dict[str, ast.expr]) -> str:
    share = next((k.value for k in call.keywords if k.arg == "of"), None)
    value = share or (call.args[1] if len(call.args) > 1 else None)
    if value is None:
        return ""
    copy = ast.parse(ast.unparse(value), mode="eval").body
    inlined = _Inlined(assigned, DEPTH).visit(copy)
    if share is not None and isinstance(inlined, ast.Tuple):
        return " / ".join(f"({ast.unparse(part)})" for part in inlined.elts)
    return ast.unparse(inlined)
