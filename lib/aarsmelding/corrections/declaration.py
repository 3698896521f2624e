"""One declared correction, and the cell that it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Correction:
    """One declaration. `rows` are line numbers of the raw file, or cells that choose the rows.

    A blank cell is the empty text. `reported_to` is a role or an organisation.
    """

    rows: tuple[int, ...] | dict[str, str]
    column: str
    found: str
    becomes: str
    because: str
    reported_on: date
    reported_to: str

    def chosen(self, raw: pd.DataFrame) -> list[int]:
        """The line numbers it is about that `raw` has."""
        if isinstance(self.rows, tuple):
            return [line for line in self.rows if line in raw.index]
        import pandas as pd

        is_chosen = pd.Series(True, index=raw.index)
        for column, cell in self.rows.items():
            is_chosen &= raw[column].fillna("") == cell
        return [int(line) for line in raw.index[is_chosen]]


@dataclass(frozen=True)
class Corrected:
    """One cell that a declaration changes: its line in the raw file, and where that comes from."""

    row: int
    document: str
    place: str
    declared: Correction
