"""Counts that are printed rounded: each stands for an interval of whole numbers."""

from __future__ import annotations

import re

import pandas as pd

from aarsmelding.parse.cells import each
from aarsmelding.parse.numbers import whole


def rounded_count(series: pd.Series) -> pd.DataFrame:
    """`14k`, `6,8k`, `989` -> columns `verdi`, `nedre`, `oevre` (Int64).

    `14k` stands for some whole number in the half-open interval from 13 500 to 14 500: it is
    rounded, and the interval says how much. A number printed in full is sharp: all three are equal.
    """

    def bounds(value: str) -> tuple[int, int, int]:
        match = re.fullmatch(r"(\d+)(?:,(\d))?k", value)
        if match is None:
            sharp = whole(value)
            return sharp, sharp, sharp
        step = 100 if match[2] else 1000
        nominal = int(match[1]) * 1000 + int(match[2] or 0) * 100
        return nominal, nominal - step // 2, nominal + step // 2

    triples = each(series, bounds, object, "must be a count such as 989, 6,8k or 14k", "write it as printed")
    columns = {
        name: pd.Series([None if t is None else t[place] for t in triples], series.index, dtype="Int64")
        for place, name in enumerate(("verdi", "nedre", "oevre"))
    }
    return pd.DataFrame(columns)
