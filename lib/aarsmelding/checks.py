"""What must hold between datasets: foreign keys and sums across tables.

A check is a function here whose parameters are named after the datasets it needs; it yields faults.
Being a public function in this module is its registration.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from aarsmelding import datasets
from aarsmelding.errors import Fault

Check = Callable[..., Iterator[Fault]]


def all_checks() -> dict[str, Check]:
    """Every check in this module, by name."""
    return {}


def run(frames: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """The faults of every check whose datasets are all there."""
    return []
