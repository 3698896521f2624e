"""Every text of a delivery is held against the rules for personal data before anything is stored or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.receiving import headers, namelists, personal
from aarsmelding.receiving.grid import Sheet, Value, Workbook, is_blank, letters

REMEDY = "take it out of the delivery, and deliver it again; the value is not shown here"
HEADERS = re.compile(
    r"\b(tlf|telefon\w*|mobil\w*|e ?post\w*|e ?mail\w*|mail\w*|foedselsn\w*|foedselsdato|foedt|"
    r"personn\w*|fnr|dnr)\b"
)
NUMERIC = re.compile(r"[\d\s.,%()\u00a0\u202f\u2009+\u2212-]+")
MOST_FAULTS = 200
LONGEST_HEADER = 40


def require_impersonal(workbook: Workbook, name: str) -> None:
    """Refuse the delivery where any text of it holds personal data. Raises DataRefused without the value."""
    faults: list[Fault] = []
    for fault in _faults(workbook, name):
        faults.append(fault)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise DataRefused(faults)


def _faults(workbook: Workbook, name: str) -> Iterator[Fault]:
    for place, text in workbook.loose:
        yield from _told(f"{name}, {place}", personal.kinds_in(text, bare_numbers=False))
    for number, sheet in enumerate(workbook.sheets, start=1):
        if found := personal.kinds_in(sheet.name):
            yield from _told(f"{name}, the name of sheet {number}", found)
        else:
            yield from _of_sheet(sheet, f"{name}, sheet «{sheet.name}»" if sheet.name else name)


def _of_sheet(sheet: Sheet, where: str) -> Iterator[Fault]:
    for row, column in namelists.found_in(sheet):
        yield replace(_fault(where, namelists.KIND, sheet, row, column), remedy=namelists.REMEDY)
    numeric = {column for column in range(sheet.width) if _is_of_numbers(sheet, column)}
    for row, cells in enumerate(sheet.rows):
        before: str | None = None
        for column, value in enumerate(cells):
            if is_blank(value):
                before = None
                continue
            text = _text(value)
            is_number = not isinstance(value, str) or column in numeric
            for kind in personal.kinds_in(text, bare_numbers=not is_number):
                yield _fault(where, kind, sheet, row, column)
            if isinstance(value, str) and _heads_personal_data(sheet, row, column, text):
                yield _fault(where, "a column for personal data", sheet, row, column)
            digits = text.strip()
            # A number of birth and a personal number side by side are one number in two cells.
            if before and re.fullmatch(r"\d{5}", digits) and personal.is_identity(before + digits):
                yield _fault(where, personal.IDENTITY, sheet, row, column)
            before = (
                re.sub(r"[.\- ]", "", digits) if re.fullmatch(r"\d\d[.\- ]?\d\d[.\- ]?\d\d", digits) else None
            )


def _heads_personal_data(sheet: Sheet, row: int, column: int, text: str) -> bool:
    """Whether a header says that the cells below are personal data, and there are some."""
    if len(text) > LONGEST_HEADER or not HEADERS.search(headers.fold(text)):
        return False
    return any(not is_blank(sheet.at(below, column)) for below in range(row + 1, len(sheet.rows)))


def _is_of_numbers(sheet: Sheet, column: int) -> bool:
    """Whether a column is of numbers but for its headers, so that eight digits are no phone number."""
    texts = [v for cells in sheet.rows if column < len(cells) and isinstance(v := cells[column], str)]
    filled = [text for text in texts if not is_blank(text)]
    numbers = [text for text in filled if NUMERIC.fullmatch(text.strip())]
    words = [text for text in filled if text not in numbers]
    # The words are headers and titles, or money with its currency.
    return bool(numbers) and len(words) <= max(3, len(numbers) // 10) and len(set(map(len, numbers))) > 1


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.15g}" if value.is_integer() else ""
    return str(value)


def _fault(where: str, kind: str, sheet: Sheet, row: int, column: int) -> Fault:
    place = letters(column) if sheet.has_columns else str(column + 1)
    return Fault(where, f"the delivery holds personal data: {kind}", REMEDY, place, sheet.line(row))


def _told(where: str, kinds: list[str]) -> Iterator[Fault]:
    for kind in kinds:
        yield Fault(where, f"the delivery holds personal data: {kind}", REMEDY)
