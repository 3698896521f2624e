"""Rows chosen where a dataset is read: what `load(…, filters=…)` means, and what it refuses.

A filter is (column, op, value), and all of them must hold. What is missing never matches, nor does a mark in
place of a number: neither is equal to anything, unlike anything, or outside a list.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types
from pandas.api.extensions import ExtensionArray

from aarsmelding.disclosure.marks import Mark
from aarsmelding.errors import UsageError

Filter = tuple[str, str, Any]
COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
LISTED = ("in", "not in")
LISTS = (list, tuple, set, frozenset, pd.Series, pd.Index, np.ndarray, ExtensionArray)
FORM = 'write it as filters=[("column", "==", value), ("other", "in", [value, value])]'
TEXTS, NUMBERS, DATES, TRUTHS = "texts", "numbers", "dates", "True or False"
EXAMPLES = {
    TEXTS: 'a text, such as "5501"',
    NUMBERS: "a number, such as 2025",
    DATES: "a date, such as pd.Timestamp(2025, 1, 31)",
    TRUTHS: TRUTHS,
}


def checked(name: str, kinds: Mapping[str, Any], filters: Any) -> list[Filter]:
    """The filters with plain values. `kinds` are the dtypes of dataset `name` by column.

    Raises UsageError for what is no filter, an unknown column or op, or a value of another kind than the
    column's.
    """
    if not isinstance(filters, (list, tuple)):
        raise _refused(name, f"the filters are no list: {filters!r}", FORM)
    return [_checked(name, kinds, each) for each in filters]


def _checked(name: str, kinds: Mapping[str, Any], each: Any) -> Filter:
    is_form = isinstance(each, (list, tuple)) and len(each) == 3
    if not is_form or not all(isinstance(part, str) for part in each[:2]):
        raise _refused(name, f"not a filter: {each!r}", FORM)
    column, op, value = each
    if column not in kinds:
        known = ", ".join(kinds)
        raise _refused(name, f"{name} has no column {column!r}", f"use one of: {known}")
    kind = _kind(kinds[column])
    signs = [sign for sign in (*COMPARED, *LISTED) if kind != TRUTHS or sign[0] not in "<>"]
    if op not in signs:
        problem = f"{column} holds {kind}, which cannot be compared by {op!r}"
        raise _refused(name, problem, "use one of: " + ", ".join(signs))
    if op not in LISTED:
        return column, op, _plain(name, column, kind, value)
    if not isinstance(value, LISTS):
        remedy = f'write ("{column}", "{op}", [{value!r}])'
        raise _refused(name, f"{op!r} needs a list, not {value!r}", remedy)
    # A set has no order that two processes agree on.
    listed = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else list(value)
    return column, op, [_plain(name, column, kind, one) for one in listed]


def _kind(dtype: Any) -> str:
    if isinstance(dtype, pd.CategoricalDtype):
        return _kind(dtype.categories.dtype)
    if types.is_bool_dtype(dtype):
        return TRUTHS
    if types.is_numeric_dtype(dtype):
        return NUMBERS
    return DATES if types.is_datetime64_any_dtype(dtype) else TEXTS


def _plain(name: str, column: str, kind: str, value: Any) -> Any:
    """`value` as Python's own, or as a pandas Timestamp."""
    if kind == TEXTS and isinstance(value, str):
        return str(value)
    if kind == TRUTHS and isinstance(value, (bool, np.bool_)):
        return bool(value)
    # NaN, which is a number too, does not even equal itself.
    if kind == NUMBERS and isinstance(value, Real) and not isinstance(value, bool) and value == value:
        return value.item() if isinstance(value, np.generic) else value
    if kind == DATES and isinstance(value, (date, np.datetime64)) and not pd.isna(value):
        moment = pd.Timestamp(value)
        if moment.tz is None:
            return moment
    never = isinstance(value, Mark) or (types.is_scalar(value) and bool(pd.isna(value)))
    remedy = "leave it out, for it never matches" if never else f"compare it with {EXAMPLES[kind]}"
    raise _refused(name, f"{column} holds {kind}, not {value!r}", remedy)


def _refused(name: str, problem: str, remedy: str) -> UsageError:
    return UsageError(problem, f'load("{name}", …, filters=…)', remedy)


def holds(frame: pd.DataFrame, kinds: Mapping[str, Any], filters: Sequence[Filter]) -> np.ndarray:
    """For each row of `frame` whether all of the `checked` filters hold.

    `kinds` are the dtypes that columns have where no number is replaced by a mark.
    """
    found = np.ones(len(frame), dtype=bool)
    for column, op, value in filters:
        found &= _holds(frame[column], kinds[column], op, value)
    return found


def chosen(frame: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """These rows of `frame`, in their order, numbered from 0."""
    made = frame.take(np.flatnonzero(rows))
    made.index = pd.RangeIndex(len(made))
    return made


def _holds(column: pd.Series, dtype: Any, op: str, value: Any) -> np.ndarray:
    # Columns without their index: half the time, and there is nothing to align.
    values: Any = column.array
    is_there = ~values.isna()
    if types.is_object_dtype(values.dtype) and not types.is_object_dtype(dtype):
        is_there &= np.array([not isinstance(each, Mark) for each in values], dtype=bool)
        values = column.where(is_there).astype(dtype).array
    elif isinstance(dtype, pd.CategoricalDtype) and op[0] in "<>":
        values = values.astype(dtype.categories.dtype)
    answer = values.isin(value) if op in LISTED else COMPARED[op](values, value)
    if not isinstance(answer, np.ndarray):
        answer = answer.to_numpy(dtype=bool, na_value=False)
    return (answer.astype(bool) ^ (op == "not in")) & is_there
