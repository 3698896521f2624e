"""The rows of a table: which are data, and what stands between and below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.receiving.bounds import TEXT
from aarsmelding.receiving.columns import raw_columns
from aarsmelding.receiving.grid import Value, is_blank
from aarsmelding.receiving.refusal import Refused
from aarsmelding.receiving.table import Table

TOTAL = re.compile(
    r"(del)?(sum|total)(t|er|en|sum)?\b|i alt\b|tils(ammen|amman)\b|til sammen\b|samla\b|samlet\b", re.I
)
NOTE = re.compile(r"[*¹²³†]|\d\)|kilde|note|merk|fotnote|utskrift|sist oppdatert|tallene|side \d", re.I)
WORDS_IN_A_NOTE = 4


class Hidden(StrEnum):
    """What to do with rows and columns that are hidden."""

    REFUSE = "refuse"
    INCLUDE = "include"
    SKIP = "skip"


@dataclass
class Body:
    """The data rows of a table as row numbers of its sheet, its totals rows, and what was left out."""

    rows: list[int]
    totals: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def body_of(table: Table, others: list[Table], hidden: Hidden, kind: str, name: str) -> Body:
    """The rows of `table`; raises Refused or DataRefused for what cannot be told apart or may not be."""
    end = min(
        (
            o.header
            for o in others
            if o.sheet is table.sheet and o.header >= table.first_row and _differs(o, table)
        ),
        default=len(table.sheet.rows),
    )
    body = Body([])
    repeated = 0
    below: list[int] = []
    _refuse_hidden_columns(table, hidden, name, body)
    for row in range(table.first_row, end):
        if all(is_blank(cell) for cell in _cells(table, row).values()):
            continue
        if _is_header(table, row):
            repeated += 1
        elif is_total(table, row):
            body.totals.append(row)
        elif _is_alone(table, row):
            if not _is_note(table, row, below):
                raise _lone(table, row, name)
            below.append(row)
        else:
            body.rows.append(row)
    body.rows = _visible(table, body, hidden, name)
    if not body.rows:
        raise Refused(
            "the table has no rows", f"{name}: {table.sheet.where(table.header)}", "ask for it again"
        )
    if between := [row for row in below if row < body.rows[-1]]:
        raise _lone(table, between[0], name)
    _refuse_strays(table, body, kind, name)
    if repeated:
        body.notes.append(f"left out: the header, repeated {repeated} times")
    if below:
        lines = ", ".join(str(table.sheet.line(row)) for row in below[:5])
        body.notes.append(f"left out: {len(below)} notes below the table (row {lines})")
    if table.header > 0:
        above = sum(any(not is_blank(c) for c in table.sheet.rows[row]) for row in range(table.header))
        body.notes += [f"left out: {above} rows above the header"] if above else []
    return body


def _lone(table: Table, row: int, name: str) -> Refused:
    problem = "a row among the data has one cell only"
    remedy = (
        "the file may be cut off, or it has headings between the rows: put those in a column of their own"
    )
    return Refused(problem, f"{name}: {table.sheet.where(row)}", remedy)


def is_total(table: Table, row: int) -> bool:
    """Whether the row is a sum of others: its one text says so, and the rest are numbers."""
    columns = raw_columns(table.dataset)
    texts, numbers = [], 0
    for name, place in table.columns.items():
        value = table.sheet.at(row, place)
        if is_blank(value):
            continue
        if columns[name].is_number and not (isinstance(value, str) and TOTAL.match(value.strip())):
            numbers += 1
        elif "year" not in columns[name].rules or isinstance(value, str):
            texts.append(str(value).strip())
    return numbers > 0 and len(texts) == 1 and bool(TOTAL.match(texts[0]))


def _differs(other: Table, table: Table) -> bool:
    """Whether another header ends the table: not its own header again, nor one beside it."""
    if other.columns == table.columns:
        return False
    (start, stop), (first, last) = other.span, table.span
    return other.fits() and start <= last and first <= stop


def _cells(table: Table, row: int) -> dict[int, Value]:
    start, stop = table.span
    return {column: table.sheet.at(row, column) for column in range(start, stop + 1)}


def _is_header(table: Table, row: int) -> bool:
    header = _cells(table, table.first_row - 1)
    return _cells(table, row) == header and any(isinstance(cell, str) for cell in header.values())


def _is_alone(table: Table, row: int) -> bool:
    """Whether a row has one filled cell, which in a wider table is no data."""
    filled = [cell for cell in table.sheet.rows[row] if not is_blank(cell)]
    return len(filled) == 1 and len(table.columns) > 2


def _is_note(table: Table, row: int, notes: list[int]) -> bool:
    """Whether a lone cell is a note: it says so, is a sentence, or stands apart; half a row never does."""
    text = next(str(cell).strip() for cell in table.sheet.rows[row] if not is_blank(cell))
    above = table.sheet.rows[row - 1]
    stands_apart = row - 1 in notes or all(is_blank(cell) for cell in above)
    has_letters = any(sign.isalpha() for sign in text)
    return bool(NOTE.match(text)) or (has_letters and (stands_apart or len(text.split()) >= WORDS_IN_A_NOTE))


def _visible(table: Table, body: Body, hidden: Hidden, name: str) -> list[int]:
    found = [row for row in body.rows if row in table.sheet.hidden_rows]
    body.totals = [row for row in body.totals if row not in table.sheet.hidden_rows or hidden != Hidden.SKIP]
    if not found:
        return body.rows
    lines = ", ".join(str(table.sheet.line(row)) for row in found[:5]) + (" …" if len(found) > 5 else "")
    if hidden == Hidden.REFUSE:
        remedy = "show them, or say what is meant with --hidden include or --hidden skip"
        raise Refused(f"{len(found)} rows of the table are hidden (row {lines})", name, remedy)
    body.notes.append(f"hidden rows {'included' if hidden == Hidden.INCLUDE else 'left out'}: row {lines}")
    return [row for row in body.rows if hidden == Hidden.INCLUDE or row not in table.sheet.hidden_rows]


def _refuse_hidden_columns(table: Table, hidden: Hidden, name: str, body: Body) -> None:
    places = {place: column for column, place in table.columns.items()} | table.unknown
    found = [places[place] for place in sorted(places) if place in table.sheet.hidden_columns]
    if not found:
        return
    if hidden == Hidden.REFUSE:
        remedy = "show them, or say what is meant with --hidden include or --hidden skip"
        raise Refused(f"columns of the table are hidden: {', '.join(found)}", name, remedy)
    if hidden == Hidden.SKIP:
        table.columns = {c: p for c, p in table.columns.items() if p not in table.sheet.hidden_columns}
        table.unknown = {p: t for p, t in table.unknown.items() if p not in table.sheet.hidden_columns}
    body.notes.append(
        f"hidden columns {'included' if hidden == Hidden.INCLUDE else 'left out'}: {', '.join(found)}"
    )


def _refuse_strays(table: Table, body: Body, kind: str, name: str) -> None:
    """Refuse text where the dataset has no column, and cells that have no header at all."""
    faults, left_out = [], set()
    start, stop = table.span
    known = "the columns are: " + ", ".join(raw_columns(table.dataset))
    named = set(table.columns.values())
    for row in body.rows:
        cells = table.sheet.rows[row]
        if kind == TEXT and len(cells) < stop + 1 and not table.sheet.has_columns:
            rule = f"the row has {len(cells)} cells, the header {stop + 1}"
            faults.append(
                Fault(name, rule, "the file may be cut off: ask for it again", row=table.sheet.line(row))
            )
        for column, value in enumerate(cells):
            if column in named or is_blank(value) or not _belongs(table, column, start, stop):
                continue
            header = table.unknown.get(column)
            if header and (not isinstance(value, str) or _looks_numeric(value)):
                left_out.add(header)
            else:
                rule = (
                    "a column that the dataset does not have holds text" if header else "a cell has no header"
                )
                place = header or table.sheet.where(column=column)
                faults.append(
                    Fault(name, rule, f"remove it from the delivery; {known}", place, table.sheet.line(row))
                )
    if faults:
        raise DataRefused(faults)
    empty = [text for text in table.unknown.values() if text not in left_out]
    if left_out:
        body.notes.append(
            f"left out: columns of numbers that the dataset does not have: {', '.join(sorted(left_out))}"
        )
    if empty:
        body.notes.append(f"left out: empty columns: {', '.join(empty)}")


def _belongs(table: Table, column: int, start: int, stop: int) -> bool:
    """Whether a cell is part of the table, and not of another one beside it."""
    if start <= column <= stop:
        return True
    above = table.sheet.at(table.first_row - 1, column)
    return is_blank(above)


def _looks_numeric(value: Value) -> bool:
    return bool(
        re.fullmatch(r"[-\u2212(]?\s*(kr\.?)?[\d\s.,%\u00a0\u202f-]+(kr\.?)?\)?", str(value).strip(), re.I)
    )
