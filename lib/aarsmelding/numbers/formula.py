"""How a fact was computed, read from the notebook: the expression behind its value."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from aarsmelding.numbers.lineage import inner_names

DEPTH = 4
ANYTHING = ".+"


def formulas(cells: Sequence[str]) -> list[tuple[re.Pattern[str], str]]:
    """For each `fact(id, value, …)` in `cells`: a pattern of its id and the expression of its value.

    Names are replaced by what they were assigned, a few levels deep; datasets keep their names.
    """
    assigned: dict[str, ast.expr] = {}
    found = []
    for source in cells:
        for statement in ast.parse(source).body:
            if isinstance(statement, ast.Assign):
                assigned.update(_pairs(statement.targets[0], statement.value))
            loops = {
                node: part.generators
                for part in ast.walk(statement)
                if isinstance(part, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp))
                for node in ast.walk(part)
            }
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fact":
                    found.append((_id_pattern(node), _expression(node, assigned, loops.get(node, []))))
    return found


def formula_of(fact_id: str, known: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """The expression behind `fact_id`, or an empty text; an id written out goes before a pattern."""
    in_order = sorted(known, key=lambda pair: ANYTHING in pair[0].pattern)
    return next((text for pattern, text in in_order if pattern.fullmatch(fact_id)), "")


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    """Name and value of an assignment, also of `a, b = x, y`."""
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return [pair for both in zip(target.elts, value.elts, strict=True) for pair in _pairs(*both)]
    return []


def _id_pattern(call: ast.Call) -> re.Pattern[str]:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant):
        return re.compile(re.escape(str(first.value)))
    if isinstance(first, ast.JoinedStr):
        parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ANYTHING for p in first.values)
        return re.compile("".join(parts))
    return re.compile("(?!)")


class _Inlined(ast.NodeTransformer):
    def __init__(self, assigned: dict[str, ast.expr], depth: int) -> None:
        self.assigned, self.depth = assigned, depth

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self.assigned.get(node.id)
        if self.depth == 0 or value is None or _is_load(value):
            return node
        hidden = {node.id} | inner_names(value)
        copy = ast.parse(ast.unparse(value), mode="eval").body
        outer = {name: known for name, known in self.assigned.items() if name not in hidden}
        return _Inlined(outer, self.depth - 1).visit(copy)


def _is_load(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load"


def _expression(call: ast.Call, assigned: Mapping[str, ast.expr], loops: Sequence[ast.comprehension]) -> str:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    share = keywords.get("of")
    value = share or keywords.get("value") or (call.args[1] if len(call.args) > 1 else None)
    if value is None:
        return ""
    targets = {n.id for loop in loops for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
    hidden = targets | inner_names(value)
    outer = {name: known for name, known in assigned.items() if name not in hidden}
    inlined = _inlined(value, outer)
    text = ast.unparse(inlined)
    if share is not None and isinstance(inlined, ast.Tuple):
        text = " / ".join(f"({ast.unparse(part)})" for part in inlined.elts)
    if targets & {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}:
        for loop in loops:
            text += (
                f" for {ast.unparse(loop.target).strip('()')} in {ast.unparse(_inlined(loop.iter, outer))}"
            )
    return text


def _inlined(expression: ast.expr, assigned: dict[str, ast.expr]) -> ast.AST:
    return _Inlined(assigned, DEPTH).visit(ast.parse(ast.unparse(expression), mode="eval").body)
