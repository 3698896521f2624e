"""Money tables: runs of lines with amounts in columns, as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aarsmelding.papers.cells import INFERRED, PRINTED, Record
from aarsmelding.papers.lines import Line
from aarsmelding.papers.persons import Persons

DATASET = "pengetabell"
AMOUNT = re.compile(
    r"-?\s*kr\.?\s*-?\s*\d[\d\u00a0\u202f .]*(?:,-|,\d\d)?"
    r"|-?\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,-| kr| kroner)?"
)
MOST_COLUMNS = 30
MOST_ROWS = 500
# A longer text is a comment, not the name of anything.
MOST_LETTERS = 80


def cells_of(line: Line) -> list[str]:
    cells = [" ".join(cell.split()) for cell in re.split(r"\t| {3,}", line.text)][:MOST_COLUMNS]
    return [cell if len(cell) <= MOST_LETTERS else "" for cell in cells]


def is_money_row(line: Line) -> bool:
    cells = cells_of(line)
    return len(cells) > 1 and any(AMOUNT.fullmatch(cell) for cell in cells)


def tables(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of at least two rows with amounts; rows in columns just above and between belong to the table."""
    found: list[list[Line]] = []
    run: list[Line] = []
    for line in [*lines, Line(0, "")]:
        if "\t" in line.text or len(cells_of(line)) > 1:
            run.append(line)
            continue
        if sum(map(is_money_row, run)) > 1:
            found.append(run)
        run = []
    return found


def records(lines: Sequence[Line], persons: Persons) -> Iterator[Record]:
    """One record per row of a money table, its cells under the header above them."""
    for number, table in enumerate(tables(lines), start=1):
        header: list[str] = []
        for line in table[:MOST_ROWS]:
            cells = cells_of(line)
            if not is_money_row(line):
                if sum(map(bool, cells)) > 1:
                    header = cells
                continue
            record = Record(DATASET, f"tabell {number}, {line.place}")
            for column, value in enumerate(cells, start=1):
                title = (
                    header[column - 1]
                    if column <= len(header) and header[column - 1]
                    else f"kolonne {column}"
                )
                sure = PRINTED if AMOUNT.fullmatch(value) else INFERRED
                name = persons.without(title)
                record.put(
                    name if name not in record.cells else f"{name} ({column})",
                    persons.without(value),
                    sure,
                    line.place,
                )
            if record.cells:
                yield record
