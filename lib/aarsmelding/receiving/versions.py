"""Two versions of a dataset, row by row: what came, what went, what changed from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from aarsmelding.datasets import PROVENANCE_COLUMNS, Dataset

Key = tuple[str, ...]
MOST_SHOWN = 200


@dataclass
class Difference:
    """Rows by the key of the dataset; `changed` has (key, column, from, to)."""

    key: Sequence[str]
    added: list[Key] = field(default_factory=list)
    gone: list[Key] = field(default_factory=list)
    changed: list[tuple[Key, str, str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.gone or self.changed)

    def lines(self) -> list[str]:
        """The difference as text, one line a row or cell."""
        if self.is_empty:
            return ["no row differs"]
        told = [f"added: {self._named(key)}" for key in self.added]
        told += [f"gone: {self._named(key)}" for key in self.gone]
        told += [
            f"changed: {self._named(key)}: {column} from {before} to {after}"
            for key, column, before, after in self.changed
        ]
        hidden = len(told) - MOST_SHOWN
        return told[:MOST_SHOWN] + ([f"and {hidden} more"] if hidden > 0 else [])

    def _named(self, key: Key) -> str:
        return ", ".join(f"{name}={value}" for name, value in zip(self.key, key, strict=False))


def compare(dataset: Dataset, before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    """What changed between two clean frames of `dataset`; where a row stood does not count."""
    names = [name for name in dataset.key if name not in PROVENANCE_COLUMNS]
    if any(frame.duplicated(names).any() for frame in (before, after)):
        # The key needs the place of the row: then a row is all that it says.
        names = [name for name in after.columns if name not in PROVENANCE_COLUMNS]
    old, new = _by_key(before, names), _by_key(after, names)
    difference = Difference(names)
    difference.added = [key for key in new if key not in old]
    difference.gone = [key for key in old if key not in new]
    for key in new:
        if key not in old:
            continue
        for column, value in new[key].items():
            if column not in PROVENANCE_COLUMNS and old[key].get(column) != value:
                difference.changed.append((key, str(column), old[key].get(column, ""), value))
    return difference


def _by_key(frame: pd.DataFrame, names: Sequence[str]) -> dict[Key, dict[Any, str]]:
    return {
        tuple(_shown(row[name]) for name in names): {column: _shown(value) for column, value in row.items()}
        for row in frame.to_dict("records")
    }


def _shown(value: Any) -> str:
    if pd.isna(value):
        return "blank"
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)
