"""pandera for pandas frames, and for no others.

Where dask is installed (a cluster needs it), pandera imports all of dask.dataframe, to be able to annotate
its frames. That takes every process half a second, and nothing here has such a frame.
"""

from __future__ import annotations

from aarsmelding.imports import without

with without("dask", "dask.dataframe"):
    import pandera.pandas as pa
    import pandera.typing.dask  # it would come with the first model  # noqa: F401

__all__ = ["pa"]
