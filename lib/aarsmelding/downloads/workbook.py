"""The tables of the report as one Excel workbook: typed cells, a sheet each, a list of them first."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aarsmelding.downloads.exports import EMPTY_CELL, Export, below, csv_text
from aarsmelding.tabledata import DATE, MONEY, NUMBER, SHARE, Cell, Column

CONTENTS = "Innhold"
NUMBERS = (NUMBER, MONEY, SHARE)
HEADER_ROW = 3
NARROWEST, WIDEST = 9, 48
SIDES = 2
LINE = 15
# A limit of Excel's.
HIGHEST_ROW = 409
A4 = 9


def workbook(exports: Sequence[Export], title: str, author: str, year: int) -> bytes:
    """All tables as one Excel file, a sheet each and a list of them first; the same bytes every time."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    # The library gives every file in the archive one fixed time; the book itself would say now.
    created = datetime(year, 12, 31)
    book.set_properties({"title": title, "author": author, "created": created})
    style = _Style(book)
    _contents(book.add_worksheet(CONTENTS), exports, title, style)
    for export in exports:
        _sheet(book.add_worksheet(export.sheet), export, style)
    book.close()
    return stream.getvalue()


class _Style:
    """The formats of the workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.title = self._made(bold=True, font_size=14)
        self.text = self._made(text_wrap=True, valign="top")
        self.plain = self._made()
        self.link = book.get_default_url_format()

    def _made(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(properties)
        return self._known[key]

    def header(self, side: dict[str, Any]) -> Format:
        return self._made(bold=True, bottom=1, text_wrap=True, valign="top", **side)

    def cell(self, column: Column, cell: Cell, side: dict[str, Any], is_total: bool) -> Format:
        properties: dict[str, Any] = {"valign": "top", **side}
        if isinstance(cell, str) and column.kind != DATE:
            properties["text_wrap"] = True
        elif column.kind in (DATE, *NUMBERS):
            properties["num_format"] = number_format(column)
        if is_total:
            properties |= {"bold": True, "top": 1}
        return self._made(**properties)


def _side(column: Column, place: int) -> dict[str, Any]:
    """Numbers to the right; the rest to the left, with room after the number before it."""
    if column.kind in NUMBERS:
        return {"align": "right"}
    return {"align": "left", "indent": 1 if place else 0}


def number_format(column: Column) -> str:
    """How a spreadsheet shows the numbers of a column; it puts in its reader's own signs."""
    if column.kind == DATE:
        return "dd.mm.yyyy"
    decimals = "." + "0" * column.decimals if column.decimals else ""
    if column.kind == SHARE:
        return f"0{decimals} %"
    return f"{'#,##0' if column.grouped else '0'}{decimals}"


def _contents(sheet: Worksheet, exports: Sequence[Export], title: str, style: _Style) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 70)
    sheet.write_string(0, 0, title, style.title)
    sheet.write_string(1, 0, f"Hver tabell har sitt eget ark. {EMPTY_CELL}", style.plain)
    for place, header in enumerate(("Ark", "Del", "Tabell")):
        sheet.write_string(HEADER_ROW, place, header, style.header({}))
    for row, export in enumerate(exports, start=HEADER_ROW + 1):
        sheet.write_url(row, 0, f"internal:'{export.sheet}'!A1", style.link, export.sheet)
        sheet.write_string(row, 1, export.title, style.text)
        sheet.write_string(row, 2, export.caption, style.text)
    _for_paper(sheet)


def _sheet(sheet: Worksheet, export: Export, style: _Style) -> None:
    data = export.data
    sheet.write_string(0, 0, data.caption, style.title)
    sheet.write_url(1, 0, f"internal:'{CONTENTS}'!A1", style.link, "Til innholdet")
    sides = [_side(column, place) for place, column in enumerate(data.columns)]
    widths = [_width(column, [row[place] for row in data.rows]) for place, column in enumerate(data.columns)]
    _set_height(sheet, HEADER_ROW, [column.header for column in data.columns], widths)
    for place, column in enumerate(data.columns):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(HEADER_ROW, place, column.header, style.header(sides[place]))
    for number, row in enumerate(data.rows, start=HEADER_ROW + 1):
        is_total = data.total is not None and row[0] == data.total
        _set_height(sheet, number, row, widths)
        for place, (cell, column) in enumerate(zip(row, data.columns, strict=True)):
            _put(sheet, number, place, cell, column, style.cell(column, cell, sides[place], is_total))
    note, source = below(data)
    lines = [line for line in (note, f"Kilde: {source}" if source else "") if line]
    for number, line in enumerate(lines, start=HEADER_ROW + 2 + len(data.rows)):
        sheet.write_string(number, 0, line, style.plain)
    _for_paper(sheet)


def _put(sheet: Worksheet, row: int, place: int, cell: Cell, column: Column, form: Format) -> None:
    """Write one cell as what it is; a text is never a formula or a link."""
    if cell is None:
        sheet.write_blank(row, place, None, form)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, place, cell, form)
    elif column.kind == DATE:
        sheet.write_datetime(row, place, datetime.fromisoformat(cell), form)
    else:
        sheet.write_string(row, place, cell, form)


def _set_height(sheet: Worksheet, row: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
    """Room for the lines of the longest text; not every program finds that out by itself."""
    texts = [(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
    lines = max((_lines(text, width - SIDES) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(HIGHEST_ROW, LINE * lines))


@lru_cache(1 << 14)
def _lines(text: str, room: int) -> int:
    """How many lines `text` takes; most texts are short or stand in many rows, and wrapping is slow."""
    return 1 if len(text.expandtabs()) <= room else len(textwrap.wrap(text, room))


def _for_paper(sheet: Worksheet) -> None:
    """The header stays in sight, on the screen and on every page."""
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(1)


def _width(column: Column, cells: Sequence[Cell]) -> int:
    longest_word = max((len(word) for word in column.header.split()), default=0)
    longest = max((len(csv_text(cell, column)) for cell in cells), default=0)
    # Room for the signs between thousands.
    return min(
        WIDEST, max(NARROWEST, longest_word + SIDES, longest + (2 * SIDES if column.grouped else SIDES))
    )
