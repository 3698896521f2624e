"""The kinds of value that an expression has, and when two of them are the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

Value = int | float | str | date | bool | list
SAME = 1e-9


def kind_of(value: Any) -> str:
    """What a value is, in the words that a refusal uses."""
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, (int, float)):
        return "number"
    return {str: "text", date: "date", list: "list"}.get(type(value), type(value).__name__)


def same(a: Any, b: Any) -> bool:
    """Numbers that differ by less than float noise are equal, so `0.1 + 0.2 == 0.3` holds."""
    return abs(a - b) <= SAME if kind_of(a) == kind_of(b) == "number" else a == b


def plain(value: Any) -> Any:
    """A cell of a frame as a plain value: numbers without numpy, days without a clock."""
    if isinstance(value, (pd.Timestamp, datetime)):
        return value.date()
    bare = value.item() if hasattr(value, "item") else value
    return int(bare) if isinstance(bare, float) and bare.is_integer() else bare


def column_kind(column: pd.Series | ExtensionArray) -> str:
    """What the values of a column are, in the same words as `kind_of`."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return "truth value"
    if pd.api.types.is_numeric_dtype(column.dtype):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(column.dtype) else "text"
