"""Cells compiled before the kernels are forked that run them: once for all editions of a notebook.

A kernel takes what was compiled for exactly the text that it is sent, and compiles what it does not find.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from ipykernel.compiler import XCachingCompiler, get_tmp_hash_seed

from aarsmelding.kernels import lean

# More are not kept: those of the year's notebooks are some hundreds.
MOST_CELLS = 2000
PARSING = XCachingCompiler().flags
COMPILING = PARSING | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

_trees: dict[str, ast.Module] = {}
_plain: set[str] = set()
# By the id of a statement: the statement, how it is compiled, and what came of it.
_codes: dict[int, tuple[ast.stmt, str, CodeType]] = {}


def prepare(cells: Iterable[str]) -> None:
    """Compile the cells that have not been, as IPython will; leave to the kernel what is not plain."""
    for source in cells:
        # IPython adds it too, before it compiles.
        text = source if source.endswith("\n") else source + "\n"
        if text in _trees or "__future__" in text:
            continue
        if len(_trees) >= MOST_CELLS:
            _trees.clear()
            _plain.clear()
            _codes.clear()
        try:
            # A warning belongs to the notebook, and where there is an error the kernel says so.
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                tree = compile(text, "<cell>", "exec", PARSING | ast.PyCF_ONLY_AST, True)
                found = [(node, mode, _compiled(node, mode)) for node, mode in _modes(tree)]
        except Exception:
            continue
        # The name of the file that a cell stands for.
        lean.murmur2(source, get_tmp_hash_seed())
        _trees[text] = tree
        _plain.add(text)
        _codes.update((id(node), (node, mode, code)) for node, mode, code in found)


def is_plain(source: str) -> bool:
    """Whether a cell was compiled before, without an error and without a warning."""
    return (source if source.endswith("\n") else source + "\n") in _plain


def _modes(tree: ast.Module) -> list[tuple[ast.stmt, str]]:
    """Each statement with the mode that IPython compiles it in: what a cell ends with is shown."""
    *above, last = [(node, "exec") for node in tree.body]
    return [*above, (last[0], "single") if isinstance(last[0], ast.Expr) else last]


def _compiled(node: ast.stmt, mode: str) -> CodeType:
    whole = ast.Interactive([node]) if mode == "single" else ast.Module([node], [])
    return compile(whole, "<cell>", mode, COMPILING, True)


class Foreseeing(XCachingCompiler):
    """ipykernel's compiler, which looks first for what was compiled before."""

    # Whether the notebook has cells rewritten after they are read.
    is_rewritten: Callable[[], bool]

    def ast_parse(self, source: str, filename: str = "<unknown>", symbol: str = "exec") -> ast.AST:
        # Taken away: a cell that is run again is read again, whatever has become of its tree.
        if symbol == "exec" and self.flags == PARSING and (tree := _trees.pop(source, None)):
            return tree
        return super().ast_parse(source, filename, symbol)

    def __call__(self, source: Any, filename: str, symbol: str, **options: Any) -> CodeType:
        node = source.body[0] if isinstance(source, (ast.Module, ast.Interactive)) else None
        found = _codes.get(id(node))
        is_same = found is not None and found[0] is node and found[1] == symbol and len(source.body) == 1
        if not is_same or options or self.flags != COMPILING or self.is_rewritten():
            return super().__call__(source, filename, symbol, **options)
        assert found is not None
        return named(found[2], filename)


def named(code: CodeType, filename: str) -> CodeType:
    """`code`, and what is defined in it, as if compiled from a file of that name."""
    constants = tuple(
        named(each, filename) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    return code.replace(co_filename=filename, co_consts=constants)


def use(shell: Any) -> None:
    """Let the shell of a forked kernel look for what was compiled before."""
    shell.compile.__class__ = Foreseeing
    shell.compile.is_rewritten = lambda: bool(shell.ast_transformers)
