"""Where in a workbook there are tables of a dataset."""

from __future__ import annotations

from collections.abc import Iterator

from aarsmelding.receiving import headers
from aarsmelding.receiving.grid import Sheet, Workbook
from aarsmelding.receiving.headercells import read, runs
from aarsmelding.receiving.refusal import Refused
from aarsmelding.receiving.table import Table

MOST_HEADER_ROWS = 3
# Headers of several rows are looked for this far down; a header of one row anywhere.
DEEPEST_HEADER = 100


def candidates(workbook: Workbook, wanted: str | None, sheet: str | None) -> list[Table]:
    """Every table that has at least two columns of a dataset; of `wanted`, whatever its name looks like."""
    visible = [s for s in workbook.sheets if not s.is_hidden]
    chosen = [s for s in workbook.sheets if s.name == sheet] if sheet else visible
    if sheet and not chosen:
        known = ", ".join(f"«{s.name}»" for s in workbook.sheets)
        raise Refused(f"there is no sheet «{sheet}»", "the workbook", f"use one of: {known}")
    return [table for s in chosen for table in _in_sheet(s, wanted)]


def _in_sheet(sheet: Sheet, wanted: str | None) -> Iterator[Table]:
    is_used: set[tuple[str, int]] = set()
    for row in range(len(sheet.rows)):
        if not any(isinstance(cell, str) and cell.strip()[:1].isalpha() for cell in sheet.rows[row]):
            continue
        for height in range(1, MOST_HEADER_ROWS + 1 if row < DEEPEST_HEADER else 2):
            if row + height > len(sheet.rows):
                break
            for table in _with_header(sheet, row, height, wanted):
                bottom = (table.dataset, table.first_row)
                if height == 1 or (table.fits(0.5) and bottom not in is_used):
                    is_used.add(bottom)
                    yield table


def _with_header(sheet: Sheet, row: int, height: int, wanted: str | None) -> Iterator[Table]:
    names = read(sheet, row, height)
    if len(names) < 2:
        return
    likely = headers.datasets_of(form for forms in names.values() for form in forms)
    likely |= {wanted} if wanted else set()
    for dataset in sorted(likely):
        whole = _table(sheet, dataset, row, height, names)
        parts = [_table(sheet, dataset, row, height, run) for run in runs(names)]
        split = [part for part in parts if part.fits()]
        if height > 1 and not _needs_all_rows(whole, sheet):
            continue
        # Two tables side by side have an empty column between them.
        yield from split if whole.twice and len(split) > 1 else ([whole] if len(whole.columns) >= 2 else [])


def _needs_all_rows(table: Table, sheet: Sheet) -> bool:
    """Whether more columns are found than in the last header row alone."""
    bottom = read(sheet, table.first_row - 1, 1)
    alone = _table(sheet, table.dataset, table.first_row - 1, 1, bottom)
    return len(table.columns) > len(alone.columns)


def _table(sheet: Sheet, dataset: str, row: int, height: int, names: dict[int, list[str]]) -> Table:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    twice: list[str] = []
    for place, forms in names.items():
        found = headers.column_of(dataset, forms)
        if found is None:
            unknown[place] = forms[-1]
        elif found in columns:
            twice.append(found)
        else:
            columns[found] = place
    if columns:
        near_runs = [run for run in runs(names) if set(run) & set(columns.values())]
        near = {place for run in near_runs for place in run}
        unknown = {place: text for place, text in unknown.items() if place in near}
    return Table(sheet, dataset, row, height, columns, unknown, twice)
