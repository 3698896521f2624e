"""The code of cells as Python reads it; several readers of a notebook go through the same statements."""

from __future__ import annotations

import ast
from functools import lru_cache


@lru_cache(1024)
def statements(source: str) -> tuple[ast.stmt, ...]:
    """The statements of a cell; not to be changed, for the next who asks is given the same."""
    return tuple(ast.parse(source).body)


@lru_cache(4096)
def parts(node: ast.AST) -> tuple[ast.AST, ...]:
    """`node` and everything inside it, level by level."""
    return tuple(ast.walk(node))


@lru_cache(16384)
def names(node: ast.AST) -> frozenset[str]:
    """The names that stand anywhere in `node`."""
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
