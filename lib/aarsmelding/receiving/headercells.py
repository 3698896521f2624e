"""What the header of each column may read, in one row or several."""

from __future__ import annotations

from aarsmelding.receiving.grid import Sheet, is_blank

LONGEST_HEADER = 120


def read(sheet: Sheet, row: int, height: int) -> dict[int, list[str]]:
    """What the header of each column may read: its lowest cell, and that with those above it."""
    merged = {
        (r, c): first
        for first, last in sheet.merged
        if first[0] < row + height and last[0] >= row
        for r in range(first[0], min(last[0], row + height) + 1)
        for c in range(first[1], last[1] + 1)
    }
    names: dict[int, list[str]] = {}
    for column in range(max(len(sheet.rows[r]) for r in range(row, row + height))):
        texts = [
            _header_cell(sheet, r, column, merged, is_upper=r < row + height - 1)
            for r in range(row, row + height)
        ]
        if texts[-1] is None and height == 1:
            continue
        written = list(dict.fromkeys(text for text in texts if text))
        if written and all(len(text) <= LONGEST_HEADER for text in written):
            names[column] = list(dict.fromkeys([" ".join(written), written[-1]]))
    return names


def _header_cell(sheet: Sheet, row: int, column: int, merged: dict, is_upper: bool) -> str | None:
    at = merged.get((row, column), (row, column))
    value = sheet.at(*at)
    while is_upper and value is None and not sheet.merged and at[1] > 0:
        at = (at[0], at[1] - 1)
        value = sheet.at(*at)
    if is_blank(value) or not isinstance(value, str | int):
        return None
    return " ".join(str(value).replace("-\n", "").split())


def runs(names: dict[int, list[str]]) -> list[dict[int, list[str]]]:
    """The columns in runs without an empty one between them."""
    found: list[dict[int, list[str]]] = []
    for column, forms in names.items():
        if not found or column - 1 not in found[-1]:
            found.append({})
        found[-1][column] = forms
    return found
