"""Parsing a long column by its different values: each is read once, then put where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from aarsmelding.errors import Fault, bounded
from aarsmelding.large.columns import TEXT, categorical, cells

Convert = Callable[[pd.Series], tuple[pd.Series, list[Fault]]]
# Nothing, or a space other than a single one between words: what `parse.normal` may change.
UNEVEN = r"^$|^ | $|  |\p{Cc}|[^\P{Z} ]"


def each(series: pd.Series, convert: Convert, known: Iterable[str] | None) -> tuple[pd.Series, list[Fault]]:
    """What `convert` makes of `series`, and a fault for each row that has a refused value.

    Text that comes out of a categorical is one too, with the categories `known` if they are given.
    """
    codes, words = _coded(series)
    # A missing value has the code -1, which is the last place.
    converted, refused = convert(pd.Series([*words, None], name=series.name, dtype="str"))
    faults = bounded(_placed(series.index, codes, {int(f.row or 0): f for f in refused})) if refused else []
    if not isinstance(converted.dtype, pd.StringDtype):
        return _series(converted.array.take(codes), series), faults
    texts = sorted(set(known) if known is not None else set(converted.dropna()))
    place = {text: number for number, text in enumerate(texts)}
    result = categorical(np.array([place.get(text, -1) for text in converted])[codes], texts)
    is_categorical = isinstance(series.dtype, pd.CategoricalDtype)
    return _series(result if is_categorical else result.astype(TEXT), series), faults


def tidied(series: pd.Series, normal: Callable[[str], str]) -> pd.Series:
    """Text that went through `normal`, blank made missing; only where there is something to change."""
    matches = pc.match_substring_regex(cells(series), UNEVEN)
    is_uneven = pc.fill_null(matches, False).to_numpy(zero_copy_only=False)
    if not is_uneven.any():
        return series
    evened = series.copy()
    evened[is_uneven] = [normal(value) or None for value in series[is_uneven]]
    return evened


def _coded(series: pd.Series) -> tuple[np.ndarray, list[str]]:
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), series.cat.categories.tolist()
    encoded = cells(series).dictionary_encode()
    return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), encoded.dictionary.to_pylist()


def _placed(index: pd.Index, codes: np.ndarray, refused: dict[int, Fault]) -> Iterable[Fault]:
    for place in np.flatnonzero(np.isin(codes, list(refused))):
        yield replace(refused[int(codes[place])], row=int(index[place]))


def _series(values: pd.api.extensions.ExtensionArray, like: pd.Series) -> pd.Series:
    return pd.Series(values, index=like.index, name=like.name, copy=False)
