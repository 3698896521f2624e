"""Wide tables of statistics tools: where they are, and what their columns are.

A wide table has a row per thing and a column per measure. The shapes are declared in `wide.yml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aarsmelding.receiving import headers
from aarsmelding.receiving.grid import Sheet, Value, is_blank
from aarsmelding.receiving.refusal import Refused

NUMERIC = re.compile(r"[\d\s.,:%kKmst\u00a0\u202f-]+")
COMMENT = "#"
DAYS = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)-?(?P<m>[01]\d)-?(?P<d>[0-3]\d)"
    r"|(?P<d2>[0-3]?\d)\.(?P<m2>[01]?\d)\.(?P<y2>20\d\d))(?!\d)"
)
# A comment may also say on which day the file was made.
OF_PERIOD = re.compile(r"start|slutt|end|period|\b(fra|til|from|to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    """What the wide tables of a dataset look like; the fields are those of `wide.yml`."""

    dataset: str
    label: str
    table: str
    tables: Mapping[str, list[str]]
    measures: Mapping[str, Mapping[str, Any]]
    fixed: Mapping[str, str]
    also: str = ""
    measure: str = ""
    value: str = ""
    whole: str = ""

    def table_of(self, header: str) -> str:
        return _forms(self.dataset)[0].get(_fold(header), "")

    def measure_of(self, header: str) -> str:
        return _forms(self.dataset)[1].get(_fold(header), "")


@dataclass
class Wide:
    """One wide table of a sheet: where its header and label are, and which measure each column is."""

    shape: Shape
    sheet: Sheet
    header: int
    end: int
    table: str
    label: int | None
    columns: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)


def _fold(header: str) -> str:
    return headers.fold(header)


@cache
def shapes() -> tuple[Shape, ...]:
    """The declared shapes."""
    content = yaml.safe_load(Path(__file__).with_name("wide.yml").read_text(encoding="utf-8"))
    return tuple(Shape(dataset=name, **shape) for name, shape in content.items())


@cache
def _forms(dataset: str) -> tuple[dict[str, str], dict[str, str]]:
    """The folded headers of a shape: of its tables, and of its measures."""
    shape = next(shape for shape in shapes() if shape.dataset == dataset)
    tables = {_fold(form): table for table, forms in shape.tables.items() for form in forms}
    named = {_fold(form): name for name, known in shape.measures.items() for form in known["headers"]}
    return tables, named


def tables_in(sheet: Sheet, wanted: str | None = None) -> list[Wide]:
    """The wide tables of a sheet, from the top."""
    found = [
        table
        for shape in shapes()
        if wanted in (None, shape.dataset) and not _is_long(sheet, shape)
        for row in range(len(sheet.rows))
        if (table := _at(sheet, row, shape))
    ]
    found.sort(key=lambda table: table.header)
    comments = [row for row in range(len(sheet.rows)) if str(sheet.at(row, 0) or "").startswith(COMMENT)]
    starts = sorted({table.header for table in found} | set(comments))
    for table in found:
        place = bisect_right(starts, table.header)
        table.end = starts[place] if place < len(starts) else table.end
    return found


def _is_long(sheet: Sheet, shape: Shape) -> bool:
    """Whether the sheet has the columns that only the dataset itself has."""
    own = {shape.table, shape.measure, shape.also, shape.value} - {""}
    rows = ({cell.strip().lower() for cell in cells if isinstance(cell, str)} for cells in sheet.rows)
    return any(len(own & texts) > 1 for texts in rows)


def is_number(value: Value) -> bool:
    return not is_blank(value) and bool(NUMERIC.fullmatch(str(value).strip()))


def _at(sheet: Sheet, row: int, shape: Shape) -> Wide | None:
    """The table whose header is `row`: a label or none, measures, and nothing that a long table has."""
    texts = {
        c: " ".join(v.split()) for c, v in enumerate(sheet.rows[row]) if isinstance(v, str) and v.strip()
    }
    if not texts or texts[min(texts)].startswith(COMMENT) or any(map(is_number, sheet.rows[row])):
        return None
    if not shape.table_of(texts[min(texts)]) and not (shape.whole and shape.measure_of(texts[min(texts)])):
        return None
    labels = {c: t for c, text in texts.items() if (t := shape.table_of(text))}
    columns = {c: m for c, text in texts.items() if c not in labels and (m := shape.measure_of(text))}
    is_whole = bool(shape.whole) and not labels and len(columns) == len(texts) > 1
    if not columns or not (labels or is_whole):
        return None
    label = min(labels) if labels else None
    if label is not None and label != min(texts):
        return None
    unknown = {c: text for c, text in texts.items() if c not in columns and c != label}
    table = labels[label] if label is not None else shape.whole
    return Wide(shape, sheet, row, len(sheet.rows), table, label, columns, unknown)


def period(sheet: Sheet, year: int, name: str) -> list[str]:
    """What the comment lines say about the period. Raises Refused where it is not in the year."""
    days = []
    for cells in sheet.rows:
        text = " ".join(str(cell) for cell in cells if not is_blank(cell))
        if text.startswith(COMMENT) and (OF_PERIOD.search(text) or len(DAYS.findall(text)) == 2):
            days += [_day(match) for match in DAYS.finditer(text)]
    known = sorted(day for day in days if day)
    if not known:
        return []
    period = f"{known[0].isoformat()} to {known[-1].isoformat()}"
    if {known[0].year, known[-1].year} != {year}:
        raise Refused(
            f"the export covers {period}, not {year}", name, "say the year that it is of with --year"
        )
    return [f"the export covers {period}"]


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(match[part] or match[f"{part}2"]) for part in "ymd"))
    except ValueError:
        return None
