"""Raw files of millions of rows: the same contract, the same refusals, in memory that does not run out.

Above `LARGE_BYTES` a raw file is read with pyarrow. For a dataset that declares `CATEGORIES` a column with
few different values becomes a categorical, so that each value is parsed and checked once; all else is text.
What the quick reader cannot vouch for is read again, record by record, by the reader of small files, which
also says what is wrong.
"""

from __future__ import annotations

LARGE_BYTES = 32 * 2**20
# Longer columns and frames are handled by distinct values instead of row by row.
MANY_ROWS = 100_000
# A column with more different values is text, not categories.
MOST_CATEGORIES = 50_000
