"""Dates and times as spreadsheets and people write them, made readable where `parse` would not understand.

Day and month are told apart by the whole column, or the column is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from aarsmelding.receiving.numbers import Understood

WRITTEN = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)")
TIME_AFTER = re.compile(r"[ T]+(?:kl\.? ?)?0{1,2}[.:]00(?:[.:]00)?$")
SERIALS = range(20_000, 60_000)
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
DAY_FIRST, MONTH_FIRST = "day", "month"


def dates(cells: Mapping[int, str], first: str | None, is_from_1904: bool) -> Understood:
    """The cells of a column of dates (row -> text) as dd.mm.yyyy where they were written otherwise.

    `first` is what somebody has named as coming first in a date; None lets the column itself decide.
    """
    plain = {row: TIME_AFTER.sub("", text.strip()) for row, text in cells.items()}
    parts = {row: match for row, text in plain.items() if (match := WRITTEN.fullmatch(text))}
    is_day = [row for row, m in parts.items() if int(m[1]) > 12]
    is_month = [row for row, m in parts.items() if int(m[3]) > 12]
    open_ = tuple(
        row for row, m in parts.items() if int(m[1]) <= 12 and int(m[3]) <= 12 and int(m[1]) != int(m[3])
    )
    if is_day and is_month:
        problem = "some cells have the day first and others the month"
        return Understood({}, problem=problem, rows=(*is_day, *is_month))
    if open_ and not is_day and not is_month and first is None:
        problem = "the day and the month cannot be told apart, and no cell decides"
        return Understood({}, problem=problem, rows=open_)
    is_reversed = bool(is_month) or (first == MONTH_FIRST and not is_day)
    changed = {}
    for row, text in plain.items():
        new = _written(parts[row], is_reversed) if row in parts else _serial(text, is_from_1904)
        if new and new != cells[row]:
            changed[row] = new
    ways = []
    if is_reversed and changed:
        ways.append("the month stands first")
    if any(row not in parts for row in changed):
        ways.append("serial numbers are days since 1900")
    return Understood(changed, "; ".join(ways) or ("rewritten as dd.mm.yyyy" if changed else ""))


def clocks(cells: Mapping[int, str]) -> Understood:
    """The cells of a column of times as hh.mm where they were numbers: parts of a day, or 13,3 for 13.30."""
    numbers = {
        row: float(text.replace(",", "."))
        for row, text in cells.items()
        if re.fullmatch(r"\d+,\d+|\d+", text)
    }
    changed = {row: text[:-3] for row, text in cells.items() if re.fullmatch(r"\d{1,2}[.:]\d\d[.:]00", text)}
    if not numbers:
        return Understood(changed, "seconds taken away" if changed else "")
    if all(number < 1 for number in numbers.values()):
        minutes = {row: round(number * 1440) for row, number in numbers.items()}
        changed |= {row: f"{m // 60:02d}.{m % 60:02d}" for row, m in minutes.items()}
        return Understood(changed, "numbers are parts of a day")
    hours = {row: f"{number:05.2f}" for row, number in numbers.items()}
    if all(1 <= n < 24 and int(hours[row][3:]) < 60 and round(n, 2) == n for row, n in numbers.items()):
        return Understood(changed | hours, "numbers are hours and minutes, 13,3 being 13.30")
    return Understood({}, problem="numbers that are no times of day", rows=tuple(numbers))


def text_of(value: date | datetime | time | timedelta) -> str:
    """A date or time cell as it is read in Norwegian: 03.04.2026, 13.30."""
    if isinstance(value, datetime):
        day = f"{value:%d.%m.%Y}"
        return day if value.time() == time() else f"{day} {value:%H.%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H.%M}" if value.second == 0 else f"{value:%H.%M.%S}"
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60:02d}.{minutes % 60:02d}" if not seconds else f"{minutes} m {seconds} s"


def _written(match: re.Match[str], is_reversed: bool) -> str:
    day, month = (match[3], match[1]) if is_reversed else (match[1], match[3])
    if not is_reversed and match[2] == ".":
        return match[0]
    return f"{int(day):02d}.{int(month):02d}.{match[4]}"


def _serial(text: str, is_from_1904: bool) -> str | None:
    if re.fullmatch(r"\d{8}", text):
        try:
            return f"{date(int(text[:4]), int(text[4:6]), int(text[6:])):%d.%m.%Y}"
        except ValueError:
            return None
    if re.fullmatch(r"\d{5}(,0+)?", text) and int(text[:5]) in SERIALS:
        return text_of((EPOCH_1904 if is_from_1904 else EPOCH) + timedelta(days=int(text[:5])))
    return None if WRITTEN.fullmatch(text) else text
