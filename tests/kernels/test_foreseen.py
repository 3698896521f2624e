"""Cells compiled before the kernels are forked: the same code, and none where it could be another."""

from __future__ import annotations

import ast
import codeop
import traceback
from types import CodeType
from typing import Any

import pytest
from aarsmelding.kernels import foreseen
from ipykernel.compiler import XCachingCompiler
from IPython.core.interactiveshell import InteractiveShell

CELL = """a, b = 1, [n + 1 for n in range(3)]
double = lambda x: x * 2
double(a)
"""
COMPARED = ("co_code", "co_filename", "co_flags", "co_names", "co_varnames", "co_qualname", "co_linetable")


@pytest.fixture(autouse=True)
def nothing_before(monkeypatch) -> None:
    monkeypatch.setattr(foreseen, "_trees", {})
    monkeypatch.setattr(foreseen, "_codes", {})


@pytest.fixture
def compiler() -> foreseen.Foreseeing:
    """The compiler of a shell in which no cell is rewritten."""
    made = foreseen.Foreseeing()
    made.is_rewritten = lambda: False
    return made


def compiled(by: XCachingCompiler, cell: str, name: str = "/x/1.py") -> list[CodeType]:
    """The code of each statement, as IPython asks for it."""
    *above, last = by.ast_parse(cell, name).body
    wholes: list[tuple[Any, str]] = [(ast.Module([node], []), "exec") for node in above]
    is_shown = isinstance(last, ast.Expr)
    wholes.append((ast.Interactive([last]), "single") if is_shown else (ast.Module([last], []), "exec"))
    with by.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
        return [by(whole, name, mode) for whole, mode in wholes]


def all_of(codes: list[CodeType]) -> list[Any]:
    """What two codes can differ in, also in what is defined in them."""
    inner = [[each for each in code.co_consts if isinstance(each, CodeType)] for code in codes]
    plain = [[each for each in code.co_consts if not isinstance(each, CodeType)] for code in codes]
    own = [[getattr(code, part) for part in COMPARED] for code in codes]
    return [own, plain, *(all_of(each) for each in inner if each)]


def test_what_was_compiled_before_is_what_ipykernel_would_compile(compiler, monkeypatch):
    expected = all_of(compiled(XCachingCompiler(), CELL))
    foreseen.prepare([CELL.rstrip()])
    assert list(foreseen._trees) == [CELL]
    monkeypatch.setattr(codeop.Compile, "__call__", None)
    assert all_of(compiled(compiler, CELL)) == expected


def test_a_cell_that_is_run_again_is_read_again(compiler):
    foreseen.prepare([CELL])
    compiler.ast_parse(CELL).body.clear()
    assert len(compiler.ast_parse(CELL).body) == 3


@pytest.mark.parametrize(
    "cell",
    ["a = = 1", "1 is 1", "print('\\d')", "from __future__ import annotations", "", "# none", "%time 1"],
)
def test_what_is_not_plain_is_left_to_the_kernel(cell):
    foreseen.prepare([cell, CELL])
    assert list(foreseen._trees) == [CELL]


def test_cells_that_are_rewritten_are_compiled_as_they_have_become(compiler):
    foreseen.prepare(["a = 1\n"])
    tree = compiler.ast_parse("a = 1\n")
    tree.body[0].value.value = 2
    compiler.is_rewritten = lambda: True
    with compiler.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
        assert 2 in compiler(tree, "x", "exec").co_consts


def test_after_a_future_import_nothing_is_taken_from_before(compiler):
    foreseen.prepare(["def f(x: y): ...", "a"])
    tree = compiler.ast_parse("def f(x: y): ...\n")
    compiler(ast.parse("from __future__ import annotations"), "x", "exec")
    scope: dict[str, Any] = {}
    exec(compiler(tree, "x", "exec"), scope)
    assert scope["f"].__annotations__ == {"x": "y"}
    compiler.ast_parse("a\n")
    assert list(foreseen._trees) == ["a\n"]


def test_a_shell_runs_them_and_knows_the_line_that_failed():
    shell = InteractiveShell()
    shell.compile = XCachingCompiler()
    foreseen.use(shell)
    cell = "def f():\n    return 1 / 0\nf()\n"
    foreseen.prepare([cell])
    failed = traceback.extract_tb(shell.run_cell(cell).error_in_exec.__traceback__)[-1]
    assert foreseen._trees == {} and (failed.name, failed.lineno, failed.line) == ("f", 2, "return 1 / 0")


def test_there_is_an_end_to_what_is_kept(monkeypatch):
    monkeypatch.setattr(foreseen, "MOST_CELLS", 2)
    foreseen.prepare(["a", "b", "c"])
    assert list(foreseen._trees) == ["c\n"] and len(foreseen._codes) == 1
