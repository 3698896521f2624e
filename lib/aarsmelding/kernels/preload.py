"""Importing this imports all that a kernel and a section need, and sets it aside from the collector."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from unittest import mock

MODULES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "aarsmelding.charts",
    "aarsmelding.figures",
    "aarsmelding.numbers.keyfigures",
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
    before = set(os.environ)
    for name in MODULES:
        importlib.import_module(name)
    # In a new interpreter the imports would set these again.
    SET_BY_IMPORTS = {name: value for name, value in os.environ.items() if name not in before}

# Read from the dataset modules at the first table of each process, unless it was read before.
sys.modules["aarsmelding.tables"].titles()

# A collection in a forked process would visit, and so copy, every object that was there before.
gc.collect()
gc.freeze()
