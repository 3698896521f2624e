"""Stated and computed values as a reader sees them, and how far apart they lie."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from aarsmelding import norwegian, parse
from aarsmelding.datasets.paastander import CLOCK, DATE, TEXT, TRUTH

MOST_DECIMALS = 4
# Units in which a number is a name of something: a later year is not a larger one.
LABELS = frozenset({"måned", "paragraf", "prioritet", "side", "vedlegg"})
YEARS_FROM = 1900
POINTS = "prosentpoeng"
PERIODS = {"år": ("år", "år"), "måned": ("måned", "måneder")}
EARLY_LATE, LOW_HIGH = ("tidlig", "sent"), ("lavt", "høyt")
TRUTH_WORDS = {True: "stemmer", False: "stemmer ikke"}


def decimals_of(stated: Any, unit: str, tolerance: Any) -> int:
    """As many decimals as the claim is printed with: its tolerance is half of the last one."""
    if isinstance(stated, (str, bool)):
        return 0
    scale = 100 if unit == "andel" else 1
    if norwegian.is_missing(tolerance) or tolerance == 0:
        text = f"{stated * scale:.{MOST_DECIMALS}f}".rstrip("0")
        return len(text.partition(".")[2])
    return min(MOST_DECIMALS, max(0, -math.floor(math.log10(2 * tolerance * scale) + 1e-9)))


def display(value: Any, unit: str, decimals: int = 0) -> str:
    """A stated or computed value as a reader sees it; what is counted is said beside it, so not here."""
    if unit == TRUTH or isinstance(value, bool):
        return TRUTH_WORDS[bool(value)]
    if unit == DATE:
        return norwegian.long_date(date.fromisoformat(value))
    if unit == CLOCK:
        return str(value).replace(":", ".")
    if unit == TEXT or isinstance(value, str):
        return str(value)
    if unit == "måned" and value in parse.MONTHS.values():
        return parse.MONTH_NAMES[int(value) - 1]
    if is_label(value, unit):
        return str(value)
    if unit == "kr" and float(value).is_integer():
        return norwegian.kroner(value)
    if unit == "andel":
        return norwegian.percent(value, decimals)
    shown = norwegian.number(value, decimals)
    return f"{shown} {POINTS}" if unit == POINTS else shown


def is_label(value: Any, unit: str) -> bool:
    """Whether the number is a name of something, such as a year or a paragraph."""
    return unit in LABELS or unit.endswith("nummer") or (unit == "år" and value >= YEARS_FROM)


def gap_of(difference: float, unit: str, decimals: int, is_label: bool) -> str:
    """How far the stated number lies from the computed one: `difference` is computed minus stated."""
    size = abs(difference)
    while round(size * (100 if unit == "andel" else 1), decimals) == 0 and decimals < MOST_DECIMALS:
        decimals += 1
    if unit == "andel":
        amount = norwegian.percentage_points(size, decimals)
    else:
        amount = display(size, "" if is_label else unit, decimals)
    if is_label and unit in PERIODS:
        return f"{amount}{norwegian.HARD_SPACE}{PERIODS[unit][size != 1]} for {EARLY_LATE[difference < 0]}"
    return f"{amount} for {LOW_HIGH[difference < 0]}"
