"""Code cells cut to what can run: statements without their data go, and what nothing then shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aarsmelding.numbers.code import parts, statements
from aarsmelding.numbers.lineage import learn, rests_on, touched

PROSE = {"say", "fact"}
QUERIED = re.compile(r"@(\w+)")
Lacks = Callable[[ast.Call], set[str]]


@dataclass
class Statement:
    """One top-level statement: its text, what it lacks, and what it shows if it is shown."""

    node: ast.stmt
    text: str
    lacks: frozenset[str] = frozenset()
    is_shown: bool = False
    is_kept: bool = True


@dataclass
class Cell:
    """A code cell as it was written, and what it lacks of the datasets that its metadata name."""

    source: str
    lacks: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    statements: list[Statement] = field(default_factory=list)

    @property
    def shows(self) -> bool:
        return any(statement.is_shown and statement.is_kept for statement in self.statements)

    @property
    def left(self) -> str:
        """What is left of it: as written where that is everything."""
        kept = [statement.text for statement in self.statements if statement.is_kept]
        whole = len(kept) == len(self.statements) and not any(s.lacks for s in self.statements)
        return self.source if whole else "\n".join(kept)

    @property
    def lacking(self) -> set[str]:
        """What it cannot show something without."""
        return {lack for statement in self.statements if statement.is_shown for lack in statement.lacks}


def cut(cells: Sequence[Cell], lacks: Lacks) -> None:
    """Divide the cells of a notebook into statements, and mark those that are not kept.

    `lacks` says what a call lacks by itself: `load("…")` of a dataset that is not there.
    """
    known: dict[str, set[str]] = {}
    datasets: dict[str, set[str]] = {}
    for cell in cells:
        body = statements(cell.source)
        for node in body:
            own = cell.lacks if rests_on(node, datasets) & cell.of else frozenset()
            learn(node, datasets)
            cell.statements.append(_judged(node, cell, own, known, lacks, is_last=node is body[-1]))
    _leave_out_unused([statement for cell in cells for statement in cell.statements])


def _judged(
    node: ast.stmt,
    cell: Cell,
    own: frozenset[str],
    known: dict[str, set[str]],
    lacks: Lacks,
    *,
    is_last: bool,
) -> Statement:
    text = ast.get_source_segment(cell.source, node) or ""
    is_shown = is_last and isinstance(node, ast.Expr)
    missing = rests_on(node, known, lacks) | _queried(node, known) | own
    if not missing or isinstance(node, (ast.Import, ast.ImportFrom)):
        learn(node, known, lacks)
        return Statement(node, text, is_shown=is_shown)
    part = None if own else _part(node, known, lacks)
    for name in touched(node):
        known[name] = set() if part is not None else set(missing)
    if part is None:
        return Statement(node, text, frozenset(missing), is_shown, is_kept=False)
    return Statement(part, ast.unparse(part), frozenset(missing), is_shown)


def _queried(node: ast.AST, known: dict[str, set[str]]) -> set[str]:
    return {lack for name in _names_in_queries(node) for lack in known.get(name, set())}


def _names_in_queries(node: ast.AST) -> set[str]:
    texts = (part.value for part in parts(node) if isinstance(part, ast.Constant))
    return {name for text in texts if isinstance(text, str) for name in QUERIED.findall(text)}


def _part(node: ast.stmt, known: dict[str, set[str]], lacks: Lacks) -> ast.stmt | None:
    """What can be shown of key figures or of a paragraph: the paragraph up to what lacks its data."""
    value = getattr(node, "value", None)
    if not isinstance(node, (ast.Expr, ast.Assign)) or value is None:
        return None
    part: ast.expr | None = None
    if isinstance(value, ast.BinOp):
        part = _beginning(value, known, lacks)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "highlights":
        present = [a for a in value.args if not rests_on(a, known, lacks)]
        part = ast.Call(value.func, present, []) if present else None
    if part is None:
        return None
    kept = (
        ast.Expr(part) if isinstance(node, ast.Expr) else ast.Assign(node.targets, part, lineno=node.lineno)
    )
    return ast.copy_location(kept, node)


def _beginning(value: ast.expr, known: dict[str, set[str]], lacks: Lacks) -> ast.expr | None:
    if not rests_on(value, known, lacks):
        return value
    is_prose = (
        isinstance(value, ast.BinOp)
        and isinstance(value.op, ast.Add)
        and isinstance(value.right, ast.Call)
        and isinstance(value.right.func, ast.Name)
        and value.right.func.id in PROSE
    )
    return _beginning(value.left, known, lacks) if is_prose else None  # type: ignore[attr-defined]


def _leave_out_unused(found: Sequence[Statement]) -> None:
    """Where something is left out, leave out also what was only made for it."""
    if all(not statement.lacks for statement in found):
        return
    used: set[str] = set()
    for statement in reversed(found):
        if not statement.is_kept or isinstance(statement.node, (ast.Import, ast.ImportFrom)):
            continue
        touched_here = touched(statement.node)
        statement.is_kept = statement.is_shown or bool(touched_here & used)
        if statement.is_kept:
            own = [part for part in parts(statement.node) if isinstance(part, ast.Name)]
            read = {n.id for n in own if n.id not in touched_here or isinstance(n.ctx, ast.Load)}
            # What is added to must have been there before.
            made = set() if isinstance(statement.node, ast.AugAssign) else touched_here
            used = (used - made) | read | _names_in_queries(statement.node)
