"""The cells of a table as the raw file holds them: text as it stood, rewritten only where it must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.receiving import moments, numbers
from aarsmelding.receiving.body import Body
from aarsmelding.receiving.columns import COUNTS, RawColumn, raw_columns
from aarsmelding.receiving.grid import Value, is_blank
from aarsmelding.receiving.table import Table

SAY_WHICH = {
    "number": "write the numbers in one way, or name the decimal sign with --decimal comma or point",
    "date": "write the dates as 2026-04-03, or say what comes first with --dates day or month",
    "clock": "write times as 13.30",
}


@dataclass(frozen=True)
class Choices:
    """What somebody has said about the delivery as a whole."""

    decimal: str | None = None
    first_in_dates: str | None = None


@dataclass
class Extract:
    """The rows of a raw table, where in the delivery each stands, and what was understood how."""

    dataset: str
    rows: list[dict[str, str]]
    lines: list[int]
    places: list[str]
    notes: list[str] = field(default_factory=list)


def extract(table: Table, body: Body, choices: Choices, name: str) -> Extract:
    """The data rows as text. Raises DataRefused for what can be read in two ways, or not at all."""
    faults: list[Fault] = []
    notes = list(body.notes)
    texts: dict[str, dict[int, str]] = {}
    wanted = [*body.rows, *body.totals]
    for column in raw_columns(table.dataset).values():
        texts[column.name] = dict.fromkeys(wanted, "")
        if column.name in table.columns:
            found = _column(table, column, wanted, choices, name, faults, notes)
            texts[column.name].update(found)
    faults += _broken_cells(table, wanted, name)
    if faults:
        raise DataRefused(faults)
    _check_totals(table, body, texts, name, notes)
    count = sum(
        1 for row, column in table.sheet.formulas if row in set(wanted) and column in table.columns.values()
    )
    notes += [f"{count} cells are formulas: the values stored with them are taken"] if count else []
    notes += [f"not delivered, left blank: {', '.join(table.missing)}"] if table.missing else []
    sheet = table.sheet
    return Extract(
        table.dataset,
        [{column: texts[column][row] for column in texts} for row in body.rows],
        [sheet.line(row) for row in body.rows],
        [_place(table, row) for row in body.rows],
        notes,
    )


def _place(table: Table, row: int) -> str:
    line = table.sheet.line(row)
    return f"Ark «{table.sheet.name}», rad {line}" if table.sheet.has_columns else f"Leveransen, linje {line}"


def _column(
    table: Table,
    column: RawColumn,
    rows: list[int],
    choices: Choices,
    name: str,
    faults: list[Fault],
    notes: list[str],
) -> dict[int, str]:
    """One column as text; adds to `faults` and `notes`."""
    place = table.columns[column.name]
    sheet = table.sheet
    cells = {row: value for row in rows if not is_blank(value := sheet.at(row, place))}
    texts = {row: text_of(value, sheet.formats.get((row, place), "")) for row, value in cells.items()}
    dated = [row for row, value in cells.items() if isinstance(value, date)]
    if dated and not column.may_hold_dates:
        rule, remedy = (
            "the spreadsheet has made a date of the cell",
            "format the column as text and type it again",
        )
        faults += [Fault(name, rule, remedy, column.name, sheet.line(row)) for row in dated]
    written = {row: texts[row] for row, value in cells.items() if isinstance(value, str)}
    undated = {
        row: text for row, text in texts.items() if not isinstance(cells[row], date | time | timedelta)
    }
    if column.is_number:
        kind, result = "number", numbers.understood(column, written, choices.decimal)
    elif column.is_date:
        kind, result = "date", moments.dates(undated, choices.first_in_dates, sheet.is_from_1904)
    elif column.is_clock:
        kind, result = "clock", moments.clocks(undated)
    else:
        return texts
    if result.problem:
        remedy = SAY_WHICH[kind]
        faults += [
            Fault(name, result.problem, remedy, column.name, sheet.line(row), texts[row])
            for row in result.rows
        ]
    if result.changed:
        row, text = next(iter(result.changed.items()))
        count = len(result.changed)
        shown = f"«{texts[row]}» as «{text}»"
        notes.append(f"understood: {column.name}: {result.note} ({count} cells, such as {shown})")
    return {**texts, **result.changed}


def text_of(value: Value, number_format: str) -> str:
    """A cell as it is read in Norwegian."""
    if isinstance(value, str):
        return re.sub(r"\s*[\r\n]+\s*", " ", value).strip()
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    if isinstance(value, date | time | timedelta):
        return moments.text_of(value)
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{round(value * 100, 10):.12g}".replace(".", ",") + " %"
        text = str(value) if isinstance(value, int) else f"{value:.15g}"
        return text.zfill(len(number_format)) if set(number_format) == {"0"} else text.replace(".", ",")
    return ""


def _broken_cells(table: Table, rows: list[int], name: str) -> list[Fault]:
    sheet, wanted = table.sheet, set(rows)
    named = {place: column for column, place in table.columns.items()}
    rules = (
        (sheet.errors, "a formula gives an error", "mend the formula, and deliver the workbook again"),
        (
            sheet.uncomputed,
            "a formula has no stored value",
            "open the workbook, save it, and deliver it again",
        ),
    )
    return [
        Fault(name, rule, remedy, named[column], sheet.line(row))
        for places, rule, remedy in rules
        for row, column in sorted(places)
        if row in wanted and column in named
    ]


def _check_totals(
    table: Table, body: Body, texts: Mapping[str, Mapping[int, str]], name: str, notes: list[str]
) -> None:
    """Refuse a totals row that is not the sum of the rows above it, or of those since the total before."""
    faults, checked = [], 0
    since = table.first_row
    for total in body.totals:
        for column in raw_columns(table.dataset).values():
            if not column.rules & COUNTS or not (stated := amount(texts[column.name][total])):
                continue
            sums = []
            for start in {table.first_row, since}:
                found = [amount(texts[column.name][row]) for row in body.rows if start <= row < total]
                sums.append(sum((number for number in found if number is not None), Decimal(0)))
            checked += 1
            if stated not in sums:
                rule = "the totals row is not the sum of the rows above it"
                value = f"it says {stated}, the rows add up to {sums[-1]}"
                remedy = "find out which is wrong, and deliver it again"
                faults.append(Fault(name, rule, remedy, column.name, table.sheet.line(total), value))
        since = total
    if faults:
        raise DataRefused(faults)
    if body.totals:
        lines = ", ".join(str(table.sheet.line(row)) for row in body.totals)
        notes.append(f"left out: totals in row {lines}, which add up ({checked} sums checked)")


def amount(text: str) -> Decimal | None:
    """The number in a cell of the raw file; None where there is none."""
    plain = re.sub(r"[^\d,-]", "", text.removesuffix(",-")).replace(",", ".")
    # 14k is rounded, and *1 counts something else than the column does.
    if "k" in text.replace("kr", "") or "*" in text or not plain:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
