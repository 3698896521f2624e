"""Printed text into typed columns: one small rule per function, faults collected, nothing coerced.

Every function takes a string Series as read from a raw file (missing is NA, the index is the line
number in the file, the name is the column) and returns a Series with the same index. A value that
does not fit becomes a `Fault` in the surrounding `collecting()`, or an error where there is none.
A categorical, as large raw files have them, is read value by value instead of row by row; text stays
a categorical.
"""

from aarsmelding.parse.cells import normal, text
from aarsmelding.parse.codes import choice, code, yes_no
from aarsmelding.parse.context import Context, collecting, report
from aarsmelding.parse.dates import MONTH_NAMES, MONTHS, clock, date_of, year
from aarsmelding.parse.intervals import rounded_count
from aarsmelding.parse.numbers import decimal_number, kroner, share, starred, whole_number
from aarsmelding.parse.words import number_word, whole_number_word

__all__ = [
    "MONTHS",
    "MONTH_NAMES",
    "Context",
    "choice",
    "clock",
    "code",
    "collecting",
    "date_of",
    "decimal_number",
    "kroner",
    "normal",
    "number_word",
    "report",
    "rounded_count",
    "share",
    "starred",
    "text",
    "whole_number",
    "whole_number_word",
    "year",
    "yes_no",
]
