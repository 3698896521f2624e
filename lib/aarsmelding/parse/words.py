"""Numbers that the source writes as words, from null to tolv."""

from __future__ import annotations

import pandas as pd

from aarsmelding.parse.cells import each
from aarsmelding.parse.numbers import decimal, whole

WORD_FORMS = "null|ingen en|ett|én to tre fire fem seks sju|syv åtte ni ti elleve tolv".split()
NUMBER_WORDS = {word: n for n, forms in enumerate(WORD_FORMS) for word in forms.split("|")}


def number_word(series: pd.Series) -> pd.Series:
    """`sju`, `4,5` or `ett` -> Float64: numbers that the source writes as words."""

    def convert(value: str) -> float:
        return float(NUMBER_WORDS[value.lower()]) if value.lower() in NUMBER_WORDS else decimal(value)

    return each(
        series, convert, "Float64", "must be a number or a number word up to tolv", "write it as printed"
    )


def whole_number_word(series: pd.Series) -> pd.Series:
    """`sju` or `21` -> Int64: counts that the source writes as words or digits."""

    def convert(value: str) -> int:
        return NUMBER_WORDS[value.lower()] if value.lower() in NUMBER_WORDS else whole(value)

    return each(
        series,
        convert,
        "Int64",
        "must be a whole number or a number word up to tolv",
        "write it as printed, such as sju or 21",
    )
