"""The code of a notebook's cells, and the datasets that it loads."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.paths import short

# Kept, for a cell is read for every edition, and by several readers; not to be changed.
parsed = lru_cache(1024)(ast.parse)


def tree_of(code: str, path: Path) -> ast.Module:
    """The code of a cell as a tree. Raises AarsmeldingError where it is not Python."""
    try:
        return parsed(code)
    except SyntaxError as problem:
        line = (problem.text or "").strip()
        raise AarsmeldingError(
            f"a cell is not Python: {problem.msg}",
            f"{short(path)}, line {problem.lineno} of the cell: {line}",
            "run the cell in JupyterLab and mend it",
        ) from None


def loads_in(cells: Iterable[str], path: Path) -> list[ast.AST]:
    """Every call `load(…)` in the code of `cells`."""
    trees = [(text, tree_of(text, path)) for text in cells]
    # Most cells load nothing, and going through the code of all takes as long as running some.
    return [node for text, tree in trees if "load" in text for node in ast.walk(tree) if _is_load(node)]


def names_loaded(calls: Iterable[ast.AST], path: Path, *, is_earlier: bool) -> tuple[str, ...]:
    """The datasets that `calls` load of the year, or of the year before it, in alphabetical order."""
    return tuple(sorted({_loaded(call, path) for call in calls if of_earlier(call) is is_earlier}))


def of_earlier(call: Any) -> bool:
    """Whether a call `load("…", year - 1)` asks for the year before."""
    return len(call.args) > 1 and ast.unparse(call.args[1]) == "year - 1"


def _is_load(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load"


def _loaded(node: Any, path: Path) -> str:
    name = node.args[0] if node.args else None
    if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
        raise UsageError(
            "load(…) must be given the dataset's name as a plain text",
            f"{short(path)}: {ast.unparse(node)}",
            'write load("avvik_kommune", year), so that the build knows what the section rests on',
        )
    return name.value
