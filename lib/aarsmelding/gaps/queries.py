"""Which rows a query chooses: pandas' own answer, which it takes longer to understand than to give."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api import types

# Comparisons with a number, a text or a parameter, a column of truths, and how a text begins or ends.
COMPARED = re.compile(r"(\w+) (==|!=|<=|>=|<|>) (?:(0|[1-9][0-9]*)|'([^'\\]*)'|@(\w+)(?: ([+-]) ([0-9]))?)")
AFFIXED = re.compile(r"(\w+)\.str\.(startswith|endswith)\('([^'\\]*)'\)")
COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


def chosen(frame: pd.DataFrame, query: str, parameters: Mapping[str, Any]) -> Any:
    """For each row of `frame` whether `query` chooses it; raises whatever pandas raises."""
    answers = [_plain(frame, term, parameters) for term in query.split(" and ")]
    answer = answers[0]
    for further in answers[1:]:
        answer = None if answer is None or further is None else answer & further
    if answer is not None:
        return answer
    # Not query(): the rows themselves are not asked for.
    return frame.eval(query, local_dict=dict(parameters), engine="python")


def _plain(frame: pd.DataFrame, term: str, parameters: Mapping[str, Any]) -> pd.Series | None:
    """The answer to a part of a query, where a column and a value of its kind is all that it has."""
    found = AFFIXED.fullmatch(term) or COMPARED.fullmatch(term)
    column = frame.get(found[1] if found else term)
    if column is None:
        return None
    if found is None:
        return column if term.isidentifier() and types.is_bool_dtype(column.dtype) else None
    is_text = isinstance(column.dtype, pd.StringDtype)
    if found.re is AFFIXED:
        return getattr(column.str, found[2])(found[3]) if is_text else None
    _, sign, number, text, name, plus, by = found.groups()
    value: Any = int(number) if number else text if text is not None else parameters.get(name)
    if by and type(value) is int:
        value = value + int(by) if plus == "+" else value - int(by)
    is_fitting = type(value) is str and not by if is_text else type(value) is int and _counts(column)
    return COMPARE[sign](column, value) if is_fitting else None


def _counts(column: pd.Series) -> bool:
    return types.is_numeric_dtype(column.dtype) and not types.is_bool_dtype(column.dtype)
