"""Numbers, money, dates and lists as Norwegian text (bokmål), from Babel's CLDR data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from aarsmelding.disclosure.marks import Mark

LOCALE = "nb"
HARD_SPACE = "\u00a0"
MINUS = "\u2212"
GROUP_FROM = 10_000
MISSING = ".."
WORDS = ["ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"]
NEUTER = frozenset(
    "avvik datasett felt kriterier land medlemmer møter prosjekter svar temaer utvalg vedtak år".split()
)


def is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def sign(value: Any) -> str:
    """The sign that stands where there is no number: `..` missing, `:` suppressed, `.` not applicable."""
    return value.sign if isinstance(value, Mark) else MISSING if is_missing(value) else ""


def number(value: float, decimals: int = 0, *, group_from: int = GROUP_FROM) -> str:
    """`12345.6` -> `12 345,6`; thousands are grouped from `group_from`."""
    if no_number := sign(value):
        return no_number
    # Half goes up, as people round; nine decimals first, so that a share times a hundred is exact.
    exact = Decimal(repr(round(float(value), 9)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
    pattern = ("#,##0" if abs(rounded) >= group_from else "0") + ("." + "0" * decimals if decimals else "")
    shown = format_decimal(rounded, format=pattern, locale=LOCALE).replace(" ", HARD_SPACE)
    # Babel puts the locale's minus sign in its own patterns only.
    return shown.replace("-", MINUS)


def word(value: int, counted: str = "") -> str:
    """Whole numbers up to twelve as words, larger ones as digits; `ett` of a neuter such as `møter`."""
    if not sign(value) and float(value).is_integer() and 0 <= value < len(WORDS):
        return "ett" if value == 1 and counted in NEUTER else WORDS[int(value)]
    return number(value)


def noun(count: float, one: str, many: str) -> str:
    """The form of a noun that goes with `count`: `sak` of one, `saker` of none or several."""
    return one if count == 1 else many


def kroner(value: float, *, unit: bool = True) -> str:
    """`2295000` -> `2 295 000 kr`."""
    text = number(value, group_from=1000)
    return f"{text}{HARD_SPACE}kr" if unit and not sign(value) else text


def million_kroner(value: float, decimals: int = 1) -> str:
    """`18000000` -> `18,0 mill. kr`."""
    if no_number := sign(value):
        return no_number
    return f"{number(value / 1_000_000, decimals)}{HARD_SPACE}mill.{HARD_SPACE}kr"


def percent(share: float, decimals: int = 1, *, unit: bool = True) -> str:
    """A share 0–1 as `33,6 %`."""
    if no_number := sign(share):
        return no_number
    text = number(share * 100, decimals)
    return f"{text}{HARD_SPACE}%" if unit else text


def percentage_points(difference: float, decimals: int = 1) -> str:
    """A difference between shares as `59,0 prosentpoeng`, without sign: a word says the direction."""
    if no_number := sign(difference):
        return no_number
    return f"{number(abs(difference) * 100, decimals)} prosentpoeng"


def long_date(value: date) -> str:
    """`7. januar 2025`."""
    if no_number := sign(value):
        return no_number
    return format_date(value, "d.\u00a0MMMM y", locale=LOCALE)


def short_date(value: date) -> str:
    """`07.01.2025`, for tables."""
    return sign(value) or format_date(value, "dd.MM.y", locale=LOCALE)


def listing(items: Sequence[str]) -> str:
    """`a, b og c`; nothing is `ingen`."""
    return format_list(list(items), locale=LOCALE) if len(items) else "ingen"


def change_word(before: float, after: float, up: str, down: str, same: str) -> str:
    """The word that the data calls for: `up`, `down` or `same`; a sign where one of them is no number."""
    if no_number := (sign(before) if isinstance(before, Mark) else "") or (
        sign(after) if isinstance(after, Mark) else ""
    ):
        return no_number
    return up if after > before else down if after < before else same
