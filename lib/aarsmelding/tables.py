"""House style for tables: caption, header scope, Norwegian numbers, source line."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from aarsmelding import datasets, norwegian
from aarsmelding.disclosure.marks import NOT_APPLICABLE, SUPPRESSED, Mark
from aarsmelding.errors import AarsmeldingError
from aarsmelding.facts import MIME, Fact
from aarsmelding.paths import TEMPLATES
from aarsmelding.prose import Sentence, as_sentence
from aarsmelding.tabledata import MIME as DATA_MIME
from aarsmelding.tabledata import TableData, soft, typed

MISSING_NOTE = "«..» betyr at tallet ikke er oppgitt."
SUPPRESSED_NOTE = "«:» betyr at tallet er så lite at det er skjermet, eller at det ville røpet et slikt tall."
NOT_APPLICABLE_NOTE = "«.» betyr at tallet ikke kan finnes."
# Characters: a longer text makes a very tall row on a narrow screen, where the other columns take so much.
LONG, BESIDE = 50, 20


def _format_for(name: str) -> Callable[[Any], str] | None:
    if name.endswith("_kr"):
        return lambda v: norwegian.kroner(v, unit=False)
    if name.startswith("andel_"):
        return lambda v: norwegian.percent(v)
    if name.startswith("differanse_"):
        return lambda v: norwegian.number(v * 100, 1)
    if name.endswith("_dato"):
        return norwegian.short_date
    if name.startswith(("er_", "har_")):
        return lambda v: norwegian.MISSING if norwegian.is_missing(v) else ("Ja" if v else "Nei")
    return None


def _plain(value: Any) -> str:
    if norwegian.is_missing(value):
        return norwegian.MISSING
    if isinstance(value, (bool, np.bool_)):
        return "Ja" if value else "Nei"
    if isinstance(value, Real):
        return norwegian.number(float(value), 0 if float(value).is_integer() else 1)
    if isinstance(value, pd.Timestamp):
        return norwegian.short_date(value)
    return str(value)


@cache
def titles() -> Mapping[str, str]:
    """Column name -> title, from every dataset's schema: same name, same quantity, same title."""
    known: dict[str, str] = {}
    for name in datasets.names():
        for column, schema in datasets.get(name).model.to_schema().columns.items():
            unit = (schema.metadata or {}).get("enhet")
            suffix = " (kr)" if column.endswith("_kr") and unit == "kr" else ""
            known.setdefault(column, f"{schema.title}{suffix}")
    return known


@dataclass(frozen=True)
class Table:
    """A rendered table; `data` is what travels along to the reader's spreadsheet."""

    html: str
    frame: pd.DataFrame
    caption: str
    data: TableData
    records: tuple[dict[str, Any], ...] = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        plain = f"{self.caption}\n{self.frame.to_string()}"
        return {
            "text/html": self.html,
            "text/plain": plain,
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
    shown = frame.rename(columns={c: label or str(c) for c, label in labels.items()})
    shown.index.name = labels[frame.index.name] or str(frame.index.name)
    numeric = [_is_numeric(frame.iloc[:, place]) for place in range(frame.shape[1])]
    functions = [(formats or {}).get(c) or _format_for(str(c)) or _plain for c in frame.columns]
    text = pd.DataFrame(
        {place: [functions[place](v) for v in frame.iloc[:, place]] for place in range(frame.shape[1])},
        index=[_plain(v) for v in frame.index],
        dtype="str",
    )
    sentences = [as_sentence(part) for part in (caption, note) if str(part)]
    notes = [as_sentence(note).__html__()] if str(note) else []
    if text.isin([norwegian.MISSING]).any(axis=None):
        notes.append(MISSING_NOTE)
    if text.isin([SUPPRESSED.sign]).any(axis=None):
        notes.append(SUPPRESSED_NOTE)
    if text.isin([NOT_APPLICABLE.sign]).any(axis=None):
        notes.append(NOT_APPLICABLE_NOTE)
    if source:
        notes.append(html.escape(f"Kilde: {source}"))
    named = {
        (_plain(row), list(frame.columns).index(column)): f for (row, column), f in (facts or {}).items()
    }
    records = [r for sentence in sentences for r in sentence.records()]
    records += [{**f.as_record(), "text": f"{caption}: {f.display}"} for f in (facts or {}).values()]
    rendered = _rendered(text, shown, numeric, as_sentence(caption), notes, total, named)
    data = _data(
        frame, shown, text, TableData(soft(str(caption)), (), (), total, soft(str(note)), soft(source))
    )
    return Table(rendered, frame, str(caption), data, tuple(records))


def _is_numeric(column: pd.Series) -> bool:
    numbers = column[[not isinstance(value, Mark) for value in column]]
    if len(numbers) < len(column):
        return all(isinstance(value, Real) for value in numbers.dropna())
    return pd.api.types.is_numeric_dtype(column) and column.dtype != "boolean"


def _data(frame: pd.DataFrame, shown: pd.DataFrame, text: pd.DataFrame, empty: TableData) -> TableData:
    """`empty` with the columns of the table: first the row headers, then those of the frame."""
    columns = [typed(str(frame.index.name), str(shown.index.name), list(frame.index), list(text.index))]
    columns += [
        typed(str(name), str(shown.columns[place]), list(frame.iloc[:, place]), list(text.iloc[:, place]))
        for place, name in enumerate(frame.columns)
    ]
    rows = tuple(zip(*(cells for _, cells in columns), strict=True))
    return replace(empty, columns=tuple(column for column, _ in columns), rows=rows)


def _is_stacked(text: pd.DataFrame) -> bool:
    """Whether a row reads better as a stack of lines on a narrow screen."""
    columns = [list(text.index), *(list(text.iloc[:, place]) for place in range(text.shape[1]))]
    *others, longest = sorted(max((len(str(cell)) for cell in column), default=0) for column in columns)
    return longest > LONG and sum(others) > BESIDE


def _refusal(problem: str, remedy: str) -> AarsmeldingError:
    return AarsmeldingError(problem, "the cell that calls table(…)", remedy)


@cache
def house_styler() -> type[Styler]:
    """One for all tables of a process: its templates are compiled once."""
    return Styler.from_custom_template(
        str(TEMPLATES), html_style="table_style.html.j2", html_table="table.html.j2"
    )


def _rendered(
    text: pd.DataFrame,
    shown: pd.DataFrame,
    numeric: list[bool],
    caption: Sentence,
    notes: list[str],
    total: str | None,
    named: Mapping[tuple[str, int], Fact],
) -> str:
    styler = house_styler()(text)
    return str(
        styler.to_html(
            caption_html=caption.__html__(),
            caption_text=str(caption),
            corner=str(shown.index.name),
            labels=[str(c) for c in shown.columns],
            numeric=numeric,
            notes=notes,
            total=total,
            named=named,
            stacked=_is_stacked(text),
            escape_text=html.escape,
        )
    ).strip()
