"""What the names in an expression stand for, and how one that stands for nothing is refused."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from aarsmelding.reconcile.expressions.refusal import ExpressionError, NotComputable, listed
from aarsmelding.reconcile.expressions.values import Value

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """The values of a column, and which of them are there."""

    values: ExtensionArray
    is_there: Mask


@dataclass(frozen=True)
class Found:
    """What expressions have found in their datasets, for the next one over the same.

    `columns` by dataset and column; `masks`, the rows that a filter lets through, by values asked for too.
    """

    columns: dict[tuple[str, str], Column] = field(default_factory=dict)
    masks: dict[tuple[str, str, str], Mask] = field(default_factory=dict)


class Scope:
    """The datasets and claims that one expression can name."""

    def __init__(
        self,
        expression: str,
        frames: Mapping[str, pd.DataFrame],
        claims: Mapping[str, Value],
        found: Found,
    ) -> None:
        self.expression, self.frames, self.claims, self.found = expression, frames, claims, found

    def refusal(self, problem: str, remedy: str) -> ExpressionError:
        return ExpressionError(problem, self.expression, remedy)

    def missing(self, problem: str) -> NotComputable:
        return NotComputable(problem, self.expression, "fill in `krever` instead, or mend the filter")

    def dataset(self, node: ast.expr) -> str:
        """The name of the dataset that a node names."""
        if not isinstance(node, ast.Name):
            raise self.refusal(
                f"{ast.unparse(node)[:80]} is not a dataset", f"use one of: {listed(self.frames)}"
            )
        if node.id not in self.frames:
            raise self.refusal(f"unknown dataset {node.id}", f"use one of: {listed(self.frames)}")
        return node.id

    def column(self, node: ast.expr) -> tuple[str, str]:
        """Dataset and column of `dataset.column`."""
        if not isinstance(node, ast.Attribute):
            raise self.refusal(f"{ast.unparse(node)[:80]} is not a column", "write it as dataset.column")
        dataset = self.dataset(node.value)
        return dataset, self.known_column(dataset, node.attr)

    def known_column(self, dataset: str, name: str) -> str:
        known = self.frames[dataset].columns
        if name not in known:
            raise self.refusal(
                f"unknown column {name} in {dataset}", f"use one of: {listed(map(str, known))}"
            )
        return name

    def held(self, dataset: str, name: str) -> Column:
        """What a known column holds."""
        key = (dataset, name)
        if key not in self.found.columns:
            series = self.frames[dataset][name]
            self.found.columns[key] = Column(series.array, series.notna().to_numpy(dtype=bool))
        return self.found.columns[key]

    def day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.refusal(f"{text!r} is not a date", "write it as 2025-04-10") from None
