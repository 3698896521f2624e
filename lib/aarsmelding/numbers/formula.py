"""How a fact was computed, read from the notebook: the expression behind its value."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from aarsmelding.numbers.choosing import chosen
from aarsmelding.numbers.code import names, parts, statements
from aarsmelding.numbers.lineage import inner_names

DEPTH = 4
# Characters; what a reader of the appendix can take in.
LONGEST = 200
ANYTHING = ".+"


Pair = tuple[str, ast.expr]
# As it is written out, or as what it may be filled in to.
Id = str | re.Pattern[str]
Stated = tuple[ast.Call, Id, tuple[ast.comprehension, ...]]


def formulas(cells: Sequence[str]) -> list[tuple[Id, str]]:
    """For each `fact(id, value, …)` in `cells`: its id, or a pattern of it, and the expression of its value.

    Names are replaced by what they were assigned, a few levels deep; datasets keep their names, with the
    filters that their rows are chosen by. Ids that are written out come before patterns.
    """
    assigned: dict[str, ast.expr] = {}
    found = []
    for source in cells:
        for pairs, stated in _read(source):
            assigned.update((name, chosen(name, value, assigned)) for name, value in pairs)
            found += [(identity, _expression(call, assigned, loops)) for call, identity, loops in stated]
    return sorted(found, key=lambda pair: not isinstance(pair[0], str))


@lru_cache(1024)
def _read(source: str) -> list[tuple[list[Pair], list[Stated]]]:
    """For each statement of a cell what it assigns, and the facts it states with the loops around them."""
    found = []
    for statement in statements(source):
        pairs = []
        if isinstance(statement, ast.Assign):
            pairs = _pairs(statement.targets[0], statement.value)
        loops = {
            node: tuple(part.generators)
            for part in parts(statement)
            if isinstance(part, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp))
            for node in parts(part)
        }
        calls = [
            node for node in parts(statement) if isinstance(node, ast.Call) and _is_call_of("fact", node)
        ]
        found.append((pairs, [(call, _id(call), loops.get(call, ())) for call in calls]))
    return found


def formula_of(fact_id: str, known: Sequence[tuple[Id, str]]) -> str:
    """The first expression of `known` that stands behind `fact_id`, or an empty text."""
    return next((text for identity, text in known if _is_id(identity, fact_id)), "")


def _is_id(stated: Id, fact_id: str) -> bool:
    return stated == fact_id if isinstance(stated, str) else stated.fullmatch(fact_id) is not None


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    """Name and value of an assignment, also of `a, b = x, y`."""
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return [pair for both in zip(target.elts, value.elts, strict=True) for pair in _pairs(*both)]
    return []


def _id(call: ast.Call) -> Id:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant):
        return str(first.value)
    if isinstance(first, ast.JoinedStr):
        parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ANYTHING for p in first.values)
        return re.compile("".join(parts))
    return re.compile("(?!)")


def _expression(
    call: ast.Call, assigned: Mapping[str, ast.expr], loops: tuple[ast.comprehension, ...]
) -> str:
    """The value of `call` with names replaced as deep as the text stays short enough to be read."""
    value = _value(call)
    if value is None:
        return ""
    hidden = {name for loop in loops for name in names(loop.target)} | _inner_names(value)
    # The names that depth by depth are replaced, with what they stand for.
    reached: dict[str, ast.expr] = {}
    level = [value, *(loop.iter for loop in loops)]
    shown = _text(call, loops, frozenset(), 0)
    for depth in range(1, DEPTH + 1):
        known = {name: assigned[name] for node in level for name in names(node) if name in assigned}
        level = [node for name, node in known.items() if name not in hidden and not _is_call_of("load", node)]
        if not level:
            break
        reached |= {name: node for name, node in known.items() if name not in hidden}
        deeper = _text(call, loops, frozenset(reached.items()), depth)
        if deeper == shown or len(deeper) > LONGEST:
            break
        shown = deeper
    return shown


def _value(call: ast.Call) -> ast.expr | None:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    return keywords.get("of") or keywords.get("value") or (call.args[1] if len(call.args) > 1 else None)


@lru_cache(4096)
def _text(call: ast.Call, loops: tuple[ast.comprehension, ...], assigned: frozenset[Pair], depth: int) -> str:
    """The value of `call` with the names that are `assigned` replaced, `depth` levels deep.

    Kept, for what rests on no parameter is the same for all editions of a notebook.
    """
    value, known = _value(call), dict(assigned)
    inlined = _inlined(value, known, depth)
    text = ast.unparse(inlined)
    is_share = any(keyword.arg == "of" for keyword in call.keywords)
    if is_share and isinstance(inlined, ast.Tuple):
        text = " / ".join(f"({ast.unparse(part)})" for part in inlined.elts)
    uses_loop = names(value) & {name for loop in loops for name in names(loop.target)}
    for loop in loops if uses_loop else ():
        over = ast.unparse(_inlined(loop.iter, known, depth))
        text += f" for {ast.unparse(loop.target).strip('()')} in {over}"
    return text


def _inlined(node: Any, assigned: Mapping[str, ast.expr], depth: int) -> Any:
    """`node`, or a copy of it in which names stand as what they were assigned, `depth` levels deep."""
    if isinstance(node, list):
        return [_inlined(part, assigned, depth) for part in node]
    if depth == 0 or not isinstance(node, ast.AST) or names(node).isdisjoint(assigned):
        return node
    if isinstance(node, ast.Name):
        value = assigned[node.id]
        if _is_call_of("load", value):
            return node
        hidden = {node.id} | _inner_names(value)
        return _inlined(value, {n: known for n, known in assigned.items() if n not in hidden}, depth - 1)
    return type(node)(**{name: _inlined(part, assigned, depth) for name, part in ast.iter_fields(node)})


def _is_call_of(name: str, node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


_inner_names = lru_cache(4096)(inner_names)
