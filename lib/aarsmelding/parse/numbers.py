"""Numbers as they are printed: whole ones, kroner, decimals, percentages, counts with a note sign."""

from __future__ import annotations

import re

import pandas as pd

from aarsmelding.parse.cells import each

# What a 64-bit integer and a float both hold exactly.
MOST_DIGITS = 15


def whole(value: str) -> int:
    """One whole number. Raises ValueError for anything else."""
    digits = value.replace(" ", "")
    if not re.fullmatch(rf"-?\d{{1,{MOST_DIGITS}}}", digits):
        raise ValueError
    if " " in value and not re.fullmatch(r"-?\d{1,3}( \d{3})+", value):
        raise ValueError
    return int(digits)


def whole_number(series: pd.Series) -> pd.Series:
    """`1 234` or `241` -> Int64."""
    return each(
        series, whole, "Int64", "must be a whole number", "write digits only, such as 241, or leave it blank"
    )


def _kroner(value: str) -> int:
    match = re.fullmatch(r"(-?)\s*kr\.?\s*(-?)(.+?)(,-)?", value) or re.fullmatch(
        r"(-?)()(.+?)\s*(?:kr|kroner)?(,-)?", value
    )
    if match is None:
        raise ValueError
    amount = whole(match[3].strip())
    if amount < 0:
        raise ValueError
    return -amount if match[1] or match[2] else amount


def kroner(series: pd.Series) -> pd.Series:
    """`kr 2 295 000`, `-kr 260 043`, `2 295 000` -> whole kroner, Int64."""
    return each(
        series,
        _kroner,
        "Int64",
        "must be an amount in whole kroner",
        "write it as printed, such as kr 2 295 000, with spaces between groups of three digits",
    )


def decimal(value: str) -> float:
    """One number with decimal comma. Raises ValueError for anything else."""
    if not re.fullmatch(r"-?\d{1,3}( \d{3})*(,\d+)?|-?\d+(,\d+)?", value):
        raise ValueError
    if len(re.sub(r"\D", "", value)) > MOST_DIGITS:
        raise ValueError
    return float(value.replace(" ", "").replace(",", "."))


def decimal_number(series: pd.Series) -> pd.Series:
    """`31,7` (decimal comma) -> Float64."""
    return each(
        series,
        decimal,
        "Float64",
        "must be a number with decimal comma",
        "write it as printed, such as 31,7",
    )


def share(series: pd.Series) -> pd.Series:
    """`31,7` or `7,84 %` in percent -> a share 0–1, Float64 (rounded to six digits)."""

    def convert(value: str) -> float:
        return round(decimal(value.removesuffix("%").strip()) / 100, 6)

    return each(
        series, convert, "Float64", "must be a percentage", "write it as printed, such as 31,7 or 31,7 %"
    )


def starred(series: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Split `*1` from `1`: (plain values, values behind a star), both Int64.

    A star is a note sign, so the number behind it counts something else than the column does.
    """
    is_starred = series.str.strip().str.startswith("*").fillna(False).astype(bool)
    plain = whole_number(series.mask(is_starred))
    noted = whole_number(series.where(is_starred).str.strip().str.removeprefix("*"))
    return plain, noted
