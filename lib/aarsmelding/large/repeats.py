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
    if any(_end_unlike(cells(frame[name])) for name in texts):
        return places[:0]
    for name in sorted(frame, key=lambda column: column not in texts):
        codes = _codes(frame[name] if len(places) == len(frame) else frame[name].iloc[places])
        places = places[np.bincount(codes)[codes] > 1]
        if not len(places):
            return places
    return places[frame.iloc[places].duplicated().to_numpy()]


def _end_unlike(values: pa.Array) -> bool:
    """Whether no two texts have the same last eight bytes, which is quicker to know than that they differ."""
    if values.null_count or not len(values):
        return False
    _, bounds, characters = values.buffers()
    ends = np.frombuffer(bounds, np.int64)[values.offset : values.offset + len(values) + 1]
    padded = np.concatenate([np.zeros(8, np.uint8), np.frombuffer(characters or b"", np.uint8)])
    # The eight bytes before each place of the characters, as one number.
    before = np.ndarray(len(padded) - 7, "<u8", padded, strides=(1,))
    lengths = np.diff(ends)
    foreign = np.clip(8 - lengths, 0, 7).astype(np.uint64) * np.uint64(8)
    endings = np.where(lengths > 0, before[ends[1:]] >> foreign << foreign, 0)
    endings.sort()
    return not (endings[1:] == endings[:-1]).any()


def _codes(series: pd.Series) -> np.ndarray:
    """A number from 0 for each different value; a missing one is a value too."""
    if not isinstance(series.dtype, pd.StringDtype):
        return pd.factorize(series, use_na_sentinel=True)[0] + 1
    encoded = pc.dictionary_encode(cells(series), null_encoding="encode")
    return encoded.indices.to_numpy(zero_copy_only=False)
