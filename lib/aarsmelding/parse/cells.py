"""A column read cell by cell: what every rule of this package goes through, and text, the plainest rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pandas as pd

from aarsmelding import large
from aarsmelding.errors import Fault
from aarsmelding.large import distinct
from aarsmelding.parse.context import current, report


def normal(value: str) -> str:
    """One kind of space, none at the ends."""
    return " ".join(value.split())


def each(
    series: pd.Series,
    convert: Callable[[str], Any],
    dtype: Any,
    rule: str,
    remedy: str,
    known: Iterable[str] | None = None,
) -> pd.Series:
    """`convert` on each value; `known` are all texts that can come out, where they are a closed list."""
    context = current()
    if context:
        rule_name = convert.__qualname__.partition(".")[0].lstrip("_")
        context.asked.setdefault(str(series.name), set()).add(rule_name)
    file = context.file if context else "raw data"
    convert_all = partial(_one_by_one, convert=convert, dtype=dtype, file=file, rule=rule, remedy=remedy)
    if convert is _text and isinstance(series.dtype, pd.StringDtype):
        return distinct.tidied(series, normal)
    if isinstance(series.dtype, pd.CategoricalDtype) or len(series) > large.MANY_ROWS:
        result, faults = distinct.each(series, convert_all, known)
    else:
        result, faults = convert_all(series)
    for fault in faults:
        report(fault)
    return result


def _one_by_one(
    series: pd.Series, convert: Callable[[str], Any], dtype: Any, file: str, rule: str, remedy: str
) -> tuple[pd.Series, list[Fault]]:
    results: list[Any] = []
    faults = []
    for row, value in zip(series.index, series.to_numpy(object, na_value=None), strict=True):
        tidy = "" if value is None else normal(value)
        if not tidy:
            results.append(None)
            continue
        try:
            results.append(convert(tidy))
        except ValueError as problem:
            results.append(None)
            faults.append(
                Fault(
                    file=file,
                    column=str(series.name),
                    row=int(row),
                    value=value,
                    rule=str(problem) if problem.args and problem.args[0].startswith("unknown") else rule,
                    remedy=remedy,
                )
            )
    return pd.Series(results, index=series.index, name=series.name, dtype=dtype), faults


def _text(value: str) -> str:
    return value


def text(series: pd.Series) -> pd.Series:
    """Text with single spaces; blank is NA."""
    return each(series, _text, "str", "text", "")
