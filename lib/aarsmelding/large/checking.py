"""A dataset's schema for a large frame: categories where the contract says text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from aarsmelding.datasets import Dataset
from aarsmelding.schemas import pa


def schema(dataset: Dataset, frame: pd.DataFrame, is_key_unique: bool) -> pa.DataFrameSchema:
    """The schema of `dataset` with the same checks; what is already known of its key is not asked again."""
    plain = dataset.model.to_schema()
    categories = [name for name in plain.columns if _is_categorical(frame, name)]
    unique = _sole(dataset.key) if is_key_unique else []
    changes: dict[str, dict[str, Any]] = {name: {"dtype": pa.Category} for name in categories}
    changes |= {name: {**changes.get(name, {}), "unique": False} for name in unique}
    return plain.update_columns(changes) if changes else plain


def _is_categorical(frame: pd.DataFrame, name: str) -> bool:
    return name in frame.columns and isinstance(frame[name].dtype, pd.CategoricalDtype)


def _sole(key: Sequence[str]) -> list[str]:
    return list(key) if len(key) == 1 else []
