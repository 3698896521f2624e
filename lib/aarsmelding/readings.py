"""What a kernel has loaded, told to the process that runs it: in a file, so that no output changes.

Each `load` adds a line: the dataset, the year, what was chosen, and one value for exactly what came.
Who asks the same of the data later, and gets the same values one after the other, knows that the notebook
would do what it did.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aarsmelding.disclosure.marks import Mark
from aarsmelding.rowfilters import Filter

# Set by who wants to know: a file that is there and empty.
READS_VARIABLE = "AARSMELDING_READS"
# Rows; what has more is not worth the time it takes to tell it from something else.
MOST_ROWS = 10_000
# What a column may hold, for its written form to say what it is.
PLAIN = {bool, float, int, str, type(None), type(pd.NA), type(pd.NaT), pd.Timestamp, Mark}
MASKED = (pd.Int64Dtype, pd.Int32Dtype, pd.Float64Dtype)
DAY = "dag"


@dataclass(frozen=True)
class Reading:
    """One `load`: what was asked for, and one value for what came."""

    name: str
    year: int
    columns: Sequence[str] | None
    filters: list[Filter]
    came: str


@dataclass(frozen=True)
class Written:
    """A frame as texts that no other frame has: its columns, by name, with their dtypes, and the rest."""

    columns: dict[str, tuple[str, list[str]]]
    # The dtype of the names, and the attributes.
    others: tuple[str, str]

    @cached_property
    def rows(self) -> list[str]:
        return list(map(", ".join, zip(*(texts for _, texts in self.columns.values()), strict=True)))

    def of(self, columns: Sequence[str]) -> Written:
        """What a frame with only these columns, in this order, would be as texts."""
        return Written({name: self.columns[name] for name in columns}, self.others)

    def value(self, chosen: np.ndarray | None = None) -> str | None:
        """One value for it all, or for the rows that are `chosen`; None where it has no bytes."""
        rows = self.rows if chosen is None else [self.rows[place] for place in np.flatnonzero(chosen)]
        head = repr((list(self.columns), [kind for kind, _ in self.columns.values()], *self.others))
        try:
            return hashlib.sha256("\n".join([head, *rows]).encode()).hexdigest()
        except UnicodeEncodeError:
            return None


def written(frame: pd.DataFrame) -> Written | None:
    """`frame` with its values, marks and attributes; None where these may not be all there is to it."""
    is_numbered = isinstance(frame.index, pd.RangeIndex) and frame.index.equals(pd.RangeIndex(len(frame)))
    is_plain = is_numbered and frame.columns.is_unique and not (frame.index.name or frame.columns.name)
    if len(frame) > MOST_ROWS or not is_plain:
        return None
    columns = {}
    for name, dtype in zip(frame.columns, frame.dtypes, strict=True):
        kind, values = _kind(dtype), frame[name].tolist()
        if kind is None or not set(map(type, values)) <= PLAIN:
            return None
        columns[name] = kind, list(map(repr, values))
    try:
        said = json.dumps(frame.attrs, sort_keys=True)
    except (TypeError, ValueError):
        return None
    return Written(columns, (str(frame.columns.dtype), said))


def _kind(dtype: Any) -> str | None:
    """The dtype in words; None for one whose values, as Python's own, may not be all there is to them."""
    if isinstance(dtype, pd.CategoricalDtype):
        return f"{dtype.ordered} {_kind(dtype.categories.dtype)} {dtype.categories.tolist()}"
    if isinstance(dtype, pd.StringDtype):
        return f"{dtype!r} {dtype.storage}"
    is_known = isinstance(dtype, np.dtype) and dtype.kind in "biufMO"
    is_masked = isinstance(dtype, (pd.BooleanDtype, *MASKED))
    return repr(dtype) if is_known or is_masked else None


def tell(
    name: str, year: int, columns: Sequence[str] | None, filters: Sequence[Filter], came: str | None
) -> None:
    """Tell who runs this kernel, if they listen, that this was loaded; `came` None: do not rely on it."""
    line = {"name": name, "year": year, "columns": columns, "filters": filters, "came": came}
    try:
        _add(json.dumps(line, default=_named) + "\n")
    except (TypeError, ValueError):
        spoil()


def spoil() -> None:
    """Tell that something was loaded, or asked for, of which nothing can be said."""
    _add("\n")


def are_wanted() -> bool:
    """Whether who runs this kernel listens."""
    return READS_VARIABLE in os.environ


def _add(line: str) -> None:
    heard = os.environ.get(READS_VARIABLE)
    if not heard:
        return
    try:
        # Never made anew: without the lines before, those after would say something else.
        descriptor = os.open(heard, os.O_WRONLY | os.O_APPEND)
        try:
            whole = os.write(descriptor, line.encode()) == len(line.encode())
        finally:
            os.close(descriptor)
        if whole:
            return
    except OSError:
        pass
    # A section is not lost for this; nothing is known of its run then.
    Path(heard).unlink(missing_ok=True)


def _named(value: Any) -> dict[str, str]:
    if isinstance(value, pd.Timestamp):
        return {DAY: value.isoformat()}
    raise TypeError(f"not for a filter: {value!r}")


def told(path: Path) -> list[Reading] | None:
    """What was loaded, in its order; None where that is not known."""
    try:
        return [read_back(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def as_record(reading: Reading) -> dict[str, Any]:
    """`reading` as JSON has it."""
    return dict(json.loads(json.dumps(vars(reading), default=_named)))


def read_back(record: dict[str, Any]) -> Reading:
    """The reading that `record` is of. Raises ValueError, KeyError or TypeError where it is of none."""
    filters = [(column, op, _value(value)) for column, op, value in record["filters"]]
    name, year, columns, came = record["name"], record["year"], record["columns"], record["came"]
    if not (isinstance(name, str) and type(year) is int and isinstance(came, str)):
        raise ValueError(f"not a reading: {record}")
    return Reading(name, year, None if columns is None else tuple(columns), filters, came)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(each) for each in value]
    return pd.Timestamp(value[DAY]) if isinstance(value, dict) else value
