"""A sheet as it was delivered: cells in rows, and what the format says about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]


@dataclass
class Sheet:
    """One sheet of a workbook, or a whole text file; rows and columns are counted from 0.

    `lines` is the number of a row as the reader sees it, `formats` the number format of a cell where it
    changes what is read, `has_columns` whether a reader sees letters above the columns.
    """

    name: str
    rows: list[list[Value]]
    is_hidden: bool = False
    has_columns: bool = True
    lines: list[int] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    uncomputed: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    formats: dict[Place, str] = field(default_factory=dict)
    is_from_1904: bool = False

    def at(self, row: int, column: int) -> Value:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def line(self, row: int) -> int:
        return self.lines[row] if self.lines else row + 1

    def where(self, row: int | None = None, column: int | None = None) -> str:
        """A place as the reader finds it: sheet, row, column."""
        parts = [f"sheet «{self.name}»"] if self.name else []
        parts += [f"row {self.line(row)}"] if row is not None else []
        if column is not None:
            parts.append(f"column {letters(column) if self.has_columns else column + 1}")
        return ", ".join(parts) or "the file"


@dataclass
class Workbook:
    """Everything in a delivery: its sheets, and the texts that lie outside the cells.

    `loose` are pairs of where a text stands and the text: notes, properties, headers and footers.
    """

    sheets: list[Sheet]
    loose: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def coordinates(reference: str) -> Place:
    """`B3` -> (2, 1). Raises ValueError for anything else."""
    head = reference.rstrip("0123456789")
    if not head.isalpha() or not head.isascii() or len(head) > 3 or head == reference:
        raise ValueError(reference)
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(head) :]) - 1, column - 1


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\u00a0\u202f\u2009"))
