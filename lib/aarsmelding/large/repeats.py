"""Rows that stand twice, found without comparing whole rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from aarsmelding.large.columns import cells


def repeated(frame: pd.DataFrame) -> np.ndarray:
    """The positions of the rows that an earlier row has the same values as.

    A row can only repeat another if each of its values is there more than once; one column after the other
    leaves fewer rows to look at, and a column of identifiers leaves none.
    """
    places = np.arange(len(frame), dtype=np.int32)
    texts = [name for name in frame if isinstance(frame[name].dtype, pd.StringDtype)]
    if any(_are_in_order(cells(frame[name])) for name in texts):
        return places[:0]
    for name in sorted(frame, key=lambda column: column not in texts):
        codes = _codes(frame[name] if len(places) == len(frame) else frame[name].iloc[places])
        places = places[np.bincount(codes)[codes] > 1]
        if not len(places):
            return places
    return places[frame.iloc[places].duplicated().to_numpy()]


def _are_in_order(values: pa.Array) -> bool:
    """Whether each comes after the one before, as numbered things do: longer, or later in the alphabet."""
    if values.null_count:
        return False
    growth = np.diff(pc.binary_length(values).to_numpy())
    is_later = pc.less(values[:-1], values[1:]).to_numpy(zero_copy_only=False)
    return bool(((growth > 0) | ((growth == 0) & is_later)).all())


def _codes(series: pd.Series) -> np.ndarray:
    """A number from 0 for each different value; a missing one is a value too."""
    if not isinstance(series.dtype, pd.StringDtype):
        return pd.factorize(series, use_na_sentinel=True)[0] + 1
    encoded = pc.dictionary_encode(cells(series), null_encoding="encode")
    return encoded.indices.to_numpy(zero_copy_only=False)
