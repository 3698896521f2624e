"""The tables of the report as files: their names, and CSV as Norwegian Excel opens it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from aarsmelding.page.headings import slug
from aarsmelding.tabledata import DATE, Cell, Column, TableData

FOLDER = "tabeller"
CONTENTS = f"{FOLDER}/innhold.csv"
EMPTY_CELL = "En tom celle betyr at tallet ikke er oppgitt. Tomt er ikke det samme som null."
LONGEST_SLUG = 60
# A limit of Excel's.
LONGEST_SHEET_NAME = 31
# A spreadsheet takes a text that begins so for a formula, also in its full-width forms.
FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True)
class Export:
    """A table with its place in the report and the names of its file and its sheet."""

    section: str
    title: str
    file: str
    sheet: str
    data: TableData

    @property
    def caption(self) -> str:
        return self.data.caption

    def as_record(self) -> dict[str, Any]:
        """It as JSON has it."""
        return {**vars(self), "data": self.data.as_record()}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Export:
        return cls(**{**record, "data": TableData.from_record(record["data"])})


def named(tables: Iterable[tuple[str, str, TableData]]) -> list[Export]:
    """Name the tables, given as (section, title of the section, table), in the order of the report."""
    counted: Counter[str] = Counter()
    exports = []
    for section, title, data in tables:
        # Counted by what fits in the name of a sheet, so that no two sheets get the same one.
        short = section[: LONGEST_SHEET_NAME - 4]
        counted[short] += 1
        number = f"{counted[short]:02}"
        file = f"{FOLDER}/{slug(section)}-{number}-{_short(slug(data.caption))}.csv"
        exports.append(Export(section, title, file, f"{short}-{number}", data))
    return exports


def _short(words: str) -> str:
    """As many whole words as there is room for."""
    return words if len(words) <= LONGEST_SLUG else words[: LONGEST_SLUG + 1].rpartition("-")[0]


def by_section(exports: Iterable[Export]) -> list[tuple[str, list[Export]]]:
    """The tables under the titles of their sections, as the page lists them."""
    return [(title, list(found)) for title, found in groupby(exports, key=lambda export: export.title)]


def write(exports: Sequence[Export], folder: Path) -> None:
    """Write the CSV files and their list into the report folder."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for export in exports:
        headers = [column.header for column in export.data.columns]
        rows = (
            [csv_text(cell, column) for cell, column in zip(row, export.data.columns, strict=True)]
            for row in export.data.rows
        )
        _write_csv(folder / export.file, headers, rows)
    listed = [
        [e.title, e.caption, Path(e.file).name, e.sheet, *below(e.data), str(len(e.data.rows))]
        for e in exports
    ]
    headers = ["Del", "Tabell", "Fil", "Ark i arbeidsboken", "Merknad", "Kilde", "Rader"]
    _write_csv(folder / CONTENTS, headers, listed)


def below(data: TableData) -> tuple[str, str]:
    """The note and the source line of a table, as a spreadsheet says them."""
    has_gaps = any(cell is None for row in data.rows for cell in row)
    notes = [data.note, EMPTY_CELL] if has_gaps else [data.note]
    return " ".join(filter(None, notes)), data.source


def _write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(header) for header in headers])
    writer.writerows(rows)
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))


def csv_text(cell: Cell, column: Column) -> str:
    """A cell as Norwegian Excel reads it: decimal comma, no grouping, dates as 07.01.2025."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    if column.kind == DATE:
        return f"{date.fromisoformat(cell):%d.%m.%Y}"
    return harmless(cell)


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe first, where it looks like one."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text
