"""Wide tables turned into the rows that a dataset has.

What comes of the wide tables of a sheet is a sheet in the dataset's own columns, whose rows still know their
lines in the delivery, so that everything after this is as for any other table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from aarsmelding.errors import DataRefused, Fault
from aarsmelding.receiving import measures
from aarsmelding.receiving.body import TOTAL
from aarsmelding.receiving.bounds import MOST_ROWS
from aarsmelding.receiving.columns import raw_columns
from aarsmelding.receiving.extracting import SAY_WHICH, Choices, text_of
from aarsmelding.receiving.grid import Place, Sheet, Value, Workbook, is_blank
from aarsmelding.receiving.refusal import Refused
from aarsmelding.receiving.wide import Wide, is_number, period, tables_in


def unfolded(
    book: Workbook,
    wanted: str | None,
    only: str | None,
    choices: Choices,
    year: int,
    name: str,
) -> Workbook:
    """The workbook with a sheet in the dataset's columns in the place of every sheet of wide tables.

    A workbook without wide tables is returned as it is. Raises Refused or DataRefused for what is in such a
    table and cannot be read.
    """
    sheets: list[Sheet] = []
    notes: list[str] = []
    for sheet in book.sheets:
        found = [] if sheet.is_hidden or only not in (None, sheet.name) else tables_in(sheet, wanted)
        if not found:
            sheets.append(sheet)
            continue
        notes += period(sheet, year, name)
        for dataset in dict.fromkeys(table.shape.dataset for table in found):
            mine = [table for table in found if table.shape.dataset == dataset]
            sheets.append(_long(mine, choices, name, notes))
    return replace(book, sheets=sheets, notes=[*book.notes, *notes]) if notes else book


def _long(found: list[Wide], choices: Choices, name: str, notes: list[str]) -> Sheet:
    """The rows of wide tables of one dataset as one sheet with the dataset's own columns."""
    source, shape = found[0].sheet, found[0].shape
    known = list(raw_columns(shape.dataset))
    sheet = Sheet(source.name, [list(known)], has_columns=source.has_columns)
    sheet.lines = [source.line(found[0].header)]
    faults: list[Fault] = []
    for wide in found:
        _refuse_twice(wide, name)
        rows = _rows(wide, name, faults, notes)
        texts = _texts(wide, rows, choices, name, faults, notes)
        if len(sheet.rows) + len(rows) * len(wide.columns) > MOST_ROWS:
            raise Refused("the table is larger than can be taken", name, "deliver it in parts")
        for cells, origin in _records(wide, rows, texts):
            place = len(sheet.rows)
            sheet.rows.append([cells.get(column) for column in known])
            sheet.lines.append(source.line(origin[0][0]))
            if origin[0][0] in source.hidden_rows or {c for _, c in origin} & source.hidden_columns:
                sheet.hidden_rows.add(place)
            for kept, mine in _marks(source, sheet):
                kept.update((place, known.index(shape.value or shape.label)) for at in origin if at in mine)
    if faults:
        raise DataRefused(faults)
    named = ", ".join(f"{wide.table} ({source.where(wide.header)})" for wide in found)
    notes.append(f"a column per measure, read as rows of {shape.dataset}: {named}")
    return sheet


def _refuse_twice(wide: Wide, name: str) -> None:
    measured = list(wide.columns.values())
    if twice := [measure for measure in measured if measured.count(measure) > 1]:
        where = f"{name}: {wide.sheet.where(wide.header)}"
        raise Refused(f"two columns are both {twice[0]}", where, "rename or remove one of them")


def _marks(source: Sheet, sheet: Sheet) -> Iterator[tuple[set[Place], set[Place]]]:
    yield sheet.errors, source.errors
    yield sheet.uncomputed, source.uncomputed
    yield sheet.formulas, source.formulas


