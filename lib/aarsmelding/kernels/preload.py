"""Importing this imports all that a kernel and a section need, and sets it aside from the collector."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from aarsmelding.imports import without
from aarsmelding.kernels.artists import unexplained

CHARTS = Path(__file__).parents[1] / "charts"
MODULES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    *(f"aarsmelding.charts.{path.stem}" for path in sorted(CHARTS.glob("[!_]*.py"))),
    "aarsmelding.columnformats",
    "aarsmelding.figures",
    "aarsmelding.kernels.lean",
    "aarsmelding.kernels.percell",
    "aarsmelding.kernels.rehearsal",
    "aarsmelding.loading",
    "aarsmelding.numbers.keyfigures",
    "aarsmelding.prose",
    "aarsmelding.store",
    "aarsmelding.tables",
    "aarsmelding.validate",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "numpy.random",
    "pandas.core.arrays.arrow._arrow_utils",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.string",
    "pandera.pandas",
    "psutil",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "sqlite3",
    "tornado.platform.asyncio",
)

# Nobody debugs here: ipykernel does without debugpy where it is not installed.
with without("debugpy"), unexplained():
    before = set(os.environ)
    for name in MODULES:
        importlib.import_module(name)
    # In a new interpreter the imports would set these again.
    SET_BY_IMPORTS = {name: value for name, value in os.environ.items() if name not in before}
    SET_BY_IMPORTS["PYDEVD_USE_FRAME_EVAL"] = "NO"  # by debugpy

# Made at the first number, table and figure of each process, unless they were made before: the
# Norwegian locale, the titles of all columns from the dataset modules, the compiled templates, letters.
sys.modules["aarsmelding.norwegian"].long_date(date.min)
sys.modules["aarsmelding.norwegian"].listing([sys.modules["aarsmelding.norwegian"].number(0)])
sys.modules["aarsmelding.columnformats"].titles()
sys.modules["aarsmelding.tables"].house_template()
sys.modules["aarsmelding.charts.canvas"].warm_up()
# Kernels can do without it.
with suppress(Exception):
    sys.modules["aarsmelding.kernels.rehearsal"].rehearse()

lean = sys.modules["aarsmelding.kernels.lean"]
lean.ModulesThen.first = frozenset(sys.modules)

# A collection in a forked process would visit, and so copy, every object that was there before. Nor is
# there one now: it would find little, and leave holes, to be filled in memory that is then copied.
gc.freeze()
gc.enable()
