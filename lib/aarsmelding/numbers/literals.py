"""What may be typed into the code of a cell: the shape of an expression, never a number it states.

A number literal is an index, one side of a comparison, a neighbour of the year, a unit, or a number of
rows or decimals; 0 and 1 may also stand alone or
as arguments. A text holds no number but a date or a reference. What
a fact states rests on a dataset. docs/decisions/012-gate.md has the reasons and what is left open.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from aarsmelding.errors import AarsmeldingError
from aarsmelding.numbers.code import inside, names, parts, statements
from aarsmelding.numbers.gate import without_passed
from aarsmelding.numbers.lineage import any_loaded, inner_names, learn, rests_on
from aarsmelding.numbers.wording import COUNT_WORDS
from aarsmelding.units import COUNTED

# Methods whose arguments say how many rows or decimals, not how many of something there are.
OF_ROWS = frozenset({"head", "tail", "nlargest", "nsmallest", "round", "diff", "shift", "subplots"})
# Functions that get a value first; then how to write it.
FORMATS = frozenset({"number", "kroner", "million_kroner", "percent", "percentage_points", "round"})
UNITS = frozenset({100, 1_000, 1_000_000, 1_000_000_000})
# In a text: not part of a name (`runde_1`), a format (`:.1f`) or a colour.
FREE_NUMBER = re.compile(r"(?<![\w#{.])[+−-]?\d(?:[\d\u00a0\u202f.,]*\d)?(?![\w}])")
# A picture may be described («to stolper»); what it shows is counted by the data.
COUNTED_IN_WORDS = re.compile(
    rf"(?:{COUNT_WORDS.pattern})\s(?:{'|'.join(sorted(COUNTED))})\b|^(?:{COUNT_WORDS.pattern})$",
    re.IGNORECASE,
)
COMPARISON = re.compile(r"[<>=!]=?\s*[\d._]+")
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
Parents = Mapping[ast.AST, ast.AST]


@dataclass(frozen=True)
class Typed:
    """Something that was typed where it must be computed, and the code it stands in."""

    problem: str
    remedy: str
    code: str


def require_computed(cells: Iterable[tuple[str, str]]) -> None:
    """Raise AarsmeldingError for the first thing typed into `cells`: pairs of place and code, in order."""
    in_order = list(cells)
    by_cell = _typed_by_cell(tuple(source for _, source in in_order))
    for (where, _), found_in_cell in zip(in_order, by_cell, strict=True):
        for found in found_in_cell:
            raise AarsmeldingError(found.problem, f"{where}: «{found.code}»", found.remedy)


def typed(cells: Iterable[str]) -> list[Typed]:
    """Everything typed into the code cells of one notebook."""
    return [found for found_in_cell in _typed_by_cell(tuple(cells)) for found in found_in_cell]


@lru_cache(16)
def _typed_by_cell(sources: tuple[str, ...]) -> list[list[Typed]]:
    # Kept, for the editions of a notebook have the same code.
    notebook = _Notebook()
    return [list(notebook.typed(source)) for source in sources]


class _Notebook:
    """What is known of a notebook's names so far: the datasets and the expressions behind them."""

    def __init__(self) -> None:
        self.datasets: dict[str, set[str]] = {}
        self.assigned: dict[str, ast.expr] = {}

    def typed(self, source: str) -> Iterator[Typed]:
        """What is typed into the next cell."""
        for statement in statements(source):
            nodes = parts(statement)
            parents = {child: node for node in nodes for child in inside(node)}
            for literal in (node for node in nodes if isinstance(node, ast.Constant)):
                yield from _literal(literal, parents)
            for call in (node for node in nodes if isinstance(node, ast.Call)):
                if _called(call) == "say":
                    yield from self._said(call)
                elif _called(call) == "fact":
                    yield from self._stated(call, statement)
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                self.assigned[statement.targets[0].id] = statement.value
            learn(statement, self.datasets, any_loaded)

    def _said(self, call: ast.Call) -> Iterator[Typed]:
        """Parts of say(…) that nothing chose: a text, or a name that stands for one."""
        for part in call.keywords:
            value: ast.expr | None = part.value
            if isinstance(value, ast.Name):
                value = self.assigned.get(value.id)
            if _is_fixed(value):
                yield Typed(
                    f"the part «{part.arg}» of a sentence is typed, not chosen from the data",
                    "choose it by an expression (norwegian.change_word, idxmax, … if … else …), "
                    "or write it in the sentence itself",
                    ast.unparse(part),
                )

    def _stated(self, call: ast.Call, statement: ast.stmt) -> Iterator[Typed]:
        """Values of fact(…) that rest on no dataset."""
        values = [*call.args[1:2], *(k.value for k in call.keywords if k.arg in ("value", "of"))]
        inner = inner_names(statement)
        outer = {name: of for name, of in self.datasets.items() if name not in inner}
        # What a loop gives rests on what the statement rests on.
        given = inner if rests_on(statement, self.datasets, any_loaded) else set()
        for value in values:
            for part in value.elts if isinstance(value, ast.Tuple) else [value]:
                if not rests_on(part, outer, any_loaded) and not names(part) & given:
                    yield Typed(
                        "the value of a fact rests on no dataset",
                        "compute it from what load(…) gave",
                        ast.unparse(call),
                    )


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _is_fixed(value: ast.expr | None) -> bool:
    """Whether an expression has one outcome whatever the data are."""
    if isinstance(value, ast.IfExp):
        return isinstance(value.test, ast.Constant)
    if isinstance(value, ast.Call) and _called(value) == "change_word":
        return all(isinstance(argument, ast.Constant) for argument in value.args[:2])
    return isinstance(value, ast.Constant)


