"""Made-up rows through the `clean` of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

import pandas as pd
from aarsmelding import parse
from aarsmelding.errors import DataRefused

NO_LISTS: Mapping[str, Mapping[str, str]] = {}


def clean(
    module: ModuleType,
    *rows: Mapping[str, str | None],
    vocabulary: Mapping[str, Mapping[str, str]] = NO_LISTS,
) -> pd.DataFrame:
    """What `clean` makes of `rows`, the first of them on line 2 of its file; what is not given is blank.

    `vocabulary` holds the closed lists: printed name -> id, by dataset. Raises DataRefused with the
    faults of the cells.
    """
    blank = dict.fromkeys((*module.RAW_COLUMNS, "kilde", "sted"))
    placed = [
        blank | {"kilde": "made up", "sted": f"linje {line}"} | dict(row)
        for line, row in enumerate(rows, start=2)
    ]
    raw = pd.DataFrame(placed, index=range(2, 2 + len(rows)), dtype="str")
    with parse.collecting(vocabulary=vocabulary) as context:
        frame = module.clean(raw)
    if context.faults:
        raise DataRefused(context.faults)
    return frame
