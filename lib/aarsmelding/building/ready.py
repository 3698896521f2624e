"""Importing this makes once what each worker would make at its first step: in what they are forked from."""

from __future__ import annotations

import concurrent.futures.process  # noqa: F401
import multiprocessing.queues  # noqa: F401

import pandas as pd
from nbformat import current_nbformat, current_nbformat_minor
from nbformat.v4 import new_markdown_cell, new_notebook
from nbformat.validator import get_validator

from aarsmelding.building import handing  # noqa: F401
from aarsmelding.page import exporting
from aarsmelding.schemas import pa

# The code that validates notebooks, which is generated from their schema; the compiled templates; and what
# pandera imports with the first frame.
get_validator(current_nbformat, current_nbformat_minor)
exporting.exporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("prosa")]))  # type: ignore[no-untyped-call]
pa.DataFrameSchema().validate(pd.DataFrame())
