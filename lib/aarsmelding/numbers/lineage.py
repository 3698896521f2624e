"""Which datasets a cell rests on, followed through the notebook's own assignments."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache

from aarsmelding.notebook import of_earlier
from aarsmelding.numbers.code import bound_names, outer_names, parts, statements, stored_names


@lru_cache(16)
def datasets_by_cell(cells: tuple[str, ...]) -> list[tuple[str, ...]]:
    """For each code cell, the datasets its names go back to through `load("…")` calls.

    An assignment passes on what its right-hand side rests on; everything a cell reads counts.
    """
    known: dict[str, set[str]] = {}
    result = []
    for source in cells:
        touched: set[str] = set()
        for statement in statements(source):
            touched |= rests_on(statement, known)
            learn(statement, known)
        result.append(tuple(sorted(touched)))
    return result


def loaded(call: ast.Call) -> set[str]:
    """The dataset of the report's year that a call `load("…")` reads; nothing for another call."""
    named = _named(call)
    return set() if named and of_earlier(call) else named


def loaded_earlier(call: ast.Call) -> set[str]:
    """The dataset of the year before that a call reads: `load("…", year - 1)`."""
    named = _named(call)
    return named if named and of_earlier(call) else set()


def any_loaded(call: ast.Call) -> set[str]:
    """The dataset that a call reads, of whatever year."""
    return _named(call)


def _named(call: ast.Call) -> set[str]:
    is_load = isinstance(call.func, ast.Name) and call.func.id == "load"
    named = is_load and call.args and isinstance(call.args[0], ast.Constant)
    return {str(call.args[0].value)} if named else set()  # type: ignore[attr-defined]


def rests_on(
    node: ast.AST, known: Mapping[str, set[str]], of_call: Callable[[ast.Call], set[str]] = loaded
) -> set[str]:
    """The datasets that `node` reads, where `known` says what each name rests on, `of_call` a call itself."""
    names, calls = _read(node)
    return set().union(*(known[name] for name in names if name in known), *map(of_call, calls))


@lru_cache(4096)
def _read(node: ast.AST) -> tuple[frozenset[str], tuple[ast.Call, ...]]:
    """The names whose values `node` uses, and its calls."""
    names = frozenset(name.id for name in outer_names(node) if isinstance(name.ctx, ast.Load))
    return names, tuple(part for part in parts(node) if isinstance(part, ast.Call))


def learn(
    statement: ast.stmt, known: dict[str, set[str]], of_call: Callable[[ast.Call], set[str]] = loaded
) -> None:
    """Enter into `known` what the names that `statement` sets or changes rest on from now."""
    found = rests_on(statement, known, of_call)
    for name in _set(statement):
        known[name] = found
    for name in _changed(statement):
        known[name] = found | known.get(name, set())


def touched(statement: ast.stmt) -> frozenset[str]:
    """The names that `statement` sets or changes."""
    return _changed(statement) | _set(statement)


def inner_names(node: ast.AST) -> set[str]:
    """Names that exist only inside `node`: of comprehensions and of lambdas."""
    return {name for part in parts(node) for name in bound_names(part)}


@lru_cache(4096)
def _set(statement: ast.stmt) -> frozenset[str]:
    return stored_names(statement.value if isinstance(statement, ast.AugAssign) else statement)


@lru_cache(4096)
def _changed(statement: ast.stmt) -> frozenset[str]:
    """Names whose value a statement adds to: `n += …`, `frame["x"] = …`, `rows.append(…)`."""
    changed = set()
    for node in parts(statement):
        places: list[ast.expr] = []
        if isinstance(node, ast.AugAssign):
            places = [node.target]
        elif isinstance(node, ast.Assign):
            places = [target for target in node.targets if not isinstance(target, ast.Name)]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            places = [node.value.func] if isinstance(node.value.func, ast.Attribute) else []
        for place in places:
            while isinstance(place, (ast.Subscript, ast.Attribute)):
                place = place.value
            if isinstance(place, ast.Name):
                changed.add(place.id)
    return frozenset(changed)
