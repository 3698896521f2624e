"""What calamine does not tell of an ODS file: what is hidden or computed, its size, every other text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from aarsmelding.receiving.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from aarsmelding.receiving.grid import Sheet
from aarsmelding.receiving.ooxml import PICTURES, Facts, elements
from aarsmelding.receiving.refusal import Refused

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
HIDDEN = ("collapse", "filter")
ROW, CELL, COVERED, COLUMN, SHEET = (
    TABLE + kind for kind in ("table-row", "table-cell", "covered-table-cell", "table-column", "table")
)


def facts(archive: zipfile.ZipFile, name: str) -> Facts:
    """Read content.xml and the other parts; raises Refused where a sheet unfolds to too many cells."""
    sheets: dict[str, Sheet] = {}
    loose: list[tuple[str, str]] = []
    with archive.open("content.xml") as stream:
        for table in _tables(stream):
            sheet = Sheet(table.get(TABLE + "name") or "", [])
            _scan(table, sheet, name)
            sheets[sheet.name] = sheet
            loose += [
                (f"a note, {sheet.name}", "".join(note.itertext()))
                for note in table.iter(OFFICE + "annotation")
            ]
    for part in archive.namelist():
        if part.endswith(".xml") and part not in ("content.xml", "styles.xml", "settings.xml"):
            where = "the properties of the file" if part == "meta.xml" else f"the part {part} of the file"
            with archive.open(part) as stream:
                loose += [
                    (where, e.text)
                    for e in elements(stream)
                    if isinstance(e.tag, str) and (e.text or "").strip()
                ]
    with archive.open("content.xml") as stream:
        links = [v for e in elements(stream) if isinstance(e.tag, str) for v in e.attrib.values() if "@" in v]
    loose += [("a link in the sheets", link) for link in links]
    pictures = sum(
        part.lower().endswith(PICTURES) and "Thumbnails" not in part for part in archive.namelist()
    )
    return Facts(sheets, loose, [f"{pictures} pictures, which are not read or checked"] if pictures else [])


def _tables(stream: Any) -> Iterator[Any]:
    whole = etree.iterparse(
        stream, tag=SHEET, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, table in whole:
        yield table
        table.clear()


def _scan(table: Any, sheet: Sheet, name: str) -> None:
    column = 0
    for element in table.iter(COLUMN):
        count = min(int(element.get(TABLE + "number-columns-repeated", 1)), MOST_COLUMNS)
        if element.get(TABLE + "visibility") in HIDDEN:
            sheet.hidden_columns.update(range(column, min(column + count, MOST_COLUMNS)))
        column += count
    row, widest = 0, 0
    for element in table.iter(ROW):
        repeated = int(element.get(TABLE + "number-rows-repeated", 1))
        filled = _scan_row(element, row, sheet)
        if filled:
            widest, height = max(widest, filled), row + repeated
            if height > MOST_ROWS or widest > MOST_COLUMNS or height * widest > MOST_CELLS:
                remedy = "delete empty rows and columns after the table"
                raise Refused("a sheet is larger than can be taken", f"{name}, sheet «{sheet.name}»", remedy)
        if element.get(TABLE + "visibility") in HIDDEN:
            sheet.hidden_rows.update(range(row, min(row + repeated, MOST_ROWS)))
        row += repeated


def _scan_row(element: Any, row: int, sheet: Sheet) -> int:
    """The number of columns up to the last filled cell; notes formulas, errors and merged cells."""
    column, filled = 0, 0
    for cell in element.iterchildren(CELL, COVERED):
        repeated = int(cell.get(TABLE + "number-columns-repeated", 1))
        if cell.get(OFFICE + "value-type") or len(cell):
            filled = column + repeated
        if cell.get(TABLE + "formula"):
            sheet.formulas.add((row, column))
            if not cell.get(OFFICE + "value-type"):
                sheet.uncomputed.add((row, column))
        if cell.get(CALC + "value-type") == "error":
            sheet.errors.add((row, column))
        if cell.get(OFFICE + "value-type") == "percentage":
            decimals = len((cell.get(OFFICE + "value") or "").partition(".")[2]) - 2
            sheet.formats[row, column] = "0." + "0" * decimals + "%" if decimals > 0 else "0%"
        wide = int(cell.get(TABLE + "number-columns-spanned", 1))
        tall = int(cell.get(TABLE + "number-rows-spanned", 1))
        if wide > 1 or tall > 1:
            sheet.merged.append(((row, column), (row + tall - 1, column + wide - 1)))
        column += repeated
    return filled
