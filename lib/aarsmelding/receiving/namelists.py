"""Lists of persons among deliveries: found by their headers and the names below them, and never taken.

The delivery itself is kept as it came, so a list with names is refused, and not counted on the way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aarsmelding.papers.persons import CAPITALISED, given_names
from aarsmelding.receiving import headers
from aarsmelding.receiving.grid import Place, Sheet, Value, is_blank

KIND = "a list of persons"
REMEDY = (
    "take the names out, and deliver how many there were in each role: utvalg, dato, status, part, rolle, "
    "organisasjon, antall (aarsmelding new-year writes the template of oppmoete)"
)
# Below these there is nothing but names.
PARTS_OF_NAMES = re.compile(r"(fornavn|etternavn|mellomnavn|first name|last name|surname)( .*)?")
# Below these there may be names of other things too.
PERSONS = re.compile(
    r"(.* )?(navn\w*|name|deltak\w+|moetedeltak\w+|deltag\w+|frammoett\w*|medlem\w*|representant\w*|"
    r"varamedlem\w*|vara|ansvarlig\w*|til ?stede\w*|forfall|oppmoete|person\w*|kontaktperson\w*|"
    r"saksbehandler\w*|referent|moeteleder)( .*)?"
)
LONGEST_HEADER = 40


def found_in(sheet: Sheet) -> Iterator[Place]:
    """Yields the cells that hold a person's name, below a header that says so."""
    for column in range(sheet.width):
        all_below, names_below = _headers(sheet, column)
        for row in range(min(all_below, names_below) + 1, len(sheet.rows)):
            value = sheet.at(row, column)
            is_part = row > all_below and isinstance(value, str) and not is_blank(value)
            if is_part or _is_name(value):
                yield row, column


def _headers(sheet: Sheet, column: int) -> tuple[int, int]:
    """The first rows of a column with a header of parts of names, and of persons; else the number of rows."""
    first = [len(sheet.rows)] * 2
    for row in range(len(sheet.rows)):
        header = sheet.at(row, column)
        if not isinstance(header, str) or len(header) > LONGEST_HEADER:
            continue
        plain = headers.fold(header)
        for place, pattern in enumerate((PARTS_OF_NAMES, PERSONS)):
            if pattern.fullmatch(plain):
                first[place] = min(first[place], row)
    return first[0], first[1]


def _is_name(value: Value) -> bool:
    """Whether a cell is a given name and another, in either order."""
    if not isinstance(value, str):
        return False
    text = " ".join(value.split())
    first, comma, rest = text.partition(", ")
    forms = [first, f"{rest} {first}"] if comma else [text]
    return any(CAPITALISED.fullmatch(form) and re.split("[ -]", form)[0] in given_names() for form in forms)
