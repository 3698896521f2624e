"""A proposal as a CSV that Norwegian Excel opens, and back: one line per row, then one per cell of it.

The person writes in `godtatt`, on the line of a row: `ja` takes it, `nei` or nothing leaves it, `oppdater`
lets it fill in a row that is there already. `nei` on the line of a cell leaves it blank. Values may be
corrected.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aarsmelding import datasets
from aarsmelding.errors import DataRefused, Fault
from aarsmelding.papers.cells import MISSING, Proposal, Record
from aarsmelding.papers.money import DATASET as MONEY
from aarsmelding.papers.refusal import PapersRefused

COLUMNS = ("godtatt", "datasett", "rad", "kolonne", "verdi", "sikkerhet", "kilde", "sted", "merknad")
WHOLE_ROW = "(rad)"
YES, NO, UPDATE = "ja", "nei", "oppdater"
TARGETS = ("moeter", "saker", "oppmoete")
NAMING = ("utvalg", "sak_nr", "dato", "maaned", "tittel", "status", "rolle", "organisasjon")
NOT_PROPOSED = {"ogsaa_omtalt", "dato_avvikende_trykt"}
MOST_BYTES = 20_000_000
# Excel turns 10/26 into a date and a leading sign into a formula; behind an apostrophe it leaves them alone.
PROTECTED = re.compile(
    r"^(?:[=+\-@\t\r']|\d+ ?[/–-] ?\d+$|\d\d?[.:]\d\d$|\d\d?\.\d\d?\.\d{2,4}$|\d{4}-\d\d$)"
)


@dataclass
class Row:
    """One proposed row as it came back: what the person decided, and its cells with their line numbers."""

    line: int
    dataset: str
    decision: str
    kilde: str
    sted: str
    cells: dict[str, tuple[str, int]] = field(default_factory=dict)


def write(proposal: Proposal, path: Path) -> None:
    """The proposal as CSV; a file that is there is never written over."""
    stream = io.StringIO()
    lines = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for number, record in enumerate(proposal.records, start=1):
        lines.writerows(_lines(number, record, proposal.document))
    try:
        with path.open("xb") as file:
            file.write(stream.getvalue().encode("utf-8-sig"))
    except FileExistsError:
        raise PapersRefused(
            "the proposal is there already", str(path), "move it, or give another --out"
        ) from None
    except OSError as problem:
        reason = problem.strerror or "unknown"
        raise PapersRefused(
            f"the proposal cannot be written: {reason}", str(path), "give another --out"
        ) from None


def _lines(number: int, record: Record, document: str) -> Iterator[list[str]]:
    named = [record.value(name) for name in NAMING if record.value(name)]
    note = "til orientering; tas ikke inn" if record.dataset == MONEY else ""
    sure = _percent(record.confidence)
    yield ["", record.dataset, str(number), WHOLE_ROW, " · ".join(named), sure, document, record.place, note]
    known = (
        datasets.get(record.dataset).module.RAW_COLUMNS if record.dataset in TARGETS else tuple(record.cells)
    )
    for column in known:
        if column in record.cells:
            cell = record.cells[column]
            value = f"'{cell.value}" if PROTECTED.match(cell.value) else cell.value
            shown = [value, _percent(cell.confidence), document, cell.place, cell.note]
        elif column in NOT_PROPOSED:
            continue
        else:
            shown = ["", _percent(MISSING), document, "", "ikke funnet"]
        yield ["", record.dataset, str(number), column, *shown]


def _percent(confidence: float) -> str:
    return f"{confidence:.2f}".replace(".", ",")


def read(path: Path) -> list[Row]:
    """The rows of an edited proposal. Raises DataRefused with every line that cannot be understood."""
    records = list(_records(path))
    faults: list[Fault] = []
    rows: dict[str, Row] = {}
    for line, cells in records:
        if fault := _fault(path.name, line, cells, rows):
            faults.append(fault)
            continue
        decision = cells["godtatt"].strip().lower()
        if cells["kolonne"] == WHOLE_ROW:
            row = Row(line, cells["datasett"], decision, cells["kilde"].strip(), cells["sted"].strip())
            rows[cells["rad"]] = row
        elif decision != NO:
            value = " ".join(cells["verdi"].removeprefix("'").split())
            rows[cells["rad"]].cells[cells["kolonne"]] = (value, line)
    if faults:
        raise DataRefused(faults)
    return list(rows.values())


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        problem = "there is no such proposal" if not path.is_file() else "the proposal is too large"
        raise PapersRefused(problem, path.name or str(path), "give the CSV that `aarsmelding papers` wrote")
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
        if header != COLUMNS:
            columns = ", ".join(COLUMNS)
            raise PapersRefused(
                "this is not a proposal", f"{path.name}, row 1", f"its columns must be: {columns}"
            )
        for cells in reader:
            if any(cells):
                padded = [*cells, *[""] * (len(COLUMNS) - len(cells))]
                yield reader.line_num, dict(zip(COLUMNS, padded, strict=False))
    except csv.Error:
        where = f"{path.name}, row {reader.line_num}"
        raise PapersRefused(
            "the proposal is not well-formed CSV", where, "mend the quotes on this line"
        ) from None


def _fault(name: str, line: int, cells: dict[str, str], rows: dict[str, Row]) -> Fault | None:
    column, decision = cells["kolonne"], cells["godtatt"].strip().lower()
    allowed = ("", YES, NO, UPDATE) if column == WHOLE_ROW else ("", YES, NO)
    if decision not in allowed:
        remedy = "write " + ", ".join(word for word in allowed if word) + " or nothing"
        return Fault(name, "the decision is not understood", remedy, "godtatt", line)
    if cells["datasett"] not in (*TARGETS, MONEY):
        return Fault(name, "unknown dataset", "use one of: " + ", ".join(TARGETS), "datasett", line)
    if column == WHOLE_ROW:
        twice = Fault(name, "the row is there twice", "remove one, or make the proposal anew", "rad", line)
        return twice if cells["rad"] in rows else None
    row = rows.get(cells["rad"])
    if row is None or row.dataset != cells["datasett"]:
        return Fault(
            name, f"a cell must stand below the line {WHOLE_ROW} of its row", "restore that line", "rad", line
        )
    if column in row.cells:
        return Fault(name, "the cell is there twice", "remove one", "kolonne", line)
    if row.dataset in TARGETS and column not in datasets.get(row.dataset).module.RAW_COLUMNS:
        known = ", ".join(datasets.get(row.dataset).module.RAW_COLUMNS)
        return Fault(name, "unknown column", f"use one of: {known}", "kolonne", line)
    return None
