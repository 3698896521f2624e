"""Importing this imports all that a kernel and a section need, and sets it aside from the collector."""

from __future__ import annotations

import gc
import importlib
import os
from unittest import mock

MODULES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "aarsmelding.charts",
    "aarsmelding.figures",
    "aarsmelding.keyfigures",
    "aarsmelding.prose",
    "aarsmelding.store",
    "aarsmelding.tables",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "numpy.random",
    "pandas.io.formats.style",
    "pandera.pandas",
    "pyarrow.parquet",
)

# debugpy warns on stderr about an interpreter in which it cannot stop everywhere; nobody debugs here.
with mock.patch.dict(os.environ, PYDEVD_DISABLE_FILE_VALIDATION="1"):
    for name in MODULES:
        importlib.import_module(name)

# A collection in a forked process would visit, and so copy, every object that was there before.
gc.collect()
gc.freeze()
