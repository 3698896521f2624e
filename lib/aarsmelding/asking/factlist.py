"""All facts of a report: as a table to read, or as a CSV file that Norwegian Excel opens."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from aarsmelding import asking, writing
from aarsmelding.asking import Record
from aarsmelding.errors import UsageError
from aarsmelding.paths import Project
from aarsmelding.unattended import faults

COLUMNS = ("id", "display", "unit", "period", "section")
CSV_COLUMNS = ("id", "value", "unit", "period", "entity", "display", "section", "datasets", "text")


def facts(project: Project, year: int | None, section: str | None) -> list[Record]:
    """The facts of a report, or of one section, in order of id. Refuses a section without facts."""
    found = list(asking.ledger_of(project, asking.latest(project) if year is None else year).values())
    known = sorted({fact["section"] for fact in found})
    if section is not None and section not in known:
        raise UsageError(
            f"no section {section!r} states a fact", "--section", "use one of: " + ", ".join(known)
        )
    return [fact for fact in found if section in (None, fact["section"])]


def show(found: list[Record]) -> None:
    """Print the table and the count."""
    # Here, for the report makes only the file, and the terminal takes long to import.
    from aarsmelding.asking.terminal import Screen

    screen = Screen()
    screen.table(COLUMNS, [[str(fact[name]) for name in COLUMNS] for fact in found])
    screen.line()
    screen.line(f"{len(found)} facts")


def csv_bytes(found: list[Record]) -> bytes:
    """The facts as Norwegian Excel opens them: semicolons, decimal comma, UTF-8 with byte order mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_cell(fact.get(name)) for name in CSV_COLUMNS] for fact in found)
    return stream.getvalue().encode("utf-8-sig")


def write_csv(found: list[Record], path: Path) -> None:
    """Write the facts to `path`, all at once or not at all."""
    try:
        with writing.replacing(path) as unfinished:
            unfinished.write_bytes(csv_bytes(found))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as problem:
        said = f"the file cannot be written: {problem.strerror}"
        raise UsageError(said, str(path), "give a file in a folder that exists") from None
    except OSError as problem:
        raise faults.refused(OSError(problem.errno, problem.strerror), str(path)) from None


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".replace(".", ",")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
