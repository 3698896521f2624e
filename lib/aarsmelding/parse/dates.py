"""Days and times as they are printed: a year, a date, a time of day."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from aarsmelding.parse.cells import each

MONTH_NAMES = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}


def year(series: pd.Series) -> pd.Series:
    """A four-digit year -> Int64."""

    def convert(value: str) -> int:
        if not re.fullmatch(r"(19|20)\d\d", value):
            raise ValueError
        return int(value)

    return each(series, convert, "Int64", "must be a year", "write four digits, such as 2025")


def date_of(series: pd.Series) -> pd.Series:
    """`10.12.2025`, `16.05.25`, `2025-12-10` or `10. desember 2025` -> datetime64."""

    def convert(value: str) -> pd.Timestamp:
        if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
            year_, month, day = (int(part) for part in match.groups())
        elif match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)", value):
            day, month, year_ = (int(part) for part in match.groups())
            year_ += 2000 if year_ < 100 else 0
        elif match := re.fullmatch(r"(\d{1,2})\. ?([a-zæøå]+) (\d{4})", value.lower()):
            day, year_ = int(match[1]), int(match[3])
            if match[2] not in MONTHS:
                raise ValueError
            month = MONTHS[match[2]]
        else:
            raise ValueError
        return pd.Timestamp(date(year_, month, day))

    return each(series, convert, "datetime64[ns]", "must be a date that exists", "write it as 10.12.2025")


def clock(series: pd.Series) -> pd.Series:
    """`13.00` -> `13:00` (text, 24 hours)."""

    def convert(value: str) -> str:
        match = re.fullmatch(r"(\d{1,2})[.:](\d\d)", value)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueError
        return f"{int(match[1]):02d}:{match[2]}"

    return each(series, convert, "str", "must be a time of day", "write it as 13.00")
