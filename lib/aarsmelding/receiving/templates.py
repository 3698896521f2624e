"""Empty tables to fill in: a CSV for Excel, and a workbook with drop-down lists and an explanation."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import xlsxwriter

from aarsmelding import datasets, sources
from aarsmelding.paths import Project
from aarsmelding.receiving.columns import RawColumn, raw_columns
from aarsmelding.receiving.expectations import year_before
from aarsmelding.receiving.grid import letters

FOLDER = "maler"
LISTS, EXPLANATION = "Lister", "Forklaring"
FILLABLE_ROWS = 1_000
LONGEST_LIST = 200
# What a reference dataset calls its rows in running text.
NAMES = ("navn", "kortnavn", "tittel")
LONGEST_SHEET_NAME = 31


def templates(project: Project, year: int, name: str) -> dict[str, bytes]:
    """The templates of dataset `name` for the year: file name -> content."""
    columns = raw_columns(name)
    header = ";".join(columns)
    lists = choices(project, year, name)
    return {
        f"{name}.csv": f"\ufeff{header}\r\n".encode(),
        f"{name}.xlsx": _workbook(year, name, columns, lists),
    }


def choices(project: Project, year: int, name: str) -> dict[str, tuple[list[str], bool]]:
    """What may be chosen in each column that has a list, and whether nothing else may."""
    before = year_before(project, year)
    dataset = datasets.get(name)
    schema = dataset.model.to_schema().columns
    found: dict[str, tuple[list[str], bool]] = {}
    for column in raw_columns(name).values():
        allowed = [
            value
            for check in (schema[column.name].checks if column.name in schema else [])
            for value in (getattr(check, "statistics", None) or {}).get("allowed_values", [])
        ]
        if column.reference:
            found[column.name] = (_names(project, year, before, column.reference), False)
        elif column.words and "text" not in column.rules:
            words = ["Ja", "Nei"] if set(column.words) == {"ja", "nei"} else list(column.words)
            # Where numbers are read too, the words are for when there is none.
            found[column.name] = (words, not column.is_number)
        elif allowed:
            found[column.name] = ([str(value) for value in allowed], True)
        elif column.name in dataset.key and column.rules == {"text"} and before is not None:
            found[column.name] = (_values(project, before, name, column.name), False)
    return {column: found[column] for column in found if 0 < len(found[column][0]) <= LONGEST_LIST}


def _names(project: Project, year: int, before: int | None, reference: str) -> list[str]:
    for known in (year, before):
        for column in NAMES:
            if known is not None and (values := _values(project, known, reference, column)):
                return values
    return []


def _values(project: Project, year: int, name: str, column: str) -> list[str]:
    """The different values of a raw column, in the order of the file."""
    path = project.raw(year) / f"{name}.csv"
    frame, _ = sources.read_raw(path, project.shown(path), datasets.get(name).raw_columns)
    if frame is None or column not in frame:
        return []
    return [str(value) for value in frame[column].dropna().drop_duplicates()]


def _workbook(
    year: int, name: str, columns: Mapping[str, RawColumn], lists: Mapping[str, tuple[list[str], bool]]
) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": datasets.get(name).title, "created": datetime(year, 1, 1)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    # Text stays as it is typed: 10/26 is a case number, not a date.
    as_text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
    explanation = book.add_worksheet(EXPLANATION)
    listed = book.add_worksheet(LISTS)
    for place, column in enumerate(columns.values()):
        is_free = not (column.is_number or column.is_date or column.is_clock or "year" in column.rules)
        sheet.set_column(place, place, max(12, len(column.name) + 2), as_text if is_free else None)
        sheet.write_string(0, place, column.name, bold)
        if column.name in lists:
            _add_list(sheet, listed, place, *lists[column.name])
    sheet.freeze_panes(1, 0)
    _explain(explanation, name, columns, bold)
    listed.hide()
    book.close()
    return stream.getvalue()


def _add_list(sheet: Any, listed: Any, place: int, values: list[str], is_closed: bool) -> None:
    for row, value in enumerate(values):
        listed.write_string(row, place, value)
    column = letters(place)
    rule = {"validate": "list", "source": f"={LISTS}!${column}$1:${column}${len(values)}"}
    kind = "stop" if is_closed else "information"
    told = {"error_title": "Ikke i listen", "error_message": "Velg en verdi fra listen.", "error_type": kind}
    sheet.data_validation(1, place, FILLABLE_ROWS, place, rule | told)


def _explain(sheet: Any, name: str, columns: Mapping[str, RawColumn], bold: Any) -> None:
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 2, 80)
    sheet.write_string(0, 0, datasets.get(name).title, bold)
    sheet.write_string(1, 0, datasets.get(name).one_row)
    for row, column in enumerate(columns.values(), start=3):
        for place, text in enumerate((column.name, "; ".join(column.titles), column.description)):
            sheet.write_string(row, place, text)
