"""Where in a workbook the table is, and which dataset it belongs to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aarsmelding import datasets
from aarsmelding.receiving import headers
from aarsmelding.receiving.columns import is_edition, raw_columns
from aarsmelding.receiving.grid import Sheet, Workbook, is_blank
from aarsmelding.receiving.refusal import Refused

MOST_HEADER_ROWS = 3
# Headers of several rows are looked for this far down; a header of one row anywhere.
DEEPEST_HEADER = 100
LONGEST_HEADER = 120
SCALED = re.compile(r"\b(1[ .]?000|tusen|mill\b|mill\.|millioner|mrd|tkr|mnok|mkr)", re.IGNORECASE)
ENOUGH = 0.6
NEAREST = 3


@dataclass
class Table:
    """A table in a sheet: its header rows, and which of its columns is which of the dataset's.

    `unknown` are the headers of columns that the dataset does not have.
    """

    sheet: Sheet
    dataset: str
    header: int
    height: int
    columns: dict[str, int]
    unknown: dict[int, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        return self.header + self.height

    @property
    def missing(self) -> list[str]:
        return [name for name in raw_columns(self.dataset) if name not in self.columns]

    @property
    def rank(self) -> tuple[int, float]:
        """How well it fits: columns found, and their share of the dataset's."""
        return len(self.columns), len(self.columns) / len(raw_columns(self.dataset))

    def fits(self, least: float = ENOUGH) -> bool:
        return len(self.columns) >= max(2, math.ceil(least * len(raw_columns(self.dataset))))

    @property
    def span(self) -> tuple[int, int]:
        """The first and last column of the table."""
        places = [*self.columns.values(), *self.unknown]
        return min(places), max(places)


def candidates(workbook: Workbook, wanted: str | None, sheet: str | None) -> list[Table]:
    """Every table that has at least two columns of a dataset; of `wanted`, whatever its name looks like."""
    visible = [s for s in workbook.sheets if not s.is_hidden]
    chosen = [s for s in workbook.sheets if s.name == sheet] if sheet else visible
    if sheet and not chosen:
        known = ", ".join(f"«{s.name}»" for s in workbook.sheets)
        raise Refused(f"there is no sheet «{sheet}»", "the workbook", f"use one of: {known}")
    return [table for s in chosen for table in _in_sheet(s, wanted)]


def choose(found: Sequence[Table], wanted: str | None, name: str) -> Table:
    """The one table the delivery is about. Raises Refused where there is none, or more than one."""
    if wanted:
        found = [t for t in found if t.dataset == wanted]
        fitting = [t for t in found if t.fits(0)]
    else:
        fitting = [t for t in found if t.fits() and not is_edition(t.dataset)]
    tables = _without_repeated_headers(_best_where_they_overlap(fitting))
    for table in tables:
        rivals = {t.dataset for t in fitting if _overlap(t, table) and t.rank == table.rank}
        if len(rivals) > 1:
            names = " and ".join(sorted(rivals))
            raise Refused(f"the table fits two datasets: {names}", name, "say which with --as DATASET")
    if not tables:
        raise _nothing(found, wanted, name)
    if len(names_found := {t.dataset for t in tables}) > 1:
        where = "; ".join(f"{t.dataset} at {t.sheet.where(t.header)}" for t in tables)
        remedy = "receive it once for each with --as " + " or --as ".join(sorted(names_found))
        raise Refused("the delivery holds tables of several datasets", f"{name}: {where}", remedy)
    if len(tables) > 1:
        where = "; ".join(t.sheet.where(t.header) for t in tables)
        problem = f"the delivery holds several tables of {tables[0].dataset}"
        raise Refused(problem, f"{name}: {where}", "say which with --sheet NAME, or deliver one table")
    _refuse_scaled(tables[0], name)
    if twice := tables[0].twice:
        where = tables[0].sheet.where(tables[0].header)
        raise Refused(f"two columns are both {twice[0]}", f"{name}: {where}", "rename or remove one of them")
    return tables[0]


