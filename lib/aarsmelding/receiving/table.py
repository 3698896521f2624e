"""A table found in a sheet: its header rows, and which of its columns is which of the dataset's."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from aarsmelding.receiving.columns import raw_columns
from aarsmelding.receiving.grid import Sheet

ENOUGH = 0.6


@dataclass
class Table:
    """A table in a sheet: its header rows, and which of its columns is which of the dataset's.

    `unknown` are the headers of columns that the dataset does not have.
    """

    sheet: Sheet
    dataset: str
    header: int
    height: int
    columns: dict[str, int]
    unknown: dict[int, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        return self.header + self.height

    @property
    def missing(self) -> list[str]:
        return [name for name in raw_columns(self.dataset) if name not in self.columns]

    @property
    def rank(self) -> tuple[int, float]:
        """How well it fits: columns found, and their share of the dataset's."""
        return len(self.columns), len(self.columns) / len(raw_columns(self.dataset))

    def fits(self, least: float = ENOUGH) -> bool:
        return len(self.columns) >= max(2, math.ceil(least * len(raw_columns(self.dataset))))

    @property
    def span(self) -> tuple[int, int]:
        """The first and last column of the table."""
        places = [*self.columns.values(), *self.unknown]
        return min(places), max(places)
