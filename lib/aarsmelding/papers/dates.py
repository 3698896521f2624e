"""Dates and times of day as meeting papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aarsmelding.papers import lists

NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)(?![\d.]*\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
WORDED = re.compile(r"(?<![\d.,])(\d{1,2})\.? ?([a-zæøåA-ZÆØÅ@]{3,9})\.?(?: (\d{4}))?(?![a-zæøå])")
MONTH_ONLY = re.compile(r"(?<![\d.] )(?<![\d.])\b([a-zæøå]{3,9}) (20\d\d)\b")
CLOCK = r"(\d{1,2})(?:[.:](\d\d))?"
SPAN = re.compile(rf"(?<![\d.]){CLOCK} ?[-–—] ?(?:kl\.? ?)?{CLOCK}(?![\d.]*\d)")


@dataclass(frozen=True)
class Dated:
    """A date in a text: as printed, where, and whether something was put right or added."""

    day: date
    printed: str
    start: int
    repaired: bool = False
    year_added: bool = False

    @property
    def value(self) -> str:
        return self.day.strftime("%d.%m.%Y")


def dates(text: str, year: int | None = None) -> list[Dated]:
    """Every date that exists, from left to right; one without a year needs `year`."""
    return sorted(_dates(text, year), key=lambda found: found.start)


def _dates(text: str, year: int | None) -> Iterator[Dated]:
    for pattern, order in ((NUMERIC, (3, 2, 1)), (ISO, (1, 2, 3))):
        for match in pattern.finditer(text):
            whole = int(match[order[0]])
            day = _day(whole + 2000 if whole < 100 else whole, int(match[order[1]]), int(match[order[2]]))
            if day:
                yield Dated(day, match[0], match.start())
    for match in WORDED.finditer(text):
        named = lists.month(match[2])
        known = int(match[3]) if match[3] else year
        day = _day(known, named[0], int(match[1])) if named and known else None
        if named and day:
            # The stop behind a month is an abbreviation's, or the sentence's.
            whole_name = match[2].lower() in lists.MONTH_NAMES
            printed = match[0].strip().rstrip("." if whole_name else "")
            yield Dated(day, printed, match.start(), named[1], match[3] is None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def months(text: str) -> list[tuple[str, str, int]]:
    """Months without a day: (yyyy-mm, as printed, where)."""
    found = []
    for match in MONTH_ONLY.finditer(text):
        named = lists.month(match[1])
        if named and not named[1]:
            found.append((f"{match[2]}-{named[0]:02d}", match[0], match.start()))
    return found


def span(text: str) -> tuple[str, str] | None:
    """The first `13.00-15.30`, as (start, end)."""
    for match in SPAN.finditer(text):
        if match[2] is None and match[4] is None and "kl" not in text.lower():
            continue
        clocks = [(int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 0))]
        if all(hour < 24 and minute < 60 for hour, minute in clocks) and clocks[0] < clocks[1]:
            start, end = (f"{hour:02d}.{minute:02d}" for hour, minute in clocks)
            return start, end
    return None
