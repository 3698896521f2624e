"""The code of cells as Python reads it; several readers of a notebook go through the same statements."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

from aarsmelding.notebook.loads import parsed

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def statements(source: str) -> tuple[ast.stmt, ...]:
    """The statements of a cell; not to be changed, for the next who asks is given the same."""
    return tuple(parsed(source).body)


@lru_cache(4096)
def parts(node: ast.AST) -> tuple[ast.AST, ...]:
    """`node` and everything inside it, level by level; without what says how a name is used."""
    found = [node]
    # It grows while it is gone through.
    for part in found:
        found += inside(part)
    return tuple(found)


@lru_cache(65536)
def inside(node: ast.AST) -> tuple[ast.AST, ...]:
    """What stands directly in `node`, in half the time that `ast.iter_child_nodes` takes."""
    found: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            found += [each for each in value if isinstance(each, ast.AST)]
        elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
            found.append(value)
    return tuple(found)


@lru_cache(16384)
def names(node: ast.AST) -> frozenset[str]:
    """The names that stand anywhere in `node`."""
    if isinstance(node, ast.Name):
        return frozenset((node.id,))
    return frozenset().union(*map(names, inside(node)))


@lru_cache(4096)
def outer_names(node: ast.AST) -> tuple[ast.Name, ...]:
    """The names in `node` but those that its comprehensions and lambdas bind for themselves."""
    found: list[ast.Name] = []
    waiting: list[tuple[ast.AST, frozenset[str]]] = [(node, frozenset())]
    # It grows while it is gone through.
    for part, hidden in waiting:
        if isinstance(part, ast.Name) and part.id not in hidden:
            found.append(part)
        around, within = _divided(part)
        waiting += [(each, hidden) for each in around]
        if within:
            hidden |= bound_names(part)
            waiting += [(each, hidden) for each in within]
    return tuple(found)


@lru_cache(4096)
def bound_names(node: ast.AST) -> frozenset[str]:
    """The names that a comprehension or a lambda has for itself; none for anything else."""
    if isinstance(node, COMPREHENSIONS):
        return frozenset().union(*(stored_names(each.target) for each in node.generators))
    if isinstance(node, ast.Lambda):
        arguments = {each.arg for each in inside(node.args) if isinstance(each, ast.arg)}
        return stored_names(node.body) | arguments
    return frozenset()


def stored_names(node: ast.AST) -> frozenset[str]:
    """The names that `node` sets, as seen around it: of `:=` in a comprehension, but not in a lambda."""
    return frozenset(name.id for name in outer_names(node) if isinstance(name.ctx, ast.Store))


def _divided(node: ast.AST) -> tuple[Sequence[ast.AST], Sequence[ast.AST]]:
    """What stands directly in `node`: what is evaluated around it, and what only with the names it binds."""
    if isinstance(node, COMPREHENSIONS):
        first = node.generators[0]
        parts_of_both = (*inside(node), *inside(first))
        return [first.iter], [each for each in parts_of_both if each is not first and each is not first.iter]
    if isinstance(node, ast.Lambda):
        return inside(node.args), [node.body]
    return inside(node), ()
