"""House style for tables: caption, header scope, Norwegian numbers, source line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from numbers import Real
from typing import Any

import jinja2
import pandas as pd

from aarsmelding import norwegian
from aarsmelding.columnformats import format_for, plain, titles
from aarsmelding.disclosure.marks import NOT_APPLICABLE, SUPPRESSED, Mark
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, Fact
from aarsmelding.page.templates import environment
from aarsmelding.prose import Sentence, as_sentence
from aarsmelding.tabledata import MIME as DATA_MIME
from aarsmelding.tabledata import TableData, soft, typed

NOTES = {
    norwegian.MISSING: "«..» betyr at tallet ikke er oppgitt.",
    SUPPRESSED.sign: "«:» betyr at tallet er så lite at det er skjermet, "
    "eller at det ville røpet et slikt tall.",
    NOT_APPLICABLE.sign: "«.» betyr at tallet ikke kan finnes.",
}
# Characters: a longer text makes a very tall row on a narrow screen, where the other columns take so much.
LONG, BESIDE = 50, 20


@dataclass(frozen=True)
class Table:
    """A rendered table; `data` is what travels along to the reader's spreadsheet."""

    html: str
    frame: pd.DataFrame
    caption: str
    data: TableData
    records: tuple[dict[str, Any], ...] = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        in_text = f"{self.caption}\n{self.frame.to_string()}"
        return {
            "text/html": self.html,
            "text/plain": in_text,
            MIME: list(self.records),
            DATA_MIME: self.data.as_record(),
        }


def table(
    frame: pd.DataFrame,
    caption: str | Sentence,
    *,
    headers: Mapping[str, str] | None = None,
    formats: Mapping[str, Callable[[Any], str]] | None = None,
    total: str | None = None,
    facts: Mapping[tuple[Any, str], Fact] | None = None,
    note: str | Sentence = "",
    source: str = "",
) -> Table:
    """A table of the report. The index becomes the row headers and must be named.

    `headers` overrides the column titles of the schemas, `formats` the format that follows from a
    column's name (`_kr`, `andel_`, `_dato`, `er_`, `har_`); `total` names the last row, which is
    then set apart as a sum row; `facts` gives the cell at (row label, column) an identity; `note` and
    `source` are lines below. A caption or note with a number is a `say(…)`. Raises AarsmeldingError
    where the caption or a header is missing.
    """
    if not str(caption).strip():
        raise _refusal("a table must have a caption", "give table(…) a caption that says what it shows")
    if frame.index.name is None:
        raise _refusal("the row headers of a table must have a name", "use set_index, or name the index")
    labels = {c: (headers or {}).get(c) or titles().get(c) for c in [frame.index.name, *frame.columns]}
    unknown = [str(c) for c, label in labels.items() if label is None and "_" in str(c)]
    if unknown:
        raise _refusal(
            "there is no header for the columns " + ", ".join(unknown),
            "pass headers={…}, or use column names that a dataset has",
        )
    columns = _columns(frame, labels, formats or {})
    sentences = [as_sentence(part) for part in (caption, note) if str(part)]
    seen = {text for column in columns[1:] for text in column.texts}
    below: list[Sentence | str] = [
        *sentences[1:],
        *(line for sign, line in NOTES.items() if sign in seen),
        *([f"Kilde: {source}"] if source else []),
    ]
    named = {(plain(row), list(frame.columns).index(column)): f for (row, column), f in (facts or {}).items()}
    records = [r for sentence in sentences for r in sentence.records()]
    records += [{**f.as_record(), "text": f"{caption}: {f.display}"} for f in (facts or {}).values()]
    rendered = _rendered(columns, sentences[0], below, total, named)
    data = _data(columns, TableData(soft(str(caption)), (), (), total, soft(str(note)), soft(source)))
    return Table(rendered, frame, str(caption), data, tuple(records))


@dataclass(frozen=True)
class _Column:
    """What stands below one header: the values, and the text of each in the report."""

    name: str
    header: str
    is_numeric: bool
    values: list[Any]
    texts: list[str]


def _columns(
    frame: pd.DataFrame, labels: Mapping[Any, str | None], formats: Mapping[str, Callable[[Any], str]]
) -> list[_Column]:
    """First the row headers, then the columns of the frame; as lists, for pandas is slow cell by cell."""
    rows = frame.index.tolist()
    name = frame.index.name
    found = [_Column(str(name), labels[name] or str(name), False, rows, [plain(row) for row in rows])]
    for name, column in frame.items():
        values = column.tolist()
        show = formats.get(str(name)) or format_for(str(name)) or plain
        texts = [str(show(value)) for value in values]
        is_numeric = _is_numeric(column.dtype, values)
        found.append(_Column(str(name), labels[name] or str(name), is_numeric, values, texts))
    return found


def _is_numeric(dtype: Any, values: list[Any]) -> bool:
    numbers = [value for value in values if not isinstance(value, Mark)]
    if len(numbers) < len(values):
        return all(isinstance(value, Real) for value in numbers if not norwegian.is_missing(value))
    return pd.api.types.is_numeric_dtype(dtype) and dtype != "boolean"


def _data(columns: list[_Column], empty: TableData) -> TableData:
    """`empty` with the columns of the table: first the row headers, then those of the frame."""
    made = [typed(column.name, column.header, column.values, column.texts) for column in columns]
    rows = tuple(zip(*(cells for _, cells in made), strict=True))
    return replace(empty, columns=tuple(column for column, _ in made), rows=rows)


def _is_stacked(columns: list[_Column]) -> bool:
    """Whether a row reads better as a stack of lines on a narrow screen."""
    *others, longest = sorted(max(map(len, column.texts), default=0) for column in columns)
    return longest > LONG and sum(others) > BESIDE


def _refusal(problem: str, remedy: str) -> AarsmeldingError:
    return AarsmeldingError(problem, "the cell that calls table(…)", remedy)


@cache
def house_template() -> jinja2.Template:
    """One for all tables of a process: it is compiled once."""
    return environment().get_template("table.html.j2")


def _rendered(
    columns: list[_Column],
    caption: Sentence,
    below: list[Sentence | str],
    total: str | None,
    named: Mapping[tuple[str, int], Fact],
) -> str:
    headings, *cells = (column.texts for column in columns)
    rows = [
        (heading, [named.get((heading, place), text) for place, text in enumerate(row)])
        for heading, *row in zip(headings, *cells, strict=True)
    ]
    return (
        house_template()
        .render(
            caption=caption,
            corner=columns[0].header,
            columns=columns[1:],
            rows=rows,
            below=below,
            total=total,
            stacked=_is_stacked(columns),
        )
        .strip()
    )
