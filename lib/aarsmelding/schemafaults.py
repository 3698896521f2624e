"""What the schema, the key and the declared exceptions say of a cleaned frame, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from aarsmelding import datasets, large
from aarsmelding.datasets import Dataset, KnownBreak
from aarsmelding.errors import KEPT_FAULTS, Fault, bounded
from aarsmelding.schemas import pa

# pandera's built-in checks, as a person says them.
LIMITS = {
    "greater_than_or_equal_to": "must be at least {min_value}",
    "less_than_or_equal_to": "must be at most {max_value}",
    "in_range": "must be between {min_value} and {max_value}",
    "str_matches": "must have the form {pattern}",
}


def schema_faults(dataset: Dataset, frame: pd.DataFrame, shown: str, year: int) -> list[Fault]:
    """What the schema, the key and the declared exceptions say about a cleaned frame."""
    lines = frame.index
    numbered = frame.reset_index(drop=True)
    faults = _key_faults(dataset, numbered, lines, shown)
    exceptions = [e for e in dataset.exceptions if e.concerns(year, numbered)]
    used: set[int] = set()
    try:
        _schema(dataset, numbered, is_key_unique=not faults).validate(numbered, lazy=True, inplace=True)
    except pa.errors.SchemaErrors as problem:
        for error in problem.schema_errors:
            faults += _explained(error, numbered, lines, shown, exceptions, used)
    faults += [
        Fault(
            file=shown,
            rule=f"a declared exception no longer applies: {exception.check} where {dict(exception.where)}",
            remedy=f"remove it from EXCEPTIONS in lib/aarsmelding/datasets/{dataset.name}.py",
        )
        for place, exception in enumerate(exceptions)
        if place not in used
    ]
    return faults


def _schema(dataset: Dataset, frame: pd.DataFrame, is_key_unique: bool) -> pa.DataFrameSchema:
    if not _is_large(frame):
        return dataset.model.to_schema()
    from aarsmelding.large import checking

    return checking.schema(dataset, frame, is_key_unique)


def _is_large(frame: pd.DataFrame) -> bool:
    has_categories = any(isinstance(dtype, pd.CategoricalDtype) for dtype in frame.dtypes)
    return has_categories or len(frame) > large.MANY_ROWS


def _key_faults(dataset: Dataset, frame: pd.DataFrame, lines: pd.Index, shown: str) -> list[Fault]:
    if not set(dataset.key) <= set(frame.columns):
        return []
    rule = "a row must be unique in " + ", ".join(dataset.key)
    return bounded(
        Fault(
            file=shown,
            rule=rule,
            remedy="remove the row or correct what identifies it",
            row=int(lines[place]),
            value=" · ".join(str(frame.at[place, c]) for c in dataset.key),
        )
        for place in _repeated(frame[list(dataset.key)])
    )


def _repeated(keys: pd.DataFrame) -> Iterable[int]:
    if not _is_large(keys):
        return keys.index[keys.duplicated()]
    from aarsmelding.large import repeats

    return repeats.repeated(keys)


def _explained(
    error: Any,
    frame: pd.DataFrame,
    lines: pd.Index,
    shown: str,
    exceptions: list[KnownBreak],
    used: set[int],
) -> list[Fault]:
    check = getattr(error.check, "name", None) or str(error.check)
    rule = _rule(check, error)
    column = getattr(error.schema, "name", None)
    is_frame_check = isinstance(error.schema, pa.DataFrameSchema)
    cases = error.failure_cases
    if not isinstance(cases, pd.DataFrame) or "index" not in cases or cases["index"].isna().all():
        return [Fault(shown, rule, _remedy(is_frame_check), column=None if is_frame_check else column)]
    faults = []
    places = np.unique(cases["index"].dropna().astype(int))
    # Every row is looked at where a declared exception may be about it.
    listed = places if exceptions else places[:KEPT_FAULTS]
    for place in listed.tolist():
        row = frame.loc[place].to_dict()
        known = [n for n, e in enumerate(exceptions) if e.check == check and e.matches(row)]
        used.update(known)
        if known:
            continue
        value = _identity(row) if is_frame_check else str(row[column])
        faults.append(
            Fault(
                file=shown,
                rule=rule,
                remedy=_remedy(is_frame_check),
                column=None if is_frame_check else column,
                row=int(lines[place]),
                value=value,
                others=len(places) - len(listed) if place == listed[-1] else 0,
            )
        )
    return faults


def rule_of(check: Any) -> str | None:
    """What a check of a schema demands, in words."""
    limits = getattr(check, "statistics", None) or {}
    name = getattr(check, "name", None)
    if name in LIMITS:
        return LIMITS[name].format(**limits)
    if name == "isin":
        return "must be one of: " + ", ".join(map(str, limits["allowed_values"]))
    return getattr(check, "error", None)


def _rule(check: str, error: Any) -> str:
    return rule_of(error.check) or {
        "not_nullable": "a value must not be missing",
        "field_uniqueness": "values must be unique",
        "column_in_schema": f"the cleaned data has a column that the schema lacks: {error.failure_cases}",
        "column_in_dataframe": f"the cleaned data lacks a column: {error.failure_cases}",
    }.get(check, f"must satisfy {error.check}")


def _remedy(is_frame_check: bool) -> str:
    if is_frame_check:
        return "correct the row; if the source itself says so, declare it in EXCEPTIONS with its reason"
    return "correct the value against the source document, then renew the receipt"


def _identity(row: Mapping[str, Any]) -> str:
    shown = [f"{k}={v}" for k, v in row.items() if k not in datasets.PROVENANCE_COLUMNS and not pd.isna(v)]
    return ", ".join(shown)[:240]
