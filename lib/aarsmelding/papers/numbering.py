"""Case numbers in the forms that partnerships write them: 58/25, 5-2026, 2026/14."""

from __future__ import annotations

import re

NUMBER = r"(\d{1,3}) ?[/–-] ?((?:20)?[1-4]\d)(?!\d|[./–-]\d)"
# What may stand before the number of a case in a list of cases or above a case.
SERIES = r"(?:PS|RS|OS|FO|BS|DS|MS)"
YEAR_FIRST = re.compile(r"(?<![\d./–-])(20[1-4]\d) ?/ ?(\d{1,3})(?!\d|[./–-]\d)")


def in_order(text: str) -> str:
    """`2026/14` turned to `14/2026`, as the register writes it; the length of `text` is kept."""
    return YEAR_FIRST.sub(lambda match: f"{match[2]}/{match[1]}".ljust(len(match[0])), text)


def written(text: str, number: str, year: str) -> str:
    """The number with the sign between its parts that `text` has."""
    return f"{number}/{year}" if "/" in text else f"{number}-{year}"
