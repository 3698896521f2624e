"""pandera for pandas frames, and for no others.

Where dask is installed (a cluster needs it), pandera imports all of dask.dataframe, to be able to annotate
its frames. That takes every process half a second, and nothing here has such a frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from aarsmelding.imports import without

with without("dask", "dask.dataframe"):
    import pandera.pandas as pa
    import pandera.typing.dask  # it would come with the first model  # noqa: F401

from pandera.dtypes import immutable
from pandera.engines import pandas_engine

__all__ = ["pa"]


@pandas_engine.Engine.register_dtype(equivalents=[str])
@immutable(init=True)
class Text(pandas_engine.STRING):  # type: ignore[misc]
    """pandera's own, with one answer where every value is text: else a table is made of what is none."""

    def check(self, pandera_dtype: Any, data_container: Any = None) -> bool | Iterable[bool]:
        answers = super().check(pandera_dtype, data_container)
        return answers if isinstance(answers, bool) or not np.all(np.asarray(answers)) else True
