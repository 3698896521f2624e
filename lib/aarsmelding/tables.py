"""House style for tables: caption, header scope, Norwegian numbers, source line."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from aarsmelding import datasets, norwegian
from aarsmelding.errors import AarsmeldingError

TEMPLATES = Path(__file__).parent / "template"
MISSING_NOTE = "«..» betyr at tallet ikke er oppgitt."


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
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    if isinstance(value, (int, float)):
        return norwegian.number(value, 0 if float(value).is_integer() else 1)
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
    """A rendered table; `frame` is kept so that the numbers can travel along."""

    html: str
    frame: pd.DataFrame
    caption: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/html": self.html, "text/plain": f"{self.caption}\n{self.frame.to_string()}"}


def table(
    frame: pd.DataFrame,
    caption: str,
    *,
    headers: Mapping[str, str] | None = None,
    formats: Mapping[str, Callable[[Any], str]] | None = None,
    total: str | None = None,
    note: str = "",
    source: str = "",
) -> Table:
    """A table of the report. The index becomes the row headers and must be named.

    `headers` overrides the column titles of the schemas, `formats` the format that follows from a
    column's name (`_kr`, `andel_`, `_dato`, `er_`, `har_`); `total` names the last row, which is
    then set apart as a sum row; `note` and `source` are lines below. Raises AarsmeldingError where
    the caption or a header is missing.
    """
    if not caption.strip():
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
    numeric = [pd.api.types.is_numeric_dtype(frame[c]) and frame[c].dtype != "boolean" for c in frame.columns]
    functions = [(formats or {}).get(c) or _format_for(str(c)) or _plain for c in frame.columns]
    text = pd.DataFrame(
        {place: [functions[place](v) for v in frame.iloc[:, place]] for place in range(frame.shape[1])},
        index=[_plain(v) for v in frame.index],
        dtype="str",
    )
    notes = [note] if note else []
    if text.isin([norwegian.MISSING]).any(axis=None):
        notes.append(MISSING_NOTE)
    if source:
        notes.append(f"Kilde: {source}")
    return Table(_rendered(text, shown, numeric, caption, notes, total), frame, caption)


def _refusal(problem: str, remedy: str) -> AarsmeldingError:
    return AarsmeldingError(problem, "the cell that calls table(…)", remedy)


def _rendered(
    text: pd.DataFrame,
    shown: pd.DataFrame,
    numeric: list[bool],
    caption: str,
    notes: list[str],
    total: str | None,
) -> str:
    styler_class = Styler.from_custom_template(
        str(TEMPLATES), html_style="table_style.html.j2", html_table="table.html.j2"
    )
    styler = styler_class(text)
    return str(
        styler.to_html(
            caption_text=caption,
            corner=str(shown.index.name),
            labels=[str(c) for c in shown.columns],
            numeric=numeric,
            notes=notes,
            total=total,
            escape_text=html.escape,
        )
    ).strip()
