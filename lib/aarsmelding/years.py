"""Which numbers can be the year of a report."""

from __future__ import annotations

from aarsmelding.errors import UsageError

YEARS = range(2000, 2100)


def require(year: int, where: str = "--year") -> int:
    """`year`, or a refusal of what can be none."""
    if year not in YEARS:
        raise UsageError(f"{year} is not a year of a report", where, "write it as 2026")
    return year
