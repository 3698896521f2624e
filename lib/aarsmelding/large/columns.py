"""Columns of text gathered block by block: categories where values repeat, plain text elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from aarsmelding import large

TEXT = pd.StringDtype(na_value=np.nan)


class Columns:
    """The columns of a raw table while it is read; all of them are text unless `categories`."""

    def __init__(self, names: Sequence[str], categories: bool) -> None:
        self._blocks: dict[str, list[pa.Array]] = {name: [] for name in names}
        # The different texts of each column that may still become a categorical.
        self._words: dict[str, set[str | None]] = {name: set() for name in names} if categories else {}
        self.rows = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Append a block in which every column is text."""
        self.rows += batch.num_rows
        for name, blocks in self._blocks.items():
            block = batch.column(name)
            if name in self._words:
                block = block.dictionary_encode()
                self._words[name].update(block.dictionary.to_pylist())
                if len(self._words[name]) > large.MOST_CATEGORIES:
                    del self._words[name]
            blocks.append(block)

    def longest_cell(self) -> int:
        """The number of characters in the longest cell."""
        values = [
            block.dictionary if pa.types.is_dictionary(block.type) else block
            for blocks in self._blocks.values()
            for block in blocks
        ]
        return max((pc.max(pc.utf8_length(value)).as_py() or 0 for value in values), default=0)

    def frame(self, index: pd.Index) -> pd.DataFrame:
        """Everything gathered, which is given up column by column."""
        return pd.DataFrame({name: self._given_up(name) for name in self._blocks}, copy=False).set_axis(index)

    def _given_up(self, name: str) -> pd.api.extensions.ExtensionArray:
        blocks, self._blocks[name] = self._blocks[name], []
        if name in self._words:
            return _categorical(pa.chunked_array(blocks).unify_dictionaries().combine_chunks())
        as_text = [block.cast(pa.large_string()) for block in blocks]
        return TEXT.__from_arrow__(pa.chunked_array(as_text).combine_chunks())


def _categorical(encoded: pa.DictionaryArray) -> pd.Categorical:
    """In alphabetical order, so that what is sorted or grouped comes out as text would."""
    words = encoded.dictionary.to_pylist()
    in_order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.empty(len(words) + 1, dtype=np.int32)
    rank[in_order], rank[-1] = np.arange(len(words)), -1
    codes = rank[encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)]
    return categorical(codes, [words[place] for place in in_order])


def categorical(codes: np.ndarray, words: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(words, dtype="str"))


def cells(series: pd.Series) -> pa.Array:
    """A text column as pyarrow has it, in one piece."""
    values = pa.array(series.array)
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