def _literal(node: ast.Constant, parents: Parents) -> Iterator[Typed]:
    if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        if not _is_structural(node, parents):
            yield Typed(
                f"the number {node.value} is typed into the code",
                "compute it from the data; a number that a source states belongs in a dataset",
                ast.unparse(_line(node, parents)),
            )
    elif isinstance(node.value, str):
        parent = parents.get(node)
        is_query = isinstance(parent, ast.Call) and _called(parent) == "query"
        if number := _number_in(COMPARISON.sub(" ", node.value) if is_query else node.value):
            yield Typed(
                f"the number «{number}» is typed into a text",
                "put {} or a named part in its place, and pass it as fact(…)",
                node.value,
            )


def _number_in(text: str) -> str:
    """The first number in a text that is neither a name nor a reference; words where they count."""
    if IDENTIFIER.fullmatch(text):
        return text if COUNT_WORDS.fullmatch(text) else ""
    found = FREE_NUMBER.search(without_passed(text)) or COUNTED_IN_WORDS.search(text)
    return found[0] if found else ""


def _line(node: ast.AST, parents: Parents) -> ast.AST:
    """The smallest call, display or assignment around a literal: what a person finds it by."""
    while node in parents and not isinstance(node, (ast.Call, ast.Dict, ast.Assign)):
        node = parents[node]
    return node


def _is_structural(literal: ast.Constant, parents: Parents) -> bool:
    """Whether a number literal shapes an expression instead of being a number of something."""
    child: ast.AST = literal
    if _stands_alone(literal, parents.get(literal)):
        return True
    while (parent := parents.get(child)) is not None:
        if isinstance(parent, ast.Compare) or (isinstance(parent, ast.Subscript) and child is parent.slice):
            return True
        if isinstance(parent, ast.Call):
            return _is_structural_argument(literal, child, parent)
        if isinstance(parent, ast.Dict):
            return child in parent.keys
        if isinstance(parent, ast.BinOp) and _is_structural_operand(literal, child, parent):
            return True
        if isinstance(parent, ast.List) and literal.value == 0:
            # A kind of which there is none, in a row of counts.
            return True
        if not isinstance(
            parent, (ast.BinOp, ast.UnaryOp, ast.Tuple, ast.List, ast.Slice, ast.Starred, ast.keyword)
        ):
            return False
        child = parent
    return False


def _stands_alone(literal: ast.Constant, parent: ast.AST | None) -> bool:
    """`n = 0`: what a fact makes of it is checked where the fact is stated."""
    return literal.value in (0, 1) and isinstance(parent, (ast.Assign, ast.Expr))


def _is_structural_argument(literal: ast.Constant, argument: ast.AST, call: ast.Call) -> bool:
    name = _called(call)
    if name == "change_word" or (name in OF_ROWS and isinstance(call.func, ast.Attribute)):
        return True
    if name in FORMATS:
        return bool(call.args) and argument is not call.args[0]
    is_small = literal.value in (0, 1)
    is_alone = argument is literal or isinstance(argument, ast.keyword)
    return is_small and (name == "range" or (is_alone and name != "fact"))


def _is_structural_operand(literal: ast.Constant, operand: ast.AST, operation: ast.BinOp) -> bool:
    """`year - 1`, `1 - share`, `kroner / 1_000_000`."""
    match operation.op, operation.left:
        case ((ast.Add() | ast.Sub()), ast.Name(id="year")):
            return True
        case ast.Sub(), left if left is literal:
            return literal.value == 1
        case ast.Div(), _:
            return operand is operation.right and literal.value in UNITS
    return False
