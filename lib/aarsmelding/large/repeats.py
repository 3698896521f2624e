"""Rows that stand twice, found without comparing whole rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def repeated(frame: pd.DataFrame) -> np.ndarray:
    """The positions of the rows that an earlier row has the same values as.

    A row can only repeat another if each of its values is there more than once; one column after the other
    leaves fewer rows to look at, and a column of identifiers leaves none.
    """
    places = np.arange(len(frame), dtype=np.int32)
    for name in sorted(frame.columns, key=lambda column: not _is_text(frame[column])):
        codes = _codes(frame[name] if len(places) == len(frame) else frame[name].iloc[places])
        places = places[np.bincount(codes)[codes] > 1]
        if not len(places):
            return places
    return places[frame.iloc[places].duplicated().to_numpy()]


def _is_text(series: pd.Series) -> bool:
    return isinstance(series.dtype, pd.StringDtype)


def _codes(series: pd.Series) -> np.ndarray:
    """A number from 0 for each different value; a missing one is a value too."""
    if not _is_text(series):
        return pd.factorize(series, use_na_sentinel=True)[0] + 1
    encoded = pc.dictionary_encode(pa.array(series.array), null_encoding="encode")
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    return encoded.indices.to_numpy(zero_copy_only=False)
