"""What the name of a column says: its title, and how its cells are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from aarsmelding import datasets, norwegian


def format_for(name: str) -> Callable[[Any], str] | None:
    """How the cells of a column are written; None where its name does not say."""
    if name.endswith("_kr"):
        return lambda v: norwegian.kroner(v, unit=False)
    if name.startswith("andel_"):
        return lambda v: norwegian.percent(v)
    if name.startswith("differanse_"):
        return lambda v: norwegian.number(v * 100, 1)
    if name.endswith("_dato"):
        return norwegian.short_date
    if name.startswith(("er_", "har_")):
        return lambda v: norwegian.MISSING if norwegian.is_missing(v) else ("Ja" if v else "Nei")
    return None


def plain(value: Any) -> str:
    """A value as its type is written."""
    if norwegian.is_missing(value):
        return norwegian.MISSING
    if isinstance(value, (bool, np.bool_)):
        return "Ja" if value else "Nei"
    if isinstance(value, Real):
        return norwegian.number(float(value), 0 if float(value).is_integer() else 1)
    if isinstance(value, pd.Timestamp):
        return norwegian.short_date(value)
    return str(value)


@cache
def titles() -> Mapping[str, str]:
    """Column name -> title, from every dataset's schema: same name, same quantity, same title."""
    known: dict[str, str] = {}
    for name in datasets.names():
        for column, schema in datasets.get(name).model.to_schema().columns.items():
            unit = (schema.metadata or {}).get("enhet")
            suffix = " (kr)" if column.endswith("_kr") and unit == "kr" else ""
            known.setdefault(column, f"{schema.title}{suffix}")
    return known
