"""Workbooks: values through calamine, and what it does not tell through the XML of the file itself."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from aarsmelding.receiving import odf, ooxml
from aarsmelding.receiving.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, ODS, TAKEN, XLSX, Delivery
from aarsmelding.receiving.grid import Sheet, Value, Workbook, is_blank
from aarsmelding.receiving.refusal import Refused


def reading(delivery: Delivery) -> Workbook:
    """The workbook in the delivery. Raises Refused where it is damaged or too large."""
    facts: ooxml.Facts | None = None
    try:
        if delivery.kind in (XLSX, ODS):
            with zipfile.ZipFile(io.BytesIO(delivery.content)) as archive:
                facts = (ooxml if delivery.kind == XLSX else odf).facts(archive, delivery.name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(delivery.content))
        sheets = [_sheet(book, meta, facts, delivery) for meta in book.sheets_metadata if _is_table(meta)]
    except Refused:
        raise
    except PasswordError:
        raise Refused(
            "the file is protected by a password", delivery.name, "deliver it without one"
        ) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a damaged file can make the reader panic, which is no Exception
        raise Refused("the workbook is damaged or cut off", delivery.name, "ask for it again") from None
    if not sheets:
        raise Refused("the workbook has no sheet with cells", delivery.name, TAKEN)
    notes = [f"{delivery.kind} workbook, {len(sheets)} sheet{'s' if len(sheets) > 1 else ''}"]
    return Workbook(sheets, facts.loose if facts else [], notes + (facts.notes if facts else []))


def _is_table(meta: Any) -> bool:
    return meta.typ == SheetTypeEnum.WorkSheet


def _sheet(book: Any, meta: Any, facts: ooxml.Facts | None, delivery: Delivery) -> Sheet:
    found = book.get_sheet_by_name(meta.name)
    height, width = (found.end[0] + 1, found.end[1] + 1) if found.end else (0, 0)
    if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
        problem = "a sheet is larger than can be taken"
        raise Refused(problem, delivery.name, "delete empty rows and columns after the table")
    rows = [[_value(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    known = facts.sheets.get(meta.name) if facts else None
    sheet = known or Sheet(meta.name, [])
    sheet.rows = rows
    sheet.is_hidden = meta.visible != SheetVisibleEnum.Visible or sheet.is_hidden
    sheet.merged = sheet.merged or list(found.merged_cell_ranges or [])
    sheet.uncomputed = {place for place in sheet.uncomputed if is_blank(_at(rows, place))}
    return sheet


def _at(rows: list[list[Value]], place: tuple[int, int]) -> Value:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _value(cell: Any) -> Value:
    if cell == "" or cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, str | bool | int | float | date | time | timedelta):
        return cell
    return str(cell)
