"""Numbers of a statistics export as the raw files write them: counts, durations, shares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from aarsmelding.receiving import numbers
from aarsmelding.receiving.columns import RawColumn
from aarsmelding.receiving.numbers import Understood

RULES = {"count": "rounded_count", "seconds": "decimal", "share": "share"}
THOUSAND = re.compile(r"(?<=\d)[\s\u00a0\u202f]*[kK]$")
PARTS = re.compile(
    r"(?:(?P<h>\d+) ?(?:t|h|timer?) ?)?(?:(?P<m>\d+) ?(?:m|min|minutter)\.? ?)?"
    r"(?:(?P<s>\d+(?:,\d+)?) ?(?:s|sek|sekunder)?\.?)?"
)
CLOCK = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d{1,2}):(?P<s>\d\d)")
PLAIN = re.compile(r"\d+(?:,\d+)?")


def understood(name: str, kind: str, cells: Mapping[int, str], decimal: str | None) -> Understood:
    """One column of an export (row -> text): every cell that is a number, rewritten.

    The sign that divides thousands or decimals is decided by the column, or by `decimal`, or is a problem.
    """
    plain = {row: THOUSAND.sub("k", text.strip()) for row, text in cells.items()}
    column = RawColumn(name, frozenset({RULES[kind]}))
    result = numbers.understood(column, plain, decimal)
    if result.problem:
        return result
    read = {**plain, **result.changed}
    if kind == "seconds":
        read = {row: _duration(text) for row, text in read.items()}
    elif kind == "share" and all(_is_ratio(text) for text in read.values()):
        read = {row: _percent(text) for row, text in read.items()}
    return Understood({row: text for row, text in read.items() if text != cells[row]}, result.note)


def _duration(text: str) -> str:
    """`88,38`, `88 s`, `1m 28s`, `00:01:28` -> `1 m 28 s`; anything else as it stands, to be refused."""
    match = CLOCK.fullmatch(text) or PARTS.fullmatch(text)
    if match is None or not any(match.groups()):
        return text
    hours, minutes = (int(match[part] or 0) for part in "hm")
    seconds = round(Decimal((match["s"] or "0").replace(",", ".")))
    total = hours * 3600 + minutes * 60 + seconds
    return f"{total // 60} m {total % 60} s"


def _is_ratio(text: str) -> bool:
    return bool(PLAIN.fullmatch(text)) and Decimal(text.replace(",", ".")) <= 1


def _percent(text: str) -> str:
    percent = round(Decimal(text.replace(",", ".")) * 100, 4)
    return f"{percent.normalize():f}".replace(".", ",") + " %"
