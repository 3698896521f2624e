"""What must hold between datasets: foreign keys and sums across tables.

A check is a function here whose parameters are named after the datasets it needs; it yields faults.
Being a public function in this module is its registration.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from aarsmelding.errors import Fault

Check = Callable[..., Iterator[Fault]]


def all_checks() -> dict[str, Check]:
    """Every check in this module, by name: the public functions that are generators."""
    here = sys.modules[__name__]
    return {
        name: function
        for name, function in inspect.getmembers(here, inspect.isgeneratorfunction)
        if not name.startswith("_")
    }


def run(frames: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """The faults of every check whose datasets are all in `frames`."""
    faults: list[Fault] = []
    for check in all_checks().values():
        needed = list(inspect.signature(check).parameters)
        if all(name in frames for name in needed):
            faults += check(*(frames[name] for name in needed))
    return faults
