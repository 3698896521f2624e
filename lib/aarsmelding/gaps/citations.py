"""Whether a fact that a section cites is still stated by another one, and what is missing where it is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence

from aarsmelding.gaps.statements import Cell
from aarsmelding.notebook import Notebook

# Stated by the build itself, from this dataset.
BUILT = {"avstemming.": "paastander"}


class Citable:
    """What citing a fact lacks, by the cut code of the sections that may state it."""

    def __init__(self, sections: Sequence[Sequence[Cell]], held: Collection[str]) -> None:
        self.held = held
        self.kept: list[re.Pattern[str]] = []
        self.gone: list[tuple[re.Pattern[str], frozenset[str]]] = []
        for cells in sections:
            of_section = frozenset(lack for cell in cells for lack in cell.lacking)
            for statement in (statement for cell in cells for statement in cell.statements):
                stated = list(_stated(statement.node))
                self.kept += stated if statement.is_kept else []
                if not statement.is_kept:
                    self.gone += [(pattern, statement.lacks or of_section) for pattern in stated]

    @staticmethod
    def cited(notebook: Notebook) -> bool:
        """Whether `notebook` cites any fact."""
        return any("cite(" in text for text in notebook.code)

    def lacks(self, call: ast.Call) -> set[str]:
        """What the data lack for `cite("…")`; nothing for another call, or for a fact nobody ever states."""
        if not (isinstance(call.func, ast.Name) and call.func.id == "cite" and call.args):
            return set()
        cited = call.args[0]
        if not (isinstance(cited, ast.Constant) and isinstance(cited.value, str)):
            return set()
        from aarsmelding import datasets

        fact_id = cited.value
        for prefix, dataset in BUILT.items():
            if fact_id.startswith(prefix) and dataset not in self.held:
                return {datasets.get(dataset).title}
        if any(pattern.fullmatch(fact_id) for pattern in self.kept):
            return set()
        return {lack for pattern, lacks in self.gone if pattern.fullmatch(fact_id) for lack in lacks}


def _stated(node: ast.AST) -> Iterator[re.Pattern[str]]:
    """The ids of the facts that a statement makes; what is filled in can be anything."""
    for call in ast.walk(node):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "fact"
            and call.args
        ):
            identity = call.args[0]
            if isinstance(identity, ast.Constant):
                yield re.compile(re.escape(str(identity.value)))
            elif isinstance(identity, ast.JoinedStr):
                parts = (
                    re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in identity.values
                )
                yield re.compile("".join(parts))
