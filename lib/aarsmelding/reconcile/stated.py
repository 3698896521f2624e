"""What claims state, as typed values, and when two values agree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from aarsmelding import parse
from aarsmelding.datasets.paastander import CLOCK, DATE, TEXT, TRUTH
from aarsmelding.reconcile.expressions import Value

SLACK = 1e-9
KEPT_DECIMALS = 10


def values(claims: pd.DataFrame) -> dict[str, Value]:
    """What every claim states, as a number, a date, a truth value or a text, by id."""
    columns = claims[["paastand", "verdi", "enhet"]]
    return {name: typed(value, unit) for name, value, unit in columns.itertuples(index=False)}


def rows(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """The claims as records, one for each row: as `to_dict` gives them, in a fraction of its time."""
    names = claims.columns.tolist()
    columns = [claims[name].to_numpy(dtype=object).tolist() for name in names]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def typed(value: str, unit: str) -> Value:
    """The machine value of a claim in the type that its unit says."""
    if unit in (TEXT, CLOCK):
        return value
    if unit == TRUTH:
        return value == "true"
    return date.fromisoformat(value) if unit == DATE else number(float(value))


def number(value: float) -> int | float:
    """A whole number without decimals, any other rounded to what a computation keeps."""
    return int(value) if float(value).is_integer() else round(float(value), KEPT_DECIMALS)


def is_number(value: Any) -> bool:
    """Whether it is a number; a truth value is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def written(value: Value) -> int | float | str | bool | list:
    """The value as JSON has it."""
    if is_number(value):
        return number(value)  # type: ignore[arg-type]
    return value.isoformat() if isinstance(value, date) else value


def agree(stated: Value, computed: Value, tolerance: float) -> bool:
    """Whether two values are the same: numbers within `tolerance`, texts however they are written."""
    if is_number(stated) and is_number(computed):
        return abs(computed - stated) <= tolerance + SLACK  # type: ignore[operator]
    if isinstance(stated, str) and isinstance(computed, str):
        return parse.normal(stated).casefold() == parse.normal(computed).casefold()
    return stated == computed