def _refuse_scaled(table: Table, name: str) -> None:
    """Refuse amounts in thousands or millions: the dataset is in whole units."""
    for column, place in table.columns.items():
        if raw_columns(table.dataset)[column].is_number and "mill" not in column:
            above = [table.sheet.at(row, place) for row in range(table.header, table.first_row)]
            if any(isinstance(text, str) and SCALED.search(text) for text in above):
                where = f"{name}: {table.sheet.where(table.header, place)}"
                remedy = "deliver whole kroner or counts"
                raise Refused(f"the column {column} is in thousands or millions", where, remedy)


def _nothing(found: Sequence[Table], wanted: str | None, name: str) -> Refused:
    best: dict[str, Table] = {}
    for table in sorted(found, key=lambda t: t.rank, reverse=True):
        best.setdefault(table.dataset, table)
    if not best:
        what = f"a table of {wanted}" if wanted else "a table of any dataset"
        known = ", ".join(raw_columns(wanted)) if wanted else ", ".join(datasets.names())
        hint = "the columns are" if wanted else "say which it is with --as DATASET; the datasets are"
        return Refused(f"there is no header row of {what}", name, f"{hint}: {known}")
    near = list(best.values())[:NEAREST]
    told = "; ".join(f"{t.dataset} lacks {', '.join(t.missing)}" for t in near)
    where = f"{name}: {near[0].sheet.where(near[0].header)}"
    return Refused(
        f"the columns fit no dataset; nearest: {told}", where, "rename the headers, or use --as DATASET"
    )


def _overlap(one: Table, other: Table) -> bool:
    """Whether two tables share header cells."""
    (start, stop), (first, last) = one.span, other.span
    shares_rows = one.header < other.first_row and other.header < one.first_row
    return one.sheet is other.sheet and shares_rows and start <= last and first <= stop


def _best_where_they_overlap(tables: Sequence[Table]) -> list[Table]:
    """Of the readings of one header, the one that finds most columns, in the fewest rows."""
    kept: list[Table] = []
    for table in sorted(tables, key=lambda t: (-t.rank[0], -t.rank[1], t.height)):
        if not any(_overlap(table, better) for better in kept):
            kept.append(table)
    return sorted(kept, key=lambda t: t.header)


def _without_repeated_headers(tables: list[Table]) -> list[Table]:
    """A header repeated on every printed page is one table."""
    kept: list[Table] = []
    for table in tables:
        same = [
            t
            for t in kept
            if t.sheet is table.sheet and t.columns == table.columns and t.header < table.header
        ]
        if not (same and _texts(table) == _texts(same[-1])):
            kept.append(table)
    return kept


def _texts(table: Table) -> list[str]:
    sheet = table.sheet
    return [str(sheet.at(table.first_row - 1, column)) for column in sorted(table.columns.values())]


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
    names = _header(sheet, row, height)
    if len(names) < 2:
        return
    likely = headers.datasets_of(form for forms in names.values() for form in forms)
    likely |= {wanted} if wanted else set()
    for dataset in sorted(likely):
        whole = _table(sheet, dataset, row, height, names)
        parts = [_table(sheet, dataset, row, height, run) for run in _runs(names)]
        split = [part for part in parts if part.fits()]
        if height > 1 and not _needs_all_rows(whole, sheet):
            continue
        # Two tables side by side have an empty column between them.
        yield from split if whole.twice and len(split) > 1 else ([whole] if len(whole.columns) >= 2 else [])


def _needs_all_rows(table: Table, sheet: Sheet) -> bool:
    """Whether more columns are found than in the last header row alone."""
    bottom = _header(sheet, table.first_row - 1, 1)
    alone = _table(sheet, table.dataset, table.first_row - 1, 1, bottom)
    return len(table.columns) > len(alone.columns)


def _header(sheet: Sheet, row: int, height: int) -> dict[int, list[str]]:
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


def _runs(names: dict[int, list[str]]) -> list[dict[int, list[str]]]:
    runs: list[dict[int, list[str]]] = []
    for column, forms in names.items():
        if not runs or column - 1 not in runs[-1]:
            runs.append({})
        runs[-1][column] = forms
    return runs


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
        runs = [run for run in _runs(names) if set(run) & set(columns.values())]
        near = {place for run in runs for place in run}
        unknown = {place: text for place, text in unknown.items() if place in near}
    return Table(sheet, dataset, row, height, columns, unknown, twice)
