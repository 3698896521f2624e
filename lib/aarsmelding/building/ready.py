"""Importing this makes once what each worker would make at its first step: in what they are forked from."""

from __future__ import annotations

import concurrent.futures.process  # noqa: F401
import multiprocessing.queues  # noqa: F401

import pandera.backends.pandas.builtin_checks
import pandera.backends.pandas.register  # noqa: F401
from nbformat import current_nbformat, current_nbformat_minor
from nbformat.validator import get_validator

from aarsmelding.building import handing  # noqa: F401
from aarsmelding.page import fragments

# The code that validates notebooks, which is generated from their schema, and the compiled template.
get_validator(current_nbformat, current_nbformat_minor)
fragments.exporter()
