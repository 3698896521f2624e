"""A table as data: typed columns and real values, on the way from a cell to the reader's spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import Any

from aarsmelding import norwegian

MIME = "application/vnd.aarsmelding.table+json"
TEXT, NUMBER, MONEY, SHARE, DATE = "tekst", "tall", "kr", "andel", "dato"
Cell = str | int | float | None

# What norwegian.number and norwegian.percent write.
SHOWN_NUMBER = re.compile(
    rf"(?P<whole>[-{norwegian.MINUS}]?[\d\u00a0]+)(?:,(?P<decimals>\d+))?(?P<share>\u00a0%)?"
)


@dataclass(frozen=True)
class Column:
    """What a column is called and how a spreadsheet shows its numbers."""

    header: str
    kind: str = TEXT
    decimals: int = 0
    grouped: bool = False


@dataclass(frozen=True)
class TableData:
    """A table of the report with the values themselves; the first column holds the row headers.

    A date is its ISO text in a column of the kind `dato`; what is not stated is None.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: str | None = None
    note: str = ""
    source: str = ""

    def as_record(self) -> dict[str, Any]:
        """What the executed notebook carries of it, as JSON has it: lists, not tuples."""
        columns = [dict(vars(column)) for column in self.columns]
        return {**vars(self), "columns": columns, "rows": [list(row) for row in self.rows]}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> TableData:
        columns = tuple(Column(**column) for column in record["columns"])
        return cls(**{**record, "columns": columns, "rows": tuple(map(tuple, record["rows"]))})


def soft(text: str) -> str:
    """`text` with ordinary spaces: a hard one is for the page, and no one can search for it."""
    return text.replace(norwegian.HARD_SPACE, " ")


def typed(
    name: str, header: str, values: Sequence[Any], shown: Sequence[str]
) -> tuple[Column, tuple[Cell, ...]]:
    """A column of a frame as data: its real values, in the unit in which the reader sees them.

    `shown` is the text of each value in the report. It decides the unit and the decimals: a number
    printed with `%` is a share, one printed times a hundred is that number, and a value printed as
    words is those words.
    """
    header = soft(header)
    missing = [norwegian.is_missing(value) for value in values]
    stated = [value for value, absent in zip(values, missing, strict=True) if not absent]
    if stated and all(isinstance(value, date) for value in stated):
        days = (
            None if absent else f"{value:%Y-%m-%d}" for value, absent in zip(values, missing, strict=True)
        )
        return Column(header, DATE), tuple(days)
    texts = tuple(None if absent else soft(text) for text, absent in zip(shown, missing, strict=True))
    numbers = [_shown_number(*pair) for pair in zip(values, shown, strict=True)]
    found = [number for number in numbers if number]
    if not found or len({number.kind for number in found}) > 1:
        return Column(header), texts
    factor = next((f for f in (1, 100) if all(number.fits(f) for number in found)), None)
    cells = tuple(
        number.times(factor) if number else text for number, text in zip(numbers, texts, strict=True)
    )
    kind = MONEY if name.endswith("_kr") and found[0].kind == NUMBER else found[0].kind
    grouped = kind == MONEY or any(number.grouped for number in found)
    return Column(header, kind, max(number.decimals for number in found), grouped), cells


@dataclass(frozen=True)
class _Shown:
    """A number and what the reader sees of it."""

    value: float
    seen: float
    kind: str
    decimals: int
    grouped: bool

    def fits(self, factor: int) -> bool:
        """Whether the reader sees `factor` times the value, rounded."""
        places = self.decimals + (2 if self.kind == SHARE else 0)
        return abs(self.value * factor - self.seen) <= 0.51 * 10.0**-places

    def times(self, factor: int | None) -> int | float:
        number = self.seen if factor is None else self.value * factor
        return int(number) if number.is_integer() else round(number, 10)


def _shown_number(value: Any, shown: str) -> _Shown | None:
    """`value` as a number that the reader sees as one; None for words and what is missing."""
    match = SHOWN_NUMBER.fullmatch(shown)
    if not match or norwegian.is_missing(value) or isinstance(value, bool) or not isinstance(value, Real):
        return None
    whole, decimals = match["whole"], match["decimals"] or ""
    seen = float(f"{whole.replace(norwegian.HARD_SPACE, '').replace(norwegian.MINUS, '-')}.{decimals or 0}")
    kind = SHARE if match["share"] else NUMBER
    return _Shown(
        float(value),
        seen / 100 if kind == SHARE else seen,
        kind,
        len(decimals),
        norwegian.HARD_SPACE in whole,
    )