def _rows(wide: Wide, name: str, faults: list[Fault], notes: list[str]) -> list[int]:
    """The data rows; the row of the whole is left out, for users do not add up to it."""
    sheet, kept, wholes = wide.sheet, [], []
    last = max([*wide.columns, *wide.unknown])
    for row in range(wide.header + 1, wide.end):
        cells = sheet.rows[row]
        if all(is_blank(cell) for cell in cells):
            continue
        label = sheet.at(row, wide.label) if wide.label is not None else None
        if not sheet.has_columns and len(cells) <= last:
            rule = f"the row has {len(cells)} cells, the header {last + 1}"
            remedy = "the file may be cut off: ask for it again"
            faults.append(Fault(name, rule, remedy, row=sheet.line(row)))
        elif wide.label is not None and (is_blank(label) or TOTAL.match(str(label).strip())):
            wholes.append(row)
        else:
            kept.append(row)
    if wide.label is None and len(kept) > 1:
        rule = "a row has numbers and nothing that says what they are of"
        remedy = "deliver the export with the column that it was made by"
        faults += [Fault(name, rule, remedy, row=sheet.line(row)) for row in kept[1:]]
    strays = {
        (row, column)
        for row in kept
        for column, value in enumerate(sheet.rows[row])
        if column not in wide.columns and column != wide.label and _is_text(value)
    }
    for row, column in sorted(strays):
        rule = (
            "a column that the dataset does not have holds text"
            if column in wide.unknown
            else "a cell has no header"
        )
        place = wide.unknown.get(column) or sheet.where(column=column)
        remedy = "deliver the export by one thing at a time, with its numbers"
        faults.append(Fault(name, rule, remedy, place, sheet.line(row)))
    if wholes:
        lines = ", ".join(str(sheet.line(row)) for row in wholes)
        notes.append(f"left out: the row of the whole in {wide.table} (row {lines})")
    if wide.unknown:
        left = ", ".join(wide.unknown.values())
        notes.append(f"left out: columns of numbers that {wide.shape.dataset} does not have: {left}")
    if not kept and not faults:
        where = f"{name}: {sheet.where(wide.header)}"
        raise Refused("the table has no rows", where, "ask for it again")
    return kept


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and not is_blank(value) and not is_number(value)


def _texts(
    wide: Wide, rows: list[int], choices: Choices, name: str, faults: list[Fault], notes: list[str]
) -> dict[Place, str]:
    """The numbers as text, each column read in one way."""
    sheet = wide.sheet
    texts: dict[Place, str] = {}
    for column, measure in wide.columns.items():
        cells = {
            row: text_of(value, sheet.formats.get((row, column), ""))
            for row in rows
            if not is_blank(value := sheet.at(row, column))
        }
        kind = wide.shape.measures[measure]["kind"]
        result = measures.understood(measure, kind, cells, choices.decimal)
        header = str(sheet.at(wide.header, column))
        faults += [
            Fault(name, result.problem, SAY_WHICH["number"], header, sheet.line(row), cells[row])
            for row in result.rows
        ]
        if result.changed:
            row, text = next(iter(result.changed.items()))
            shown = f"«{cells[row]}» as «{text}»"
            notes.append(f"understood: {header}: {len(result.changed)} cells, such as {shown}")
        texts |= {(row, column): text for row, text in {**cells, **result.changed}.items()}
    return texts


def _records(
    wide: Wide, rows: list[int], texts: Mapping[Place, str]
) -> Iterator[tuple[dict[str, Value], list[Place]]]:
    """The rows of the dataset, and the cells of the delivery that each is of."""
    shape, sheet = wide.shape, wide.sheet
    for row in rows:
        label = None if wide.label is None else text_of(sheet.at(row, wide.label), "")
        head: dict[str, Value] = {**shape.fixed, shape.table: wide.table, shape.label: label}
        if shape.also:
            head[shape.also] = label
        numbers = {(row, c): m for c, m in wide.columns.items()}
        if not shape.measure:
            yield head | {m: texts.get(at) for at, m in numbers.items()}, list(numbers)
            continue
        for at, measure in numbers.items():
            if at in texts or at in sheet.errors or at in sheet.uncomputed:
                own = label if label is not None else " ".join(str(sheet.at(wide.header, at[1])).split())
                yield head | {shape.label: own, shape.measure: measure, shape.value: texts.get(at)}, [at]
